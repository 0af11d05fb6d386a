"""Columns: one scan of each table for what can be counted, and a sample for what its values look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.naming import sql_quote
from workbench.progress import Progress
from workbench.sources import Source, SourceTable

if TYPE_CHECKING:
    import duckdb

# A sample shows how values are written; each reading made from it is verified on all rows afterwards.
SAMPLE_ROWS = 20_000
# Up to this many rows different values are counted; beyond, they are estimated (HyperLogLog, within a few percent).
EXACT_ROWS = 200_000
# Distinct values of a column's sample that are kept.
SAMPLE_VALUES = 2_000
# No file gives a table of this name.
_SAMPLED = "__workbench_sample"


def measure(source: Source, *, progress: Progress | None = None) -> Facts:
    """Measure all tables of a source.

    Parameters
    ----------
    source
        What to measure.
    progress
        Names each table as it is measured; can be cancelled between tables.

    Returns
    -------
    Facts
        Rows, nulls, distinct values (estimated), smallest and largest value, lengths, and a sample of values for each
        column.
    """
    progress = progress or Progress()
    con = source.cursor()
    tables: dict[str, TableFacts] = {}
    with progress.step("Measuring", len(source.tables)) as step:
        for table in source:
            with source.explaining(table.name):
                tables[table.name] = measure_table(con, table)
            step.advance(table.name)
    return Facts(tables)


def measure_table(con: duckdb.DuckDBPyConnection, table: SourceTable) -> TableFacts:
    """Measure one table: one scan for the counts, one for the sample."""
    known: tuple[Any, ...] = con.execute(f"SELECT count(*) FROM {sql_quote(table.name)}").fetchone() or (0,)
    few = int(known[0]) <= EXACT_ROWS
    scans = [_aggregates(column, kind, exact=few) for column, kind in table.columns]
    wanted = ["count(*)", *(sql for scan in scans for sql in scan)]
    row: tuple[Any, ...] = con.execute(f"SELECT {', '.join(wanted)} FROM {sql_quote(table.name)}").fetchone() or ()
    rows = int(row[0])
    sample = _Sample(con, table, rows)
    columns = []
    at = 1
    for position, ((column, kind), scan) in enumerate(zip(table.columns, scans, strict=True)):
        filled, distinct, least, most, shortest, longest = row[at : at + len(scan)]
        at += len(scan)
        values = sample.values(column, kind)
        seen = sample.rows == rows and len(values) < SAMPLE_VALUES and not is_nested(kind)
        columns.append(
            ColumnFacts(
                table=table.name,
                column=column,
                position=position,
                raw_type=kind,
                rows=rows,
                nulls=rows - int(filled),
                distinct=len(values) if seen else min(int(distinct), int(filled)),
                distinct_exact=seen or (few and kind != "BLOB"),
                minimum=_text(least),
                maximum=_text(most),
                min_length=shortest,
                max_length=longest,
                values=values,
                sample_rows=sample.rows,
            )
        )
    sample.drop()
    return TableFacts(
        table=table.name, origin=table.origin, rows=rows, columns=tuple(columns), size_bytes=table.size_bytes
    )


def is_nested(kind: str) -> bool:
    """Whether a DuckDB type has parts: a list, a struct, a map."""
    return kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION"))


def _aggregates(column: str, kind: str, *, exact: bool) -> list[str]:
    name = sql_quote(column)
    distinct = f"count(DISTINCT {name})" if exact else f"approx_count_distinct({name})"
    if is_nested(kind) or kind == "BLOB":
        return [f"count({name})", distinct if is_nested(kind) else f"count({name})", "NULL", "NULL", "NULL", "NULL"]
    lengths = [f"min(length({name}))", f"max(length({name}))"] if kind == "VARCHAR" else ["NULL", "NULL"]
    # As text, which every type has: values with a time zone need another package to come out as Python's own.
    limits = [f"CAST({which}({name}) AS VARCHAR)" for which in ("min", "max")]
    return [f"count({name})", distinct, *limits, *lengths]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


class _Sample:
    """Rows spread evenly over a table, the same ones at every run."""

    def __init__(self, con: duckdb.DuckDBPyConnection, table: SourceTable, rows: int) -> None:
        self._con = con
        name = sql_quote(table.name)
        self._name = name
        self.rows = rows
        self._made = rows > SAMPLE_ROWS
        if self._made:
            step = -(-rows // SAMPLE_ROWS)
            every = f"SELECT * FROM {name} WHERE rowid % {step} = 0"
            # A file is not asked for every n-th row: all of its pages would be unpacked. Its blocks are sampled.
            share = max(0.01, 100 * SAMPLE_ROWS / rows)
            blocks = f"SELECT * FROM {name} TABLESAMPLE system({share:.4f} PERCENT) REPEATABLE (17)"
            # A column of that name hides the row numbers.
            numbered = table.loaded and not any(name.casefold() == "rowid" for name, _ in table.columns)
            con.execute(f"CREATE OR REPLACE TEMP TABLE {_SAMPLED} AS {every if numbered else blocks}")
            self._name = _SAMPLED
            self.rows = _count(con)
            if self.rows < min(rows, SAMPLE_ROWS) // 4:
                con.execute(f"CREATE OR REPLACE TEMP TABLE {_SAMPLED} AS SELECT * FROM {name} LIMIT {SAMPLE_ROWS}")
                self.rows = _count(con)

    def values(self, column: str, kind: str) -> tuple[tuple[str, int], ...]:
        """Most frequent values with their counts; ties in the order of the values."""
        if is_nested(kind) or kind == "BLOB":
            return ()
        name = sql_quote(column)
        found = self._con.execute(
            f"SELECT CAST({name} AS VARCHAR), count(*) FROM {self._name} WHERE {name} IS NOT NULL "
            f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {SAMPLE_VALUES}"
        ).fetchall()
        return tuple((str(value), int(count)) for value, count in found)

    def drop(self) -> None:
        """Give the sample's memory back."""
        if self._made:
            self._con.execute(f"DROP TABLE {_SAMPLED}")


def _count(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute(f"SELECT count(*) FROM {_SAMPLED}").fetchone()
    return int(row[0]) if row else 0
