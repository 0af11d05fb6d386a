"""Entities: what follows from the counts of keys and inclusions."""

from __future__ import annotations

import pytest

from workbench.facts import Included, InclusionFact, Unique, UniqueFact


def inclusion(rows=200, orphans=0):
    rest = {"child_distinct": 9, "parent_distinct": 10, "orphan_values": 1, "parents_with_child": 8, "max_children": 40}
    question = Included("orders", ("customer_id",), "customers", ("id",))
    return InclusionFact(question=question, rows=rows, orphans=orphans, **rest)


def test_a_surplus_counts_the_rows_that_stand_in_the_way_of_a_key():
    # 10 rows, 2 of them without a value, 7 different values: one row is too many.
    assert UniqueFact(question=Unique("t", ("a",)), rows=10, nulls=2, distinct=7).surplus == 1
    assert UniqueFact(question=Unique("t", ("a",)), rows=10, nulls=0, distinct=10).surplus == 0


@pytest.mark.parametrize(("orphans", "coverage"), [(0, 1.0), (3, 0.985), (200, 0.0)])
def test_coverage_is_the_share_of_child_rows_with_a_parent(orphans, coverage):
    assert inclusion(orphans=orphans).coverage == pytest.approx(coverage)


def test_of_no_child_rows_none_is_covered():
    assert inclusion(rows=0).coverage == 0.0
