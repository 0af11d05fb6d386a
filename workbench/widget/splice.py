r"""Splice: a change of a text as an editor in a browser says it, and the text as such an editor shows it.

A browser counts in UTF-16 code units and knows one end of a line, ``\n``; a text keeps its own ends (``\r\n``), and
Python counts characters. A change is three things: from where, to where, and what is put there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from workbench.errors import TextError

_END = re.compile(r"\r\n?")


def as_shown(text: str) -> str:
    r"""The text with the ends of lines that browsers know.

    Examples
    --------
    >>> as_shown("a\r\nb\rc\n")
    'a\nb\nc\n'
    """
    return _END.sub("\n", text)


@dataclass(frozen=True)
class Splice:
    """A piece of a text and what takes its place; positions in UTF-16 code units of the text as it is shown."""

    start: int
    end: int
    insert: str

    @classmethod
    def parse(cls, data: Any) -> Splice:
        """Read what the front end sent: ``[from, to, insert]``; raises :class:`TextError` for anything else."""
        match data:
            case [int(start), int(end), str(insert)] if 0 <= start <= end:
                return cls(start, end, insert)
            case _:
                raise TextError(f"{data!r} is no change of a text.")

    @property
    def data(self) -> list[Any]:
        """As the front end takes it."""
        return [self.start, self.end, self.insert]

    def apply(self, text: str) -> str:
        r"""Text after the change; ends of lines that are not in it stay as they are, new ones are as the first one.

        Raises
        ------
        TextError
            When it lies outside of the text.

        Examples
        --------
        >>> Splice(2, 3, "x\ny").apply("a\r\nb\r\nc")
        'a\r\nx\r\ny\r\nc'
        >>> Splice(2, 3, "!").apply("\U0001f600?")
        '\U0001f600!'
        """
        shown = as_shown(text)
        start, end = (character(shown, position) for position in (self.start, self.end))
        insert = as_shown(self.insert)
        wanted = shown[:start] + insert + shown[end:]
        first = _END.search(text)
        if first is None:
            return wanted
        new = insert.replace("\n", first[0])
        changed = text[: _original(text, start)] + new + text[_original(text, end) :]
        # A lone \r that comes to stand before a \n would be one end with it: then all ends are made the same.
        return changed if as_shown(changed) == wanted else wanted


def between(before: str, after: str) -> Splice | None:
    r"""The one change that makes a text another, both as they are shown; None where they are the same.

    Examples
    --------
    >>> between("a\r\nb", "a\nxb")
    Splice(start=2, end=2, insert='x')
    """
    old, new = as_shown(before), as_shown(after)
    if old == new:
        return None
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    most -= start
    same = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return Splice(unit(old, start), unit(old, len(old) - same), new[start : len(new) - same])


def unit(text: str, character: int) -> int:
    r"""Position in UTF-16 code units of a position in characters.

    Examples
    --------
    >>> unit("\U0001f600?", 1)
    2
    """
    return len(text[:character].encode("utf-16-le", "surrogatepass")) // 2


def character(text: str, position: int) -> int:
    r"""Position in characters of a position in UTF-16 code units; raises :class:`TextError` behind the end.

    Examples
    --------
    >>> character("\U0001f600?", 2)
    1
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if position * 2 > len(units):
        raise TextError("The change lies behind the end of the text.", hint="Try again.")
    return len(units[: position * 2].decode("utf-16-le", "surrogatepass"))


def _original(text: str, position: int) -> int:
    """Position in a text of a position in the same as it is shown."""
    for match in _END.finditer(text):
        if match.start() >= position:
            break
        position += len(match[0]) - 1
    return position
