"""Tally: the values of a column of a small table with their counts, held in memory to be compared with many others.

A model of a thousand tables asks whether each of thousands of columns is included in each of as many keys. For small
tables one look at the values answers all of it; a query for each pair would take a hundred times as long.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from workbench.facts import Included, InclusionFact
from workbench.naming import sql_quote

if TYPE_CHECKING:
    import duckdb

    from workbench.model.nodes import Attribute, Entity
    from workbench.reading import Reading

_MOST_ROWS: Final = 20_000
_MOST_VALUES: Final = 2_000_000  # of all tallies together: some 300 MB
_INTEGERS: Final = frozenset(("int16", "int32", "int64"))
_TEXTS: Final = frozenset(("date", "uuid"))


def _kind(attribute: Attribute) -> str | None:
    """Kinds of types whose values are equal exactly when their texts are, and in the same order; None for others."""
    name = str(attribute.type)
    if name in _INTEGERS:
        return "integer"
    return name if name in _TEXTS else "text" if name.startswith(("text", "char")) else None


class Tallies:
    """Tallies of the columns of a source, made when they are asked for."""

    def __init__(self, con: duckdb.DuckDBPyConnection, reading: Reading) -> None:
        self._con = con
        self._reading = reading
        self._small: dict[str, bool] = {}
        self._held: OrderedDict[tuple[str, str], tuple[dict[str, int], int]] = OrderedDict()
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
        counts, nulls = self._tally(child, ours)
        keys, _ = self._tally(parent, theirs)
        orphans = counts.keys() - keys.keys()
        matched = sorted(count for value, count in counts.items() if value in keys)
        return InclusionFact(
            question=question,
            rows=sum(counts.values()),
            orphans=sum(counts[value] for value in orphans),
            child_distinct=len(counts),
            parent_distinct=len(keys),
            orphan_values=len(orphans),
            parents_with_child=len(matched),
            max_children=matched[-1] if matched else 0,
            median_children=_quantile(matched, 0.5),
            p95_children=_quantile(matched, 0.95),
            child_nulls=nulls,
            examples=tuple(sorted(orphans, key=int if kind == "integer" else None)[:5]),
        )

    def _is_small(self, entity: Entity) -> bool:
        if entity.binding.select is not None:
            return False
        if entity.source not in self._small:
            row = self._con.execute(f"SELECT count(*) FROM {sql_quote(entity.source)}").fetchone()
            self._small[entity.source] = bool(row and row[0] <= _MOST_ROWS)
        return self._small[entity.source]

    def _tally(self, entity: Entity, attribute: Attribute) -> tuple[dict[str, int], int]:
        key = str(entity.name), attribute.name
        if key in self._held:
            self._held.move_to_end(key)
            return self._held[key]
        value, _ = self._reading.values(entity, (attribute.name,))[attribute.name]
        rows = self._con.execute(
            f"SELECT CAST(v AS VARCHAR), count(*) FROM (SELECT {value} AS v FROM {self._reading.from_sql(entity)}) "
            "GROUP BY v"
        ).fetchall()
        counts = {text: count for text, count in rows if text is not None}
        made = counts, sum(count for text, count in rows if text is None)
        self._held[key] = made
        self._values += len(counts)
        while self._values > _MOST_VALUES and len(self._held) > 2:
            _, (gone, _) = self._held.popitem(last=False)
            self._values -= len(gone)
        return made


def _quantile(ordered: list[int], share: float) -> float:
    """Quantile with the two nearest values weighed, as ``quantile_cont`` of SQL gives it; 0 of nothing."""
    if not ordered:
        return 0.0
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 6)
