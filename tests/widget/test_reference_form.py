import pytest

from workbench.model import Cardinality, QualifiedName, Subject
from workbench.session import Session
from workbench.widget.editor import Editor

TEXT = """Table customers { id int64 [pk] }
Table orders {
  id int64 [pk]
  customer_id int64
}
Table lines {
  order_id int64
  line int16
  indexes { (order_id, line) [pk] }
}
Table deliveries {
  order_id int64 [not null, unique]
  line int16
}
"""


@pytest.fixture
def session():
    return Session.of_text(TEXT)


@pytest.fixture
def form(session):
    editor = Editor(session, diagram=lambda model: "<svg/>")
    yield editor.references
    editor.close()


def join(form, child, parent):
    form.child.value, form.parent.value = QualifiedName(child), QualifiedName(parent)


def test_the_attribute_named_after_the_parent_is_found_and_says_how_many_parents(form, session):
    join(form, "orders", "customers")
    assert form.pairs.value == (("customer_id", "id"),)
    assert form.parent_cardinality.value is Cardinality.ZERO_OR_ONE  # customer_id may be empty
    form.child_cardinality.value = Cardinality.ONE_OR_MORE
    form.on_delete.value = "cascade"
    form.submit()
    (reference,) = session.model.references
    assert str(reference) == "orders(customer_id) → customers(id)"
    assert (reference.parent_cardinality.value, reference.child_cardinality.value, reference.on_delete) == (
        "0..1",
        "1..*",
        "cascade",
    )
    assert form.picked == Subject.reference(reference)


def test_a_unique_attribute_lets_a_parent_have_one_child(form):
    join(form, "deliveries", "orders")
    assert form.pairs.value == (("order_id", "id"),)
    assert (form.parent_cardinality.value, form.child_cardinality.value) == (Cardinality.ONE, Cardinality.ZERO_OR_ONE)


def test_a_composite_key_is_joined_pair_by_pair(form, session):
    join(form, "deliveries", "lines")
    assert form.pairs.value == (("order_id", "order_id"), ("line", "line"))
    form.submit()
    assert str(session.model.references[0]) == "deliveries(order_id, line) → lines(order_id, line)"


def test_a_missing_attribute_is_made_in_the_same_step(form, session):
    join(form, "customers", "orders")
    assert form.pairs.rows[0][0].label == "+ new: order_id"
    form.parent_cardinality.value = Cardinality.ZERO_OR_ONE
    form.submit()
    attribute = session.model.attribute("customers", "order_id")
    assert (str(attribute.type), attribute.nullable) == ("int64", True)
    assert str(session.model.references[0]) == "customers(order_id) → orders(id)"
    assert session.undo_label == "add reference customers(order_id) → orders(id)"
    session.undo()
    assert session.text == TEXT


def test_an_entity_may_refer_to_itself(form, session):
    join(form, "customers", "customers")
    form.submit()
    assert str(session.model.references[0]) == "customers(parent_id) → customers(id)"


def test_a_reference_is_changed_at_both_ends_and_dropped(form, session):
    join(form, "orders", "customers")
    form.submit()
    form.on_delete.value = "set null"
    form.submit()
    assert session.model.references[0].on_delete == "set null"
    join(form, "deliveries", "orders")
    form.submit()
    assert [str(reference) for reference in session.model.references] == ["deliveries(order_id) → orders(id)"]
    assert form.picked == Subject.reference(session.model.references[0])
    form.drop()
    assert session.model.references == ()


def test_a_reference_made_elsewhere_can_be_chosen_and_is_shown(form, session):
    session.set_text(TEXT + "Ref: orders.customer_id > customers.id [delete: restrict]\n")
    form.pick(Subject.reference(session.model.references[0]))
    assert (form.child.value, form.parent.value) == (QualifiedName("orders"), QualifiedName("customers"))
    assert form.on_delete.value == "restrict"
    assert not form.touched


def test_what_cannot_be_is_told(form, session):
    join(form, "orders", "customers")
    form.submit()
    form.pick(None)
    join(form, "orders", "customers")
    form.submit()
    assert "There is already a reference" in form.message.text
    session.set_text("")
    form.submit()
    assert form.message.text == "There are no entities to join. Add two entities first."
    session.set_text("Table a { x int }\nTable b { }")
    join(form, "a", "b")
    form.submit()
    assert form.message.text == "b has no attribute to refer to. Give it a key first."
