"""Held: which rows break the references that the model has already."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._bound import measurable
from workbench.advise.references._proposal import Link, orphans
from workbench.facts import Facts, Included, InclusionFact, Question
from workbench.findings import Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import family


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report the orphans of each reference whose both ends the data hold."""
    for reference in model.references:
        child = model.entities_by_name.get(reference.child)
        parent = model.entities_by_name.get(reference.parent)
        if child is None or parent is None:
            continue
        ours, theirs = reference.child_attributes, reference.parent_attributes
        if child.source not in facts.tables or parent.source not in facts.tables or len(ours) != len(theirs):
            continue
        if not measurable(facts, child, ours) or not measurable(facts, parent, theirs):
            continue
        pairs = zip(_named(child, ours), _named(parent, theirs), strict=True)
        if any(family(a.type) != family(b.type) for a, b in pairs):
            continue  # lint tells: values of such types cannot be compared
        question = Included(str(child.name), ours, str(parent.name), theirs)
        fact = facts.get(question)
        if not isinstance(fact, InclusionFact):
            yield question
        elif fact.orphans:
            yield orphans(Link(child, _named(child, ours), parent, _named(parent, theirs)), reference, fact)


def _named(entity: Entity, names: tuple[str, ...]) -> tuple[Attribute, ...]:
    return tuple(a for name in names if (a := entity.attribute(name)) is not None)
