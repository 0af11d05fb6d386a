"""Scratch: an empty database that a script is run on, and what an engine's errors say of the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from workbench.errors import EngineError

if TYPE_CHECKING:
    import contextlib

    from workbench.connect import Database
    from workbench.declaring._split import Statement

_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'")


class Blame(NamedTuple):
    """What an engine says of a statement, and where.

    ``position`` counts from 0 in the statement, and is None where the engine does not say; ``name`` is what is wrong.
    """

    words: str
    position: int | None = None
    name: str = ""


class Scratch:
    """Where the scripts of an engine are run; one subclass per engine.

    Whatever a script holds, nothing outside of the scratch database may be read or written by it: the engine itself is
    told to refuse, whatever :mod:`~workbench.declaring._verdict` lets through.
    """

    runs: ClassVar[tuple[str, ...]] = ()
    """First words of statements that it runs besides those that all engines run."""

    postgresql_quotes: ClassVar[bool] = True
    """Whether texts and names are quoted as in PostgreSQL."""

    types: ClassVar[tuple[str, ...]] = ()
    """Types that people write in scripts besides those that Workbench writes."""

    def open(self) -> contextlib.AbstractContextManager[Database]:
        """An empty database, gone when the block ends."""
        raise NotImplementedError

    def run(self, database: Database, statement: Statement) -> Blame | None:
        """Run a statement; gives what is wrong with it, and None where nothing is."""
        try:
            database.execute(statement.text)
        except EngineError as error:
            cause = error.__cause__
            return self.blame(database, statement, cause) if cause is not None else Blame(error.message)
        return None

    def blame(self, database: Database, statement: Statement, error: BaseException) -> Blame:
        """What an error of the driver says."""
        return Blame(database.words(error))

    def settle(self, database: Database) -> None:
        """Take back what a script may have set, so that the catalogue can be read."""

    def missing(self, database: Database) -> tuple[str, ...]:
        """Tables that references lead to and that are not there, where the engine takes such references."""
        return ()


def named_in(statement: Statement, words: str, name: str = "") -> tuple[int, int] | None:
    """Place and length of what an error is about, by its name or the first in quotes; in the script, from 0.

    Examples
    --------
    >>> from workbench.declaring._split import split
    >>> named_in(split("CREATE TABLE t (a int REFERENCES u)")[0], 'relation "u" does not exist')
    (33, 1)
    """
    for said in (name, *(match[1] or match[2] for match in _QUOTED.finditer(words))):
        bare = said.rpartition(".")[2].casefold()
        # The last one: a table refers to another behind its own columns.
        for token in reversed(statement.tokens):
            if bare and token.name.casefold() == bare:
                return token.start, len(token.text)
    return None
