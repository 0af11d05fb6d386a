"""Columns: how a value comes about when none is given: defaults, numbering, computed columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.errors import TextError
from workbench.model import Attribute, Entity, Subject
from workbench.model.types import BOOLEAN, family
from workbench.relational._names import template
from workbench.relational._sql import Sql

if TYPE_CHECKING:
    from workbench.relational._build import Builder

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\Z")
_TRUE = frozenset({"true", "t", "yes", "y", "1"})


@dataclass(frozen=True)
class Numbering:
    """How a column numbers the rows: what is added to it, and whether it does."""

    parts: tuple[Any, ...] = ()
    default: Any = None
    numbered: bool = False


NOT_NUMBERED = Numbering()


def computed(builder: Builder, entity: Entity, attribute: Attribute) -> sa.Computed | None:
    """Clause of a generated column, of the other kind where the engine lacks the wanted one."""
    generated = attribute.generated
    if generated is None:
        return None
    engine, subject = builder.engine, Subject.attribute(entity.name, attribute.name)
    try:
        expression = builder.carry(generated.expression, entity)
    except TextError as error:
        builder.gaps.add("DDL-042", subject, f"It becomes an ordinary column. {error}")
        return None
    wanted = "stored" if generated.stored else "virtual"
    if wanted in engine.generated:
        return sa.Computed(Sql(expression), persisted=generated.stored)
    other = next(iter(engine.generated))
    builder.gaps.add("DDL-042", subject, f"{engine.label} has no {wanted} generated columns: it becomes {other}.")
    return sa.Computed(Sql(expression), persisted=not generated.stored)


def numbering(builder: Builder, entity: Entity, attribute: Attribute, kind: sa.types.TypeEngine[Any]) -> Numbering:
    """What makes a column of some SQL type number the rows, in the engine's own way."""
    if not attribute.identity:
        return NOT_NUMBERED
    engine, subject = builder.engine, Subject.attribute(entity.name, attribute.name)
    if not isinstance(kind, sa.Integer):
        builder.gaps.add("DDL-043", subject, f"An attribute of type {attribute.type} does not number the rows.")
        return NOT_NUMBERED
    if attribute.default is not None:
        builder.gaps.add("DDL-041", subject, "The default is left out: the attribute numbers the rows.")
    match engine.identity:
        case "identity":
            return Numbering((sa.Identity(always=False),), numbered=True)
        case "sequence":
            name = builder.constraint_name(
                None, "sequence", template("seq", entity.name.name, attribute.name), entity, subject
            )
            path = builder.quote(name)
            if (schema := builder.path(entity)[0]) is not None:
                path = f"{builder.quote(schema)}.{path}"
            builder.sequences.append(path)
            literal = "'" + path.replace("'", "''") + "'"
            return Numbering(default=Sql(f"nextval({literal})"), numbered=True)
        case "auto_increment":
            first = any(key.attributes[0] == attribute.name for key in entity.all_keys)
            others = [a.name for a in entity.attributes if a.identity and a is not attribute]
            if first and not others:
                return Numbering(numbered=True)
            reason = f"beside {others[0]!r}" if others else "unless a key begins with it"
        case "rowid":
            key = entity.primary_key
            if key is not None and key.attributes == (attribute.name,) and family(attribute.type) == "integer":
                return Numbering(numbered=True)
            reason = "unless it is the primary key alone"
    builder.gaps.add("DDL-043", subject, f"{engine.title} does not number an attribute {reason}.")
    return NOT_NUMBERED


def server_default(builder: Builder, entity: Entity, attribute: Attribute) -> Any:
    """Default of a column as SQLAlchemy takes it: a text to be quoted, or SQL."""
    default = attribute.default
    if default is None or default.kind == "null":
        return None
    value, subject = default.value, Subject.attribute(entity.name, attribute.name)
    match default.kind:
        case "number" if _NUMBER.match(value.strip()):
            return Sql(value.strip())
        case "boolean" if attribute.type == BOOLEAN:
            true = value.strip().casefold() in _TRUE
            if family_of_boolean(builder) == "integer":
                return Sql(str(int(true)))
            return Sql("TRUE" if true else "FALSE")
        case "expression":
            try:
                return Sql(builder.carry(value, entity))
            except TextError as error:
                builder.gaps.add("DDL-041", subject, f"The default is left out. {error}")
                return None
        case _:
            return value


def family_of_boolean(builder: Builder) -> str:
    """``integer`` where the engine keeps a boolean as a number, else ``boolean``."""
    return "integer" if builder.engine.types[BOOLEAN.name].sql.startswith("INT") else "boolean"
