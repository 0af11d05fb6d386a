"""Duplicates: rows that are like another one in every column."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._bound import measurable
from workbench.facts import Facts, Question, Unique, UniqueFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.nodes import Entity
from workbench.model.subjects import Subject
from workbench.questions import Copies, CopiesFact


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report whole rows that are there more than once, where no key tells that there are none."""
    for entity in model.entities:
        if entity.source not in facts.tables or entity.binding.select is not None or _has_key(facts, entity):
            continue
        question = Copies(str(entity.name))
        fact = facts.get(question)
        if not isinstance(fact, CopiesFact):
            yield question
        elif fact.surplus:
            yield Finding(
                "DATA-009-duplicate-row",
                "warning",
                Subject.entity(entity.name),
                f"{fact.surplus:,} of {fact.rows:,} rows {'are' if fact.surplus > 1 else 'is'} like another one in "
                f"every column. Take {'them' if fact.surplus > 1 else 'it'} out.",
                Evidence(
                    figures=(
                        Figure("rows", fact.rows, "rows"),
                        Figure("surplus", fact.surplus, "rows"),
                        Figure("listed", fact.listed, "rows"),
                    ),
                    sql=fact.sql,
                    personal=any(a.personal is not None for a in entity.attributes),
                ),
            )


def _has_key(facts: Facts, entity: Entity) -> bool:
    """Whether some key was seen to be different in every row."""
    for names in entity.unique_sets:
        fact = facts.get(Unique(str(entity.name), names)) if measurable(facts, entity, names) else None
        if isinstance(fact, UniqueFact) and not fact.surplus and not fact.nulls:
            return True
    return False
