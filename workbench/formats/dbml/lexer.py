"""Lexer: DBML text as tokens that say where they stand, so that nothing between them is lost.

One regular expression splits the text; white space and comments are not tokens but the gaps between them. Tokens are
four lists beside each other rather than objects, since a text of 10,000 tables has a million of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Kinds of tokens; punctuation is its own kind.
WORD: Final = "word"
QUOTED: Final = "quoted"
STRING: Final = "string"
TEXT: Final = "text"
EXPRESSION: Final = "expression"
COLOUR: Final = "colour"
BAD: Final = "bad"
END: Final = "end"

_TOKEN = re.compile(
    r"""[ \t\f\v\u00a0\ufeff]*(?:
        (?P<word>[^\W]\w*)
      | (?P<line>\r?\n|\r)
      | (?P<punct>[{}\[\]():,.<>?~*+=!%@$&|;^-]|/(?![*/]))
      | (?P<text>'''(?:[^'\\]|\\.|'(?!''))*''')
      | (?P<string>(?!''')'(?:[^'\\\n]|\\.)*')
      | (?P<quoted>"(?:[^"\\\n]|\\.)*")
      | (?P<expression>`(?:[^`\\]|\\.)*`)
      | (?P<colour>\#\w+)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<end>\Z)
      | (?P<bad>'{1,3}[^\n]*|"[^\n]*|`[^\n]*|/\*.*|.))""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Tokens:
    """Tokens of a text in order: their kinds, where each starts and ends, and whether it is the first of its line."""

    kinds: list[str]
    starts: list[int]
    ends: list[int]
    firsts: list[bool]

    def each(self) -> Iterator[tuple[str, int, int, bool]]:
        """Go through the tokens one by one."""
        return zip(self.kinds, self.starts, self.ends, self.firsts, strict=True)


def tokenize(text: str) -> Tokens:
    """Split a text into tokens; the last one is of kind ``end``.

    Examples
    --------
    >>> tokenize("id int // key").kinds
    ['word', 'word', 'end']
    """
    tokens = Tokens([], [], [], [])
    add_kind, add_start, add_end = tokens.kinds.append, tokens.starts.append, tokens.ends.append
    add_first = tokens.firsts.append
    first = True
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or BAD
        if kind == "line":
            first = True
            continue
        start, end = match.span(kind)
        if kind == "punct":
            kind = text[start]
        elif kind == "comment":
            # A comment over several lines ends the line as white space would.
            first = first or (text[start + 1] == "*" and "\n" in match[0])
            continue
        elif kind == END:
            break
        add_kind(kind)
        add_start(start)
        add_end(end)
        add_first(first)
        first = False
    add_kind(END)
    add_start(len(text))
    add_end(len(text))
    add_first(True)  # noqa: FBT003 - the end begins a line of its own
    return tokens


@dataclass(frozen=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


def place(text: str, position: int) -> Place:
    r"""Line and column of a position in a text.

    Examples
    --------
    >>> str(place("a\nbc", 3))
    '2:2'
    """
    return Place(text.count("\n", 0, position) + 1, position - (text.rfind("\n", 0, position) + 1) + 1)
