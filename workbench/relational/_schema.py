"""Schema: the tables that a model becomes on an engine, and which of its rules each constraint there carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from workbench.findings import Findings
from workbench.naming import sql_names

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlalchemy.engine.interfaces import Dialect

    from workbench.engines._engine import Engine
    from workbench.model import Attribute, Entity, Model, QualifiedName, Reference, Subject

RuleKind = Literal["key", "reference", "check", "enum", "index", "required"]
"""What the catalogue is asked for. An enum is counted with the checks: it is one, however the engine keeps it."""

TablePath = tuple[str | None, str]
"""Schema and name of a table as the engine has them."""


@dataclass(frozen=True)
class Rule:
    """One rule of the model as the engine is told it.

    Parameters
    ----------
    kind
        What it is to the engine.
    subject
        What of the model it is.
    entity
        Entity whose table holds it.
    table
        That table, as the engine has it.
    name
        Name of the constraint or index; empty for what has none.
    columns
        Columns it is over, as the engine has them; empty where a part is an expression.
    parts
        What an index is over, as it stands in a statement: quoted columns and expressions.
    parent_table, parent_columns
        Where a reference leads.
    expression
        Condition of a check, or of a partial index, in the engine's SQL.
    unique
        Whether it is an index that refuses equal rows.
    primary
        Whether it is the primary key.
    nulls_distinct
        Whether a key counts nulls as different.
    late
        Whether the reference closes a cycle, so that its columns are filled when all tables have their rows.
    deferrable
        Whether the engine checks the reference at the end of a transaction that asks for it.
    values
        Values of an enum.
    """

    kind: RuleKind
    subject: Subject
    entity: QualifiedName
    table: TablePath
    name: str = ""
    columns: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    parent_table: TablePath | None = None
    parent_columns: tuple[str, ...] = ()
    expression: str = ""
    unique: bool = False
    primary: bool = False
    nulls_distinct: bool = True
    late: bool = False
    deferrable: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """A model as SQLAlchemy tables for one engine.

    Parameters
    ----------
    metadata
        All tables, with named constraints, compiled by `dialect`.
    order
        Entities so that parents come before children, except where a reference closes a cycle.
    rules
        What was written, and so what the catalogue must hold.
    lacking
        How many rules of each kind the engine cannot hold; each has a finding.
    guards
        Conditions that only hold the values of a type; the number of them per table.
    deferred
        Foreign keys to add when all tables are there.
    sequences
        Names of sequences that number rows, as they stand in a statement.
    unenforced
        References that the model itself says are not enforced, each with a sentence about it.
    """

    model: Model
    engine: Engine
    dialect: Dialect
    metadata: sa.MetaData
    tables: Mapping[QualifiedName, sa.Table]
    enums: Mapping[QualifiedName, sa.types.TypeEngine[Any]]
    order: tuple[Entity, ...]
    rules: tuple[Rule, ...] = ()
    lacking: Mapping[RuleKind, int] = field(default_factory=dict)
    guards: Mapping[TablePath, int] = field(default_factory=dict)
    deferred: tuple[sa.ForeignKeyConstraint, ...] = ()
    sequences: tuple[str, ...] = ()
    unenforced: tuple[tuple[Reference, str], ...] = ()
    findings: Findings = field(default_factory=Findings)

    def quote(self, name: str) -> str:
        """Quote a name where the engine needs it."""
        return str(self.dialect.identifier_preparer.quote(name))

    def quoted_path(self, path: TablePath) -> str:
        """A table's name as it stands in a statement."""
        schema, name = path
        return self.quote(name) if schema is None else f"{self.quote(schema)}.{self.quote(name)}"

    def path(self, entity: QualifiedName) -> TablePath:
        """Schema and name of an entity's table."""
        table = self.tables[entity]
        return table.schema, table.name

    def column(self, entity: Entity, attribute: Attribute | str) -> sa.Column[Any]:
        """Column of an attribute."""
        name = attribute if isinstance(attribute, str) else attribute.name
        column: sa.Column[Any] = self.tables[entity.name].c[name]
        return column

    def computed(self, rule: Rule) -> dict[str, str]:
        """Computed columns that a rule's expression names, with the expressions of their own."""
        named = {name.casefold() for name in sql_names(rule.expression)}
        return {
            column.name: f"({column.computed.sqltext})"
            for column in self.tables[rule.entity].columns
            if column.computed is not None and column.name.casefold() in named
        }

    def expanded(self, rule: Rule) -> str:
        """Expression of a rule with those of the computed columns in it: it names all that the rule depends on."""
        return " ".join([rule.expression, *self.computed(rule).values()])

    def rules_of(self, *kinds: RuleKind) -> tuple[Rule, ...]:
        """Rules of some kinds, in the model's order."""
        return tuple(rule for rule in self.rules if rule.kind in kinds)
