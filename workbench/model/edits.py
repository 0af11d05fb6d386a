"""Edits: seven verbs that change any node, each a value.

``Add``, ``Drop``, ``Change``, ``Replace``, ``Rename``, ``Move`` and ``SetPrimaryKey`` work on whatever a
:class:`~workbench.model.subjects.Subject` can name, and ``Batch`` joins several into one that happens whole or not at
all. ``edit.apply(model)`` gives a new model, and :func:`workbench.model.diff.inverse` the edit that takes it back.
Canvas, findings, text and migrations all speak these words; a new kind of node needs no new ones.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, cast

from workbench.errors import ModelError, UnknownNameError
from workbench.model.cascade import with_parent_minima, without_attribute, without_entity, without_enum
from workbench.model.model import KIND_OF, PARTS, TUPLES, Model, subject_of
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity, Enum, Key, Node
from workbench.model.rename import rename_attribute, rename_domain, rename_entity, rename_enum
from workbench.model.subjects import Subject
from workbench.model.validity import check_aliases, check_node, check_unique
from workbench.model.wording import called, shown_value
from workbench.naming import article, check_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.model.subjects import Kind


class Edit(ABC):
    """A change to a model, as a value."""

    def apply(self, model: Model) -> Model:
        """Return the changed model.

        Raises
        ------
        ModelError, UnknownNameError, InvalidNameError
            When it cannot be done, or would name what the model does not hold; nothing has changed then.
        """
        self.check(model)
        return self.change(model)

    def check(self, model: Model) -> None:  # noqa: B027 - most edits can only fail in `change`
        """Raise when the result would contradict itself."""

    @abstractmethod
    def change(self, model: Model) -> Model:
        """Return the changed model without :meth:`check`: a text may say what an edit may not (lint tells)."""


@dataclass(frozen=True)
class Add(Edit):
    """Put a new node in, at a position or at the end.

    Parameters
    ----------
    node
        What to add.
    within
        The entity, for an attribute, a key, an index or a check.
    position
        Place among its kind, from 0; None is the end.

    Examples
    --------
    >>> model = Add(Entity(name=QualifiedName("orders"))).apply(Model())
    >>> model = Add(Attribute(name="id"), within=QualifiedName("orders")).apply(model)
    >>> [attribute.name for attribute in model.entity("orders").attributes]
    ['id']
    """

    node: Node
    within: QualifiedName | None = None
    position: int | None = None

    @property
    def subject(self) -> Subject:
        """Address of what is added."""
        return subject_of(self.node, self.within)

    def change(self, model: Model) -> Model:
        """Return the model with the node in it."""
        kind = KIND_OF[type(self.node)]
        if kind in PARTS and self.within is None:
            raise ModelError(f"{article(kind).capitalize()} {kind} needs an entity.", hint="Say within=….")
        check_unique(self.node, model.entity(self.within) if kind in PARTS and self.within else model)
        nodes = _siblings(model, kind, self.within)
        return _put(model, kind, self.within, _inserted(nodes, self.node, self.position))

    def check(self, model: Model) -> None:
        """Refuse what names something that the model does not hold."""
        check_node(self.node, model, model.entity(self.within) if self.within else None)

    def __str__(self) -> str:
        return f"add {called(self.subject)}"


@dataclass(frozen=True)
class Drop(Edit):
    """Take a node out, with what cannot stand without it.

    With an entity go the references at either end of it; what is of an enum becomes text; with an attribute
    the keys, indexes, partitionings and references that it is part of. Checks and expressions that mention it stay, for
    lint to find: nothing that a person wrote is lost in silence.
    """

    subject: Subject

    def change(self, model: Model) -> Model:
        """Return the model without the node."""
        node = model.get(self.subject)
        if isinstance(node, Entity):
            return without_entity(model, node)
        if isinstance(node, Enum):
            return without_enum(model, node)
        if isinstance(node, Attribute):
            return without_attribute(model, _owner(self.subject), node)
        if self.subject.kind == "key" and node is model.entity(_owner(self.subject)).primary_key:
            return SetPrimaryKey(_owner(self.subject), None).change(model)
        rest = tuple(n for n in _siblings(model, self.subject.kind, self.subject.name) if n is not node)
        return _put(model, self.subject.kind, self.subject.name, rest)

    def __str__(self) -> str:
        return f"drop {called(self.subject)}"


@dataclass(frozen=True)
class Replace(Edit):
    """Put another node of the same kind and name in a node's place.

    Where an attribute becomes optional or required, the parent's end of the references on it follows.
    """

    subject: Subject
    node: Node

    def change(self, model: Model) -> Model:
        """Return the model with the node replaced."""
        old = self._old(model)
        if isinstance(self.node, Model):
            return replace(model, name=self.node.name, note=self.node.note, properties=self.node.properties)
        if isinstance(self.node, (Entity, Attribute)) and subject_of(self.node, self.subject.name) != self.subject:
            raise ModelError(f"{self.subject.title} cannot be renamed by replacing it.", hint="Use Rename.")
        if self.subject.kind == "key" and old is model.entity(_owner(self.subject)).primary_key:
            return SetPrimaryKey(_owner(self.subject), cast("Key", self.node)).change(model)
        nodes = _siblings(model, self.subject.kind, self.subject.name)
        changed = _put(model, self.subject.kind, self.subject.name, tuple(self.node if n is old else n for n in nodes))
        if isinstance(self.node, (Entity, Attribute)):
            return with_parent_minima(changed, model.entity(_owner(self.subject)))
        return changed

    def check(self, model: Model) -> None:
        """Refuse an address that is taken, and what names something that the model does not hold."""
        self._old(model)
        entity = model.entity(_owner(self.subject)) if self.subject.kind in PARTS else None
        if not isinstance(self.node, Model) and subject_of(self.node, entity) != self.subject:
            check_unique(self.node, entity or model)
        check_node(self.node, model, entity)

    def _old(self, model: Model) -> Node:
        old = model.get(self.subject)
        if type(old) is not type(self.node):
            raise ModelError(
                f"{self.subject.title} is not of the kind {type(self.node).__name__.lower()}, but {self.subject.kind}."
            )
        return old

    def __str__(self) -> str:
        return f"change {called(self.subject)}"


@dataclass(frozen=True)
class Change(Edit):
    """Set some fields of a node and leave the others as they are at that time.

    Examples
    --------
    >>> model = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"),)),))
    >>> edit = Change.of(Subject.attribute("t", "a"), unit="EUR", nullable=False)
    >>> edit.apply(model).attribute("t", "a").unit
    'EUR'
    >>> print(edit)
    change attribute t.a: unit EUR, nullable no
    """

    subject: Subject
    values: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, subject: Subject, **values: Any) -> Change:
        """Change with its fields by name."""
        return cls(subject, tuple(values.items()))

    def change(self, model: Model) -> Model:
        """Return the model with the fields set."""
        return self._replacement(model).change(model)

    def check(self, model: Model) -> None:
        """Refuse fields that the node does not have, and what :class:`Replace` refuses."""
        self._replacement(model).check(model)

    def _replacement(self, model: Model) -> Replace:
        node = model.get(self.subject)
        known = {item.name for item in fields(node)}
        for name, _ in self.values:
            if name not in known:
                raise UnknownNameError(f"field of {article(self.subject.kind)} {self.subject.kind}", name, known)
        return Replace(self.subject, replace(node, **dict(self.values)))

    def __str__(self) -> str:
        # A binding has many fields, and none of them is news to who looks at a list of changes.
        parts = (f"{name} {shown_value(value)}" for name, value in self.values if name != "binding")
        return f"change {called(self.subject)}: {', '.join(parts)}"


@dataclass(frozen=True)
class Rename(Edit):
    """Give a node another name; whatever mentions it follows, and bindings keep the way to the data.

    Examples
    --------
    >>> model = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"),)),))
    >>> renamed = Rename(Subject.attribute("t", "a"), "b").apply(model)
    >>> renamed.attribute("t", "b").column
    'a'
    """

    subject: Subject
    to: str

    @property
    def renamed(self) -> Subject:
        """Address of the node under its new name."""
        match self.subject.kind:
            case "attribute":
                return replace(self.subject, attributes=(self.to,))
            case "index" | "check":
                return replace(self.subject, label=self.to)
            case "key" | "reference" | "generalisation" | "model":
                return self.subject
            case _:
                return replace(self.subject, name=QualifiedName.of(self.to))

    def change(self, model: Model) -> Model:
        """Return the model in which everything says the new name."""
        node: Any = model.get(self.subject)
        if self.renamed != self.subject and model.find(self.renamed) is not None:
            raise ModelError(
                f"There is already {article(self.subject.kind)} {self.subject.kind} {self.renamed.title}.",
                hint="Choose another name.",
            )
        match self.subject.kind:
            case "model":
                return replace(model, name=check_name(self.to, "model name"))
            case "entity":
                return rename_entity(model, node.name, QualifiedName.of(self.to).checked("entity name"))
            case "attribute":
                return rename_attribute(model, _owner(self.subject), node.name, check_name(self.to, "attribute name"))
            case "enum":
                return rename_enum(model, node.name, QualifiedName.of(self.to).checked("enum name"))
            case "domain":
                return rename_domain(model, node.name, QualifiedName.of(self.to).checked("domain name"))
            case "generalisation":
                raise ModelError("A generalisation has no name of its own.")
            case "key" | "index" | "check" | "reference":
                named = replace(node, name=check_name(self.to, f"{self.subject.kind} name"))
                return Replace(self.subject, named).change(model)
            case _:
                return Replace(self.subject, replace(node, name=QualifiedName.of(self.to).checked())).change(model)

    def check(self, model: Model) -> None:
        """Refuse the name of an entity that is the alias of another."""
        if self.subject.kind == "entity" and self.subject.name is not None:
            old = model.entity(self.subject.name)
            others = replace(model, entities=tuple(entity for entity in model.entities if entity is not old))
            check_aliases(replace(old, name=QualifiedName.of(self.to)), others)

    def __str__(self) -> str:
        return f"rename {called(self.subject)} to {self.to}"


@dataclass(frozen=True)
class Move(Edit):
    """Put a node at another position among its kind, from 0."""

    subject: Subject
    position: int

    def change(self, model: Model) -> Model:
        """Return the model with the node at its new place."""
        node = model.get(self.subject)
        rest = tuple(n for n in _siblings(model, self.subject.kind, self.subject.name) if n is not node)
        return _put(model, self.subject.kind, self.subject.name, _inserted(rest, node, self.position))

    def __str__(self) -> str:
        return f"move {called(self.subject)} to place {self.position + 1}"


@dataclass(frozen=True)
class SetPrimaryKey(Edit):
    """Say what identifies a row of an entity, or nothing; its attributes become required."""

    entity: QualifiedName
    key: Key | None

    @property
    def subject(self) -> Subject:
        """Address of the key, or of the entity that loses its key."""
        return Subject.entity(self.entity) if self.key is None else Subject.key(self.entity, self.key.attributes)

    def change(self, model: Model) -> Model:
        """Return the model with the primary key set; an alternate key over the same attributes is absorbed."""
        entity = model.entity(self.entity)
        if self.key is None:
            return model.with_entity(replace(entity, primary_key=None))
        wanted = frozenset(self.key.attributes)
        others = tuple(key for key in entity.keys if frozenset(key.attributes) != wanted)
        return with_parent_minima(model.with_entity(replace(entity, primary_key=self.key, keys=others)), entity)

    def check(self, model: Model) -> None:
        """Refuse a key over attributes that the entity does not have."""
        if self.key is not None:
            check_node(self.key, model, model.entity(self.entity))

    def __str__(self) -> str:
        attributes = "nothing" if self.key is None else ", ".join(self.key.attributes)
        return f"set primary key of {self.entity} to {attributes}"


@dataclass(frozen=True)
class Batch(Edit):
    """Several edits as one: all of them happen, or none.

    Examples
    --------
    >>> Batch((Drop(Subject.entity("nothing")),)).apply(Model())
    Traceback (most recent call last):
    workbench.errors.UnknownNameError: There is no entity 'nothing'. None is known.
    """

    edits: tuple[Edit, ...]
    label: str | None = None

    def apply(self, model: Model) -> Model:
        """Return the model after all edits in order."""
        for edit in self.edits:
            model = edit.apply(model)
        return model

    def change(self, model: Model) -> Model:
        """Return the model after all edits in order, none of them checked."""
        for edit in self.edits:
            model = edit.change(model)
        return model

    def __str__(self) -> str:
        return self.label or "; ".join(map(str, self.edits)) or "nothing"


def flatten(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Single edits in order, batches opened."""
    flat: list[Edit] = []
    for edit in edits:
        flat.extend(flatten(edit.edits) if isinstance(edit, Batch) else (edit,))
    return tuple(flat)


def _siblings(model: Model, kind: Kind, owner: QualifiedName | None) -> tuple[Node, ...]:
    """Nodes of one kind: in the model, or in the entity that owns them."""
    if kind in PARTS and owner is not None:
        return cast("tuple[Node, ...]", getattr(model.entity(owner), PARTS[kind]))
    if kind not in TUPLES:
        raise ModelError(f"{article(kind).capitalize()} {kind} can be replaced, but not added, dropped or moved.")
    return cast("tuple[Node, ...]", getattr(model, TUPLES[kind]))


def _put(model: Model, kind: Kind, owner: QualifiedName | None, nodes: tuple[Node, ...]) -> Model:
    values: Any = {(PARTS | TUPLES)[kind]: nodes}
    return (
        model.with_entity(replace(model.entity(owner), **values))
        if owner and kind in PARTS
        else replace(model, **values)
    )


def _inserted(nodes: tuple[Node, ...], node: Node, position: int | None) -> tuple[Node, ...]:
    at = len(nodes) if position is None else max(0, min(position, len(nodes)))
    return (*nodes[:at], node, *nodes[at:])


def _owner(subject: Subject) -> QualifiedName:
    assert subject.name is not None  # noqa: S101 - the subject of a part always names its entity
    return subject.name
