"""Drafts: what a person means by one gesture (join these two, copy this), as edits of a model.

Each function looks at a model and returns an :class:`~workbench.model.edits.Edit`; nothing is changed by it. Names that
are made here are free, whatever the case, since engines do not tell ``Id`` from ``id``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from workbench.errors import ModelError
from workbench.model.edits import Add, Batch, Change, Edit, Rename, flatten
from workbench.model.model import Model, subject_of
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Cardinality, Entity, Generalisation, Key, Reference
from workbench.model.subjects import Subject
from workbench.naming import singular

# Names that say nothing without their entity.
_PLAIN = frozenset({"id", "code", "key", "nr", "no", "number", "uuid", "name"})
Pair = tuple[str | None, str]


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Name that nothing has yet: the wanted one, or that with a number.

    Examples
    --------
    >>> free_name("id", []), free_name("id", ["ID", "id_2"])
    ('id', 'id_3')
    """
    known = {name.casefold() for name in taken}
    numbered = (wanted if number == 1 else f"{wanted}_{number}" for number in range(1, len(known) + 2))
    return next(name for name in numbered if name.casefold() not in known)


def column_name(child: Entity, parent: Entity, target: str) -> str:
    """Name for an attribute of a child that names `target` of a parent; one that is free.

    Examples
    --------
    >>> orders, customers = Entity(name=QualifiedName("orders")), Entity(name=QualifiedName("customers"))
    >>> column_name(orders, customers, "id"), column_name(orders, orders, "id")
    ('customer_id', 'parent_id')
    >>> column_name(orders, customers, "CustomerNo")
    'CustomerNo'
    """
    return free_name(_spelled(child, parent, target), (attribute.name for attribute in child.attributes))


def _spelled(child: Entity, parent: Entity, target: str) -> str:
    if child.name == parent.name:
        return f"parent_{target}"
    return f"{singular(parent.name.name)}_{target}" if target.casefold() in _PLAIN else target


def pairs(child: Entity, parent: Entity) -> list[Pair]:
    """What a reference probably joins: each attribute of the parent's key, and its like in the child.

    Returns
    -------
    list of (str or None, str)
        Attribute of the child, None where it has none of the kind yet, and attribute of the parent.

    Raises
    ------
    ModelError
        When the parent has no key.
    """
    key = parent.primary_key or next(iter(parent.keys), None)
    if key is None:
        raise ModelError(
            f"{parent.name} has no key to refer to.", hint="Give it a primary key first, or join single columns."
        )
    return [(_like(child, parent, target), target) for target in key.attributes]


def _like(child: Entity, parent: Entity, target: str) -> str | None:
    if child.name == parent.name:
        wanted = {f"parent_{target}".casefold()}
    else:
        wanted = {_spelled(child, parent, target).casefold(), f"{singular(parent.name.name)}_{target}".casefold()}
        wanted |= {target.casefold()} - _PLAIN
    kind = parent.attribute(target)
    return next(
        (a.name for a in child.attributes if a.name.casefold() in wanted and kind is not None and a.type == kind.type),
        None,
    )


def refer(
    model: Model, child: QualifiedName, parent: QualifiedName, joined: Sequence[Pair] | None = None, **fields: object
) -> Edit:
    """Let an entity refer to another one; attributes that it lacks for that are added to it.

    Parameters
    ----------
    child, parent
        The entity that is to hold the reference, and the one referred to.
    joined
        Attributes of both; None for one that is to be made. The parent's key is joined when this is left out.
    fields
        Further fields of the :class:`~workbench.model.nodes.Reference`; its cardinalities follow from the attributes
        otherwise: no parent where a value may be missing, at most one child where the values are a key.

    Raises
    ------
    ModelError, UnknownNameError
        When the parent has no key, or something that is named is not there.

    Examples
    --------
    >>> from workbench.model.types import INT64
    >>> key = {"attributes": (Attribute(name="id", type=INT64),), "primary_key": Key(attributes=("id",))}
    >>> shop = Model(entities=tuple(Entity(name=QualifiedName(name), **key) for name in ("orders", "customers")))
    >>> after = refer(shop, QualifiedName("orders"), QualifiedName("customers")).apply(shop)
    >>> print(after.references[0], after.attribute("orders", "customer_id").type)
    orders(customer_id) → customers(id) int64
    """
    owner, whole = model.entity(child), model.entity(parent)
    chosen = pairs(owner, whole) if joined is None else joined
    made: list[Edit] = []
    names = []
    for name, target in chosen:
        if name is None:
            like = model.attribute(parent, target)
            attribute = Attribute(name=column_name(owner, whole, target), type=like.type, domain=like.domain)
            made.append(Add(attribute, within=child))
            owner = replace(owner, attributes=(*owner.attributes, attribute))
        names.append(model.attribute(child, name).name if name is not None else owner.attributes[-1].name)
    found = [attribute for attribute in map(owner.attribute, names) if attribute is not None]
    implied = {
        "parent_cardinality": Cardinality.of(0 if any(a.nullable for a in found) else 1, many=False),
        "child_cardinality": Cardinality.of(0, many=frozenset(names) not in map(frozenset, owner.unique_sets)),
    }
    reference = Reference(
        child=child,
        child_attributes=tuple(names),
        parent=parent,
        parent_attributes=tuple(target for _, target in chosen),
        **(implied | fields),  # type: ignore[arg-type]  # fields of Reference
    )
    edits = (*made, Add(reference))
    return edits[0] if len(edits) == 1 else Batch(edits, f"join {child} to {parent}")


