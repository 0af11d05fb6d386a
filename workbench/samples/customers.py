"""Customers, the businesses among them, and their addresses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbench.samples.company import LAST_DAY
from workbench.samples.draw import Draw, Weighted
from workbench.samples.names import BUSINESS_KINDS, GIVEN_NAMES, SURNAMES, ascii_word
from workbench.samples.places import COUNTRIES, Country
from workbench.samples.rows import Address, BusinessCustomer, Customer, euros

if TYPE_CHECKING:
    from collections.abc import Sequence

CUSTOMERS = 3180
FIRST_CUSTOMER_ID = 10001
FIRST_ADDRESS_ID = 30001

# Mail domains that are reserved for examples (RFC 2606).
_DOMAINS = Weighted(("example.com", "example.org", "example.net", "mail.example"), (6, 2, 2, 3))
_TIERS = Weighted((None, "bronze", "silver", "gold", "platinum"), (38, 34, 18, 8, 2))
_TIERS_BUSINESS = Weighted((None, "silver", "gold", "platinum"), (30, 30, 28, 12))
_COUNTRIES = Weighted(COUNTRIES, [country.weight for country in COUNTRIES])
_CITIES = {country.code: Weighted(country.cities, [city.weight for city in country.cities]) for country in COUNTRIES}
_VAT_IDS = {
    "DE": "DE#########", "AT": "ATU########", "CH": "CHE-###.###.### MWST", "FR": "FR##########0",
    "NL": "NL#########B01",
    "GB": "GB#########", "IT": "IT###########", "ES": "ESB########", "PL": "PL##########", "CZ": "CZ########",
    "SE": "SE##########01",
}  # fmt: skip


def make_customers(seed: int) -> tuple[list[Customer], list[BusinessCustomer], list[Address]]:
    """Customers in the order they signed up, with what hangs on them.

    Returns
    -------
    tuple
        Customers; exactly one business customer for each customer of kind ``business``; addresses: at least one for
        each customer, the first being where they live.
    """
    draw = Draw(seed, "customers")
    customers: list[Customer] = []
    businesses: list[BusinessCustomer] = []
    addresses: list[Address] = []
    companies: set[str] = set()
    for customer_id, signed_up in enumerate(_sign_up_days(draw), FIRST_CUSTOMER_ID):
        country = _COUNTRIES.pick(draw)
        is_business = draw.chance(0.128)
        customer = _customer(draw, customer_id, country, signed_up, is_business=is_business)
        customers.append(customer)
        home = len(addresses)
        for _ in range(draw.run_length(0.35 if is_business else 0.17, 4)):
            addresses.append(_address(draw, FIRST_ADDRESS_ID + len(addresses), customer_id, country))
        if is_business:
            businesses.append(_business(draw, customer, country, addresses[home].city, companies))
    return customers, businesses, addresses


def _sign_up_days(draw: Draw) -> list[date]:
    """Days from 2016 on, more and more of them: the shop grows."""
    first = date(2016, 2, 1)
    span = (LAST_DAY - first).days
    return sorted(first + timedelta(days=int(span * draw.unit() ** 0.62)) for _ in range(CUSTOMERS))


def _customer(draw: Draw, customer_id: int, country: Country, signed_up: date, *, is_business: bool) -> Customer:
    first, last = draw.pick(GIVEN_NAMES[country.language]), draw.pick(SURNAMES[country.language])
    number = "" if draw.chance(0.45) else str(draw.between(2, 99))
    dot = "." if draw.chance(0.8) else "_"
    email = f"{ascii_word(first)}{dot}{ascii_word(last)}{number}@{_DOMAINS.pick(draw)}"
    age_days = int(max(18.2, min(84.0, draw.bell(41, 14))) * 365.25)
    born = signed_up - timedelta(days=age_days + draw.below(300))
    return Customer(
        customer_id,
        "business" if is_business else "person",
        first,
        last,
        None if draw.chance(0.045) else email,
        draw.text(draw.pick(country.phones)) if draw.chance(0.94 if is_business else 0.61) else None,
        None,
        None if is_business or draw.chance(0.12) else born,
        draw.chance(0.43),
        (_TIERS_BUSINESS if is_business else _TIERS).pick(draw),
        signed_up,
    )


def _address(draw: Draw, address_id: int, customer_id: int, country: Country) -> Address:
    city = _CITIES[country.code].pick(draw)
    number = f"{draw.between(1, 140)}{'abc'[draw.below(3)] if draw.chance(0.09) else ''}"
    street = country.street.format(street=draw.pick(country.streets), number=number)
    return Address(address_id, customer_id, street, city.name, draw.text(city.postal_code), country.code)


def _business(draw: Draw, customer: Customer, country: Country, city: str, taken: set[str]) -> BusinessCustomer:
    for _ in range(100):
        surname = customer.last_name if draw.chance(0.5) else draw.pick(SURNAMES[country.language])
        name = draw.pick(BUSINESS_KINDS[country.language]).format(surname=surname, city=city)
        if name not in taken:
            break
    else:  # all names of a small country are taken: the customer number tells them apart
        name = f"{name} ({customer.customer_id})"
    taken.add(name)
    credit = euros(500_00 * draw.run_length(0.82, 60))
    return BusinessCustomer(customer.customer_id, name, draw.text(_VAT_IDS[country.code]), credit)


def addresses_of(addresses: Sequence[Address]) -> dict[int, list[Address]]:
    """Addresses by customer number, the first of each being where they live."""
    homes: dict[int, list[Address]] = {}
    for address in addresses:
        homes.setdefault(address.customer_id, []).append(address)
    return homes
