"""Lookups: a code and what it stands for, repeated in every row where a table of its own would say it once."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._bound import measurable
from workbench.facts import Facts, Question, Unique, UniqueFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.naming import sql_quote, words

_CODES = frozenset("code id key no nr number abbr abbreviation short symbol".split())
_TEXTS = frozenset("name label title text desc description meaning full long".split())
_MOST_SHARE = 0.2  # of the rows have different codes, or it is no list
_LEAST_ROWS = 20


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Tell of codes with a companion that depends on nothing but them: ``status_code``, ``status_name``."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None or table.rows < _LEAST_ROWS:
            continue
        refers = {name for r in model.references_from(entity.name) for name in r.child_attributes}
        for code in entity.attributes:
            if code.name in refers or code.personal is not None or entity.key_of((code.name,)) is not None:
                continue
            column = facts.column(entity.source, code.column)
            if column is None or not 1 < column.distinct <= table.rows * _MOST_SHARE:
                continue
            for text in entity.attributes:
                if _companion(code.name, text.name) and text.personal is None:
                    yield from _judged(facts, entity, code, text)


def _companion(code: str, text: str) -> bool:
    """Whether the names are of a code and of what it stands for."""
    short, long = words(code), words(text)
    stem = short[:-1] if short[-1:] and short[-1] in _CODES else short
    return bool(stem) and short != long and long[: len(stem)] == stem and len(long) == len(stem) + 1 and (
        long[-1] in _TEXTS
    )  # fmt: skip


def _judged(facts: Facts, entity: Entity, code: Attribute, text: Attribute) -> Iterator[Finding | Question]:
    if not measurable(facts, entity, (code.name, text.name)):
        return
    alone, both = Unique(str(entity.name), (code.name,)), Unique(str(entity.name), (code.name, text.name))
    one, two = facts.get(alone), facts.get(both)
    if not isinstance(one, UniqueFact) or not isinstance(two, UniqueFact):
        yield alone
        yield both
        return
    # A code that says two things, or one of which it is not always said what it means, is no list.
    if one.distinct != two.distinct or one.nulls != two.nulls or one.distinct < 2:
        return
    yield Finding(
        "STR-007-lookup",
        "advice",
        Subject.attribute(entity.name, code.name),
        f"Each of its {one.distinct:,} values has one {text.name}, repeated in {one.rows - one.nulls:,} rows. "
        f"A table of {code.name} and {text.name}, to which {entity.name} refers, says each of them once.",
        Evidence(
            figures=(Figure("values", one.distinct, "values"), Figure("rows", one.rows - one.nulls, "rows")),
            sql=f"SELECT DISTINCT {sql_quote(code.column)}, {sql_quote(text.column)} FROM {sql_quote(entity.source)}",
            reason=f"{text.name} depends on {code.name} alone",
        ),
    )
