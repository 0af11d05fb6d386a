"""Lexer: a script of SQL as tokens, just fine enough to see where each statement ends.

Where the statements are is all that is read here; what they mean, the engine says. sqlglot's tokenizer does not tell
where a quote was left open, takes the rest of a line behind SHOW for one text, and knows nothing of psql's data.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT_MARK: Final = re.compile(r"/\*|\*/")


class Token(NamedTuple):
    """A token and where it begins.

    ``kind`` is ``word``, ``quoted``, ``string``, ``number``, ``comment``, ``space``, ``open`` (a quote or a comment
    that nothing ends; it reaches to the end of the text) or ``other``.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """In upper case when it is a bare word; empty otherwise."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def name(self) -> str:
        """The name that it may be, without quotes; empty when it can be none."""
        if self.kind == "word":
            return self.text
        if self.kind != "quoted":
            return ""
        closing = self.text[-1]
        return self.text[1:-1].replace(closing * 2, closing)


# Those of PostgreSQL (https://www.postgresql.org/docs/current/sql-syntax-lexical.html), whose rules DuckDB shares.
_POSTGRESQL: Final = r"""
    (?P<string>[eE]'(?:[^'\\]|\\.|'')*'|\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$|'[^']*(?:''[^']*)*')
  | (?P<quoted>"[^"]*(?:""[^"]*)*")
  | (?P<open>[eE]?'|"|\$(?:[^\W\d]\w*)?\$)"""
# Those of SQLite (https://sqlite.org/lang_keywords.html).
_SQLITE: Final = r"""
    (?P<string>'[^']*(?:''[^']*)*')
  | (?P<quoted>"[^"]*(?:""[^"]*)*"|`[^`]*(?:``[^`]*)*`|\[[^\]]*\])
  | (?P<open>['"`\[])"""
_ALL: Final = r"""
  | (?P<comment>--[^\n]*|/\*)
  | (?P<word>[^\W\d][\w$]*)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<space>[\s\ufeff]+)
  | (?P<other>.)"""
_PATTERNS: Final = {own: re.compile(own + _ALL, re.VERBOSE | re.DOTALL) for own in (_POSTGRESQL, _SQLITE)}
# The tag of a dollar quote is a group too, and no kind.
_KINDS: Final = ("word", "space", "other", "number", "string", "quoted", "comment", "open")


def tokens(text: str, start: int = 0, *, postgresql: bool = True) -> Iterator[Token]:
    """Split a text; joining the tokens gives it again.

    Parameters
    ----------
    text
        Any text.
    start
        Where to begin.
    postgresql
        Whether dollars quote and comments stand within comments, as in PostgreSQL and DuckDB; else backquotes and
        square brackets quote, as in SQLite.

    Examples
    --------
    >>> [(token.kind, token.text) for token in tokens("a $$;$$;")]
    [('word', 'a'), ('space', ' '), ('string', '$$;$$'), ('other', ';')]
    """
    pattern = _PATTERNS[_POSTGRESQL if postgresql else _SQLITE]
    position = start
    while match := pattern.match(text, position):
        kind, end = next(kind for kind in _KINDS if match[kind] is not None), match.end()
        if kind == "comment" and match[0] == "/*":
            end = _comment_end(text, position, nested=postgresql)
            kind = "comment" if end else "open"
        if kind == "open":
            end = len(text)
        yield Token(kind, text[position:end], position)
        position = end


def _comment_end(text: str, start: int, *, nested: bool) -> int:
    """Where a comment between /* and */ ends; 0 when it does not."""
    depth = 0
    for match in _COMMENT_MARK.finditer(text, start):
        depth = depth - 1 if match[0] == "*/" else depth + 1 if nested or not depth else depth
        if depth == 0:
            return match.end()
    return 0
