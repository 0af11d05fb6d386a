"""Facts: measured numbers with units, a subject and a source; and the questions that facts answer.

A fact is never an opinion. An advisor that lacks one returns a :class:`Question` instead of a finding; whoever can
measures it (``profile/`` on the data, ``prove/`` on an engine) and the advisor judges again with the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from workbench.model.bindings import PLAIN_ATTRIBUTE, AttributeBinding
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject
from workbench.model.types import LogicalType, family
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
    from collections.abc import Iterator


@dataclass(frozen=True)
class Fact:
    """One measured number, as a row of a table of facts."""

    subject: Subject
    measure: str
    value: Any
    unit: str
    source: str


def measured(unit: str, **kwargs: Any) -> Any:
    """Declare a field of a fact that is a measurement in some unit."""
    return field(metadata={"unit": unit}, **kwargs)


@dataclass(frozen=True, kw_only=True)
class ColumnFacts:
    """What one scan says of a column of the source.

    Parameters
    ----------
    table, column
        The source's own names.
    raw_type
        Type in DuckDB before any reading: ``VARCHAR`` for everything in a CSV file.
    distinct
        Number of distinct values; an estimate (HyperLogLog, about 2 %) when `distinct_exact` is false.
    minimum, maximum
        Smallest and largest value as text, in the raw type's order.
    values
        Frequent values with their counts in the sample, most frequent first.
    sample_rows
        How many rows the sample had; equal to `rows` when all were looked at.
    """

    table: str
    column: str
    position: int
    raw_type: str
    rows: int = measured("rows")
    nulls: int = measured("rows")
    distinct: int = measured("values")
    distinct_exact: bool = False
    minimum: str | None = measured("value", default=None)
    maximum: str | None = measured("value", default=None)
    min_length: int | None = measured("characters", default=None)
    max_length: int | None = measured("characters", default=None)
    values: tuple[tuple[str, int], ...] = ()
    sample_rows: int = 0

    @property
    def null_share(self) -> float:
        """Share of rows without a value (0..1)."""
        return self.nulls / self.rows if self.rows else 0.0

    @property
    def subject(self) -> Subject:
        """The column, as an attribute of the table."""
        return Subject.attribute(QualifiedName(self.table), self.column)


@dataclass(frozen=True, kw_only=True)
class TableFacts:
    """What is known of a table of the source as a whole.

    Parameters
    ----------
    origin
        File or table that it was read from.
    size_bytes
        Size of that file; None where there is none.
    """

    table: str
    origin: str
    rows: int = measured("rows")
    columns: tuple[ColumnFacts, ...] = ()
    size_bytes: int | None = measured("bytes", default=None)

    @property
    def subject(self) -> Subject:
        """The table, as an entity."""
        return Subject.entity(QualifiedName(self.table))

    def column(self, name: str) -> ColumnFacts | None:
        """Facts of one column, or None."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, ColumnFacts]:
        return {column.column: column for column in self.columns}


# -- questions and their answers --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fits:
    """Question: how many values of a column can be read as a type, in a certain way."""

    table: str
    column: str
    type: LogicalType
    binding: AttributeBinding = PLAIN_ATTRIBUTE


@dataclass(frozen=True, kw_only=True)
class FitFact:
    """Answer to :class:`Fits`, exact over all rows.

    Parameters
    ----------
    values
        Rows that hold a value, null tokens and empty texts not counted.
    misfits
        Rows whose value cannot be read so.
    examples
        Some of these values as they stand.
    digits, scale
        Most digits before and after the point, for numbers.
    """

    question: Fits
    values: int = measured("rows")
    misfits: int = measured("rows")
    nulls: int = measured("rows")
    distinct: int = measured("values")
    distinct_exact: bool = False
    minimum: str | None = measured("value", default=None)
    maximum: str | None = measured("value", default=None)
    digits: int | None = measured("digits", default=None)
    scale: int | None = measured("digits", default=None)
    max_length: int | None = measured("characters", default=None)
    examples: tuple[str, ...] = ()


# Shares of the values below which the quantiles of a distribution lie.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Spread:
    """Question: how the values of a column lie, read as a type."""

    table: str
    column: str
    type: LogicalType
    binding: AttributeBinding = PLAIN_ATTRIBUTE


