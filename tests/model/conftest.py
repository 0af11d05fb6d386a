"""A small shop that holds one of everything."""

import pytest

from workbench.model import (
    AccessPattern,
    Attribute,
    Cardinality,
    Check,
    Default,
    Domain,
    Entity,
    Enum,
    EnumValue,
    Generalisation,
    Generated,
    Index,
    IndexPart,
    Key,
    Model,
    Partitioning,
    QualifiedName,
    Reference,
    SubjectArea,
    View,
    parse_type,
)

CUSTOMERS, ORDERS, FIRMS = map(QualifiedName, ("customers", "orders", "firms"))


def attribute(name, kind="text", **more):
    return Attribute(name=name, type=parse_type(kind), **more)


@pytest.fixture
def shop():
    return Model(
        name="shop",
        entities=(
            Entity(
                name=CUSTOMERS,
                attributes=(
                    attribute("id", "int32"),
                    attribute("mail"),
                    attribute("kind"),
                    attribute("name", nullable=False),
                ),
                primary_key=Key(attributes=("id",)),
                keys=(Key(attributes=("mail",), name="uq_mail"),),
                indexes=(
                    Index(parts=(IndexPart(attribute="name"), IndexPart(expression="lower(mail)")), name="ix_names"),
                    Index(parts=(IndexPart(attribute="kind"),), where="mail IS NOT NULL", include=("name",)),
                ),
                checks=(Check(expression="mail LIKE '%@%'", name="has_at"), Check(expression="name <> 'mail'")),
                alias="C",
            ),
            Entity(
                name=ORDERS,
                attributes=(
                    attribute("id", "int64"),
                    attribute("customer_id", "int32", nullable=False),
                    attribute("status", "enum:order_status", default=Default("new", "enum")),
                    attribute("total", "decimal(10,2)", domain=QualifiedName("money")),
                    attribute("gross", "decimal(10,2)", generated=Generated("total * 1.2")),
                    attribute("placed", "timestamp"),
                ),
                primary_key=Key(attributes=("id",)),
                partitioning=Partitioning(method="range", attributes=("placed",)),
            ),
            Entity(name=FIRMS, attributes=(attribute("id", "int32"),), primary_key=Key(attributes=("id",))),
        ),
        references=(
            Reference(
                child=ORDERS,
                child_attributes=("customer_id",),
                parent=CUSTOMERS,
                parent_attributes=("id",),
                name="buyer",
            ),
            Reference(
                child=FIRMS,
                child_attributes=("id",),
                parent=CUSTOMERS,
                parent_attributes=("id",),
                child_cardinality=Cardinality.ZERO_OR_ONE,
            ),
        ),
        enums=(Enum(name=QualifiedName("order_status"), values=(EnumValue(name="new"), EnumValue(name="paid"))),),
        domains=(Domain(name=QualifiedName("money"), type=parse_type("decimal(10,2)")),),
        generalisations=(Generalisation(parent=CUSTOMERS, children=(FIRMS,), discriminator="kind"),),
        views=(
            View(
                name=QualifiedName("buyers"),
                sql="SELECT customers.name FROM customers JOIN orders ON customer_id = 1",
            ),
        ),
        areas=(SubjectArea(name=QualifiedName("sales"), entities=(CUSTOMERS, ORDERS)),),
        patterns=(AccessPattern(name=QualifiedName("open orders"), sql="SELECT * FROM orders", per_day=100),),
    )
