"""Limits: dates that no calendar or no engine has, dates that stand for no end, and numbers that are none."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._bound import measurable
from workbench.advise._domain import Domain, Domains
from workbench.facts import Breaking, BreakingFact, Facts, Question
from workbench.findings import Evidence, Figure, Finding, Severity
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import sql_quote

_Limit = tuple[str, Severity, str, str, str]
"""Code, severity, condition (DuckDB, over the attribute), what a row holds, next step."""


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report dates outside the years 1 to 9999, dates of the year 9999, infinities and NaN."""
    domains = Domains(facts)
    for entity in model.entities:
        if entity.source not in facts.tables:
            continue
        for attribute in entity.attributes:
            if not measurable(facts, entity, (attribute.name,)) or attribute.binding.expression is not None:
                continue
            domain = domains.of(entity, attribute)
            if domain is None or domain.low is None or domain.high is None:
                continue
            for limit in _limits(attribute, domain):
                yield from _told(facts, entity, attribute, limit)


def _limits(attribute: Attribute, domain: Domain) -> Iterator[_Limit]:
    name, kind = sql_quote(attribute.name), family(attribute.type)
    low, high = str(domain.low), str(domain.high)
    if kind in ("date", "timestamp"):
        # DuckDB writes the years before the first as (BC), and those after 9999 with five digits.
        if "BC" in low or "infinity" in low + high or _year(high) > 9999:
            yield (
                "LIMIT-001-date", "warning",
                f"{name} < '0001-01-01' OR {name} >= '10000-01-01'",
                "a date outside the years 1 to 9999, the most that SQL has",
                "Mend it, or leave it empty.",
            )  # fmt: skip
        if _year(high) >= 9999 or "infinity" in high:
            yield (
                "LIMIT-002-no-end", "advice",
                f"{name} >= '9999-01-01' AND {name} < '10000-01-01'",
                "a date of the year 9999, which stands for no end more often than for a day",
                "Leave it empty where it means that.",
            )  # fmt: skip
    elif kind == "float" and ("inf" in low + high or "nan" in low + high):
        yield (
            "LIMIT-003-no-number", "warning",
            f"NOT isfinite({name})",
            "an infinity or NaN, which MariaDB and JSON do not take",
            "Leave it empty, or mend it.",
        )  # fmt: skip


def _year(text: str) -> int:
    year = text.partition("-")[0]
    return int(year) if year.isdigit() else 0


def _told(facts: Facts, entity: Entity, attribute: Attribute, limit: _Limit) -> Iterator[Finding | Question]:
    code, severity, condition, what, step = limit
    question = Breaking(str(entity.name), (condition,))
    fact = facts.get(question)
    if not isinstance(fact, BreakingFact):
        yield question
        return
    count = fact.counts[0]
    if count:
        yield Finding(
            code,
            severity,
            Subject.attribute(entity.name, attribute.name),
            f"{count:,} row{'s hold' if count > 1 else ' holds'} {what}. {step}",
            Evidence(
                figures=(Figure("outside", count, "rows"),),
                sql=fact.sql(condition),
                personal=attribute.personal is not None,
            ),
        )
