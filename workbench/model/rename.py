"""Renaming: one name changes, and everything that mentions it follows; bindings remember the old name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.model.nodes import AccessPattern, Attribute, Domain, Entity, Node, Reference, View
from workbench.model.types import EnumOf, LogicalType, with_enums
from workbench.naming import rename_in_sql, rename_table_in_sql, sql_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.model.model import Model
    from workbench.model.names import QualifiedName

_N = TypeVar("_N", bound=Node)
_S = TypeVar("_S", View, AccessPattern)


def changed(node: _N, **values: Any) -> _N:
    """Return the node with some fields replaced, or the same object when nothing differs."""
    different = {field: value for field, value in values.items() if getattr(node, field) != value}
    return replace(node, **different) if different else node


def changed_all(nodes: tuple[_N, ...], change: Callable[[_N], _N]) -> tuple[_N, ...]:
    """Change each node; the same tuple comes back when none differs."""
    result = tuple(change(node) for node in nodes)
    return nodes if all(a is b for a, b in zip(nodes, result, strict=True)) else result


def rename_entity(model: Model, old: QualifiedName, new: QualifiedName) -> Model:
    """Give an entity another name, and everything that mentions it; its rows still come from the same source."""

    def entity(node: Entity) -> Entity:
        if node.name != old:
            return node
        source = node.binding.source or old.name
        kept = None if source == new.name else source
        alias = None if new.schema is None and node.alias == new.name else node.alias  # its own name is none
        return replace(node, name=new, alias=alias, binding=replace(node.binding, source=kept))

    def name(value: QualifiedName) -> QualifiedName:
        return new if value == old else value

    def reference(node: Reference) -> Reference:
        return changed(node, child=name(node.child), parent=name(node.parent))

    return changed(
        model,
        entities=tuple(entity(e) if e.name.name == old.name else e for e in model.entities),
        references=_with_held(model, old, reference),
        generalisations=changed_all(
            model.generalisations,
            lambda g: changed(g, parent=name(g.parent), children=tuple(map(name, g.children))),
        ),
        areas=changed_all(model.areas, lambda a: changed(a, entities=tuple(map(name, a.entities)))),
        views=changed_all(model.views, lambda v: changed(v, sql=rename_table_in_sql(v.sql, old.name, new.name))),
        patterns=changed_all(model.patterns, lambda p: changed(p, sql=rename_table_in_sql(p.sql, old.name, new.name))),
    )


def rename_attribute(model: Model, owner: QualifiedName, old: str, new: str) -> Model:
    """Give an attribute another name, and everything that mentions it; its values still come from the same column."""

    def name(value: str) -> str:
        return new if value == old else value

    def names(values: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(name, values))

    def sql(expression: str | None) -> str | None:
        return None if expression is None else rename_in_sql(expression, old, new)

    def attribute(node: Attribute) -> Attribute:
        if node.generated is not None:
            expression = rename_in_sql(node.generated.expression, old, new)
            node = changed(node, generated=replace(node.generated, expression=expression))
        if node.name != old:
            return node
        column = node.binding.column or old
        kept = None if column == new or node.binding.expression is not None else column
        return replace(node, name=new, binding=replace(node.binding, column=kept))

    def reference(node: Reference) -> Reference:
        if node.child == owner:
            node = changed(node, child_attributes=names(node.child_attributes))
        return changed(node, parent_attributes=names(node.parent_attributes)) if node.parent == owner else node

    entity = model.entity(owner)
    partitioning = entity.partitioning
    renamed = replace(
        entity,
        attributes=changed_all(entity.attributes, attribute),
        primary_key=entity.primary_key and changed(entity.primary_key, attributes=names(entity.primary_key.attributes)),
        keys=changed_all(entity.keys, lambda k: changed(k, attributes=names(k.attributes))),
        indexes=changed_all(
            entity.indexes,
            lambda i: changed(
                i,
                parts=changed_all(
                    i.parts,
                    lambda p: changed(p, attribute=p.attribute and name(p.attribute), expression=sql(p.expression)),
                ),
                where=sql(i.where),
                include=names(i.include),
            ),
        ),
        checks=changed_all(entity.checks, lambda c: changed(c, expression=sql(c.expression))),
        partitioning=partitioning and changed(partitioning, attributes=names(partitioning.attributes)),
    )
    return changed(
        model.with_entity(renamed),
        references=_with_held(model, owner, reference),
        generalisations=changed_all(
            model.generalisations,
            lambda g: changed(g, discriminator=g.discriminator and name(g.discriminator)) if g.parent == owner else g,
        ),
        views=changed_all(model.views, lambda v: _in_statement(model, v, owner, old, new)),
        patterns=changed_all(model.patterns, lambda p: _in_statement(model, p, owner, old, new)),
    )


def _with_held(model: Model, owner: QualifiedName, change: Callable[[Reference], Reference]) -> tuple[Reference, ...]:
    """References with those changed that an entity is at an end of: of thousands, these are looked up."""
    held = (*model.references_from(owner), *model.references_to(owner))
    moved = {id(r): after for r in held if (after := change(r)) is not r}
    return tuple(moved.get(id(r), r) for r in model.references) if moved else model.references


def _in_statement(model: Model, node: _S, owner: QualifiedName, old: str, new: str) -> _S:
    """Rename inside a SELECT only where the name can mean nothing else."""
    mentioned = sql_names(node.sql)
    if owner.name not in mentioned or old not in mentioned:
        return node
    others = (e for e in model.entities if e.name.name in mentioned and e.name != owner)
    return node if any(e.attribute(old) for e in others) else changed(node, sql=rename_in_sql(node.sql, old, new))


def rename_enum(model: Model, old: QualifiedName, new: QualifiedName) -> Model:
    """Give an enum another name, and every type that is made of it."""

    def kind(value: LogicalType) -> LogicalType:
        return with_enums(value, lambda name: EnumOf(new if name == old else name))

    def attribute(node: Attribute) -> Attribute:
        return changed(node, type=kind(node.type))

    def domain(node: Domain) -> Domain:
        return changed(node, type=kind(node.type))

    return changed(
        model,
        enums=changed_all(model.enums, lambda e: changed(e, name=new) if e.name == old else e),
        domains=changed_all(model.domains, domain),
        entities=changed_all(model.entities, lambda e: changed(e, attributes=changed_all(e.attributes, attribute))),
    )


def rename_domain(model: Model, old: QualifiedName, new: QualifiedName) -> Model:
    """Give a domain another name, and every attribute that belongs to it."""

    def attribute(node: Attribute) -> Attribute:
        return changed(node, domain=new) if node.domain == old else node

    return changed(
        model,
        domains=changed_all(model.domains, lambda d: changed(d, name=new) if d.name == old else d),
        entities=changed_all(model.entities, lambda e: changed(e, attributes=changed_all(e.attributes, attribute))),
    )
