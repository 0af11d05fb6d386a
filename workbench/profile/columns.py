"""Columns: one scan of each table for what can be counted, and a sample for what its values look like."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.naming import sql_quote
from workbench.profile._sample import Sample
from workbench.progress import Progress
from workbench.sources import Source, SourceTable

if TYPE_CHECKING:
    import duckdb

# Up to this many rows different values are counted; beyond, they are estimated (HyperLogLog, within a few percent).
EXACT_ROWS = 200_000
# Up to this many rows of texts are counted without SQL.
COUNTED_ROWS = 5_000
# Columns that one scan measures. DuckDB plans many counts of distinct values in time that grows with the cube of their
# number, and ends the process at some thousands.
COLUMNS_AT_ONCE = 100
# Distinct values of a column's sample that are kept.
SAMPLE_VALUES = 2_000


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
    """Measure one table: one scan for the counts (of so many columns), one for the sample."""
    known: tuple[Any, ...] = con.execute(f"SELECT count(*) FROM {sql_quote(table.name)}").fetchone() or (0,)
    few = int(known[0]) <= EXACT_ROWS
    if table.columns and int(known[0]) <= COUNTED_ROWS and all(kind == "VARCHAR" for _, kind in table.columns):
        return _counted(con, table, int(known[0]))
    narrow = dict(table.stored)
    scans = [_aggregates(column, kind, narrow.get(column), exact=few) for column, kind in table.columns]
    rows = int(known[0])
    row: list[Any] = []
    for begin in range(0, len(scans), COLUMNS_AT_ONCE):
        wanted = ", ".join(sql for scan in scans[begin : begin + COLUMNS_AT_ONCE] for sql in scan)
        row += con.execute(f"SELECT {wanted} FROM {table.relation}").fetchone() or ()
    sample = Sample(con, table, rows)
    columns = []
    at = 0
    for position, ((column, kind), scan) in enumerate(zip(table.columns, scans, strict=True)):
        filled, distinct, least, most, shortest, longest = row[at : at + len(scan)]
        at += len(scan)
        values = () if is_nested(kind) or kind == "BLOB" else sample.values(column, SAMPLE_VALUES)
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
    return TableFacts(
        table=table.name, origin=table.origin, rows=rows, columns=tuple(columns), size_bytes=table.size_bytes
    )


def _counted(con: duckdb.DuckDBPyConnection, table: SourceTable, rows: int) -> TableFacts:
    """Measure a small table of texts by counting its values here: planning the statements would take far longer."""
    names = ", ".join(sql_quote(column) for column, _ in table.columns)
    found = con.execute(f"SELECT {names} FROM {sql_quote(table.name)}").fetchall()
    columns = []
    for position, (column, kind) in enumerate(table.columns):
        counts = Counter(row[position] for row in found)
        nulls = counts.pop(None, 0)
        # Texts are compared by code points, in UTF-8 as here.
        values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SAMPLE_VALUES]
        lengths = [len(text) for text in counts]
        columns.append(
            ColumnFacts(
                table=table.name,
                column=column,
                position=position,
                raw_type=kind,
                rows=rows,
                nulls=nulls,
                distinct=len(counts),
                distinct_exact=True,
                minimum=min(counts, default=None),
                maximum=max(counts, default=None),
                min_length=min(lengths, default=None),
                max_length=max(lengths, default=None),
                values=tuple(values),
                sample_rows=rows,
            )
        )
    return TableFacts(
        table=table.name, origin=table.origin, rows=rows, columns=tuple(columns), size_bytes=table.size_bytes
    )


def is_nested(kind: str) -> bool:
    """Whether a DuckDB type has parts: a list, a struct, a map."""
    return kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION"))


def _aggregates(column: str, kind: str, stored: str | None = None, *, exact: bool) -> list[str]:
    name = sql_quote(column)
    distinct = f"count(DISTINCT {name})" if exact else f"approx_count_distinct({name})"
    if is_nested(kind) or kind == "BLOB":
        return [f"count({name})", distinct if is_nested(kind) else f"count({name})", "NULL", "NULL", "NULL", "NULL"]
    # As text, which every type has: values with a time zone need another package to come out as Python's own.
    limits = [f"CAST({which}({name}) AS VARCHAR)" for which in ("min", "max")]
    return [f"count({name})", distinct, *limits, *(_lengths(name, stored) if kind == "VARCHAR" else ("NULL", "NULL"))]


def _lengths(name: str, stored: str | None) -> tuple[str, str]:
    """SQL of the least and the largest length of the texts of a column."""
    if stored is None:
        return f"min(length({name}))", f"max(length({name}))"
    if stored == "ENUM":
        return f"min(length(CAST({name} AS VARCHAR)))", f"max(length(CAST({name} AS VARCHAR)))"
    if stored in ("DATE", "TIMESTAMP"):
        limits = [f"length(CAST({which}({name}) AS VARCHAR))" for which in ("min", "max")]
        return f"least({', '.join(limits)})", f"greatest({', '.join(limits)})"
    # The numbers nearest to zero are the shortest, on either side of it.
    sides = [
        [f"length(CAST({which}({name}) FILTER ({name} {sign} 0) AS VARCHAR))" for which in order]
        for sign, order in ((">=", ("min", "max")), ("<", ("max", "min")))
    ]
    near, far = zip(*sides, strict=True)
    return f"least({', '.join(near)})", f"greatest({', '.join(far)})"


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
