"""Choices: what the menus of the forms offer, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.model.nodes import ACTIONS, Cardinality
from workbench.model.types import SIMPLE

if TYPE_CHECKING:
    from workbench.model import Model, QualifiedName

PARENT_CARDINALITIES: Final = (
    ("exactly one (1)", Cardinality.ONE),
    ("one or none (0..1)", Cardinality.ZERO_OR_ONE),
)
CHILD_CARDINALITIES: Final = (
    ("any number (0..*)", Cardinality.ZERO_OR_MORE),
    ("at least one (1..*)", Cardinality.ONE_OR_MORE),
    ("one or none (0..1)", Cardinality.ZERO_OR_ONE),
    ("exactly one (1)", Cardinality.ONE),
)
# ipywidgets shows nothing at all for None.
NO_ACTION: Final = ""
DELETE_ACTIONS: Final = (("as the engine does", NO_ACTION), *((action, action) for action in ACTIONS))


def type_names(model: Model) -> tuple[str, ...]:
    """Logical types to complete from, the enums of the model among them.

    Examples
    --------
    >>> from workbench.model import Model
    >>> type_names(Model())[:4]
    ('boolean', 'int16', 'int32', 'int64')
    """
    return (
        *(name for name in SIMPLE),
        *("decimal(10,2)", "text", "text(100)", "char(2)", "list<text>"),
        *(f"enum:{enum.name}" for enum in model.enums),
    )


def entity_names(model: Model) -> tuple[tuple[str, QualifiedName], ...]:
    """Entities by their names, in alphabetical order, whatever the case."""
    names = sorted((entity.name for entity in model.entities), key=lambda name: str(name).casefold())
    return tuple((str(name), name) for name in names)
