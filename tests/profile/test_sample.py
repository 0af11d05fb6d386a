"""Sample: all rows of a small table; of a large one some, spread over it, the same each time."""

from __future__ import annotations

from collections import Counter

import duckdb
import pytest

from workbench.profile._sample import SAMPLE_ROWS, Sample
from workbench.sources import open_source


def taken(path, rows):
    with open_source(path) as source:
        table = next(iter(source))
        con = source.cursor()
        sample = Sample(con, table, rows)
        again = Sample(source.cursor(), table, rows)
        assert (again.relation, again.rows) == (sample.relation, sample.rows)
        numbers = [n for (n,) in con.execute(f"SELECT CAST(n AS INTEGER) FROM {sample.relation} ORDER BY 1").fetchall()]
        return sample, numbers, set(source.tables)


def test_a_small_table_is_its_own_sample(tmp_path):
    (tmp_path / "t.csv").write_text("n,m\n1,a\n2,b\n")
    sample, numbers, tables = taken(tmp_path, 2)
    assert (sample.rows, numbers, tables) == (2, [1, 2], {"t"})


def test_every_third_row_of_a_table_three_times_as_large(tmp_path):
    rows = 3 * SAMPLE_ROWS
    (tmp_path / "t.csv").write_text("n,m\n" + "".join(f"{i},x\n" for i in range(rows)))
    sample, numbers, tables = taken(tmp_path, rows)
    assert sample.rows == SAMPLE_ROWS
    assert numbers == list(range(0, rows, 3))
    assert tables == {"t"}  # a sample is no table of the source


def test_the_rows_of_a_file_are_spread_evenly(tmp_path):
    """Each twentieth of a Parquet file is seen: its blocks alone would leave gaps where no value is missing."""
    rows = 30 * SAMPLE_ROWS
    duckdb.sql(f"COPY (SELECT range AS n, 'x' AS m FROM range({rows})) TO '{tmp_path / 't.parquet'}'")
    sample, numbers, tables = taken(tmp_path, rows)
    assert sample.rows == len(numbers) == pytest.approx(SAMPLE_ROWS, rel=0.05)
    parts = Counter(n * 20 // rows for n in numbers)
    # Of 1,000 rows each, five standard deviations.
    assert all(abs(parts[i] - SAMPLE_ROWS / 20) < 160 for i in range(20))
    assert tables == {"t"}


def test_a_column_named_rowid_hides_no_rows(tmp_path):
    rows = 2 * SAMPLE_ROWS
    (tmp_path / "t.csv").write_text("n,rowid\n" + "".join(f"{i},7\n" for i in range(rows)))
    sample, numbers, _ = taken(tmp_path, rows)
    assert SAMPLE_ROWS // 4 <= sample.rows == len(numbers) <= rows
