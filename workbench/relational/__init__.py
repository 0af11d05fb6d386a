"""Relational: a model as SQLAlchemy tables for an engine, and a database read back into a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench import connect, targets
from workbench.errors import ConnectError
from workbench.relational._gaps import unfounded

if TYPE_CHECKING:
    from workbench.engines._engine import Engine
    from workbench.model import Model
    from workbench.relational._schema import Schema

__all__ = ["build", "load", "reflect", "unfounded"]


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
