"""Chance: worked by hand from the formula in the module's notes."""

from __future__ import annotations

import pytest

from workbench.advise._domain import Domain
from workbench.advise.references._chance import chance
from workbench.facts import Included, InclusionFact


def fact(child_distinct, parent_distinct, orphan_values=0):
    return InclusionFact(
        question=Included("c", ("p_id",), "p", ("id",)),
        rows=1000,
        orphans=0,
        child_distinct=child_distinct,
        parent_distinct=parent_distinct,
        orphan_values=orphan_values,
        parents_with_child=child_distinct,
        max_children=10,
    )


def keys(values):
    known = sorted(values)
    return Domain(len(known), len(known), len(known), exact=True, low=str(known[0]), high=str(known[-1]))


@pytest.mark.parametrize(
    ("parent", "child_distinct", "expected"),
    [
        # Keys 1..100 of the 101 numbers up to 100, start 1, a tenth of them used: 1 - 0.6 * 0.1
        (range(1, 101), 10, 100 / 101 * 0.94),
        # All of them used: 1 - 0.6
        (range(1, 101), 100, 100 / 101 * 0.4),
        # Keys 1000..1099: span 100/1100 = 0.0909, halved below 0.5, start 0.12, covered 1 → 0.4
        (range(1000, 1100), 100, 0.01),
        # Keys 40..99: span 60/100 = 0.6, start 0.35 (below half of the end), half used → 0.6 * 0.35 * 0.7
        (range(40, 100), 30, 0.147),
    ],
)
def test_whole_numbers(parent, child_distinct, expected):
    keys_ = keys(parent)
    assert chance(fact(child_distinct, len(parent)), keys_, integers=True) == pytest.approx(expected, abs=1e-9)


def test_texts_that_are_equal_are_rarely_so_by_accident():
    assert chance(fact(1, 50), keys(["a", "b"]), integers=False) == 0.5
    assert chance(fact(3, 50), keys(["a", "b"]), integers=False) == 0.125
    assert chance(fact(30, 50), keys(["a", "b"]), integers=False) == 0.01
    assert chance(fact(3, 50, orphan_values=2), keys(["a", "b"]), integers=False) == 0.5  # one value fits


def test_more_room_to_miss_is_less_accident():
    chances = [chance(fact(10, 100), keys(range(first, first + 100)), integers=True) for first in (1, 50, 200, 5000)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.9
    assert chances[-1] < 0.05
