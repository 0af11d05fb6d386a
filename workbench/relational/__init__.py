"""Relational: a model as SQLAlchemy tables for an engine, and a database read back into a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench import connect, targets
from workbench.errors import ConnectError
from workbench.relational._gaps import unfounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.engines._engine import Engine
    from workbench.model import Enum, LogicalType, Model, QualifiedName
    from workbench.relational._schema import Schema

__all__ = ["build", "load", "reflect", "spelling", "unfounded"]


def load(engine: Engine) -> Any:
    """What an engine adds to the making and reading of tables; imports SQLAlchemy."""
    return targets.load("workbench.relational", engine.name, kind="engine")


def build(model: Model, engine: Engine) -> Schema:
    """Tables of a model for an engine; what the engine lacks becomes findings of the schema.

    Raises
    ------
    InvalidNameError
        When a name holds what no engine could hold.

    Examples
    --------
    >>> from workbench import engines
    >>> from workbench.model import Attribute, Entity, Key, Model, QualifiedName
    >>> artist = Entity(
    ...     name=QualifiedName("artist"), attributes=(Attribute(name="id"),), primary_key=Key(attributes=("id",))
    ... )
    >>> schema = build(Model(entities=(artist,)), engines.load("sqlite"))
    >>> [(rule.kind, rule.name) for rule in schema.rules]
    [('required', ''), ('key', 'pk_artist')]
    """
    schema: Schema = load(engine).build(model, engine)
    return schema


def spelling(kind: LogicalType, engine: Engine, enums: Mapping[QualifiedName, Enum]) -> str:
    """What an engine calls a type: how a column of it is declared there, outside of any key.

    Examples
    --------
    >>> from workbench import engines
    >>> from workbench.model import parse_type
    >>> spelling(parse_type("list<int64>"), engines.load("duckdb"), {})
    'BIGINT[]'
    """
    from workbench.model import Attribute, Entity, Model, QualifiedName
    from workbench.model.types import EnumOf
    from workbench.relational._types import stored

    if not isinstance(kind, EnumOf) or kind.enum not in enums:
        return str(stored(kind, engine).sql)
    column = Entity(name=QualifiedName("t"), attributes=(Attribute(name="c", type=kind),))
    schema = build(Model(entities=(column,), enums=(enums[kind.enum],)), engine)
    (table,) = schema.metadata.tables.values()
    return str(table.columns["c"].type.compile(dialect=schema.dialect))


def reflect(url: str) -> Model:
    """Model of a live database, read without changing anything in it.

    Parameters
    ----------
    url
        SQLAlchemy URL: ``postgresql://USER@HOST/DATABASE``, ``mariadb://…``, ``sqlite:///FILE``, ``duckdb:///FILE``.

    Raises
    ------
    ConnectError
        When it cannot be opened; never with the password.
    MissingExtraError
        When the driver is not installed.
    """
    if url.partition("://")[2].partition("?")[0].rpartition("@")[2].partition("/")[2] == "":
        raise ConnectError(
            f"{connect.masked(url)} names no database to read.", hint="Put its name behind the host: …@HOST/NAME."
        )
    with connect.open_database(url) as database:
        model: Model = load(database.engine).reflect(database)
        return model
