"""DuckDB: a database in memory that sees no files, no variables of Python and no network."""

from __future__ import annotations

import contextlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from workbench import connect
from workbench.declaring._scratch import Blame, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.connect import Database
    from workbench.declaring._split import Statement

# https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
_CONFIG: Mapping[str, str] = MappingProxyType(
    {
        # Files, the network, and variables of Python, which would pass for tables.
        "enable_external_access": "false",
        "allow_persistent_secrets": "false",
        "errors_as_json": "true",  # with the place as a number
    }
)


class DuckDB(Scratch):
    """Scratch databases of DuckDB."""

    runs: ClassVar[tuple[str, ...]] = ("SET", "USE")
    types: ClassVar[tuple[str, ...]] = ("hugeint", "utinyint", "usmallint", "uinteger", "ubigint", "text", "decimal")

    @contextlib.contextmanager
    def open(self) -> Iterator[Database]:
        """A database in memory whose settings cannot be changed."""
        with connect.open_database("duckdb:///:memory:", read_only=False, arguments=_CONFIG) as database:
            database.execute("SET lock_configuration = true")
            yield database

    def blame(self, database: Database, statement: Statement, error: BaseException) -> Blame:
        """DuckDB's words, and the byte that it counts from 0."""
        _, _, found = str(error).partition("{")
        try:
            said = json.loads("{" + found)
        except ValueError:
            return Blame(database.words(error))
        # Behind the first line it proposes tables of its own.
        words = str(said["exception_message"]).split("\n", 1)[0]
        if "position" not in said:
            return Blame(words, None, str(said.get("name", "")))
        before = statement.text.encode()[: int(said["position"])]
        return Blame(words, len(before.decode(errors="ignore")))

    def settle(self, database: Database) -> None:
        """Go back to the schema that tables stand in by themselves."""
        database.execute("USE memory.main")


TARGET = DuckDB()
