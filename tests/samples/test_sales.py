from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from workbench.samples.rows import OrderLine
from workbench.samples.sales import FIRST_ORDER_ID, ORDERS, trading_days


def test_trading_days_are_all_days_of_three_years():
    days = [period.day for period in trading_days()]
    assert (days[0], days[-1], len(days)) == (date(2022, 1, 3), date(2024, 12, 31), 1094)
    weights = dict(trading_days())
    assert weights[date(2023, 12, 16)] > weights[date(2023, 12, 17)] > 0  # a Saturday and the Sunday after it


def test_orders_are_numbered_by_time(business):
    orders = business.orders
    assert [one.order_id for one in orders] == list(range(FIRST_ORDER_ID, FIRST_ORDER_ID + ORDERS))
    assert [one.ordered_at for one in orders] == sorted(one.ordered_at for one in orders)


def test_stores_are_closed_on_sundays_and_at_night(business):
    for order in business.orders:
        if order.store_code:
            assert order.ordered_at.weekday() < 6
            assert 10 <= order.ordered_at.hour < 20


def test_web_orders_are_shipped_and_store_orders_carried_home(business):
    for order in business.orders:
        assert (order.shipping_address_id is None) == (order.store_code is not None)
        assert not (order.store_code and order.status in {"open", "paid", "shipped", "delivered"})


def test_representatives_work_where_the_order_was_placed(business):
    place = {one.employee_id: one.store_code for one in business.employees}
    met = {one.sales_rep_id for one in business.orders} - {None}
    assert len(met) > 80
    assert all(place[one.sales_rep_id] == one.store_code for one in business.orders if one.sales_rep_id)


def test_lines_count_from_one_and_name_each_product_once(business):
    lines = {}
    for line in business.order_lines:
        lines.setdefault(line.order_id, []).append(line)
    assert set(lines) == {order.order_id for order in business.orders}
    for mine in lines.values():
        assert [line.line_no for line in mine] == list(range(1, len(mine) + 1))
        assert len({line.product_code for line in mine}) == len(mine)


def test_nobody_pays_more_than_the_list_price(business):
    listed = {one.product_code: one.list_price for one in business.products}
    for line in business.order_lines:
        assert Decimal("0.8") * listed[line.product_code] <= line.unit_price <= listed[line.product_code]
        assert 0 <= line.discount <= Decimal("0.30")
        assert 1 <= line.quantity <= 30


def test_winter_goods_sell_in_winter(business):
    winter = {one.category_id for one in business.categories if one.name in {"Snowshoes", "Avalanche Safety"}}
    codes = {one.product_code for one in business.products if one.category_id in winter}
    month = {one.order_id: one.ordered_at.month for one in business.orders}
    sold = Counter(month[line.order_id] for line in business.order_lines if line.product_code in codes)
    # Spread evenly, these four months would have a third.
    assert sum(sold[m] for m in (11, 12, 1, 2)) > 0.7 * sum(sold.values())


def test_promo_codes_are_no_short_list(business):
    codes = Counter(one.promo_code for one in business.orders if one.promo_code)
    assert len(codes) > 100
    assert codes.most_common(1)[0][1] > 50


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "total"),
    [(1, "63.95", "0.30", "44.76"), (3, "19.90", "0.00", "59.70"), (2, "10.05", "0.05", "19.10")],
)
def test_total_of_a_line_is_rounded_to_cents(quantity, price, discount, total):
    # 63.95 x 0.7 = 44.765 and 20.10 x 0.95 = 19.095: half goes to the even cent
    assert OrderLine(1, 1, "x", quantity, Decimal(price), Decimal(discount)).total == Decimal(total)
