"""A model by hand that holds one of everything a script can say, and names that invite mistakes."""

from workbench.model import (
    Attribute,
    Check,
    Default,
    Entity,
    Enum,
    EnumValue,
    Generated,
    Index,
    IndexPart,
    Key,
    Model,
    QualifiedName,
    Reference,
    parse_type,
)

TYPES = (
    "boolean", "int16", "int32", "int64", "decimal", "decimal(12,2)", "float32", "float64", "text", "text(40)",
    "char(2)", "date", "time", "timestamp", "timestamptz", "interval", "uuid", "json", "binary", "inet", "list<int32>",
    "list<list<int32>>", "struct{lat: float64, tags: list<text>}", "enum:order_status",
)  # fmt: skip

Q = QualifiedName.of


def attribute(name, kind="text", **values):
    return Attribute(name=name, type=parse_type(kind), **{"nullable": False, **values})


def index(*names, **values):
    return Index(parts=tuple(IndexPart(attribute=name) for name in names), **values)


def reference(child, child_attributes, parent, parent_attributes, **values):
    return Reference(
        child=Q(child),
        child_attributes=tuple(child_attributes.split()),
        parent=Q(parent),
        parent_attributes=tuple(parent_attributes.split()),
        **values,
    )


STATUS = Enum(
    name=Q("order_status"),
    values=(EnumValue(name="open"), EnumValue(name="it's paid"), EnumValue(name="100% back")),
    note="How far an order is.",
)

CUSTOMER = Entity(
    name=Q("customer"),
    attributes=(
        attribute("customer_id", "int32", identity=True),
        attribute("Email", "text(80)", note="The address; it's where\ninvoices go."),
        attribute("country", "char(2)", default=Default("DE")),
        attribute("active", "boolean", default=Default("true", "boolean")),
        attribute("discount", "decimal(5,2)", default=Default("0.5", "number")),
        attribute("since", "timestamptz", default=Default("now()", "expression")),
        attribute("phone", "text", nullable=True),
        attribute("net", "float64", nullable=True),
        attribute("gross", "float64", nullable=True, generated=Generated("net * 1.19")),
        attribute("label", "text", nullable=True, generated=Generated('upper("Email")', stored=False)),
    ),
    primary_key=Key(attributes=("customer_id",)),
    keys=(
        Key(attributes=("Email",), note="One account for one address."),
        Key(attributes=("phone",), nulls_distinct=False),
    ),
    checks=(
        Check(expression="discount >= 0 AND Discount < 100", name="discount_in_range", note="In percent."),
        Check(expression="email LIKE '%@%'"),
        Check(expression="phone ~ '^[0-9]+$'"),
    ),
    indexes=(
        index("country", name="customers_by_country"),
        Index(parts=(IndexPart(expression="lower(email)"),), unique=True),
        index("phone", where="active", unique=True),
        index("since", method="brin"),
    ),
    note='Whoever ordered once; called "client" in the old system.',
)

ORDER = Entity(
    name=Q("order"),
    attributes=(
        attribute("order_id", "int64"),
        attribute("select", "int32", note="A reserved word."),
        attribute("status", "enum:order_status", default=Default("open", "enum")),
        attribute("parent order", "int64", nullable=True),
        attribute("last_item", "int32", nullable=True),
        attribute("placed_on", "date"),
        attribute("comment", "text", nullable=True),
        attribute("extra", "json", nullable=True),
    ),
    primary_key=Key(attributes=("order_id",), name="pk_of_order"),
    indexes=(
        Index(parts=(IndexPart(attribute="placed_on", descending=True), IndexPart(attribute="select"))),
        index("status", include=("placed_on",)),
        index("comment", method="fulltext"),
        index("extra", method="gin"),
        index("select", method="hash"),
        index("placed_on", where="status <> 'it''s paid'", name="open_orders"),
    ),
)

ITEM = Entity(
    name=Q("Order Item"),
    attributes=(
        attribute("order_id", "int64"),
        attribute("item_no", "int32"),
        attribute("sku", "text"),
        attribute("100%:price", "decimal(12,2)", nullable=True),
        attribute('say "hi"', "text", nullable=True),
    ),
    primary_key=Key(attributes=("order_id", "item_no")),
    checks=(Check(expression='"100%:price" >= 0'),),
)

PRODUCT = Entity(
    name=Q("product"),
    attributes=(attribute("sku"), attribute("maker", "int16"), attribute("made_in", "char(2)")),
    primary_key=Key(attributes=("sku",)),
    keys=(Key(attributes=("made_in", "maker")),),
)

SHELF = Entity(
    name=QualifiedName("shelf", schema="stock"),
    attributes=(
        attribute("shelf", "int32"),
        attribute("sku"),
        attribute("by maker", "int32", nullable=True),
        attribute("by place", "char(2)", nullable=True),
    ),
    primary_key=Key(attributes=("shelf", "sku")),
    indexes=(
        index("sku", name="an index whose name is so long that it goes beyond what PostgreSQL and MariaDB can keep"),
    ),
)

INJECTION = Entity(
    name=Q('"x""; DROP TABLE customer; --"'),
    attributes=(attribute("'); DROP TABLE customer; --", "text", default=Default("'); DROP TABLE customer; --")),),
    note="*/ ; DROP TABLE customer; --\r\nDROP TABLE customer;",
)

TYPED = Entity(
    name=Q("typed"),
    attributes=tuple(attribute(f"c{number}", kind, nullable=True) for number, kind in enumerate(TYPES)),
)

EVERYTHING = Model(
    name="everything",
    enums=(STATUS,),
    entities=(CUSTOMER, ORDER, ITEM, PRODUCT, SHELF, INJECTION, TYPED),
    references=(
        reference("order", "select", "customer", "customer_id", on_delete="restrict", note="Who pays."),
        Reference(
            child=Q("order"),
            child_attributes=("parent order",),
            parent=Q("order"),
            parent_attributes=("order_id",),
            on_delete="set null",
            name="parent",
        ),
        reference('"Order Item"', "order_id", "order", "order_id", on_delete="cascade", on_update="cascade"),
        reference('"Order Item"', "sku", "product", "sku", deferrable=True),
        reference("order", "order_id last_item", '"Order Item"', "order_id item_no"),
        reference("stock.shelf", "sku", "product", "sku", enforced=False),
        Reference(
            child=SHELF.name,
            child_attributes=("by maker", "by place"),
            parent=Q("product"),
            parent_attributes=("maker", "made_in"),
        ),
        reference("product", "maker", "nowhere", "id"),
        reference("product", "made_in", "customer", "country"),
        reference("typed", "c8", "customer", "customer_id"),
    ),
    note="One of everything.",
)
