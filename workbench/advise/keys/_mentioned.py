"""Mentioned: which other tables the names of columns speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.advise._naming import ColumnName, Naming, ParentName
from workbench.advise.references._index import NameIndex
from workbench.advise.references._names import match
from workbench.facts import Facts
from workbench.model.model import Model
from workbench.model.nodes import Entity

# From this score on a name mentions another table.
_MENTIONED = 0.8
# Of the rows of a table, so many differ in its key, but for faults and the error of an estimate.
_DIFFERENT = 0.75
_NO_KEY = ColumnName((), tail=False, whole=())


def _parent(names: Naming, entity: Entity, facts: Facts) -> ParentName:
    first = entity.attributes[0].column
    found, column = names.parent(entity.source, first), facts.column(entity.source, first)
    repeats = column is not None and column.rows > 1 and column.distinct < _DIFFERENT * column.rows
    return replace(found, key=_NO_KEY) if repeats else found


class Mentioned:
    """The tables that the names of columns mention.

    Parameters
    ----------
    names
        Names of the model, taken apart.
    model
        The tables; the first column of each stands for its key, which is not known yet.
    facts
        What is known: a first column that repeats is no key.
    """

    def __init__(self, names: Naming, model: Model, facts: Facts) -> None:
        self._entities = [entity for entity in model.entities if entity.attributes]
        self._parents = [_parent(names, entity, facts) for entity in self._entities]
        self._index = NameIndex(self._parents)
        self._names = names
        self._columns: dict[tuple[str, ...], set[str]] = {}
        for entity in self._entities:
            for attribute in entity.attributes:
                whole = names.column(entity.source, attribute.column).whole
                if whole:  # `%` and `#` are without words, and not therefore the same
                    self._columns.setdefault(whole, set()).add(entity.source)
        self._known: dict[tuple[str, ColumnName], tuple[str, ...]] = {}

    def by(self, entity: Entity, column: ColumnName) -> tuple[str, ...]:
        """Words of the other table that the name of an attribute mentions best; none where it mentions none."""
        key = entity.source, column
        if key not in self._known:
            others = (place for place in self._index.places(column) if self._entities[place] is not entity)
            scored = ((match(column, self._parents[place]).score, self._parents[place].table) for place in others)
            score, table = max(scored, default=(0.0, ())) if column.body else (0.0, ())
            self._known[key] = table if score >= _MENTIONED else ()
        return self._known[key]

    def elsewhere(self, entity: Entity, columns: Iterable[ColumnName]) -> list[tuple[str, ...]]:
        """Words of the other tables that have columns of all these names."""
        sources = set.intersection(*(self._columns.get(column.whole, set()) for column in columns)) - {entity.source}
        return [self._names.table(source) for source in sorted(sources)]
