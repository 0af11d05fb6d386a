"""Validity: what an edit may not do, and how it says so."""

import pytest

from workbench.errors import InvalidNameError, ModelError, UnknownNameError
from workbench.model import (
    Attribute,
    Cardinality,
    Check,
    Domain,
    Entity,
    Enum,
    EnumValue,
    Index,
    IndexPart,
    Key,
    QualifiedName,
    Reference,
    Subject,
    SubjectArea,
    parse_type,
)
from workbench.model.edits import Add, Change, Rename, Replace, SetPrimaryKey

ORDERS, CUSTOMERS = QualifiedName("orders"), QualifiedName("customers")


def reference(child, parent, **more):
    return Reference(
        child=ORDERS,
        child_attributes=tuple(child.split()),
        parent=CUSTOMERS,
        parent_attributes=tuple(parent.split()),
        **more,
    )


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (Add(Entity(name=ORDERS)), "There is already an entity orders. Choose another name or change that one."),
        (Add(Attribute(name="total"), ORDERS), "There is already an attribute orders.total."),
        (Add(Key(attributes=("id",)), ORDERS), "There is already a key orders(id)."),
        (Add(Check(expression="x", name="has_at"), CUSTOMERS), "There is already a check customers[has_at]."),
        (Add(Enum(name=QualifiedName("order_status"), values=())), "There is already an enum order_status."),
        (Add(reference("customer_id", "id")), "There is already a reference orders(customer_id) → customers(id)."),
        (Add(Attribute(name="a")), "An attribute needs an entity. Say within=…."),
        (
            Add(Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"), Attribute(name="a")))),
            "The entity t has the attribute 'a' twice. Rename one of them.",
        ),
        (
            Add(Enum(name=QualifiedName("e"), values=(EnumValue(name="a"), EnumValue(name="a")))),
            "The enum e has the value 'a' twice.",
        ),
        (Add(Key(attributes=()), ORDERS), "A key of orders needs at least one attribute."),
        (Add(Key(attributes=("id", "id")), ORDERS), "The key of orders names the attribute 'id' twice."),
        (Add(Index(parts=()), ORDERS), "An index needs at least one part. Name an attribute or an expression."),
        (
            Add(reference("customer_id total", "id")),
            "joins 2 attributes to 1. Name as many on one side as on the other.",
        ),
        (Add(reference("", "")), "joins 0 attributes to 0."),
        (
            Add(reference("id", "id", child_cardinality=Cardinality.ONE, parent_cardinality=Cardinality.ONE_OR_MORE)),
            "has many parents and one child. Turn it round: the many are the children.",
        ),
        (
            Add(Reference(child=ORDERS, child_attributes=("id",), parent=ORDERS, parent_attributes=("id",))),
            "The reference orders(id) → orders(id) joins attributes to themselves. Name other attributes.",
        ),
        (Add(Entity(name=QualifiedName("C"))), "C already stands for the entity customers."),
        (Rename(Subject.entity("orders"), "C"), "for the entity customers. Choose another name or alias."),
        (Change.of(Subject.entity("orders"), alias="C"), "already stands for the entity customers."),
        (Change.of(Subject.entity("orders"), alias="firms"), "firms already stands for the entity firms."),
        (Rename(Subject.entity("orders"), "customers"), "There is already an entity customers. Choose another name."),
        (Rename(Subject.attribute("orders", "id"), "total"), "There is already an attribute orders.total."),
        (Rename(Subject.parse("generalisation:customers[kind]"), "x"), "A generalisation has no name of its own."),
        (Replace(Subject.entity("orders"), Entity(name=QualifiedName("x"))), "orders cannot be renamed by replacing"),
    ],
)  # fmt: skip
def test_an_edit_that_would_contradict_the_model_is_refused_in_words(shop, edit, error):
    with pytest.raises(ModelError) as caught:
        edit.apply(shop)
    assert error in str(caught.value)


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (Add(Attribute(name="a"), QualifiedName("order")), "There is no entity 'order'. Did you mean 'orders'?"),
        (Add(Key(attributes=("totl",)), ORDERS), "There is no attribute of orders 'totl'. Did you mean 'total'?"),
        (Add(Index(parts=(IndexPart(attribute="x"),)), ORDERS), "There is no attribute of orders 'x'."),
        (
            Add(Index(parts=(IndexPart(expression="x"),), include=("y",)), ORDERS),
            "There is no attribute of orders 'y'.",
        ),
        (Add(reference("customer", "id")), "There is no attribute of orders 'customer'. Did you mean 'customer_id'?"),
        (Add(reference("total", "number")), "There is no attribute of customers 'number'."),
        (SetPrimaryKey(ORDERS, Key(attributes=("no",))), "There is no attribute of orders 'no'."),
        (
            Change.of(Subject.entity("orders"), colour="#fff"),
            "There is no field of an entity 'colour'. Did you mean 'color'?",
        ),
    ],
)
def test_an_edit_that_names_what_is_not_there_is_refused_with_the_nearest(shop, edit, error):
    with pytest.raises(UnknownNameError) as caught:
        edit.apply(shop)
    assert str(caught.value).startswith(error)


@pytest.mark.parametrize(
    "edit",
    [
        Add(Entity(name=QualifiedName("a\x00b"))),
        Add(Entity(name=QualifiedName("a", "b\n"))),
        Add(Entity(name=QualifiedName("t"), attributes=(Attribute(name=""),))),
        Add(Attribute(name="a\x1b[31m"), ORDERS),
        Add(Enum(name=QualifiedName(" "), values=())),
        Add(Domain(name=QualifiedName("a\x00"), type=parse_type("text"))),
        Add(SubjectArea(name=QualifiedName("\u202e"))),
        Rename(Subject.attribute("orders", "id"), "a\x00b"),
        Rename(Subject.model(), ""),
        Rename(Subject.check("customers", "has_at"), "a\nb"),
    ],
    ids=str,
)
def test_names_that_no_engine_could_hold_are_refused(shop, edit):
    with pytest.raises(InvalidNameError):
        edit.apply(shop)


@pytest.mark.parametrize(
    "edit",
    [
        Add(Entity(name=QualifiedName("orders", "archive"))),  # the same name in another schema
        Add(Attribute(name="select"), ORDERS),
        Add(Attribute(name="x" * 200), ORDERS),
        Add(Index(parts=(IndexPart(attribute="id"), IndexPart(attribute="id"))), ORDERS),
        Add(reference("id", "id", child_cardinality=Cardinality.ZERO_OR_ONE)),
        Change.of(Subject.entity("customers"), alias="cust"),
        Rename(Subject.entity("customers"), "customers"),
    ],
    ids=str,
)
def test_what_is_unusual_but_right_is_allowed(shop, edit):
    assert edit.apply(shop) is not None
