"""PostgreSQL: enums as types of their own, and every kind of index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects.postgresql import ENUM

from workbench.relational._inspector import Inspected
from workbench.relational._spelling import spelled_type

if TYPE_CHECKING:
    import sqlalchemy as sa
    from sqlalchemy.engine.interfaces import Dialect

    from workbench.engines._engine import Engine
    from workbench.model import LogicalType


class PostgreSQL(Inspected):
    """Tables of PostgreSQL."""

    def adjust(self, dialect: Dialect, engine: Engine) -> None:
        """Say what a server with default settings would say."""
        settings: Any = dialect
        settings._backslash_escapes = False  # standard_conforming_strings is on since 9.1  # noqa: SLF001
        settings.supports_virtual_generated_columns = "virtual" in engine.generated

    def enum_type(self, name: str, schema: str | None, values: tuple[str, ...]) -> sa.types.TypeEngine[Any]:
        """Type made by CREATE TYPE, which the script writes itself."""
        return ENUM(*values, name=name, schema=schema, create_type=False)

    def index_options(self, method: str | None, where: Any, include: list[str]) -> dict[str, Any]:
        """Method, condition and carried columns."""
        options: dict[str, Any] = {"postgresql_using": method} if method and method != "btree" else {}
        if where is not None:
            options["postgresql_where"] = where
        if include:
            options["postgresql_include"] = include
        return options

    def schemas(self, inspector: sa.Inspector) -> list[str | None]:
        """All schemas that are not the server's own."""
        own = inspector.default_schema_name
        return [None, *(s for s in inspector.get_schema_names() if s not in {own, "information_schema"})]

    def logical(self, text: str) -> LogicalType:
        """Logical type that a spelling of the catalogue stands for."""
        return spelled_type(text)


TARGET = PostgreSQL()
