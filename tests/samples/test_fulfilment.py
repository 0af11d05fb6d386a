from collections import Counter
from decimal import Decimal

from workbench.samples.fulfilment import CARRIERS


def test_only_web_orders_that_left_have_parcels(business):
    orders = {order.order_id: order for order in business.orders}
    parcels = Counter(parcel.order_id for parcel in business.shipments)
    for order_id, order in orders.items():
        assert (parcels[order_id] > 0) == (order.status in {"shipped", "delivered"})
    assert max(parcels.values()) > 1
    assert {parcel.carrier for parcel in business.shipments} == set(CARRIERS)


def test_parcels_arrive_after_they_left_and_are_numbered_as_they_leave(business):
    assert [one.shipped_on for one in business.shipments] == sorted(one.shipped_on for one in business.shipments)
    assert all(one.delivered_on > one.shipped_on for one in business.shipments if one.delivered_on)


def test_payments_add_up_to_the_order(business):
    due, paid = {}, {}
    for line in business.order_lines:
        due[line.order_id] = due.get(line.order_id, Decimal(0)) + line.total
    for payment in business.payments:
        assert payment.amount > 0
        paid[payment.order_id] = paid.get(payment.order_id, Decimal(0)) + payment.amount
    unpaid = {order.order_id for order in business.orders if order.status in {"cancelled", "open"}}
    assert paid == {order_id: amount for order_id, amount in due.items() if order_id not in unpaid}


def test_some_orders_are_paid_in_two_parts(business):
    parts = Counter(payment.order_id for payment in business.payments)
    assert set(parts.values()) == {1, 2}
    assert len({payment.payment_id for payment in business.payments}) == len(business.payments)


def test_details_have_the_same_members_within_a_method(business):
    members = {}
    for payment in business.payments:
        members.setdefault(payment.method, set()).add(tuple(payment.details))
    assert len(members) == 6
    assert all(len(sorts) == 1 for sorts in members.values())


def test_no_more_comes_back_than_was_bought(business):
    bought = {(line.order_id, line.line_no): line.quantity for line in business.order_lines}
    back = Counter()
    for one in business.returns:
        back[one.order_id, one.line_no] += one.quantity
    assert all(0 < quantity <= bought[line] for line, quantity in back.items())
    assert len(back) < len(business.returns), "some lines come back in two parts"
    assert 0.03 < len(back) / len(bought) < 0.08
