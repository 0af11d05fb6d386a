"""Cursor: a place among the tokens of a text, and what is said when something else should stand there."""

from __future__ import annotations

from typing import NoReturn

from workbench.formats.dbml.grammar.tokens import BAD, END, WORD, Tokens


class Wrong(Exception):  # noqa: N818 - control flow
    """What was found is not what may stand there."""

    def __init__(self, message: str, at: int) -> None:
        self.message = message
        self.at = at


class Cursor:
    """Place among tokens; what is wrong is collected as pairs of a message and a token."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds, self.lines, self.gaps = tokens.kinds, tokens.lines, tokens.gaps
        self.at = 0
        self.wrong: list[tuple[str, int]] = []

    def found(self) -> str:
        """What stands here, for a message."""
        kind = self.kinds[self.at]
        if kind == END:
            return "the end of the text"
        return repr(self.tokens.text[self.tokens.starts[self.at] : self.tokens.ends[self.at]][:40])

    def fail(self, expected: str) -> NoReturn:
        """Raise, saying what was expected; what is no token has been complained of already."""
        raise Wrong("" if self.kinds[self.at] == BAD else f"Expected {expected}, found {self.found()}.", self.at)

    def take(self, kind: str, expected: str) -> int:
        """Go past a token that must be of this kind."""
        if self.kinds[self.at] != kind:
            self.fail(expected)
        self.at += 1
        return self.at - 1

    def word(self, at: int | None = None) -> str:
        """Word here, or at another token, in lower case, or nothing."""
        at = self.at if at is None else at
        return self.tokens.value(at).lower() if self.kinds[at] == WORD else ""

    def complain(self, message: str, at: int) -> None:
        """Keep what is wrong, and go on."""
        if message:
            self.wrong.append((message, at))

    def comma(self, start: int, bracket: str) -> None:
        """Go past a comma inside brackets that begin at a token."""
        if self.kinds[self.at] != ",":
            self.fail(self.closing(start, bracket))
        self.at += 1

    def closing(self, start: int, bracket: str) -> str:
        """What is expected inside brackets; it says where they begin when that is on another line."""
        if not any(self.lines[start + 1 : self.at + 1]):
            return f"',' or {bracket!r}"
        text, begin = self.tokens.text, self.tokens.starts[start]
        return f"',' or {bracket!r} for the {text[begin]!r} of line {text.count(chr(10), 0, begin) + 1}"
