"""What follows an order: parcels, payments and returns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.samples.company import LAST_DAY
from workbench.samples.draw import Draw, Weighted
from workbench.samples.rows import Json, Order, OrderLine, Payment, Return, Shipment, euros

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_SHIPMENT_ID = 700001
FIRST_RETURN_ID = 80001
CARRIERS = ("Alpenkurier", "Nordpaket", "RapidGo", "Velobote")
_CARRIERS = Weighted(CARRIERS, (24, 46, 22, 8))
_WEB_METHODS = Weighted(("card", "wallet", "invoice", "bank_transfer"), (41, 33, 19, 7))
_STORE_METHODS = Weighted(("card", "cash", "wallet"), (68, 24, 8))
_REASONS = Weighted(
    ("wrong_size", "changed_mind", "not_as_described", "defective", "late_delivery"), (46, 24, 13, 12, 5)
)
_HEX = "0123456789abcdef"


def make_shipments(seed: int, orders: Sequence[Order]) -> list[Shipment]:
    """Parcels of web orders, numbered as they leave; one order in sixteen goes in two or three."""
    draw = Draw(seed, "shipments")
    drafts: list[tuple[date, int, str, date | None]] = []
    for order in orders:
        if order.store_code is not None or order.status not in {"shipped", "delivered"}:
            continue
        for _ in range(draw.run_length(0.06, 3)):
            carrier = _CARRIERS.pick(draw)
            shipped = min(order.ordered_at.date() + timedelta(days=draw.run_length(0.3, 6)), LAST_DAY)
            delivered = shipped + timedelta(days=draw.run_length(0.55, 9))
            lost = draw.chance(0.008)
            arrived = order.status == "delivered" and delivered <= LAST_DAY and not lost
            drafts.append((shipped, order.order_id, carrier, delivered if arrived else None))
    drafts.sort(key=lambda draft: draft[:2])
    return [
        Shipment(shipment_id, order_id, carrier, shipped, delivered)
        for shipment_id, (shipped, order_id, carrier, delivered) in enumerate(drafts, FIRST_SHIPMENT_ID)
    ]


def make_payments(seed: int, orders: Sequence[Order], lines: Sequence[OrderLine]) -> list[Payment]:
    """Payments by time: the sum of an order, now and then in two parts; none for cancelled and open orders."""
    draw = Draw(seed, "payments")
    totals: dict[int, Decimal] = {}
    for line in lines:
        totals[line.order_id] = totals.get(line.order_id, Decimal(0)) + line.total
    payments: list[Payment] = []
    for order in orders:
        if order.status in {"cancelled", "open"}:
            continue
        total = totals[order.order_id]
        method = (_WEB_METHODS if order.store_code is None else _STORE_METHODS).pick(draw)
        parts = [(method, total)]
        if total > 60 and draw.chance(0.035):
            card = euros(1000 * draw.pick((1, 2, 3, 5)))
            parts = [("gift_card", card), (method, total - card)]
        for way, amount in parts:
            paid_at = order.ordered_at + _delay(draw, way)
            if paid_at.date() > LAST_DAY:
                paid_at = order.ordered_at
            payments.append(
                Payment(
                    f"pay_{''.join(draw.pick(_HEX) for _ in range(12))}",
                    order.order_id,
                    way,
                    amount,
                    paid_at,
                    _details(draw, way),
                )
            )
    payments.sort(key=lambda payment: (payment.paid_at, payment.payment_id))
    return payments


def _delay(draw: Draw, method: str) -> timedelta:
    if method == "invoice":
        return timedelta(days=draw.between(6, 31), seconds=draw.below(40_000))
    if method == "bank_transfer":
        return timedelta(days=draw.between(1, 4), seconds=draw.below(40_000))
    return timedelta(seconds=draw.between(5, 170))


def _details(draw: Draw, method: str) -> Json:
    """What the payment provider adds; its members differ by method."""
    if method == "card":
        brand = draw.pick(("credit", "credit", "debit"))
        return {"kind": brand, "last4": draw.text("####"), "contactless": draw.chance(0.6)}
    if method == "wallet":
        return {"device": draw.pick(("phone", "phone", "watch", "browser")), "reference": draw.text("W@@######")}
    if method == "invoice":
        return {"due_days": draw.pick((14, 30)), "reminders": draw.pick((0, 0, 0, 0, 1, 2))}
    if method == "bank_transfer":
        return {"reference": draw.text("BT-########"), "instant": draw.chance(0.4)}
    if method == "gift_card":
        return {"card_no": draw.text("GC-####-####"), "balance_used": draw.chance(0.5)}
    return {"till": draw.between(1, 6)}


def make_returns(
    seed: int, orders: Sequence[Order], lines: Sequence[OrderLine], shipments: Sequence[Shipment]
) -> list[Return]:
    """Returned goods by day: one line in fourteen of the web shop, one in fifty of the stores."""
    draw = Draw(seed, "returns")
    received: dict[int, date] = {}
    for shipment in shipments:
        if shipment.delivered_on is not None:
            received[shipment.order_id] = max(
                shipment.delivered_on, received.get(shipment.order_id, shipment.delivered_on)
            )
    bought: dict[int, datetime] = {order.order_id: order.ordered_at for order in orders if order.status == "collected"}
    drafts: list[tuple[date, int, int, int, str]] = []
    for line in lines:
        if line.order_id in received:
            day, share = received[line.order_id], 0.072
        elif line.order_id in bought:
            day, share = bought[line.order_id].date(), 0.02
        else:
            continue
        left = line.quantity
        while left and draw.chance(share):
            quantity = draw.between(1, left)
            left -= quantity
            share = 0.3  # what was kept of the line comes back more readily
            day += timedelta(days=draw.between(1, 16))
            if day <= LAST_DAY:
                drafts.append((day, line.order_id, line.line_no, quantity, _REASONS.pick(draw)))
    drafts.sort()
    return [
        Return(return_id, order_id, line_no, quantity, reason, day)
        for return_id, (day, order_id, line_no, quantity, reason) in enumerate(drafts, FIRST_RETURN_ID)
    ]
