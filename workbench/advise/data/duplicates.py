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
            yield _finding(facts, entity, fact)


def _finding(facts: Facts, entity: Entity, fact: CopiesFact) -> Finding:
    many = fact.surplus > 1
    repeated = _repeated_key(facts, entity, fact.surplus)
    if repeated:
        # DATA-001 has told of these rows; that they are whole copies says which of them may go.
        names = ", ".join(repeated)
        message = (
            f"The {fact.surplus:,} rows that repeat the {names} of another row are like it in every column: copies."
            if many
            else f"The row that repeats the {names} of another one is like it in every column: a copy."
        )
    else:
        message = (
            f"{fact.surplus:,} of {fact.rows:,} rows {'are' if many else 'is'} like another one in every column. "
            f"Take {'them' if many else 'it'} out."
        )
    return Finding(
        "DATA-009-duplicate-row",
        "advice" if repeated else "warning",
        Subject.entity(entity.name),
        message,
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


def _repeated_key(facts: Facts, entity: Entity, surplus: int) -> tuple[str, ...]:
    """Key of the model that as many rows repeat as are copies: whole copies repeat every key, so they are the same."""
    for names in entity.unique_sets:
        fact = facts.get(Unique(str(entity.name), names)) if measurable(facts, entity, names) else None
        if isinstance(fact, UniqueFact) and fact.surplus == surplus and not fact.nulls:
            return names
    return ()


def _has_key(facts: Facts, entity: Entity) -> bool:
    """Whether some key was seen to be different in every row."""
    for names in entity.unique_sets:
        fact = facts.get(Unique(str(entity.name), names)) if measurable(facts, entity, names) else None
        if isinstance(fact, UniqueFact) and not fact.surplus and not fact.nulls:
            return True
    return False
