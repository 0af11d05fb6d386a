"""Rules of lint: a rule looks at one entity, so that an unchanged entity is not looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from workbench.facts import Facts, Question
from workbench.findings import Finding
from workbench.model.model import Model
from workbench.model.nodes import Entity

Rule: TypeAlias = Callable[[Model, Entity], Iterable[Finding]]


def judge_with(rule: Rule) -> Callable[[Facts, Model], Iterator[Finding | Question]]:
    """Advisor that applies a rule to every entity."""

    def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
        for entity in model.entities:
            yield from rule(model, entity)

    return judge
