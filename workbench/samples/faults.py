"""The faults that are put into a faultless business, few and each written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from workbench.samples.draw import Draw
from workbench.samples.export import EXPORT_FROM
from workbench.samples.truth import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.samples.business import Business
    from workbench.samples.rows import Customer, Order, OrderLine, Payment, Shipment

R = TypeVar("R")

# None of these stands in the parent's table: numbers of people who left, of test orders, of articles long gone.
LOST_EMPLOYEES = (83, 97, 98)
LOST_PRODUCTS = ("00009118", "00009254", "00009254", "00009731")
LOST_ORDERS = (499871, 499990)
# Not a day in any calendar, however the parts are read.
IMPOSSIBLE_DAYS = ("31/02/1990", "1983-02-29")
DUPLICATE_CUSTOMERS = 3
DUPLICATE_SHIPMENTS = 2
REVERSED_SHIPMENTS = 2


def put_faults(business: Business, seed: int) -> tuple[Business, tuple[Fault, ...]]:
    """The business with every fault in it, and the list of them, sorted by kind and table.

    Faults keep out of each other's rows and out of the wide export, so that each can be counted by itself.
    """
    draw = Draw(seed, "faults")
    orders, no_employee = _lose_employees(draw, business.orders)
    lines, no_product = _lose_products(draw, business)
    payments, no_order = _lose_orders(draw, business.payments)
    customers, impossible, doubled = _spoil_customers(draw, business.customers)
    shipments, reversed_, rescanned = _spoil_shipments(draw, business.shipments)
    faults = (
        Fault("all_null", "customers", ("fax",), len(customers)),
        doubled,
        rescanned,
        impossible,
        reversed_,
        no_product,
        no_employee,
        no_order,
    )
    faulty = replace(
        business, orders=orders, order_lines=lines, payments=payments, customers=customers, shipments=shipments
    )
    return faulty, faults


def _places(draw: Draw, rows: Sequence[R], count: int, fit: Callable[[R], bool]) -> list[int]:
    """Places of rows that fit, in the order of the file and not side by side."""
    fitting = [place for place, row in enumerate(rows) if fit(row)]
    stride = len(fitting) // count
    return [fitting[stride * number + draw.below(stride - 1)] for number in range(count)]


def _lose_employees(draw: Draw, orders: Sequence[Order]) -> tuple[list[Order], Fault]:
    spoiled = list(orders)
    places = _places(
        draw,
        orders,
        len(LOST_EMPLOYEES),
        lambda order: order.sales_rep_id is not None and order.ordered_at.date() < EXPORT_FROM,
    )
    for place, lost in zip(places, LOST_EMPLOYEES, strict=True):
        spoiled[place] = orders[place]._replace(sales_rep_id=lost)
    keys = tuple((str(orders[place].order_id),) for place in places)
    values = tuple(map(str, LOST_EMPLOYEES))
    return spoiled, Fault("orphan", "orders", ("sales_rep_id",), len(places), keys, values, "employees")


def _lose_products(draw: Draw, business: Business) -> tuple[list[OrderLine], Fault]:
    lines = business.order_lines
    exported = min(row.order_id for row in business.sales_export)
    returned = {(row.order_id, row.line_no) for row in business.returns}
    spoiled = list(lines)
    places = _places(
        draw,
        lines,
        len(LOST_PRODUCTS),
        lambda line: line.order_id < exported and (line.order_id, line.line_no) not in returned,
    )
    for place, lost in zip(places, LOST_PRODUCTS, strict=True):
        spoiled[place] = lines[place]._replace(product_code=lost)
    keys = tuple((str(lines[place].order_id), str(lines[place].line_no)) for place in places)
    return spoiled, Fault("orphan", "order_lines", ("product_code",), len(places), keys, LOST_PRODUCTS, "products")


def _lose_orders(draw: Draw, payments: Sequence[Payment]) -> tuple[list[Payment], Fault]:
    spoiled = list(payments)
    places = _places(draw, payments, len(LOST_ORDERS), lambda payment: payment.method == "bank_transfer")
    for place, lost in zip(places, LOST_ORDERS, strict=True):
        spoiled[place] = payments[place]._replace(order_id=lost)
    keys = tuple((payments[place].payment_id,) for place in places)
    return spoiled, Fault(
        "orphan", "payments", ("order_id",), len(places), keys, tuple(map(str, LOST_ORDERS)), "orders"
    )


def _spoil_customers(draw: Draw, customers: Sequence[Customer]) -> tuple[list[Customer], Fault, Fault]:
    """Two birthdays that never were, and three people who stand in the file twice, some rows further down."""
    spoiled = list(customers)
    places = _places(
        draw, customers, len(IMPOSSIBLE_DAYS) + DUPLICATE_CUSTOMERS, lambda one: isinstance(one.birth_date, date)
    )
    wrong = (places[1], places[3])
    twice = (places[0], places[2], places[4])
    for place, day in zip(wrong, IMPOSSIBLE_DAYS, strict=True):
        spoiled[place] = customers[place]._replace(birth_date=day)
    for place in reversed(twice):
        spoiled.insert(min(place + draw.between(2, 60), len(spoiled)), customers[place])
    keys = tuple((str(customers[place].customer_id),) for place in wrong)
    impossible = Fault("misfit", "customers", ("birth_date",), len(wrong), keys, IMPOSSIBLE_DAYS)
    keys = tuple((str(customers[place].customer_id),) for place in twice)
    return spoiled, impossible, Fault("duplicate_key", "customers", ("customer_id",), len(twice), keys)


def _spoil_shipments(draw: Draw, shipments: Sequence[Shipment]) -> tuple[list[Shipment], Fault, Fault]:
    """Two parcels that arrive before they leave, and two that were recorded a second time with another day."""
    spoiled = list(shipments)
    places = _places(
        draw, shipments, REVERSED_SHIPMENTS + DUPLICATE_SHIPMENTS, lambda parcel: parcel.delivered_on is not None
    )
    early, twice = (places[0], places[2]), (places[1], places[3])
    for place in early:
        shipped = shipments[place].shipped_on
        spoiled[place] = shipments[place]._replace(delivered_on=shipped - timedelta(days=draw.between(1, 4)))
    for place in reversed(twice):
        parcel = shipments[place]
        again = (parcel.delivered_on or parcel.shipped_on) + timedelta(days=draw.between(1, 3))
        spoiled.insert(place + 1, parcel._replace(delivered_on=again))
    keys = tuple((str(shipments[place].shipment_id),) for place in early)
    reversed_ = Fault("order", "shipments", ("shipped_on", "delivered_on"), len(early), keys)
    keys = tuple((str(shipments[place].shipment_id),) for place in twice)
    return spoiled, reversed_, Fault("duplicate_key", "shipments", ("shipment_id",), len(twice), keys)
