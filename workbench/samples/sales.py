"""Orders and their lines over three years, with seasons, weekdays, growth and a few products that everyone buys."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from workbench.samples.assortment import DEPARTMENTS
from workbench.samples.catalogue import sellable_until
from workbench.samples.company import LAST_DAY
from workbench.samples.customers import addresses_of
from workbench.samples.draw import Draw, Weighted
from workbench.samples.places import SITES
from workbench.samples.rows import Address, Category, Customer, Employee, Order, OrderLine, Product, euros

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDERS = 9640
FIRST_ORDER_ID = 500001
FIRST_DAY = date(2022, 1, 3)
MONTHS = (0.72, 0.68, 0.86, 1.05, 1.22, 1.25, 1.18, 0.96, 0.88, 0.86, 1.25, 1.52)
WEEKDAYS = (0.85, 0.8, 0.85, 0.95, 1.15, 1.6, 0.75)
SUNDAY = 6
_WEB_HOURS = Weighted(
    range(24), (3, 1, 1, 1, 1, 2, 5, 9, 13, 16, 18, 18, 19, 17, 15, 16, 18, 22, 27, 33, 37, 33, 21, 9)
)
_STORE_HOURS = Weighted(range(10, 20), (7, 10, 12, 12, 11, 13, 15, 17, 16, 8))
_CAMPAIGNS = {3: "SPRING", 4: "SPRING", 6: "SUMMER", 7: "SUMMER", 10: "HUT", 11: "BLACK", 12: "XMAS"}


class Period(NamedTuple):
    """A day on which the shop is open, with its share of the trade."""

    day: date
    weight: float


def trading_days() -> list[Period]:
    """Every day of the three years; trade grows by 14 % a year."""
    days = [FIRST_DAY + timedelta(days=offset) for offset in range((LAST_DAY - FIRST_DAY).days + 1)]
    growth = {2022: 1.0, 2023: 1.14, 2024: 1.3}
    return [Period(day, MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * growth[day.year]) for day in days]


def moment(draw: Draw, day: date, *, web: bool) -> datetime:
    """A time of day at which people order: evenings in the web shop, opening hours in stores."""
    hour = (_WEB_HOURS if web else _STORE_HOURS).pick(draw)
    return datetime.combine(day, time(hour, draw.below(60), draw.below(60)))


class Demand:
    """Which products people want, month by month.

    Popularity falls with the rank of a product (weight 1 / (rank + 12), Zipf-like), times the season of its department.
    """

    def __init__(self, seed: int, products: Sequence[Product], categories: Sequence[Category]) -> None:
        draw = Draw(seed, "demand")
        seasons, shares = {}, {}
        numbers = {category.name: category.category_id for category in categories}
        for department in DEPARTMENTS:
            for kind in department.kinds:
                seasons[numbers[kind.name]] = department.season
                shares[numbers[kind.name]] = kind.share
        ranks = draw.sample(range(len(products)), len(products))
        self.popularity = [1 / (ranks[place] + 12) * shares[one.category_id] for place, one in enumerate(products)]
        self._until = [sellable_until(product) for product in products]
        self._months = [
            Weighted(
                range(len(products)),
                [
                    weight * seasons[one.category_id][month]
                    for weight, one in zip(self.popularity, products, strict=True)
                ],
            )
            for month in range(12)
        ]

    def pick(self, draw: Draw, day: date) -> int:
        """Place of a product that is still sold on the day."""
        month = self._months[day.month - 1]
        while self._until[place := month.pick(draw)] < day:
            pass
        return place


def make_orders(
    seed: int, customers: Sequence[Customer], addresses: Sequence[Address], employees: Sequence[Employee]
) -> list[Order]:
    """Orders by time; their numbers rise with it. Each customer orders from their own addresses."""
    draw = Draw(seed, "orders")
    days = trading_days()
    calendar = Weighted([period.day for period in days], [period.weight for period in days])
    # A few customers order again and again, one in eight never.
    loyalty = [
        0.0 if draw.chance(0.12) else (2.2 if one.kind == "business" else 1.0) / (0.06 + draw.unit())
        for one in customers
    ]
    buyers = Weighted(customers, loyalty)
    signed_up = [customer.signed_up_on for customer in customers]
    homes = addresses_of(addresses)
    staff = _sales_staff(employees)
    drafts = sorted(calendar.pick(draw) for _ in range(ORDERS))
    moments: list[tuple[datetime, Customer, str | None]] = []
    known = 0
    for day in drafts:
        while known < len(customers) and signed_up[known] <= day:
            known += 1
        customer = buyers.pick(draw, known)
        store = _store(draw, homes[customer.customer_id][0], day)
        moments.append((moment(draw, day, web=store is None), customer, store))
    moments.sort(key=lambda one: (one[0], one[1].customer_id))
    orders = []
    for order_id, (ordered_at, customer, store) in enumerate(moments, FIRST_ORDER_ID):
        billing = homes[customer.customer_id][0]
        others = homes[customer.customer_id]
        shipping = draw.pick(others) if draw.chance(0.3) else billing
        orders.append(
            Order(
                order_id,
                customer.customer_id,
                billing.address_id,
                None if store else shipping.address_id,
                store,
                _sales_rep(draw, customer, store, ordered_at.date(), staff),
                ordered_at,
                _status(draw, ordered_at.date(), in_store=store is not None),
                _promo(draw, ordered_at.date()),
            )
        )
    return orders


_SITES = {
    code: Weighted([site.code for site in sites], [site.weight for site in sites])
    for code, sites in {
        code: [site for site in SITES if site.country_code == code]
        for code in sorted({site.country_code for site in SITES})
    }.items()
}
_SITES_OF_CITY = {
    city: [site.code for site in SITES if site.city == city] for city in sorted({site.city for site in SITES})
}


def _store(draw: Draw, home: Address, day: date) -> str | None:
    """Store of an order, or none for the web shop; people buy where they live, else anywhere in their country."""
    if day.weekday() == SUNDAY or home.country_code not in _SITES:
        return None
    if home.city in _SITES_OF_CITY:
        return draw.pick(_SITES_OF_CITY[home.city]) if draw.chance(0.62) else None
    return _SITES[home.country_code].pick(draw) if draw.chance(0.24) else None


def _sales_staff(employees: Sequence[Employee]) -> dict[str | None, list[Employee]]:
    staff: dict[str | None, list[Employee]] = {}
    for employee in employees:
        if employee.job_title in {"Sales Assistant", "Store Manager", "Key Account Manager"}:
            staff.setdefault(employee.store_code, []).append(employee)
    return staff


def _sales_rep(
    draw: Draw, customer: Customer, store: str | None, day: date, staff: dict[str | None, list[Employee]]
) -> int | None:
    """Who advised: someone of the store (not noted for one order in six), or a key account manager of a business."""
    if store is None and (customer.kind == "person" or draw.chance(0.35)):
        return None
    if store is not None and draw.chance(1 / 6):
        return None
    there = [employee.employee_id for employee in staff[store] if employee.hired_on <= day]
    return draw.pick(there) if there else None


def _status(draw: Draw, day: date, *, in_store: bool) -> str:
    if in_store:
        return "cancelled" if draw.chance(0.006) else "collected"
    if draw.chance(0.034):
        return "cancelled"
    age = (LAST_DAY - day).days
    if age < 2:
        return "open"
    return draw.pick(("paid", "shipped")) if age < 6 else "delivered"


def _promo(draw: Draw, day: date) -> str | None:
    """Code of a campaign, or of a personal voucher: an open set, not a list of values."""
    campaign = _CAMPAIGNS.get(day.month)
    if campaign and draw.chance(0.17):
        return f"{campaign}{day:%y}"
    if draw.chance(0.03):
        return "WELCOME10"
    return draw.text("V-@#@#@") if draw.chance(0.025) else None


def make_order_lines(
    seed: int, orders: Sequence[Order], customers: Sequence[Customer], products: Sequence[Product], demand: Demand
) -> list[OrderLine]:
    """One to twelve different products for each order, numbered from 1."""
    draw = Draw(seed, "order_lines")
    business = {customer.customer_id for customer in customers if customer.kind == "business"}
    lines: list[OrderLine] = []
    for order in orders:
        day = order.ordered_at.date()
        big = order.customer_id in business
        chosen: list[int] = []
        for _ in range(draw.run_length(0.78 if big else 0.645, 12)):
            place = demand.pick(draw, day)
            if place not in chosen:
                chosen.append(place)
        rate = _discount(draw, order, big=big)
        for line_no, place in enumerate(chosen, 1):
            product = products[place]
            cheap = product.list_price < 20
            quantity = draw.run_length(0.62 if big else 0.42 if cheap else 0.07, 30)
            lines.append(
                OrderLine(
                    order.order_id,
                    line_no,
                    product.product_code,
                    quantity,
                    _price_then(product, day),
                    Decimal(30).scaleb(-2) if product.status == "clearance" and day.year == LAST_DAY.year else rate,
                )
            )
    return lines


def _discount(draw: Draw, order: Order, *, big: bool) -> Decimal:
    percent = 0
    if order.promo_code:
        percent = 10 if order.promo_code.startswith("WELCOME") else draw.pick((5, 10, 15, 20))
    elif big:
        percent = draw.pick((0, 5, 8, 12))
    return Decimal(percent).scaleb(-2)


def _price_then(product: Product, day: date) -> Decimal:
    """Price on the day of the order: list prices rose by 4 % at the turn of 2023 and by 3 % at that of 2024."""
    percent = {2022: 93, 2023: 97}.get(day.year)
    if percent is None:
        return product.list_price
    return min(product.list_price, euros(int(product.list_price * percent / 100) * 100 + 90))
