"""References: which of them an engine can hold, and the foreign keys that they become."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.model import Subject
from workbench.model.types import EnumOf, family
from workbench.relational._names import template
from workbench.relational._schema import Rule

if TYPE_CHECKING:
    from workbench.model import Model, Reference
    from workbench.relational._build import Builder


def usable_references(builder: Builder) -> tuple[list[Reference], list[tuple[Reference, str]]]:
    """References that can become foreign keys, their attributes in the order of the parent's key.

    Returns
    -------
    list of Reference
        To be written.
    list of (Reference, str)
        Not to be enforced, and why; a reference that cannot be written has a finding instead.
    """
    usable: list[Reference] = []
    unenforced: list[tuple[Reference, str]] = []
    for reference in builder.model.references:
        subject = Subject.reference(reference)
        if not reference.enforced:
            unenforced.append((reference, "the model says that nothing enforces it."))
        elif why := _unfounded(builder.model, reference):
            builder.lacking["reference"] += 1
            builder.gaps.add("DDL-024", subject, f"The reference is left out: {why}.")
        elif why := _unlike(builder.model, reference):
            builder.lacking["reference"] += 1
            builder.gaps.add("DDL-025", subject, f"The reference is left out: {why}.")
        elif reference.child.schema != reference.parent.schema and not builder.engine.references_across_schemas:
            builder.lacking["reference"] += 1
            why = f"{builder.engine.title} has no foreign keys between schemas. Nothing enforces it"
            builder.gaps.add("DDL-026", subject, f"The reference is left out: {why}.")
        else:
            if said := _beyond(builder.model, reference):
                builder.gaps.add("DDL-027", subject, said)
            usable.append(_as_key(builder.model, reference))
    return usable, unenforced


def _beyond(model: Model, reference: Reference) -> str:
    """What a reference says of its children that a foreign key does not enforce; empty when there is nothing."""
    child = model.entity(reference.child)
    names = ", ".join(reference.child_attributes)
    ours = frozenset(reference.child_attributes)
    if not reference.child_cardinality.many and not any(ours.issuperset(key) for key in child.unique_sets):
        return f"Nothing keeps {reference.parent} from having several {child.name}: add a key on {names}."
    if reference.child_cardinality.minimum:
        return f"Nothing makes sure that each {reference.parent} has a {child.name}."
    return ""


def _unfounded(model: Model, reference: Reference) -> str:
    """Why a reference leads nowhere; empty when it leads to a key."""
    for end, names in ((reference.child, reference.child_attributes), (reference.parent, reference.parent_attributes)):
        entity = model.entities_by_name.get(end)
        if entity is None:
            return f"there is no entity {end}"
        if missing := next((name for name in names if entity.attribute(name) is None), None):
            return f"{end} has no attribute {missing!r}"
    if reference.child_cardinality.many and reference.parent_cardinality.many:
        return "many on both ends take a table between them"
    if len(reference.child_attributes) != len(reference.parent_attributes):
        return "both ends name a different number of attributes"
    parent = model.entity(reference.parent)
    key = parent.key_of(reference.parent_attributes)
    if key is None or any(parent.attribute(name) is None for name in key.attributes):
        return f"{', '.join(reference.parent_attributes)} is not a key of {reference.parent}, so that rows may share it"
    return ""


def _unlike(model: Model, reference: Reference) -> str:
    """Why values of both ends cannot be compared; empty when they can."""
    for child, parent in zip(reference.child_attributes, reference.parent_attributes, strict=True):
        here = model.attribute(reference.child, child).type
        there = model.attribute(reference.parent, parent).type
        if family(here) != family(there) or (isinstance(here, EnumOf) and here != there):
            return f"{child} is {here} and {reference.parent}.{parent} is {there}"
    return ""


def _as_key(model: Model, reference: Reference) -> Reference:
    key = model.entity(reference.parent).key_of(reference.parent_attributes)
    if key is None or key.attributes == reference.parent_attributes:
        return reference
    child_of = dict(zip(reference.parent_attributes, reference.child_attributes, strict=True))
    return replace(
        reference,
        parent_attributes=key.attributes,
        child_attributes=tuple(child_of[name] for name in key.attributes),
    )


def foreign_key(
    builder: Builder, reference: Reference, subject: Subject, *, late: bool
) -> tuple[sa.ForeignKeyConstraint, Rule]:
    """Make the foreign key of a reference on its child's table."""
    child, parent = builder.model.entity(reference.child), builder.model.entity(reference.parent)
    table, parent_table = builder.tables[child.name], builder.tables[parent.name]
    wanted = template("fk", child.name.name, *reference.child_attributes)
    name = builder.constraint_name(reference.name, "reference", wanted, child, subject)
    constraint = sa.ForeignKeyConstraint(
        list(reference.child_attributes),
        [parent_table.c[attribute] for attribute in reference.parent_attributes],
        name=name,
        info={"note": reference.note},
        **_options(builder, reference, subject),
    )
    table.append_constraint(constraint)
    if reference.child == reference.parent and builder.engine.self_reference == "level":
        builder.gaps.add(
            "DDL-023",
            subject,
            f"{builder.engine.title} checks a row against the rows of earlier statements only: insert parents before "
            "their children, and no row can be its own parent.",
        )
    rule = Rule(
        "reference",
        subject,
        child.name,
        builder.path(child),
        name,
        tuple(table.c[attribute].name for attribute in reference.child_attributes),
        parent_table=builder.path(parent),
        parent_columns=tuple(parent_table.c[attribute].name for attribute in reference.parent_attributes),
        late=late,
        deferrable=reference.deferrable and builder.engine.deferrable,
    )
    return constraint, rule


def _options(builder: Builder, reference: Reference, subject: Subject) -> dict[str, Any]:
    engine = builder.engine
    options: dict[str, Any] = {}
    for clause, action, known, event in (
        ("ondelete", reference.on_delete, engine.on_delete, "deleted"),
        ("onupdate", reference.on_update, engine.on_update, "changed"),
    ):
        if action is None:
            continue
        if action in known:
            options[clause] = action.upper()
        else:
            builder.gaps.add(
                "DDL-020",
                subject,
                f"{engine.title} has no {clause[:2].upper()} {clause[2:].upper()} {action.upper()}: a parent with "
                f"children cannot be {event}.",
            )
    if reference.deferrable and engine.deferrable:
        options["deferrable"] = True
    elif reference.deferrable:
        builder.gaps.add("DDL-021", subject, f"{engine.title} checks the reference at once, not at the end.")
    return options
