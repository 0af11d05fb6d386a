"""Variants: values that differ in capitals and spaces only, which are one value to people and several to a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.facts import ColumnFacts, Facts
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import sql_quote, text_literal

# Columns of more different values than rows by this are of names and remarks, which nobody writes from a list.
_MOST_SHARE = 0.2
_SHOWN = 4


def judge(facts: Facts, model: Model) -> Iterator[Finding]:
    """Tell of each attribute which of its values are the same but for capitals and spaces."""
    for entity in model.entities:
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or attribute.binding.expression is not None or not _listed(column):
                continue
            # Of people nothing is shown; and a key that tells its values apart by capitals does so on purpose.
            if family(attribute.type) not in ("text", "enum") or attribute.personal or entity.key_of((attribute.name,)):
                continue
            if groups := variants(column.values):
                yield _finding(entity, attribute, column, groups)


def _listed(column: ColumnFacts) -> bool:
    """Whether all values are known, and are used again and again."""
    present = column.rows - column.nulls
    if column.raw_type != "VARCHAR" or not 1 < column.distinct <= max(2, _MOST_SHARE * present):
        return False
    return sum(count for _, count in column.values) == present


def variants(values: Sequence[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """Group values that differ in capitals and spaces only, the most frequent of each group first.

    Examples
    --------
    >>> variants([("open", 7), ("Open ", 2), ("shut", 3)])
    [[('open', 7), ('Open ', 2)]]
    """
    alike: dict[str, list[tuple[str, int]]] = {}
    for value, count in values:
        alike.setdefault("".join(value.split()).casefold(), []).append((value, count))
    return [sorted(group, key=lambda item: -item[1]) for word, group in alike.items() if word and len(group) > 1]


def _finding(entity: Entity, attribute: Attribute, column: ColumnFacts, groups: list[list[tuple[str, int]]]) -> Finding:
    unusual = [item for group in groups for item in group[1:]]
    rows = sum(count for _, count in unusual)
    shown = "; ".join(" and ".join(repr(value) for value, _ in group) for group in groups[:_SHOWN])
    more = f"; and {len(groups) - _SHOWN} more" if len(groups) > _SHOWN else ""
    listed = ", ".join(text_literal(value) for value, _ in unusual)
    return Finding(
        "DATA-015-variants",
        "warning",
        Subject.attribute(entity.name, attribute.name),
        f"{rows} row{'s write' if rows > 1 else ' writes'} a value unlike most rows, by capitals or spaces only: "
        f"{shown}{more}. Write each in one way.",
        Evidence(
            figures=(Figure("rows", rows, "rows"), Figure("values", column.rows - column.nulls, "rows")),
            sql=f"SELECT * FROM {sql_quote(entity.source)} WHERE {sql_quote(attribute.column)} IN ({listed})",
        ),
    )
