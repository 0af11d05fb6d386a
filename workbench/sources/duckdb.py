"""DuckDB files: attached read-only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.errors import SourceError
from workbench.naming import sql_quote, text_literal
from workbench.sources._file import FileKind
from workbench.sources._source import Source, readable


def load(source: Source, path: Path) -> None:
    """Make a view of each table of the file; those of other schemas than ``main`` are named ``schema.table``."""
    readable(path)
    con = source.cursor()
    alias = f"file_{len(source.tables)}"
    try:
        con.execute(f"ATTACH {text_literal(str(path))} AS {alias} (READ_ONLY, TYPE duckdb)")
    except _duckdb_error() as error:
        first = str(error).split("\n")[0]
        raise SourceError(
            f"This is not a DuckDB file that can be read: {first}", place=str(path), hint="Take a sound copy."
        ) from error
    found = con.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ? AND NOT internal ORDER BY ALL",
        [alias],
    ).fetchall()
    if not found:
        raise SourceError("The DuckDB file holds no tables.", place=str(path), hint="Take it away.")
    for schema, table in found:
        full = f"{alias}.{sql_quote(schema)}.{sql_quote(table)}"
        origin = f"{path.name}:{table if schema == 'main' else f'{schema}.{table}'}"
        name = source.free_name(table if schema == "main" else f"{schema}.{table}", f"{path.stem}_{table}", origin)
        con.execute(f"CREATE VIEW {sql_quote(name)} AS SELECT * FROM {full}")
        types = [(str(row[0]), str(row[1])) for row in con.execute(f"DESCRIBE {full}").fetchall()]
        # A view has no row numbers: its rows are sampled by blocks, as those of a file.
        source.add(name, origin, loaded=False, types=types)
        source.watch(name, path)


def _duckdb_error() -> Any:
    import duckdb

    return duckdb.Error


TARGET = FileKind("DuckDB", (".duckdb", ".ddb"), load, companions=(".wal",))
