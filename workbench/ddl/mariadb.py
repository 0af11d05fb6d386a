"""MariaDB."""

from workbench.ddl._script import Script

TARGET = Script(
    engine="mariadb",
    run="mariadb DATABASE < mariadb.sql",
    remarks=(
        (
            "Texts compare as they are written (utf8mb4_nopad_bin): the server's default would hold 'é' and 'E', or "
            "'a' and 'a ', for equal, so that keys which differ in the data would be duplicates here."
        ),
        "MariaDB has no transactions for DDL: after an error, drop the database and begin anew.",
    ),
)
