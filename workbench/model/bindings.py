"""Binding: where values come from and how they are read.

A model that was drawn from data keeps its way back to them: an entity names its source table or a SELECT, an attribute
its column or an expression and how its text is to be read. Everything left out means "same name, plain reading".
Renames write the old name here, so that data still load after every name of the model has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class EntityBinding:
    """Where the rows of an entity come from.

    Parameters
    ----------
    source
        Name of the source table, as the source says it; None means the entity's own name.
    select
        A SELECT over source tables (DuckDB SQL) instead of one table.
    """

    source: str | None = None
    select: str | None = None


@dataclass(frozen=True, kw_only=True)
class AttributeBinding:
    """Where the values of an attribute come from, and how their text is read.

    Parameters
    ----------
    column
        Name of the source column; None means the attribute's own name.
    expression
        An expression over the source's columns (DuckDB SQL) instead of one column.
    null_tokens
        Texts that mean null, besides the empty one: ``("NA", "-")``.
    formats
        How dates and times are written, tried in this order (strptime): ``("%Y-%m-%d", "%d.%m.%Y")``.
    decimal_mark
        What stands before the fraction when it is not a point: ``","``.
    thousands_mark
        What groups the digits: ``"."``.
    unit_mark
        What stands before or behind the number without being part of it: ``"€"``.
    true_words, false_words
        Texts that mean true and false: ``("Y",)``, ``("N",)``.
    """

    column: str | None = None
    expression: str | None = None
    null_tokens: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    decimal_mark: str | None = None
    thousands_mark: str | None = None
    unit_mark: str | None = None
    true_words: tuple[str, ...] = ()
    false_words: tuple[str, ...] = ()


PLAIN_ENTITY: Final = EntityBinding()
PLAIN_ATTRIBUTE: Final = AttributeBinding()
