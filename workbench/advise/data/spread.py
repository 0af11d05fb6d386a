"""Spread: asks how the values of each attribute lie; what a profile shows of it is for people to judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.facts import Facts, Question, Spread
from workbench.findings import Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import family

# Types that values lie between, or whose texts look like something.
_ASKED = frozenset({"integer", "decimal", "float", "date", "time", "timestamp", "text"})


def question(entity: Entity, attribute: Attribute) -> Spread:
    """Question about the column of an attribute, as the model reads it."""
    return Spread(entity.source, attribute.column, attribute.type, replace(attribute.binding, column=None))


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Ask, and find nothing wrong."""
    for entity in model.entities:
        for attribute in entity.attributes:
            if family(attribute.type) not in _ASKED:
                continue
            if attribute.binding.expression is None and facts.column(entity.source, attribute.column) is not None:
                wanted = question(entity, attribute)
                if wanted not in facts:
                    yield wanted
