"""Spelling: the logical type that an engine's own word for a type stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model.types import ListOf, Native, Struct, parse_type, split_top

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model import LogicalType

_COLLATED = re.compile(r" (?:CHARACTER SET|COLLATE) \S+", re.IGNORECASE)


def spelled_type(text: str, own: Mapping[str, LogicalType] | None = None) -> LogicalType:
    """Logical type of a spelling; what has none keeps the engine's word as ``native:``.

    Parameters
    ----------
    own
        Words that mean something else to this engine than to the others.

    Examples
    --------
    >>> str(spelled_type("VARCHAR(40) COLLATE utf8mb4_bin")), str(spelled_type("STRUCT(lat DOUBLE, tags VARCHAR[])"))
    ('text(40)', 'struct{lat: float64, tags: list<text>}')
    >>> str(spelled_type("TSVECTOR"))
    'native:TSVECTOR'
    """
    text = _COLLATED.sub("", text.strip())
    if own and text.upper() in own:
        return own[text.upper()]
    if text.endswith("[]"):
        return ListOf(spelled_type(text[:-2], own))
    if text.upper().startswith("STRUCT(") and text.endswith(")"):
        fields = (field.strip() for field in split_top(text[7:-1], ","))
        return Struct(tuple(_field(field, own) for field in fields))
    try:
        return parse_type(text)
    except WorkbenchError:
        return Native(text)


def _field(text: str, own: Mapping[str, LogicalType] | None) -> tuple[str, LogicalType]:
    if text.startswith('"'):
        end = re.match(r'"(?:[^"]|"")*"', text)
        name = end[0] if end else text
        return name[1:-1].replace('""', '"'), spelled_type(text[len(name) :], own)
    name, _, kind = text.partition(" ")
    return name, spelled_type(kind, own)


def split_quoted(text: str) -> list[str]:
    """Split at the commas outside single quotes.

    Examples
    --------
    >>> split_quoted("'a,b', c")
    ["'a,b'", ' c']
    """
    parts, start, quoted = [], 0, False
    for position, char in enumerate(text):
        quoted ^= char == "'"
        if char == "," and not quoted:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def quoted_values(text: str) -> tuple[str, ...]:
    """Values of an enum from the list in its spelling.

    Examples
    --------
    >>> quoted_values("'a','it''s'")
    ('a', "it's")
    """
    return tuple(part.strip()[1:-1].replace("''", "'") for part in split_quoted(text))
