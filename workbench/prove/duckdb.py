"""DuckDB: a temporary file, rows by Parquet."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from workbench.prove._ground import Ground, RefusalKind, exchange_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from workbench.connect import Database
    from workbench.relational._schema import Rule

# https://github.com/duckdb/duckdb/blob/main/src/common/exception.cpp has one class for all of them.
_WORDS: tuple[tuple[str, RefusalKind], ...] = (
    ("Duplicate key", "unique"),
    ("duplicate key", "unique"),
    ("foreign key constraint", "reference"),
    ("CHECK constraint failed", "check"),
    ("NOT NULL constraint failed", "not_null"),
    ("Conversion Error", "type"),
)


class DuckDB(Ground):
    """Proving ground of DuckDB."""

    engine: ClassVar[str] = "duckdb"
    staged: ClassVar[Mapping[str, str]] = MappingProxyType({"enum": "VARCHAR"})
    settings: ClassVar[tuple[str, ...]] = ("SET TimeZone = 'UTC'",)
    # The driver makes a datetime of it with pytz, which nothing else here needs.
    shown: ClassVar[Mapping[str, str]] = MappingProxyType({"timestamptz": "CAST({c} AS VARCHAR)"})
    taken: ClassVar[str] = "CAST({c} AS {type})"
    own_parent: ClassVar[bool] = False

    def load(self, database: Database, table: str, rows: str, cursor: duckdb.DuckDBPyConnection) -> None:
        """Write Parquet on one connection and read it on the other."""
        with exchange_file("parquet") as path:
            cursor.execute(f"COPY ({rows}) TO '{path.as_posix()}' (FORMAT parquet)")
            database.execute(f"INSERT INTO {table} SELECT * FROM read_parquet('{path.as_posix()}')")

    def refusal(self, error: BaseException) -> RefusalKind:
        """By the words: DuckDB has one error for all constraints."""
        text = str(error)
        return next((kind for words, kind in _WORDS if words in text), "other")

    def blames(self, rule: Rule, answer: str) -> bool:
        """DuckDB names the columns of a key, and the column without a value."""
        if rule.kind in ("key", "index"):
            # Two rows of one transaction: only the value is named.
            return "PRIMARY KEY or UNIQUE" in answer or all(f"{column}: " in answer for column in rule.columns)
        return rule.kind != "required" or rule.columns[0].replace('"', '""') in answer


TARGET = DuckDB()
