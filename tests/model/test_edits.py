"""Edits: seven verbs for every kind of node, each a value that happens whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench.errors import ModelError, UnknownNameError, WorkbenchError
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
    Subject,
)
from workbench.model.edits import Add, Batch, Change, Drop, Move, Rename, Replace, SetPrimaryKey, flatten
from workbench.model.model import PARTS, TUPLES, parts_of, subject_of

ORDERS = QualifiedName("orders")


def names_of(model, entity=None, field="entities"):
    nodes = getattr(model.entity(entity) if entity else model, field)
    return [str(getattr(node, "name", node)) for node in nodes]


@given(st.data())
def test_an_edit_leaves_the_model_before_as_it_was_and_shares_what_it_does_not_touch(data):
    before = data.draw(models(max_entities=2))
    edit = data.draw(edits(before))
    twin = Model(**{name: getattr(before, name) for name in Model.__dataclass_fields__})
    try:
        after = edit.apply(before)
    except WorkbenchError:
        after = before
    assert before == twin
    owner = getattr(edit, "within", None) or getattr(edit, "entity", None) or edit.subject.name
    for entity in before.entities:
        mentioned = [e for r in before.references for e in (r.child, r.parent) if owner in (r.child, r.parent)]
        now = after.entities_by_name.get(entity.name)
        if now is not None and entity.name != owner and entity.name not in mentioned and edit.subject.kind != "enum":
            assert now is entity


@pytest.mark.parametrize("position", [None, 0, 1, 99, -5])
def test_a_node_is_added_at_its_place_or_the_nearest(shop, position):
    after = Add(Entity(name=QualifiedName("new")), None, position).apply(shop)
    expected = ["customers", "orders", "firms"]
    expected.insert(len(expected) if position is None else max(0, position), "new")
    assert names_of(after) == expected


def test_parts_are_added_within_their_entity(shop):
    batch = Batch(
        (
            Add(Attribute(name="note"), ORDERS, 1),
            Add(Key(attributes=("note",)), ORDERS),
            Add(Index(parts=(IndexPart(attribute="note"),), name="ix"), ORDERS),
            Add(Check(expression="note <> ''"), ORDERS),
        )
    )
    orders = batch.apply(shop).entity("orders")
    assert [a.name for a in orders.attributes][:3] == ["id", "note", "customer_id"]
    assert (orders.keys[0].attributes, orders.indexes[0].name, orders.checks[0].expression) == (
        ("note",), "ix", "note <> ''"
    )  # fmt: skip


@pytest.mark.parametrize("kind", [*TUPLES, *PARTS])
def test_every_kind_of_node_can_be_dropped_and_put_back(shop, kind):
    if kind in PARTS:
        owner, node = next((e.name, n) for e in shop.entities for n in getattr(e, PARTS[kind]))
    else:
        owner, node = None, getattr(shop, TUPLES[kind])[0]
    subject = subject_of(node, owner)
    after = Drop(subject).apply(shop)
    assert after.find(subject) is None
    assert Add(node, owner, 0).change(after).find(subject) == node


@pytest.mark.parametrize("kind", [*TUPLES, *PARTS])
def test_every_kind_of_node_can_be_changed_in_its_place(shop, kind):
    owner = QualifiedName("customers") if kind in PARTS else None
    nodes = getattr(shop.entity(owner), PARTS[kind]) if owner else getattr(shop, TUPLES[kind])
    subject = subject_of(nodes[-1], owner)
    after = Change.of(subject, note="Said.").apply(shop)
    assert after.get(subject).note == "Said."
    now = getattr(after.entity(owner), PARTS[kind]) if owner else getattr(after, TUPLES[kind])
    assert [n.note for n in now] == [None] * (len(nodes) - 1) + ["Said."]


def test_the_model_itself_is_changed_but_not_its_nodes(shop):
    after = Replace(Subject.model(), Model(name="market", note="New.", entities=())).apply(shop)
    assert (after.name, after.note, after.entities) == ("market", "New.", shop.entities)
    assert Rename(Subject.model(), "market").apply(shop).name == "market"


def test_a_node_is_moved_to_its_place_or_the_nearest(shop):
    assert names_of(Move(Subject.entity("firms"), 0).apply(shop)) == ["firms", "customers", "orders"]
    assert names_of(Move(Subject.entity("customers"), 99).apply(shop)) == ["orders", "firms", "customers"]
    after = Move(Subject.attribute("orders", "total"), 1).apply(shop)
    assert names_of(after, "orders", "attributes")[:3] == ["id", "total", "customer_id"]


def test_a_primary_key_absorbs_an_alternate_key_over_the_same_attributes(shop):
    after = SetPrimaryKey(QualifiedName("customers"), Key(attributes=("mail",))).apply(shop).entity("customers")
    assert (after.primary_key.attributes, after.keys) == (("mail",), ())
    assert after.attribute("mail").nullable is False


def test_dropping_and_replacing_the_primary_key_by_its_address(shop):
    key = Subject.key("orders", ("id",))
    assert Drop(key).apply(shop).entity("orders").primary_key is None
    wider = Replace(key, Key(attributes=("id", "placed"))).apply(shop).entity("orders")
    assert wider.primary_key.attributes == ("id", "placed")
    assert wider.attribute("placed").nullable is False
    assert SetPrimaryKey(ORDERS, None).apply(shop).entity("orders").primary_key is None


def test_an_address_may_change_with_a_replacement_where_it_is_made_of_the_content(shop):
    check = Subject.check("customers", "name <> 'mail'")
    after = Replace(check, Check(expression="name <> ''")).apply(shop)
    assert after.find(check) is None
    assert after.find(Subject.check("customers", "name <> ''")) is not None


def test_a_change_is_made_to_the_node_as_it_is_at_that_time(shop):
    subject = Subject.attribute("orders", "total")
    after = Batch((Change.of(subject, unit="EUR"), Change.of(subject, nullable=False))).apply(shop)
    assert (after.get(subject).unit, after.get(subject).nullable) == ("EUR", False)


def test_a_batch_is_all_or_nothing(shop):
    batch = Batch((Drop(Subject.entity("firms")), Drop(Subject.entity("nothing"))), label="clean up")
    with pytest.raises(UnknownNameError, match="There is no entity 'nothing'"):
        batch.apply(shop)
    assert names_of(shop) == ["customers", "orders", "firms"]
    assert str(batch) == "clean up"


def test_each_edit_of_a_batch_sees_what_the_ones_before_it_did(shop):
    batch = Batch(
        (
            Add(Enum(name=QualifiedName("e"), values=(EnumValue(name="a"),))),
            Rename(Subject.named("enum", "e"), "f"),
            Drop(Subject.named("enum", "f")),
        )
    )
    assert batch.apply(shop) == shop


def test_batches_are_opened_in_order():
    a, b, c = (Drop(Subject.entity(name)) for name in "abc")
    assert flatten([a, Batch((b, Batch((c,))))]) == (a, b, c)


def test_a_kind_that_is_no_node_of_its_own_can_only_be_changed(shop):
    with pytest.raises(ModelError, match="can be replaced, but not added, dropped or moved"):
        Drop(Subject.model()).apply(shop)


def test_replacing_a_node_by_one_of_another_kind_is_refused(shop):
    with pytest.raises(ModelError, match=r"orders is not of the kind attribute, but entity\."):
        Replace(Subject.entity("orders"), Attribute(name="a")).apply(shop)


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (Add(Attribute(name="a"), ORDERS), "add attribute orders.a"),
        (Drop(Subject.entity("orders")), "drop entity orders"),
        (Replace(Subject.entity("orders"), Entity(name=ORDERS)), "change entity orders"),
        (Rename(Subject.entity("orders"), "sales"), "rename entity orders to sales"),
        (Rename(Subject.model(), "shop"), "rename the model to shop"),
        (Move(Subject.entity("orders"), 0), "move entity orders to place 1"),
        (SetPrimaryKey(ORDERS, Key(attributes=("a", "b"))), "set primary key of orders to a, b"),
        (SetPrimaryKey(ORDERS, None), "set primary key of orders to nothing"),
        (Batch((Drop(Subject.entity("a")), Drop(Subject.entity("b")))), "drop entity a; drop entity b"),
        (Batch(()), "nothing"),
    ],
)
def test_edits_read_as_people_say_them(edit, text):
    assert str(edit) == text


@pytest.mark.parametrize(
    ("edit", "subject"),
    [
        (Rename(Subject.entity("orders"), "s.sales"), "entity:s.sales"),
        (Rename(Subject.attribute("orders", "a"), "b c"), 'attribute:orders."b c"'),
        (Rename(Subject.index("orders", "ix"), "by date"), "index:orders[by date]"),
        (Rename(Subject.key("orders", ("a",)), "uq"), "key:orders(a)"),
        (Rename(Subject.named("enum", "e"), "f"), "enum:f"),
        (Rename(Subject.model(), "x"), "model"),
    ],
)
def test_the_address_after_a_rename(edit, subject):
    assert str(edit.renamed) == subject


def test_parts_of_an_entity_are_all_its_parts(shop):
    customers = shop.entity("customers")
    assert len(parts_of(customers)) == 4 + 2 + 2 + 2
