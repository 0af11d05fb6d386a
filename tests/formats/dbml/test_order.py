"""Order: as few things as possible move."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.dbml.order import staying


@given(st.permutations(range(7)))
def test_what_stays_is_in_order_and_no_larger_choice_would_be(ranks):
    stay = sorted(staying(ranks))
    assert [ranks[place] for place in stay] == sorted(ranks[place] for place in stay)
    larger = combinations(range(7), len(stay) + 1)
    assert all([ranks[p] for p in some] != sorted(ranks[p] for p in some) for some in larger)


@pytest.mark.parametrize(
    ("ranks", "places"),
    [([], []), ([5], [0]), ([0, 1, 2], [0, 1, 2]), ([3, 0, 1, 2], [1, 2, 3]), ([1, 2, 3, 0], [0, 1, 2])],
)
def test_one_thing_that_moves_leaves_the_others(ranks, places):
    assert sorted(staying(ranks)) == places
