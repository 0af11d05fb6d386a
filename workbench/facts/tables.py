"""Tables: what one scan says of a table of the source and of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workbench.facts.measures import measured
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject


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
