"""Temporal: versions with a time of validity, snapshots, histories."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from tests.advise.measured import found, listed, model, reference
from tests.advise.tables import entity
from workbench.advise.structure.temporal import judge
from workbench.model import Key
from workbench.model.edits import Add

PRODUCTS = entity("products", "id int64", key="id")
FIRST = date(2024, 1, 1)


def day(n):
    return FIRST + timedelta(days=n)


def versions(*rows):
    """Rows of (product, first day, last day), and 20 products with one open version each."""
    rows = [*rows, *((100 + i, day(0), None) for i in range(20))]
    columns = dict(zip(("product_id", "valid_from", "valid_to"), map(list, zip(*rows, strict=True)), strict=True))
    return {
        "products": {"id": sorted({row[0] for row in rows})},
        "prices": {"id": list(range(len(rows))), **columns},
    }


PRICES = entity("prices", "id int64", "product_id int64", "valid_from date", "valid_to date?", key="id")
MODEL = model(PRODUCTS, PRICES, references=[reference("prices", "product_id", "products", "id")])


def test_versions_that_follow_each_other():
    data = versions((1, day(0), day(9)), (1, day(10), day(19)), (1, day(30), None))
    (finding,) = found(judge, MODEL, **data)
    assert (finding.code, finding.severity, finding.edits) == ("STR-008-validity", "advice", ())
    assert finding.message == (
        "Its rows are versions of product_id, valid from valid_from to valid_to: 21 different ones, 1 of them with "
        "several versions, one following the other on the day after, with 1 gap; "
        "21 rows are still valid: valid_to is missing."
    )


def test_a_version_that_begins_too_early_is_a_fault():
    data = versions((1, day(0), day(9)), (1, day(9), day(19)), (1, day(15), None))
    fault, finding = found(judge, MODEL, **data)
    assert (fault.code, finding.code) == ("DATA-014-overlap", "STR-008-validity")
    assert fault.message == (
        "1 row begins before an earlier one of the same product_id has ended. Mend it at the source."
    )
    assert [row[1] for row in listed(fault, **data)] == [day(15)]


def test_things_that_go_on_at_the_same_time_are_no_versions():
    projects = entity("projects", "id int64", "product_id int64", "start_date date", "end_date date", key="id")
    one = model(PRODUCTS, projects, references=[reference("projects", "product_id", "products", "id")])
    rows = {
        "id": list(range(40)),
        "product_id": [i % 4 for i in range(40)],
        "start_date": [day(3 * i) for i in range(40)],
        "end_date": [day(3 * i + 50) for i in range(40)],
    }
    assert found(judge, one, products={"id": [0, 1, 2, 3]}, projects=rows) == []


def stock(pairs):
    return {"products": {"id": list(range(10))}, "stock": {
        "id": list(range(len(pairs))), "product_id": [p for p, _ in pairs], "snapshot_date": [day(d) for _, d in pairs],
    }}  # fmt: skip


STOCK = entity("stock", "id int64", "product_id int64", "snapshot_date date", key="id")


def test_a_snapshot_has_nearly_the_same_keys_at_each_date():
    one = model(PRODUCTS, STOCK, references=[reference("stock", "product_id", "products", "id")])
    pairs = [(p, d) for d in (0, 30, 60) for p in range(10) if (p, d) != (4, 30)]
    (finding,) = found(judge, one, **stock(pairs))
    assert (finding.code, finding.confidence) == ("STR-009-snapshot", 0.7)
    # 9 of 10 in February, all 9 of them in March: 18 of 19.
    assert "at 3 dates of snapshot_date: 10 different ones, of which 95% are there again" in finding.message
    assert finding.edits == (Add(Key(attributes=("product_id", "snapshot_date")), STOCK.name),)
    # Other products at each date, or one of them twice, are no snapshot.
    others = [(p, d) for d in (0, 30, 60) for p in range(10) if (p + d // 30) % 3]
    assert found(judge, one, **stock(others)) == []
    assert found(judge, one, **stock([*pairs, pairs[0]])) == []


def test_a_history_is_told_by_its_name_and_its_times():
    log = entity("order_history", "id int64", "changed_at timestamp", "action text", key="id")
    other = entity("orders", "id int64", "changed_at timestamp", "action text", key="id")
    rows = {
        "id": list(range(30)),
        "changed_at": list(pd.date_range("2024-01-01", periods=30, freq="h")),
        "action": ["insert", "update"] * 15,
    }
    (finding,) = found(judge, model(log, other), order_history=rows, orders=rows)
    assert (finding.code, finding.subject.title) == ("STR-010-history", "order_history")
