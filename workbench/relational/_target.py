"""Target: what an engine adds to the making and reading of tables that its flags do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.relational._build import Builder
from workbench.relational._reflect import Reflection

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import Dialect

    from workbench.connect import Database
    from workbench.engines._engine import Engine
    from workbench.model import LogicalType, Model
    from workbench.relational._catalogue import Catalogue
    from workbench.relational._schema import Schema


class Relational:
    """Tables of an engine: made from a model, and read back from a database.

    Engines override what they do differently.
    """

    def build(self, model: Model, engine: Engine) -> Schema:
        """Make the tables of a model; what the engine lacks becomes findings of the schema."""
        return Builder(model, engine, self).build()

    def dialect(self, engine: Engine) -> Dialect:
        """SQLAlchemy dialect that compiles for the engine without a connection."""
        # A paramstyle without percent signs: otherwise the compiler doubles those that stand in names and texts.
        cls: Any = sa.make_url(f"{engine.driver or engine.dialect}://").get_dialect()
        dialect: Dialect = cls(paramstyle="named")
        dialect.server_version_info = engine.version.numbers
        self.adjust(dialect, engine)
        preparer = dialect.identifier_preparer
        preparer.reserved_words = {*preparer.reserved_words, *engine.reserved_words}
        return dialect

    def adjust(self, dialect: Dialect, engine: Engine) -> None:
        """Set what a connection would have told the dialect."""

    def table_options(self, engine: Engine) -> dict[str, Any]:
        """Keyword arguments for every :class:`sqlalchemy.Table`."""
        return {}

    def enum_type(self, name: str, schema: str | None, values: tuple[str, ...]) -> sa.types.TypeEngine[Any]:
        """Type of a column that holds one of some values, where the engine has such types."""
        raise NotImplementedError

    def index_options(self, method: str | None, where: Any, include: list[str]) -> dict[str, Any]:
        """Keyword arguments for an :class:`sqlalchemy.Index`; what the flags refuse is not asked for."""
        return {}

    def read(self, database: Database) -> Catalogue:
        """What the engine's catalogue holds."""
        raise NotImplementedError

    def reflect(self, database: Database) -> Model:
        """Model of what the catalogue holds."""
        return Reflection(self.read(database), database.engine, self).model()

    def logical(self, text: str) -> LogicalType:
        """Logical type that a spelling of the catalogue stands for."""
        raise NotImplementedError
