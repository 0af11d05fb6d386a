"""Identity: entities without attributes or without a key."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._listing import listed
from workbench.advise.lint._rules import judge_with
from workbench.findings import Evidence, Finding
from workbench.model.model import Model
from workbench.model.nodes import Entity
from workbench.model.subjects import Subject

_SEEN = Evidence("measured", reason="read from the model")


def rule(model: Model, entity: Entity) -> Iterator[Finding]:
    """Report an entity that has nothing in it, or that nothing identifies a row of."""
    subject = Subject.entity(entity.name)
    if not entity.attributes:
        yield Finding("LINT-001-no-attributes", "warning", subject, "Has no attributes. Add some, or drop it.", _SEEN)
    elif entity.primary_key is None:
        required = {attribute.name for attribute in entity.attributes if not attribute.nullable}
        if key := next((names for names in entity.unique_sets if required.issuperset(names)), None):
            verb = "tells" if len(key) == 1 else "tell"
            text = f"Has no primary key, though {listed(key)} {verb} its rows apart. Make that the primary key."
        else:
            text = "Has no primary key: nothing tells its rows apart. Say which attributes do, or add one that does."
        yield Finding("LINT-002-no-key", "warning", subject, text, _SEEN)


judge = judge_with(rule)
