"""Spreads: histograms, quantiles, order, outliers and patterns are those of plain Python."""

from __future__ import annotations

import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.facts import QUANTILES, Spread
from workbench.model import AttributeBinding, Model, parse_type
from workbench.profile import answer
from workbench.profile._sample import SAMPLE_ROWS
from workbench.profile.spreads import BINS
from workbench.sources import Source, open_source


@pytest.fixture(scope="module")
def source():
    with Source("tests") as opened:
        yield opened


def spread(source, values, kind, **binding):
    source.load_rows("t", ["a b", "v0"], [(value, "x") for value in values], "t")
    question = Spread("t", "a b", parse_type(kind), AttributeBinding(**binding))
    try:
        return answer(source, Model(), [question])[question]
    finally:
        source.cursor().execute("DROP TABLE t")


def nearest(ordered, share):
    """Value that occurs, below which the share lies: SQL's ``percentile_disc``."""
    place = max(0, -int(-share * len(ordered) // 1) - 1)
    return ordered[place]


@given(st.lists(st.none() | st.integers(-1000, 1000), min_size=1, max_size=60))
def test_whole_numbers(source, values):
    fact = spread(source, [None if v is None else str(v) for v in values], "int32")
    kept = [v for v in values if v is not None]
    assert (fact.rows, fact.values, fact.sampled) == (len(values), len(kept), False)
    if not kept:
        assert (fact.mean, fact.low, fact.bins, fact.quantiles) == (None, None, (), ())
        return
    assert (fact.low, fact.high) == (str(min(kept)), str(max(kept)))
    assert fact.mean == pytest.approx(statistics.fmean(kept), rel=1e-5, abs=1e-5)
    if len(kept) > 1:
        assert fact.deviation == pytest.approx(statistics.stdev(kept), rel=1e-5, abs=1e-5)
    assert fact.quantiles == tuple(str(nearest(sorted(kept), share)) for share in QUANTILES)
    if min(kept) == max(kept):
        assert fact.bins == ()
        return
    width = -(-(max(kept) - min(kept) + 1) // BINS)
    counted = Counter((v - min(kept)) // width for v in kept)
    assert fact.bins == tuple(counted[i] for i in range((max(kept) - min(kept)) // width + 1))
    first, third = (nearest(sorted(kept), share) for share in (0.25, 0.75))
    reach = 3 * (third - first)
    assert fact.outliers == (sum(not first - reach <= v <= third + reach for v in kept) if reach else 0)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        ("1 2 3 7 9", "increasing"),
        ("1 2 2 7 9", "never decreasing"),
        ("9 7 3 2 1", "decreasing"),
        ("9 7 7 2 1", "never increasing"),
        ("1 2 3 9 7", ""),
        ("4 4 4 4 4", ""),
        ("1 2 3", ""),  # a few rows are in some order by accident
    ],
)
def test_order_of_the_rows(source, values, order):
    assert spread(source, values.split(), "int32").order == order


def test_outliers_and_their_limits(source):
    fact = spread(source, [str(n) for n in [10, 11, 12, 13, 14, 15, 16, 17, 18, 90, -70]], "int32")
    # Quartiles (values that occur) 11 and 17: 11 - 3 * 6 and 17 + 3 * 6.
    assert (fact.outliers, fact.outliers_below, fact.outliers_above) == (2, "-7", "35")


def test_dates_are_dates(source):
    days = [f"2024-01-{day:02}" for day in range(1, 31)]
    fact = spread(source, [*days, "2031-05-01"], "date")
    assert (fact.low, fact.high, fact.mean) == ("2024-01-01", "2031-05-01", None)
    assert fact.quantiles[2] == "2024-01-16"
    assert fact.order == "increasing"
    assert (fact.outliers, fact.outliers_above) == (
        1,
        "2024-03-12",
    )  # quartiles the 8th and 24th: 48 days on, 2024 a leap year


@pytest.mark.parametrize(("kind", "values"), [
    ("float64", ["1.5", "inf", "-inf", "nan", "1e308", "-1e308"]),
    ("date", ["0001-01-01", "9999-12-31", "infinity", "-infinity"]),
    ("timestamp", ["0001-01-01 00:00:00", "9999-12-31 23:59:59", "infinity"]),
    ("time", ["00:00:00", "23:59:59"]),
    ("decimal(38,10)", ["1", "9999999999999999999999999999.9999999999"]),
    ("int64", ["-9223372036854775808", "9223372036854775807"]),
])  # fmt: skip
def test_extremes_break_nothing(source, kind, values):
    fact = spread(source, values, kind)
    assert fact.values == len(values)
    assert sum(fact.bins) <= len(values)


def test_what_texts_look_like(source):
    fact = spread(source, ["ORD-12", "ORD-34", "Ann Lee", "Zoë Ek", "N/A"], "text", null_tokens=("N/A",))
    assert fact.patterns == (("AAA-99", 2), ("Aa Aa", 2))
    assert (fact.low, fact.high, fact.values) == ("6", "7", 4)
    assert fact.bins == (3, 1)  # lengths 6 and 7


def test_what_a_long_text_looks_like_is_cut_and_says_so(source):
    fact = spread(source, ["1" * 40, "1" * 41, "1" * 90], "text")
    assert fact.patterns == (("9" * 40 + "…", 2), ("9" * 40, 1))


def test_a_large_table_is_sampled_and_says_so(tmp_path):
    rows = 2 * SAMPLE_ROWS
    (tmp_path / "t.csv").write_text("a,b\n" + "".join(f"{i},x\n" for i in range(rows)))
    question = Spread("t", "a", parse_type("int32"))
    with open_source(tmp_path) as source:
        fact = answer(source, Model(), [question])[question]
    assert (fact.rows, fact.sampled, fact.order) == (SAMPLE_ROWS, True, "increasing")
    assert fact.bins == (SAMPLE_ROWS // BINS,) * BINS


def test_a_table_without_rows(source):
    fact = spread(source, [], "int32")
    assert (fact.rows, fact.values, fact.bins, fact.order) == (0, 0, (), "")
