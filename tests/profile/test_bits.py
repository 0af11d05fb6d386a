"""Bits: the different integers that DuckDB counts are those that a set in plain Python holds."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Attribute, parse_type
from workbench.profile import _bits
from workbench.profile._bits import Counted, counted

_near = st.one_of(st.none(), st.integers(-5, 5))
_far = st.one_of(st.none(), st.integers(-(2**20), 2**20))
_int64 = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.sampled_from([-(2**63), 2**63 - 1]))


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as opened:
        yield opened


def _asked(con, rows, types):
    columns = ", ".join(f"c{i} {kind}" for i, kind in enumerate(types))
    con.execute(f"CREATE OR REPLACE TABLE t ({columns})")
    if rows:
        con.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(types))})", rows)
    names = [f"c{i}" for i in range(len(types))]
    return counted(con, "t", [Attribute(name=name, type=parse_type("bigint")) for name in names], names)


def _plain(rows):
    present = [row for row in rows if None not in row]
    return Counted(len(rows), len(present), len(set(present)))


@given(st.lists(st.one_of(st.tuples(_near, _near), st.tuples(_near, _far), st.tuples(_far, _far)), max_size=12))
def test_pairs_are_counted_as_a_set_counts_them(con, rows):
    assert _asked(con, rows, ("INTEGER", "BIGINT")) == _plain(rows)


@given(st.lists(st.tuples(_int64), max_size=8))
def test_the_largest_and_smallest_numbers_are_counted_or_left_to_grouping(con, rows):
    assert _asked(con, rows, ("BIGINT",)) in (None, _plain(rows))


@given(st.lists(st.tuples(_near, _far, _near), max_size=12), st.sampled_from([0, 2**29]))
def test_grouping_numbers_says_what_the_bits_say(con, rows, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_bits, "_MOST_BITS", most)
        patch.setattr(_bits, "_MOST_BITS_A_ROW", most)
        assert _asked(con, rows, ("BIGINT",) * 3) == _plain(rows)


def test_the_ends_of_a_narrow_integer_do_not_overflow(con):
    rows = [(-128, 127), (127, -128), (None, 0), (127, -128)]
    assert _asked(con, rows, ("TINYINT", "TINYINT")) == Counted(4, 3, 2)


def test_unsigned_numbers_beyond_the_signed_ones_are_left_to_grouping(con):
    assert _asked(con, [(2**64 - 1,), (2**64 - 2,)], ("UBIGINT",)) is None


def test_texts_are_left_to_grouping(con):
    con.execute("CREATE OR REPLACE TABLE t (c0 VARCHAR)")
    assert counted(con, "t", [Attribute(name="c0", type=parse_type("text"))], ["c0"]) is None
