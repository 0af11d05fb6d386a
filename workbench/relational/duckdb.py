"""DuckDB: compiled like PostgreSQL, read from its own catalogue functions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects.postgresql import ENUM

from workbench.model.types import FLOAT32, split_top
from workbench.relational._catalogue import (
    Catalogue,
    FoundCheck,
    FoundColumn,
    FoundEnum,
    FoundIndex,
    FoundKey,
    FoundReference,
    FoundTable,
)
from workbench.relational._spelling import quoted_values, spelled_type, split_quoted
from workbench.relational._statement import unquoted
from workbench.relational._target import Relational

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlalchemy.engine.interfaces import Dialect

    from workbench.connect import Database
    from workbench.engines._engine import Engine
    from workbench.model import LogicalType
    from workbench.relational._schema import TablePath

_HERE = "NOT internal AND database_name = current_database()"
_TABLES = f"SELECT schema_name, table_name, comment FROM duckdb_tables() WHERE {_HERE} AND NOT temporary ORDER BY ALL"
_COLUMNS = f"""
    SELECT schema_name, table_name, column_name, data_type, is_nullable, column_default, comment, is_generated,
        generation_expression
    FROM duckdb_columns() WHERE {_HERE} ORDER BY schema_name, table_name, column_index"""
_CONSTRAINTS = """
    SELECT schema_name, table_name, constraint_type, constraint_column_names, referenced_table,
        referenced_column_names, expression, constraint_text
    FROM duckdb_constraints() WHERE database_name = current_database()
    ORDER BY schema_name, table_name, constraint_index"""
_INDEXES = """
    SELECT schema_name, table_name, index_name, is_unique, expressions FROM duckdb_indexes()
    WHERE database_name = current_database() ORDER BY schema_name, table_name, index_oid"""
_ENUMS = (
    f"SELECT schema_name, type_name, labels FROM duckdb_types() WHERE logical_type = 'ENUM' AND {_HERE} ORDER BY ALL"
)


class DuckDB(Relational):
    """Tables of DuckDB, whose grammar began as PostgreSQL's."""

    def adjust(self, dialect: Dialect, engine: Engine) -> None:
        """Take back what differs from PostgreSQL."""
        settings: Any = dialect
        settings._backslash_escapes = False  # noqa: SLF001
        settings.supports_virtual_generated_columns = True
        settings.max_identifier_length = 1_000_000
        settings.server_version_info = (18,)  # the version of PostgreSQL whose grammar is compiled

    def enum_type(self, name: str, schema: str | None, values: tuple[str, ...]) -> sa.types.TypeEngine[Any]:
        """Type made by CREATE TYPE, which the script writes itself."""
        return ENUM(*values, name=name, schema=schema, create_type=False)

    def read(self, database: Database) -> Catalogue:
        """What DuckDB's own functions say; SQLAlchemy has no inspector for it."""
        enums = tuple(FoundEnum((schema, name), tuple(labels)) for schema, name, labels in database.rows(_ENUMS))
        named = {enum.values: enum.path[1] for enum in enums}
        columns: defaultdict[TablePath, list[FoundColumn]] = defaultdict(list)
        for schema, table, *rest in database.rows(_COLUMNS):
            columns[schema, table].append(_column(rest, named))
        parts: defaultdict[TablePath, list[tuple[Any, ...]]] = defaultdict(list)
        for schema, table, *rest in database.rows(_CONSTRAINTS):
            parts[schema, table].append(tuple(rest))
        indexes: defaultdict[TablePath, list[FoundIndex]] = defaultdict(list)
        for schema, table, name, unique, expressions in database.rows(_INDEXES):
            indexes[schema, table].append(_index(name, expressions, columns[schema, table], unique=unique))
        tables = tuple(
            _table((schema, name), columns[schema, name], parts[schema, name], indexes[schema, name], comment)
            for schema, name, comment in database.rows(_TABLES)
        )
        return Catalogue(tables, enums, str(database.value("SELECT current_schema()")))

    def logical(self, text: str) -> LogicalType:
        """Logical type that a spelling of the catalogue stands for."""
        return spelled_type(text, {"FLOAT": FLOAT32})


def _column(row: list[Any], named: dict[tuple[str, ...], str]) -> FoundColumn:
    name, kind, nullable, default, comment, generated, expression = row
    values: tuple[str, ...] = ()
    if kind.startswith("ENUM("):
        values = quoted_values(kind[5:-1])
    return FoundColumn(
        name=name,
        type=kind,
        nullable=nullable,
        default=None if generated else default,
        identity=bool(default and default.startswith("nextval(")),
        generated=expression if generated else None,
        stored=False,
        comment=comment,
        values=values,
        enum=named.get(values) if values else None,
    )


def _table(
    path: TablePath,
    columns: list[FoundColumn],
    parts: list[tuple[Any, ...]],
    indexes: list[FoundIndex],
    comment: str | None,
) -> FoundTable:
    def of(kind: str) -> list[tuple[Any, ...]]:
        return [part for part in parts if part[0] == kind]

    primary = next((FoundKey(tuple(part[1])) for part in of("PRIMARY KEY")), None)
    return FoundTable(
        path,
        tuple(columns),
        primary,
        tuple(FoundKey(tuple(part[1])) for part in of("UNIQUE")),
        tuple(FoundReference(tuple(part[1]), _parent(path, part), tuple(part[3])) for part in of("FOREIGN KEY")),
        tuple(FoundCheck(part[4]) for part in of("CHECK")),
        tuple(indexes),
        comment,
    )


def _parent(path: TablePath, part: tuple[Any, ...]) -> TablePath:
    # The catalogue names the parent without its schema; the text of the constraint has both.
    text = part[5].partition(" REFERENCES ")[2].rpartition("(")[0]
    names = [unquoted(name) for name in split_top(text, ".")]
    return (names[-2] if len(names) > 1 else path[0], part[2])


def _index(name: str, expressions: Any, columns: list[FoundColumn], *, unique: bool) -> FoundIndex:
    known = {column.name for column in columns}
    parts: list[tuple[str | None, str | None, bool]] = []
    for text in split_quoted(str(expressions).strip("[]")):
        bare = unquoted(unquoted(text.strip()))
        parts.append((bare, None, False) if bare in known else (None, bare, False))
    return FoundIndex(name, tuple(parts), unique)


TARGET = DuckDB()
