"""Insert: rows from staging into the real tables, in an order in which the engine takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.prove._ground import type_name
from workbench.prove._staging import ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.connect import Database
    from workbench.prove._staging import Stage, Staging
    from workbench.relational._schema import Rule

    Report = Callable[[Rule, str], None]
    """Takes a rule and the SELECT of rows that the engine has no way to take, before they are refused."""


class Insertion:
    """Puts the accepted rows of one entity after the other into the real tables."""

    def __init__(self, database: Database, staging: Staging, report: Report) -> None:
        self._database = database
        self._staging = staging
        self._schema = staging.schema
        self._engine = staging.engine
        self._report = report
        self._late: list[tuple[Rule, Stage]] = []

    def insert(self, stage: Stage) -> int:
        """Insert the rows of an entity; gives their number.

        Raises
        ------
        EngineError
            When the engine refuses one of them.
        """
        references = [rule for rule in self._schema.rules_of("reference") if rule.entity == stage.entity.name]
        own = [rule for rule in references if rule.parent_table == rule.table]
        late = [rule for rule in references if rule.late]
        nulled = self._nulled(stage, late)
        if own and self._engine.self_reference != "statement":
            self._by_level(stage, own, nulled)
        else:
            self._database.execute(self._statement(stage, stage.accepted, nulled))
        table = self._schema.quoted_path(self._schema.path(stage.entity.name))
        return int(self._database.value(f"SELECT count(*) FROM {table}"))

    def fill_in(self) -> None:
        """Set the references that closed a cycle, now that all rows are there."""
        for rule, stage in self._late:
            key = next(r for r in self._schema.rules_of("key") if r.primary and r.entity == rule.entity)
            table = self._schema.quoted_path(rule.table)
            quote = self._schema.quote
            same = " AND ".join(f"s.{quote(column)} = {table}.{quote(column)}" for column in key.columns)
            for column in rule.columns:
                value = self._taken(stage, column)
                self._database.execute(
                    f"UPDATE {table} SET {quote(column)} = (SELECT {value} FROM {stage.table} s "
                    f"WHERE {same} AND {stage.accepted})"
                )

    # -- statements ---------------------------------------------------------------------------------------------

    def _nulled(self, stage: Stage, late: list[Rule]) -> frozenset[str]:
        """Columns that go in empty, and are filled in at the end."""
        nulled: set[str] = set()
        keyed = any(rule.primary and rule.entity == stage.entity.name for rule in self._schema.rules_of("key"))
        for rule in late:
            nullable = [self._nullable(stage, column) for column in rule.columns]
            if not keyed or not any(nullable):
                if not (rule.deferrable or self._engine.forward_references):
                    self._block(rule, stage)
                continue
            nulled |= {column for column, free in zip(rule.columns, nullable, strict=True) if free}
            self._late.append((rule, stage))
        return frozenset(nulled)

    def _block(self, rule: Rule, stage: Stage) -> None:
        """Refuse rows that need a parent which can only come after them."""
        given = " AND ".join(f"s.{self._schema.quote(column)} IS NOT NULL" for column in rule.columns)
        listing = f"SELECT s.* FROM {stage.table} s WHERE {given} AND {stage.accepted}"
        if self._count(f"({listing}) v"):
            self._report(rule, listing)
            self._database.execute(self._staging.refuse(stage, listing))

    def _nullable(self, stage: Stage, column: str) -> bool:
        return any(
            self._schema.column(stage.entity, attribute).name == column and attribute.nullable
            for attribute in stage.attributes
        )

    def _statement(self, stage: Stage, condition: str, nulled: frozenset[str]) -> str:
        quote = self._schema.quote
        names = [self._schema.column(stage.entity, attribute).name for attribute in stage.attributes]
        values = ["NULL" if name in nulled else self._taken(stage, name) for name in names]
        table = self._schema.quoted_path(self._schema.path(stage.entity.name))
        return (
            f"INSERT INTO {table} ({', '.join(map(quote, names))}) "
            f"SELECT {', '.join(values)} FROM {stage.table} s WHERE {condition}"
        )

    def _taken(self, stage: Stage, name: str) -> str:
        """Value of a staging column as the real one takes it."""
        column = f"s.{self._schema.quote(name)}"
        attribute = next(a for a in stage.attributes if self._schema.column(stage.entity, a).name == name)
        if type_name(attribute.type) not in self._staging.ground.staged:
            return column
        kind = str(self._schema.column(stage.entity, attribute).info["stored"].sql)
        return self._staging.ground.taken.replace("{c}", column).replace("{type}", kind)

    # -- a table that refers to itself --------------------------------------------------------------------------

    def _by_level(self, stage: Stage, own: list[Rule], nulled: frozenset[str]) -> None:
        """Insert parents before their children: first rows without a parent, then theirs, and so on."""
        table = self._schema.quoted_path(self._schema.path(stage.entity.name))
        listed = f"{stage.refused}_level"
        self._database.execute(f"CREATE TABLE {listed} ({ROW} BIGINT NOT NULL PRIMARY KEY, level INTEGER)")
        waiting = f"{stage.accepted} AND NOT EXISTS (SELECT 1 FROM {listed} i WHERE i.{ROW} = s.{ROW})"
        ready = " AND ".join(self._ready(rule, table) for rule in own)
        level, before = 0, -1
        while (count := self._count(listed)) != before:
            before = count
            level += 1
            self._database.execute(
                f"INSERT INTO {listed} SELECT s.{ROW}, {level} FROM {stage.table} s WHERE {waiting} AND {ready}"
            )
            there = f"EXISTS (SELECT 1 FROM {listed} i WHERE i.{ROW} = s.{ROW} AND i.level = {level})"
            self._database.execute(self._statement(stage, there, nulled))
        listing = f"SELECT s.* FROM {stage.table} s WHERE {waiting}"
        if self._count(f"({listing}) v"):
            self._report(own[0], listing)
            self._database.execute(self._staging.refuse(stage, listing))

    def _count(self, table: str) -> int:
        return int(self._database.value(f"SELECT count(*) FROM {table}"))

    def _ready(self, rule: Rule, table: str) -> str:
        """Condition under which the parent of row `s` is there already, or the row has none."""
        quote = self._schema.quote
        pairs = list(zip(rule.columns, rule.parent_columns, strict=True))
        none = " OR ".join(f"s.{quote(child)} IS NULL" for child, _ in pairs)
        same = " AND ".join(f"p.{quote(parent)} = s.{quote(child)}" for child, parent in pairs)
        ready = f"{none} OR EXISTS (SELECT 1 FROM {table} p WHERE {same})"
        if self._staging.ground.own_parent:
            ready += " OR (" + " AND ".join(f"s.{quote(parent)} = s.{quote(child)}" for child, parent in pairs) + ")"
        return f"({ready})"
