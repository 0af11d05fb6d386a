"""SQLite."""

from workbench.ddl._script import Script

TARGET = Script(
    engine="sqlite",
    run="sqlite3 FILE.db < sqlite.sql",
    before=(
        (
            "PRAGMA foreign_keys = ON",
            "SQLite enforces references only where a connection asks for it: say this on every connection.",
        ),
    ),
    remarks=("Tables are STRICT. Dates and times are ISO 8601 texts, booleans 0 and 1; conditions hold them to that.",),
)
