"""Order of dates: one never after another, and the rows in which it is."""

from __future__ import annotations

import pytest

from tests.advise.tables import Data, entity
from workbench.advise.data.order import judge
from workbench.model import Check, Model
from workbench.model.edits import Add

ENTITY = entity("shipments", "shipped_on date", "delivered_on date?", "note text")


def day(n):
    return f"2024-{1 + n // 28:02}-{1 + n % 28:02}"


def judged(pairs, one=ENTITY):
    shipped, delivered = zip(*pairs, strict=True)
    columns = {"shipped_on": list(shipped), "delivered_on": list(delivered), "note": ["x"] * len(pairs)}
    return list(Data(shipments=columns).findings(judge, one))


GOOD = [(day(i), day(i + 2)) for i in range(200)]


def test_an_order_that_always_holds_is_a_check():
    (finding,) = judged(GOOD)
    assert (finding.code, finding.severity, finding.confidence) == ("CHK-001-order", "advice", 0.7)
    assert finding.message == "shipped_on is never after delivered_on in 200 rows."
    assert finding.edits == (Add(Check(expression="shipped_on <= delivered_on"), ENTITY.name),)


def test_one_row_of_two_hundred_may_break_it_and_is_a_fault():
    found = judged([*GOOD[1:], (day(9), day(8))])
    assert [f.code for f in found] == ["DATA-004-order", "CHK-001-order"]
    assert found[0].severity == "warning"
    assert found[0].message == "1 row has shipped_on after delivered_on. Mend it at its source."
    assert judged([*GOOD[2:], (day(9), day(8)), (day(9), day(8))]) == []  # 1 % is no order


@pytest.mark.parametrize(
    "pairs",
    [
        GOOD[:49],  # too few rows
        [(day(i), day(i)) for i in range(160)] + GOOD[:39],  # mostly equal
        [(day(i), None) for i in range(200)],
    ],
)
def test_no_order(pairs):
    assert judged(pairs) == []


def test_a_check_that_the_model_has_is_not_proposed_again():
    model = Add(Check(expression="shipped_on <= delivered_on"), ENTITY.name).apply(Model(entities=(ENTITY,)))
    assert judged(GOOD, model.entities[0]) == []
