"""Cascade: what goes along, what stays for lint to find, and what follows."""

import pytest

from workbench.model import Attribute, Cardinality, Key, QualifiedName, Reference, Subject, parse_type
from workbench.model.edits import Add, Batch, Change, Drop, Replace, SetPrimaryKey

ORDERS = QualifiedName("orders")
BUYER = Subject.parse("orders(customer_id)->customers(id)")


def test_an_entity_takes_its_references_and_mentions_along(shop):
    after = Drop(Subject.entity("customers")).apply(shop)
    assert [e.name.name for e in after.entities] == ["orders", "firms"]
    assert after.references == ()
    assert after.generalisations == ()
    assert after.areas[0].entities == (ORDERS,)
    assert after.views is shop.views  # what a person wrote stays, for lint to find


def test_a_child_leaves_a_generalisation_and_the_last_one_ends_it(shop):
    two = Change.of(Subject.parse("generalisation:customers[kind]"), children=(QualifiedName("firms"), ORDERS)).apply(
        shop
    )
    after = Drop(Subject.entity("firms")).apply(two)
    assert after.generalisations[0].children == (ORDERS,)
    assert Drop(Subject.entity("orders")).apply(after).generalisations == ()


def test_an_attribute_takes_along_what_it_is_part_of(shop):
    after = Drop(Subject.attribute("customers", "mail")).apply(shop)
    customers = after.entity("customers")
    assert customers.keys == ()
    assert [index.label for index in customers.indexes] == ["ix_names", "kind where mail IS NOT NULL"]
    assert customers.checks == shop.entity("customers").checks  # lint tells
    assert after.references is shop.references


def test_an_attribute_takes_along_the_references_at_either_end(shop):
    assert [str(r) for r in Drop(Subject.attribute("orders", "customer_id")).apply(shop).references] == [
        "firms(id) → customers(id)"
    ]
    assert Drop(Subject.attribute("customers", "id")).apply(shop).references == ()
    assert Drop(Subject.attribute("customers", "id")).apply(shop).entity("customers").primary_key is None


def test_an_attribute_takes_along_partitioning_includes_and_discriminators(shop):
    assert Drop(Subject.attribute("orders", "placed")).apply(shop).entity("orders").partitioning is None
    assert Drop(Subject.attribute("customers", "kind")).apply(shop).generalisations[0].discriminator is None
    left = Drop(Subject.attribute("customers", "name")).apply(shop).entity("customers").indexes
    assert left == ()  # one is on it, the other carries it along


@pytest.mark.parametrize(
    "edit",
    [
        Change.of(Subject.attribute("orders", "customer_id"), nullable=True),
        Replace(Subject.attribute("orders", "customer_id"), Attribute(name="customer_id", type=parse_type("int32"))),
    ],
    ids=["change", "replace"],
)
def test_a_child_whose_attribute_becomes_optional_may_have_no_parent(shop, edit):
    after = edit.apply(shop)
    assert after.get(BUYER).parent_cardinality is Cardinality.ZERO_OR_ONE
    back = Change.of(Subject.attribute("orders", "customer_id"), nullable=False).apply(after)
    assert back.get(BUYER).parent_cardinality is Cardinality.ONE


def test_of_several_attributes_one_that_is_optional_is_enough(shop):
    composite = Reference(
        child=ORDERS,
        child_attributes=("customer_id", "total"),
        parent=QualifiedName("customers"),
        parent_attributes=("id", "name"),
        parent_cardinality=Cardinality.ZERO_OR_ONE,
    )
    subject = Subject.reference(composite)
    one = Batch((Add(composite), Change.of(Subject.attribute("orders", "customer_id"), nullable=True))).apply(shop)
    one = Change.of(Subject.attribute("orders", "customer_id"), nullable=False).apply(one)
    assert one.get(subject).parent_cardinality is Cardinality.ZERO_OR_ONE  # total is still optional
    both = Change.of(Subject.attribute("orders", "total"), nullable=False).apply(one)
    assert both.get(subject).parent_cardinality is Cardinality.ONE


def test_attributes_of_a_primary_key_are_required_and_so_are_parents(shop):
    optional = Change.of(Subject.attribute("orders", "customer_id"), nullable=True).apply(shop)
    keyed = SetPrimaryKey(ORDERS, Key(attributes=("id", "customer_id"))).apply(optional)
    assert keyed.get(BUYER).parent_cardinality is Cardinality.ONE


def test_what_was_said_of_a_reference_stays_when_other_things_change(shop):
    said = Change.of(BUYER, parent_cardinality=Cardinality.ZERO_OR_ONE).apply(shop)
    after = Change.of(Subject.attribute("orders", "customer_id"), note="Who pays.").apply(said)
    assert after.references is said.references
    after = Change.of(Subject.attribute("orders", "total"), nullable=False).apply(said)
    assert after.get(BUYER).parent_cardinality is Cardinality.ZERO_OR_ONE
