"""Texts: columns of which the first scan has kept every value with its count, read as types without another scan.

A model of a thousand tables asks for tens of thousands of readings of small columns. Planning a statement takes longer
than counting some hundred rows, so the different texts of all columns that are to be read in the same way are read by
one statement, and counted per column here. The statement holds the same expressions as a scan would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal as Number
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from workbench.facts import ColumnFacts, Facts, FitFact, Fits
from workbench.model.bindings import AttributeBinding
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import Decimal, LogicalType, family
from workbench.reading import value_sql

if TYPE_CHECKING:
    import duckdb

# Types whose values have no order or no equality in DuckDB.
INCOMPARABLE: Final = frozenset(("json", "struct", "list", "binary"))
_Way: TypeAlias = tuple[LogicalType, AttributeBinding]


class _Read(NamedTuple):
    """What a text reads as: its value as text (None without one) and place in the order of all, and its digits."""

    value: str | None
    misfit: bool
    place: int
    fraction: int | None
    length: int | None


class Texts:
    """Columns that are known whole.

    Parameters
    ----------
    con
        Connection on which texts are read; no table is looked at.
    facts
        What the first scan found of the source.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, facts: Facts) -> None:
        self._con = con
        self._tables = facts.tables
        self._columns: dict[str, dict[str, ColumnFacts]] = {}
        self._read: dict[_Way, dict[str, _Read]] = {}

    def rows(self, table: str) -> int | None:
        """Rows of a table; None where they were not counted."""
        known = self._tables.get(table)
        return None if known is None else known.rows

    def whole(self, table: str, name: str) -> ColumnFacts | None:
        """Facts of a column of which every value is known; None where it has more, or was not looked at."""
        if table not in self._columns:
            known = self._tables.get(table)
            self._columns[table] = {} if known is None else {c.column: c for c in known.columns if _whole(c)}
        return self._columns[table].get(name)

    def able(self, question: Fits) -> bool:
        """Whether a question is answered by the values that are known."""
        column = self.whole(question.table, question.column)
        return column is not None and column.raw_type == "VARCHAR" and family(question.type) not in INCOMPARABLE

    def fits(self, questions: Iterable[Fits]) -> Iterator[tuple[Fits, FitFact]]:
        """Answer questions of which each is :meth:`able` to be answered."""
        by_way: dict[_Way, list[tuple[Fits, ColumnFacts]]] = {}
        for question in questions:
            column = self.whole(question.table, question.column)
            if column is not None:
                by_way.setdefault(_way(question.type, question.binding), []).append((question, column))
        for way, asked in by_way.items():
            self._learn(way, (column for _, column in asked))
            for question, column in asked:
                yield question, _fit(question, column, self._read[way])
            del self._read[way]  # few columns are read in the same way again

    def column(self, entity: Entity, attribute: Attribute) -> ColumnFacts | None:
        """Facts of the column of an attribute whose :meth:`counts` can be told; None where a query must tell."""
        if entity.binding.select is not None or attribute.binding.expression is not None:
            return None
        found = self.whole(entity.source, attribute.column)
        readable = found is not None and (found.raw_type == "VARCHAR" or _as_it_stands(attribute, found))
        return found if readable else None

    def prepare(self, wanted: Iterable[tuple[Attribute, ColumnFacts]]) -> None:
        """Read the texts of many columns at once, of which :meth:`counts` will be asked."""
        by_way: dict[_Way, list[ColumnFacts]] = {}
        for attribute, column in wanted:
            if not _as_it_stands(attribute, column):
                by_way.setdefault(_way(attribute.type, attribute.binding), []).append(column)
        for way, columns in by_way.items():
            self._learn(way, columns)

    def counts(self, attribute: Attribute, column: ColumnFacts) -> tuple[dict[str, int], int]:
        """Values of an attribute as text with their counts, and the rows without a value.

        Parameters
        ----------
        attribute
            What the values are read as.
        column
            Its :meth:`column`.
        """
        if _as_it_stands(attribute, column):
            return dict(column.values), column.nulls
        way = _way(attribute.type, attribute.binding)
        self._learn(way, (column,))
        read = self._read[way]
        counts: dict[str, int] = {}
        for text, count in column.values:
            value = read[text].value
            if value is not None:
                counts[value] = counts.get(value, 0) + count
        return counts, column.rows - sum(counts.values())

    def _learn(self, way: _Way, columns: Iterable[ColumnFacts]) -> None:
        """Read the texts of some columns in one way, unless that is known."""
        known = self._read.setdefault(way, {})
        texts = {text for column in columns for text, _ in column.values}
        if texts <= known.keys():
            return
        # The places count in an order of all.
        texts |= known.keys()
        attribute = Attribute(name="r", type=way[0], binding=way[1])
        value, misfit = value_sql("r", "VARCHAR", attribute)
        length = "length(v)" if family(way[0]) == "text" else "NULL"
        rows = self._con.execute(
            f"SELECT r, CAST(v AS VARCHAR), m, dense_rank() OVER (ORDER BY v), f, {length} "
            f"FROM (SELECT r, {value} AS v, {misfit} AS m, {fraction_sql('r', way[0], way[1])} AS f "
            "FROM (SELECT unnest(?::VARCHAR[]) AS r))",
            [list(texts)],
        ).fetchall()
        known.update((row[0], _Read(*row[1:])) for row in rows)


