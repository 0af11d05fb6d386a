"""Checks: which attributes the rules of an entity speak of already."""

from __future__ import annotations

from workbench.model.nodes import Entity
from workbench.naming import sql_names


def mentions(expression: str, name: str) -> bool:
    """Whether an expression names an attribute, in whatever case.

    Examples
    --------
    >>> mentions("Quantity >= 1", "quantity"), mentions("quantity_sold >= 1", "quantity")
    (True, False)
    """
    return name.casefold() in {word.casefold() for word in sql_names(expression)}


def checked(entity: Entity, name: str) -> bool:
    """Whether a check of an entity speaks of an attribute."""
    return any(mentions(check.expression, name) for check in entity.checks)
