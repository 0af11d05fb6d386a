"""Places: lines and columns of a text."""

from __future__ import annotations

from dataclasses import dataclass


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