def junction(model: Model, one: QualifiedName, other: QualifiedName, name: str | None = None) -> Edit:
    """Make the entity that joins many of one to many of another: its key is that of both, and it refers to both.

    Raises
    ------
    ModelError, UnknownNameError
        When one of them has no primary key, or is not there.

    Examples
    --------
    >>> key = {"attributes": (Attribute(name="id"),), "primary_key": Key(attributes=("id",))}
    >>> school = Model(entities=tuple(Entity(name=QualifiedName(name), **key) for name in ("students", "courses")))
    >>> after = junction(school, QualifiedName("students"), QualifiedName("courses")).apply(school)
    >>> [str(reference) for reference in after.references]
    ['student_courses(student_id) → students(id)', 'student_courses(course_id) → courses(id)']
    """
    ends = [model.entity(one), model.entity(other)]
    wanted = name or f"{singular(one.name)}_{other.name}"
    made = QualifiedName(free_name(wanted, (entity.name.name for entity in model.entities)), one.schema)
    owner = Entity(name=made)
    edits: list[Edit] = []
    references = []
    for end in ends:
        if end.primary_key is None:
            raise ModelError(f"{end.name} has no primary key to join.", hint="Give it one first.")
        names = []
        for target in end.primary_key.attributes:
            like = model.attribute(end.name, target)
            attribute = Attribute(
                name=column_name(owner, end, target), type=like.type, domain=like.domain, nullable=False
            )
            owner = replace(owner, attributes=(*owner.attributes, attribute))
            names.append(attribute.name)
        references.append(
            Reference(
                child=made,
                child_attributes=tuple(names),
                parent=end.name,
                parent_attributes=end.primary_key.attributes,
                on_delete="cascade",
            )
        )
    owner = replace(owner, primary_key=Key(attributes=tuple(a.name for a in owner.attributes)))
    edits = [Add(owner), *map(Add, references)]
    return Batch(tuple(edits), f"join {one} and {other} by {made}")


def subtype(model: Model, parent: QualifiedName, name: str | None = None, *, discriminator: str | None = None) -> Edit:
    """Make a subtype of an entity: an entity with the same key, which refers to that of the parent.

    A row of the subtype is nothing without its row of the parent, and goes with it.

    Raises
    ------
    ModelError, UnknownNameError
        When the entity has no primary key, or is not there.

    Examples
    --------
    >>> key = {"attributes": (Attribute(name="id"),), "primary_key": Key(attributes=("id",))}
    >>> zoo = Model(entities=(Entity(name=QualifiedName("animals"), **key),))
    >>> after = subtype(zoo, QualifiedName("animals"), "birds").apply(zoo)
    >>> after.generalisations[0].children, after.entity("birds").primary_key.attributes
    ((QualifiedName('birds'),), ('id',))
    >>> str(after.references[0])
    'birds(id) → animals(id)'
    """
    whole = model.entity(parent)
    if whole.primary_key is None:
        raise ModelError(f"{parent} has no primary key for subtypes to share.", hint="Give it one first.")
    wanted = QualifiedName.of(name) if name is not None else None
    edits: list[Edit] = []
    if wanted is not None and wanted in model.entities_by_name:
        child = wanted
    else:
        free = free_name(f"{singular(parent.name)}_subtype", (entity.name.name for entity in model.entities))
        child = wanted or QualifiedName(free, parent.schema)
        keyed = [a for a in whole.attributes if a.name in whole.primary_key.attributes]
        shared = tuple(Attribute(name=a.name, type=a.type, domain=a.domain, nullable=False) for a in keyed)
        edits = [Add(Entity(name=child, attributes=shared, primary_key=Key(attributes=whole.primary_key.attributes)))]
    edits += _bond(model, child, whole)
    label = f"make {child} a subtype of {parent}"
    old = next((g for g in model.generalisations if g.parent == parent and g.discriminator == discriminator), None)
    if old is None:
        made = Generalisation(parent=parent, children=(child,), discriminator=discriminator)
        return Batch((*edits, Add(made)), label)
    if child in old.children:
        raise ModelError(f"{child} is a subtype of {parent} already.", hint="Choose another name.")
    return Batch((*edits, Change.of(subject_of(old), children=(*old.children, child))), label)


