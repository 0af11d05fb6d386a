from collections import Counter
from itertools import pairwise

from workbench.samples.stock import FLAGSHIP, KINDS


def test_movements_are_in_order_of_time_and_number(business):
    movements = business.stock_movements
    assert len(movements) >= 300_000
    assert all(a.moved_at <= b.moved_at and a.movement_id + 1 == b.movement_id for a, b in pairwise(movements))


def test_no_shelf_ever_holds_less_than_nothing(business):
    stock = Counter()
    for one in business.stock_movements:
        stock[one.store_code, one.product_code] += one.quantity
        assert stock[one.store_code, one.product_code] >= 0, one


def test_signs_follow_the_kind(business):
    assert {one.kind for one in business.stock_movements} == set(KINDS)
    for one in business.stock_movements:
        assert one.quantity != 0
        if one.kind in {"sale", "transfer_out"}:
            assert one.quantity < 0
        elif one.kind != "adjustment":
            assert one.quantity > 0


def test_what_leaves_one_store_reaches_another(business):
    moved = Counter()
    for one in business.stock_movements:
        if one.kind.startswith("transfer"):
            moved[one.product_code] += one.quantity
    assert all(rest <= 0 for rest in moved.values())
    assert sum(moved.values()) > -10, "only what is on the road on the last day is missing"


def test_registered_sales_and_returns_are_among_the_movements(business):
    """All but the goods that were still awaited when the year ended."""
    done = {order.order_id: order for order in business.orders if order.status not in {"cancelled", "open"}}
    sold = Counter()
    for line in business.order_lines:
        if order := done.get(line.order_id):
            sold[order.store_code or FLAGSHIP, line.product_code, line.quantity] += 1
    moved = Counter(
        (one.store_code, one.product_code, -one.quantity) for one in business.stock_movements if one.kind == "sale"
    )
    missing = sold - moved
    assert sum(missing.values()) < 30
    assert sum(one.kind == "return" for one in business.stock_movements) == len(business.returns)
