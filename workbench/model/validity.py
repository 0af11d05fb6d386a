"""Validity: what an edit may not do. What a text may say wrongly is lint's business, not refused here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench.errors import ModelError
from workbench.model.circles import circle_through
from workbench.model.model import KIND_OF, PARTS, TUPLES, Model, subject_of
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity, Enum, Index, Key, Node, Reference
from workbench.naming import article, check_name

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_unique(node: Node, holder: Model | Entity) -> None:
    """Refuse a node whose address is taken.

    Raises
    ------
    ModelError
        Naming the node that is there already.
    """
    kind = KIND_OF[type(node)]
    owner = holder if isinstance(holder, Entity) else None
    subject = subject_of(node, owner)
    taken: Iterable[Any]
    if isinstance(holder, Entity):
        taken = holder.all_keys if kind == "key" else getattr(holder, PARTS[kind])
    else:
        taken = getattr(holder, TUPLES[kind])
        if isinstance(node, Reference):  # one of thousands: only those of the same entity can have its address
            taken = (other for other in taken if other.child == node.child)
        elif isinstance(node, Entity):
            taken = (other for other in taken if other.name == node.name)
    if any(subject_of(other, owner) == subject for other in taken):
        taken = f"There is already {article(kind)} {kind} {subject.title}."
        raise ModelError(taken, hint="Choose another name or change that one.")


def check_node(node: Any, model: Model, entity: Entity | None = None) -> None:
    """Refuse a node that names what the model does not hold, or holds a name that no engine could hold.

    Raises
    ------
    ModelError
        When attributes are missing, doubled or of unequal number.
    UnknownNameError
        When a name is not in the model; suggests the nearest.
    InvalidNameError
        When a name holds NUL or control characters.
    """
    match node:
        case Entity():
            _check_entity(node, model)
        case Attribute():
            check_name(node.name, "attribute name")
        case Key():
            _check_attributes(node.attributes, model, entity, "key")
        case Index():
            if not node.parts:
                raise ModelError("An index needs at least one part.", hint="Name an attribute or an expression.")
            _check_attributes((*node.attributes, *node.include), model, entity, "index", doubles=True)
        case Reference():
            _check_reference(node, model)
        case Enum():
            node.name.checked("enum name")
            if double := _doubled([value.name for value in node.values]):
                raise ModelError(f"The enum {node.name} has the value {double!r} twice.")
        case _:
            name = getattr(node, "name", None)
            if name is not None:
                name.checked() if hasattr(name, "checked") else check_name(name)


def _check_entity(entity: Entity, model: Model) -> None:
    entity.name.checked("entity name")
    if double := _doubled([attribute.name for attribute in entity.attributes]):
        raise ModelError(f"The entity {entity.name} has the attribute {double!r} twice.", hint="Rename one of them.")
    check_aliases(entity, model)
    for attribute in entity.attributes:
        check_name(attribute.name, "attribute name")
    for part in (*entity.all_keys, *entity.indexes):
        check_node(part, model, entity)


def check_aliases(entity: Entity, model: Model) -> None:
    """Refuse an entity whose alias or name already stands for another one: in a text both mean the same table.

    Raises
    ------
    ModelError
        Naming the other entity.
    """
    own = [entity.name] if entity.alias is None else [QualifiedName(entity.alias), entity.name]
    aliased = {QualifiedName(e.alias): e for e in model.entities if e.alias is not None and e.name != entity.name}
    for name in own:
        other = aliased.get(name) or (model.entities_by_name.get(name) if name != entity.name else None)
        if other is not None and other.name != entity.name:
            raise ModelError(
                f"{name} already stands for the entity {other.name}.", hint="Choose another name or alias."
            )


def _check_attributes(
    names: tuple[str, ...], model: Model, entity: Entity | None, what: str, *, doubles: bool = False
) -> None:
    if entity is None:
        return
    if not names and what == "key":
        raise ModelError(f"A key of {entity.name} needs at least one attribute.")
    if not doubles and (double := _doubled(names)):
        raise ModelError(f"The {what} of {entity.name} names the attribute {double!r} twice.")
    known = model if model.entities_by_name.get(entity.name) is entity else Model(entities=(entity,))
    for name in names:
        known.attribute(entity.name, name)


def _check_reference(reference: Reference, model: Model) -> None:
    if len(reference.child_attributes) != len(reference.parent_attributes) or not reference.child_attributes:
        raise ModelError(
            f"The reference {reference} joins {len(reference.child_attributes)} attributes "
            f"to {len(reference.parent_attributes)}.",
            hint="Name as many on one side as on the other.",
        )
    if reference.child == reference.parent and reference.child_attributes == reference.parent_attributes:
        raise ModelError(f"The reference {reference} joins attributes to themselves.", hint="Name other attributes.")
    if reference.parent_cardinality.many and not reference.child_cardinality.many:
        raise ModelError(
            f"The reference {reference} has many parents and one child.",
            hint="Turn it round: the many are the children.",
        )
    for name in reference.child_attributes:
        model.attribute(reference.child, name)
    for name in reference.parent_attributes:
        model.attribute(reference.parent, name)
    if around := circle_through(model, reference):
        raise ModelError(
            f"The reference {reference} would close a circle of identifying references, "
            f"{' → '.join(map(str, (reference.child, *around)))}: none of these could have a first row.",
            hint="Refer from attributes outside of the primary key, or make the reference deferrable.",
        )


def _doubled(names: Iterable[str]) -> str | None:
    return next((name for name, count in Counter(names).items() if count > 1), None)
