"""Excerpt: the line of a text that is wrong, with a caret below the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

_WIDTH = 100
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")  # what moves the caret away from its place; no tab

_OTHER_LINE = re.compile(r"\bof line (\d+)\b")


class Fault(Protocol):
    """What is wrong, and where, whoever found it: line and column from 1."""

    @property
    def message(self) -> str:
        """A sentence."""
        ...

    @property
    def line(self) -> int:
        """Line, from 1."""
        ...

    @property
    def column(self) -> int:
        """Column, from 1."""
        ...

    @property
    def length(self) -> int:
        """How many characters are meant."""
        ...


def excerpt(text: str, diagnostics: Sequence[Fault], *, limit: int = 5, first_line: int = 1) -> str:
    r"""Show what is wrong with a text, as people read it in a terminal.

    Parameters
    ----------
    text
        The text that was read.
    diagnostics
        What is wrong with it; lines and columns count from 1.
    limit
        How many of them are shown.
    first_line
        Number of the text's first line, where it stands within something longer.

    Examples
    --------
    >>> from workbench.formats.dbml import Diagnostic
    >>> print(excerpt("Table t {\n  id\n}", [Diagnostic("The column 'id' has no type.", 2, 3, 2)]))
    line 2, column 3: The column 'id' has no type.
      2 |   id
        |   ^^
    """
    # Readers count the line feeds: str.splitlines would also break at form feeds and the like.
    lines = [_CONTROL.sub(" ", line.removesuffix("\r")) for line in text.split("\n")]
    width = len(str(max((d.line + first_line - 1 for d in diagnostics[:limit]), default=1)))
    parts = []
    for diagnostic in diagnostics[:limit]:
        line = lines[diagnostic.line - 1] if 0 < diagnostic.line <= len(lines) else ""
        number = diagnostic.line + first_line - 1
        column = diagnostic.column - 1
        # Of a very long line, the part around the place.
        start = 0 if column < _WIDTH - 20 else column - _WIDTH // 2
        shown = line[start : start + _WIDTH]
        before = "".join("\t" if char == "\t" else " " for char in shown[: column - start])
        carets = "^" * max(1, min(diagnostic.length, len(shown) - len(before)))
        # A sentence may name another line of the same text.
        message = _OTHER_LINE.sub(lambda found: f"of line {int(found[1]) + first_line - 1}", diagnostic.message)
        parts.append(
            f"line {number}, column {diagnostic.column}: {message}\n"
            f"  {number:>{width}} | {shown}\n"
            f"  {'':>{width}} | {before}{carets}"
        )
    if len(diagnostics) > limit:
        parts.append(f"and {len(diagnostics) - limit} more")
    return "\n".join(parts)
