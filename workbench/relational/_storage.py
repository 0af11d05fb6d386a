"""Storage: the type that each column gets, after keys and references have had their say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.model import Attribute, Entity, QualifiedName, Subject
from workbench.model.types import TEXT, EnumOf, family
from workbench.relational._types import Stored, is_text, stored

if TYPE_CHECKING:
    from workbench.model import Reference
    from workbench.relational._build import Builder

Storage = dict[tuple[QualifiedName, str], Stored]
"""(Entity, attribute) → how its values are stored."""


def column_storage(builder: Builder, references: list[Reference]) -> Storage:
    """Decide how the values of every attribute are stored."""
    found: Storage = {}
    for entity in builder.model.entities:
        lengths = key_lengths(builder, entity, references)
        for attribute in entity.attributes:
            found[entity.name, attribute.name] = _stored(builder, entity, attribute, lengths.get(attribute.name))
    if builder.engine.reference_types_exact:
        _align(builder, references, found)
    return found


def key_lengths(builder: Builder, entity: Entity, references: list[Reference]) -> dict[str, int]:
    """Most characters of each text that stands in a key, so that the widest key of the entity still fits."""
    engine = builder.engine
    if engine.key_text_length is None or engine.key_limit_bytes is None:
        return {}
    keyed = [key.attributes for key in entity.all_keys]
    keyed += [index.attributes for index in entity.indexes if index.unique]
    keyed += [reference.child_attributes for reference in references if reference.child == entity.name]
    lengths: dict[str, int] = {}
    for names in keyed:
        kinds = {name: found.type for name in names if (found := entity.attribute(name))}
        texts = [name for name, kind in kinds.items() if is_text(kind)]
        if not texts:
            continue
        others = 16 * (len(names) - len(texts))  # no other type that stands in a key takes more
        share = (engine.key_limit_bytes - others) // engine.bytes_per_character // len(texts)
        for name in texts:
            most = min(engine.key_text_length, share) if getattr(kinds[name], "length", None) is None else share
            lengths[name] = min(lengths.get(name, most), most)
    return lengths


def _stored(builder: Builder, entity: Entity, attribute: Attribute, key_length: int | None) -> Stored:
    subject = Subject.attribute(entity.name, attribute.name)
    engine, kind = builder.engine, attribute.type
    if isinstance(kind, EnumOf) and (enum_type := builder.enums.get(kind.enum)) is not None:
        return Stored(enum_type.compile(builder.dialect))
    if builder.enum_values(kind):
        return stored(TEXT, engine, key_length=key_length)
    kept = stored(kind, engine, builder.quote, key_length=key_length)
    if kept.unknown:
        builder.gaps.add("DDL-011", subject, f"It becomes {kept.sql}: {kept.unknown}.")
    elif kept.lost:
        builder.gaps.add("DDL-010", subject, f"{kind} is stored as {kept.sql} in {engine.title}: {kept.lost}.")
    declared = getattr(kind, "length", None)
    if key_length is not None and (declared is None or declared > key_length):
        builder.gaps.add(
            "DDL-012",
            subject,
            f"{engine.title} allows texts of limited length only in a key: it becomes {kept.sql}, and longer values "
            "are refused. Give it a limit of your own, as in text(40).",
        )
    return kept


def _align(builder: Builder, references: list[Reference], found: Storage) -> None:
    changed = True
    while changed:  # a chain of references passes the type on, one step a round
        changed = False
        for reference in references:
            for child, parent in zip(reference.child_attributes, reference.parent_attributes, strict=True):
                here, there = found[reference.child, child], found[reference.parent, parent]
                kind = builder.model.attribute(reference.child, child).type
                if here.sql == there.sql or family(kind) in ("text", "enum"):
                    continue
                found[reference.child, child] = replace(here, sql=there.sql, guard=there.guard)
                changed = True
                subject = Subject.attribute(reference.child, child)
                builder.gaps.add(
                    "DDL-013",
                    subject,
                    f"It becomes {there.sql} instead of {here.sql}: {builder.engine.title} wants both "
                    f"ends of {reference} to have one type.",
                )
