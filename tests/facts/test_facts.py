"""Facts: measured numbers with units, and the questions that they answer."""

from __future__ import annotations

from dataclasses import fields, replace
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
    Values,
    ValuesFact,
)

STATUS = ColumnFacts(
    table="orders", column="status", position=2, raw_type="VARCHAR", rows=200, nulls=50, distinct=3, max_length=9
)
ORDERS = TableFacts(table="orders", origin="orders.csv", rows=200, columns=(STATUS,), size_bytes=4096)
IN_CUSTOMERS = Included("orders", ("customer_id",), "customers", ("id",))


def inclusion(**values: int) -> InclusionFact:
    rest = {"child_distinct": 9, "parent_distinct": 10, "orphan_values": 1, "parents_with_child": 8, "max_children": 40}
    return InclusionFact(question=IN_CUSTOMERS, **{"rows": 200, "orphans": 0} | rest | values)


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


def test_an_estimate_gives_way_to_what_was_counted_for_a_key_a_reference_or_a_list():
    names = ("id", "customer_id", "status", "note")
    columns = {name: replace(STATUS, column=name, distinct=190, distinct_exact=False) for name in names}
    unique, values = Unique("orders", ("id",)), Values("orders", "status", 20)
    known = Facts({"orders": ORDERS}).answered(
        {
            unique: UniqueFact(question=unique, rows=200, distinct=200, nulls=0),
            IN_CUSTOMERS: inclusion(child_distinct=9),
            values: ValuesFact(question=values, rows=150, distinct=3, values=()),
        }
    )
    read = {name: known.as_read(facts_of) for name, facts_of in columns.items()}
    assert {name: (c.distinct, c.distinct_exact) for name, c in read.items()} == {
        "id": (200, True), "customer_id": (9, True), "status": (3, True), "note": (190, False),
    }  # fmt: skip
    exact = replace(columns["id"], distinct=7, distinct_exact=True)
    assert known.as_read(exact) is exact
