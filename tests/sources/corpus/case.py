"""Case: one file that is bad, odd or only unusual, with the answer that the specification of its kind asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Case:
    """A file and what is to come of it.

    Parameters
    ----------
    name
        What is odd about it.
    file
        Its name; the table is named after it.
    content
        Its bytes or text, or what writes it to a path.
    rows
        Rows of each table that it gives; none where the file is refused.
    columns
        Names of the columns of its first table.
    values
        Some rows of its first table: the first ones, None for all that is left unsaid.
    said
        Code of each finding about the file, with words that its text must hold: place and number.
    inferred
        The same for findings about the values, after the whole inference; the subject comes before the text.
    """

    name: str
    file: str
    content: bytes | str | Callable[[Path], object]
    rows: dict[str, int]
    columns: tuple[str, ...] = ()
    values: tuple[tuple[str | None, ...], ...] = ()
    said: tuple[tuple[str, ...], ...] = ()
    inferred: tuple[tuple[str, ...], ...] = ()

    def write(self, folder: Path) -> None:
        """Write the file into a folder."""
        path = folder / self.file
        if callable(self.content):
            self.content(path)
        else:
            path.write_bytes(self.content.encode() if isinstance(self.content, str) else self.content)


REJECTED, REFUSED, NAMED, ENCODED = (
    "SRC-004-rejected-rows", "SRC-006-unreadable", "SRC-002-column-name", "SRC-003-encoding",
)  # fmt: skip


def refused(name: str, file: str, content: bytes | str | Callable[[Path], object], *words: str) -> Case:
    """A file that is not read at all, and why."""
    return Case(name, file, content, {}, said=((REFUSED, *words),))
