"""Order: entities so that parents come before children, and the references that stand in the way of that."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model import Entity, Model, QualifiedName, Reference


def creation_order(model: Model, references: Sequence[Reference]) -> tuple[tuple[Entity, ...], tuple[Reference, ...]]:
    """Entities with parents first, otherwise in the model's order; and the references that close a cycle.

    A cycle is cut at a reference whose attributes may be null, if it has one: rows can then go in first without it.

    Examples
    --------
    >>> from workbench.model import Entity, Model, QualifiedName, Reference
    >>> a, b = QualifiedName("a"), QualifiedName("b")
    >>> model = Model(entities=(Entity(name=a), Entity(name=b)))
    >>> to_b = Reference(child=a, child_attributes=("b",), parent=b, parent_attributes=("id",))
    >>> [str(entity.name) for entity in creation_order(model, [to_b])[0]]
    ['b', 'a']
    """
    position = {entity.name: number for number, entity in enumerate(model.entities)}
    waiting: dict[QualifiedName, list[Reference]] = {entity.name: [] for entity in model.entities}
    children: dict[QualifiedName, list[Reference]] = {entity.name: [] for entity in model.entities}
    for reference in references:
        if reference.child != reference.parent:
            waiting[reference.child].append(reference)
            children[reference.parent].append(reference)
    ready = [position[name] for name, parents in waiting.items() if not parents]
    heapq.heapify(ready)
    done: list[Entity] = []
    cut: list[Reference] = []
    left = set(waiting)
    while left:
        if not ready:
            closing = _weakest(model, _cycle(waiting, min(left, key=position.__getitem__)))
            cut.append(closing)
            waiting[closing.child].remove(closing)
            children[closing.parent].remove(closing)
            if not waiting[closing.child]:
                heapq.heappush(ready, position[closing.child])
            continue
        entity = model.entities[heapq.heappop(ready)]
        done.append(entity)
        left.discard(entity.name)
        for reference in children[entity.name]:
            waiting[reference.child].remove(reference)
            if not waiting[reference.child]:
                heapq.heappush(ready, position[reference.child])
    return tuple(done), tuple(cut)


def _cycle(waiting: dict[QualifiedName, list[Reference]], start: QualifiedName) -> list[Reference]:
    """References of a cycle that is reached by going from child to parent; every entity left has a parent left."""
    seen: dict[QualifiedName, int] = {}
    path: list[Reference] = []
    name = start
    while name not in seen:
        seen[name] = len(path)
        path.append(waiting[name][0])
        name = path[-1].parent
    return path[seen[name] :]


def _weakest(model: Model, cycle: list[Reference]) -> Reference:
    def nullable(reference: Reference) -> bool:
        child = model.entities_by_name[reference.child]
        # A child without one of several values refers to nothing (MATCH SIMPLE).
        return any((found := child.attribute(name)) and found.nullable for name in reference.child_attributes)

    return next((reference for reference in cycle if nullable(reference)), cycle[-1])
