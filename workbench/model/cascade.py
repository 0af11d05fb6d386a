"""Cascade: what goes when an entity or an attribute goes, and what follows when one becomes optional or required."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from workbench.model.nodes import Attribute, Cardinality, Domain
from workbench.model.rename import changed, changed_all
from workbench.model.types import EnumOf, Text, with_enums

if TYPE_CHECKING:
    from workbench.model.model import Model
    from workbench.model.names import QualifiedName
    from workbench.model.nodes import Entity, Enum, Reference

_OfType = TypeVar("_OfType", Attribute, Domain)


def without_entity(model: Model, entity: Entity) -> Model:
    """Take out an entity, the references at either end of it, and its mention in areas and generalisations."""
    gone = entity.name
    held = set(map(id, (*model.references_from(gone), *model.references_to(gone))))
    generalisations = changed_all(
        tuple(g for g in model.generalisations if g.parent != gone and set(g.children) != {gone}),
        lambda g: changed(g, children=tuple(c for c in g.children if c != gone)),
    )
    return changed(
        model,
        entities=tuple(e for e in model.entities if e is not entity),
        references=tuple(r for r in model.references if id(r) not in held) if held else model.references,
        generalisations=generalisations,
        areas=changed_all(model.areas, lambda a: changed(a, entities=tuple(e for e in a.entities if e != gone))),
    )


def without_enum(model: Model, enum: Enum) -> Model:
    """Take out an enum; attributes and domains that are of it become text."""

    def plain(node: _OfType) -> _OfType:
        new = with_enums(node.type, lambda name: Text() if name == enum.name else EnumOf(name))
        if new == node.type:
            return node
        default = node.default
        if default is not None and default.kind == "enum":
            default = replace(default, kind="text")
        return replace(node, type=new, default=default)

    return changed(
        model,
        enums=tuple(e for e in model.enums if e is not enum),
        domains=changed_all(model.domains, plain),
        entities=changed_all(model.entities, lambda e: changed(e, attributes=changed_all(e.attributes, plain))),
    )


def with_parent_minima(model: Model, before: Entity) -> Model:
    """Let references follow when attributes that they stand on became optional or required.

    A row whose attribute is missing names no parent (ISO/IEC 9075-2, MATCH SIMPLE), so the end of the parent is
    optional exactly when one of the attributes is; what was said of references on other attributes stays.

    Parameters
    ----------
    model
        After the change.
    before
        The entity before it, of the same name.
    """
    entity = model.entity(before.name)
    optional = {attribute.name: attribute.nullable for attribute in before.attributes}
    moved = {a.name for a in entity.attributes if optional.get(a.name, a.nullable) != a.nullable}

    def follow(reference: Reference) -> Reference:
        names = reference.child_attributes
        if reference.child != entity.name or reference.parent_cardinality.many or not moved.intersection(names):
            return reference
        required = all((found := entity.attribute(name)) is not None and not found.nullable for name in names)
        return changed(reference, parent_cardinality=Cardinality.of(int(required), many=False))

    return changed(model, references=changed_all(model.references, follow)) if moved else model


def without_attribute(model: Model, owner: QualifiedName, attribute: Attribute) -> Model:
    """Take out an attribute, and the keys, indexes, partitioning and references that it is part of."""
    gone = attribute.name
    entity = model.entity(owner)
    key, partitioning = entity.primary_key, entity.partitioning
    left = replace(
        entity,
        attributes=tuple(a for a in entity.attributes if a is not attribute),
        primary_key=None if key is not None and gone in key.attributes else key,
        keys=tuple(k for k in entity.keys if gone not in k.attributes),
        indexes=tuple(i for i in entity.indexes if gone not in (*i.attributes, *i.include)),
        partitioning=None if partitioning is not None and gone in partitioning.attributes else partitioning,
    )
    return changed(
        model.with_entity(left),
        references=tuple(
            r
            for r in model.references
            if not (r.child == owner and gone in r.child_attributes)
            and not (r.parent == owner and gone in r.parent_attributes)
        ),
        generalisations=changed_all(
            model.generalisations,
            lambda g: changed(g, discriminator=None) if g.parent == owner and g.discriminator == gone else g,
        ),
    )
