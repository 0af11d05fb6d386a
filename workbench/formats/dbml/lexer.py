"""Lexer: DBML text as tokens that say where they stand, so that nothing between them is lost.

One regular expression splits the text; white space and comments are not tokens but the gaps between them. Each token
is a tuple ``(kind, start, end, first_on_line)``: plain tuples, since a text of 10,000 tables has a million of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

Token: TypeAlias = tuple[str, int, int, bool]

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
    r"""(?P<skip>[ \t\f\v\u00a0\ufeff]+|//[^\n]*|/\*.*?\*/)
      | (?P<line>\r?\n|\r)
      | (?P<word>[^\W]\w*)
      | (?P<punct>[{}\[\]():,.<>?~*+=!%@$&|;^-]|/(?!\*))
      | (?P<text>'''(?:[^'\\]|\\.|'(?!''))*''')
      | (?P<string>(?!''')'(?:[^'\\\n]|\\.)*')
      | (?P<quoted>"(?:[^"\\\n]|\\.)*")
      | (?P<expression>`(?:[^`\\]|\\.)*`)
      | (?P<colour>\#\w+)
      | (?P<bad>'{1,3}[^\n]*|"[^\n]*|`[^\n]*|/\*.*|.)""",
    re.VERBOSE | re.DOTALL,
)


def tokenize(text: str) -> list[Token]:
    """Split a text into tokens; the last one is of kind ``end``.

    Examples
    --------
    >>> [kind for kind, *_ in tokenize("id int // key")]
    ['word', 'word', 'end']
    """
    tokens: list[Token] = []
    add = tokens.append
    first = True
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "skip":
            # A comment over several lines ends the line as white space would.
            first = first or (text.startswith("/*", match.start()) and "\n" in match[0])
            continue
        if kind == "line":
            first = True
            continue
        start, end = match.span()
        add((text[start] if kind == "punct" else kind or BAD, start, end, first))
        first = False
    tokens.append((END, len(text), len(text), True))
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
