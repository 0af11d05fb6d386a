"""Script: a schema as an SQL file that people read and engines run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.schema import AddConstraint, CreateColumn, CreateIndex, SetColumnComment, SetTableComment

from workbench import engines, relational
from workbench.artefact import Artefact
from workbench.naming import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.engines._engine import Engine
    from workbench.findings import Findings
    from workbench.model import Entity, Model
    from workbench.relational._schema import Schema, TablePath

_WIDTH: Final = 110


@dataclass(frozen=True)
class Script:
    """How a script for one engine is set out.

    Parameters
    ----------
    engine
        Name of the engine.
    run
        Command that runs the file, in an empty database.
    before
        Statements at the beginning, each with the reason for it.
    remarks
        What whoever runs the script should know.
    """

    engine: str
    run: str
    before: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def supports(self) -> frozenset[str]:
        """What of a model the script can say on the newest version of its engine."""
        return supported(engines.load(self.engine))

    def write(self, model: Model, version: str | None = None) -> tuple[Artefact, Findings]:
        """Write a model as one script; what the engine lacks is in the findings, and at its end where it matters."""
        schema = relational.build(model, engines.load(self.engine, version))
        return self.artefact(schema), schema.findings

    def artefact(self, schema: Schema) -> Artefact:
        """Write a schema that was made before."""
        return Artefact(f"ddl/{self.engine}.sql", "application/sql", "\n".join(self._lines(schema)) + "\n")

    def _lines(self, schema: Schema) -> Iterator[str]:
        yield from self._head(schema)
        for statement, why in self.before:
            yield from _remark(why)
            yield f"{statement};"
            yield ""
        if schema.engine.transactional_ddl:
            yield "BEGIN;"
            yield ""
        yield from _prelude(schema)
        positions = {(rule.table, rule.name): number for number, rule in enumerate(schema.rules_of("index"))}
        for entity in schema.order:
            yield from _table(schema, entity, positions)
        if schema.deferred:
            yield "-- References that close a cycle: added when both tables are there."
            for constraint in schema.deferred:
                yield from _note(constraint.info.get("note"), "")
                yield _statement(schema, AddConstraint(constraint, isolate_from_table=False))
            yield ""
        if schema.engine.transactional_ddl:
            yield "COMMIT;"
        yield from _missing(schema)

    def _head(self, schema: Schema) -> Iterator[str]:
        model, engine = schema.model, schema.engine
        what = f'the model "{_one_line(model.name)}"' if model.name else "a data model"
        yield f"-- Tables of {what} for {engine.label}."
        yield from _note(model.note, "")
        yield f"-- {_counts(schema)}"
        yield f"-- To make them in an empty database:  {self.run}"
        for remark in self.remarks:
            yield from _remark(remark)
        yield ""


def supported(engine: Engine) -> frozenset[str]:
    """Features of an engine that a script makes use of, computed from its flags.

    Examples
    --------
    >>> sorted({"partial indexes", "comments"} & supported(engines.load("duckdb")))
    ['comments']
    """
    flags = {
        "keys": True,
        "references": True,
        "checks": True,
        "enums": True,
        "indexes": True,
        "native enums": engine.enums != "check",
        "comments": engine.comments != "text",
        "schemas": engine.schemas,
        "deferrable references": engine.deferrable,
        "reference cycles": engine.add_reference or engine.forward_references,
        "partial indexes": engine.partial_indexes,
        "expression indexes": engine.expression_indexes,
        "covering indexes": engine.covering_indexes,
        "nulls not distinct": engine.nulls_not_distinct,
        **{f"{kind} generated columns": kind in engine.generated for kind in ("stored", "virtual")},
        **{f"on delete {action}": action in engine.on_delete for action in ("cascade", "set null", "set default")},
        **{f"{method} indexes": True for method in engine.index_methods},
    }
    return frozenset(name for name, there in flags.items() if there)


# -- parts of a script ------------------------------------------------------------------------------------------


def _prelude(schema: Schema) -> Iterator[str]:
    spaces = {table.schema for table in schema.tables.values()}
    spaces |= {getattr(enum, "schema", None) for enum in schema.enums.values()}
    lines = [f"CREATE SCHEMA IF NOT EXISTS {schema.quote(space)};" for space in sorted(filter(None, spaces))]
    if schema.engine.enums == "native":
        for name, enum in schema.enums.items():
            lines += _note(schema.model.enums_by_name[name].note, "")
            lines.append(_enum(schema, enum))
    lines += [f"CREATE SEQUENCE {sequence};" for sequence in schema.sequences]
    if lines:
        yield from lines
        yield ""


def _enum(schema: Schema, enum: Any) -> str:
    name = schema.dialect.identifier_preparer.format_type(enum)  # type: ignore[attr-defined]
    values = [_literal(value) for value in enum.enums]
    line = f"CREATE TYPE {name} AS ENUM ({', '.join(values)});"
    if len(line) <= _WIDTH:
        return line
    return f"CREATE TYPE {name} AS ENUM (\n    " + ",\n    ".join(values) + "\n);"


def _table(schema: Schema, entity: Entity, positions: dict[tuple[TablePath, str], int]) -> Iterator[str]:
    table = schema.tables[entity.name]
    compiler: Any = schema.dialect.ddl_compiler(schema.dialect, None)  # type: ignore[arg-type]
    as_text = schema.engine.comments == "text"
    if as_text:
        yield from _note(table.info.get("note"), "")
    deferred = set(map(id, schema.deferred))
    lines: list[tuple[str, str | None]] = [
        (compiler.process(CreateColumn(column)), column.info["note"] if as_text else None) for column in table.columns
    ]
    lines += [
        (compiler.process(constraint), constraint.info.get("note"))
        for constraint in _constraints(table)
        if id(constraint) not in deferred
    ]
    yield f"CREATE TABLE {compiler.preparer.format_table(table)} ("
    for number, (line, note) in enumerate(lines, 1):
        yield from _note(note, "    ")
        yield f"    {line}" + ("," if number < len(lines) else "")
    options = compiler.post_create_table(table).strip()
    yield f"){' ' if options else ''}{options};"
    yield from _comments(schema, table)
    path = (table.schema, table.name)
    for index in sorted(table.indexes, key=lambda index: positions[path, str(index.name)]):
        yield from _note(index.info.get("note"), "")
        yield _statement(schema, CreateIndex(index))
    yield ""


def _constraints(table: sa.Table) -> list[sa.Constraint]:
    """Constraints of a table in the order in which the model has them: keys, checks, references."""
    kinds = (sa.PrimaryKeyConstraint, sa.UniqueConstraint, sa.CheckConstraint, sa.ForeignKeyConstraint)
    own = [c for c in table.constraints if isinstance(c, kinds) and isinstance(c.parent, sa.Table)]
    named = [c for c in own if len(getattr(c, "columns", ())) or isinstance(c, sa.CheckConstraint)]
    order = {kind: number for number, kind in enumerate(kinds)}
    return sorted(named, key=lambda c: (order[type(c)], c._creation_order))  # noqa: SLF001


def _comments(schema: Schema, table: sa.Table) -> Iterator[str]:
    if schema.engine.comments != "statement":
        return
    if table.comment is not None:
        yield _statement(schema, SetTableComment(table))
    for column in table.columns:
        if column.comment is not None:
            yield _statement(schema, SetColumnComment(column))


def _statement(schema: Schema, element: Any) -> str:
    return str(element.compile(dialect=schema.dialect)).strip() + ";"


def _missing(schema: Schema) -> Iterator[str]:
    """What the script does not hold of the model, so that it is not read as all there is."""
    lines = [f"--   {_one_line(str(reference))}: {_one_line(why)}" for reference, why in schema.unenforced]
    for finding in schema.findings:
        if finding.severity != "advice":
            lines += [f"--   {_one_line(finding.subject.title)}: {_one_line(finding.message)}"]
    if lines:
        yield ""
        yield "-- What differs from the model:"
        yield from lines


def _counts(schema: Schema) -> str:
    counts = {
        "table": len(schema.tables),
        "key": len(schema.rules_of("key")),
        "reference": len(schema.rules_of("reference")),
        "check": len(schema.rules_of("check", "enum")),
        "index": len(schema.rules_of("index")),
    }
    words = [
        f"{count} {'indexes' if noun == 'index' and count != 1 else noun + ('s' if count != 1 else '')}"
        for noun, count in counts.items()
        if count or noun == "table"
    ]
    return ", ".join(words) + "."


# -- comments ---------------------------------------------------------------------------------------------------


def _note(note: str | None, indent: str) -> Iterator[str]:
    """A note as comment lines; whatever ends a line somewhere ends the comment line here."""
    for line in (note or "").splitlines():
        if text := clean_name(f".{line}")[1:]:  # keeps the indentation
            yield f"{indent}-- {text}"


def _remark(text: str) -> Iterator[str]:
    line = "--"
    for word in text.split():
        if len(line) + len(word) > _WIDTH:
            yield line
            line = "--"
        line += f" {word}"
    yield line


def _one_line(text: str) -> str:
    return clean_name(" ".join(text.split()))


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
