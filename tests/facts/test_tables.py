"""Tables: shares and addresses of what was measured."""

from __future__ import annotations

from workbench.facts import ColumnFacts
from workbench.model import Subject


def test_shares_are_between_0_and_1_and_of_no_rows_nothing_is_missing():
    some = ColumnFacts(table="t", column="c", position=1, raw_type="VARCHAR", rows=200, nulls=50, distinct=3)
    assert some.null_share == 0.25
    empty = ColumnFacts(table="t", column="c", position=1, raw_type="VARCHAR", rows=0, nulls=0, distinct=0)
    assert empty.null_share == 0.0


def test_names_of_the_source_may_hold_dots_without_becoming_a_schema():
    odd = ColumnFacts(table="a.b", column="c d", position=1, raw_type="VARCHAR", rows=1, nulls=0, distinct=1)
    assert odd.subject == Subject.parse('attribute:"a.b"."c d"')
