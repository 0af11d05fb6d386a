"""Names of references, scored by hand from the rules in the module."""

from __future__ import annotations

import pytest

from workbench.advise._naming import Naming
from workbench.advise.references._names import STANDS_ABOVE, match

SCORES = {
    # child, column, parent, key
    ("orders", "customer_id", "customers", "customer_id"): 1.0,
    ("orders", "customer_id", "customers", "id"): 1.0,
    ("orders", "customer", "customers", "id"): 0.92,  # no word says that it is a key
    ("lineitem", "l_orderkey", "orders", "o_orderkey"): 1.0,
    ("partsupp", "ps_partkey", "part", "p_partkey"): 1.0,
    ("a", "country", "countries", "code"): 0.92,
    ("players", "person_id", "coaches", "person_id"): 0.97,  # the key's name, but not the table's
    ("orders", "ship_to_customer_id", "customers", "id"): 0.95,
    ("orders", "billing_address_id", "addresses", "address_id"): 0.95,
    ("orders", "created_by_user_id", "users", "id"): 0.95,
    ("orders", "fk_customer_id", "tbl_customers", "id"): 1.0,
    ("orders", "idCustomer", "customers", "id"): 1.0,
    ("orders", "cust_id", "customers", "id"): 0.9,
    ("orders", "po_id", "purchase_orders", "id"): 0.75,
    ("orders", "sales_rep_id", "employees", "employee_id"): 0.57,
    ("Orders", "ShipVia", "Shippers", "ShipperID"): 0.722,
    ("employees", "reports_to", "employees", "employee_id"): 0.8,
    ("categories", "parent_id", "categories", "id"): 0.8,
    ("categories", "parent_category_id", "categories", "category_id"): 0.95,
    ("hires", "hired_from", "hires", "id"): 0.0,
    ("orders", "customer_id", "suppliers", "id"): 0.0,
    ("orders", "quantity", "customers", "customer_id"): 0.0,
    ("orders", "id", "customers", "id"): 0.0,
    ("employees", "age", "employees", "employee_id"): 0.0,
    ("--", "--", "??", "!!"): 0.0,
}


def matched(child, column, parent, key):
    names = Naming([(child, [column]), (parent, [key])])
    return match(names.column(child, column), names.parent(parent, key), same_table=child == parent)


@pytest.mark.parametrize(("child", "column", "parent", "key"), SCORES)
def test_score(child, column, parent, key):
    assert matched(child, column, parent, key).score == SCORES[child, column, parent, key]


def test_the_reason_says_what_was_seen():
    found = matched("orders", "ship_to_customer_id", "customers", "id")
    assert found.reason == "names the table in the role ship to"
    assert matched("employees", "reports_to", "employees", "id").reason == STANDS_ABOVE
    assert matched("orders", "client_id", "customers", "id").reason == "is another word for the table"
    assert matched("orders", "cust_id", "customers", "id").reason == "shortens the table"
