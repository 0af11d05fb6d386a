"""Names of references, scored by hand."""

from __future__ import annotations

import pytest

from workbench.advise.references._names import match

SCORES = {
    # child, column, parent, key
    ("orders", "customer_id", "customers", "customer_id"): 1.0,
    ("orders", "customer_id", "customers", "id"): 1.0,
    ("orders", "customer", "customers", "id"): 1.0,
    ("lineitem", "l_orderkey", "orders", "o_orderkey"): 1.0,
    ("partsupp", "ps_partkey", "part", "p_partkey"): 1.0,
    ("a", "country", "countries", "code"): 1.0,
    ("orders", "ship_to_customer_id", "customers", "id"): 0.95,
    ("orders", "billing_address_id", "addresses", "address_id"): 0.95,
    ("orders", "created_by_user_id", "users", "id"): 0.95,
    ("orders", "cust_id", "customers", "id"): 0.7,
    ("orders", "sales_rep_id", "employees", "employee_id"): 0.65,
    ("Orders", "ShipVia", "Shippers", "ShipperID"): 0.5,
    ("employees", "reports_to", "employees", "employee_id"): 0.8,
    ("categories", "parent_id", "categories", "id"): 0.8,
    ("categories", "parent_category_id", "categories", "category_id"): 0.95,
    ("orders", "customer_id", "suppliers", "id"): 0.0,
    ("orders", "quantity", "customers", "customer_id"): 0.0,
    ("orders", "id", "customers", "id"): 0.0,
    ("employees", "age", "employees", "employee_id"): 0.0,
    ("--", "--", "??", "!!"): 0.0,
}


@pytest.mark.parametrize(("child", "column", "parent", "key"), SCORES)
def test_score(child, column, parent, key):
    assert match(child, column, parent, key).score == SCORES[child, column, parent, key]


def test_the_key_of_a_table_names_another_by_that_keys_name_only():
    assert match("business_customers", "customer_id", "customers", "customer_id", identifies=True).score == 1.0
    assert match("orders", "order_id", "order_states", "id", identifies=True).score == 0.0


def test_the_reason_says_what_was_seen():
    assert (
        match("orders", "ship_to_customer_id", "customers", "id").reason
        == "names the table customers in the role ship to"
    )
    assert match("employees", "reports_to", "employees", "id").reason == "is a word for a row that stands above"