@dataclass(frozen=True, kw_only=True)
class SpreadFact:
    """Answer to :class:`Spread`, from all rows of a small table and from a sample of a large one.

    Parameters
    ----------
    rows
        Rows that were looked at.
    sampled
        Whether the table has more.
    values
        Rows of these with a value that can be read.
    mean, deviation
        Arithmetic mean and sample standard deviation; of texts, those of their lengths.
    quantiles
        Values (of texts, lengths) below which the shares :data:`QUANTILES` of the values lie; values that occur.
    bins
        Rows in each of as many intervals of the same width, from `low` on (the last may reach beyond `high`); of texts,
        of their lengths. Empty where all are the same, and for types without distances.
    low, high
        Smallest and largest finite value, or length.
    order
        How the values go on from row to row, in the order of the rows: ``"increasing"``, ``"never decreasing"``,
        ``"decreasing"``, ``"never increasing"``; empty where they go up and down, or nobody would ask.
    outliers
        Rows whose value lies more than three interquartile ranges below the first or above the third quartile (Tukey,
        Exploratory Data Analysis, 1977: "far out"); 0 where half of the values are the same.
    outliers_below, outliers_above
        Limits beyond which they lie.
    patterns
        What texts look like, most frequent first: ``A`` for a capital letter, ``a`` for any number of small ones, ``9``
        for a digit, and a last ``…`` for the rest of a long text.
    """

    question: Spread
    rows: int = measured("rows")
    sampled: bool = False
    values: int = measured("rows")
    mean: float | None = measured("value", default=None)
    deviation: float | None = measured("value", default=None)
    quantiles: tuple[str, ...] = ()
    bins: tuple[int, ...] = ()
    low: str | None = measured("value", default=None)
    high: str | None = measured("value", default=None)
    order: str = ""
    outliers: int = measured("rows", default=0)
    outliers_below: str | None = measured("value", default=None)
    outliers_above: str | None = measured("value", default=None)
    patterns: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Matches:
    """Question: in how many rows the whole text of a column matches a pattern (RE2), null tokens left out."""

    table: str
    column: str
    pattern: str
    null_tokens: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MatchFact:
    """Answer to :class:`Matches`, exact over all rows; `values` are the rows that have one."""

    question: Matches
    values: int = measured("rows")
    matching: int = measured("rows")


@dataclass(frozen=True)
class Unique:
    """Question: how many different values these attributes of an entity have together."""

    entity: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UniqueFact:
    """Answer to :class:`Unique`, exact over all rows whose values are all present."""

    question: Unique
    rows: int = measured("rows")
    distinct: int = measured("values")
    nulls: int = measured("rows")

    @property
    def surplus(self) -> int:
        """Rows too many for these attributes to be a key."""
        return self.rows - self.nulls - self.distinct


