"""Look-ups: those of a model, carried over to the next one.

To name ten thousand entities again costs more than an edit of one; an edit changes a handful of nodes and shares all
others, so that a copy with these few put right says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.model import Model
    from workbench.model.names import QualifiedName
    from workbench.model.nodes import Entity, Reference

_MOST = 200  # changed nodes; with more of them a look-up is as well made anew
Changes = tuple["Sequence[Any]", "Sequence[Any]"]


def carry_lookups(
    before: Model,
    after: Model,
    entities: tuple[Sequence[Entity], Sequence[Entity]],
    references: tuple[Sequence[Reference], Sequence[Reference]],
) -> None:
    """Give a model the look-ups of the one before it, as far as that one has made them.

    Parameters
    ----------
    before, after
        Two models that share most of their nodes.
    entities, references
        Nodes that are only in the first, and only in the second.
    """
    made, kept = before.__dict__, after.__dict__
    if max(map(len, (*entities, *references))) > _MOST:
        return
    if "entities_by_name" in made and "entities_by_name" not in kept:
        kept["entities_by_name"] = _changed(made["entities_by_name"], entities, "name")
    if "references_by_ends" in made and "references_by_ends" not in kept:
        kept["references_by_ends"] = _changed(made["references_by_ends"], references, "ends")
    for name, end in (("_references_by_child", "child"), ("_references_by_parent", "parent")):
        if name in made and name not in kept:
            kept[name] = _regrouped(made[name], after.references, references, end)


def _changed(known: dict[Any, Any], changes: Changes, key: str) -> dict[Any, Any]:
    gone, new = changes
    if not gone and not new:
        return known
    found = known.copy()  # without working out a hash
    for node in gone:
        found.pop(getattr(node, key), None)
    for node in new:
        found[getattr(node, key)] = node
    return found


def _regrouped(
    known: dict[QualifiedName, tuple[Reference, ...]], references: Sequence[Reference], changes: Changes, end: str
) -> dict[QualifiedName, tuple[Reference, ...]]:
    concerned = {getattr(node, end) for nodes in changes for node in nodes}
    if not concerned:
        return known
    found = known.copy()
    groups: dict[QualifiedName, list[Reference]] = {name: [] for name in concerned}
    words = {name.name for name in concerned}
    for reference in references:
        name = getattr(reference, end)
        if name.name in words and name in groups:
            groups[name].append(reference)
    for name, group in groups.items():
        if group:
            found[name] = tuple(group)
        else:
            found.pop(name, None)
    return found
