"""Three years of goods moving in and out of the stores, as a simulation in which no shelf ever holds less than nothing.

Beside the orders of registered customers, which appear here as sales, most sales are to people who walk in and give no
name. Web orders leave from the flagship store.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from workbench.samples.catalogue import sellable_until
from workbench.samples.draw import Draw, Weighted
from workbench.samples.places import SITES
from workbench.samples.rows import Order, OrderLine, Product, Return, StockMovement
from workbench.samples.sales import FIRST_DAY, SUNDAY, Demand, moment, trading_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIRST_MOVEMENT_ID = 4000001
WALK_INS = 262_000
FLAGSHIP = "0001"
KINDS = ("receipt", "sale", "return", "transfer_in", "transfer_out", "adjustment")


class Event(NamedTuple):
    """Something that moves goods; `kind` and sign as in the table."""

    at: datetime
    turn: int
    store: str
    place: int
    quantity: int
    kind: str


def make_stock_movements(
    seed: int,
    *,
    products: Sequence[Product],
    orders: Sequence[Order],
    lines: Sequence[OrderLine],
    returns: Sequence[Return],
    demand: Demand,
) -> list[StockMovement]:
    """Movements by time; their numbers rise with it."""
    shelves = _Shelves(seed, products, demand)
    for event in _merge(_walk_ins(seed, demand), _registered(seed, products, orders, lines, returns)):
        shelves.meet(event)
    return [
        StockMovement(movement_id, one.store, products[one.place].product_code, one.at, one.quantity, one.kind)
        for movement_id, one in enumerate(shelves.done, FIRST_MOVEMENT_ID)
    ]


def _walk_ins(seed: int, demand: Demand) -> list[Event]:
    draw = Draw(seed, "walk-ins")
    stores = Weighted([site.code for site in SITES], [site.weight for site in SITES])
    days = [period for period in trading_days() if period.day.weekday() != SUNDAY]
    scale = WALK_INS / sum(period.weight for period in days)
    events: list[Event] = []
    for day, weight in days:
        count = int(scale * weight * draw.bell(1, 0.08))
        for _ in range(count):
            at = moment(draw, day, web=False)
            events.append(
                Event(at, len(events), stores.pick(draw), demand.pick(draw, day), -draw.run_length(0.12, 6), "sale")
            )
    return events


def _registered(
    seed: int,
    products: Sequence[Product],
    orders: Sequence[Order],
    lines: Sequence[OrderLine],
    returns: Sequence[Return],
) -> list[Event]:
    """Sales and returns that stand in other tables."""
    draw = Draw(seed, "registered")
    places = {product.product_code: place for place, product in enumerate(products)}
    sold = {order.order_id: order for order in orders if order.status not in {"cancelled", "open"}}
    bought = {(line.order_id, line.line_no): places[line.product_code] for line in lines}
    turn = 1_000_000  # after a walk-in of the same second
    events: list[Event] = []
    for line in lines:
        if order := sold.get(line.order_id):
            store = order.store_code or FLAGSHIP
            place = places[line.product_code]
            events.append(Event(order.ordered_at, turn + len(events), store, place, -line.quantity, "sale"))
    for back in returns:
        store = sold[back.order_id].store_code or FLAGSHIP
        at = datetime.combine(back.returned_on, time(draw.between(10, 17), draw.below(60), draw.below(60)))
        events.append(
            Event(at, turn + len(events), store, bought[back.order_id, back.line_no], back.quantity, "return")
        )
    return events


def _merge(*streams: list[Event]) -> Iterator[Event]:
    events = [event for stream in streams for event in stream]
    events.sort()
    yield from events


class _Shelves:
    """Stock of every product in every store, and what is on its way."""

    def __init__(self, seed: int, products: Sequence[Product], demand: Demand) -> None:
        self._draw = Draw(seed, "stock_movements")
        self._until = [sellable_until(product) for product in products]
        self._bulk = [product.list_price < 40 for product in products]
        self._coming: list[Event] = []
        self._turn = 2_000_000
        self._stock: dict[tuple[str, int], int] = {}
        self._ordered: set[tuple[str, int]] = set()
        self._bound_for: dict[int, str] = {}  # turn of a transfer: the store it goes to
        self._checked = FIRST_DAY
        self.done: list[Event] = []
        self._open(demand)

    def _open(self, demand: Demand) -> None:
        """Fill the shelves on the first morning; small stores carry the popular part of the assortment."""
        by_rank = sorted(range(len(self._until)), key=lambda place: -demand.popularity[place])
        for site in SITES:
            share = 1.0 if site.code == FLAGSHIP else min(0.95, 0.28 + 0.035 * site.weight)
            carried = sorted(by_rank[: int(len(by_rank) * share)])
            at = datetime.combine(FIRST_DAY, time(6, 0)) + timedelta(seconds=self._draw.below(600))
            for place in carried:
                at += timedelta(seconds=self._draw.between(2, 14))
                self._schedule(at, site.code, place, self._lot(place), "receipt")

    def _lot(self, place: int) -> int:
        return self._draw.pick((10, 12, 20, 24, 30) if self._bulk[place] else (4, 5, 6, 8, 10))

    def _schedule(self, at: datetime, store: str, place: int, quantity: int, kind: str) -> None:
        self._turn += 1
        heappush(self._coming, Event(at, self._turn, store, place, quantity, kind))

    def meet(self, event: Event) -> None:
        """Let everything arrive that is due, then do what the event says as far as stock allows."""
        while self._coming and self._coming[0][:2] < event[:2]:
            self._apply(heappop(self._coming))
        if event.at.date() > self._checked:
            self._checked = event.at.date()
            if self._checked.day == 1:
                self._balance(event.at)
        self._apply(event)

    def _apply(self, event: Event) -> None:
        key = (event.store, event.place)
        stock = self._stock.get(key, 0)
        if event.kind == "receipt":
            self._ordered.discard(key)
        if stock + event.quantity < 0:
            self._refuse(event, stock)
            return
        self._stock[key] = stock + event.quantity
        self.done.append(event)
        if event.kind == "transfer_out":
            arrives = event.at + timedelta(days=1, minutes=self._draw.below(120))
            self._schedule(arrives, self._bound_for.pop(event.turn), event.place, -event.quantity, "transfer_in")
        if event.kind == "sale" and stock + event.quantity <= (3 if self._bulk[event.place] else 1):
            self._reorder(event, self._lot(event.place))

    def _refuse(self, event: Event, stock: int) -> None:
        """Someone who walks in leaves again; a registered order waits for the goods; a count is never below zero."""
        if event.kind != "sale" or event.turn < 1_000_000:
            return
        arrival = self._morning(event.at, 1)
        self._schedule(arrival, event.store, event.place, self._lot(event.place) - stock - event.quantity, "receipt")
        self._schedule(arrival + timedelta(minutes=self._draw.between(20, 90)), *event[2:])

    def _reorder(self, event: Event, lot: int) -> None:
        key = (event.store, event.place)
        if key in self._ordered or self._until[event.place] < event.at.date():
            return
        self._ordered.add(key)
        self._schedule(self._morning(event.at, self._draw.between(2, 9)), event.store, event.place, lot, "receipt")

    def _morning(self, after: datetime, days: int) -> datetime:
        day = after.date() + timedelta(days=days)
        if day.weekday() == SUNDAY:
            day += timedelta(days=1)
        return datetime.combine(day, time(6, 30)) + timedelta(seconds=self._draw.below(7200))

    def _balance(self, at: datetime) -> None:
        """On the first of a month: send goods from full shelves to empty ones, and correct what was counted wrong."""
        full: dict[int, str] = {}
        for (store, place), stock in self._stock.items():
            if stock >= (16 if self._bulk[place] else 7):
                full.setdefault(place, store)
        for (store, place), stock in list(self._stock.items()):
            if self._draw.chance(0.012):
                wrong = self._draw.pick((-2, -1, -1, -1, 1))
                self._schedule(self._evening(at), store, place, wrong, "adjustment")
            elif stock == 0 and place in full and self._draw.chance(0.4):
                donor = full.pop(place)
                leaves = self._morning(at, 1)
                self._schedule(leaves, donor, place, -self._draw.between(2, 4), "transfer_out")
                self._bound_for[self._turn] = store

    def _evening(self, at: datetime) -> datetime:
        return datetime.combine(at.date(), time(20, 15)) + timedelta(seconds=self._draw.below(5400))