@dataclass(frozen=True)
class Included:
    """Question: which share of the rows of one entity have, in these attributes, the values of a row of another."""

    child: str
    child_attributes: tuple[str, ...]
    parent: str
    parent_attributes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InclusionFact:
    """Answer to :class:`Included`, exact over all rows.

    Parameters
    ----------
    rows
        Child rows with a value in each of the attributes; the others count as `child_nulls`.
    orphans
        Child rows whose value no parent has.
    child_distinct, parent_distinct
        Different values at either end.
    orphan_values
        Different child values that no parent has.
    parents_with_child
        Different parent values that some child has.
    max_children, median_children, p95_children
        Most children of one parent that has any; half of these parents, and 19 of 20, have at most so many.
    examples
        Some of the values that no parent has, as text; the parts of composite values are joined by ``, ``.
    """

    question: Included
    rows: int = measured("rows")
    orphans: int = measured("rows")
    child_distinct: int = measured("values")
    parent_distinct: int = measured("values")
    orphan_values: int = measured("values")
    parents_with_child: int = measured("values")
    max_children: int = measured("rows")
    median_children: float = measured("rows", default=0.0)
    p95_children: float = measured("rows", default=0.0)
    child_nulls: int = measured("rows", default=0)
    examples: tuple[str, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of child rows whose value a parent has (0..1)."""
        return 1.0 - self.orphans / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class Values:
    """Question: which different values an attribute has, most frequent first, if there are not more than `limit`."""

    entity: str
    attribute: str
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class ValuesFact:
    """Answer to :class:`Values`, exact over all rows; `values` is empty where there are more than the limit."""

    question: Values
    rows: int = measured("rows")
    distinct: int = measured("values")
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Ordered:
    """Question: in how many rows one attribute is not greater than another."""

    entity: str
    lower: str
    upper: str


@dataclass(frozen=True, kw_only=True)
class OrderFact:
    """Answer to :class:`Ordered`, exact over the rows that have both values.

    Parameters
    ----------
    sql
        SELECT (DuckDB, over the source) of the rows in which the lower one is greater, read as they were compared.
    """

    question: Ordered
    rows: int = measured("rows")
    violations: int = measured("rows")
    equal: int = measured("rows")
    sql: str | None = None


@dataclass(frozen=True)
class Breaking:
    """Question: in how many rows of an entity each of some conditions (SQL over its attributes) is true."""

    entity: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BreakingFact:
    """Answer to :class:`Breaking`, exact over the rows whose values can all be read.

    Parameters
    ----------
    counts
        Rows, one number for each condition.
    errors
        What DuckDB says of a condition that cannot be tried; empty for the others.
    relation
        SELECT (DuckDB) of the rows that were looked at.
    """

    question: Breaking
    counts: tuple[int, ...] = measured("rows")
    errors: tuple[str, ...]
    relation: str

    def sql(self, condition: str) -> str:
        """SELECT of the rows in which a condition is true."""
        return f"SELECT * FROM ({self.relation}) WHERE {condition}"


Question: TypeAlias = (
    Fits | Spread | Matches | Unique | Included | Values | Ordered | Breaking
    | Holds | Subtyped | Periods | Snapshot | Copies
)  # fmt: skip
Answer: TypeAlias = (
    FitFact | SpreadFact | MatchFact | UniqueFact | InclusionFact | ValuesFact | OrderFact | BreakingFact
    | HoldsFact | SubtypedFact | PeriodsFact | SnapshotFact | CopiesFact
)  # fmt: skip


@dataclass(frozen=True)
class Facts(Mapping[Question, Answer]):
    """All that was measured: tables with their columns, and the answers to questions.

    Looks up answers like a dict: ``facts.get(Included(…))``.
    """

    tables: Mapping[str, TableFacts] = field(default_factory=dict)
    answers: Mapping[Question, Answer] = field(default_factory=dict)

    def __getitem__(self, question: Question) -> Answer:
        return self.answers[question]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def answered(self, answers: Mapping[Question, Answer]) -> Facts:
        """Facts with more questions answered."""
        return Facts(self.tables, {**self.answers, **answers})

    def column(self, table: str, column: str) -> ColumnFacts | None:
        """Facts of one column of the source, or None."""
        found = self.tables.get(table)
        return None if found is None else found.column(column)

    @cached_property
    def fits(self) -> Mapping[tuple[str, str], tuple[FitFact, ...]]:
        """Readings that were tried of each column (table, column), in the order in which they were tried."""
        found: dict[tuple[str, str], list[FitFact]] = {}
        for answer in self.answers.values():
            if isinstance(answer, FitFact):
                found.setdefault((answer.question.table, answer.question.column), []).append(answer)
        return {column: tuple(answers) for column, answers in found.items()}

    @cached_property
    def spreads(self) -> Mapping[tuple[str, str], SpreadFact]:
        """How the values of each column (table, column) lie, as it was read last."""
        answers = (answer for answer in self.answers.values() if isinstance(answer, SpreadFact))
        return {(answer.question.table, answer.question.column): answer for answer in answers}

    def reading_as(self, column: ColumnFacts, kind: LogicalType, binding: AttributeBinding) -> FitFact | None:
        """Reading of a column as a kind of type; the exact one, or that from which the type was refined; or None."""
        fits = [f for f in self.fits.get((column.table, column.column), ()) if family(f.question.type) == family(kind)]
        # The question was asked before a rename wrote the column's name into the binding, or after.
        known = (binding, replace(binding, column=None), replace(binding, column=column.column))
        exact = [f for f in fits if f.question.type == kind and f.question.binding in known]
        return min(exact or fits, key=lambda fit: fit.misfits, default=None)

    def reading(self, column: ColumnFacts) -> FitFact | None:
        """Reading of a column of texts that every value has: the first that was tried, or None.

        A column that is text at last was tried as text where words in it mean nothing.
        """
        fits = self.fits.get((column.table, column.column), ())
        return next((f for f in fits if f.values and not f.misfits), None)

    def as_read(self, column: ColumnFacts, found: FitFact | None = None) -> ColumnFacts:
        """Facts of a column as its values are read: 9 comes before 10, and ``N/A`` counts as no value.

        Parameters
        ----------
        column
            Facts of the raw values.
        found
            Reading to take; the first that every value has where it is left out.
        """
        found = found or self.reading(column)
        if found is None:
            return column
        return replace(
            column,
            nulls=column.rows - found.values,
            distinct=found.distinct,
            distinct_exact=found.distinct_exact,
            minimum=found.minimum,
            maximum=found.maximum,
        )

    def type_of(self, column: ColumnFacts) -> str:
        """Type that a column is read as: the source's own, or that of its reading."""
        found = self.reading(column)
        return column.raw_type.lower() if found is None else str(found.question.type)

    def rows(self) -> Iterator[Fact]:
        """Each measurement as a :class:`Fact`, for a data frame."""
        for table in self.tables.values():
            yield from _rows_of(table, table.subject, table.origin)
            for column in table.columns:
                yield from _rows_of(self.as_read(column), column.subject, table.origin)


def _rows_of(facts: TableFacts | ColumnFacts, subject: Subject, source: str) -> Iterator[Fact]:
    for item in fields(facts):
        if "unit" in item.metadata and (value := getattr(facts, item.name)) is not None:
            yield Fact(subject, item.name, value, item.metadata["unit"], source)
