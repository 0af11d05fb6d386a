"""Mentions: keys, indexes, types and defaults that name what the model does not hold."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache

from workbench.advise.lint._rules import judge_with
from workbench.findings import Evidence, Finding
from workbench.model.model import Model, subject_of
from workbench.model.nodes import Entity, Index, Key
from workbench.model.subjects import Subject
from workbench.model.types import ALIASES, SIMPLE, EnumOf, Native, enums_in

_SEEN = Evidence("measured", reason="read from the model")
# Defaults that stand for a value of an enum; another kind is an expression, or a mistake of another sort.
_LITERALS = frozenset({"enum", "text"})


def rule(model: Model, entity: Entity) -> Iterator[Finding]:
    """Report parts of an entity that name missing attributes, and attributes of a missing enum or a misspelt type."""
    parts: list[Key | Index] = [*entity.all_keys, *entity.indexes]
    for part in parts:
        for name in (*part.attributes, *(part.include if isinstance(part, Index) else ())):
            if entity.attribute(name) is None:
                text = f"Names the attribute {name}, which {entity.name} does not have. Add it, or drop this."
                yield Finding("LINT-007-missing-attribute", "error", subject_of(part, entity), text, _SEEN)
    for attribute in entity.attributes:
        subject = Subject.attribute(entity.name, attribute.name)
        gone = [enum for enum in enums_in(attribute.type) if enum not in model.enums_by_name]
        for enum in gone:
            text = f"Is of the enum {enum}, which the model does not hold. Add it, or change the type."
            yield Finding("LINT-008-missing-enum", "error", subject, text, _SEEN)
        default = attribute.default
        if isinstance(attribute.type, EnumOf) and not gone and default is not None and default.kind in _LITERALS:
            values = [value.name for value in model.enums_by_name[attribute.type.enum].values]
            if default.value not in values:
                text = f"Its default {default.value!r} is no value of the enum {attribute.type.enum}. "
                text += f"Take one of {', '.join(values[:8])}{' …' if len(values) > 8 else ''}, or add it."
                yield Finding("LINT-014-default-of-enum", "error", subject, text, _SEEN)
        elif isinstance(attribute.type, Native) and (near := _meant_of(attribute.type.name, model)) is not None:
            name = attribute.type.name
            if name == near and any(name == enum.name.name for enum in model.enums):
                text = f"Is of a type {name!r} of an engine's own; did you mean the enum {name}?"
            elif name.partition("(")[0].strip().lower() == near:
                text = f"Is of the type {name!r}, whose size is none that we know. Engines get it as it stands."
            else:
                text = f"Is of the type {name!r}, which is none of ours. Did you mean {near!r}?"
            yield Finding("LINT-011-unknown-type", "warning", subject, text, _SEEN)


def missing_in_areas(model: Model) -> Iterator[Finding]:
    """Report subject areas that name entities which the model does not hold."""
    for area in model.areas:
        for name in area.entities:
            if name not in model.entities_by_name:
                text = f"Names the entity {name}, which the model does not hold. Add it, or take it out of the area."
                yield Finding("LINT-015-missing-entity", "error", subject_of(area), text, _SEEN)


def _meant_of(name: str, model: Model) -> str | None:
    """Type, or enum of the model, that a name may be a slip of the pen for."""
    enums = [enum.name.name for enum in model.enums]
    near = difflib.get_close_matches(name, enums, n=1, cutoff=0.75) if enums else []
    return near[0] if near else _meant(name)


# Types that an engine has and that look like slips of the pen for others.
_REAL = frozenset(
    "citext timetz utinyint usmallint uinteger ubigint uhugeint uint8 uint16 uint32 uint64 int16range int24".split()
)


@lru_cache(maxsize=1024)
def _meant(name: str) -> str | None:
    """Type that a name may be a slip of the pen for; what one engine alone has (`money`, `tsvector`) is none."""
    word = name.partition("(")[0].strip().lower()
    known = [*SIMPLE, *ALIASES, "decimal", "text", "char"]
    near = [] if word in _REAL else difflib.get_close_matches(word, known, n=1, cutoff=0.8)
    return near[0] if near else None


judge = judge_with(rule)
