"""SQLite: a database in memory that no other can be attached to."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from typing import TYPE_CHECKING, ClassVar

from workbench import connect
from workbench.declaring._scratch import Blame, Scratch
from workbench.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.connect import Database
    from workbench.declaring._lexer import Token
    from workbench.declaring._split import Statement

_NEAR = re.compile(r'near "(.+)": syntax error')
_MISSING = """
    SELECT DISTINCT "table" FROM sqlite_schema AS own, pragma_foreign_key_list(own.name)
    WHERE own.type = 'table' AND NOT EXISTS (
        SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = "table" COLLATE NOCASE)
    ORDER BY 1"""


class SQLite(Scratch):
    """Scratch databases of SQLite."""

    postgresql_quotes: ClassVar[bool] = False
    types: ClassVar[tuple[str, ...]] = ("numeric", "varchar")

    @contextlib.contextmanager
    def open(self) -> Iterator[Database]:
        """A database in memory; ATTACH and VACUUM INTO, its only ways to a file, find no room."""
        with connect.open_database("sqlite:///:memory:", read_only=False) as database:
            database.raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            yield database

    def blame(self, database: Database, statement: Statement, error: BaseException) -> Blame:
        """SQLite's words, which quote the token that is wrong, but not its place."""
        words = database.words(error)
        near = _NEAR.search(words)
        places = (token for token in statement.tokens if near and token.text == near[1])
        position = next((t.start - statement.start for t in places if _ends_badly(database, statement, t)), None)
        return Blame(words, position, words.rpartition(": ")[2])

    def missing(self, database: Database) -> tuple[str, ...]:
        """SQLite takes a reference to a table that is not there."""
        return tuple(str(name) for (name,) in database.rows(_MISSING))


def _ends_badly(database: Database, statement: Statement, token: Token) -> bool:
    """Whether what is wrong with a statement shows up to a token already; nothing is run by EXPLAIN."""
    try:
        database.execute(f"EXPLAIN {statement.text[: token.end - statement.start]}")
    except EngineError as error:
        return _NEAR.search(error.message) is not None
    return False


TARGET = SQLite()
