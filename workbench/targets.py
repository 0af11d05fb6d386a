"""The file name is the registry: a target is a module of a target package whose name has no leading underscore."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from workbench.errors import UnknownNameError


@cache
def names(package: str) -> tuple[str, ...]:
    """List the targets of a package, sorted, without importing any of them.

    Examples
    --------
    >>> names("workbench.engines")
    ('duckdb', 'mariadb', 'postgresql', 'sqlite')
    """
    module = importlib.import_module(package)
    return tuple(sorted(m.name for m in pkgutil.iter_modules(module.__path__) if not m.name.startswith("_")))


def load(package: str, name: str, *, kind: str | None = None) -> Any:
    """Import one target and return its ``TARGET``.

    Parameters
    ----------
    package
        Dotted name of the target package.
    name
        The target as users type it.
    kind
        How an error calls it; the package's last word without its plural s otherwise.

    Raises
    ------
    UnknownNameError
        When no file of that name exists; lists those that do.
    """
    known = names(package)
    if name not in known:
        raise UnknownNameError(kind or package.rpartition(".")[2].removesuffix("s"), name, known)
    return importlib.import_module(f"{package}.{name}").TARGET
