"""One row of each table, as values: field names are column names, ``None`` is a null.

Where a seeded fault needs it, a field also takes a ``str`` that is written as it stands.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeAlias

Json: TypeAlias = dict[str, "str | int | float | bool | list[str]"]


class Store(NamedTuple):
    """A shop."""

    store_code: str
    name: str
    city: str
    country_code: str
    latitude: float
    longitude: float
    opened_on: date
    has_workshop: bool


class Employee(NamedTuple):
    """A person on the payroll; head office staff belong to no store."""

    employee_id: int
    first_name: str
    last_name: str
    email: str
    store_code: str | None
    reports_to: int | None
    job_title: str
    hired_on: date
    salary: Decimal
    is_active: bool


class Category(NamedTuple):
    """A node of the assortment's tree; departments have no parent."""

    category_id: int
    name: str
    parent_category_id: int | None


class Supplier(NamedTuple):
    """A company that delivers goods."""

    supplier_id: str
    name: str
    country_code: str
    iban: str | None
    contact_email: str
    rating: Decimal | None


class Product(NamedTuple):
    """An article; the code is eight digits and keeps its leading zeros."""

    product_code: str
    name: str
    category_id: int
    list_price: Decimal
    weight_kg: float | None
    status: str
    attributes: Json
    discontinued_on: date | None


class ProductSupplier(NamedTuple):
    """That a supplier delivers a product, at what cost in euros."""

    product_code: str
    supplier_id: str
    cost: Decimal
    lead_time_days: int
    min_order_quantity: int
    is_preferred: bool


class Customer(NamedTuple):
    """A registered customer; for businesses the names are those of the contact."""

    customer_id: int
    kind: str
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    fax: None
    birth_date: date | str | None
    newsletter: bool
    loyalty_tier: str | None
    signed_up_on: date


class BusinessCustomer(NamedTuple):
    """What only a customer of kind ``business`` has."""

    customer_id: int
    company_name: str
    vat_id: str
    credit_limit: Decimal


class Address(NamedTuple):
    """An address of a customer."""

    address_id: int
    customer_id: int
    street: str
    city: str
    postal_code: str
    country_code: str


class Order(NamedTuple):
    """An order; without a store it came through the web shop."""

    order_id: int
    customer_id: int
    billing_address_id: int
    shipping_address_id: int | None
    store_code: str | None
    sales_rep_id: int | None
    ordered_at: datetime
    status: str
    promo_code: str | None


class OrderLine(NamedTuple):
    """A position of an order; `discount` is a share (0..1) of quantity times unit price."""

    order_id: int
    line_no: int
    product_code: str
    quantity: int
    unit_price: Decimal
    discount: Decimal

    @property
    def total(self) -> Decimal:
        """What the line costs, in euros, rounded to cents (half to even)."""
        return (self.quantity * self.unit_price * (1 - self.discount)).quantize(Decimal("0.01"))


class Shipment(NamedTuple):
    """A parcel."""

    shipment_id: int
    order_id: int
    carrier: str
    shipped_on: date
    delivered_on: date | None


class Payment(NamedTuple):
    """Money received for an order."""

    payment_id: str
    order_id: int
    method: str
    amount: Decimal
    paid_at: datetime
    details: Json


class Return(NamedTuple):
    """Goods of an order line that came back."""

    return_id: int
    order_id: int
    line_no: int
    quantity: int
    reason: str
    returned_on: date


class StockMovement(NamedTuple):
    """Goods in (positive quantity) or out (negative) of a store."""

    movement_id: int
    store_code: str
    product_code: str
    moved_at: datetime
    quantity: int
    kind: str


class SalesExportRow(NamedTuple):
    """A line of the wide export that the shop's back office hands to its analysts."""

    order_id: int
    line_no: int
    ordered_at: datetime
    channel: str
    order_status: str
    promo_code: str | None
    customer_id: int
    customer_name: str
    customer_kind: str
    customer_city: str
    customer_country: str
    loyalty_tier: str | None
    store_code: str | None
    store_name: str | None
    store_city: str | None
    store_country: str | None
    sales_rep: str | None
    product_code: str
    product_name: str
    category_name: str
    department: str
    list_price: Decimal
    quantity: int
    unit_price: Decimal
    discount: Decimal
    line_total: Decimal


Row: TypeAlias = (
    Store | Employee | Category | Supplier | Product | ProductSupplier | Customer | BusinessCustomer | Address | Order
    | OrderLine | Shipment | Payment | Return | StockMovement | SalesExportRow
)  # fmt: skip


def euros(cents: int) -> Decimal:
    """Amount in euros with two decimal places.

    Examples
    --------
    >>> euros(8990)
    Decimal('89.90')
    """
    return Decimal(cents).scaleb(-2)
