"""Renaming: everything that mentions a name follows it, and bindings keep the way to the data."""

import pytest

from workbench.model import AccessPattern, AttributeBinding, QualifiedName, Subject, View, parse_type
from workbench.model.edits import Add, Batch, Change, Rename
from workbench.model.rename import changed, changed_all
from workbench.model.types import EnumOf

PEOPLE = QualifiedName("people", "crm")


def test_an_entity_takes_everything_that_mentions_it_along(shop):
    after = Rename(Subject.entity("customers"), "crm.people").apply(shop)
    assert [e.name for e in after.entities] == [PEOPLE, QualifiedName("orders"), QualifiedName("firms")]
    assert {r.parent for r in after.references} == {PEOPLE}
    assert after.generalisations[0].parent == PEOPLE
    assert after.areas[0].entities == (PEOPLE, QualifiedName("orders"))
    assert after.views[0].sql == "SELECT people.name FROM people JOIN orders ON customer_id = 1"
    assert after.entity(PEOPLE).source == "customers"
    assert after.entity("orders") is shop.entity("orders")
    assert after.patterns is shop.patterns


def test_an_attribute_takes_everything_that_mentions_it_along(shop):
    after = Rename(Subject.attribute("customers", "mail"), "e mail").apply(shop)
    customers = after.entity("customers")
    assert customers.attribute("e mail").column == "mail"
    assert customers.keys[0].attributes == ("e mail",)
    assert customers.indexes[0].parts[1].expression == 'lower("e mail")'
    assert customers.indexes[1].where == '"e mail" IS NOT NULL'
    assert [c.expression for c in customers.checks] == ["\"e mail\" LIKE '%@%'", "name <> 'mail'"]
    assert after.entity("orders") is shop.entity("orders")
    assert after.references is shop.references


def test_an_attribute_at_either_end_of_a_reference_is_renamed_there(shop):
    after = Rename(Subject.attribute("customers", "id"), "number").apply(shop)
    assert [str(r) for r in after.references] == [
        "orders(customer_id) → customers(number)",
        "firms(id) → customers(number)",
    ]
    assert after.entity("customers").primary_key.attributes == ("number",)
    assert after.entity("firms").attribute("id") is not None  # its own id has nothing to do with it


def test_generated_attributes_partitions_and_discriminators_follow(shop):
    batch = Batch(
        (
            Rename(Subject.attribute("orders", "total"), "net"),
            Rename(Subject.attribute("orders", "placed"), "placed_at"),
            Rename(Subject.attribute("customers", "kind"), "sort"),
        )
    )
    after = batch.apply(shop)
    assert after.attribute("orders", "gross").generated.expression == "net * 1.2"
    assert after.entity("orders").partitioning.attributes == ("placed_at",)
    assert after.generalisations[0].discriminator == "sort"


def test_included_attributes_of_an_index_follow(shop):
    after = Rename(Subject.attribute("customers", "name"), "label").apply(shop)
    assert after.entity("customers").indexes[1].include == ("label",)
    assert after.entity("customers").indexes[0].attributes == ("label",)


def test_a_view_follows_only_where_the_name_can_mean_nothing_else(shop):
    both = View(name=QualifiedName("both"), sql="SELECT id FROM customers JOIN orders USING (id)")
    one = View(name=QualifiedName("one"), sql="SELECT id, 'id' FROM customers")
    often = AccessPattern(name=QualifiedName("often"), sql=one.sql)
    model = Batch((Add(both), Add(one), Add(often))).apply(shop)
    after = Rename(Subject.attribute("customers", "id"), "number").apply(model)
    sql = {node.name.name: node.sql for node in (*after.views, *after.patterns)}
    assert sql["often"] == sql["one"]
    assert sql["both"] == both.sql
    assert sql["one"] == "SELECT number, 'id' FROM customers"


def test_renaming_there_and_back_leaves_the_model_as_it_was(shop):
    there = Rename(Subject.attribute("customers", "mail"), "e mail").apply(shop)
    assert Rename(Subject.attribute("customers", "e mail"), "mail").apply(there) == shop
    there = Rename(Subject.entity("customers"), "crm.people").apply(shop)
    assert Rename(Subject.entity(PEOPLE), "customers").apply(there) == shop


def test_the_way_to_the_data_survives_many_renames(shop):
    model = shop
    for old, new in [("mail", "a"), ("a", "b"), ("b", "c")]:
        model = Rename(Subject.attribute("customers", old), new).apply(model)
    for old, new in [("customers", "x"), ("x", "s.y"), ("s.y", "z")]:
        model = Rename(Subject.entity(old), new).apply(model)
    assert (model.entity("z").source, model.attribute("z", "c").column) == ("customers", "mail")


def test_an_attribute_that_is_read_by_an_expression_needs_no_column(shop):
    bound = Change.of(Subject.attribute("customers", "mail"), binding=AttributeBinding(expression="lower(E_MAIL)"))
    after = Rename(Subject.attribute("customers", "mail"), "m").apply(bound.apply(shop))
    assert after.attribute("customers", "m").binding == AttributeBinding(expression="lower(E_MAIL)")


def test_an_enum_is_renamed_in_every_type_that_is_made_of_it(shop):
    listed = Change.of(Subject.attribute("orders", "gross"), type=parse_type("list<enum:order_status>"), generated=None)
    domain = Change.of(Subject.named("domain", "money"), type=parse_type("struct{a: enum:order_status}"))
    after = Rename(Subject.named("enum", "order_status"), "sales.state").apply(Batch((listed, domain)).apply(shop))
    assert after.attribute("orders", "status").type == EnumOf(QualifiedName("state", "sales"))
    assert str(after.attribute("orders", "gross").type) == "list<enum:sales.state>"
    assert str(after.domains[0].type) == "struct{a: enum:sales.state}"
    assert after.entity("customers") is shop.entity("customers")


def test_a_domain_is_renamed_where_attributes_belong_to_it(shop):
    after = Rename(Subject.named("domain", "money"), "amount").apply(shop)
    assert after.domains[0].name == QualifiedName("amount")
    assert after.attribute("orders", "total").domain == QualifiedName("amount")


@pytest.mark.parametrize("text", ["view:buyers", "area:sales", 'pattern:"open orders"'])
def test_other_named_nodes_are_renamed_by_themselves(shop, text):
    after = Rename(Subject.parse(text), "other").apply(shop)
    assert after.find(Subject.parse(text)) is None
    assert after.entities is shop.entities


def test_parts_are_renamed_by_giving_them_a_name(shop):
    after = Rename(Subject.check("customers", "name <> 'mail'"), "no_mail").apply(shop)
    assert after.find(Subject.check("customers", "no_mail")).expression == "name <> 'mail'"
    after = Rename(Subject.key("orders", ("id",)), "pk_orders").apply(shop)
    assert after.entity("orders").primary_key.name == "pk_orders"


def test_what_does_not_differ_stays_the_same_object(shop):
    orders = shop.entity("orders")
    assert changed(orders, note=None) is orders
    assert changed_all(shop.entities, lambda entity: entity) is shop.entities
