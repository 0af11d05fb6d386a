"""Split: the statements of a script, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from workbench.declaring._fault import DdlError, fault
from workbench.declaring._lexer import Token, tokens

_DATA_END: Final = re.compile(r"^\\\.[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_OPENED: Final = {"'": "text", "$": "text", '"': "quoted name", "`": "quoted name", "[": "quoted name", "/": "comment"}
# pg_dump writes them around a script since 2025, so that nobody else's commands can stand in it.
_HARMLESS: Final = ("\\restrict", "\\unrestrict")
_WITH_BODY: Final = frozenset({"TRIGGER", "FUNCTION", "PROCEDURE"})


@dataclass(frozen=True)
class Statement:
    """A statement of a script, without what ends it.

    Parameters
    ----------
    text
        As it stands in the script.
    start
        Where it begins there, in characters from 0.
    tokens
        Those that mean something, with places in the script.
    """

    text: str
    start: int
    tokens: tuple[Token, ...]

    @property
    def head(self) -> tuple[str, ...]:
        """Bare words that it begins with, in upper case."""
        words = []
        for token in self.tokens:
            if token.kind != "word":
                break
            words.append(token.word)
        return tuple(words)

    def says(self, *words: str) -> bool:
        """Whether these bare words follow each other in it."""
        found = [token.word for token in self.tokens]
        return any(tuple(found[at : at + len(words)]) == words for at in range(len(found)))


def split(script: str, *, postgresql: bool = True) -> list[Statement]:
    r"""Statements of a script, in order; data that stand in it for psql's COPY are passed over.

    Parameters
    ----------
    script
        The script.
    postgresql
        How texts and names are quoted in it; see :func:`~workbench.declaring._lexer.tokens`.

    Raises
    ------
    DdlError
        At a quote or a comment that nothing ends, at NUL, and at commands of psql.

    Examples
    --------
    >>> [(s.text, s.start) for s in split("CREATE TABLE t (a int);\n-- and\nDROP TABLE t;")]
    [('CREATE TABLE t (a int)', 0), ('DROP TABLE t', 31)]
    """
    nul = script.find("\0")
    if nul >= 0:
        raise DdlError([fault(script, nul, "There is a NUL here, which no script may hold.")])
    found: list[Statement] = []
    position: int | None = 0
    while position is not None:
        position = _read(script, position, found, postgresql=postgresql)
    return found


def _read(script: str, start: int, found: list[Statement], *, postgresql: bool) -> int | None:
    """Read statements up to what is none, and say where to go on behind that; None at the end."""
    begun: list[Token] = []
    for token in tokens(script, start, postgresql=postgresql):
        if token.kind in ("space", "comment"):
            continue
        if token.kind == "open":
            what = _OPENED[token.text.lstrip("eE")[0]]
            raise DdlError([fault(script, token.start, f"Nothing ends the {what} that begins here.")])
        if not begun and token.text == "\\":
            return _behind_command(script, token.start)
        if token.text != ";" or token.kind != "other" or _inside_body(begun):
            begun.append(token)
        elif begun:
            found.append(_statement(script, begun))
            begun = []
            if found[-1].head[:1] == ("COPY",) and found[-1].says("STDIN"):
                return _behind_data(script, token.end)
    if begun:
        found.append(_statement(script, begun))
    return None


def _statement(script: str, own: list[Token]) -> Statement:
    return Statement(script[own[0].start : own[-1].end], own[0].start, tuple(own))


def _inside_body(begun: list[Token]) -> bool:
    """Whether a statement ends later than here: the steps of a trigger or a function stand in it as statements."""
    words = [token.word for token in begun]
    if words[:1] != ["CREATE"] or not _WITH_BODY.intersection(words[1:6]) or "BEGIN" not in words:
        return False
    return sum((word in ("BEGIN", "CASE")) - (word == "END") for word in words) > 0


def _behind_command(script: str, start: int) -> int:
    line = script[start:].partition("\n")[0]
    if not line.startswith(_HARMLESS):
        command = line.split()[0]
        hint = "Leave it out: only SQL is run here."
        raise DdlError([fault(script, start, f"{command} is a command of psql, not SQL. {hint}", len(command))])
    return start + len(line)


def _behind_data(script: str, position: int) -> int:
    """Where the rows end that stand in a script behind COPY … FROM stdin."""
    line = script.find("\n", position)
    end = _DATA_END.search(script, line + 1) if line >= 0 else None
    return end.end() if end else len(script)
