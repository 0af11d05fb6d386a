"""Spreads: how the values of columns lie, and what texts look like, from the rows of a sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from workbench.facts import QUANTILES, Spread, SpreadFact
from workbench.model.nodes import Attribute
from workbench.model.types import family
from workbench.naming import sql_quote
from workbench.profile._sample import Sample
from workbench.reading import value_sql

if TYPE_CHECKING:
    import duckdb

    from workbench.sources import SourceTable

# Most intervals of a histogram: one as wide as a word has room for no more.
BINS: Final = 20
_PATTERNS: Final = 6
_NUMBERS: Final = frozenset({"integer", "decimal", "float"})
_TIMES: Final = frozenset({"date", "time", "timestamp"})
# Columns of one statement: DuckDB plans a statement of some thousand aggregates for seconds.
_AT_ONCE: Final = 200
# Capitals one by one, other letters as one, digits one by one; long texts are cut and end in "…", nobody reads on.
_LOOKS: Final = ((r"[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+", "a"), (r"\p{Lu}", "A"), (r"\p{N}", "9"))
_LONGEST_PATTERN: Final = 40


@dataclass(frozen=True)
class _Column:
    """One question with its SQL: the value, and the number by which values have distances (None without)."""

    question: Spread
    at: int
    value: str
    kind: str

    @property
    def number(self) -> str:
        value = f"v{self.at}"
        if self.kind == "text":
            return f"CAST(length({value}) AS DOUBLE)"
        if self.kind in _NUMBERS:
            # The square of a larger one is no number any more; neither infinity nor "not a number" has a distance.
            return f"CASE WHEN abs(CAST({value} AS DOUBLE)) < 1e150 THEN CAST({value} AS DOUBLE) END"
        if self.kind == "time":
            return f"epoch({value})"
        return f"CASE WHEN isfinite({value}) THEN epoch({value}) END" if self.kind in _TIMES else "NULL::DOUBLE"

    @property
    def ordered(self) -> bool:
        """Whether it matters how the values go on from row to row."""
        return self.kind in _NUMBERS or self.kind in ("date", "timestamp")


def spreads(
    con: duckdb.DuckDBPyConnection, table: SourceTable, rows: int, questions: Sequence[Spread]
) -> Iterator[SpreadFact]:
    """Answer questions about one table, in their order.

    Parameters
    ----------
    con
        Connection to the source.
    table
        The table that all questions are about.
    rows
        How many rows it has.
    """
    sample = Sample(con, table, rows)
    for begin in range(0, len(questions), _AT_ONCE):
        yield from _Some(con, table, sample, questions[begin : begin + _AT_ONCE]).facts(rows)


class _Some:
    """Some columns of a table."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, table: SourceTable, sample: Sample, questions: Sequence[Spread]
    ) -> None:
        self.con = con
        self.sample = sample
        self.columns = [_Column(q, at, _value(table, q), family(q.type)) for at, q in enumerate(questions)]
        values = ", ".join(f"{column.value} AS v{column.at}" for column in self.columns)
        self.read = f"SELECT {values} FROM {sample.relation}"

    def row(self, wanted: Sequence[str], inner: Sequence[str]) -> tuple[Any, ...]:
        # The count makes it one row even where nothing else is to be counted.
        sql = f"SELECT {', '.join(wanted)}, count(*) FROM (SELECT {', '.join(inner)} FROM ({self.read}))"
        return tuple(self.con.execute(sql).fetchone() or ())[:-1]

    def facts(self, rows: int) -> Iterator[SpreadFact]:
        first = self._limits()
        second = self._counts(first)
        for column in self.columns:
            values, mean, deviation, low, high, quantiles, *_ = first[column.at]
            bins, outliers, up, down, level, fences = second[column.at]
            yield SpreadFact(
                question=column.question,
                rows=self.sample.rows,
                sampled=self.sample.rows < rows,
                values=values,
                mean=_rounded(mean),
                deviation=_rounded(deviation),
                quantiles=tuple(quantiles or ()),
                bins=bins,
                low=low,
                high=high,
                order=_order(column, values, up, down, level),
                outliers=outliers,
                outliers_below=fences[0],
                outliers_above=fences[1],
                patterns=self._patterns(column) if column.kind == "text" else (),
            )

    def _limits(self) -> list[tuple[Any, ...]]:
        """First scan: count, mean, deviation, least, most, quantiles, and the numbers behind the last three."""
        inner, wanted = [], []
        shares = "[" + ", ".join(map(str, QUANTILES)) + "]"
        for c in self.columns:
            inner += [f"v{c.at}", f"{c.number} AS x{c.at}"]
            x, v = f"x{c.at}", f"v{c.at}"
            # Values as they are, not numbers made of them; of texts the lengths.
            shown = f"CAST({x} AS BIGINT)" if c.kind == "text" else f"CASE WHEN {x} IS NOT NULL THEN {v} END"
            comparable = c.kind in _NUMBERS or c.kind in _TIMES or c.kind == "text"
            wanted += [
                f"count({v})",
                # The mean of dates says little, and would have to be written as a date.
                *([f"avg({x})", f"stddev_samp({x})"] if comparable and c.kind not in _TIMES else ["NULL"] * 2),
                *([f"CAST({which}({shown}) AS VARCHAR)" for which in ("min", "max")] if comparable else ["NULL"] * 2),
                f"CAST(quantile_disc({shown}, {shares}) AS VARCHAR[])" if comparable else "NULL",
                f"min({x})", f"max({x})", f"quantile_disc({x}, [0.25, 0.75])",
            ]  # fmt: skip
        row = self.row(wanted, inner)
        return [row[i : i + 9] for i in range(0, len(row), 9)]

    def _counts(self, first: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Second scan, which knows the limits: bins, outliers, and how values go on from row to row."""
        inner, wanted = [], []
        for c in self.columns:
            least, most, quartiles = first[c.at][6:9]
            inner.append(f"{c.number} AS x{c.at}")
            x = f"x{c.at}"
            if least is None or most is None or not most > least:
                wanted += ["NULL", "0", "0", "0", "0"]
                inner.append("NULL AS d" + str(c.at))
                continue
            low, high = _fences(quartiles, c)
            inner.append(f"{c.number} - lag({c.number}) OVER () AS d{c.at}" if c.ordered else f"NULL AS d{c.at}")
            number, width = _intervals(least, most, c)
            place = f"CAST(least({number - 1}, floor(({x} - {least!r}) / {width!r})) AS INTEGER)"
            wanted += [
                f"histogram({place}) FILTER (WHERE {x} IS NOT NULL)",
                "0" if low is None else f"count(*) FILTER (WHERE {x} < {low!r} OR {x} > {high!r})",
                *(f"count(*) FILTER (WHERE d{c.at} {sign} 0)" for sign in (">", "<", "=")),
            ]
        row = self.row(wanted, inner)
        found = []
        for c in self.columns:
            counted, outliers, up, down, level = row[c.at * 5 : c.at * 5 + 5]
            least, most, quartiles = first[c.at][6:9]
            bins = tuple(int(counted.get(i, 0)) for i in range(_intervals(least, most, c)[0])) if counted else ()
            fences = _fences(quartiles, c) if outliers else (None, None)
            found.append((bins, int(outliers), up, down, level, tuple(_shown(f, c) for f in fences)))
        return found

    def _patterns(self, column: _Column) -> tuple[tuple[str, int], ...]:
        looks = f"left(v{column.at}, {_LONGEST_PATTERN})"
        for expression, sign in _LOOKS:
            looks = f"regexp_replace({looks}, '{expression}', '{sign}', 'g')"
        looks += f" || CASE WHEN length(v{column.at}) > {_LONGEST_PATTERN} THEN '…' ELSE '' END"
        found = self.con.execute(
            f"SELECT {looks} AS p, count(*) AS n FROM (SELECT {column.value} AS v{column.at} FROM "
            f"{self.sample.relation}) WHERE v{column.at} IS NOT NULL GROUP BY p ORDER BY n DESC, p LIMIT {_PATTERNS}"
        ).fetchall()
        return tuple((str(pattern), int(count)) for pattern, count in found)


def _value(table: SourceTable, question: Spread) -> str:
    attribute = Attribute(name=question.column, type=question.type, binding=question.binding)
    stored = dict(table.stored).get(question.column)
    return value_sql(sql_quote(question.column), table.types[question.column], attribute, stored)[0]


def _intervals(least: float, most: float, column: _Column) -> tuple[int, float]:
    """How many intervals there are and how wide each is; of whole values, as many in each, so that none is favoured."""
    unit = 86_400 if column.kind == "date" else 1 if column.kind in ("integer", "text") else None
    if unit is None:
        return BINS, (most - least) / BINS
    span = round((most - least) / unit) + 1
    each = -(-span // BINS)
    return -(-span // each), float(each * unit)


def _fences(quartiles: Sequence[float] | None, column: _Column) -> tuple[float | None, float | None]:
    """Limits of what is far out; none where half of the values are the same."""
    if not quartiles or column.kind == "text" or quartiles[0] == quartiles[1]:
        return None, None
    reach = 3 * (quartiles[1] - quartiles[0])
    return quartiles[0] - reach, quartiles[1] + reach


def _shown(limit: float | None, column: _Column) -> str | None:
    """Write a limit as values of the column are."""
    if limit is None:
        return None
    if column.kind not in ("date", "timestamp"):
        return f"{limit:.12g}"
    from datetime import UTC, datetime, timedelta

    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=limit)
    except OverflowError:
        return None
    return moment.strftime("%Y-%m-%d" if column.kind == "date" else "%Y-%m-%d %H:%M:%S")


def _rounded(value: float | None) -> float | None:
    """Six digits that count: nobody reads more of a mean."""
    return None if value is None else float(f"{value:.6g}")


def _order(column: _Column, values: int, up: int, down: int, level: int) -> str:
    """How the values go on; a few rows are in some order by accident."""
    if not column.ordered or values < 5 or (up and down) or not (up or down):
        return ""
    if level:
        return "never decreasing" if up else "never increasing"
    return "increasing" if up else "decreasing"