def _bond(model: Model, child: QualifiedName, parent: Entity) -> list[Edit]:
    """The reference that ties a subtype to its parent; none where there is one, or the keys are of other types."""
    target = parent.primary_key.attributes if parent.primary_key is not None else ()
    known = model.entities_by_name.get(child)
    key = target if known is None else known.primary_key.attributes if known.primary_key is not None else ()
    if known is not None:
        same = [getattr(known.attribute(a), "type", None) for a in key] == [
            model.attribute(parent.name, a).type for a in target
        ]
        tied = any(
            r.child == child and r.parent == parent.name and set(r.child_attributes) == set(key)
            for r in model.references
        )
        if not same or tied:
            return []
    return [
        Add(
            Reference(
                child=child,
                child_attributes=key,
                parent=parent.name,
                parent_attributes=target,
                child_cardinality=Cardinality.ZERO_OR_ONE,
                on_delete="cascade",
            )
        )
    ]


def copy_attribute(model: Model, entity: QualifiedName, name: str) -> Edit:
    """Put a copy of an attribute behind it, under a name that is free; it is in no key.

    Examples
    --------
    >>> model = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"),)),))
    >>> [a.name for a in copy_attribute(model, QualifiedName("t"), "a").apply(model).entity("t").attributes]
    ['a', 'a_2']
    """
    owner, attribute = model.entity(entity), model.attribute(entity, name)
    place = owner.attributes.index(attribute) + 1
    free = free_name(name, (a.name for a in owner.attributes))
    return Add(replace(attribute, name=free, identity=False), within=entity, position=place)


def copy_entity(model: Model, name: QualifiedName) -> Edit:
    """Make a copy of an entity, with the references that it holds, under a name that is free.

    Names of its keys, indexes and checks are left to the engine: two of the same name cannot stand in one schema.

    Examples
    --------
    >>> model = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"),)),))
    >>> [str(e.name) for e in copy_entity(model, QualifiedName("t")).apply(model).entities]
    ['t', 't_2']
    """
    old = model.entity(name)
    made = QualifiedName(free_name(name.name, (entity.name.name for entity in model.entities)), name.schema)
    copy = renamed_copy(old, made)
    references = (
        Add(replace(r, child=made, parent=made if r.parent == name else r.parent, name=None))
        for r in model.references_from(name)
    )
    place = model.entities.index(old) + 1
    edits = (Add(copy, position=place), *references)
    return Batch(edits, f"copy entity {name} to {made}")


def renamed_copy(entity: Entity, name: QualifiedName) -> Entity:
    """The same entity under another name, without what only one of them can have: its alias, and names of its parts."""
    return replace(
        entity,
        name=name,
        alias=None,
        primary_key=None if entity.primary_key is None else replace(entity.primary_key, name=None),
        keys=tuple(replace(key, name=None) for key in entity.keys),
        indexes=tuple(replace(index, name=None) for index in entity.indexes),
        checks=tuple(replace(check, name=None) for check in entity.checks),
    )


def unbound(model: Model, edit: Edit, wanted: Callable[[Subject], bool] = lambda _subject: True) -> Edit:
    """Rename what has no data behind it: nothing needs to remember the name that it had.

    Parameters
    ----------
    edit
        Any edit; only its renames of entities and attributes are changed.
    wanted
        Tells of which of these that holds, by their subjects before each rename.

    Examples
    --------
    >>> from workbench.model.edits import Rename
    >>> model = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"),)),))
    >>> rename = Rename(Subject.attribute("t", "a"), "b")
    >>> [edit.apply(model).attribute("t", "b").binding.column for edit in (rename, unbound(model, rename))]
    ['a', None]
    """
    steps: list[Edit] = []
    for step in flatten((edit,)):
        steps.append(step)
        if isinstance(step, Rename) and step.subject.kind in ("entity", "attribute") and wanted(step.subject):
            node = model.get(step.subject)
            if not isinstance(node, Entity | Attribute):
                continue
            steps.append(Change.of(step.renamed, binding=node.binding))
        model = step.apply(model)
    return edit if len(steps) == 1 or steps == list(flatten((edit,))) else Batch(tuple(steps), str(edit))
