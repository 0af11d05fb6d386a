"""Made up: a row that fits, for tables that the data leave empty, so that a wrong one can be made of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from workbench.errors import EngineError
from workbench.model.types import EnumOf, ListOf, Struct
from workbench.prove._values import constants, first

if TYPE_CHECKING:
    from workbench.connect import Database
    from workbench.model import Attribute, Entity
    from workbench.relational._schema import Rule, Schema

_TRIES: Final = 300


def fill_empty(database: Database, schema: Schema) -> list[str]:
    """Put one made-up row into each table that has none; gives the tables in which none fits."""
    left = []
    for entity in schema.order:
        table = schema.quoted_path(schema.path(entity.name))
        if not int(database.value(f"SELECT count(*) FROM {table}")) and not _fill(database, schema, entity, table):
            left.append(table)
    return left


def _fill(database: Database, schema: Schema, entity: Entity, table: str) -> bool:
    attributes = [attribute for attribute in entity.attributes if attribute.generated is None]
    rules = [rule for rule in schema.rules if rule.entity == entity.name]
    columns = {attribute.name: schema.column(entity, attribute).name for attribute in attributes}
    choices = {
        columns[attribute.name]: _choices(schema, entity, attribute, columns[attribute.name], rules)
        for attribute in attributes
    }
    listed = ", ".join(schema.quote(column) for column in choices)
    chance = random.Random(7)  # noqa: S311  # the same tries in every run
    for number in range(_TRIES):
        picked = {column: values[0] if number == 0 else chance.choice(values) for column, values in choices.items()}
        for rule in rules:
            if rule.kind == "reference" and rule.parent_table == rule.table and picked[rule.columns[0]] != "NULL":
                picked |= {c: picked[p] for c, p in zip(rule.columns, rule.parent_columns, strict=True)}
        try:
            database.execute(f"INSERT INTO {table} ({listed}) VALUES ({', '.join(picked.values())})")
        except EngineError:
            continue
        return True
    return False


def _choices(schema: Schema, entity: Entity, attribute: Attribute, column: str, rules: list[Rule]) -> list[str]:
    """Values to choose from for one column, the likeliest first."""
    maybe = ["NULL"] if attribute.nullable else []
    for rule in rules:
        if rule.kind != "reference" or column not in rule.columns or rule.parent_table is None:
            continue
        if rule.late or rule.parent_table == rule.table:
            if maybe:
                return maybe
            continue
        quoted = [schema.quote(name) for name in rule.parent_columns]
        parent = schema.quoted_path(rule.parent_table)
        mine = quoted[rule.columns.index(column)]
        # One order for all columns of the reference, so that they come from the same parent.
        return [f"(SELECT {mine} FROM {parent} ORDER BY {', '.join(quoted)} LIMIT 1)", *maybe]
    match attribute.type:
        case EnumOf(name):
            enum = schema.model.enums_by_name.get(name)
            return [*(_literal(value.name) for value in (enum.values if enum else ())), *maybe] or ["'x'"]
        case ListOf() | Struct():
            return [*maybe, "'[]'", "'{}'"]
        case _:
            limit = schema.column(entity, attribute).info["stored"].limit
            usual = first(attribute.type, 8, length=limit)
            bounds = [c for rule in rules if rule.kind == "check" for c in constants(rule.expression)]
            return [*usual[:1], *maybe, *usual[1:], *bounds]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
