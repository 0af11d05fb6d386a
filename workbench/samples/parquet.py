"""Rows as Parquet, written by DuckDB: the only place of this package that loads it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.samples.files import plain_csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.samples.rows import Row
    from workbench.samples.schema import TableSchema

# Logical types that DuckDB calls by another name; all others are written as they stand.
_DUCKDB_TYPES = {
    "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT", "float64": "DOUBLE", "text": "VARCHAR",
    "json": "VARCHAR",
}  # fmt: skip


def parquet_bytes(schema: TableSchema, rows: Iterable[Row]) -> bytes:
    """Rows as a Parquet file (Zstandard); the same rows give the same bytes with the same DuckDB."""
    import duckdb

    types = {name: _duckdb_type(column.type) for name, column in schema.columns.items()}
    with tempfile.TemporaryDirectory(prefix="workbench-samples-") as folder, duckdb.connect() as connection:
        source, target = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        source.write_text(plain_csv_text(list(types), rows), encoding="utf-8", newline="")
        # One thread: row groups then come in the order of the rows, whatever the machine.
        connection.execute("SET threads = 1")
        connection.execute("SET autoinstall_known_extensions = false")
        rows_read = connection.read_csv(
            str(source), header=True, columns=types, quotechar='"', escapechar='"', sep=",", na_values=""
        )
        rows_read.write_parquet(str(target), compression="zstd")
        return target.read_bytes()


def _duckdb_type(logical: str) -> str:
    base = logical.partition("(")[0].partition(":")[0]
    if base in {"char", "enum"}:
        return "VARCHAR"
    return _DUCKDB_TYPES.get(base, logical.upper())
