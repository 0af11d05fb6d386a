"""Ranges: bounds that names set and rows keep, and rows outside of them."""

from __future__ import annotations

import pytest

from tests.advise.measured import found, listed, model
from tests.advise.tables import entity
from workbench.advise.data.ranges import judge
from workbench.model import Check
from workbench.model.edits import Add

ROWS = 400


def judged(*columns, rows=ROWS, **values):
    one = entity("t", "id int64", *columns, key="id")
    return found(judge, model(one), t={"id": list(range(rows)), **values})


def spread(*values, rows=ROWS):
    return [values[i % len(values)] for i in range(rows)]


@pytest.mark.parametrize(
    ("column", "values", "expression"),
    [
        ("quantity int32", (1, 2, 9), "quantity >= 1"),
        ("quantity int32", (0, 2, 9), "quantity >= 0"),
        ("unit_price float64", (0.5, 12.0), "unit_price >= 0"),
        ("discount float64", (0.0, 0.25), "discount BETWEEN 0 AND 1"),
        ("rating float64", (3.2, 4.9), "rating BETWEEN 1 AND 5"),
        ("latitude float64", (-33.0, 51.5), "latitude BETWEEN -90 AND 90"),
        ("tax_percent float64", (7.0, 19.0), "tax_percent BETWEEN 0 AND 100"),
        ("birth_month int16", (1, 12), "birth_month BETWEEN 1 AND 12"),
        ("Amount int32", (5, 6), '"Amount" >= 0'),
    ],
)
def test_bounds_that_names_set(column, values, expression):
    name = column.split()[0]
    (finding,) = judged(column, **{name: spread(*values)})
    assert (finding.code, finding.severity, finding.confidence) == ("CHK-002-range", "advice", 0.75)
    assert [edit.node.expression for edit in finding.edits] == [expression]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("quantity int32", (-4, 9)),  # goods go out as well
        ("balance float64", (1.0, 9.0)),  # may well be below nothing
        ("temperature float64", (1.0, 9.0)),
        ("x float64", (1.0, 9.0)),  # any numbers have a smallest and a largest
        ("code int32", (1, 5)),
        ("latitude float64", (120.0, 9.0)),
    ],
)
def test_no_bound(column, values):
    assert judged(column, **{column.split()[0]: spread(*values)}) == []


def test_a_bound_that_the_type_cannot_pass_says_nothing():
    assert judged("longitude decimal(7,5)", longitude=spread(13.4, 9.1)) == []
    (finding,) = judged("longitude decimal(8,5)", longitude=spread(13.4, 9.1))
    assert finding.edits == (Add(Check(expression="longitude BETWEEN -180 AND 180"), finding.subject.name),)


def test_all_bounds_of_a_table_are_one_finding_and_few_rows_outside_are_faults():
    price = spread(2.0, 3.0)
    price[7] = -1.0
    columns = {"price": price, "quantity": spread(1, 2)}
    fault, finding = judged("price float64", "quantity int32", **columns)
    assert finding.message == (
        "In all rows price is 0 or more and quantity is 1 or more, but for 1 row in price. Make them checks."
    )
    assert (fault.code, fault.severity) == ("DATA-012-out-of-range", "warning")
    assert fault.message == "1 of 400 rows is outside of price >= 0. Mend it at the source."
    assert listed(fault, t={"id": list(range(ROWS)), **columns}) == [(-1.0, 2)]


def test_what_a_check_says_already_is_not_said_again():
    one = entity("t", "id int64", "quantity int32", key="id")
    data = {"t": {"id": list(range(50)), "quantity": spread(1, 2, rows=50)}}
    (finding,) = found(judge, model(one), **data)
    assert found(judge, finding.edits[0].apply(model(one)), **data) == []
