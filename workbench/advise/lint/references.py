"""References: ends that do not exist, do not fit, or say other than their attributes."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise.lint._rules import judge_with
from workbench.findings import Evidence, Finding
from workbench.model.edits import Add, Change
from workbench.model.model import Model
from workbench.model.nodes import Cardinality, Entity, Key, Reference
from workbench.model.subjects import Subject
from workbench.model.types import family

_SEEN = Evidence("measured", reason="read from the model")


def rule(model: Model, entity: Entity) -> Iterator[Finding]:
    """Report what is wrong with the references that an entity holds."""
    for reference in model.references_from(entity.name):
        missing = list(_missing(model, reference))
        for what in missing:
            text = f"Names {what}, which the model does not hold. Add it, or drop the reference."
            yield Finding("LINT-003-dangling-reference", "error", Subject.reference(reference), text, _SEEN)
        if not missing:
            yield from _ends(model, reference)
            yield from _cardinality(model, reference)


def _missing(model: Model, reference: Reference) -> Iterator[str]:
    for name, attributes in (
        (reference.child, reference.child_attributes),
        (reference.parent, reference.parent_attributes),
    ):
        entity = model.entities_by_name.get(name)
        if entity is None:
            yield f"the entity {name}"
            continue
        yield from (
            f"the attribute {name}.{attribute}" for attribute in attributes if entity.attribute(attribute) is None
        )


def _ends(model: Model, reference: Reference) -> Iterator[Finding]:
    subject = Subject.reference(reference)
    parent = model.entity(reference.parent)
    for ours, theirs in zip(reference.child_attributes, reference.parent_attributes, strict=False):
        a, b = model.attribute(reference.child, ours).type, model.attribute(reference.parent, theirs).type
        if family(a) != family(b):
            text = f"Joins {ours} ({a}) to {theirs} ({b}): no engine compares these. Give both the same type."
            yield Finding("LINT-004-type-clash", "error", subject, text, _SEEN)
    if parent.key_of(reference.parent_attributes) is None:
        names = ", ".join(reference.parent_attributes)
        text = f"Names {names} of {parent.name}, which is no key there. Make it one, or refer to a key."
        yield Finding("LINT-005-no-key-there", "error", subject, text, _SEEN)


def _cardinality(model: Model, reference: Reference) -> Iterator[Finding]:
    """A child with a null attribute has no parent; one without always has one; one child at most takes a key."""
    subject = Subject.reference(reference)
    if reference.parent_cardinality.many:
        if reference.child_cardinality.many:
            text = "Says many on both ends, which takes a table between them: one reference from there to each."
            yield Finding("LINT-012-many-to-many", "warning", subject, text, _SEEN)
        return
    child = model.entity(reference.child)
    ours = frozenset(reference.child_attributes)
    if not reference.child_cardinality.many and not any(ours.issuperset(names) for names in child.unique_sets):
        names = ", ".join(reference.child_attributes)
        text = f"Says one {child.name} at most, which only a key on {names} makes sure. Add one, or say many."
        edits = (Add(Key(attributes=reference.child_attributes), child.name),)
        yield Finding("LINT-013-one-without-key", "warning", subject, text, _SEEN, edits, 0.7)
    nullable = any(model.attribute(reference.child, name).nullable for name in reference.child_attributes)
    said = reference.parent_cardinality
    wanted = Cardinality.ZERO_OR_ONE if nullable else Cardinality.ONE
    if said is not wanted:
        names = ", ".join(reference.child_attributes)
        what = "may be missing" if nullable else "is required"
        yield Finding(
            "LINT-006-parent-minimum",
            "warning",
            Subject.reference(reference),
            f"Says {said.value} parent, but {child.name}.{names} {what}: that is {wanted.value}.",
            _SEEN,
            (Change.of(Subject.reference(reference), parent_cardinality=wanted),),
            0.8,
        )


judge = judge_with(rule)
