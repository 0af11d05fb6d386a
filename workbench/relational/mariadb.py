"""MariaDB: InnoDB tables whose texts compare as they are written, read from its information schema."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.dialects.mysql import ENUM

from workbench.model.types import BOOLEAN, FLOAT32, FLOAT64
from workbench.relational._catalogue import (
    Catalogue,
    FoundCheck,
    FoundColumn,
    FoundIndex,
    FoundKey,
    FoundReference,
    FoundTable,
)
from workbench.relational._spelling import quoted_values, spelled_type
from workbench.relational._target import Relational

if TYPE_CHECKING:
    import sqlalchemy as sa

    from workbench.connect import Database
    from workbench.engines._engine import Engine
    from workbench.model import LogicalType

# SQLAlchemy reads SHOW CREATE TABLE, and stumbles over backticks in names.
_TABLES: Final = """
    SELECT table_name, table_comment FROM information_schema.tables
    WHERE table_schema = database() AND table_type = 'BASE TABLE' ORDER BY table_name"""
_COLUMNS: Final = """
    SELECT table_name, column_name, column_type, is_nullable, column_default, extra, column_comment,
        generation_expression
    FROM information_schema.columns WHERE table_schema = database() ORDER BY table_name, ordinal_position"""
_INDEXES: Final = """
    SELECT table_name, index_name, non_unique, column_name, collation, index_type
    FROM information_schema.statistics WHERE table_schema = database() ORDER BY table_name, index_name, seq_in_index"""
_REFERENCES: Final = """
    SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_schema = database(),
        k.referenced_table_schema, k.referenced_table_name, k.referenced_column_name, r.delete_rule, r.update_rule
    FROM information_schema.key_column_usage k
    JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
        AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name
    WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL
    ORDER BY k.table_name, k.constraint_name, k.ordinal_position"""
_CHECKS: Final = """
    SELECT table_name, constraint_name, check_clause, level FROM information_schema.check_constraints
    WHERE constraint_schema = database() ORDER BY table_name, constraint_name"""
_OWN: Final = {"TINYINT(1)": BOOLEAN, "FLOAT": FLOAT32, "DOUBLE": FLOAT64}
_WIDTH: Final = re.compile(r"\b(INT|SMALLINT|MEDIUMINT|BIGINT)\(\d+\)")


class MariaDB(Relational):
    """Tables of MariaDB."""

    def table_options(self, engine: Engine) -> dict[str, Any]:
        """InnoDB, and a collation under which two texts are equal only when they are the same.

        The server's default collation holds 'é' and 'E', and 'a' and 'a ', for equal: keys that are distinct
        everywhere else would be duplicates here.
        """
        return {
            "mariadb_engine": "InnoDB",
            "mariadb_default_charset": "utf8mb4",
            "mariadb_collate": "utf8mb4_nopad_bin",
        }

    def enum_type(self, name: str, schema: str | None, values: tuple[str, ...]) -> sa.types.TypeEngine[Any]:
        """Type that stands in the column itself."""
        return ENUM(*values)

    def index_options(self, method: str | None, where: Any, include: list[str]) -> dict[str, Any]:
        """FULLTEXT is a word before INDEX; the usual method needs no word."""
        return {"mariadb_prefix": "FULLTEXT"} if method == "FULLTEXT" else {}

    def read(self, database: Database) -> Catalogue:
        """What the information schema says of the connection's database."""
        checks = _grouped(database.rows(_CHECKS))
        columns, indexes = _grouped(database.rows(_COLUMNS)), _grouped(database.rows(_INDEXES))
        references = _grouped(database.rows(_REFERENCES))
        return Catalogue(
            tuple(
                _table((name, comment), columns[name], indexes[name], references[name], checks[name])
                for name, comment in database.rows(_TABLES)
            )
        )

    def logical(self, text: str) -> LogicalType:
        """Logical type that a spelling of the catalogue stands for."""
        return spelled_type(text, _OWN)


def _grouped(rows: list[tuple[Any, ...]]) -> defaultdict[Any, list[tuple[Any, ...]]]:
    groups: defaultdict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *rest in rows:
        groups[key].append(tuple(rest))
    return groups


def _table(
    of: tuple[str, str],
    columns: list[tuple[Any, ...]],
    indexes: list[tuple[Any, ...]],
    references: list[tuple[Any, ...]],
    checks: list[tuple[Any, ...]],
) -> FoundTable:
    name, comment = of
    # JSON is a text with a check of the column itself that its values are JSON.
    json = {check for check, clause, level in checks if level == "Column" and clause.startswith("json_valid(")}
    links = tuple(_reference(link, rows) for link, rows in _grouped(references).items())
    brought = {link.name for link in links}
    primary: FoundKey | None = None
    keys, found = [], []
    for index, rows in _grouped(indexes).items():
        over = tuple(row[1] for row in rows)
        if index == "PRIMARY":
            primary = FoundKey(over)
        elif not rows[0][0]:
            keys.append(FoundKey(over, index))
        elif index not in brought:
            method = rows[0][3].lower()
            parts = tuple((column, None, order == "D") for _, column, order, _ in rows)
            found.append(FoundIndex(index, parts, method=None if method == "btree" else method))
    return FoundTable(
        (None, name),
        tuple(_column(row, json) for row in columns),
        primary,
        tuple(keys),
        links,
        tuple(FoundCheck(clause, check) for check, clause, level in checks if check not in json or level == "Table"),
        tuple(found),
        comment or None,
    )


def _column(row: tuple[Any, ...], json: set[str]) -> FoundColumn:
    name, kind, nullable, default, extra, comment, generated = row
    text = str(kind)
    return FoundColumn(
        name=name,
        type="JSON" if name in json else _WIDTH.sub(r"\1", text.upper()),
        nullable=nullable == "YES",
        default=None if default is None or default == "NULL" else str(default),
        identity="auto_increment" in extra,
        generated=generated,
        stored="STORED" in extra,
        comment=comment or None,
        values=quoted_values(text[5:-1]) if text.startswith("enum(") else (),
    )


def _reference(name: str, rows: list[tuple[Any, ...]]) -> FoundReference:
    _, here, schema, table, _, on_delete, on_update = rows[0]
    return FoundReference(
        tuple(row[0] for row in rows),
        (None if here else schema, table),
        tuple(row[4] for row in rows),
        name,
        _action(on_delete),
        _action(on_update),
    )


def _action(text: str) -> str | None:
    # InnoDB's own default, whether it was said or not.
    return None if text == "RESTRICT" else text.lower()


TARGET = MariaDB()
