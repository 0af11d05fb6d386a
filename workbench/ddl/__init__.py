"""DDL: a model as an SQL script for an engine. One file per engine; the file name is the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import targets

if TYPE_CHECKING:
    from workbench.artefact import Artefact
    from workbench.ddl._script import Script
    from workbench.findings import Findings
    from workbench.model import Model

__all__ = ["load", "names", "write"]


def names() -> tuple[str, ...]:
    """Engines that scripts are written for, sorted.

    Examples
    --------
    >>> names()
    ('duckdb', 'mariadb', 'postgresql', 'sqlite')
    """
    return targets.names("workbench.ddl")


def load(name: str) -> Script:
    """How scripts for one engine are set out.

    Raises
    ------
    UnknownNameError
        When there is no such engine; suggests the nearest.
    """
    script: Script = targets.load("workbench.ddl", name, kind="engine")
    return script


def write(model: Model, engine: str, version: str | None = None) -> tuple[Artefact, Findings]:
    """Write a model as an SQL script.

    Parameters
    ----------
    engine
        Name of the engine: ``"postgresql"``.
    version
        Version to write for; the newest that Workbench was run on when it is left out.

    Returns
    -------
    Artefact
        ``ddl/ENGINE.sql``: tables with parents before children, each with its comments and indexes.
    Findings
        What the engine lacks or holds differently, one finding for each part of the model.

    Raises
    ------
    UnknownNameError
        When there is no such engine; suggests the nearest.
    InvalidNameError
        When a name holds NUL or control characters; nothing is written.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Key, Model, QualifiedName, parse_type
    >>> artist = Entity(
    ...     name=QualifiedName("artist"),
    ...     attributes=(Attribute(name="id", type=parse_type("int32")),),
    ...     primary_key=Key(attributes=("id",)),
    ... )
    >>> script, findings = write(Model(entities=(artist,)), "sqlite")
    >>> print(script.text.split("BEGIN;")[1])
    <BLANKLINE>
    <BLANKLINE>
    CREATE TABLE artist (
        id INTEGER NOT NULL,
        CONSTRAINT pk_artist PRIMARY KEY (id)
    ) STRICT;
    <BLANKLINE>
    COMMIT;
    <BLANKLINE>
    """
    return load(engine).write(model, version)
