"""Columns: counts and samples, exact where the table is small."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import CancelledError
from workbench.profile import columns, measure
from workbench.profile._sample import SAMPLE_ROWS
from workbench.progress import Progress
from workbench.sources import Source, open_source


def measured(folder, name="t"):
    with open_source(folder) as source:
        return measure(source).tables[name]


def test_counts_of_a_small_table_are_exact(tmp_path):
    (tmp_path / "t.csv").write_text("id,name\n1,b\n10,ab\n2,\n3,b\n")
    facts = measured(tmp_path)
    assert (facts.rows, facts.size_bytes) == (4, 25)
    one, two = facts.columns
    assert (one.rows, one.nulls, one.distinct, one.distinct_exact) == (4, 0, 4, True)
    assert (one.minimum, one.maximum) == ("1", "3")  # as text: nothing is converted before it is measured
    assert (two.nulls, two.null_share, two.distinct, two.min_length, two.max_length) == (1, 0.25, 2, 1, 2)
    assert two.values == (("b", 2), ("ab", 1))
    assert (two.sample_rows, two.raw_type, two.position) == (4, "VARCHAR", 1)


def test_values_of_equal_count_come_in_the_order_of_the_values(tmp_path):
    (tmp_path / "t.csv").write_text("v\nc\na\nb\n")
    assert [value for value, _ in measured(tmp_path).columns[0].values] == ["a", "b", "c"]


def test_typed_columns_have_no_lengths_and_nested_ones_no_values(tmp_path):
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT 5 AS n, [1, 2] AS l, 'x'::BLOB AS b) TO '{tmp_path / 't.parquet'}' (FORMAT parquet)")
    number, nested, blob = measured(tmp_path).columns
    assert (number.minimum, number.max_length, number.values) == ("5", None, (("5", 1),))
    assert (nested.values, nested.minimum, nested.nulls) == ((), None, 0)
    assert blob.values == ()


ROWS = SAMPLE_ROWS + 5_000


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_sample_of_a_large_table_is_the_same_at_every_run(tmp_path, kind):
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT range AS id, range % 7 AS rowid, range % 3 AS v FROM range({ROWS})) "
            f"TO '{tmp_path / f't.{kind}'}' (FORMAT {kind})"
        )
    first, again = measured(tmp_path), measured(tmp_path)
    assert first == again
    assert first.rows == ROWS
    identity, _, value = first.columns
    assert SAMPLE_ROWS // 4 <= identity.sample_rows <= ROWS
    assert (identity.distinct, identity.distinct_exact) == (ROWS, True)
    assert sorted(text for text, _ in value.values) == ["0", "1", "2"]


def test_a_sample_is_spread_over_the_whole_table(tmp_path):
    (tmp_path / "t.csv").write_text("id,half\n" + "".join(f"{i},{i * 2 // ROWS}\n" for i in range(ROWS)))
    halves = dict(measured(tmp_path).columns[1].values)
    assert set(halves) == {"0", "1"}
    assert 0.8 < halves["0"] / halves["1"] < 1.25


def test_nothing_is_left_behind_and_measuring_can_be_cancelled(tmp_path):
    (tmp_path / "sampled.csv").write_text("id\n" + "".join(f"{i}\n" for i in range(ROWS)))
    with open_source(tmp_path) as source:
        assert measure(source).tables["sampled"].rows == ROWS
        left = source.cursor().execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
        assert left == []
        progress = Progress()
        progress.cancel()
        with pytest.raises(CancelledError, match=r"Stopped while measuring\. Nothing was kept\."):
            measure(source, progress=progress)


def test_times_with_a_zone_are_measured_without_another_package(tmp_path):
    path = tmp_path / "t.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT TIMESTAMPTZ '2024-03-05 10:00:00+00' + to_hours(range) AS at FROM range(3)) TO '{path}'"
    )
    with open_source(path) as source:
        column = measure(source).column("t", "at")
    assert (column.raw_type, column.distinct) == ("TIMESTAMP WITH TIME ZONE", 3)
    assert column.minimum.startswith("2024-03-05")


def test_values_of_a_large_table_are_estimated_and_marked_so(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "EXACT_ROWS", 1000)
    path = tmp_path / "t.parquet"
    duckdb.connect().execute(f"COPY (SELECT range AS id FROM range({ROWS})) TO '{path}'")
    (identity,) = measured(tmp_path).columns
    assert not identity.distinct_exact
    assert abs(identity.distinct - ROWS) < ROWS * 0.1


@given(
    st.lists(
        st.tuples(st.sampled_from([None, "a", "B", "é", "Z", "zz", "", "😀", "\uffff"]), st.text(max_size=3)),
        max_size=40,
    )
)
def test_small_tables_are_counted_as_a_scan_counts_them(opened, rows):
    sound = [(a, b.replace("\0", "")) for a, b in rows if not any("\ud800" <= c <= "\udfff" for c in b)]
    opened.load_rows("t", ["a", "b c"], sound, "t")
    table = opened.tables.pop("t")
    con = opened.cursor()
    try:
        ours = columns.measure_table(con, table)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(columns, "COUNTED_ROWS", -1)
            assert columns.measure_table(con, table) == ours
    finally:
        con.execute("DROP TABLE t")


@pytest.fixture(scope="module")
def opened():
    with Source("tests") as source:
        yield source
