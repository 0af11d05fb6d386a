"""Engines: what each database engine can do. One file per engine; the file name is the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import targets
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.engines._engine import Engine

__all__ = ["load", "names", "parse"]


def names() -> tuple[str, ...]:
    """All engines, sorted, as users type them.

    Examples
    --------
    >>> "postgresql" in names()
    True
    """
    return targets.names("workbench.engines")


def load(name: str, version: str | None = None) -> Engine:
    """Engine of that name, its flags resolved for a version.

    Raises
    ------
    UnknownNameError
        When there is no such engine; suggests the nearest.

    Examples
    --------
    >>> load("postgresql", "14").nulls_not_distinct, load("postgresql").nulls_not_distinct
    (False, True)
    """
    engine: Engine = targets.load("workbench.engines", name, kind="engine")(version)
    return engine


def parse(text: str) -> Engine:
    """Engine that ``NAME`` or ``NAME@VERSION`` says.

    Raises
    ------
    UnknownNameError
        When there is no such engine; suggests the nearest.
    UsageError
        When the version is not a number.

    Examples
    --------
    >>> parse("postgresql@15")
    <Engine postgresql@15>
    >>> parse("postgres")
    Traceback (most recent call last):
    workbench.errors.UnknownNameError: There is no engine 'postgres'. Did you mean 'postgresql'? Known: ...
    """
    return load(*split(text))


def split(text: str) -> tuple[str, str | None]:
    """Name and version that ``NAME`` or ``NAME@VERSION`` says; None where no version is said.

    Raises
    ------
    UsageError
        When the version is not a number.

    Examples
    --------
    >>> split("postgresql@15"), split("sqlite")
    (('postgresql', '15'), ('sqlite', None))
    """
    name, at, version = str(text).partition("@")
    if at and not version[:1].isdigit():
        raise UsageError(f"{text!r} names no version.", hint=f"Write it as {name}@15, or {name} for the newest.")
    return name.strip(), version.strip() or None
