"""Mentions: keys, indexes, checks and types that name what the model does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise.lint._rules import judge_with
from workbench.findings import Evidence, Finding
from workbench.model.model import Model, subject_of
from workbench.model.nodes import Entity, Index, Key
from workbench.model.subjects import Subject
from workbench.model.types import EnumOf

_SEEN = Evidence("measured", reason="read from the model")


def rule(model: Model, entity: Entity) -> Iterator[Finding]:
    """Report parts of an entity that name missing attributes, and attributes of a missing enum."""
    parts: list[Key | Index] = [*entity.all_keys, *entity.indexes]
    for part in parts:
        for name in part.attributes:
            if entity.attribute(name) is None:
                text = f"Names the attribute {name}, which {entity.name} does not have. Add it, or drop this."
                yield Finding("LINT-007-missing-attribute", "error", subject_of(part, entity), text, _SEEN)
    for attribute in entity.attributes:
        if isinstance(attribute.type, EnumOf) and attribute.type.enum not in model.enums_by_name:
            subject = Subject.attribute(entity.name, attribute.name)
            text = f"Is of the enum {attribute.type.enum}, which the model does not hold. Add it, or change the type."
            yield Finding("LINT-008-missing-enum", "error", subject, text, _SEEN)


judge = judge_with(rule)
