"""The nodes of a model: immutable values that name each other and never point back.

Every node has a ``note`` (what people say about it) and ``properties`` (what other tools say about it).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum as _Enum
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from workbench.model.bindings import PLAIN_ATTRIBUTE, PLAIN_ENTITY, AttributeBinding, EntityBinding
from workbench.model.properties import NO_PROPERTIES, Properties
from workbench.model.types import TEXT, LogicalType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.names import QualifiedName


@dataclass(frozen=True, kw_only=True)
class Node:
    """What all nodes share."""

    note: str | None = None
    properties: Properties = NO_PROPERTIES


class Cardinality(_Enum):
    """How many rows stand at one end of a reference, for one row at the other end: minimum and maximum."""

    ONE = "1"
    ZERO_OR_ONE = "0..1"
    ONE_OR_MORE = "1..*"
    ZERO_OR_MORE = "0..*"

    @property
    def minimum(self) -> int:
        """0 when the end is optional, else 1."""
        return 0 if self.value.startswith("0") else 1

    @property
    def many(self) -> bool:
        """Whether more than one row may stand there."""
        return self.value.endswith("*")

    @classmethod
    def of(cls, minimum: int, *, many: bool) -> Cardinality:
        """Build from a minimum of 0 or 1 and whether there may be many.

        Examples
        --------
        >>> Cardinality.of(0, many=True).value
        '0..*'
        """
        return cls(("1..*" if minimum else "0..*") if many else ("1" if minimum else "0..1"))


DefaultKind = Literal["text", "number", "boolean", "null", "enum", "expression"]
Action = Literal["cascade", "restrict", "set null", "set default", "no action"]
ACTIONS: tuple[Action, ...] = ("cascade", "restrict", "set null", "set default", "no action")
# Child, its attributes, parent, its attributes.
Ends: TypeAlias = "tuple[QualifiedName, tuple[str, ...], QualifiedName, tuple[str, ...]]"


@dataclass(frozen=True)
class Default:
    """What an attribute gets when nothing is said: a literal of some kind, or an SQL expression."""

    value: str
    kind: DefaultKind = "text"


@dataclass(frozen=True)
class Generated:
    """An attribute computed from others: the SQL expression, and whether the result is stored."""

    expression: str
    stored: bool = True


@dataclass(frozen=True, kw_only=True)
class Attribute(Node):
    """A column of an entity.

    Parameters
    ----------
    name
        Unique within the entity, whatever the case.
    type
        What a value is.
    nullable
        Whether a value may be missing; attributes of the primary key never may.
    default, generated
        How a value comes about when none is given.
    identity
        Whether the engine numbers the rows here.
    domain
        A domain of the model that the attribute belongs to.
    unit
        What the numbers count: ``"EUR"``, ``"kg"``.
    personal
        Class of personal data: ``"email"``, ``"name"``, ``"birth date"``; such values are masked.
    binding
        Where the values come from.
    """

    name: str
    type: LogicalType = TEXT
    nullable: bool = True
    default: Default | None = None
    generated: Generated | None = None
    identity: bool = False
    domain: QualifiedName | None = None
    unit: str | None = None
    personal: str | None = None
    binding: AttributeBinding = PLAIN_ATTRIBUTE

    @property
    def column(self) -> str:
        """The source's own name of the column."""
        return self.binding.column or self.name


@dataclass(frozen=True, kw_only=True)
class Key(Node):
    """Attributes whose values together are unique: the primary key or an alternate key."""

    attributes: tuple[str, ...]
    name: str | None = None
    nulls_distinct: bool = True


@dataclass(frozen=True, kw_only=True)
class IndexPart:
    """One part of an index: an attribute or an SQL expression, and its order."""

    attribute: str | None = None
    expression: str | None = None
    descending: bool = False

    @property
    def text(self) -> str:
        """The attribute's name or the expression."""
        return self.attribute if self.attribute is not None else (self.expression or "")


