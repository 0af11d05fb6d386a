"""Rows for proofs: tables in memory, and a model whose every violation was counted by hand."""

import duckdb

from workbench.model import (
    Attribute,
    Check,
    Entity,
    Enum,
    EnumValue,
    Index,
    IndexPart,
    Key,
    Model,
    QualifiedName,
    Reference,
    parse_type,
)
from workbench.naming import sql_quote

Q = QualifiedName.of


class Rows:
    """SELECTs by entity; a last column ``__misfit`` is added where the SELECT has none."""

    def __init__(self, **relations):
        self._connection = duckdb.connect()
        self._relations = relations

    def cursor(self):
        return self._connection.cursor()

    def has(self, entity):
        return entity.name.name in self._relations

    def relation(self, entity):
        sql = self._relations[entity.name.name]
        columns = ", ".join(sql_quote(a.name) for a in entity.attributes if a.generated is None)
        if "__misfit" in sql:
            return f"SELECT {columns}, __misfit FROM ({sql}) AS t"
        return f"SELECT {columns}, false AS __misfit FROM ({sql}) AS t"


def attribute(name, kind, **values):
    return Attribute(name=name, type=parse_type(kind), **{"nullable": False, **values})


def reference(child, attributes, parent, parent_attributes, **values):
    return Reference(
        child=Q(child),
        child_attributes=tuple(attributes.split()),
        parent=Q(parent),
        parent_attributes=tuple(parent_attributes.split()),
        **values,
    )


SHOP = Model(
    name="shop",
    enums=(Enum(name=Q("tier"), values=(EnumValue(name="basic"), EnumValue(name="it's gold"))),),
    entities=(
        Entity(
            name=Q("customer"),
            attributes=(
                attribute("id", "int32"),
                attribute("email", "text(40)", nullable=True, personal="email"),
                attribute("tier", "enum:tier"),
                attribute("age", "int16", nullable=True),
                attribute("active", "boolean"),
            ),
            primary_key=Key(attributes=("id",)),
            keys=(Key(attributes=("email",)),),
            checks=(Check(expression="age >= 0 AND age < 150", name="age_in_years"),),
        ),
        Entity(
            name=Q("order"),
            attributes=(
                attribute("no", "text(10)"),
                attribute("customer_id", "int32", nullable=True),
                attribute("placed", "timestamp"),
            ),
            primary_key=Key(attributes=("no",)),
            indexes=(Index(parts=(IndexPart(attribute="placed"),)),),
        ),
        Entity(
            name=QualifiedName("Order Item"),
            attributes=(
                attribute("order_no", "text(10)"),
                attribute("pos", "int32"),
                attribute("price", "decimal(8,2)"),
            ),
            primary_key=Key(attributes=("order_no", "pos")),
        ),
        Entity(
            name=Q("employee"),
            attributes=(attribute("id", "int32"), attribute("boss", "int32", nullable=True)),
            primary_key=Key(attributes=("id",)),
        ),
    ),
    references=(
        reference("order", "customer_id", "customer", "id"),
        reference('"Order Item"', "order_no", "order", "no"),
        reference("employee", "boss", "employee", "id"),
    ),
)

# 8 rows: two share the id 2, one has none, two share an address, one has a tier and one an age that cannot be.
CUSTOMERS = """
    SELECT * FROM (VALUES
        (1, 'ann@example.org', 'basic', 30::SMALLINT, true),
        (2, 'bob@example.org', 'it''s gold', NULL, false),
        (2, NULL, 'basic', 20, true),
        (NULL, NULL, 'basic', 20, true),
        (3, 'ann@example.org', 'basic', 20, true),
        (4, NULL, 'platinum', 20, true),
        (5, NULL, 'basic', -1, true),
        (6, '', 'basic', 149, true)
    ) t(id, email, tier, age, active)"""
# 6 rows: one of an unknown customer, one of a customer that is refused, one without a time, one that cannot be read.
ORDERS = """
    SELECT * FROM (VALUES
        ('A-1', 1, TIMESTAMP '2026-01-02 03:04:05.678', false),
        ('A-2', 99, TIMESTAMP '2026-01-03', false),
        ('A-3', 4, TIMESTAMP '2026-01-04', false),
        ('A-4', NULL, TIMESTAMP '2026-01-05', false),
        ('A-5', 1, NULL, false),
        ('A-6', 1, NULL, true)
    ) t(no, customer_id, placed, __misfit)"""
# 5 rows: two of orders that are refused (one an orphan, one unreadable), and one twice.
ITEMS = """
    SELECT * FROM (VALUES
        ('A-1', 1, 9.99::DECIMAL(8,2)), ('A-1', 1, 9.99), ('A-1', 2, -0.01), ('A-2', 1, 1), ('A-6', 1, 1)
    ) t(order_no, pos, price)"""
# 8 rows: 4 is his own boss, 5 and 6 each other's; 7 has an unknown one, and 8 has 7.
EMPLOYEES = """
    SELECT * FROM (VALUES (3, 2), (1, NULL), (2, 1), (4, 4), (5, 6), (6, 5), (7, 99), (8, 7)) t(id, boss)"""


def shop_rows():
    return Rows(**{"customer": CUSTOMERS, "order": ORDERS, "Order Item": ITEMS, "employee": EMPLOYEES})
