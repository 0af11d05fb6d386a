"""Inspected: catalogues read through SQLAlchemy's inspector."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from workbench.relational._target import Relational

if TYPE_CHECKING:
    import sqlalchemy as sa

    from workbench.connect import Database


class Inspected(Relational):
    """An engine whose catalogue SQLAlchemy reads, all tables of a schema at once."""

    def schemas(self, inspector: sa.Inspector) -> list[str | None]:
        """Schemas to read; None is the one that the connection is in."""
        return [None]

    def read(self, database: Database) -> Catalogue:
        """What the engine's catalogue holds."""
        inspector = database.inspector()
        tables: list[FoundTable] = []
        enums: list[FoundEnum] = []
        for schema in self.schemas(inspector):
            enums += self._enums(inspector, schema)
            tables += self._tables(inspector, schema)
        return Catalogue(tuple(tables), tuple(enums), inspector.default_schema_name)

    def _tables(self, inspector: sa.Inspector, schema: str | None) -> list[FoundTable]:
        columns = inspector.get_multi_columns(schema=schema)
        primary = inspector.get_multi_pk_constraint(schema=schema)
        uniques = inspector.get_multi_unique_constraints(schema=schema)
        references = inspector.get_multi_foreign_keys(schema=schema)
        checks = inspector.get_multi_check_constraints(schema=schema)
        indexes = inspector.get_multi_indexes(schema=schema)
        comments = inspector.get_multi_table_comment(schema=schema)
        return [
            FoundTable(
                (schema, path[1]),
                tuple(self._column(inspector, column) for column in found),
                _primary_key(primary.get(path)),
                tuple(_key(unique) for unique in uniques.get(path, ())),
                tuple(_reference(reference) for reference in references.get(path, ())),
                tuple(FoundCheck(check["sqltext"], check["name"]) for check in checks.get(path, ())),
                _indexes(indexes.get(path, ()), references.get(path, ()), uniques.get(path, ())),
                _text(comments.get(path)),
            )
            for path, found in sorted(columns.items())
        ]

    def _column(self, inspector: sa.Inspector, column: Any) -> FoundColumn:
        kind, computed = column["type"], column.get("computed") or {}
        kind = getattr(kind, "data_type", kind)  # what a domain stands for
        # A column of PostgreSQL's type serial draws from a sequence, and is required.
        serial = not column["nullable"] and str(column.get("default")).startswith("nextval(")
        identity = bool(column.get("identity")) or (
            column.get("autoincrement") is True and (serial or column.get("default") is None)
        )
        return FoundColumn(
            name=column["name"],
            type=str(kind.compile(dialect=inspector.dialect)),
            nullable=column["nullable"],
            default=column.get("default"),
            identity=identity,
            generated=computed.get("sqltext"),
            stored=computed.get("persisted", True),
            comment=column.get("comment"),
            values=tuple(getattr(kind, "enums", ())),
            enum=getattr(kind, "name", None) if getattr(kind, "enums", None) else None,
        )

    def _enums(self, inspector: sa.Inspector, schema: str | None) -> list[FoundEnum]:
        ask = getattr(inspector, "get_enums", None)
        return [FoundEnum((schema, enum["name"]), tuple(enum["labels"])) for enum in ask(schema)] if ask else []


def _primary_key(found: Any) -> FoundKey | None:
    if not found or not found["constrained_columns"]:
        return None
    return FoundKey(tuple(found["constrained_columns"]), found.get("name"))


def _key(unique: Any) -> FoundKey:
    options = unique.get("dialect_options") or {}
    distinct = not options.get("postgresql_nulls_not_distinct", False)
    return FoundKey(tuple(unique["column_names"]), unique["name"], distinct)


def _reference(found: Any) -> FoundReference:
    options = found.get("options") or {}
    return FoundReference(
        tuple(found["constrained_columns"]),
        (found["referred_schema"], found["referred_table"]),
        tuple(found["referred_columns"]),
        found["name"],
        (options.get("ondelete") or "").lower() or None,
        (options.get("onupdate") or "").lower() or None,
        bool(options.get("deferrable")),
    )


def _indexes(found: Any, references: Any, uniques: Any) -> tuple[FoundIndex, ...]:
    # A foreign key or a unique constraint brings an index of its own name along.
    brought = {other["name"] for other in (*references, *uniques)}
    return tuple(_index(index) for index in found if index["name"] not in brought)


def _index(index: Any) -> FoundIndex:
    options = index.get("dialect_options") or {}
    method = options.get("postgresql_using")
    include = tuple(options.get("postgresql_include") or ())
    names = index.get("expressions") or index["column_names"]
    sorting = index.get("column_sorting") or {}
    # The inspector lists the carried columns behind the indexed ones.
    wanted = len(index["column_names"]) - (len(include) if index.get("expressions") else 0)
    parts = tuple(
        (None if column is None else text, text if column is None else None, "desc" in sorting.get(text, ()))
        for column, text in zip(index["column_names"][:wanted], names[:wanted], strict=True)
    )
    where = options.get("postgresql_where")
    return FoundIndex(index["name"], parts, bool(index["unique"]), method, where and str(where), include)


def _text(comment: Any) -> str | None:
    return comment["text"] if comment else None
