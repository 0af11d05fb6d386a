"""Model: what a database design is, as one immutable value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import ModelError, UnknownNameError
from workbench.model.names import QualifiedName
from workbench.model.nodes import (
    AccessPattern,
    Attribute,
    Check,
    Domain,
    Ends,
    Entity,
    Enum,
    Generalisation,
    Index,
    Key,
    Node,
    Reference,
    SubjectArea,
    View,
)
from workbench.model.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model.subjects import Kind


@dataclass(frozen=True, kw_only=True)
class Model(Node):
    """Entities, the references between them, and what belongs to them.

    Look-ups by name are worked out once per model and kept; a model made by an edit shares all nodes that the edit
    left alone, so that comparing two models skips them by identity.

    Examples
    --------
    >>> model = Model(entities=(Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),)),))
    >>> model.entity("orders").attributes[0].name
    'id'
    >>> model.entity("order")
    Traceback (most recent call last):
    workbench.errors.UnknownNameError: There is no entity 'order'. Did you mean 'orders'? Known: orders.
    """

    name: str | None = None
    entities: tuple[Entity, ...] = ()
    references: tuple[Reference, ...] = ()
    enums: tuple[Enum, ...] = ()
    domains: tuple[Domain, ...] = ()
    generalisations: tuple[Generalisation, ...] = ()
    views: tuple[View, ...] = ()
    areas: tuple[SubjectArea, ...] = ()
    patterns: tuple[AccessPattern, ...] = ()

    # -- look-up ------------------------------------------------------------------------------------------------

    @cached_property
    def entities_by_name(self) -> Mapping[QualifiedName, Entity]:
        """Entities by their names."""
        return {entity.name: entity for entity in self.entities}

    @cached_property
    def enums_by_name(self) -> Mapping[QualifiedName, Enum]:
        """Enums by their names."""
        return {enum.name: enum for enum in self.enums}

    @cached_property
    def _references_by_child(self) -> Mapping[QualifiedName, tuple[Reference, ...]]:
        return _grouped(self.references, "child")

    @cached_property
    def _references_by_parent(self) -> Mapping[QualifiedName, tuple[Reference, ...]]:
        return _grouped(self.references, "parent")

    def has_entity(self, name: str | QualifiedName) -> bool:
        """Whether there is an entity of that name."""
        return QualifiedName.of(name) in self.entities_by_name

    def entity(self, name: str | QualifiedName) -> Entity:
        """Entity of that name; raises :class:`UnknownNameError` with the nearest."""
        qualified = QualifiedName.of(name)
        found = self.entities_by_name.get(qualified)
        if found is None:
            raise UnknownNameError("entity", str(qualified), [str(entity.name) for entity in self.entities])
        return found

    def attribute(self, entity: str | QualifiedName, name: str) -> Attribute:
        """Attribute of an entity; raises :class:`UnknownNameError` with the nearest."""
        owner = self.entity(entity)
        found = owner.attribute(name)
        if found is None:
            raise UnknownNameError(f"attribute of {owner.name}", name, [a.name for a in owner.attributes])
        return found

    @cached_property
    def ordered_references(self) -> tuple[Reference, ...]:
        """References in the order in which lists show them: by the child's place among the entities, then its columns.

        Examples
        --------
        >>> a = Entity(name=QualifiedName("a"), attributes=(Attribute(name="x"), Attribute(name="y")))
        >>> to = {"child": a.name, "parent": a.name, "parent_attributes": ("x",)}
        >>> model = Model(entities=(a,), references=tuple(Reference(child_attributes=(n,), **to) for n in "yx"))
        >>> [reference.child_attributes for reference in model.ordered_references]
        [('x',), ('y',)]
        """
        places = {entity.name: place for place, entity in enumerate(self.entities)}
        columns = {entity.name: {a.name: i for i, a in enumerate(entity.attributes)} for entity in self.entities}

        def place(reference: Reference) -> tuple[int, list[int], str]:
            # What the model lacks (a text that lint will tell of) comes last.
            last = len(self.entities)
            positions = columns.get(reference.child, {})
            at = [positions.get(name, len(positions)) for name in reference.child_attributes]
            return places.get(reference.child, last), at, str(reference)

        return tuple(sorted(self.references, key=place))

    @cached_property
    def references_by_ends(self) -> Mapping[Ends, Reference]:
        """References by what identifies them."""
        return {reference.ends: reference for reference in self.references}

    def references_from(self, child: QualifiedName) -> tuple[Reference, ...]:
        """References that an entity holds."""
        return self._references_by_child.get(child, ())

    def references_to(self, parent: QualifiedName) -> tuple[Reference, ...]:
        """References that point at an entity."""
        return self._references_by_parent.get(parent, ())

    def look_up(self) -> None:
        """Work out all look-ups now, so that the first edit does not wait for them."""
        _ = (self.entities_by_name, self.references_by_ends, self._references_by_child, self._references_by_parent)

    # -- addressing ---------------------------------------------------------------------------------------------

    def find(self, subject: Subject) -> Node | None:
        """Node that a subject is the address of, or None."""
        if subject.kind == "model":
            return self
        if subject.name is None:
            return None
        if subject.kind in PARTS:
            entity = self.entities_by_name.get(subject.name)
            if entity is None:
                return None
            # Most edits are of attributes: the name tells them apart before an address is made for each.
            named = subject.kind == "attribute"
            nodes = [a for a in entity.attributes if a.name in subject.attributes] if named else parts_of(entity)
            return next((node for node in nodes if _is(entity, node, subject)), None)
        if subject.kind == "entity":
            return self.entities_by_name.get(subject.name)
        if subject.kind == "reference":
            return next((r for r in self.references_from(subject.name) if Subject.reference(r) == subject), None)
        held = getattr(self, TUPLES[subject.kind]) if subject.kind in TUPLES else ()
        return next((node for node in held if subject_of(node) == subject), None)

    def get(self, subject: Subject) -> Node:
        """Node that a subject is the address of.

        Raises
        ------
        ModelError
            When there is none; names the nearest for entities and attributes.
        """
        found = self.find(subject)
        if found is not None:
            return found
        if subject.name is not None and subject.kind in ("entity", "attribute"):
            self.entity(subject.name)
            self.attribute(subject.name, subject.attributes[0])
        raise ModelError(f"The model holds no {subject}.")

    def with_entity(self, entity: Entity, *, name: QualifiedName | None = None) -> Model:
        """Put an entity in the place of the one of the same name, or of the `name` that it had."""
        old = self.entity(name or entity.name)
        made = replace(self, entities=tuple(entity if e is old else e for e in self.entities))
        if entity.name == old.name:
            # Thousands of edits in a row each look something up: the look-up is carried on, not worked out again.
            vars(made)["entities_by_name"] = {**self.entities_by_name, entity.name: entity}
        return made


# Which tuple of the model holds which kind of node. A new kind is a line here and a class in nodes.py.
TUPLES: Final[dict[Kind, str]] = {
    "entity": "entities",
    "reference": "references",
    "enum": "enums",
    "domain": "domains",
    "generalisation": "generalisations",
    "view": "views",
    "area": "areas",
    "pattern": "patterns",
}
CLASSES: Final[dict[Kind, type[Node]]] = {
    "entity": Entity,
    "reference": Reference,
    "enum": Enum,
    "domain": Domain,
    "generalisation": Generalisation,
    "view": View,
    "area": SubjectArea,
    "pattern": AccessPattern,
}
# Which tuple of an entity holds which kind of part; the primary key has a field of its own beside the alternate keys.
PARTS: Final[dict[Kind, str]] = {"attribute": "attributes", "key": "keys", "index": "indexes", "check": "checks"}
PART_CLASSES: Final[dict[Kind, type[Node]]] = {"attribute": Attribute, "key": Key, "index": Index, "check": Check}
KIND_OF: Final[dict[type[Node], Kind]] = {cls: kind for kind, cls in (CLASSES | PART_CLASSES).items()}


def subject_of(node: Any, entity: Entity | QualifiedName | None = None) -> Subject:
    """Address of a node; parts of an entity need to know which."""
    owner = entity.name if isinstance(entity, Entity) else entity
    if owner is not None:
        match node:
            case Attribute():
                return Subject.attribute(owner, node.name)
            case Key():
                return Subject.key(owner, node.attributes)
            case Index():
                return Subject.index(owner, node.label)
            case Check():
                return Subject.check(owner, node.label)
            case _:
                pass
    match node:
        case Model():
            return Subject.model()
        case Reference():
            return Subject.reference(node)
        case Generalisation():
            return Subject("generalisation", node.parent, (), None, (), node.discriminator)
        case _:
            return Subject.named(KIND_OF[type(node)], node.name)


def parts_of(entity: Entity) -> tuple[Node, ...]:
    """All parts of an entity: attributes, keys, indexes, checks."""
    return (*entity.attributes, *entity.all_keys, *entity.indexes, *entity.checks)


def _is(entity: Entity, node: Node, subject: Subject) -> bool:
    return KIND_OF[type(node)] == subject.kind and subject_of(node, entity) == subject


def _grouped(references: tuple[Reference, ...], end: str) -> dict[QualifiedName, tuple[Reference, ...]]:
    groups: dict[QualifiedName, list[Reference]] = {}
    for reference in references:
        groups.setdefault(getattr(reference, end), []).append(reference)
    return {name: tuple(found) for name, found in groups.items()}
