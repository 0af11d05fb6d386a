"""Picture: bars whose heights are in the measure of the rows."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from workbench.factsheet._picture import HEIGHT, WIDTH, histogram


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_one_bar_for_each_interval_with_rows(bins):
    drawn = [tuple(map(int, m)) for m in re.findall(r"M(\d+) 28v-(\d+)h(\d+)v", histogram(bins))]
    filled = [(i, n) for i, n in enumerate(bins) if n]
    assert len(drawn) == len(filled)
    for (left, high, width), (place, rows) in zip(drawn, filled, strict=True):
        assert abs(left - place * WIDTH / len(bins)) <= 0.5
        assert 1 <= high <= HEIGHT
        assert abs(high - HEIGHT * rows / max(bins)) <= 1
        assert left + width <= WIDTH


def test_nothing_to_draw():
    assert histogram([]) == histogram([0, 0]) == ""
