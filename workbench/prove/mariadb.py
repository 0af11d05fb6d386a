"""MariaDB: a server's, rows by statements of many rows that DuckDB writes."""

from __future__ import annotations

import contextlib
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from workbench.errors import MissingExtraError
from workbench.prove._ground import Ground, RefusalKind, server_database, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from workbench.connect import Database
    from workbench.model import Attribute
    from workbench.relational._schema import Rule

_JSON = "CAST(to_json({c}) AS VARCHAR)"
_NUMBER = "CAST({c} AS VARCHAR)"
_BARE = frozenset({"boolean", "int16", "int32", "int64", "decimal", "float32", "float64", "binary"})
# https://mariadb.com/kb/en/mariadb-error-codes/
_CODES: Mapping[int, RefusalKind] = {
    1062: "unique",
    1451: "reference",
    1452: "reference",
    4025: "check",
    1048: "not_null",
    1265: "type",
    1292: "type",
    1366: "type",
    1406: "type",
}
_BATCH = 2_000


class MariaDB(Ground):
    """Proving ground of MariaDB."""

    engine: ClassVar[str] = "mariadb"
    index_staging: ClassVar[bool] = True
    binary: ClassVar[str] = "x'00'"
    exported: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "boolean": "CAST(CAST({c} AS INTEGER) AS VARCHAR)",
            "binary": "'x''' || hex({c}) || ''''",
            "timestamptz": "CAST({c} AT TIME ZONE 'UTC' AS VARCHAR)",
            **dict.fromkeys(("int16", "int32", "int64", "decimal", "float32", "float64"), _NUMBER),
            **dict.fromkeys(("list", "list of lists", "struct"), _JSON),
        }
    )
    staged: ClassVar[Mapping[str, str]] = MappingProxyType({"enum": "VARCHAR(255)"})

    def not_available(self, url: str | None) -> str:
        """MariaDB cannot be brought along."""
        return "" if url else "name a server, as in --url mariadb://USER@HOST"

    @contextlib.contextmanager
    def open(self, url: str | None) -> Iterator[Database]:
        """A database of our own on the server."""
        create = "CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        with server_database(url or "", create, "DROP DATABASE {name}", _arguments()) as database:
            yield database

    def _run(self, database: Database, script: str) -> None:
        cursor = database.raw.cursor()
        cursor.execute(script)
        while cursor.nextset():
            pass

    def export(self, attribute: Attribute) -> str:
        """The value as an SQL literal."""
        value = super().export(attribute)
        if type_name(attribute.type) not in _BARE:
            value = f"'''' || replace(replace(CAST({value} AS VARCHAR), '\\', '\\\\'), '''', '''''') || ''''"
        return f"coalesce({value}, 'NULL')"

    def load(self, database: Database, table: str, rows: str, cursor: duckdb.DuckDBPyConnection) -> None:
        """Insert many rows a statement.

        LOAD DATA LOCAL would be no faster, and lets a server read any file of the client.
        """
        found = cursor.execute(f"SELECT '(' || concat_ws(',', *COLUMNS(*)) || ')' FROM ({rows}) AS literals")
        database.execute("BEGIN")
        while batch := found.fetchmany(_BATCH):
            database.execute(f"INSERT INTO {table} VALUES {','.join(row for (row,) in batch)}")
        database.execute("COMMIT")

    def refusal(self, error: BaseException) -> RefusalKind:
        """By the server's error code."""
        code = error.args[0] if error.args else None
        return _CODES.get(code, "other") if isinstance(code, int) else "other"

    def blames(self, rule: Rule, answer: str) -> bool:
        """MariaDB names the constraint, or the column without a value; the primary key has a name of its own."""
        if rule.kind in ("key", "index"):
            return f"for key '{'PRIMARY' if rule.primary else rule.name}'" in answer
        if rule.kind in ("check", "reference"):
            return f"`{rule.name}`" in answer
        return rule.columns[0] in answer


def _arguments() -> dict[str, int]:
    """Let one text hold many statements, so that a script runs as it is written."""
    try:
        from pymysql.constants import CLIENT
    except ModuleNotFoundError:
        raise MissingExtraError("The driver PyMySQL of MariaDB", "mariadb") from None
    return {"client_flag": CLIENT.MULTI_STATEMENTS}


TARGET = MariaDB()
