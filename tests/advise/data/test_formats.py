"""Formats: the pattern of a code, and rows that do not follow it."""

from __future__ import annotations

import random
import re

import pytest

from tests.advise.measured import found, listed, model
from tests.advise.tables import entity
from workbench.advise.data.formats import judge, pattern
from workbench.model import Check
from workbench.model.edits import Add

CHANCE = random.Random(5)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([f"ORD-{n:06}" for n in range(50)], "ORD-[0-9]{6}"),
        ([f"{n:08}" for n in range(100, 150)], "[0-9]{8}"),
        ([f"A{n}.{n % 7}" for n in range(90, 120)], "A[0-9]{2,3}[.][0-9]"),
        ([f"{CHANCE.getrandbits(48):012x}" for _ in range(200)], "[0-9a-f]{12}"),
        ([chr(65 + n % 26) + chr(66 + n % 20) for n in range(60)], "[A-Z]{2}"),
        ([str(n) for n in range(90, 130)], None),  # numbers of any length
        ([f"ORD-{n:06}" for n in range(19)], None),  # too few
        ([f"it's {n}" for n in range(30)], None),  # a quote has no place in a check
        (["Ann Lee", "Bob Stone", "Cy Oak"] * 20, None),
        ([f"é{n:03}" for n in range(40)], None),
    ],
)
def test_pattern(values, expected):
    assert pattern(values) == expected
    if expected is not None:
        assert all(re.fullmatch(expected, value) for value in values)


ENTITY = entity("orders", "order_no text", "note text", key="order_no")


def orders(*values):
    return {"orders": {"order_no": list(values), "note": [f"ORD-{i:03}" for i in range(len(values))]}}


def test_a_code_is_written_by_one_pattern():
    (finding,) = found(judge, model(ENTITY), **orders(*(f"ORD-{n:04}" for n in range(60))))
    assert (finding.code, finding.subject.title, finding.confidence) == ("CHK-003-format", "orders.order_no", 0.65)
    assert finding.edits == (Add(Check(expression="order_no ~ '^ORD-[0-9]{4}$'"), ENTITY.name),)


def test_rows_in_another_form_are_faults_where_the_sample_did_not_show_them():
    # The sample keeps 2,000 values: the one that is written otherwise comes after them.
    data = orders(*(f"ORD-{n:04}" for n in range(2500)), "zzz")
    fault, finding = found(judge, model(ENTITY), **data)
    assert (fault.code, finding.code) == ("DATA-013-format", "CHK-003-format")
    assert fault.message == "1 row is not written as ORD-[0-9]{4}. Mend it at the source."
    assert listed(fault, **data) == [("zzz",)]
