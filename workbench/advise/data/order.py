"""Order: which dates of a row always come one after the other, and in which rows they do not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from workbench.advise._bound import measurable
from workbench.facts import Facts, Ordered, OrderFact, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Check, Entity
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import sql_name

# Rows in the wrong order are faults up to this share; above it there is no order.
FAULTY_SHARE = 0.005
_LEAST_ROWS = 50


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose ``a <= b`` for dates and times of one entity, and report the rows that break it."""
    for entity in model.entities:
        if entity.source not in facts.tables:
            continue
        dated = (a for a in entity.attributes if family(a.type) in ("date", "timestamp"))
        times = [a for a in dated if measurable(facts, entity, (a.name,))]
        for lower, upper in permutations(times, 2):
            if lower.type != upper.type:
                continue
            question = Ordered(str(entity.name), lower.name, upper.name)
            fact = facts.get(question)
            if not isinstance(fact, OrderFact):
                yield question
            elif _holds(fact):
                yield from _findings(entity, lower, upper, fact)


def _holds(fact: OrderFact) -> bool:
    # Columns that are mostly equal have no order that could be broken.
    strict = fact.rows - fact.violations - fact.equal
    return fact.rows >= _LEAST_ROWS and fact.violations <= fact.rows * FAULTY_SHARE and strict >= fact.rows * 0.2


def _findings(entity: Entity, lower: Attribute, upper: Attribute, fact: OrderFact) -> Iterator[Finding]:
    expression = f"{sql_name(lower.name)} <= {sql_name(upper.name)}"
    if any(check.expression == expression for check in entity.checks):
        return
    figures = (Figure("rows", fact.rows, "rows"), Figure("violations", fact.violations, "rows"))
    yield Finding(
        "CHK-001-order",
        "advice",
        Subject.check(entity.name, expression),
        f"{lower.name} is never after {upper.name}"
        + (f", but in {fact.violations:,} of {fact.rows:,} rows." if fact.violations else f" in {fact.rows:,} rows."),
        Evidence(figures=figures, reason="the order of two dates in the same row"),
        (Add(Check(expression=expression), entity.name),),
        0.7,
    )
    if fact.violations:
        yield Finding(
            "DATA-004-order",
            "warning",
            Subject.check(entity.name, expression),
            f"{fact.violations} rows have {lower.name} after {upper.name}. Mend them at their source."
            if fact.violations > 1
            else f"1 row has {lower.name} after {upper.name}. Mend it at its source.",
            Evidence(figures=figures, sql=fact.sql, personal=bool(lower.personal or upper.personal)),
        )
