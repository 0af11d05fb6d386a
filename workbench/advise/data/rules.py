"""Rules: which rows of the data break what a model that exists already says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.advise._bound import lacks_column, measurable
from workbench.advise.keys.primary import duplicates
from workbench.facts import Breaking, BreakingFact, Facts, Question, Unique, UniqueFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.nodes import Entity
from workbench.model.subjects import Subject
from workbench.model.types import EnumOf
from workbench.naming import sql_quote

Rule = tuple[str, Subject, str, str, bool]
"""Code, subject, what a row that breaks it does, condition (SQL) of such a row, whether its values are personal."""


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report rows without a required value, with a value that an enum lacks, against a check, or with a key twice."""
    for entity in model.entities:
        if entity.source not in facts.tables or any(lacks_column(facts, entity, a) for a in entity.attributes):
            continue
        yield from _keys(facts, entity)
        rules = list(_rules(model, entity))
        if not rules:
            continue
        question = Breaking(str(entity.name), tuple(condition for _, _, _, condition, _ in rules))
        fact = facts.get(question)
        if not isinstance(fact, BreakingFact):
            yield question
            continue
        for rule, count, told in zip(rules, fact.counts, fact.errors, strict=True):
            if count or told:
                yield _finding(rule, count, told, fact.sql(rule[3]))


def _keys(facts: Facts, entity: Entity) -> Iterator[Finding | Question]:
    primary = entity.primary_key.attributes if entity.primary_key is not None else ()
    for names in dict.fromkeys(entity.unique_sets):
        if names == primary or not measurable(facts, entity, names):
            continue  # the rows that repeat the primary key are told where keys are judged
        question = Unique(str(entity.name), names)
        fact = facts.get(question)
        if not isinstance(fact, UniqueFact):
            yield question
        elif fact.surplus:
            yield duplicates(entity, names, fact)


def _rules(model: Model, entity: Entity) -> Iterator[Rule]:
    for attribute in entity.attributes:
        if attribute.generated is not None:
            continue
        subject, name = Subject.attribute(entity.name, attribute.name), sql_quote(attribute.name)
        personal = attribute.personal is not None
        if not attribute.nullable and not attribute.identity:
            yield "DATA-005-missing-value", subject, "no value, and one is required", f"{name} IS NULL", personal
        if isinstance(attribute.type, EnumOf) and (enum := model.enums_by_name.get(attribute.type.enum)) is not None:
            values = ", ".join("'" + value.name.replace("'", "''") + "'" for value in enum.values)
            if values:
                does = f"a value that the enum {enum.name} does not list"
                yield "DATA-006-unlisted-value", subject, does, f"{name} NOT IN ({values})", personal
    computed = [a.name for a in entity.attributes if a.generated is not None]
    for check in entity.checks:
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", check.expression) for name in computed):
            continue  # the data do not hold what an engine computes
        subject = Subject.check(entity.name, check.label)
        yield "DATA-007-check-broken", subject, f"values against {check.expression}", f"NOT ({check.expression})", True


def _finding(rule: Rule, count: int, told: str, sql: str) -> Finding:
    code, subject, does, _, personal = rule
    if told:
        # A function that DuckDB lacks may be one of the engine that the model is for.
        foreign = told.startswith("Catalog Error")
        step = "Another engine may have it: prove it there." if foreign else "Mend its text."
        return Finding(
            "DATA-008-check-unclear", "advice" if foreign else "warning", subject,
            f"The check cannot be tried on the data: {told}. {step}", Evidence("not tried", reason=told),
        )  # fmt: skip
    text = (
        f"{count:,} row{'s have' if count > 1 else ' has'} {does}. Mend {'them' if count > 1 else 'it'}, or the rule."
    )
    figures = (Figure("broken", count, "rows"),)
    return Finding(code, "warning", subject, text, Evidence(figures=figures, sql=sql, personal=personal))
