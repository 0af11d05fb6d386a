"""Made up: a row that fits, for tables that the data leave empty, so that a wrong one can be made of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from workbench.errors import EngineError
from workbench.model.types import EnumOf, ListOf, Struct
from workbench.prove._values import constants, first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.connect import Database
    from workbench.model import Attribute, Entity
    from workbench.prove._ground import Ground
    from workbench.relational._schema import Rule, Schema

_TRIES: Final = 300


def fill_empty(database: Database, schema: Schema, ground: Ground) -> list[str]:
    """Put one made-up row into each table that has none; gives the tables in which none fits."""
    left = []
    for entity in schema.order:
        table = schema.quoted_path(schema.path(entity.name))
        if not int(database.value(f"SELECT count(*) FROM {table}")) and not _fill(database, schema, entity, ground):
            left.append(table)
    return left


def _fill(database: Database, schema: Schema, entity: Entity, ground: Ground) -> bool:
    table = schema.quoted_path(schema.path(entity.name))
    attributes = [attribute for attribute in entity.attributes if attribute.generated is None]
    rules = [rule for rule in schema.rules if rule.entity == entity.name]
    columns = {attribute.name: schema.column(entity, attribute).name for attribute in attributes}
    choices = {columns[attribute.name]: _choices(schema, entity, attribute, rules, ground) for attribute in attributes}
    listed = ", ".join(schema.quote(column) for column in choices)
    checks = [schema.expanded(rule) for rule in rules if rule.kind == "check"]
    for picked in _rows(choices, _checked(checks, choices)):
        for rule in rules:
            if rule.kind == "reference" and rule.parent_table == rule.table and picked[rule.columns[0]] != "NULL":
                picked |= {c: picked[p] for c, p in zip(rule.columns, rule.parent_columns, strict=True)}
        try:
            database.execute(f"INSERT INTO {table} ({listed}) VALUES ({', '.join(picked.values())})")
        except EngineError:
            continue
        return True
    return False


def _rows(choices: dict[str, list[str]], checked: set[str]) -> Iterator[dict[str, str]]:
    """Rows to try: the likeliest values, as few values as can be, and then others for what a check mentions."""
    yield {column: values[0] for column, values in choices.items()}
    yield {column: "NULL" if "NULL" in values else values[0] for column, values in choices.items()}
    chance = random.Random(7)  # noqa: S311  # the same tries in every run
    for number in range(_TRIES if checked else 0):
        width = 3 + number // 20  # unlikely values come in little by little
        yield {
            column: chance.choice(values[:width]) if column in checked else values[0]
            for column, values in choices.items()
        }


def _checked(checks: list[str], columns: Iterable[str]) -> set[str]:
    """Columns that a check mentions: only other values of these can help."""
    text = " ".join(checks).casefold()
    return {column for column in columns if column.casefold() in text}


def _choices(schema: Schema, entity: Entity, attribute: Attribute, rules: list[Rule], ground: Ground) -> list[str]:
    """Values to choose from for one column, the likeliest first."""
    column = schema.column(entity, attribute).name
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
            usual = first(attribute.type, 8, length=limit, binary=ground.binary)
            checks = [schema.expanded(rule) for rule in rules if rule.kind == "check"]
            bounds = [c for text in checks if column.casefold() in text.casefold() for c in constants(text)]
            return [*usual[:1], *maybe, *usual[1:], *bounds]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
