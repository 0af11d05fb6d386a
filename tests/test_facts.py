"""Facts: measured numbers with units, and the questions that they answer."""

from dataclasses import fields
from typing import get_args

import pytest

from workbench import facts
from workbench.facts import (
    Answer,
    ColumnFacts,
    Facts,
    Included,
    InclusionFact,
    Question,
    TableFacts,
    Unique,
    UniqueFact,
)
from workbench.model import Subject

STATUS = ColumnFacts(
    table="orders", column="status", position=2, raw_type="VARCHAR", rows=200, nulls=50, distinct=3, max_length=9
)
ORDERS = TableFacts(table="orders", origin="orders.csv", rows=200, columns=(STATUS,), size_bytes=4096)
IN_CUSTOMERS = Included("orders", ("customer_id",), "customers", ("id",))


def inclusion(**values: int) -> InclusionFact:
    rest = {"child_distinct": 9, "parent_distinct": 10, "orphan_values": 1, "parents_with_child": 8, "max_children": 40}
    return InclusionFact(question=IN_CUSTOMERS, **{"rows": 200, "orphans": 0} | rest | values)


def test_shares_are_between_0_and_1_and_of_no_rows_nothing_is_missing():
    assert STATUS.null_share == 0.25
    empty = ColumnFacts(table="t", column="c", position=1, raw_type="VARCHAR", rows=0, nulls=0, distinct=0)
    assert empty.null_share == 0.0


def test_a_surplus_counts_the_rows_that_stand_in_the_way_of_a_key():
    # 10 rows, 2 of them without a value, 7 different values: one row is too many.
    assert UniqueFact(question=Unique("t", ("a",)), rows=10, nulls=2, distinct=7).surplus == 1
    assert UniqueFact(question=Unique("t", ("a",)), rows=10, nulls=0, distinct=10).surplus == 0


@pytest.mark.parametrize(("orphans", "coverage"), [(0, 1.0), (3, 0.985), (200, 0.0)])
def test_coverage_is_the_share_of_child_rows_with_a_parent(orphans, coverage):
    assert inclusion(orphans=orphans).coverage == pytest.approx(coverage)


def test_of_no_child_rows_none_is_covered():
    assert inclusion(rows=0).coverage == 0.0


def test_facts_are_looked_up_by_their_question():
    empty = Facts()
    assert (len(empty), list(empty), empty.get(IN_CUSTOMERS)) == (0, [], None)
    answer = inclusion()
    known = empty.answered({IN_CUSTOMERS: answer})
    assert known[Included("orders", ("customer_id",), "customers", ("id",))] is answer
    assert IN_CUSTOMERS not in empty
    later = inclusion(orphans=5)
    assert known.answered({IN_CUSTOMERS: later})[IN_CUSTOMERS] is later


def test_columns_are_found_by_the_names_of_the_source():
    known = Facts({"orders": ORDERS})
    assert known.column("orders", "status") is STATUS
    assert known.column("orders", "Status") is None
    assert known.column("lines", "status") is None
    assert ORDERS.column("status") is STATUS


def test_every_measurement_becomes_a_row_with_unit_subject_and_source():
    rows = {(str(f.subject), f.measure): (f.value, f.unit, f.source) for f in Facts({"orders": ORDERS}).rows()}
    assert rows == {
        ("entity:orders", "rows"): (200, "rows", "orders.csv"),
        ("entity:orders", "size_bytes"): (4096, "bytes", "orders.csv"),
        ("attribute:orders.status", "rows"): (200, "rows", "orders.csv"),
        ("attribute:orders.status", "nulls"): (50, "rows", "orders.csv"),
        ("attribute:orders.status", "distinct"): (3, "values", "orders.csv"),
        ("attribute:orders.status", "max_length"): (9, "characters", "orders.csv"),
    }


def test_names_of_the_source_may_hold_dots_without_becoming_a_schema():
    odd = ColumnFacts(table="a.b", column="c d", position=1, raw_type="VARCHAR", rows=1, nulls=0, distinct=1)
    assert odd.subject == Subject.parse('attribute:"a.b"."c d"')


@pytest.mark.parametrize("cls", get_args(Question), ids=lambda cls: cls.__name__)
def test_a_question_is_a_value_that_can_be_a_key(cls):
    hints = {"attributes": ("a",), "limit": 5}
    values = [hints.get(item.name, "x") for item in fields(cls)]
    assert cls(*values) == cls(*values)
    assert {cls(*values): 1}[cls(*values)] == 1


@pytest.mark.parametrize("cls", [*get_args(Answer), ColumnFacts, TableFacts], ids=lambda cls: cls.__name__)
def test_every_measured_field_has_a_unit_of_the_known_ones(cls):
    units = {"rows", "values", "value", "characters", "bytes", "digits"}
    measured = {item.name: item.metadata["unit"] for item in fields(cls) if "unit" in item.metadata}
    assert measured
    assert set(measured.values()) <= units


def test_each_answer_says_which_question_it_answers():
    questions = {cls.__dataclass_fields__["question"].type for cls in get_args(Answer)}
    assert questions == {cls.__name__ for cls in get_args(Question)}
    assert all(hasattr(facts, name) for name in questions)
