from datetime import date

import pytest

from workbench.samples.export import EXPORT_FROM

pytestmark = pytest.mark.slow  # runs whole programs, or on all of the sample data


def test_the_export_is_the_last_quarter(business):
    days = [row.ordered_at.date() for row in business.sales_export]
    assert EXPORT_FROM == date(2024, 10, 1) <= min(days)
    exported = {row.order_id for row in business.sales_export}
    assert exported == {order.order_id for order in business.orders if order.ordered_at.date() >= EXPORT_FROM}


def test_businesses_appear_under_their_companys_name(business):
    companies = {one.customer_id: one.company_name for one in business.business_customers}
    people = {one.customer_id: f"{one.first_name} {one.last_name}" for one in business.customers}
    for row in business.sales_export:
        expected = companies if row.customer_kind == "business" else people
        assert row.customer_name == expected[row.customer_id]


def test_web_orders_have_no_store(business):
    for row in business.sales_export:
        store = (row.store_code, row.store_name, row.store_city, row.store_country)
        assert (None in store) == (row.channel == "web")
        assert len(set(store)) == 1 or row.channel == "store"
