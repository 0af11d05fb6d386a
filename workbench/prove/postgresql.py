"""PostgreSQL: the embedded one or a server's, rows by COPY."""

from __future__ import annotations

import contextlib
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from workbench import embedded
from workbench.prove._ground import Ground, RefusalKind, exchange_file, server_database

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from workbench.connect import Database
    from workbench.relational._schema import Rule

_JSON = "CAST(to_json({c}) AS VARCHAR)"
# A list as PostgreSQL writes arrays: {"a","b",NULL}.
_ARRAY = r"""
    '{' || array_to_string(list_transform({c}, lambda x: CASE WHEN x IS NULL THEN 'NULL' ELSE
    '"' || replace(replace(CAST(x AS VARCHAR), '\', '\\'), '"', '\"') || '"' END), ',') || '}'"""
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_STATES: Mapping[str, RefusalKind] = {
    "23505": "unique",
    "23503": "reference",
    "23001": "reference",
    "23514": "check",
    "23502": "not_null",
    "22P02": "type",
    "22001": "type",
    "22003": "type",
    "22007": "type",
    "22008": "type",
}


class PostgreSQL(Ground):
    """Proving ground of PostgreSQL."""

    engine: ClassVar[str] = "postgresql"
    staging_word: ClassVar[str] = "UNLOGGED "
    settings: ClassVar[tuple[str, ...]] = ("SET synchronous_commit = off", "SET work_mem = '64MB'")
    exported: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "binary": r"'\x' || hex({c})",
            "list": _ARRAY,
            "list of lists": _JSON,
            "struct": _JSON,
        }
    )
    staged: ClassVar[Mapping[str, str]] = MappingProxyType({"enum": "TEXT", "inet": "TEXT", "native": "TEXT"})
    taken: ClassVar[str] = "CAST({c} AS {type})"

    @contextlib.contextmanager
    def open(self, url: str | None) -> Iterator[Database]:
        """A database of our own on the server, or on the embedded one."""
        with contextlib.ExitStack() as stack:
            at = url or stack.enter_context(embedded.postgresql())
            # template0: whatever the server's owner has put into template1 is not part of the proof.
            create = "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"
            database = stack.enter_context(server_database(at, create, "DROP DATABASE {name} WITH (FORCE)"))
            self.set_up(database)
            yield database

    def load(self, database: Database, table: str, rows: str, cursor: duckdb.DuckDBPyConnection) -> None:
        """Stream a CSV file of DuckDB's into COPY."""
        with exchange_file("csv") as path:
            cursor.execute(f"COPY ({rows}) TO '{path.as_posix()}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
            with (
                path.open("rb") as file,
                database.raw.cursor() as target,
                target.copy(f"COPY {table} FROM STDIN (FORMAT csv, NULL '\\N')") as copy,
            ):
                while block := file.read(1 << 20):
                    copy.write(block)

    def refusal(self, error: BaseException) -> RefusalKind:
        """By SQLSTATE."""
        return _STATES.get(getattr(error, "sqlstate", None) or "", "other")

    def blames(self, rule: Rule, answer: str) -> bool:
        """PostgreSQL names the constraint, or the column without a value."""
        if rule.kind == "required":
            return f'column "{rule.columns[0]}"' in answer
        return rule.kind == "enum" or f'"{rule.name}"' in answer

    def defer(self, database: Database) -> None:
        """Hold deferrable references off until the transaction ends."""
        database.execute("BEGIN")
        database.execute("SET CONSTRAINTS ALL DEFERRED")


TARGET = PostgreSQL()
