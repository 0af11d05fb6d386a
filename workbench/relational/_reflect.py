"""Reflect: a database as a model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.model import (
    Attribute,
    Cardinality,
    Check,
    Default,
    Entity,
    Enum,
    EnumValue,
    Generated,
    Index,
    IndexPart,
    Key,
    Model,
    QualifiedName,
    Reference,
    parse_type,
)
from workbench.model.nodes import ACTIONS
from workbench.model.types import EnumOf
from workbench.naming import sql_tokens

if TYPE_CHECKING:
    from workbench.engines._engine import Engine
    from workbench.model import LogicalType
    from workbench.model.nodes import Action
    from workbench.relational._catalogue import Catalogue, FoundColumn, FoundIndex, FoundReference, FoundTable
    from workbench.relational._schema import TablePath
    from workbench.relational._target import Relational

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?\Z")
_TEXT = re.compile(r"'((?:[^']|'')*)'(?:::[\w\s\".]+)?\Z")


class Reflection:
    """Makes a model of one catalogue; used once."""

    def __init__(self, catalogue: Catalogue, engine: Engine, target: Relational) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._target = target
        self._enums: dict[QualifiedName, Enum] = {}

    def model(self) -> Model:
        """The model; enums that stand in columns get the name of table and column."""
        for enum in self._catalogue.enums:
            name = self._name(enum.path)
            self._enums[name] = _enum(name, enum.values)
        entities = tuple(self._entity(table) for table in self._catalogue.tables)
        references = tuple(
            self._reference(table, reference)
            for table in self._catalogue.tables
            for reference in table.references
            if reference.parent in self._catalogue.by_path
        )
        return Model(entities=entities, references=references, enums=tuple(self._enums.values()))

    def _name(self, path: TablePath) -> QualifiedName:
        schema, name = path
        return QualifiedName(name, None if schema == self._catalogue.default_schema else schema)

    def _entity(self, table: FoundTable) -> Entity:
        guards = {check.expression: check for check in table.checks if check.name is None or not self._names_kept}
        attributes = []
        for column in table.columns:
            kind, guard = self._type(table, column, list(guards))
            guards.pop(guard, None)
            attributes.append(self._attribute(column, kind))
        kept = [check for check in table.checks if check.expression in guards or (check.name and self._names_kept)]
        primary = table.primary_key
        return Entity(
            name=self._name(table.path),
            attributes=tuple(attributes),
            primary_key=Key(attributes=primary.columns, name=primary.name) if primary else None,
            keys=tuple(
                Key(attributes=key.columns, name=key.name, nulls_distinct=key.nulls_distinct) for key in table.keys
            ),
            indexes=tuple(map(_index, table.indexes)),
            checks=tuple(Check(expression=_bare(check.expression), name=check.name) for check in kept),
            note=table.comment,
        )

    @property
    def _names_kept(self) -> bool:
        return self._engine.constraint_names_kept

    def _type(self, table: FoundTable, column: FoundColumn, checks: list[str]) -> tuple[LogicalType, str]:
        if column.values:
            known = next((name for name in self._enums if column.enum == name.name), None)
            if known is None:
                known = QualifiedName(f"{table.path[1]}_{column.name}")
                self._enums[known] = _enum(known, column.values)
            return EnumOf(known), ""
        return guarded_type(self._engine, column, checks) or (self._target.logical(column.type), "")

    def _attribute(self, column: FoundColumn, kind: LogicalType) -> Attribute:
        default = None if column.identity or column.generated else _default(column.default)
        return Attribute(
            name=column.name,
            type=kind,
            nullable=column.nullable,
            default=default,
            generated=Generated(_bare(column.generated), column.stored) if column.generated else None,
            identity=column.identity,
            note=column.comment,
        )

    def _reference(self, table: FoundTable, found: FoundReference) -> Reference:
        columns = {column.name: column for column in table.columns}
        keys = [table.primary_key, *table.keys]
        unique = any(key is not None and frozenset(key.columns) == frozenset(found.columns) for key in keys)
        optional = any(columns[name].nullable for name in found.columns)
        return Reference(
            child=self._name(table.path),
            child_attributes=found.columns,
            parent=self._name(self._catalogue.by_path[found.parent].path),
            parent_attributes=found.parent_columns,
            name=found.name,
            child_cardinality=Cardinality.of(0, many=not unique),
            parent_cardinality=Cardinality.of(0 if optional else 1, many=False),
            on_delete=_action(found.on_delete),
            on_update=_action(found.on_update),
            deferrable=found.deferrable,
        )


def guarded_type(engine: Engine, column: FoundColumn, checks: list[str]) -> tuple[LogicalType, str] | None:
    """Type that a column's guard gives away, with the guard's text; None when it has none.

    Examples
    --------
    >>> from workbench import engines
    >>> from workbench.relational._catalogue import FoundColumn
    >>> column = FoundColumn("code", "TEXT")
    >>> str(guarded_type(engines.load("sqlite"), column, ["length(code) <= 3"])[0])
    'text(3)'
    """
    for name, entry in engine.types.items():
        if not entry.guard or entry.sql.upper() != column.type.upper():
            continue
        pattern = re.escape(_plain(entry.guard.replace("{column}", column.name)))
        pattern = pattern.replace(re.escape("{length}"), r"(\d+)")
        for check in checks:
            if match := re.fullmatch(pattern, _plain(check)):
                length = match[1] if match.groups() else ""
                return parse_type(name.replace("(n)", f"({length})")), check
    return None


def _plain(expression: str) -> str:
    return re.sub(r"[\s()\"`]", "", expression).casefold()


def _enum(name: QualifiedName, values: tuple[str, ...]) -> Enum:
    return Enum(name=name, values=tuple(EnumValue(name=value) for value in values))


def _index(found: FoundIndex) -> Index:
    parts = tuple(
        IndexPart(attribute=column, expression=_bare(expression) if expression else None, descending=descending)
        for column, expression, descending in found.parts
    )
    where = _bare(found.where) if found.where else None
    return Index(
        parts=parts, name=found.name, unique=found.unique, method=found.method, where=where, include=found.include
    )


def _action(text: str | None) -> Action | None:
    return next((action for action in ACTIONS if action == text), None)


def _default(text: str | None) -> Default | None:
    if text is None or text.upper() == "NULL":
        return None
    bare = _bare(text)
    if _NUMBER.match(bare):
        return Default(bare, "number")
    if bare.upper() in ("TRUE", "FALSE"):
        return Default(bare.lower(), "boolean")
    if match := _TEXT.match(bare):
        return Default(match[1].replace("''", "'"), "text")
    return Default(bare, "expression")


def _bare(expression: str) -> str:
    """An expression without brackets around the whole of it."""
    text = expression.strip()
    while text.startswith("(") and text.endswith(")") and _encloses(text):
        text = text[1:-1].strip()
    return text


def _encloses(text: str) -> bool:
    depth, length, total = 0, 0, len(text)
    for kind, piece in sql_tokens(text):
        length += len(piece)
        if kind == "other" and piece in "()":
            depth += 1 if piece == "(" else -1
            if depth == 0:
                return length == total
    return False
