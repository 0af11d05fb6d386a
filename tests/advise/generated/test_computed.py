"""Computed attributes: what follows from the rest of a row, with and without rounding, and rows that say otherwise."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest

from tests.advise.measured import found, listed, model
from tests.advise.tables import entity
from workbench.advise.generated.computed import judge
from workbench.model import Check, Generated, Subject
from workbench.model.edits import Add, Change

ENTITY = entity(
    "bills", "id int64", "quantity int32", "unit_price decimal(6,2)", "discount decimal(3,2)", "total decimal(8,2)",
    key="id",
)  # fmt: skip
CENT = Decimal("0.01")


def bills(rounding=None, *, rows=200, discounted=False):
    quantity = [1 + i % 7 for i in range(rows)]
    price = [Decimal(995 + 37 * i) / 100 for i in range(rows)]
    discount = [Decimal("0.15") if discounted and i % 3 else Decimal("0.00") for i in range(rows)]
    value = [q * p * (1 - d) for q, p, d in zip(quantity, price, discount, strict=True)]
    total = value if rounding is None else [v.quantize(CENT, rounding) for v in value]
    return {
        "bills": {"id": list(range(rows)), "quantity": quantity, "unit_price": price, "discount": discount,
                  "total": total}
    }  # fmt: skip


def test_a_product_without_rounding_is_computed():
    (finding,) = found(judge, model(ENTITY), **bills())
    assert (finding.code, finding.severity, finding.confidence) == ("GEN-001-computed", "advice", 0.8)
    assert finding.message == (
        "Is quantity * unit_price in 200 rows. "
        "Let the engine compute it; as an ordinary column it can come to disagree."
    )
    subject = Subject.attribute("bills", "total")
    assert finding.edits == (Change.of(subject, generated=Generated("quantity * unit_price")),)
    changed = finding.edits[0].apply(model(ENTITY))
    assert found(judge, changed, **bills()) == []


def test_names_that_say_nothing_are_tried_where_there_are_few():
    known = bills()["bills"]
    renamed = {"positionen": {"id": known["id"], "menge": known["quantity"], "preis": known["unit_price"],
                              "gesamt": known["total"], "rabatt": known["discount"]}}  # fmt: skip
    bought = entity(
        "positionen", "id int64", "menge int32", "preis decimal(6,2)", "gesamt decimal(8,2)", "rabatt decimal(3,2)",
        key="id",
    )  # fmt: skip
    (finding,) = found(judge, model(bought), **renamed)
    assert finding.message.startswith("Is menge * preis in 200 rows.")


@pytest.mark.parametrize("way", [ROUND_HALF_UP, ROUND_HALF_EVEN])
def test_a_rounded_product_says_so(way):
    (finding,) = found(judge, model(ENTITY), **bills(way, discounted=True))
    if way == ROUND_HALF_UP:  # as SQL rounds decimals
        text = "round(quantity * unit_price * (1 - discount), 2)"
        assert finding.edits == (Change.of(finding.subject, generated=Generated(text)),)
        assert "Is quantity * unit_price * (1 - discount), rounded, in 200 rows." in finding.message
    else:
        check = "abs(total - (quantity * unit_price * (1 - discount))) <= 0.006"
        assert finding.edits == (Add(Check(expression=check), ENTITY.name),)
        assert "up to the rounding of its last digit" in finding.message


def test_rows_that_say_something_else_are_faults():
    data = bills(rows=400)
    data["bills"]["total"][5] += 1
    fault, finding = found(judge, model(ENTITY), **data)
    assert (fault.code, fault.severity) == ("DATA-011-computed", "warning")
    assert fault.message == "1 row says something else than quantity * unit_price. Mend it at the source."
    assert len(listed(fault, **data)) == 1
    assert finding.edits[0].node.expression == "abs(total - (quantity * unit_price)) <= 0.006"
    # What the model has computed already is held against the data too.
    changed = Change.of(finding.subject, generated=Generated("quantity * unit_price")).apply(model(ENTITY))
    (fault,) = found(judge, changed, **data)
    assert fault.code == "DATA-011-computed"


def test_what_makes_no_difference_is_no_formula():
    data = bills()
    data["bills"]["quantity"] = [1] * 200
    data["bills"]["total"] = data["bills"]["unit_price"]
    assert found(judge, model(ENTITY), **data) == []
    assert found(judge, model(ENTITY), **bills(rows=49)) == []  # too few rows


def test_one_of_a_chain_is_computed_and_the_others_checked():
    one = entity(
        "bills", "id int64", "hours int32", "rate decimal(6,2)", "net decimal(8,2)", "tax decimal(8,2)",
        "gross decimal(8,2)", key="id",
    )  # fmt: skip
    hours, rate = [2 + i % 5 for i in range(100)], [Decimal(1000 + 13 * i) / 100 for i in range(100)]
    net = [h * r for h, r in zip(hours, rate, strict=True)]
    tax = [Decimal(101 + 7 * i % 90) / 100 for i in range(100)]
    data = {"id": list(range(100)), "hours": hours, "rate": rate, "net": net, "tax": tax}
    data["gross"] = [n + t for n, t in zip(net, tax, strict=True)]
    findings = {f.subject.attributes[0]: f.edits[0] for f in found(judge, model(one), bills=data)}
    assert findings == {
        "net": Add(Check(expression="abs(net - (hours * rate)) <= 0.006"), one.name),
        "gross": Change.of(Subject.attribute("bills", "gross"), generated=Generated("net + tax")),
    }


def test_names_and_years():
    one = entity(
        "people", "id int64", "first_name text", "last_name text", "full_name text", "born date", "birth_year int16",
        key="id",
    )  # fmt: skip
    rows = {
        "id": list(range(60)),
        "first_name": [f"A{i}" for i in range(60)],
        "last_name": [f"B{i}" for i in range(60)],
        "full_name": [f"A{i} B{i}" for i in range(60)],
        "born": [date(1950 + i, 1, 31) for i in range(60)],
        "birth_year": [1950 + i for i in range(60)],
    }
    edits = {f.subject.attributes[0]: f.edits[0] for f in found(judge, model(one), people=rows)}
    text = "first_name || ' ' || last_name"
    assert edits == {
        "full_name": Change.of(Subject.attribute("people", "full_name"), generated=Generated(text)),
        "birth_year": Add(Check(expression="birth_year = extract(year from born)"), one.name),
    }


def test_only_what_a_few_rows_do_not_refute_is_asked_of_all():
    asked = []
    found(judge, model(ENTITY), asked, **bills(rows=600))
    glance, whole = (question for round_ in asked for question in round_)
    assert (glance.first, whole.first) == (500, None)
    refuted = "abs(total - (unit_price - discount)) <= 0.006"
    assert refuted in glance.conditions
    assert refuted not in whole.conditions
