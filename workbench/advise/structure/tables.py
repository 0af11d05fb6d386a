"""Tables: tables and columns of the data that the model lacks, and entities that the data lack."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._bound import lacks_column
from workbench.facts import ColumnFacts, Facts, Question, TableFacts
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
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
        f"The data have the table {table.table!r} with {len(attributes)} columns and {table.rows} rows; add it.",
        Evidence("measured", (Figure("rows", table.rows, "rows"), Figure("columns", len(attributes), "columns"))),
        (Add(Entity(name=name, attributes=attributes)),),
        1.0,
    )


def _columns(entity: Entity, table: TableFacts) -> Iterator[Finding]:
    bound = {attribute.column for attribute in entity.attributes}
    for column in table.columns:
        if column.column not in bound:
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
    for attribute in entity.attributes:
        if lacks_column(facts, entity, attribute):
            yield Finding(
                "DAT-004-no-column",
                "warning",
                Subject.attribute(entity.name, attribute.name),
                f"The table {entity.source!r} has no column {attribute.column!r}. Bind it to another, or drop it.",
                Evidence("measured", (Figure("columns", len(facts.tables[entity.source].columns), "columns"),)),
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
