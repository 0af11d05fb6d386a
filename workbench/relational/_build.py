"""Builder: a model as tables of an engine, one decision after the other."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.errors import TextError
from workbench.model import Attribute, Entity, Key, QualifiedName, Subject
from workbench.model.types import EnumOf
from workbench.naming import clean_name
from workbench.relational._columns import NOT_NUMBERED, computed, numbering, server_default
from workbench.relational._expressions import carry
from workbench.relational._gaps import Gaps
from workbench.relational._indexes import IndexBuilder
from workbench.relational._names import Names, template
from workbench.relational._order import creation_order
from workbench.relational._references import foreign_key, usable_references
from workbench.relational._schema import Rule, RuleKind, Schema, TablePath
from workbench.relational._sql import Sql
from workbench.relational._storage import column_storage
from workbench.relational._types import column_type

if TYPE_CHECKING:
    from workbench.engines._engine import Engine
    from workbench.model import Check, LogicalType, Model, Reference
    from workbench.relational._target import Relational


class Builder:
    """Makes the schema of one model for one engine; used once."""

    def __init__(self, model: Model, engine: Engine, target: Relational) -> None:
        self.model = model
        self.engine = engine
        self.target = target
        self.gaps = Gaps(engine)
        self.names = Names(engine, self.gaps)
        self.dialect = target.dialect(engine)
        self.metadata = sa.MetaData()
        self.tables: dict[QualifiedName, sa.Table] = {}
        self.enums: dict[QualifiedName, sa.types.TypeEngine[Any]] = {}
        self.columns: dict[QualifiedName, dict[str, str]] = {}
        self.rules: list[Rule] = []
        self.lacking: Counter[RuleKind] = Counter()
        self.guards: Counter[TablePath] = Counter()
        self.sequences: list[str] = []
        self._options = target.table_options(engine)
        self._kinds: dict[str, sa.types.TypeEngine[Any]] = {}  # making one is dearer than a column

    def build(self) -> Schema:
        """Make everything, in an order in which each step has what it needs."""
        self._unwritten()
        paths = {entity.name: self._table_path(entity) for entity in self.model.entities}
        self._make_enums()
        for entity in self.model.entities:
            self._name_columns(entity)
        references, unenforced = usable_references(self)
        self.storage = column_storage(self, references)
        for entity in self.model.entities:
            self._make_table(entity, paths[entity.name])
        order, cut = creation_order(self.model, references)
        deferred = self._make_references(references, cut)
        for entity in self.model.entities:
            IndexBuilder(self, entity).build()
        return Schema(
            model=self.model,
            engine=self.engine,
            dialect=self.dialect,
            metadata=self.metadata,
            tables=self.tables,
            enums=self.enums,
            order=order,
            rules=tuple(self.rules),
            lacking=dict(self.lacking),
            guards=dict(self.guards),
            deferred=tuple(deferred),
            sequences=tuple(self.sequences),
            unenforced=tuple(unenforced),
            findings=self.gaps.findings,
        )

    # -- names --------------------------------------------------------------------------------------------------

    def path(self, entity: Entity) -> TablePath:
        """Schema and name of an entity's table."""
        table = self.tables[entity.name]
        return table.schema, table.name

    def _table_path(self, entity: Entity) -> TablePath:
        schema, name = self._placed(entity.name, Subject.entity(entity.name))
        scope = ("table", schema or "")
        name = self.names.structure(name, "table", scope, self.engine.table_case, Subject.entity(entity.name))
        self.tables[entity.name] = sa.Table(name, self.metadata, schema=schema, **self._options)
        return schema, name

    def _placed(self, name: QualifiedName, subject: Subject) -> TablePath:
        if name.schema is None or self.engine.schemas:
            return name.schema, name.name
        joined = f"{name.schema}_{name.name}"
        title = self.engine.title
        self.gaps.add("DDL-005", subject, f"{title} has no schemas inside a database: {name} is written as {joined!r}.")
        return None, joined

    def _name_columns(self, entity: Entity) -> None:
        scope = ("column", str(entity.name))
        self.columns[entity.name] = {
            attribute.name: self.names.structure(
                attribute.name,
                "column",
                scope,
                self.engine.column_case,
                Subject.attribute(entity.name, attribute.name),
            )
            for attribute in entity.attributes
        }

    def constraint_name(self, given: str | None, what: str, wanted: str, entity: Entity, subject: Subject) -> str:
        """Name for a constraint or an index, unique where the engine wants it."""
        engine = self.engine
        shared = {"index": engine.index_scope, "key": engine.index_scope, "reference": engine.reference_scope}
        schema, table = self.path(entity)
        wide = shared.get(what, "table") == "schema"
        # Constraints of a table share one namespace on some engines; names that differ anyway cost nothing.
        scope = ("constraint", schema or "") if wide else ("constraint", schema or "", table)
        return self.names.constraint(given, wanted, what, scope, subject)

    # -- enums --------------------------------------------------------------------------------------------------

    def _make_enums(self) -> None:
        for enum in self.model.enums:
            subject = Subject.named("enum", enum.name)
            if not enum.values:
                self.gaps.add("DDL-014", subject, f"The enum {enum.name} has no values: its attributes become text.")
                continue
            limit = self.engine.enum_value_limit_bytes
            long = [value.name for value in enum.values if limit and len(value.name.encode()) > limit]
            if long:
                self.gaps.add(
                    "DDL-015",
                    subject,
                    f"{self.engine.title} allows {limit} bytes for a value of an enum; {long[0]!r} has more: "
                    "its attributes become text.",
                )
                continue
            values = tuple(value.name for value in enum.values)
            schema, name = self._placed(enum.name, subject)
            if self.engine.enums == "native":
                if name.casefold() in getattr(self.dialect, "ischema_names", {}):
                    title, taken = self.engine.title, name
                    name = f"{name}_enum"
                    self.gaps.add("DDL-001", subject, f"{title} has a type {taken!r} of its own: it becomes {name!r}.")
                shared = ("table" if self.engine.types_share_table_names else "type", schema or "")
                name = self.names.structure(name, "type", shared, self.engine.table_case, subject)
            if self.engine.enums != "check":
                self.enums[enum.name] = self.target.enum_type(name, schema, values)

    def enum_values(self, kind: LogicalType) -> tuple[str, ...]:
        """Values that an attribute of an enum may have; empty when it is none or the enum cannot be held."""
        if not isinstance(kind, EnumOf):
            return ()
        enum = self.model.enums_by_name.get(kind.enum)
        if enum is None or (self.engine.enums != "check" and enum.name not in self.enums):
            return ()
        return tuple(value.name for value in enum.values)

    # -- columns ------------------------------------------------------------------------------------------------

    def quote(self, name: str) -> str:
        """Quote a name as the engine does."""
        return str(self.dialect.identifier_preparer.quote(name))

    def carry(self, expression: str, entity: Entity) -> str:
        """Write an expression of an entity in the engine's SQL."""
        return carry(expression, self.columns[entity.name], self.engine)

    # -- tables -------------------------------------------------------------------------------------------------

    def _make_table(self, entity: Entity, path: TablePath) -> None:
        table = self.tables[entity.name]
        table.info["note"] = entity.note
        limit = self.engine.table_comment_limit
        table.comment = self._comment(entity.note, limit, Subject.entity(entity.name))
        for attribute in entity.attributes:
            self._make_column(entity, attribute, table, path)
        self._make_keys(entity, table, path)
        for position, check in enumerate(entity.checks, 1):
            self._make_check(entity, check, position, table, path)

    def _make_column(self, entity: Entity, attribute: Attribute, table: sa.Table, path: TablePath) -> None:
        subject = Subject.attribute(entity.name, attribute.name)
        kept = self.storage[entity.name, attribute.name]
        name = self.columns[entity.name][attribute.name]
        kind = self._kinds.get(kept.sql) or self._kinds.setdefault(kept.sql, column_type(kept.sql, self.dialect))
        values = self.enum_values(attribute.type)
        if isinstance(attribute.type, EnumOf) and attribute.type.enum in self.enums:
            kind = self.enums[attribute.type.enum]
        parts: list[Any] = []
        made = computed(self, entity, attribute)
        if made is not None:
            parts.append(made)
        identity = numbering(self, entity, attribute, kind) if made is None else NOT_NUMBERED
        if attribute.identity and attribute.generated is not None:
            self.gaps.add("DDL-043", subject, "A generated column does not number the rows.")
        parts += identity.parts
        bound = made is None or self.engine.generated_bound
        if kept.guard and bound:
            parts.append(sa.CheckConstraint(Sql(kept.guard.replace("{column}", self.quote(name)))))
            self.guards[path] += 1
        default = identity.default
        if default is None and not identity.numbered and made is None:
            default = server_default(self, entity, attribute)
        required = not attribute.nullable and bound
        if not attribute.nullable and not bound:
            self.gaps.add("DDL-042", subject, f"{self.engine.title} cannot require a value of a generated column.")
        checked = required and made is not None and not self.engine.generated_not_null
        if checked:
            parts.append(sa.CheckConstraint(Sql(f"{self.quote(name)} IS NOT NULL")))
            self.guards[path] += 1
        column: sa.Column[Any] = sa.Column(
            name,
            kind,
            *parts,
            key=attribute.name,
            nullable=checked or not required,
            server_default=default,
            autoincrement=identity.numbered and identity.default is None,
            comment=self._comment(attribute.note, self.engine.column_comment_limit, subject),
            info={"note": attribute.note, "type": attribute.type, "stored": kept},
        )
        table.append_column(column)
        if required:
            self.rules.append(Rule("required", subject, entity.name, path, columns=(name,)))
        if values:
            self._enum_rule(entity, attribute, values)

    def _enum_rule(self, entity: Entity, attribute: Attribute, values: tuple[str, ...]) -> None:
        subject, table = Subject.attribute(entity.name, attribute.name), self.tables[entity.name]
        column = self.columns[entity.name][attribute.name]
        name = ""
        if self.engine.enums == "check":
            name = self.constraint_name(None, "check", template("ck", entity.name.name, column), entity, subject)
            quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
            table.append_constraint(sa.CheckConstraint(Sql(f"{self.quote(column)} IN ({quoted})"), name=name))
        self.rules.append(Rule("enum", subject, entity.name, self.path(entity), name, (column,), values=values))

    def _comment(self, note: str | None, limit: int | None, subject: Subject) -> str | None:
        if self.engine.comments == "text" or note is None or not note.strip():
            return None
        note = "\n".join(clean_name(f".{line}.")[1:-1] for line in note.splitlines())  # keeps the space at both ends
        if limit is not None and len(note) > limit:
            self.gaps.add(
                "DDL-050", subject, f"{self.engine.title} keeps {limit} characters of a comment: it is shortened."
            )
            note = note[: limit - 1] + "…"
        return note

    # -- keys and checks ----------------------------------------------------------------------------------------

    def _make_keys(self, entity: Entity, table: sa.Table, path: TablePath) -> None:
        for key in entity.all_keys:
            subject = Subject.key(entity.name, key.attributes)
            if missing := [name for name in key.attributes if entity.attribute(name) is None]:
                self.lacking["key"] += 1
                self.gaps.add(
                    "DDL-035", subject, f"{entity.name} has no attribute {missing[0]!r}: the key is left out."
                )
                continue
            self._make_key(entity, key, subject, table, path)

    def _make_key(self, entity: Entity, key: Key, subject: Subject, table: sa.Table, path: TablePath) -> None:
        primary = key is entity.primary_key
        columns = [table.c[name] for name in key.attributes]
        wanted = template("pk", entity.name.name) if primary else template("uq", entity.name.name, *key.attributes)
        name = self.constraint_name(key.name, "key", wanted, entity, subject)
        distinct = True
        constraint: sa.Constraint
        if primary:
            constraint = sa.PrimaryKeyConstraint(*columns, name=name, info={"note": key.note})
        else:
            options: dict[str, Any] = {}
            if not key.nulls_distinct and any(column.nullable for column in columns):
                distinct = not self.engine.nulls_not_distinct
                if distinct:
                    self.gaps.add(
                        "DDL-034",
                        subject,
                        f"{self.engine.label} counts nulls as different: rows that differ by nothing but a null are "
                        f"accepted in {subject.title}.",
                    )
                else:
                    options["postgresql_nulls_not_distinct"] = True
            constraint = sa.UniqueConstraint(*columns, name=name, info={"note": key.note}, **options)
        table.append_constraint(constraint)
        names = tuple(column.name for column in columns)
        self.rules.append(
            Rule("key", subject, entity.name, path, name, names, primary=primary, nulls_distinct=distinct, unique=True)
        )

    def _make_check(self, entity: Entity, check: Check, position: int, table: sa.Table, path: TablePath) -> None:
        subject = Subject.check(entity.name, check.label)
        try:
            condition = self.carry(check.expression, entity)
            self._check_may_stand(entity, check.expression)
        except TextError as error:
            self.lacking["check"] += 1
            self.gaps.add("DDL-040", subject, f"The check is left out. {error}")
            return
        wanted = template("ck", entity.name.name, str(position))
        name = self.constraint_name(check.name, "check", wanted, entity, subject)
        table.append_constraint(sa.CheckConstraint(Sql(condition), name=name, info={"note": check.note}))
        self.rules.append(Rule("check", subject, entity.name, path, name, expression=condition))

    def _check_may_stand(self, entity: Entity, expression: str) -> None:
        for attribute in entity.attributes:
            numbers = attribute.identity and not self.engine.check_on_identity
            if not numbers and (attribute.generated is None or self.engine.generated_bound):
                continue
            if re.search(rf'(?i)(?<!\w)"?{re.escape(attribute.name)}"?(?!\w)', expression):
                why = "which numbers the rows" if numbers else "which is computed"
                raise TextError(f"{self.engine.title} allows no check on {attribute.name!r}, {why}.")

    # -- references ---------------------------------------------------------------------------------------------

    def _make_references(
        self, references: list[Reference], cut: tuple[Reference, ...]
    ) -> list[sa.ForeignKeyConstraint]:
        deferred: list[sa.ForeignKeyConstraint] = []
        closing = {id(reference) for reference in cut}
        for reference in references:
            late = id(reference) in closing
            subject = Subject.reference(reference)
            if late and not (self.engine.add_reference or self.engine.forward_references):
                self.lacking["reference"] += 1
                why = f"it closes a cycle, and {self.engine.title} cannot add a foreign key to a table that exists"
                self.gaps.add("DDL-022", subject, f"The reference is left out: {why}. Nothing enforces it.")
                continue
            constraint, rule = foreign_key(self, reference, subject, late=late)
            self.rules.append(rule)
            if late and not self.engine.forward_references:
                deferred.append(constraint)
        return deferred

    # -- what is not written yet --------------------------------------------------------------------------------

    def _unwritten(self) -> None:
        model = self.model
        for view in model.views:
            self.gaps.add("DDL-060", Subject.named("view", view.name), f"The view {view.name} is not written yet.")
        for domain in model.domains:
            if domain.checks:
                self.gaps.add(
                    "DDL-060",
                    Subject.named("domain", domain.name),
                    f"The checks of the domain {domain.name} are not written yet; its attributes have its type.",
                )
        for entity in model.entities:
            if entity.partitioning is not None:
                self.gaps.add(
                    "DDL-060",
                    Subject.entity(entity.name),
                    f"The partitions of {entity.name} are not written yet; it is one table.",
                )
        for generalisation in model.generalisations:
            if generalisation.disjoint or generalisation.total:
                subject = Subject("generalisation", generalisation.parent, (), None, (), generalisation.discriminator)
                rules = [word for word in ("disjoint", "total") if getattr(generalisation, word)]
                self.gaps.add(
                    "DDL-060",
                    subject,
                    f"That the subtypes of {generalisation.parent} are {' and '.join(rules)} is not enforced yet.",
                )
