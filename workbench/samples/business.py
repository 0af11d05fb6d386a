"""The whole business as values: every table, before and after faults are put in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from workbench.samples.catalogue import make_categories, make_product_suppliers, make_products, make_suppliers
from workbench.samples.company import make_employees, make_stores
from workbench.samples.customers import make_customers
from workbench.samples.export import make_sales_export
from workbench.samples.fulfilment import make_payments, make_returns, make_shipments
from workbench.samples.sales import Demand, make_order_lines, make_orders
from workbench.samples.stock import make_stock_movements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.samples.rows import (
        Address,
        BusinessCustomer,
        Category,
        Customer,
        Employee,
        Order,
        OrderLine,
        Payment,
        Product,
        ProductSupplier,
        Return,
        Row,
        SalesExportRow,
        Shipment,
        StockMovement,
        Store,
        Supplier,
    )


@dataclass(frozen=True)
class Business:
    """Rows of every table; the fields are named like the tables."""

    stores: list[Store]
    employees: list[Employee]
    categories: list[Category]
    suppliers: list[Supplier]
    products: list[Product]
    product_suppliers: list[ProductSupplier]
    customers: list[Customer]
    business_customers: list[BusinessCustomer]
    addresses: list[Address]
    orders: list[Order]
    order_lines: list[OrderLine]
    shipments: list[Shipment]
    payments: list[Payment]
    returns: list[Return]
    stock_movements: list[StockMovement]
    sales_export: list[SalesExportRow]

    def tables(self) -> dict[str, Sequence[Row]]:
        """Rows by the name of their table."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def make_business(seed: int) -> Business:
    """A business without any fault: all references complete, all keys unique, all values of their column's type."""
    stores = make_stores(seed)
    employees = make_employees(seed, stores)
    categories = make_categories()
    suppliers = make_suppliers(seed)
    products = make_products(seed, categories)
    customers, businesses, addresses = make_customers(seed)
    demand = Demand(seed, products, categories)
    orders = make_orders(seed, customers, addresses, employees)
    lines = make_order_lines(seed, orders, customers, products, demand)
    shipments = make_shipments(seed, orders)
    returns = make_returns(seed, orders, lines, shipments)
    return Business(
        stores=stores,
        employees=employees,
        categories=categories,
        suppliers=suppliers,
        products=products,
        product_suppliers=make_product_suppliers(seed, products, suppliers),
        customers=customers,
        business_customers=businesses,
        addresses=addresses,
        orders=orders,
        order_lines=lines,
        shipments=shipments,
        payments=make_payments(seed, orders, lines),
        returns=returns,
        stock_movements=make_stock_movements(
            seed, products=products, orders=orders, lines=lines, returns=returns, demand=demand
        ),
        sales_export=make_sales_export(
            orders=orders,
            lines=lines,
            customers=customers,
            businesses=businesses,
            addresses=addresses,
            stores=stores,
            employees=employees,
            products=products,
            categories=categories,
        ),
    )
