"""Tally: the values of a column of a small table with their counts, held in memory to be compared with many others.

A model of a thousand tables asks whether each of thousands of columns is included in each of as many keys. For small
tables one look at the values answers all of it; a query for each pair would take a hundred times as long.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from workbench.facts import Included, InclusionFact, Unique, UniqueFact, Values, ValuesFact
from workbench.model.types import family
from workbench.naming import sql_quote

if TYPE_CHECKING:
    import duckdb

    from workbench.model.nodes import Attribute, Entity
    from workbench.profile._texts import Texts
    from workbench.reading import Reading

_MOST_ROWS: Final = 20_000
_MOST_VALUES: Final = 2_000_000  # of all tallies together: some 300 MB
_INTEGERS: Final = frozenset(("int16", "int32", "int64"))
_TEXTS: Final = frozenset(("date", "uuid"))
# Families whose values differ exactly when their texts do.
_DISTINCT: Final = frozenset(("integer", "decimal", "boolean", "date", "time", "timestamp", "uuid", "text"))


def _kind(attribute: Attribute) -> str | None:
    """Kinds of types whose values are equal exactly when their texts are, and in the same order; None for others."""
    name = str(attribute.type)
    if name in _INTEGERS:
        return "integer"
    return name if name in _TEXTS else "text" if name.startswith(("text", "char")) else None


class _Tally:
    """Values of one attribute, as text, with their counts."""

    def __init__(self, counts: dict[str, int], nulls: int) -> None:
        self.counts = counts
        self.nulls = nulls
        self.rows = sum(counts.values())

    @cached_property
    def spread(self) -> tuple[int, int, float, float]:
        """Largest count, median and 95th percentile of the counts."""
        return _spread(self.counts.values())


class Tallies:
    """Tallies of the columns of a source, made when they are asked for.

    Parameters
    ----------
    con
        Connection to the source.
    reading
        How its values are read.
    texts
        The columns that are known whole already.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, reading: Reading, texts: Texts) -> None:
        self._con = con
        self._reading = reading
        self._texts = texts
        self._rows: dict[str, int] = {}
        self._held: OrderedDict[tuple[str, str], _Tally] = OrderedDict()
        self._values = 0

    def included(self, question: Included, child: Entity, parent: Entity) -> InclusionFact | None:
        """Answer to a question about one column and another; None where a query must tell."""
        if len(question.child_attributes) != 1:
            return None
        ours, theirs = child.attribute(question.child_attributes[0]), parent.attribute(question.parent_attributes[0])
        if ours is None or theirs is None or (kind := _kind(ours)) is None or kind != _kind(theirs):
            return None
        if not (self._is_small(child) and self._is_small(parent)):
            return None
        mine, keys = self._tally(child, ours), self._tally(parent, theirs).counts
        counts = mine.counts
        orphans: Collection[str] = () if counts.keys() <= keys.keys() else counts.keys() - keys.keys()
        matched = len(counts) - len(orphans)
        fewest, most, median, p95 = (
            _spread(count for value, count in counts.items() if value in keys) if orphans else mine.spread
        )
        return InclusionFact(
            question=question,
            rows=mine.rows,
            orphans=sum(counts[value] for value in orphans),
            child_distinct=len(counts),
            parent_distinct=len(keys),
            orphan_values=len(orphans),
            parents_with_child=matched,
            max_children=most,
            min_children=fewest,
            median_children=median,
            p95_children=p95,
            child_nulls=mine.nulls,
            examples=tuple((sorted(orphans, key=int) if kind == "integer" else sorted(orphans))[:5]),
        )

    def unique(self, question: Unique, entity: Entity) -> UniqueFact | None:
        """Answer to a question about one column that is known whole; None where a query must tell."""
        found = self._known(entity, question.attributes, _DISTINCT)
        if found is None:
            return None
        rows = found.rows + found.nulls
        return UniqueFact(question=question, rows=rows, distinct=len(found.counts), nulls=found.nulls)

    def values(self, question: Values, entity: Entity) -> ValuesFact | None:
        """Answer to a question about one column of texts that is known whole; None where a query must tell."""
        found = self._known(entity, (question.attribute,), frozenset(("text",)))
        if found is None:
            return None
        few = len(found.counts) <= question.limit
        values = tuple(sorted(found.counts.items(), key=lambda item: (-item[1], item[0]))) if few else ()
        return ValuesFact(question=question, rows=found.rows, distinct=len(found.counts), values=values)

    def _known(self, entity: Entity, names: tuple[str, ...], families: frozenset[str]) -> _Tally | None:
        attribute = entity.attribute(names[0]) if len(names) == 1 else None
        if attribute is None or family(attribute.type) not in families or self._texts.column(entity, attribute) is None:
            return None
        return self._tally(entity, attribute)

    def _is_small(self, entity: Entity) -> bool:
        if entity.binding.select is not None:
            return False
        if entity.source not in self._rows:
            rows = self._texts.rows(entity.source)
            if rows is None:
                row = self._con.execute(f"SELECT count(*) FROM {sql_quote(entity.source)}").fetchone()
                rows = row[0] if row else 0
            self._rows[entity.source] = rows
        return self._rows[entity.source] <= _MOST_ROWS

    def _tally(self, entity: Entity, attribute: Attribute) -> _Tally:
        key = str(entity.name), attribute.name
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        column = self._texts.column(entity, attribute)
        made = self._asked(entity, attribute) if column is None else _Tally(*self._texts.counts(attribute, column))
        self._held[key] = made
        self._values += len(made.counts)
        while self._values > _MOST_VALUES and len(self._held) > 2:
            _, gone = self._held.popitem(last=False)
            self._values -= len(gone.counts)
        return made

    def _asked(self, entity: Entity, attribute: Attribute) -> _Tally:
        value, _ = self._reading.values(entity, (attribute.name,))[attribute.name]
        rows = self._con.execute(
            f"SELECT CAST(v AS VARCHAR), count(*) FROM (SELECT {value} AS v FROM {self._reading.from_sql(entity)}) "
            "GROUP BY v"
        ).fetchall()
        counts = {text: count for text, count in rows if text is not None}
        return _Tally(counts, sum(count for text, count in rows if text is None))


def _spread(counts: Iterable[int]) -> tuple[int, int, float, float]:
    ordered = sorted(counts)
    if not ordered:
        return 0, 0, 0.0, 0.0
    return ordered[0], ordered[-1], _quantile(ordered, 0.5), _quantile(ordered, 0.95)


def _quantile(ordered: list[int], share: float) -> float:
    """Quantile with the two nearest values weighed, as ``quantile_cont`` of SQL gives it."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 6)
