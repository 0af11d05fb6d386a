"""Table: everything about one entity, for the grid and the forms below it, and the types to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench import engines
from workbench.advise.privacy.personal import CLASSES
from workbench.errors import WorkbenchError
from workbench.formats.codec import encode
from workbench.model import Subject, parse_type, subject_of
from workbench.model.circles import is_identifying
from workbench.model.drafts import pairs
from workbench.model.types import SIMPLE
from workbench.widget.desk import given, name_of
from workbench.widget.panes import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.model import Attribute, Entity, Model, Node, Reference
    from workbench.widget.desk import Desk

    Given = Mapping[str, Any]

_PARAMETERS = ("decimal(10,2)", "text", "text(100)", "char(2)", "list<text>")


def _entity(desk: Desk, values: Given) -> dict[str, Any]:
    model = desk.session.model
    entity = model.entity(name_of(values, "name"))
    engine = given(values, "engine", str, None)
    keyed = frozenset(entity.primary_key.attributes if entity.primary_key else ())
    alone = {key.attributes[0] for key in entity.keys if len(key.attributes) == 1}
    return {
        "subject": str(subject_of(entity)),
        "name": entity.name.name,
        "schema": entity.name.schema,
        "note": entity.note,
        "color": entity.color,
        "attributes": [_attribute(entity, a, model, engine) | _marks(a, keyed, alone) for a in entity.attributes],
        "key": _part(entity, entity.primary_key) if entity.primary_key else None,
        "keys": [_part(entity, key) for key in entity.keys],
        "indexes": [_part(entity, index) | {"label": index.label} for index in entity.indexes],
        "checks": [_part(entity, check) for check in entity.checks],
        "references": [_reference(model, r) for r in model.references_from(entity.name)],
        "referred": [_reference(model, r) for r in model.references_to(entity.name) if r.child != entity.name],
        "subtypes": [
            {**encode(g), "subject": str(subject_of(g))}
            for g in model.generalisations
            if entity.name == g.parent or entity.name in g.children
        ],
        "areas": [str(area.name) for area in model.areas if entity.name in area.entities],
    }


def _attribute(entity: Entity, attribute: Attribute, model: Model, engine: str | None) -> dict[str, Any]:
    data: dict[str, Any] = encode(attribute)
    data.pop("binding", None)
    shown = {"subject": str(subject_of(attribute, entity)), "type": str(attribute.type), "column": attribute.column}
    return data | shown | {"spelled": spelled(str(attribute.type), engine, model) if engine else ""}


def _marks(attribute: Attribute, keyed: frozenset[str], alone: set[str]) -> dict[str, bool]:
    return {"key": attribute.name in keyed, "unique": attribute.name in alone, "nullable": attribute.nullable}


def _part(entity: Entity, node: Node) -> dict[str, Any]:
    return {**encode(node), "subject": str(subject_of(node, entity))}


def _reference(model: Model, reference: Reference) -> dict[str, Any]:
    said = {
        "child_cardinality": reference.child_cardinality.value,
        "parent_cardinality": reference.parent_cardinality.value,
        "identifying": is_identifying(model, reference),
        "title": str(reference),
    }
    return {**encode(reference), "subject": str(Subject.reference(reference)), **said}


def spelled(kind: str, engine: str, model: Model) -> str:
    """What a type becomes on an engine; empty where it is none.

    Examples
    --------
    >>> from workbench.model import Model
    >>> spelled("int64", "postgresql", Model()), spelled("uuid", "mariadb", Model()), spelled("intt", "sqlite", Model())
    ('BIGINT', 'UUID', '')
    """
    from workbench import relational

    try:
        return relational.spelling(parse_type(kind), engines.load(engines.split(engine)[0]), model.enums_by_name)
    except WorkbenchError:
        return ""


def _types(desk: Desk, values: Given) -> list[dict[str, str]]:
    model = desk.session.model
    engine = given(values, "engine", str)
    kinds = [*SIMPLE, *_PARAMETERS, *(f"enum:{enum.name}" for enum in model.enums)]
    typed = given(values, "typed", str, "").strip()
    found = [{"type": kind, "spelled": spelled(kind, engine, model)} for kind in kinds]
    if typed and typed not in kinds:
        try:
            kind = str(parse_type(typed))
        except WorkbenchError as error:
            return [{"type": typed, "spelled": "", "error": str(error)}, *found]
        if kind not in kinds:
            found.insert(0, {"type": kind, "spelled": spelled(kind, engine, model)})
    return found


def _pairs(desk: Desk, values: Given) -> list[list[str | None]]:
    model = desk.session.model
    child, parent = (model.entity(name_of(values, end)) for end in ("child", "parent"))
    return [[name, target] for name, target in pairs(child, parent)]


def _names(desk: Desk, _values: Given) -> dict[str, list[str]]:
    model = desk.session.model
    return {
        "engines": list(engines.names()),
        "enums": [str(enum.name) for enum in model.enums],
        "areas": [str(area.name) for area in model.areas],
        "domains": [str(domain.name) for domain in model.domains],
        "personal": list(CLASSES),
    }


def _areas(desk: Desk, _values: Given) -> dict[str, list[str]]:
    return {str(area.name): [str(name) for name in area.entities] for area in desk.session.model.areas}


def _enum(desk: Desk, values: Given) -> dict[str, Any]:
    enum = desk.session.model.get(Subject.named("enum", name_of(values, "name")))
    return {**encode(enum), "subject": str(subject_of(enum))}


TARGET = Pane(
    answers={"entity": _entity, "types": _types, "pairs": _pairs, "names": _names, "enum": _enum, "areas": _areas}
)
