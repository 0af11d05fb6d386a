"""The wide export: order lines of the last quarter, with everything about them written out again in every row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workbench.samples.customers import addresses_of
from workbench.samples.rows import (
    Address,
    BusinessCustomer,
    Category,
    Customer,
    Employee,
    Order,
    OrderLine,
    Product,
    SalesExportRow,
    Store,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

EXPORT_FROM = date(2024, 10, 1)


def make_sales_export(
    *,
    orders: Sequence[Order],
    lines: Sequence[OrderLine],
    customers: Sequence[Customer],
    businesses: Sequence[BusinessCustomer],
    addresses: Sequence[Address],
    stores: Sequence[Store],
    employees: Sequence[Employee],
    products: Sequence[Product],
    categories: Sequence[Category],
) -> list[SalesExportRow]:
    """Rows by order and line; a business appears under its company's name."""
    by_order = {order.order_id: order for order in orders if order.ordered_at.date() >= EXPORT_FROM}
    by_customer = {customer.customer_id: customer for customer in customers}
    companies = {business.customer_id: business.company_name for business in businesses}
    homes = addresses_of(addresses)
    by_store = {store.store_code: store for store in stores}
    reps = {employee.employee_id: f"{employee.first_name} {employee.last_name}" for employee in employees}
    by_product = {product.product_code: product for product in products}
    by_category = {category.category_id: category for category in categories}
    rows = []
    for line in lines:
        order = by_order.get(line.order_id)
        if order is None:
            continue
        customer, product = by_customer[order.customer_id], by_product[line.product_code]
        home, store = homes[order.customer_id][0], by_store.get(order.store_code or "")
        category = by_category[product.category_id]
        rows.append(
            SalesExportRow(
                order_id=order.order_id,
                line_no=line.line_no,
                ordered_at=order.ordered_at,
                channel="store" if store else "web",
                order_status=order.status,
                promo_code=order.promo_code,
                customer_id=customer.customer_id,
                customer_name=companies.get(customer.customer_id, f"{customer.first_name} {customer.last_name}"),
                customer_kind=customer.kind,
                customer_city=home.city,
                customer_country=home.country_code,
                loyalty_tier=customer.loyalty_tier,
                store_code=store and store.store_code,
                store_name=store and store.name,
                store_city=store and store.city,
                store_country=store and store.country_code,
                sales_rep=reps[order.sales_rep_id] if order.sales_rep_id else None,
                product_code=product.product_code,
                product_name=product.name,
                category_name=category.name,
                department=by_category[category.parent_category_id or category.category_id].name,
                list_price=product.list_price,
                quantity=line.quantity,
                unit_price=line.unit_price,
                discount=line.discount,
                line_total=line.total,
            )
        )
    return rows
