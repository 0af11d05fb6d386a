"""Grain: what one row of an entity stands for, in words."""

from __future__ import annotations

from workbench.advise._listing import listed
from workbench.advise.structure.junctions import cover
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity
from workbench.naming import singular, words


def grain(model: Model, entity: Entity) -> str | None:
    """What there is one row for, told by the primary key and what its parts refer to; None without a key.

    Examples
    --------
    >>> from workbench.model.nodes import Attribute, Key, Reference
    >>> orders = Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),))
    >>> lines = Entity(
    ...     name=QualifiedName("order_lines"),
    ...     attributes=(Attribute(name="order_id"), Attribute(name="line_no")),
    ...     primary_key=Key(attributes=("order_id", "line_no")),
    ... )
    >>> of = Reference(
    ...     child=lines.name, child_attributes=("order_id",), parent=orders.name, parent_attributes=("id",)
    ... )
    >>> grain(Model(entities=(orders, lines), references=(of,)), lines)
    'order and line no'
    """
    if entity.primary_key is None:
        return None
    key = entity.primary_key.attributes
    for reference in model.references_from(entity.name):
        if frozenset(reference.child_attributes) == frozenset(key) and reference.parent != entity.name:
            return f"{_noun(reference.parent)}, where there is one"
    parts = cover(model, entity)
    if not parts and len(key) == 1:
        return _noun(entity.name)
    said: dict[str, None] = {}
    nouns = [_noun(reference.parent) for reference in parts]
    for name in key:
        at = next((i for i, reference in enumerate(parts) if name in reference.child_attributes), None)
        if at is None:
            said[" ".join(words(name)) or name] = None
        else:  # of two roles of one entity the names of the attributes tell
            twice = nouns.count(nouns[at]) > 1
            said[" ".join(words(name)) if twice else nouns[at]] = None
    return listed(list(said))


def _noun(name: QualifiedName) -> str:
    """Name of an entity for one of its rows: ``order_lines`` gives ``order line``."""
    *first, last = words(name.name) or (name.name,)
    return " ".join([*first, singular(last)])
