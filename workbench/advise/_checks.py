"""Checks: which attributes the rules of an entity speak of already."""

from __future__ import annotations

from workbench.model.nodes import Entity
from workbench.naming import sql_columns


def mentions(expression: str, name: str) -> bool:
    """Whether an expression names an attribute, in whatever case; a function or a type of that name is none.

    Examples
    --------
    >>> mentions("Quantity >= 1", "quantity"), mentions("quantity_sold >= 1", "quantity")
    (True, False)
    """
    return name.casefold() in {word.casefold() for word in sql_columns(expression)}


def checked(entity: Entity, name: str) -> bool:
    """Whether a check of an entity speaks of an attribute."""
    return any(mentions(check.expression, name) for check in entity.checks)
