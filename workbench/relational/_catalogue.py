"""Catalogue: what an engine's catalogue holds, as values; and what is missing there of a schema."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.relational._schema import Rule, RuleKind, Schema, TablePath


@dataclass(frozen=True)
class FoundColumn:
    """A column, its type in the engine's own spelling."""

    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    identity: bool = False
    generated: str | None = None
    stored: bool = True
    comment: str | None = None
    values: tuple[str, ...] = ()
    enum: str | None = None


@dataclass(frozen=True)
class FoundKey:
    """A primary key or a unique constraint."""

    columns: tuple[str, ...]
    name: str | None = None
    nulls_distinct: bool = True


@dataclass(frozen=True)
class FoundReference:
    """A foreign key."""

    columns: tuple[str, ...]
    parent: TablePath
    parent_columns: tuple[str, ...]
    name: str | None = None
    on_delete: str | None = None
    on_update: str | None = None
    deferrable: bool = False


@dataclass(frozen=True)
class FoundCheck:
    """A check, in the engine's SQL."""

    expression: str
    name: str | None = None


@dataclass(frozen=True)
class FoundIndex:
    """An index that no key brought along.

    Parameters
    ----------
    parts
        A column or an expression, and whether it is in descending order.
    """

    name: str
    parts: tuple[tuple[str | None, str | None, bool], ...]
    unique: bool = False
    method: str | None = None
    where: str | None = None
    include: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundTable:
    """A table with all that belongs to it."""

    path: TablePath
    columns: tuple[FoundColumn, ...] = ()
    primary_key: FoundKey | None = None
    keys: tuple[FoundKey, ...] = ()
    references: tuple[FoundReference, ...] = ()
    checks: tuple[FoundCheck, ...] = ()
    indexes: tuple[FoundIndex, ...] = ()
    comment: str | None = None


@dataclass(frozen=True)
class FoundEnum:
    """A type of listed values."""

    path: TablePath
    values: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """All that a database holds.

    Parameters
    ----------
    default_schema
        Schema of tables that name none.
    """

    tables: tuple[FoundTable, ...] = ()
    enums: tuple[FoundEnum, ...] = ()
    default_schema: str | None = None
    by_path: dict[TablePath, FoundTable] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the tables by their paths, with and without the default schema."""
        found = {table.path: table for table in self.tables}
        found |= {(None, table.path[1]): table for table in self.tables if table.path[0] == self.default_schema}
        object.__setattr__(self, "by_path", found)

    def missing(self, schema: Schema) -> tuple[Rule, ...]:
        """Rules of a schema that the catalogue does not hold."""
        holds: dict[RuleKind, Callable[[Rule, FoundTable], bool]] = {
            "key": _holds_key,
            "reference": self._holds_reference,
            "enum": self._holds_enum,
            "index": _holds_index,
            "required": _holds_required,
        }
        lost = [rule for rule in schema.rules if rule.kind != "check" and not self._holds(rule, holds[rule.kind])]
        return (*lost, *self._missing_checks(schema))

    def _holds(self, rule: Rule, test: Callable[[Rule, FoundTable], bool]) -> bool:
        table = self.by_path.get(rule.table)
        return table is not None and test(rule, table)

    def _holds_reference(self, rule: Rule, table: FoundTable) -> bool:
        parent = self.by_path.get(rule.parent_table or (None, ""))
        return parent is not None and any(
            reference.columns == rule.columns
            and reference.parent_columns == rule.parent_columns
            and self.by_path.get(reference.parent) is parent
            for reference in table.references
        )

    def _holds_enum(self, rule: Rule, table: FoundTable) -> bool:
        if rule.name:
            return any(check.name == rule.name for check in table.checks)
        return any(column.name == rule.columns[0] and column.values == rule.values for column in table.columns)

    def _missing_checks(self, schema: Schema) -> list[Rule]:
        """Checks that are not there: by name, or by their number per table where the engine forgets names."""
        lost: list[Rule] = []
        names_kept = schema.engine.constraint_names_kept
        room: Counter[TablePath] = Counter()
        for path, table in self.by_path.items():
            room[path] = len(table.checks) - schema.guards.get(path, 0)
        for rule in schema.rules_of("check"):
            table_found = self.by_path.get(rule.table)
            if names_kept:
                found = table_found is not None and any(check.name == rule.name for check in table_found.checks)
            else:
                room[rule.table] -= 1
                found = room[rule.table] >= 0
            if not found:
                lost.append(rule)
        return lost


def _holds_key(rule: Rule, table: FoundTable) -> bool:
    if rule.primary:
        return table.primary_key is not None and table.primary_key.columns == rule.columns
    return any(key.columns == rule.columns and key.nulls_distinct == rule.nulls_distinct for key in table.keys)


def _holds_index(rule: Rule, table: FoundTable) -> bool:
    for index in table.indexes:
        if index.name != rule.name or index.unique != rule.unique or bool(index.where) != bool(rule.expression):
            continue
        columns = tuple(column for column, _, _ in index.parts)
        if not rule.columns or columns == rule.columns:
            return True
    # Some engines keep a unique index as a key.
    return rule.unique and any(key.name == rule.name and key.columns == rule.columns for key in table.keys)


def _holds_required(rule: Rule, table: FoundTable) -> bool:
    name = rule.columns[0]
    said = re.compile(rf"\W*{re.escape(name)}\W+is not null\W*", re.IGNORECASE)
    return any(column.name == name and not column.nullable for column in table.columns) or any(
        said.fullmatch(check.expression) for check in table.checks
    )
