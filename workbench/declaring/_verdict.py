"""Verdict: whether a statement is run on the scratch database, left out, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.declaring._split import Statement

_ROWS: Final = "rows are no part of a design"
_QUERY: Final = "a query declares nothing"
_RIGHTS: Final = "rights are no part of a design"
_UPKEEP: Final = "it declares nothing"
_EXTENSION: Final = "what an extension brings is not there"
_OUTSIDE: Final = "reaches outside of the database that the script declares"

_RUN: Final = frozenset(
    ("ALTER", "BEGIN", "COMMENT", "COMMIT", "CREATE", "DROP", "END", "RELEASE", "ROLLBACK", "SAVEPOINT", "START")
)
_LEFT_OUT: Final = {
    **dict.fromkeys(("COPY", "DELETE", "INSERT", "MERGE", "REPLACE", "TRUNCATE", "UPDATE"), _ROWS),
    **dict.fromkeys(("DESC", "DESCRIBE", "EXPLAIN", "FROM", "SELECT", "SHOW", "TABLE", "VALUES", "WITH"), _QUERY),
    **dict.fromkeys(("GRANT", "REVOKE", "SECURITY"), _RIGHTS),
    **dict.fromkeys(
        ("ANALYZE", "CHECKPOINT", "CLUSTER", "DISCARD", "LOCK", "PRAGMA", "REFRESH", "REINDEX", "RESET", "SET"),
        _UPKEEP,
    ),
    "VACUUM": _UPKEEP,
}
_REFUSED: Final = frozenset(
    (
        *(
            "ATTACH",
            "CALL",
            "CLOSE",
            "CONNECT",
            "DEALLOCATE",
            "DECLARE",
            "DELIMITER",
            "DETACH",
            "DO",
            "EXEC",
            "EXECUTE",
        ),
        *("EXPORT", "FETCH", "FORCE", "GO", "IMPORT", "INSTALL", "LISTEN", "LOAD", "MOVE", "NOTIFY", "PREPARE"),
        *("REASSIGN", "SOURCE", "UNLISTEN", "USE"),
    )
)
# Words between CREATE, ALTER or DROP and the kind of thing that it is about.
_BETWEEN: Final = frozenset(
    (
        *("ACCESS", "CONCURRENTLY", "CONSTRAINT", "EVENT", "EXISTS", "GLOBAL", "IF", "LOCAL", "MATERIALIZED", "NOT"),
        *("OR", "PERSISTENT", "PROCEDURAL", "RECURSIVE", "REPLACE", "TEMP", "TEMPORARY", "TRUSTED", "UNIQUE"),
        "UNLOGGED",
    )
)
_KINDS_LEFT_OUT: Final = {
    **dict.fromkeys(("GROUP", "POLICY", "PUBLICATION", "ROLE", "USER"), _RIGHTS),
    "EXTENSION": _EXTENSION,
}
_KINDS_OUTSIDE: Final = frozenset(("DATABASE", "FOREIGN", "SECRET", "SERVER", "SUBSCRIPTION", "SYSTEM", "TABLESPACE"))
_KINDS_NOT_READ: Final = frozenset(
    ("AGGREGATE", "CAST", "FUNCTION", "MACRO", "OPERATOR", "PROCEDURE", "RULE", "TRIGGER", "VIEW")
)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a statement.

    Parameters
    ----------
    does
        ``run``, ``leave out`` or ``refuse``.
    message
        Why it is not run, or what of it is lost; empty where there is nothing to tell.
    """

    does: Literal["run", "leave out", "refuse"]
    message: str = ""


def judge(statement: Statement, runs: Iterable[str] = ()) -> Verdict:
    """What becomes of a statement, by the words that it begins with.

    Parameters
    ----------
    statement
        The statement.
    runs
        First words that the engine runs besides those that all run.

    Examples
    --------
    >>> from workbench.declaring._split import split
    >>> [judge(s).does for s in split("CREATE TABLE t (a int); INSERT INTO t VALUES (1); DROP DATABASE shop")]
    ['run', 'leave out', 'refuse']
    """
    head = statement.head
    if not head:
        return Verdict("refuse", "A statement begins with a word, as in CREATE TABLE.")
    first = head[0]
    if first in runs:
        return Verdict("run")
    if first in _LEFT_OUT:
        return Verdict("leave out", f"{first} is left out: {_LEFT_OUT[first]}.")
    if first in _REFUSED:
        return Verdict("refuse", f"{first} is not run here. Leave it out: a script declares with CREATE and ALTER.")
    if first not in _RUN:
        known = ("ALTER", "COMMENT ON", "CREATE", "DROP")
        return Verdict("refuse", str(UnknownNameError("statement", statement.tokens[0].text, known)))
    return _by_kind(statement, first) if first in ("ALTER", "COMMENT", "CREATE", "DROP") else Verdict("run")


def _by_kind(statement: Statement, first: str) -> Verdict:
    words = statement.head[2:] if first == "COMMENT" else statement.head[1:]
    kind = next((word for word in words if word not in _BETWEEN), "")
    said = f"{first} ON {kind}" if first == "COMMENT" else f"{first} {kind}"
    if kind in _KINDS_OUTSIDE:
        return Verdict("refuse", f"{said} {_OUTSIDE}. Leave it out.")
    if kind in _KINDS_LEFT_OUT:
        return Verdict("leave out", f"{said} is left out: {_KINDS_LEFT_OUT[kind]}.")
    if said == "ALTER DEFAULT":
        return Verdict("leave out", f"ALTER DEFAULT PRIVILEGES is left out: {_RIGHTS}.")
    if first == "ALTER" and _changes_owner(statement):
        return Verdict("leave out", f"{said} … OWNER TO is left out: {_RIGHTS}.")
    if said == "CREATE VIRTUAL":
        return Verdict("refuse", "CREATE VIRTUAL TABLE is not run here: it is made by a module. Leave it out.")
    if said == "CREATE DOMAIN":
        return Verdict("run", "CREATE DOMAIN is run; columns get the type that it stands for, and lose its rules.")
    if said == "CREATE TABLE" and statement.says("PARTITION", "BY"):
        return Verdict("run", "PARTITION BY is run, and not read back: each partition is a table like others.")
    if first == "CREATE" and kind in _KINDS_NOT_READ:
        return Verdict("run", f"{said} is run, and not read back: a model made from DDL holds tables and enums.")
    return Verdict("run")


def _changes_owner(statement: Statement) -> bool:
    """Whether that is all that a statement does."""
    own = [token.word or token.text for token in statement.tokens]
    return own[-3:-1] == ["OWNER", "TO"] and "," not in own
