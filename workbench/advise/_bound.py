"""Bound: whether the data hold what attributes are bound to, so that something can be measured of them."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.facts import Facts
from workbench.model.nodes import Attribute, Entity


def lacks_column(facts: Facts, entity: Entity, attribute: Attribute) -> bool:
    """Whether an attribute names a column that its table in the data does not have.

    Examples
    --------
    >>> from workbench.model.names import QualifiedName
    >>> lacks_column(Facts(), Entity(name=QualifiedName("t")), Attribute(name="a"))
    True
    """
    if attribute.generated is not None or attribute.binding.expression is not None or entity.binding.select is not None:
        return False
    return facts.column(entity.source, attribute.column) is None


def measurable(facts: Facts, entity: Entity, names: Iterable[str]) -> bool:
    """Whether all attributes of these names are there, and the data have values for each."""
    found = [entity.attribute(name) for name in names]
    return all(
        a is not None
        and not lacks_column(facts, entity, a)
        # What an engine computes may stand in the data besides.
        and (a.generated is None or facts.column(entity.source, a.column) is not None)
        for a in found
    )
