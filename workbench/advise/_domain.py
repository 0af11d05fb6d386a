"""Domain: the range and number of an attribute's values as its reading has them, from what was measured already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from workbench.facts import Facts
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import family


@dataclass(frozen=True)
class Domain:
    """What is known of an attribute's values.

    Parameters
    ----------
    rows, values
        Rows of the table, and those that hold a value.
    distinct
        Different values; estimated where `exact` is false.
    low, high
        Smallest and largest value as text, in the order of the type; None without any.
    """

    rows: int
    values: int
    distinct: int
    exact: bool
    low: str | None
    high: str | None

    @cached_property
    def span(self) -> tuple[float, float] | None:
        """Smallest and largest value as numbers; None where they are none."""
        try:
            return (float(self.low), float(self.high)) if self.low is not None and self.high is not None else None
        except ValueError:
            return None

    @property
    def density(self) -> float:
        """Share of the whole numbers between smallest and largest that occur (0..1); 0 where they are no numbers."""
        span = self.span
        return 0.0 if span is None else min(1.0, self.distinct / max(1.0, span[1] - span[0] + 1))


class Domains:
    """Domains of the attributes of a model, looked up by table and column.

    Parameters
    ----------
    facts
        Where they come from: the first scan, and for texts what reading them gave.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, str, str], Domain | None] = {}

    def of(self, entity: Entity, attribute: Attribute) -> Domain | None:
        """Domain of an attribute; None where its column is not in the data."""
        key = (entity.source, attribute.column, family(attribute.type))
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _found(self, table: str, name: str, kind: str) -> Domain | None:
        column = self._facts.column(table, name)
        if column is None:
            return None
        read = [fit for fit in self._facts.fits.get((table, name), ()) if family(fit.question.type) == kind]
        if read:
            fit = min(read, key=lambda f: f.misfits)
            values = fit.values - fit.misfits
            return Domain(column.rows, values, fit.distinct, fit.distinct_exact, fit.minimum, fit.maximum)
        values = column.rows - column.nulls
        return Domain(column.rows, values, column.distinct, column.distinct_exact, column.minimum, column.maximum)
