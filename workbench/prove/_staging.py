"""Staging: tables without constraints that hold all rows, and the SELECTs that find those which break a rule there.

The SELECTs are standard SQL, with names as the engine quotes them, so that what is counted is what the engine itself
holds for equal, null or true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.model import Entity, Subject
from workbench.naming import byte_size, shorten
from workbench.prove._ground import type_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Attribute, QualifiedName
    from workbench.prove._ground import Ground
    from workbench.prove._proof import ViolationKind
    from workbench.relational._schema import Rule, Schema, TablePath

ROW: Final = "workbench_row"
MISREAD: Final = "workbench_misread"
"""1 where a value of the row could not be read: the row is refused, but children that name it are no orphans."""
_SPACE: Final = "workbench_staging"


@dataclass(frozen=True)
class Stage:
    """Staging table of one entity.

    Parameters
    ----------
    table, refused
        Names of the table, and of the list of refused rows, as they stand in a statement.
    attributes
        Those that are loaded: all but generated ones.
    """

    entity: Entity
    table: str
    refused: str
    attributes: tuple[Attribute, ...]

    @property
    def accepted(self) -> str:
        """Condition under which row `s` of the table is not refused."""
        return f"NOT EXISTS (SELECT 1 FROM {self.refused} r WHERE r.{ROW} = s.{ROW})"


@dataclass(frozen=True)
class Count:
    """A rule, and the SELECT that lists the rows which break it.

    Parameters
    ----------
    condition
        What is true of such a row `s`, when that can be told by looking at it alone.
    """

    kind: ViolationKind
    subject: Subject
    stage: Stage
    sql: str
    condition: str = ""


class Staging:
    """Staging tables of a schema on one engine."""

    def __init__(self, schema: Schema, ground: Ground, entities: tuple[Entity, ...]) -> None:
        self.schema = schema
        self.ground = ground
        self.engine = schema.engine
        self.stages = {entity.name: self._stage(number, entity) for number, entity in enumerate(entities, 1)}

    def _stage(self, number: int, entity: Entity) -> Stage:
        quote, (space, name) = self.schema.quote, self.schema.path(entity.name)
        attributes = tuple(attribute for attribute in entity.attributes if attribute.generated is None)
        if self.engine.schemas:
            label = name if space is None else f"{space}.{name}"
            prefix, refused = quote(_SPACE) + ".", f"refused_{number}"
        else:
            label = f"{_SPACE}_{name}"
            prefix, refused = "", f"{_SPACE}_refused_{number}"
        limit, unit = self.engine.name_limit or 1_000, self.engine.name_unit
        label = shorten(label, limit, size=byte_size if unit == "bytes" else len)
        return Stage(entity, prefix + quote(label), prefix + quote(refused), attributes)

    def create(self) -> Iterator[str]:
        """Statements that make the tables."""
        if self.engine.schemas:
            yield f"CREATE SCHEMA {self.schema.quote(_SPACE)}"
        for stage in self.stages.values():
            columns = [
                f"{ROW} BIGINT",
                f"{MISREAD} SMALLINT",
                *(f"{self.column(stage, a)} {self._type(stage, a)}" for a in stage.attributes),
            ]
            yield f"CREATE {self.ground.staging_word}TABLE {stage.table} ({', '.join(columns)})"
            yield f"CREATE TABLE {stage.refused} ({ROW} BIGINT NOT NULL PRIMARY KEY)"

    def indexes(self) -> Iterator[str]:
        """Statements that make rows comparable in good time, after loading."""
        wanted: set[tuple[QualifiedName, tuple[str, ...]]] = set()
        for rule in self.schema.rules_of("reference"):
            parent = self._entity_at(rule.parent_table)
            if parent is not None and self.ground.index_staging:
                wanted.add((parent, rule.parent_columns))
            if rule.late:  # filled in by an update that looks each row up by its key
                key = next((r for r in self.schema.rules_of("key") if r.primary and r.entity == rule.entity), None)
                if key is not None and rule.entity in self.stages:
                    wanted.add((rule.entity, key.columns))
        for number, (name, columns) in enumerate(sorted(wanted, key=str), 1):
            listed = ", ".join(map(self.schema.quote, columns))
            yield f"CREATE INDEX {_SPACE}_ix_{number} ON {self.stages[name].table} ({listed})"

    def column(self, stage: Stage, attribute: Attribute) -> str:
        """Column of an attribute, quoted; it has the same name as in the real table."""
        return self.schema.quote(self.schema.column(stage.entity, attribute).name)

    def _type(self, stage: Stage, attribute: Attribute) -> str:
        loose = self.ground.staged.get(type_name(attribute.type))
        return loose or str(self.schema.column(stage.entity, attribute).info["stored"].sql)

    def is_loose(self, attribute: Attribute) -> bool:
        """Whether the staging column has another type than the real one."""
        return type_name(attribute.type) in self.ground.staged

    def _entity_at(self, path: TablePath | None) -> QualifiedName | None:
        return next((name for name in self.stages if self.schema.path(name) == path), None)

    # -- what breaks a rule -------------------------------------------------------------------------------------

    def counts(self) -> Iterator[Count]:
        """Every rule that rows in staging can break, in the model's order."""
        primary = {
            (rule.entity, column) for rule in self.schema.rules_of("key") if rule.primary for column in rule.columns
        }
        for rule in self.schema.rules:
            stage = self.stages.get(rule.entity)
            if stage is None or not self._is_loaded(rule, stage):
                continue
            match rule.kind:
                case "key":
                    yield Count("key", rule.subject, stage, self._doubles(rule, stage))
                case "index" if rule.unique:
                    yield Count("index", rule.subject, stage, self._doubles(rule, stage))
                case "reference":
                    if (sql := self._orphans(rule, stage)) is not None:
                        yield Count("reference", rule.subject, stage, sql)
                case "check":
                    yield self._check(rule, stage)
                case "enum":
                    column = self.schema.quote(rule.columns[0])
                    values = ", ".join(self._literal(value) for value in rule.values)
                    yield self._alone("check", rule.subject, stage, f"{column} NOT IN ({values})")
                case "required" if (rule.entity, rule.columns[0]) not in primary:
                    condition = f"{self.schema.quote(rule.columns[0])} IS NULL"
                    yield self._alone("not_null", rule.subject, stage, condition)
        yield from self._guards()

    def _check(self, rule: Rule, stage: Stage) -> Count:
        condition = f"NOT ({rule.expression})"
        computed = self.schema.computed(rule).items()
        made = "".join(f", {text} AS {self.schema.quote(column)}" for column, text in computed)
        if not made:
            return self._alone("check", rule.subject, stage, condition)
        # Staging holds what is loaded; what the engine would compute of it is computed for the count.
        source = f"(SELECT s.*{made} FROM {stage.table} s) s"
        return Count("check", rule.subject, stage, f"SELECT s.* FROM {source} WHERE s.{MISREAD} = 0 AND ({condition})")

    def _alone(self, kind: ViolationKind, subject: Subject, stage: Stage, condition: str) -> Count:
        return Count(kind, subject, stage, self._listing(stage, condition), f"s.{MISREAD} = 0 AND ({condition})")

    def at_once(self, stage: Stage, counts: list[Count]) -> str:
        """SELECT of the numbers of rows that break each of some rules, by looking at each row once."""
        sums = ", ".join(f"sum(CASE WHEN {count.condition} THEN 1 ELSE 0 END)" for count in counts)
        return f"SELECT {sums} FROM {stage.table} s"

    def _guards(self) -> Iterator[Count]:
        """Values that the engine's type and its guard would not take."""
        for stage in self.stages.values():
            for attribute in stage.attributes:
                column = self.schema.column(stage.entity, attribute)
                guard = column.info["stored"].guard.replace("{column}", self.schema.quote(column.name))
                if guard:
                    subject = Subject.attribute(stage.entity.name, attribute.name)
                    yield self._alone("type", subject, stage, f"NOT ({guard})")

    def _is_loaded(self, rule: Rule, stage: Stage) -> bool:
        names = {self.schema.column(stage.entity, attribute).name for attribute in stage.attributes}
        return set(rule.columns) <= names

    def _listing(self, stage: Stage, condition: str) -> str:
        return f"SELECT s.* FROM {stage.table} s WHERE s.{MISREAD} = 0 AND ({condition})"

    def _doubles(self, rule: Rule, stage: Stage) -> str:
        """Rows of which there is an earlier one with the same key, and rows without a value in a primary key."""
        parts = [*map(self.schema.quote, rule.columns)] if rule.columns else [f"({part})" for part in rule.parts]
        where = f" WHERE s.{MISREAD} = 0" + (f" AND ({rule.expression})" if rule.expression else "")
        # A nulls-distinct key says nothing about a row in which one of its values is missing.
        if rule.primary:
            broken = " OR ".join(["workbench_nth > 1", *(f"{part} IS NULL" for part in parts)])
        elif rule.nulls_distinct:
            broken = " AND ".join(["workbench_nth > 1", *(f"{part} IS NOT NULL" for part in parts)])
        else:
            broken = "workbench_nth > 1"
        return (
            f"SELECT d.* FROM (SELECT s.*, row_number() OVER (PARTITION BY {', '.join(parts)} ORDER BY {ROW}) "
            f"AS workbench_nth FROM {stage.table} s{where}) d WHERE {broken}"
        )

    def _pairs(self, rule: Rule) -> tuple[str, str]:
        """Conditions of a reference: all values of child `s` are there; parent `p` has the same."""
        quote = self.schema.quote
        given = " AND ".join(f"s.{quote(column)} IS NOT NULL" for column in rule.columns)
        pairs = zip(rule.columns, rule.parent_columns, strict=True)
        return given, " AND ".join(f"p.{quote(parent)} = s.{quote(child)}" for child, parent in pairs)

    def _orphans(self, rule: Rule, stage: Stage) -> str | None:
        given, same = self._pairs(rule)
        parent = self.parent_of(rule)
        if parent is None:  # there are no rows of the parent: every child is an orphan
            return self._listing(stage, given)
        if not self._columns(parent) >= set(rule.parent_columns):
            return None
        return self._listing(stage, f"{given} AND NOT EXISTS (SELECT 1 FROM {parent.table} p WHERE {same})")

    def _columns(self, stage: Stage) -> set[str]:
        return {self.schema.column(stage.entity, attribute).name for attribute in stage.attributes}

    def parent_of(self, rule: Rule) -> Stage | None:
        """Staging table that a reference leads to."""
        return next((stage for name, stage in self.stages.items() if self.schema.path(name) == rule.parent_table), None)

    def stranded(self, rule: Rule) -> str | None:
        """Rows not refused so far whose parent was refused; None when the parent has no rows at all."""
        stage, parent = self.stages[rule.entity], self.parent_of(rule)
        if parent is None:
            return None
        given, same = self._pairs(rule)
        kept = f"NOT EXISTS (SELECT 1 FROM {parent.refused} q WHERE q.{ROW} = p.{ROW})"
        return self._listing(
            stage,
            f"{given} AND {stage.accepted} AND NOT EXISTS (SELECT 1 FROM {parent.table} p WHERE {same} AND {kept})",
        )

    def refuse_misread(self, stage: Stage) -> str:
        """Statement that takes rows which could not be read out of what is loaded."""
        return f"INSERT INTO {stage.refused} SELECT s.{ROW} FROM {stage.table} s WHERE s.{MISREAD} = 1"

    def refuse(self, stage: Stage, listing: str) -> str:
        """Statement that takes the rows of a SELECT out of what is loaded."""
        return f"INSERT INTO {stage.refused} SELECT DISTINCT s.{ROW} FROM ({listing}) s WHERE {stage.accepted}"

    @staticmethod
    def _literal(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"
