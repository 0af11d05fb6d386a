"""Names of keys, scored by hand: 1 names the table, 0.9 shortens it, 0.3 names something else."""

from __future__ import annotations

import pytest

from workbench.advise._naming import Naming
from workbench.advise._words import stems
from workbench.advise.keys._names import identity_score

SCORES = {
    ("orders", "order_id"): 1.0,
    ("Customers", "CustomerID"): 1.0,
    ("Categories", "CategoryID"): 1.0,
    ("people", "person_id"): 1.0,
    ("nation", "n_nationkey"): 1.0,
    ("order_lines", "order_line_id"): 1.0,
    ("status", "status_id"): 1.0,
    ("orders", "order_no"): 1.0,
    ("orders", "id"): 0.95,
    ("t", "uuid"): 0.85,
    ("countries", "code"): 0.85,
    ("customer", "c_custkey"): 0.9,
    ("orders", "legacy_order_no"): 0.1,
    ("purchase_orders", "purch_ord_id"): 0.9,
    ("users", "user"): 0.6,
    ("orders", "customer_id"): 0.3,
    ("lineitem", "l_orderkey"): 0.3,
    ("orders", "total"): 0.0,
    ("orders", "paid"): 0.0,
    ("--", "a_b_id"): 0.3,
    ("--", "--"): 0.0,
}


@pytest.mark.parametrize(("table", "column"), SCORES)
def test_score(table, column):
    names = Naming([(table, [column])])
    assert identity_score(names.table(table), names.column(table, column)) == SCORES[table, column]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("custkey", ("cust", "key")),
        ("OrderID", ("order", "id")),
        ("orderid", ("order", "id")),
        ("paid", ("paid",)),
        ("invalid", ("invalid",)),
        ("PhoneNumber", ("phone", "number")),
        ("it's", ("it", "s")),
    ],
)
def test_words_of_a_name(name, parts):
    assert stems(name) == parts
