"""Model: look-ups, addresses, and nodes shared between models."""

from dataclasses import fields, replace

import pytest

from workbench.errors import ModelError, UnknownNameError
from workbench.model import Attribute, Entity, Model, QualifiedName, Subject
from workbench.model.model import CLASSES, PART_CLASSES, PARTS, TUPLES, parts_of, subject_of


def test_nodes_are_found_by_what_people_type(shop):
    assert shop.entity("orders").attribute("total").name == "total"
    assert shop.attribute("orders", "total") is shop.entity(QualifiedName("orders")).attribute("total")
    assert [str(r) for r in shop.references_from(QualifiedName("orders"))] == ["orders(customer_id) → customers(id)"]
    assert len(shop.references_to(QualifiedName("customers"))) == 2
    assert shop.references_to(QualifiedName("nothing")) == ()


@pytest.mark.parametrize(
    ("entity", "attribute", "error"),
    [
        ("order", "id", "There is no entity 'order'. Did you mean 'orders'? Known: customers, firms, orders."),
        (
            "orders",
            "Total",
            "There is no attribute of orders 'Total'. Did you mean 'total'? Known: customer_id,",
        ),
    ],
)
def test_what_is_not_there_comes_with_the_nearest(shop, entity, attribute, error):
    with pytest.raises(UnknownNameError) as caught:
        shop.attribute(entity, attribute)
    assert str(caught.value).startswith(error)


def test_every_node_is_found_by_its_own_address(shop):
    for name in TUPLES.values():
        for node in getattr(shop, name):
            assert shop.find(subject_of(node)) is node
    for entity in shop.entities:
        for part in parts_of(entity):
            assert shop.find(subject_of(part, entity)) is part
            assert shop.get(subject_of(part, entity.name)) is part
    assert shop.find(Subject.model()) is shop


def test_addresses_in_the_shop_are_all_different(shop):
    nodes = [subject_of(node) for name in TUPLES.values() for node in getattr(shop, name)]
    parts = [subject_of(part, entity) for entity in shop.entities for part in parts_of(entity)]
    assert len(nodes) + len(parts) == len({*nodes, *parts})


@pytest.mark.parametrize(
    "text",
    ["entity:nothing", "attribute:orders.nothing", "attribute:nothing.id", "key:orders(total)", "index:orders[x]",
     "check:orders[x]", "reference:orders(id)->firms(id)", "enum:nothing", "source:orders", "generalisation:orders"],
)  # fmt: skip
def test_what_is_not_there_is_none_and_an_error_when_it_must_be(shop, text):
    subject = Subject.parse(text)
    assert shop.find(subject) is None
    with pytest.raises((ModelError, UnknownNameError), match="no"):
        shop.get(subject)


def test_an_address_without_a_node_is_named_in_the_error(shop):
    with pytest.raises(ModelError) as caught:
        shop.get(Subject.parse("index:orders[by date]"))
    assert str(caught.value) == "The model holds no index:orders[by date]."


def test_replacing_one_entity_shares_all_the_others(shop):
    orders = replace(shop.entity("orders"), note="Sales.")
    after = shop.with_entity(orders)
    assert after.entity("orders") is orders
    assert after.entity("customers") is shop.entity("customers")
    assert after.references is shop.references
    with pytest.raises(UnknownNameError):
        shop.with_entity(Entity(name=QualifiedName("nothing")))


def test_look_ups_of_a_new_model_are_its_own(shop):
    assert "extra" not in {name.name for name in shop.entities_by_name}
    after = replace(shop, entities=(*shop.entities, Entity(name=QualifiedName("extra"))))
    assert after.entity("extra").name.name == "extra"
    assert after == replace(shop, entities=after.entities)


def test_two_models_of_the_same_content_are_equal_and_a_looked_up_one_too(shop):
    twin = Model(**{item.name: getattr(shop, item.name) for item in fields(shop)})
    shop.entity("orders")
    assert twin == shop


def test_the_tables_of_kinds_cover_every_tuple_of_a_model_and_of_an_entity():
    assert set(TUPLES.values()) == {item.name for item in fields(Model) if item.name not in _OWN}
    assert set(TUPLES) == set(CLASSES)
    assert set(PARTS) == set(PART_CLASSES)
    assert {*PARTS.values(), "primary_key"} < {item.name for item in fields(Entity)}


_OWN = {"name", "note", "properties"}


def test_equal_attributes_of_different_entities_have_different_addresses():
    one = Attribute(name="id")
    assert subject_of(one, QualifiedName("a")) != subject_of(one, QualifiedName("b"))
