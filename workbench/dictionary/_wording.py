"""Nodes of a model in the words of a dictionary."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from workbench.dictionary._pages import IndexPage
from workbench.model import Cardinality
from workbench.model.types import ListOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Attribute, Domain, Entity, Index, LogicalType, Node, QualifiedName, Reference

PARENTS: Final = {
    Cardinality.ONE: "exactly one parent",
    Cardinality.ZERO_OR_ONE: "at most one parent",
    Cardinality.ONE_OR_MORE: "one or more parents",
    Cardinality.ZERO_OR_MORE: "any number of parents",
}
CHILDREN: Final = {
    Cardinality.ONE: "exactly one child",
    Cardinality.ZERO_OR_ONE: "at most one child",
    Cardinality.ONE_OR_MORE: "one or more children",
    Cardinality.ZERO_OR_MORE: "any number of children",
}


def plain(name: QualifiedName) -> str:
    """Write a name for people: without quotes, and with its schema."""
    return name.name if name.schema is None else f"{name.schema}.{name.name}"


def innermost(kind: LogicalType) -> LogicalType:
    """Type of the items, for a list of lists too."""
    while isinstance(kind, ListOf):
        kind = kind.item
    return kind


def properties(node: Node) -> tuple[tuple[str, str], ...]:
    """Properties in their order."""
    return tuple(node.properties.items())


def source(entity: Entity, origin: str | None) -> str | None:
    """Where the rows come from: a file by its name alone, for its folder is nobody's business, and never a URL.

    Examples
    --------
    >>> from workbench.model import Entity, EntityBinding, QualifiedName
    >>> source(Entity(name=QualifiedName("orders")), "data/orders.csv")
    'orders.csv'
    >>> source(Entity(name=QualifiedName("orders"), binding=EntityBinding(source="Orders")), "mysql://u:p@host/db")
    'Orders'
    """
    if entity.binding.select is not None:
        return "a SELECT over the source"
    if origin is not None and "://" not in origin:
        # Paths of either kind of system: the dictionary may be made elsewhere than the facts.
        return PurePath(origin.replace("\\", "/")).name or entity.source
    if origin is not None or entity.binding.source is not None:
        return entity.source
    return None


def marks(entity: Entity, attribute: Attribute, *, foreign: bool) -> tuple[str, ...]:
    """``PK``, ``FK``, ``UK``: the keys and references that an attribute is part of."""
    primary = entity.primary_key is not None and attribute.name in entity.primary_key.attributes
    unique = any(attribute.name in key.attributes for key in entity.keys)
    held = {"PK": primary, "FK": foreign, "UK": unique}
    return tuple(mark for mark, held_by in held.items() if held_by)


def remarks(attribute: Attribute) -> Iterator[str]:
    """How a value comes about, and what it counts."""
    if attribute.identity:
        yield "numbered by the engine"
    if attribute.default is not None:
        value = attribute.default.value
        yield f"default {value!r}" if attribute.default.kind in ("text", "enum") else f"default {value}"
    if attribute.generated is not None:
        kind = "stored" if attribute.generated.stored else "virtual"
        yield f"generated ({kind}) as {attribute.generated.expression}"
    if attribute.unit:
        yield f"in {attribute.unit}"
    if attribute.domain is not None:
        yield f"domain {plain(attribute.domain)}"


def rules(reference: Reference) -> Iterator[str]:
    """What else holds for a reference, beside its ends and cardinalities."""
    if reference.on_delete:
        yield f"on delete {reference.on_delete}"
    if reference.on_update:
        yield f"on update {reference.on_update}"
    if reference.deferrable:
        yield "deferrable"
    if not reference.enforced:
        yield "not enforced"


def rules_of(domain: Domain) -> Iterator[tuple[str, str | None]]:
    """What every value of a domain meets, each with a remark."""
    yield str(domain.type), None if domain.nullable else "not null"
    if domain.default is not None:
        yield f"default {domain.default.value}", None
    for check in domain.checks:
        yield check.expression, check.note or check.name


def index_page(index: Index) -> IndexPage:
    """An index with what is special about it."""
    traits = [
        *(["unique"] if index.unique else []),
        *([index.method] if index.method else []),
        *([f"includes {', '.join(index.include)}"] if index.include else []),
    ]
    return IndexPage(
        name=index.name,
        parts=tuple(f"{part.text} descending" if part.descending else part.text for part in index.parts),
        traits=tuple(traits),
        where=index.where,
        note=index.note,
    )


def partitioning(entity: Entity) -> str | None:
    """How the rows are spread, as a sentence; None when they are not."""
    if (node := entity.partitioning) is None:
        return None
    parts = "; ".join(f"{name}: {bounds}" for name, bounds in node.partitions)
    sentence = f"by {node.method} of {', '.join(node.attributes)}"
    return f"{sentence} ({parts})" if parts else sentence
