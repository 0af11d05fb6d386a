"""Shapes: exact answers to questions about the shape of rows, read through the model's bindings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from workbench.naming import sql_quote
from workbench.questions import (
    Copies,
    CopiesFact,
    Holds,
    HoldsFact,
    Periods,
    PeriodsFact,
    Snapshot,
    SnapshotFact,
    Subtyped,
    SubtypedFact,
)

if TYPE_CHECKING:
    from workbench.facts import Answer
    from workbench.model.nodes import Entity
    from workbench.reading import Reading

# Years that no business plans for: an end there means that there is none.
_FAR = "DATE '2999-12-31'"


@dataclass(frozen=True)
class Shapes:
    """Answers questions on one source.

    Parameters
    ----------
    reading
        How values are read to be measured.
    shown
        How they are read in SQL that people see.
    rows_of
        Runs a SELECT.
    entity
        Finds an entity by its name.
    """

    reading: Reading
    shown: Reading
    rows_of: Callable[[str], Sequence[tuple[Any, ...]]]
    entity: Callable[[str], Entity]

    @singledispatchmethod
    def answer(self, question: Any) -> Answer:
        """Measure what is asked."""
        raise TypeError(f"No answer is known to {question!r}.")

    def _row(self, sql: str) -> tuple[Any, ...]:
        return self.rows_of(sql)[0]

    def _relation(self, name: str, columns: Sequence[tuple[str, str]], reading: Reading | None = None) -> str:
        """SELECT of attributes of an entity, each under a name."""
        entity, reading = self.entity(name), reading or self.reading
        values = reading.values(entity, [attribute for attribute, _ in columns])
        named = ", ".join(f"{values[attribute][0]} AS {sql_quote(alias)}" for attribute, alias in columns)
        return f"SELECT {named} FROM {reading.from_sql(entity)}"

    @answer.register
    def _holds(self, question: Holds) -> HoldsFact:
        names = [(name, name) for name in question.attributes]
        first = "" if question.first is None else f" LIMIT {question.first:d}"
        rows, found = self._counts(self._relation(question.entity, names) + first, question.conditions)
        met, broken = zip(*found, strict=True) if found else ((), ())
        relation = self._relation(question.entity, names, self.shown) + first
        return HoldsFact(question=question, rows=rows, met=met, broken=broken, relation=relation)

    def _counts(self, relation: str, conditions: Sequence[str]) -> tuple[int, list[tuple[int, int]]]:
        """Rows of each condition by one scan; where one cannot be tried (digits run over), each by its own."""
        import duckdb

        counts = "".join(f", count(*) FILTER (WHERE {c}), count(*) FILTER (WHERE NOT ({c}))" for c in conditions)
        try:
            rows, *found = self._row(f"SELECT count(*){counts} FROM ({relation})")
        except (
            duckdb.BinderException,
            duckdb.ConversionException,
            duckdb.InvalidInputException,
            duckdb.OutOfRangeException,
        ):
            if not conditions:
                raise
            rows = self._counts(relation, ())[0]
            if len(conditions) == 1:
                return rows, [(0, rows)]  # what cannot be computed does not hold
            return rows, [self._counts(relation, (condition,))[1][0] for condition in conditions]
        return rows, list(zip(found[::2], found[1::2], strict=True))

    @answer.register
    def _subtyped(self, question: Subtyped) -> SubtypedFact:
        there = [f"__in_{i}" for i in range(1, len(question.children) + 1)]
        texts = [f"CAST({sql_quote(name)} AS VARCHAR) AS d{i}" for i, name in enumerate(question.discriminators)]
        together: Counter[tuple[bool, ...]] = Counter()
        by: list[Counter[tuple[str | None, tuple[bool, ...]]]] = [Counter() for _ in texts]
        for *row, count in self.rows_of(
            f"SELECT {', '.join([*texts, *there])}, count(*) FROM ({self._family(question, self.reading)}) "
            "GROUP BY ALL ORDER BY ALL"
        ):
            values, members = row[: len(texts)], tuple(map(bool, row[len(texts) :]))
            together[members] += count
            for value, told_by in zip(values, by, strict=True):
                told_by[value, members] += count
        return SubtypedFact(
            question=question,
            parents=together.total(),
            together=tuple(together.items()),
            told=tuple(tuple((value, members, n) for (value, members), n in one.items()) for one in by),
            relation=self._family(question, self.shown),
        )

    def _family(self, question: Subtyped, reading: Reading) -> str:
        """SELECT of the keys of a parent, with what tells its children apart and in which of them each key is."""
        keys = [f"__k{i}" for i in range(len(question.key))]
        filled = " AND ".join(f"{key} IS NOT NULL" for key in keys)
        wanted = [*zip(question.key, keys, strict=True), *((name, name) for name in question.discriminators)]
        told = "".join(f", min({sql_quote(name)}) AS {sql_quote(name)}" for name in question.discriminators)
        parent = (
            f"SELECT {', '.join(keys)}{told} FROM ({self._relation(question.parent, wanted, reading)}) WHERE {filled} "
            f"GROUP BY {', '.join(keys)}"
        )
        joins, flags = "", []
        for i, (child, names) in enumerate(question.children, start=1):
            inner = self._relation(child, list(zip(names, keys, strict=True)), reading)
            matched = " AND ".join(f"p.{key} = c{i}.{key}" for key in keys)
            joins += f" LEFT JOIN (SELECT DISTINCT {', '.join(keys)} FROM ({inner})) AS c{i} ON {matched}"
            flags.append(f"c{i}.{keys[0]} IS NOT NULL AS __in_{i}")
        shown = "".join(f", p.{sql_quote(name)}" for name in question.discriminators)
        owned = ", ".join(f"p.{key} AS {sql_quote(name)}" for key, name in zip(keys, question.key, strict=True))
        return f"SELECT {owned}{shown}, {', '.join(flags)} FROM ({parent}) AS p{joins}"

    @answer.register
    def _periods(self, question: Periods) -> PeriodsFact:
        keys = [f"k{i}" for i in range(len(question.key))]
        columns = [*zip(question.key, keys, strict=True), (question.start, "a"), (question.end, "b")]
        filled = " AND ".join(f"{name} IS NOT NULL" for name in (*keys, "a"))
        by = ", ".join(keys)

        def marked_rows(reading: Reading) -> str:
            return (
                f"SELECT *, count(*) OVER (PARTITION BY {by}) AS n, max(coalesce(b, 'infinity')) OVER "
                f"(PARTITION BY {by} ORDER BY a, b NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) "
                "AS before "
                f"FROM ({self._relation(question.entity, columns, reading)}) WHERE {filled}"
            )

        marked = marked_rows(self.reading)
        row = self._row(
            f"SELECT count(*), count(DISTINCT ({by})), count(DISTINCT ({by})) FILTER (WHERE n > 1), "
            "count(*) FILTER (WHERE b < a), count(*) FILTER (WHERE a < before), count(*) FILTER (WHERE a = before), "
            # DuckDB may look at the difference first, which infinite dates do not have.
            "count(*) FILTER (WHERE CASE WHEN isfinite(before) AND isfinite(a) AND a > before "
            "THEN CAST(a AS TIMESTAMP) - CAST(before AS TIMESTAMP) = INTERVAL 1 DAY END), "
            "count(*) FILTER (WHERE isfinite(before) AND a > before), "
            f"count(*) FILTER (WHERE b IS NULL), count(*) FILTER (WHERE b >= {_FAR}) FROM ({marked})"
        )
        named = ", ".join(f"{alias} AS {sql_quote(name)}" for name, alias in columns)
        return PeriodsFact(
            question=question, rows=row[0], keys=row[1], repeated=row[2], reversed=row[3], overlaps=row[4],
            touching=row[5], following=row[6], gaps=row[7] - row[6], open_null=row[8], open_far=row[9],
            sql=f"SELECT {named}, before AS earlier_end FROM ({marked_rows(self.shown)}) WHERE a < before",
        )  # fmt: skip

    @answer.register
    def _snapshot(self, question: Snapshot) -> SnapshotFact:
        keys = [f"k{i}" for i in range(len(question.key))]
        columns = [*zip(question.key, keys, strict=True), (question.date, "moment")]
        filled = " AND ".join(f"{name} IS NOT NULL" for _, name in columns)
        by = ", ".join(keys)
        relation = f"SELECT * FROM ({self._relation(question.entity, columns)}) WHERE {filled}"
        rows, distinct, dates, known, kept, followed = self._row(
            f"WITH __workbench_rows AS (SELECT {by}, moment, count(*) AS n FROM ({relation}) GROUP BY {by}, moment), "
            "__workbench_dates AS (SELECT moment, row_number() OVER (ORDER BY moment) AS place "
            "FROM (SELECT DISTINCT moment FROM __workbench_rows)), "
            f"__workbench_next AS (SELECT r.*, d.place, lead(d.place) OVER (PARTITION BY {by} ORDER BY d.place) "
            "AS later FROM __workbench_rows AS r JOIN __workbench_dates AS d USING (moment)) "
            f"SELECT coalesce(sum(n), 0), count(*), count(DISTINCT moment), count(DISTINCT ({by})), "
            "count(*) FILTER (WHERE later = place + 1), "
            "count(*) FILTER (WHERE place < (SELECT count(*) FROM __workbench_dates)) FROM __workbench_next"
        )
        return SnapshotFact(
            question=question, rows=int(rows), distinct=distinct, dates=dates, keys=known, kept=kept, followed=followed
        )

    @answer.register
    def _copies(self, question: Copies) -> CopiesFact:
        entity = self.entity(question.entity)
        source, shown = self.reading.from_sql(entity), self.shown.from_sql(entity)
        rows, distinct, listed = self._row(
            "SELECT coalesce(sum(n), 0), count(*), coalesce(sum(n) FILTER (WHERE n > 1), 0) "
            f"FROM (SELECT count(*) AS n FROM {source} AS __workbench_row GROUP BY __workbench_row)"
        )
        return CopiesFact(
            question=question,
            rows=int(rows),
            surplus=int(rows) - distinct,
            listed=int(listed),
            sql=f"SELECT * FROM {shown} AS __workbench_row QUALIFY count(*) OVER (PARTITION BY __workbench_row) > 1",
        )
