"""What is sold and who delivers it: categories, suppliers, products and the junction between the last two."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from workbench.samples.assortment import (
    BRANDS,
    COLOURS,
    DEPARTMENTS,
    EDIBLE,
    SERIES,
    SUPPLIER_KINDS,
    SUPPLIER_WORDS,
    Kind,
)
from workbench.samples.company import LAST_DAY
from workbench.samples.draw import Draw, Weighted
from workbench.samples.names import ascii_word
from workbench.samples.rows import Category, Json, Product, ProductSupplier, Supplier, euros

if TYPE_CHECKING:
    from collections.abc import Sequence

PRODUCTS = 720
SUPPLIERS = 64
_BRANDS = Weighted([name for name, _ in BRANDS], [share for _, share in BRANDS])
_STATUS = Weighted(("active", "seasonal", "clearance"), (80, 14, 6))
_COUNTRIES_OF_SUPPLY = Weighted(SUPPLIER_KINDS, (15, 6, 4, 6, 8, 6, 4, 4, 5, 6, 4, 4))


def make_categories() -> list[Category]:
    """Departments, each followed by its categories; numbers are dense, from 1."""
    categories: list[Category] = []
    for department in DEPARTMENTS:
        parent = len(categories) + 1
        categories.append(Category(parent, department.name, None))
        categories += [Category(parent + place, kind.name, parent) for place, kind in enumerate(department.kinds, 1)]
    return categories


def make_suppliers(seed: int) -> list[Supplier]:
    """Suppliers; those in countries without IBAN have none."""
    draw = Draw(seed, "suppliers")
    suppliers: list[Supplier] = []
    taken: set[str] = set()
    number = 0
    while len(suppliers) < SUPPLIERS:
        country, account, patterns = _COUNTRIES_OF_SUPPLY.pick(draw)
        word = draw.pick(SUPPLIER_WORDS)
        name = draw.pick(patterns).format(word=word)
        if name in taken:
            continue
        taken.add(name)
        number += draw.run_length(0.3, 4)
        iban = None if account is None else iban_of(country, draw.text(account))
        mailbox = draw.pick(("sales", "export", "info", "orders"))
        rating = None if draw.chance(0.12) else Decimal(min(50, round(draw.bell(40, 5)))).scaleb(-1)
        email = f"{mailbox}@{ascii_word(word)}-{country.lower()}{number}.example"
        suppliers.append(Supplier(f"S-{number:04d}", name, country, iban, email, rating))
    return suppliers


def iban_of(country: str, account: str) -> str:
    """International bank account number with its two check digits (ISO 13616, ISO 7064 MOD 97-10).

    Examples
    --------
    >>> iban_of("GB", "WEST12345698765432")
    'GB82WEST12345698765432'
    """
    digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"


def make_products(seed: int, categories: Sequence[Category]) -> list[Product]:
    """Products in the order of their codes; names are unique."""
    draw = Draw(seed, "products")
    numbers = {category.name: category.category_id for category in categories}
    kinds = [kind for department in DEPARTMENTS for kind in department.kinds]
    by_kind = Weighted(kinds, [3 + kind.share for kind in kinds])
    products: list[Product] = []
    taken: set[str] = set()
    number = 10400
    while len(products) < PRODUCTS:
        kind = kinds[len(products)] if len(products) < len(kinds) else by_kind.pick(draw)
        name = _product_name(draw, kind)
        if name in taken:
            continue
        taken.add(name)
        number += draw.between(3, 130)
        status, gone = _STATUS.pick(draw), None
        if draw.chance(0.07):
            status, gone = "discontinued", LAST_DAY - timedelta(days=draw.between(20, 900))
        products.append(
            Product(
                f"{number:08d}",
                name,
                numbers[kind.name],
                euros(_price(draw, kind)),
                _weight(draw, kind),
                status,
                _attributes(draw, kind),
                gone,
            )
        )
    return products


def _product_name(draw: Draw, kind: Kind) -> str:
    words = (_BRANDS.pick(draw), draw.pick(SERIES), draw.pick(kind.sizes), draw.pick(kind.nouns))
    return " ".join(word for word in words if word)


def _price(draw: Draw, kind: Kind) -> int:
    """List price in cents: cheap ones are more frequent, and prices end the way shops like them."""
    low, high = kind.price
    price = low + (high - low) * draw.unit() * draw.unit()
    if price < 20:
        return int(price) * 100 + draw.pick((50, 90, 95))
    if price < 100:
        return int(price) * 100 + draw.pick((90, 95, 95))
    return (int(price) // 10 * 10 + 9) * 100 + draw.pick((0, 0, 90, 95))


def _weight(draw: Draw, kind: Kind) -> float | None:
    low, high = kind.weight
    return None if draw.chance(0.025) else round(low + (high - low) * draw.unit(), 3)


def _attributes(draw: Draw, kind: Kind) -> Json:
    edible = kind.name in EDIBLE
    attributes: Json = {} if edible else {"colours": draw.sample(COLOURS, draw.run_length(0.5, 4))}
    for name, values in kind.attributes.items():
        if draw.chance(0.88):
            attributes[name] = draw.pick(values)
    if not edible and draw.chance(0.3):
        attributes["warranty_years"] = draw.pick((2, 3, 5, 10))
    return attributes


def make_product_suppliers(
    seed: int, products: Sequence[Product], suppliers: Sequence[Supplier]
) -> list[ProductSupplier]:
    """One to three suppliers for each product; exactly one of them is preferred."""
    draw = Draw(seed, "product_suppliers")
    rows: list[ProductSupplier] = []
    for product in products:
        chosen = draw.sample(suppliers, draw.run_length(0.38, 3))
        preferred = draw.below(len(chosen))
        for place, supplier in enumerate(sorted(chosen, key=lambda one: one.supplier_id)):
            far = supplier.iban is None
            cost_percent = draw.between(42, 61)
            rows.append(
                ProductSupplier(
                    product.product_code,
                    supplier.supplier_id,
                    euros(int(product.list_price * cost_percent)),
                    draw.between(45, 120) if far else draw.between(3, 35),
                    draw.pick((50, 100, 200, 500)) if far else draw.pick((1, 5, 10, 12, 24, 50)),
                    is_preferred=place == preferred,
                )
            )
    return rows


def sellable_until(product: Product) -> date:
    """Last day on which a product is sold."""
    return product.discontinued_on or LAST_DAY
