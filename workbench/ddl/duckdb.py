"""DuckDB."""

from workbench.ddl._script import Script

TARGET = Script(
    engine="duckdb",
    run="duckdb FILE.duckdb < duckdb.sql",
)
