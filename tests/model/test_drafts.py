"""Tests of drafts: what one gesture means, on models where the answer can be told by hand."""

import pytest

from workbench.errors import ModelError, UnknownNameError
from workbench.formats.dbml import read_dbml
from workbench.model import Cardinality, QualifiedName, drafts

SHOP = """
Table customers { id int64 [pk]\n name text }
Table orders { id int64 [pk]\n customer_id int64 [not null] }
Table prices { country char(2)\n product int64\n indexes { (country, product) [pk] } }
Table notes { text text }
"""


def name(text):
    return QualifiedName.of(text)


@pytest.fixture
def shop():
    return read_dbml(SHOP)


def refer(model, child, parent, *args, **fields):
    return drafts.refer(model, name(child), name(parent), *args, **fields).apply(model)


def test_a_reference_takes_the_column_that_is_named_after_the_parent(shop):
    after = refer(shop, "orders", "customers")
    [reference] = after.references
    assert str(reference) == "orders(customer_id) → customers(id)"
    assert reference.parent_cardinality is Cardinality.ONE  # the column is required
    assert reference.child_cardinality is Cardinality.ZERO_OR_MORE
    assert after.entity("orders") == shop.entity("orders")


def test_columns_that_are_missing_are_made_of_the_type_of_the_key(shop):
    after = refer(shop, "customers", "prices")
    [reference] = after.references
    assert reference.child_attributes == ("country", "product")
    assert str(after.attribute("customers", "country").type) == "char(2)"
    assert reference.parent_cardinality is Cardinality.ZERO_OR_ONE  # new columns may be empty
    assert [e for e in after.entities if e.name != name("customers")] == [
        e for e in shop.entities if e.name != name("customers")
    ]


def test_a_column_of_another_type_is_not_taken(shop):
    model = read_dbml(SHOP.replace("customer_id int64", "customer_id uuid"))
    assert refer(model, "orders", "customers").references[0].child_attributes == ("customer_id_2",)


def test_an_entity_that_refers_to_itself_gets_a_parent(shop):
    assert str(refer(shop, "customers", "customers").references[0]) == "customers(parent_id) → customers(id)"


def test_a_unique_column_has_one_child_at_most():
    model = read_dbml("Table a { id int [pk] }\nTable b { a_id int [pk] }")
    assert refer(model, "b", "a").references[0].child_cardinality is Cardinality.ZERO_OR_ONE


def test_pairs_that_a_person_chose_are_joined_as_they_are(shop):
    after = refer(shop, "orders", "customers", [(None, "name")], on_delete="cascade")
    [reference] = after.references
    assert (str(reference), reference.on_delete) == ("orders(customer_name) → customers(name)", "cascade")


def test_a_parent_without_a_key_is_refused_and_says_what_to_do(shop):
    with pytest.raises(ModelError, match=r"notes has no key to refer to\. Give it a primary key first"):
        refer(shop, "orders", "notes")
    with pytest.raises(UnknownNameError, match="'order'"):
        refer(shop, "order", "customers")


def test_a_junction_has_the_keys_of_both_and_refers_to_both(shop):
    after = drafts.junction(shop, name("orders"), name("prices")).apply(shop)
    made = after.entity("order_prices")
    assert made.primary_key.attributes == ("order_id", "country", "product")
    assert [(a.name, str(a.type), a.nullable) for a in made.attributes] == [
        ("order_id", "int64", False),
        ("country", "char(2)", False),
        ("product", "int64", False),
    ]
    assert [str(r) for r in after.references] == [
        "order_prices(order_id) → orders(id)",
        "order_prices(country, product) → prices(country, product)",
    ]
    assert {r.child_cardinality for r in after.references} == {Cardinality.ZERO_OR_MORE}


def test_a_junction_of_an_entity_with_itself_tells_both_ends_apart(shop):
    after = drafts.junction(shop, name("customers"), name("customers"), "friends").apply(shop)
    assert after.entity("friends").primary_key.attributes == ("customer_id", "customer_id_2")
    with pytest.raises(ModelError, match="notes has no primary key to join"):
        drafts.junction(shop, name("notes"), name("orders"))


def test_subtypes_share_the_key_and_a_second_one_joins_the_first(shop):
    model = drafts.subtype(shop, name("customers"), "companies").apply(shop)
    model = drafts.subtype(model, name("customers"), "orders").apply(model)  # one that is there
    [generalisation] = model.generalisations
    assert list(map(str, generalisation.children)) == ["companies", "orders"]
    assert model.entity("companies").primary_key.attributes == ("id",)
    tied = [r for r in model.references if r.parent == name("customers") and str(r.child) in ("companies", "orders")]
    assert "companies(id) → customers(id)" in map(str, tied)
    assert "orders(id) → customers(id)" in map(str, tied)
    assert all(r.child_cardinality is Cardinality.ZERO_OR_ONE for r in tied if r.child_attributes == ("id",))
    with pytest.raises(ModelError, match="companies is a subtype of customers already"):
        drafts.subtype(model, name("customers"), "companies")


def test_copies_have_free_names_and_nothing_that_only_one_can_have(shop):
    model = read_dbml(
        "Table a as x { id int64 [pk, increment]\n ID_2 int\n b_id int\n indexes { b_id [name: 'by_b'] } }\n"
        "Table b { id int64 [pk] }\nRef named: a.b_id > b.id"
    )
    copied = drafts.copy_attribute(model, name("a"), "id").apply(model)
    assert [a.name for a in copied.entity("a").attributes] == ["id", "id_3", "ID_2", "b_id"]
    assert not copied.attribute("a", "id_3").identity
    copied = drafts.copy_entity(model, name("a")).apply(model)
    twin = copied.entity("a_2")
    assert (twin.alias, twin.indexes[0].name, [a.name for a in twin.attributes]) == (None, None, ["id", "ID_2", "b_id"])
    assert [str(e.name) for e in copied.entities] == ["a", "a_2", "b"]
    assert [(str(r.child), r.name) for r in copied.references] == [("a", "named"), ("a_2", None)]
