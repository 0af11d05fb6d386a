"""Parquet files: read where they lie, with the types that they declare."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.errors import SourceError
from workbench.naming import sql_quote, text_literal
from workbench.sources._columns import column_names
from workbench.sources._file import FileKind
from workbench.sources._source import Source, readable, size_of


def load(source: Source, path: Path) -> None:
    """Make a view of the file."""
    readable(path)
    origin = path.name
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            raise SourceError("This is not a Parquet file.", place=str(path), hint="Give it the ending of what it is.")
    con = source.cursor()
    read = f"read_parquet({text_literal(str(path))})"
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()
    except _duckdb_error() as error:
        first = str(error).split("\n")[0]
        raise SourceError(
            f"The Parquet file cannot be read: {first}.", place=str(path), hint="Write it again, or fetch it again."
        ) from error
    old = [str(row[0]) for row in described]
    names = column_names(old, lambda message: source.report("SRC-002-column-name", "warning", origin, message))
    name = source.free_name(KIND.stem(path), path.name.replace(".", "_"), origin)
    columns = ", ".join(f"{sql_quote(a)} AS {sql_quote(b)}" for a, b in zip(old, names, strict=True))
    con.execute(f"CREATE VIEW {sql_quote(name)} AS SELECT {columns} FROM {read}")
    types = [(new, str(row[1])) for new, row in zip(names, described, strict=True)]
    source.add(name, str(path), size_bytes=size_of(path), loaded=False, types=types)
    source.watch(name, path)


def _duckdb_error() -> Any:
    import duckdb

    return duckdb.Error


KIND = TARGET = FileKind("Parquet", (".parquet", ".pq"), load)
