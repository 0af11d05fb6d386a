"""Tables: tables and columns of the data that the model lacks, and entities that the data lack."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import replace

from workbench.advise._bound import lacks_column
from workbench.facts import ColumnFacts, Facts, Question, TableFacts
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, Change
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import (
    BINARY,
    BOOLEAN,
    DATE,
    FLOAT32,
    FLOAT64,
    INT16,
    INT32,
    INT64,
    INTERVAL,
    JSON,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    Decimal,
    LogicalType,
    parse_type,
)

_TYPES: dict[str, LogicalType] = {
    "BOOLEAN": BOOLEAN, "TINYINT": INT16, "SMALLINT": INT16, "UTINYINT": INT16, "INTEGER": INT32, "USMALLINT": INT32,
    "BIGINT": INT64, "UINTEGER": INT64, "UBIGINT": Decimal(20, 0), "HUGEINT": Decimal(38, 0),
    "UHUGEINT": Decimal(38, 0), "FLOAT": FLOAT32, "DOUBLE": FLOAT64, "DATE": DATE, "TIME": TIME, "TIMESTAMP": TIMESTAMP,
    "TIMESTAMP_NS": TIMESTAMP, "TIMESTAMP_MS": TIMESTAMP, "TIMESTAMP_S": TIMESTAMP,
    "TIMESTAMP WITH TIME ZONE": TIMESTAMPTZ, "INTERVAL": INTERVAL, "UUID": UUID, "JSON": JSON, "BLOB": BINARY,
    "VARCHAR": TEXT,
}  # fmt: skip


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose entities and attributes for new tables and columns; warn of entities without data."""
    sources = {entity.source: entity for entity in model.entities}
    for table in facts.tables.values():
        entity = sources.get(table.table)
        if entity is None:
            yield _table(table)
        else:
            yield from _columns(entity, table)
    for entity in model.entities:
        if entity.source in facts.tables:
            yield from _lost(facts, entity)
        if facts.tables and entity.binding.select is None and entity.source not in facts.tables:
            yield Finding(
                "DAT-003-no-data",
                "warning",
                Subject.entity(entity.name),
                f"The data have no table {entity.source!r}. Bind it to another, or leave it empty.",
                Evidence("measured", (Figure("tables", len(facts.tables), "tables"),)),
            )


def _table(table: TableFacts) -> Finding:
    name = QualifiedName(table.table)
    attributes = tuple(_attribute(column) for column in table.columns)
    return Finding(
        "DAT-001-new-table",
        "advice",
        Subject.entity(name),
        f"The data have the table {table.table!r} with {len(attributes)} columns and {table.rows:,} rows; add it.",
        Evidence("measured", (Figure("rows", table.rows, "rows"), Figure("columns", len(attributes), "columns"))),
        (Add(Entity(name=name, attributes=attributes)),),
        1.0,
    )


def _columns(entity: Entity, table: TableFacts) -> Iterator[Finding]:
    bound = {attribute.column for attribute in entity.attributes}
    fresh = [column for column in table.columns if column.column not in bound]
    for column in fresh:
        yield Finding(
            "DAT-002-new-column",
            "advice",
            Subject.attribute(entity.name, column.column),
            f"The data have the column {column.column!r}; add it.",
            Evidence("measured", (Figure("values", column.rows - column.nulls, "rows"),)),
            (Add(_attribute(column), entity.name),),
            1.0,
        )


def _lost(facts: Facts, entity: Entity) -> Iterator[Finding]:
    bound = {attribute.column for attribute in entity.attributes}
    fresh = [column for column in facts.tables[entity.source].columns if column.column not in bound]
    for attribute in entity.attributes:
        if lacks_column(facts, entity, attribute):
            yield _missing(entity, attribute, fresh)


def _missing(entity: Entity, attribute: Attribute, fresh: list[ColumnFacts]) -> Finding:
    """An attribute whose column the data lack: renamed in the text, most likely, or in the data."""
    subject = Subject.attribute(entity.name, attribute.name)
    near = difflib.get_close_matches(attribute.column, [c.column for c in fresh], n=1, cutoff=0.5)
    # A part of the new name is the old one more often than not: fee became annual_fee.
    within = [c.column for c in fresh if c.column in attribute.column or attribute.column in c.column]
    likely = [*within, *near]
    found = likely[0] if likely else None
    edits = () if found is None else (Change.of(subject, binding=replace(attribute.binding, column=found)),)
    guess = "" if found is None else f" Is it {found!r}?"
    return Finding(
        "DAT-004-no-column",
        "warning",
        subject,
        f"The table {entity.source!r} has no column {attribute.column!r}.{guess} "
        f"Bind it in the text with [wb_source: '{found or 'COLUMN'}'], or drop it.",
        Evidence("measured", (Figure("columns without an attribute", len(fresh), "columns"),)),
        edits,
        None if found is None else 0.7,
    )


def _attribute(column: ColumnFacts) -> Attribute:
    return Attribute(name=column.column, type=declared_type(column.raw_type), nullable=True)


def declared_type(raw: str) -> LogicalType:
    """Logical type for what DuckDB calls the type of a column.

    Examples
    --------
    >>> str(declared_type("DECIMAL(12,2)")), str(declared_type("INTEGER[]")), str(declared_type("STRUCT(a INTEGER)"))
    ('decimal(12,2)', 'list<int32>', 'json')
    """
    if raw in _TYPES:
        return _TYPES[raw]
    if raw.startswith("DECIMAL"):
        return parse_type(raw.lower())
    if raw.endswith("[]") and raw[:-2] in _TYPES:
        return parse_type(f"list<{_TYPES[raw[:-2]]}>")
    if raw.startswith("ENUM"):
        return TEXT
    return JSON if raw.endswith("]") or raw.startswith(("STRUCT", "MAP", "UNION")) else TEXT
