"""Statement: what SQLite's catalogue does not say, read from the CREATE TABLE that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from workbench.naming import sql_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


class Token(NamedTuple):
    """A token that is not space, and whether space stood before it."""

    kind: str
    text: str
    spaced: bool

    @property
    def word(self) -> str:
        """In upper case when it is a bare word; empty otherwise."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def depth(self) -> int:
        """How it changes the depth of brackets."""
        return {"(": 1, ")": -1}.get(self.text, 0) if self.kind == "other" else 0


@dataclass(frozen=True)
class Clause:
    """One clause between the commas of a CREATE TABLE: a column or a constraint."""

    tokens: tuple[Token, ...]

    @property
    def named(self) -> bool:
        """Whether it is a constraint with a name."""
        return self.tokens[0].word == "CONSTRAINT"

    @property
    def name(self) -> str:
        """Name of the constraint or of the column."""
        position = 1 if self.named else 0
        return unquoted(self.tokens[position].text) if len(self.tokens) > position else ""

    @property
    def kind(self) -> str:
        """``CHECK``, ``FOREIGN``, ``PRIMARY`` or ``UNIQUE``; empty for a column."""
        position = 2 if self.named else 0
        first = self.tokens[position].word if len(self.tokens) > position else ""
        return first if first in ("CHECK", "FOREIGN", "PRIMARY", "UNIQUE") else ""

    def bracketed(self, *words: str) -> Iterator[str]:
        """Texts in the brackets that follow one of these words outside other brackets: ``CHECK (…)``."""
        depth, start, before = 0, 0, ""
        for position, token in enumerate(self.tokens):
            if token.depth == 1 and depth == 0:
                start = position + 1 if before in words else 0
            depth += token.depth
            if token.depth == -1 and depth == 0 and start:
                yield _text(self.tokens[start:position])
                start = 0
            before = token.word

    def has(self, *words: str) -> bool:
        """Whether these bare words follow each other outside brackets."""
        flat, depth = [], 0
        for token in self.tokens:
            depth += token.depth
            if depth == 0 and token.word:
                flat.append(token.word)
        return any(tuple(flat[start : start + len(words)]) == words for start in range(len(flat)))


def clauses(statement: str) -> tuple[Clause, ...]:
    """Clauses of a CREATE TABLE statement, in order; comments are left out.

    Examples
    --------
    >>> found = clauses("CREATE TABLE t (a INTEGER, CONSTRAINT c CHECK (a  IN (1, 2)))")
    >>> [clause.name for clause in found], list(found[1].bracketed("CHECK"))
    (['a', 'c'], ['a IN (1, 2)'])
    """
    found: list[list[Token]] = []
    depth = 0
    for token in _tokens(statement):
        if depth == 0:
            if token.depth == 1:
                depth = 1
                found.append([])
            continue
        depth += token.depth
        if depth == 0:
            break
        if token.text == "," and token.kind == "other" and depth == 1:
            found.append([])
        else:
            found[-1].append(token)
    return tuple(Clause(tuple(clause)) for clause in found if clause)


def unquoted(text: str) -> str:
    """A name without its quotes.

    Examples
    --------
    >>> unquoted('"a ""b"'), unquoted("plain")
    ('a "b', 'plain')
    """
    for mark in ('"', "`", "'"):
        if len(text) > 1 and text[0] == text[-1] == mark:
            return text[1:-1].replace(mark * 2, mark)
    return text


def _tokens(statement: str) -> Iterator[Token]:
    spaced = False
    for kind, text in sql_tokens(statement):
        if kind in ("space", "comment"):
            spaced = True
            continue
        yield Token(kind, text, spaced)
        spaced = False


def _text(tokens: tuple[Token, ...]) -> str:
    return "".join(f" {token.text}" if token.spaced else token.text for token in tokens).strip()
