"""SQLite: strict tables, and conditions that hold what its five types cannot."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workbench.model.types import FLOAT64, INT64
from workbench.naming import sql_quote
from workbench.relational._catalogue import (
    Catalogue,
    FoundCheck,
    FoundColumn,
    FoundIndex,
    FoundKey,
    FoundReference,
    FoundTable,
)
from workbench.relational._spelling import spelled_type
from workbench.relational._statement import Clause, clauses, unquoted
from workbench.relational._target import Relational

if TYPE_CHECKING:
    from workbench.connect import Database
    from workbench.engines._engine import Engine
    from workbench.model import LogicalType

_TABLES = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)


class SQLite(Relational):
    """Tables of SQLite, read from its pragmas and the statements that it keeps."""

    def table_options(self, engine: Engine) -> dict[str, Any]:
        """STRICT, without which SQLite takes a text for a number."""
        return {"sqlite_strict": True} if engine.strict_tables else {}

    def index_options(self, method: str | None, where: Any, include: list[str]) -> dict[str, Any]:
        """Condition of a partial index."""
        return {} if where is None else {"sqlite_where": where}

    def read(self, database: Database) -> Catalogue:
        """What the pragmas and the kept statements say."""
        return Catalogue(_spelled(tuple(_table(database, name, sql) for name, sql in database.rows(_TABLES))))

    def logical(self, text: str) -> LogicalType:
        """Logical type that a spelling of the catalogue stands for."""
        return spelled_type(text, {"INTEGER": INT64, "INT": INT64, "REAL": FLOAT64})


def _table(database: Database, name: str, statement: str) -> FoundTable:
    quoted = sql_quote(name)
    parts = clauses(statement)
    own = {clause.name.casefold(): clause for clause in parts if not clause.kind}
    rows = database.rows(f"PRAGMA table_xinfo({quoted})")
    keyed = sorted((row[5], row[1]) for row in rows if row[5])
    primary = FoundKey(tuple(column for _, column in keyed), _name(parts, "PRIMARY")) if keyed else None
    rowid = len(keyed) == 1 and any(row[2].upper() == "INTEGER" and row[5] for row in rows)
    checks = [FoundCheck(text, clause.name if clause.named else None) for clause, text in _checks(parts)]
    return FoundTable(
        (None, name),
        tuple(_column(row, own.get(row[1].casefold()), rowid=rowid, keyed=rowid or _strict(statement)) for row in rows),
        primary,
        _keys(database, quoted, parts),
        _references(database, quoted, parts),
        tuple(checks),
        _indexes(database, quoted),
    )


def _spelled(tables: tuple[FoundTable, ...]) -> tuple[FoundTable, ...]:
    """Tables whose references spell the parent as it is declared: SQLite finds it in any case."""
    known = {table.path[1].casefold(): table for table in tables}

    def spelled(reference: FoundReference) -> FoundReference:
        parent = known.get(reference.parent[1].casefold())
        if parent is None:
            return reference
        names = {column.name.casefold(): column.name for column in parent.columns}
        columns = tuple(names.get(name.casefold(), name) for name in reference.parent_columns)
        return replace(reference, parent=parent.path, parent_columns=columns)

    return tuple(replace(table, references=tuple(map(spelled, table.references))) for table in tables)


def _checks(parts: tuple[Clause, ...]) -> list[tuple[Clause, str]]:
    return [(clause, text) for clause in parts for text in clause.bracketed("CHECK")]


def _strict(statement: str) -> bool:
    return "STRICT" in statement.rpartition(")")[2].upper()


def _column(row: tuple[Any, ...], clause: Clause | None, *, rowid: bool, keyed: bool) -> FoundColumn:
    _, name, kind, required, default, key, hidden = row
    generated = None
    if hidden in (2, 3) and clause is not None:  # 2: virtual, 3: stored
        generated = next(clause.bracketed("AS"), None)
    return FoundColumn(
        name=name,
        type=kind,
        # Out of strict tables, SQLite takes nulls in a primary key (https://sqlite.org/quirks.html).
        nullable=not required and not (key and keyed),
        default=default,
        identity=bool(rowid and key),
        generated=generated,
        stored=hidden == 3,
    )


def _keys(database: Database, table: str, parts: tuple[Clause, ...]) -> tuple[FoundKey, ...]:
    named = {
        tuple(unquoted(text.strip()) for text in columns.split(",")): clause.name
        for clause in parts
        if clause.kind == "UNIQUE" and clause.named
        for columns in clause.bracketed("UNIQUE")
    }
    found = []
    for _, index, _, origin, _ in reversed(database.rows(f"PRAGMA index_list({table})")):
        if origin == "u":
            columns = tuple(row[2] for row in database.rows(f"PRAGMA index_info({sql_quote(index)})"))
            found.append(FoundKey(columns, named.get(columns)))
    return tuple(found)


def _references(database: Database, table: str, parts: tuple[Clause, ...]) -> tuple[FoundReference, ...]:
    clauses_of = {
        tuple(unquoted(text.strip()).casefold() for text in columns.split(",")): clause
        for clause in parts
        if clause.kind == "FOREIGN"
        for columns in clause.bracketed("KEY")
    }
    found = []
    rows = database.rows(f"PRAGMA foreign_key_list({table})")
    for _, group in groupby(sorted(rows, key=lambda row: (-row[0], row[1])), key=lambda row: row[0]):
        lines = list(group)
        columns = tuple(line[3] for line in lines)
        clause = clauses_of.get(tuple(column.casefold() for column in columns))
        parent_columns = tuple(line[4] for line in lines)
        if None in parent_columns:  # the parent's primary key is meant
            info = database.rows(f"PRAGMA table_info({sql_quote(lines[0][2])})")
            parent_columns = tuple(row[1] for row in sorted(info, key=lambda row: row[5]) if row[5])
        found.append(
            FoundReference(
                columns,
                (None, lines[0][2]),
                parent_columns,
                clause.name if clause is not None and clause.named else None,
                _action(lines[0][6]),
                _action(lines[0][5]),
                clause is not None and clause.has("DEFERRABLE") and not clause.has("NOT", "DEFERRABLE"),
            )
        )
    return tuple(found)


def _action(text: str) -> str | None:
    return None if text == "NO ACTION" else text.lower()


def _indexes(database: Database, table: str) -> tuple[FoundIndex, ...]:
    found = []
    for _, name, unique, origin, _ in reversed(database.rows(f"PRAGMA index_list({table})")):
        if origin != "c":
            continue
        statement = str(
            database.value(f"SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = {_literal(name)}")
        )
        inner = clauses(statement)
        parts = tuple(
            (column, None if column is not None else _expression(inner[position]), bool(descending))
            for position, (_, _, column, descending, _, key) in enumerate(
                database.rows(f"PRAGMA index_xinfo({sql_quote(name)})")
            )
            if key
        )
        where = statement.rpartition(" WHERE ")[2] if " WHERE " in statement else None
        found.append(FoundIndex(name, parts, bool(unique), None, where))
    return tuple(found)


def _expression(clause: Clause) -> str:
    text = "".join(f" {token.text}" if token.spaced else token.text for token in clause.tokens).strip()
    return text.removesuffix(" DESC").removesuffix(" ASC")


def _name(parts: tuple[Clause, ...], kind: str) -> str | None:
    return next((clause.name for clause in parts if clause.kind == kind and clause.named), None)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


TARGET = SQLite()
