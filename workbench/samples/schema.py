"""What every table of the sample data is meant to hold: files, columns, keys, references, dependencies.

Declared here once; the generator writes the files by it and completes it with what it counts.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.samples.truth import ColumnTruth, DependencyTruth, SubtypeTruth

_FAMILY = {"int16": "integer", "int32": "integer", "int64": "integer", "char": "text", "float64": "float"}
_ISO = "%Y-%m-%d"
_DOTTED = "%d.%m.%Y"


class TableSchema(NamedTuple):
    """A table as it is meant: file, keys, columns in the order of the file."""

    file: str
    primary_key: tuple[str, ...]
    columns: dict[str, ColumnTruth]
    candidate_keys: tuple[tuple[str, ...], ...] = ()
    delimiter: str | None = None


class ReferenceSchema(NamedTuple):
    """A reference as it is meant; both cardinalities are counted by the generator."""

    table: str
    columns: tuple[str, ...]
    references: str
    referenced_columns: tuple[str, ...]
    implied: bool = False


def _column(
    type: str,  # noqa: A002 - the word for it
    *null_tokens: str,
    null: bool = False,
    personal: str | None = None,
    dates: tuple[str, ...] = (),
    comma: bool = False,
    words: tuple[str, str] | None = None,
) -> ColumnTruth:
    """Column of a logical type; null tokens make it nullable, `null` alone does in files that know nulls."""
    base = type.partition("(")[0].partition(":")[0]
    return ColumnTruth(
        type=type,
        family=_FAMILY.get(base, base),
        nullable=null or bool(null_tokens),
        personal=personal,
        null_tokens=null_tokens,
        date_formats=dates,
        decimal_mark="," if comma else None,
        thousands_mark="." if comma else None,
        true_words=words[:1] if words else (),
        false_words=words[1:] if words else (),
    )


_INT, _TEXT, _DATE, _TIMESTAMP, _MONEY = (
    _column(type_) for type_ in ("int32", "text", "date", "timestamp", "decimal(10,2)")
)
_STORE, _PRODUCT, _COUNTRY = _column("char(4)"), _column("char(8)"), _column("char(2)")
_YES_NO = _column("boolean", words=("Y", "N"))
_NAME, _EMAIL = _column("text", personal="name"), _column("text", personal="email")
_ADDRESS = _column("text", personal="address")
_DISCOUNT = _column("decimal(4,2)")

TABLES: dict[str, TableSchema] = {
    "stores": TableSchema("stores.csv", ("store_code",), {
        "store_code": _STORE, "name": _TEXT, "city": _TEXT, "country_code": _COUNTRY,
        "latitude": _column("float64"), "longitude": _column("float64"), "opened_on": _DATE, "has_workshop": _YES_NO,
    }, (("name",),)),
    "employees": TableSchema("employees.csv", ("employee_id",), {
        "employee_id": _INT, "first_name": _NAME, "last_name": _NAME, "email": _EMAIL,
        "store_code": _column("char(4)", ""), "reports_to": _column("int32", ""),
        "job_title": _column("enum:job_title"),
        "hired_on": _DATE, "salary": _column("decimal(10,2)", personal="salary"), "is_active": _YES_NO,
    }, (("email",),)),
    "categories": TableSchema("categories.csv", ("category_id",), {
        "category_id": _INT, "name": _TEXT, "parent_category_id": _column("int32", ""),
    }, (("name",),)),
    "suppliers": TableSchema("suppliers.csv", ("supplier_id",), {
        "supplier_id": _column("char(6)"), "name": _TEXT, "country_code": _COUNTRY,
        "iban": _column("text", "-", personal="iban"), "contact_email": _EMAIL, "rating": _column("decimal(2,1)", "NA"),
    }, (("name",), ("contact_email",))),
    "products": TableSchema("products.parquet", ("product_code",), {
        "product_code": _PRODUCT, "name": _TEXT, "category_id": _INT, "list_price": _MONEY,
        "weight_kg": _column("float64", null=True), "status": _column("enum:product_status"),
        "attributes": _column("json"), "discontinued_on": _column("date", null=True),
    }, (("name",),)),
    "product_suppliers": TableSchema("product_suppliers.csv", ("product_code", "supplier_id"), {
        "product_code": _PRODUCT, "supplier_id": _column("char(6)"), "cost": _column("decimal(10,2)", comma=True),
        "lead_time_days": _INT, "min_order_quantity": _INT, "is_preferred": _YES_NO,
    }, delimiter=";"),
    "customers": TableSchema("customers.csv", ("customer_id",), {
        "customer_id": _INT, "kind": _column("enum:customer_kind"), "first_name": _NAME, "last_name": _NAME,
        "email": _column("text", "-", personal="email"), "phone": _column("text", "", "NA", personal="phone"),
        "fax": _column("text", ""), "birth_date": _column("date", "", "-", personal="birth_date"),
        "newsletter": _YES_NO, "loyalty_tier": _column("enum:loyalty_tier", "NA"), "signed_up_on": _DATE,
    }),
    "business_customers": TableSchema("business_customers.csv", ("customer_id",), {
        "customer_id": _INT, "company_name": _TEXT, "vat_id": _column("text", personal="tax_id"),
        "credit_limit": _MONEY,
    }, (("company_name",), ("vat_id",))),
    "addresses": TableSchema("addresses.csv", ("address_id",), {
        "address_id": _INT, "customer_id": _INT, "street": _ADDRESS, "city": _ADDRESS, "postal_code": _ADDRESS,
        "country_code": _COUNTRY,
    }),
    "orders": TableSchema("orders.csv", ("order_id",), {
        "order_id": _INT, "customer_id": _INT, "billing_address_id": _INT, "shipping_address_id": _column("int32", ""),
        "store_code": _column("char(4)", ""), "sales_rep_id": _column("int32", ""), "ordered_at": _TIMESTAMP,
        "status": _column("enum:order_status"), "promo_code": _column("text", "", "-"),
    }),
    "order_lines": TableSchema("order_lines.parquet", ("order_id", "line_no"), {
        "order_id": _INT, "line_no": _INT, "product_code": _PRODUCT, "quantity": _INT, "unit_price": _MONEY,
        "discount": _DISCOUNT,
    }, (("order_id", "product_code"),)),
    "shipments": TableSchema("shipments.csv", ("shipment_id",), {
        "shipment_id": _INT, "order_id": _INT, "carrier": _column("enum:carrier"),
        "shipped_on": _column("date", dates=(_ISO, _DOTTED)),
        "delivered_on": _column("date", "", dates=(_ISO, _DOTTED)),
    }),
    "payments": TableSchema("payments.jsonl", ("payment_id",), {
        "payment_id": _column("char(16)"), "order_id": _INT, "method": _column("enum:payment_method"), "amount": _MONEY,
        "paid_at": _TIMESTAMP, "details": _column("json"),
    }),
    "returns": TableSchema("returns.csv", ("return_id",), {
        "return_id": _INT, "order_id": _INT, "line_no": _INT, "quantity": _INT, "reason": _column("enum:return_reason"),
        "returned_on": _DATE,
    }),
    "stock_movements": TableSchema("stock_movements.parquet", ("movement_id",), {
        "movement_id": _column("int64"), "store_code": _STORE, "product_code": _PRODUCT, "moved_at": _TIMESTAMP,
        "quantity": _INT, "kind": _column("enum:movement_kind"),
    }),
    "sales_export": TableSchema("sales_export.csv", ("order_id", "line_no"), {
        "order_id": _INT, "line_no": _INT, "ordered_at": _TIMESTAMP, "channel": _column("enum:sales_channel"),
        "order_status": _column("enum:order_status"), "promo_code": _column("text", ""), "customer_id": _INT,
        "customer_name": _NAME, "customer_kind": _column("enum:customer_kind"), "customer_city": _ADDRESS,
        "customer_country": _COUNTRY, "loyalty_tier": _column("enum:loyalty_tier", ""),
        "store_code": _column("char(4)", ""), "store_name": _column("text", ""), "store_city": _column("text", ""),
        "store_country": _column("char(2)", ""), "sales_rep": _column("text", "", personal="name"),
        "product_code": _PRODUCT, "product_name": _TEXT, "category_name": _TEXT, "department": _TEXT,
        "list_price": _MONEY, "quantity": _INT, "unit_price": _MONEY, "discount": _DISCOUNT, "line_total": _MONEY,
    }, (("order_id", "product_code"),)),
}  # fmt: skip

# In shipments the carrier decides how dates are written: this one sends its data in the German way.
DOTTED_DATES = ("carrier", "Alpenkurier")

REFERENCES: tuple[ReferenceSchema, ...] = (
    ReferenceSchema("addresses", ("customer_id",), "customers", ("customer_id",)),
    ReferenceSchema("business_customers", ("customer_id",), "customers", ("customer_id",)),
    ReferenceSchema("categories", ("parent_category_id",), "categories", ("category_id",)),
    ReferenceSchema("employees", ("reports_to",), "employees", ("employee_id",)),
    ReferenceSchema("employees", ("store_code",), "stores", ("store_code",)),
    ReferenceSchema("order_lines", ("order_id",), "orders", ("order_id",)),
    ReferenceSchema("order_lines", ("product_code",), "products", ("product_code",)),
    ReferenceSchema("orders", ("billing_address_id",), "addresses", ("address_id",)),
    ReferenceSchema("orders", ("customer_id",), "customers", ("customer_id",)),
    ReferenceSchema("orders", ("sales_rep_id",), "employees", ("employee_id",)),
    ReferenceSchema("orders", ("shipping_address_id",), "addresses", ("address_id",)),
    ReferenceSchema("orders", ("store_code",), "stores", ("store_code",)),
    ReferenceSchema("payments", ("order_id",), "orders", ("order_id",)),
    ReferenceSchema("product_suppliers", ("product_code",), "products", ("product_code",)),
    ReferenceSchema("product_suppliers", ("supplier_id",), "suppliers", ("supplier_id",)),
    ReferenceSchema("products", ("category_id",), "categories", ("category_id",)),
    ReferenceSchema("returns", ("order_id",), "orders", ("order_id",), implied=True),
    ReferenceSchema("returns", ("order_id", "line_no"), "order_lines", ("order_id", "line_no")),
    ReferenceSchema("sales_export", ("category_name",), "categories", ("name",), implied=True),
    ReferenceSchema("sales_export", ("customer_id",), "customers", ("customer_id",)),
    ReferenceSchema("sales_export", ("department",), "categories", ("name",), implied=True),
    ReferenceSchema("sales_export", ("order_id",), "orders", ("order_id",), implied=True),
    ReferenceSchema("sales_export", ("order_id", "line_no"), "order_lines", ("order_id", "line_no")),
    ReferenceSchema(
        "sales_export", ("order_id", "product_code"), "order_lines", ("order_id", "product_code"), implied=True
    ),
    ReferenceSchema("sales_export", ("product_code",), "products", ("product_code",)),
    ReferenceSchema("sales_export", ("product_name",), "products", ("name",), implied=True),
    ReferenceSchema("sales_export", ("store_code",), "stores", ("store_code",)),
    ReferenceSchema("sales_export", ("store_name",), "stores", ("name",), implied=True),
    ReferenceSchema("shipments", ("order_id",), "orders", ("order_id",)),
    ReferenceSchema("stock_movements", ("product_code",), "products", ("product_code",)),
    ReferenceSchema("stock_movements", ("store_code",), "stores", ("store_code",)),
)

SUBTYPES: tuple[SubtypeTruth, ...] = (
    SubtypeTruth("customers", "business_customers", "kind", "business", disjoint=True, total=False),
)

DEPENDENCIES: tuple[DependencyTruth, ...] = (
    DependencyTruth("sales_export", ("category_name",), ("department",)),
    DependencyTruth(
        "sales_export",
        ("customer_id",),
        ("customer_name", "customer_kind", "customer_city", "customer_country", "loyalty_tier"),
    ),
    DependencyTruth(
        "sales_export",
        ("order_id",),
        ("ordered_at", "channel", "order_status", "promo_code", "customer_id", "store_code", "sales_rep"),
    ),
    DependencyTruth("sales_export", ("product_code",), ("product_name", "category_name", "list_price")),
    DependencyTruth("sales_export", ("quantity", "unit_price", "discount"), ("line_total",)),
    DependencyTruth("sales_export", ("store_city",), ("store_country",)),
    DependencyTruth("sales_export", ("store_code",), ("store_name", "store_city")),
)
