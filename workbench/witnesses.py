"""Witnesses: the rows that a finding rests on, with the values of people masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.display import frame, table
from workbench.errors import SourceError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from workbench.findings import Finding
    from workbench.model import Model
    from workbench.sources import Source

MASKED = "***"


@dataclass(frozen=True)
class Witnesses:
    """Rows of the data.

    Parameters
    ----------
    sql
        The SELECT that gives them.
    columns
        Their names.
    rows
        The first of them, values as text; None for null.
    more
        Whether there are more than these.
    masked
        Columns whose values are not shown, since they are of people.
    """

    sql: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    more: bool = False
    masked: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """The rows as a data frame."""
        return frame([dict(zip(self.columns, row, strict=True)) for row in self.rows])

    def _repr_html_(self) -> str:
        rows = [["" if value is None else value for value in row] for row in self.rows]
        return table(self.columns, [*rows, ["…"]] if self.more else rows)

    def __repr__(self) -> str:
        lines = [" | ".join("" if value is None else value for value in row) for row in (self.columns, *self.rows)]
        return "\n".join([*lines, "…"] if self.more else lines)


def witnesses(finding: Finding, source: Source, model: Model, *, limit: int = 20) -> Witnesses:
    """Rows that a finding rests on.

    A column is masked when it has the name of a personal attribute, of any table; where the finding says that its rows
    are personal, or is about such an attribute, all are: the SELECT may call a column otherwise.

    Parameters
    ----------
    source
        The data that the finding was found in.
    model
        Says which attributes are personal.
    limit
        Most rows.

    Raises
    ------
    UsageError
        When the finding has no rows.
    SourceError
        When they cannot be read any more.
    """
    sql = finding.evidence.sql
    if sql is None:
        raise UsageError(f"{finding.code} on {finding.subject.title} rests on figures, not on rows.")
    try:
        # As text: what DuckDB cannot turn into a value of Python (a date before the year 1) is shown all the same.
        found = source.cursor().execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql}) AS v LIMIT {limit + 1}")
        columns = tuple(column[0] for column in found.description or ())
        rows = found.fetchall()
    except Exception as error:
        text = f"The rows of {finding.code} on {finding.subject.title} cannot be read: {type(error).__name__}."
        raise SourceError(text, hint="Look whether the data are still there, and infer() again.") from error
    personal = {
        name.casefold()
        for entity in model.entities
        for attribute in entity.attributes
        if attribute.personal
        for name in (attribute.name, attribute.column)
    }
    about = finding.subject.attributes + finding.subject.target_attributes
    every = finding.evidence.personal or any(name.casefold() in personal for name in about)
    masked = tuple(name for name in columns if every or name.casefold() in personal)
    shown = tuple(
        tuple(
            MASKED if name in masked and value is not None else value for name, value in zip(columns, row, strict=True)
        )
        for row in rows[:limit]
    )
    return Witnesses(sql, columns, shown, len(rows) > limit, masked)
