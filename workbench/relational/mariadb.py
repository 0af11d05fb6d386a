"""MariaDB: InnoDB tables whose texts compare as they are written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects.mysql import ENUM

from workbench.model.types import BOOLEAN, FLOAT32, FLOAT64
from workbench.relational._inspector import Inspected
from workbench.relational._spelling import spelled_type

if TYPE_CHECKING:
    import sqlalchemy as sa

    from workbench.connect import Database
    from workbench.engines._engine import Engine
    from workbench.model import LogicalType
    from workbench.relational._catalogue import Catalogue

_JSON_COLUMNS = """
    SELECT table_name, constraint_name FROM information_schema.check_constraints
    WHERE constraint_schema = database() AND level = 'Column' AND check_clause LIKE 'json\\_valid(%'"""
_OWN = {"TINYINT(1)": BOOLEAN, "FLOAT": FLOAT32, "DOUBLE": FLOAT64}


class MariaDB(Inspected):
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
        """What the catalogue holds; JSON is a text there, with a check that its values are JSON."""
        catalogue = super().read(database)
        json = set(database.rows(_JSON_COLUMNS))
        tables = []
        for table in catalogue.tables:
            columns = (
                replace(column, type="JSON") if (table.path[1], column.name) in json else column
                for column in table.columns
            )
            tables.append(replace(table, columns=tuple(columns)))
        return replace(catalogue, tables=tuple(tables))

    def logical(self, text: str) -> LogicalType:
        """Logical type that a spelling of the catalogue stands for."""
        return spelled_type(re.sub(r"^(INTEGER|SMALLINT|BIGINT)\(\d+\)", r"\1", text), _OWN)


TARGET = MariaDB()
