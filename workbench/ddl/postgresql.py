"""PostgreSQL."""

from workbench.ddl._script import Script

TARGET = Script(
    engine="postgresql",
    run="psql -v ON_ERROR_STOP=1 -d DATABASE -f postgresql.sql",
)
