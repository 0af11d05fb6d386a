"""The retailer itself: its stores and the people who work there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbench.samples.draw import Draw
from workbench.samples.names import GIVEN_NAMES, SURNAMES, ascii_word
from workbench.samples.places import COUNTRIES, SITES
from workbench.samples.rows import Employee, Store, euros

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST_DAY = date(2024, 12, 31)
FIRST_EMPLOYEE_ID = 101

# Job title: lowest and highest yearly salary in hundreds of euros.
SALARIES = {
    "Managing Director": (1480, 1480),
    "Head of Purchasing": (880, 980),
    "Head of Web Shop": (860, 960),
    "Regional Manager": (720, 860),
    "Buyer": (480, 620),
    "Key Account Manager": (520, 690),
    "Web Shop Agent": (310, 400),
    "Store Manager": (460, 620),
    "Workshop Technician": (320, 430),
    "Sales Assistant": (260, 360),
}

# Regions: title, countries of their stores.
_REGIONS = (("DE",), ("AT", "CH", "IT"), ("FR", "NL", "GB"), ("PL", "CZ"))
_LANGUAGES = {country.code: country.language for country in COUNTRIES}


def make_stores(seed: int) -> list[Store]:
    """Stores in the order of their codes, which is nearly the order of opening."""
    draw = Draw(seed, "stores")
    stores = []
    opened = date(2004, 3, 6)
    for site in SITES:
        big = site.weight >= 9
        stores.append(
            Store(
                site.code,
                site.name,
                site.city,
                site.country_code,
                site.latitude,
                site.longitude,
                opened,
                has_workshop=draw.chance(0.85 if big else 0.25),
            )
        )
        opened += timedelta(days=7 * draw.between(10, 48))
    return stores


def make_employees(seed: int, stores: Sequence[Store]) -> list[Employee]:
    """Employees in the order they were hired; each but the head reports to someone."""
    draw = Draw(seed, "employees")
    weights = {site.code: site.weight for site in SITES}
    # Posts as (job title, store, index of the post it reports to); posts of superiors come first.
    posts: list[tuple[str, Store | None, int | None]] = [("Managing Director", None, None)]
    purchasing, web_shop = len(posts), len(posts) + 1
    posts += [("Head of Purchasing", None, 0), ("Head of Web Shop", None, 0)]
    posts += [("Buyer", None, purchasing)] * 6 + [("Web Shop Agent", None, web_shop)] * 9
    key_accounts = [("Key Account Manager", None, web_shop)] * 5
    posts += key_accounts
    for countries in _REGIONS:
        region = len(posts)
        posts.append(("Regional Manager", None, 0))
        for store in (store for store in stores if store.country_code in countries):
            manager = len(posts)
            posts.append(("Store Manager", store, region))
            posts += (
                [("Workshop Technician", store, manager)] * (1 + (weights[store.store_code] >= 12)) * store.has_workshop
            )
            posts += [("Sales Assistant", store, manager)] * (2 + weights[store.store_code] // 4 + draw.below(2))
    hired = [_hired(draw, title, store) for title, store, _ in posts]
    order = sorted(range(len(posts)), key=lambda post: (hired[post], post))
    ids = {post: FIRST_EMPLOYEE_ID + place for place, post in enumerate(order)}
    emails: set[str] = set()
    employees = []
    for post in order:
        title, shop, boss = posts[post]
        language = _LANGUAGES[shop.country_code if shop else "DE"]
        first, last = draw.pick(GIVEN_NAMES[language]), draw.pick(SURNAMES[language])
        email = _email(first, last, emails)
        emails.add(email)
        low, high = SALARIES[title]
        employees.append(
            Employee(
                ids[post],
                first,
                last,
                email,
                shop.store_code if shop else None,
                None if boss is None else ids[boss],
                title,
                hired[post],
                euros(100_00 * draw.between(low, high)),
                is_active=title.endswith(("Director", "Manager")) or "Head" in title or draw.chance(0.87),
            )
        )
    return employees


def _hired(draw: Draw, title: str, store: Store | None) -> date:
    if title == "Managing Director":
        return date(2004, 1, 1)
    opened = store.opened_on if store else date(2006, 1, 1)
    span = (LAST_DAY - opened).days - 60
    # Most of the staff of a shop are of the last years; managers stay longer.
    share = draw.unit() if "Manager" in title or "Head" in title else 1 - draw.unit() * draw.unit()
    day = opened + timedelta(days=int(span * share) - 30)
    return day.replace(day=1) if draw.chance(0.7) else day


def _email(first: str, last: str, taken: set[str]) -> str:
    name = f"{ascii_word(first)}.{ascii_word(last)}"
    number = 1
    while (email := f"{name}{number if number > 1 else ''}@fernweg.example") in taken:
        number += 1
    return email
