"""SQLite: a temporary file, rows by the driver."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from workbench.prove._ground import Ground, RefusalKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from workbench.connect import Database
    from workbench.relational._schema import Rule

_TEXT, _JSON = "CAST({c} AS VARCHAR)", "CAST(to_json({c}) AS VARCHAR)"
_WORDS: tuple[tuple[str, RefusalKind], ...] = (
    ("UNIQUE constraint failed", "unique"),
    ("FOREIGN KEY constraint failed", "reference"),
    ("CHECK constraint failed", "check"),
    ("NOT NULL constraint failed", "not_null"),
    ("cannot store", "type"),
)


class SQLite(Ground):
    """Proving ground of SQLite."""

    engine: ClassVar[str] = "sqlite"
    index_staging: ClassVar[bool] = True
    settings: ClassVar[tuple[str, ...]] = (
        "PRAGMA synchronous = OFF",
        "PRAGMA journal_mode = MEMORY",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -65536",  # KiB
    )
    binary: ClassVar[str] = "x'00'"
    exported: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "boolean": "CAST({c} AS INTEGER)",
            "decimal": "CAST({c} AS DOUBLE)",
            "timestamptz": "CAST({c} AT TIME ZONE 'UTC' AS VARCHAR)",
            **dict.fromkeys(("date", "time", "timestamp", "interval", "uuid", "json", "inet", "native"), _TEXT),
            **dict.fromkeys(("list", "list of lists", "struct"), _JSON),
        }
    )

    def _run(self, database: Database, script: str) -> None:
        database.raw.executescript(script)

    def load(self, database: Database, table: str, rows: str, cursor: duckdb.DuckDBPyConnection) -> None:
        """Insert in one transaction, a batch of rows at a time."""
        found = cursor.execute(rows)
        places = ", ".join("?" for _ in found.description or ())
        database.execute("BEGIN")
        while batch := found.fetchmany(50_000):
            database.raw.executemany(f"INSERT INTO {table} VALUES ({places})", batch)
        database.execute("COMMIT")

    def refusal(self, error: BaseException) -> RefusalKind:
        """By the words, which SQLite keeps from version to version."""
        text = str(error)
        return next((kind for words, kind in _WORDS if words in text), "other")

    def blames(self, rule: Rule, answer: str) -> bool:
        """SQLite names the columns of a key, an index over expressions, and checks; of references it says nothing."""
        if rule.kind in ("key", "index", "required"):
            columns = ", ".join(f"{rule.table[1]}.{column}" for column in rule.columns)
            return answer.endswith((f"failed: {columns}", f"failed: index '{rule.name}'"))
        return rule.kind == "reference" or not rule.name or answer.endswith(rule.name)

    def defer(self, database: Database) -> None:
        """SQLite can hold all references off until the transaction ends."""
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")


TARGET = SQLite()