@dataclass(frozen=True, kw_only=True)
class Index(Node):
    """An access path that is not a key.

    Parameters
    ----------
    parts
        What is indexed, in order.
    unique
        For what a key cannot say: unique over an expression or over some rows only.
    method
        ``btree``, ``hash``, ``gin``, ``gist``, ``spgist``, ``brin``, ``fulltext`` or ``spatial``; None leaves the
        choice to the engine.
    where
        SQL condition of a partial index.
    include
        Attributes carried along by a covering index.
    """

    parts: tuple[IndexPart, ...]
    name: str | None = None
    unique: bool = False
    method: str | None = None
    where: str | None = None
    include: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What tells the index from others of its entity: its name, or its parts."""
        return self.name or ", ".join(part.text for part in self.parts) + (f" where {self.where}" if self.where else "")

    @property
    def attributes(self) -> tuple[str, ...]:
        """Attributes in order; an expression gives none."""
        return tuple(part.attribute for part in self.parts if part.attribute is not None)


@dataclass(frozen=True, kw_only=True)
class Check(Node):
    """A condition that every row meets: an SQL expression that is not false."""

    expression: str
    name: str | None = None

    @property
    def label(self) -> str:
        """What tells the check from others of its entity: its name, or its expression."""
        return self.name or self.expression


@dataclass(frozen=True, kw_only=True)
class Partitioning(Node):
    """How the rows of an entity are spread over partitions: ``range``, ``list`` or ``hash`` of attributes."""

    method: Literal["range", "list", "hash"]
    attributes: tuple[str, ...]
    partitions: tuple[tuple[str, str], ...] = ()  # (name, bounds in the engine's words)


@dataclass(frozen=True, kw_only=True)
class Entity(Node):
    """A thing that data are kept about: a table.

    Examples
    --------
    >>> from workbench.model.names import QualifiedName
    >>> orders = Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),))
    >>> orders.attribute("id").name, orders.attribute("ID")
    ('id', None)
    """

    name: QualifiedName
    attributes: tuple[Attribute, ...] = ()
    primary_key: Key | None = None
    keys: tuple[Key, ...] = ()
    indexes: tuple[Index, ...] = ()
    checks: tuple[Check, ...] = ()
    partitioning: Partitioning | None = None
    alias: str | None = None
    color: str | None = None
    binding: EntityBinding = PLAIN_ENTITY

    def __post_init__(self) -> None:
        """Make what identifies a row required, as SQL does (ISO/IEC 9075-2, 11.7)."""
        if self.primary_key is None:
            return
        keyed = frozenset(self.primary_key.attributes)
        if any(a.nullable and a.name in keyed for a in self.attributes):
            required = (replace(a, nullable=False) if a.nullable and a.name in keyed else a for a in self.attributes)
            object.__setattr__(self, "attributes", tuple(required))

    @cached_property
    def _by_name(self) -> dict[str, Attribute]:
        return {attribute.name: attribute for attribute in self.attributes}

    def attribute(self, name: str) -> Attribute | None:
        """Attribute of that name, or None."""
        return self._by_name.get(name)

    @property
    def source(self) -> str:
        """The source's own name of the table."""
        return self.binding.source or self.name.name

    @property
    def all_keys(self) -> Iterator[Key]:
        """The primary key and the alternate keys."""
        if self.primary_key is not None:
            yield self.primary_key
        yield from self.keys

    @property
    def unique_sets(self) -> Iterator[tuple[str, ...]]:
        """Attributes that no two rows share: those of each key, and of each unique index over all rows."""
        yield from (key.attributes for key in self.all_keys)
        for index in self.indexes:
            if index.unique and index.where is None and len(index.attributes) == len(index.parts):
                yield index.attributes

    def key_of(self, attributes: tuple[str, ...]) -> Key | None:
        """Key over exactly these attributes in any order, or None."""
        wanted = frozenset(attributes)
        return next((key for key in self.all_keys if frozenset(key.attributes) == wanted), None)


@dataclass(frozen=True, kw_only=True)
class Reference(Node):
    """A foreign key: each child row names a parent row.

    Parameters
    ----------
    child, child_attributes
        Entity that holds the reference, and its attributes in order.
    parent, parent_attributes
        Entity referred to, and the attributes of one of its keys in the same order.
    child_cardinality
        How many children one parent has.
    parent_cardinality
        How many parents one child has: one, or none where an attribute is null.
    enforced
        Whether the engine is to guard it.
    """

    child: QualifiedName
    child_attributes: tuple[str, ...]
    parent: QualifiedName
    parent_attributes: tuple[str, ...]
    name: str | None = None
    child_cardinality: Cardinality = Cardinality.ZERO_OR_MORE
    parent_cardinality: Cardinality = Cardinality.ONE
    on_delete: Action | None = None
    on_update: Action | None = None
    deferrable: bool = False
    enforced: bool = True
    color: str | None = None

    @property
    def ends(self) -> Ends:
        """What identifies the reference: both entities and their attributes."""
        return self.child, self.child_attributes, self.parent, self.parent_attributes

    def __str__(self) -> str:
        return f"{self.child}({', '.join(self.child_attributes)}) → {self.parent}({', '.join(self.parent_attributes)})"


@dataclass(frozen=True, kw_only=True)
class EnumValue(Node):
    """One value of an enum."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Enum(Node):
    """A closed list of values, in order."""

    name: QualifiedName
    values: tuple[EnumValue, ...]


@dataclass(frozen=True, kw_only=True)
class Domain(Node):
    """A named type with its own rules, shared by attributes."""

    name: QualifiedName
    type: LogicalType
    nullable: bool = True
    default: Default | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Generalisation(Node):
    """Subtypes of an entity that share its key.

    Parameters
    ----------
    parent, children
        The general entity and the special ones.
    disjoint
        Whether a row is of at most one of them.
    total
        Whether each row is of at least one of them.
    discriminator
        Attribute of the parent that tells which.
    """

    parent: QualifiedName
    children: tuple[QualifiedName, ...]
    disjoint: bool = False
    total: bool = False
    discriminator: str | None = None


@dataclass(frozen=True, kw_only=True)
class View(Node):
    """A named SELECT over the entities."""

    name: QualifiedName
    sql: str


@dataclass(frozen=True, kw_only=True)
class SubjectArea(Node):
    """Entities that belong together: a frame in the diagram, a chapter in the dictionary."""

    name: QualifiedName
    entities: tuple[QualifiedName, ...] = ()
    color: str | None = None


@dataclass(frozen=True, kw_only=True)
class AccessPattern(Node):
    """A question that the database must answer often: its SQL, and how often and how fast."""

    name: QualifiedName
    sql: str
    per_day: int | None = None
    budget_ms: int | None = None
