"""Circles: references by which each of several entities would have to be there before the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.model import Model
    from workbench.model.names import QualifiedName
    from workbench.model.nodes import Reference


def is_identifying(model: Model, reference: Reference) -> bool:
    """Whether the child's primary key holds the reference: a child is nothing without its parent."""
    child = model.entities_by_name.get(reference.child)
    key = child.primary_key if child is not None else None
    return key is not None and frozenset(reference.child_attributes) <= frozenset(key.attributes)


def circle_through(model: Model, reference: Reference) -> tuple[QualifiedName, ...]:
    """Way from a reference's parent back to its child by identifying references; empty where there is none.

    A row that refers to itself can be inserted, so an entity alone is no circle; nor is one with a reference that the
    engine looks at only when the transaction ends.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Key, Model, QualifiedName, Reference
    >>> key = {"attributes": (Attribute(name="id"),), "primary_key": Key(attributes=("id",))}
    >>> a, b = (QualifiedName(name) for name in "ab")
    >>> there = Reference(child=a, child_attributes=("id",), parent=b, parent_attributes=("id",))
    >>> back = Reference(child=b, child_attributes=("id",), parent=a, parent_attributes=("id",))
    >>> model = Model(entities=(Entity(name=a, **key), Entity(name=b, **key)), references=(there,))
    >>> circle_through(model, back)
    (QualifiedName('a'), QualifiedName('b'))
    """
    if not _binds(model, reference):
        return ()
    known: dict[QualifiedName, tuple[QualifiedName, ...]] = {reference.parent: (reference.parent,)}
    ahead = [reference.parent]
    while ahead:
        at = ahead.pop()
        if at == reference.child:
            return known[at]
        for further in _next(model, at):
            if further not in known:
                known[further] = (*known[at], further)
                ahead.append(further)
    return ()


def _binds(model: Model, reference: Reference) -> bool:
    return reference.child != reference.parent and not reference.deferrable and is_identifying(model, reference)


def _next(model: Model, name: QualifiedName) -> Iterator[QualifiedName]:
    for reference in model.references_from(name):
        if _binds(model, reference):
            yield reference.parent
