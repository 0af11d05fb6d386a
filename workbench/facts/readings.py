"""Readings: questions about a column as its values are read, and the facts that answer them."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.facts.measures import measured
from workbench.model.bindings import PLAIN_ATTRIBUTE, AttributeBinding
from workbench.model.types import LogicalType


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
