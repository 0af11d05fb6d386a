"""Sample: rows spread evenly over a table, the same ones at every run, kept for as long as the source is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.naming import sql_quote

if TYPE_CHECKING:
    import duckdb

    from workbench.sources import SourceTable

# A sample shows how values are written and how they lie; what is proposed from it is verified on all rows afterwards.
SAMPLE_ROWS: Final = 20_000
# A schema of its own: a table of the source may have any name.
_SCHEMA: Final = "workbench_samples"


class Sample:
    """Rows to look at more closely: all of a table that is small, some of a large one.

    Parameters
    ----------
    con
        Connection to the source.
    table
        Table of the source.
    rows
        How many it has.

    Attributes
    ----------
    relation
        SQL name of the rows.
    rows
        How many they are.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, table: SourceTable, rows: int) -> None:
        self._con = con
        self.relation = table.relation
        self.rows = rows
        if rows > SAMPLE_ROWS:
            self._take(table, rows)

    def _take(self, table: SourceTable, rows: int) -> None:
        whole, self.relation = self.relation, f"{_SCHEMA}.{sql_quote(table.name)}"
        self._con.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
        made = self._con.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?", [_SCHEMA, table.name]
        ).fetchone()
        if not (made and made[0]):
            step = -(-rows // SAMPLE_ROWS)
            every = f"SELECT * FROM {whole} WHERE rowid % {step} = 0"
            # Single rows, not blocks of 2,048: those would leave gaps in the histogram of a column that rises with the
            # rows, as if values were missing, and cost as much (of 6 million rows of Parquet, 0.6 s either way). The
            # same rows each time, in the order of the file.
            share = 100 * SAMPLE_ROWS / rows
            some = f"SELECT * FROM {whole} TABLESAMPLE bernoulli({share:.6f} PERCENT) REPEATABLE (17)"
            # A column of that name hides the row numbers.
            numbered = table.loaded and not any(name.casefold() == "rowid" for name, _ in table.columns)
            self._con.execute(f"CREATE TABLE {self.relation} AS {every if numbered else some}")
            if self._count() < min(rows, SAMPLE_ROWS) // 4:
                self._con.execute(
                    f"CREATE OR REPLACE TABLE {self.relation} AS SELECT * FROM {whole} LIMIT {SAMPLE_ROWS}"
                )
        self.rows = self._count()

    def _count(self) -> int:
        row = self._con.execute(f"SELECT count(*) FROM {self.relation}").fetchone()
        return int(row[0]) if row else 0

    def values(self, column: str, most: int) -> tuple[tuple[str, int], ...]:
        """Most frequent values with their counts; ties in the order of the values."""
        name = sql_quote(column)
        found = self._con.execute(
            f"SELECT CAST({name} AS VARCHAR), count(*) FROM {self.relation} WHERE {name} IS NOT NULL "
            f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most}"
        ).fetchall()
        return tuple((str(value), int(count)) for value, count in found)