def fraction_sql(raw: str, kind: LogicalType, binding: AttributeBinding, stored: str | None = None) -> str:
    """SQL for the number of digits behind the decimal mark of a text, trailing zeros included.

    Parameters
    ----------
    raw
        SQL of the text.
    kind, binding
        What it is read as.
    stored
        DuckDB type in which the text stands: every value of it is written with the same digits.
    """
    if not isinstance(kind, Decimal):
        return "NULL"
    if stored is not None:
        scale = int(stored.rstrip(")").rpartition(",")[2]) if stored.startswith("DECIMAL") else 0
        return f"CASE WHEN {raw} IS NOT NULL THEN {scale} END"
    mark = binding.decimal_mark or "."
    behind = "[^0-9]*" if binding.unit_mark else "[ ]*"
    return f"length(regexp_extract({raw}, '[{mark}]([0-9]+){behind}$', 1))"


def shortest(text: str | None, kind: LogicalType) -> str | None:
    """Text of a value; a number of unknown scale without the zeros that only its column's type adds."""
    if text is None or kind != Decimal():
        return text
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_of(least: str | None, most: str | None) -> int | None:
    """Digits before the point that the largest magnitude has."""
    if least is None or most is None:
        return None
    return len(str(int(max(abs(Number(least)), abs(Number(most))))))


def _whole(column: ColumnFacts) -> bool:
    """Whether the values that were kept are all that there are: together they make up the rows with a value."""
    return column.sample_rows == column.rows and sum(n for _, n in column.values) == column.rows - column.nulls


def _way(kind: LogicalType, binding: AttributeBinding) -> _Way:
    """Type and binding without the name of the column, which does not change how a text is read."""
    return kind, replace(binding, column=None)


def _as_it_stands(attribute: Attribute, column: ColumnFacts) -> bool:
    """Whether the text of each value is that of the raw one."""
    return value_sql("r", column.raw_type, attribute)[0] == "r"


def _fit(question: Fits, column: ColumnFacts, read: Mapping[str, _Read]) -> FitFact:
    values = misfits = 0
    fraction: int | None = None
    length: int | None = None
    least: _Read | None = None
    most: _Read | None = None
    places: set[int] = set()
    wrong = []
    for text, count in column.values:
        found = read[text]
        if found.fraction is not None and (fraction is None or found.fraction > fraction):
            fraction = found.fraction
        if found.misfit:
            misfits += count
            wrong.append(text)
        if found.value is None:
            continue
        values += count
        places.add(found.place)
        if least is None or found.place < least.place:
            least = found
        if most is None or found.place > most.place:
            most = found
        if found.length is not None and (length is None or found.length > length):
            length = found.length
    low, high = None if least is None else least.value, None if most is None else most.value
    return FitFact(
        question=question,
        values=values + misfits,
        misfits=misfits,
        nulls=column.rows - values - misfits,
        distinct=len(places),
        distinct_exact=True,
        minimum=shortest(low, question.type),
        maximum=shortest(high, question.type),
        digits=digits_of(low, high) if isinstance(question.type, Decimal) else None,
        scale=fraction,
        max_length=length,
        examples=tuple(sorted(wrong)[:5]),
    )
