"""Tables of a page, from rows that are plain dicts: what a cell says and how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from workbench.webpage import count

State = Literal["good", "warn", "bad", "plain"]

OUTCOMES: Final = frozenset({"outcome", "verdict", "status", "agrees"})
"""Columns whose cells are judged: shown as a badge in the colour of :func:`state_of`."""

# First words of an outcome. What begins otherwise is bad: an unknown outcome must not look harmless.
_GOOD: Final = re.compile(r"(?:proven|found|passed|as expected|agrees|yes|ok|holds|the same)\b", re.IGNORECASE)
_UNTRIED: Final = re.compile(r"(?:not proven|not tried|not measured|skipped)\b", re.IGNORECASE)
# Text is a number only where it cannot be a version such as 18.4.
_NUMBER: Final = re.compile(r"≈?\s?[\d,.]+(?: ?%| of [\d,]+)\Z")
_PART: Final = re.compile(r"([\d,]+) of ([\d,]+)\Z")


@dataclass(frozen=True)
class Cell:
    """What one cell says.

    Parameters
    ----------
    text
        As people read it; a dash for what is not known.
    state
        How it is judged; None where there is nothing to judge.
    """

    text: str
    state: State | None = None


@dataclass(frozen=True)
class Column:
    """Head of a column, and whether its cells are numbers."""

    title: str
    numbers: bool


@dataclass(frozen=True)
class Table:
    """A table ready to be set; empty when there are no rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)


def table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Make a table whose columns are the keys of the rows, in the order in which they first appear.

    A column that no row fills is left out. Cells may be text, numbers, booleans, sequences of these, or None.

    Examples
    --------
    >>> made = table([{"engine": "sqlite", "rows_in": 15607, "outcome": "proven"}])
    >>> [column.title for column in made.columns]
    ['Engine', 'Rows in', 'Outcome']
    >>> made.rows[0][1:]
    (Cell(text='15,607', state=None), Cell(text='proven', state='good'))
    """
    given = list(rows)
    keys = [
        key for key in dict.fromkeys(key for row in given for key in row) if any(r.get(key) is not None for r in given)
    ]
    made = tuple(tuple(_cell(key, row.get(key)) for key in keys) for row in given)
    columns = (Column(_title(key), _are_numbers([row.get(key) for row in given])) for key in keys)
    return Table(tuple(columns), made)


def state_of(outcome: str) -> State:
    """How an outcome is judged by its first words; what was not tried is a warning, what is unknown is bad.

    Examples
    --------
    >>> state_of("proven"), state_of("not proven: extension absent"), state_of("2 keys missing")
    ('good', 'warn', 'bad')
    """
    if _UNTRIED.match(outcome):
        return "warn"
    return "good" if _GOOD.match(outcome) else "bad"


def _cell(key: str, value: Any) -> Cell:
    text = _text(value)
    if key in OUTCOMES and value is not None:
        return Cell(text, state_of(text))
    if isinstance(value, bool):
        return Cell(text, "good" if value else "bad")
    if (parts := _PART.match(text)) and parts[1] != parts[2]:
        return Cell(text, "bad")
    return Cell(text)


def _text(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return count(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_text(one)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(_text, value))
    return str(value)


def _title(key: str) -> str:
    words = key.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _are_numbers(values: list[Any]) -> bool:
    known = [value for value in values if value is not None]
    return all(not isinstance(v, bool) and (isinstance(v, (int, float)) or _NUMBER.match(str(v))) for v in known)
