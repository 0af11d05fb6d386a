"""Tests of what gestures on the canvas do."""

import pytest

from tests.widget.conftest import TEXT
from workbench.model import QualifiedName


def names(session):
    return [str(entity.name) for entity in session.model.entities]


def test_what_is_joined_copied_and_made_is_named_for_the_canvas_to_choose(page, session):
    assert page.do("canvas.junction", one="customers", other="orders") == "customer_orders"
    assert page.do("canvas.subtype", parent="customers", name="companies") == "companies"
    assert page.do("canvas.copy", entities=["customers", "orders"]) == "customers_2"
    assert names(session) == ["customers", "customers_2", "orders", "orders_2", "customer_orders", "companies"]
    for _ in range(3):
        page.do("canvas.undo")
    assert session.text == TEXT


def test_a_reference_joins_the_pairs_that_were_drawn(page, session):
    page.do("canvas.refer", child="orders", parent="orders", pairs=[[None, "id"]])
    assert str(session.model.references[1]) == "orders(parent_id) → orders(id)"
    assert "is no pair of attributes" in page.refused("canvas.refer", child="orders", parent="orders", pairs=["id"])


def test_what_goes_with_something_else_is_dropped_once(page, session):
    page.do("canvas.drop", subjects=["entity:customers", "reference:orders(customer_id)->customers(id)"])
    assert (names(session), session.model.references, session.revision) == (["orders"], (), 1)
    assert "There is no entity" in page.refused("canvas.drop", subjects=["entity:customers"])


def test_copies_go_from_one_design_to_another_as_dbml(page, session):
    text = page.ask("canvas.clip", entities=["orders", "customers"])
    assert page.do("canvas.paste", text=text) == ["customers_2", "orders_2"]
    assert str(session.model.references[1]) == "orders_2(customer_id) → customers_2(id)"
    assert "There is no table in what was copied" in page.refused("canvas.paste", text="// x")


def test_some_are_arranged_around_the_others_which_stay_where_they_are_seen(page, session):
    page.do("canvas.place", positions={"customers": [5, 6], "orders": [300.04, 7]})
    page.do("canvas.arrange", entities=["orders"], positions={"customers": [5, 6], "orders": [900, 900]})
    assert session.state.layout == {QualifiedName("customers"): (5.0, 6.0)}
    assert session.undo_label == "arrange some entities of the diagram"
    page.do("canvas.arrange")
    assert session.state.layout == {}


@pytest.mark.parametrize(
    ("positions", "message"),
    [({"orders": [1]}, "[1] is no place for 'orders'"), ({"gone": [1, 2]}, "There is no entity 'gone'")],
)
def test_places_that_are_none_are_refused(page, session, positions, message):
    assert message in page.refused("canvas.place", positions=positions)
    assert session.state.layout == {}


def test_what_was_made_here_and_is_named_has_no_former_name(page, session):
    """Data would be looked for under it."""
    page.do("canvas.edit", edits=[{"do": "add", "kind": "entity", "node": {"name": "table_1"}}])
    page.do("canvas.edit", edits=[{"do": "rename", "subject": "entity:table_1", "to": "shops"}])
    node = {"name": "column_1"}
    page.do("canvas.edit", edits=[{"do": "add", "kind": "attribute", "node": node, "within": "shops"}])
    page.do("canvas.edit", edits=[{"do": "rename", "subject": "attribute:shops.column_1", "to": "town"}])
    page.do("canvas.edit", edits=[{"do": "add", "kind": "attribute", "node": node, "within": "orders"}])
    page.do("canvas.edit", edits=[{"do": "rename", "subject": "attribute:orders.column_1", "to": "paid"}])
    assert "wb_source" not in session.text
    assert session.undo_label == "rename attribute orders.column_1 to paid"
    made = page.do("canvas.junction", one="customers", other="orders")
    page.do("canvas.edit", edits=[{"do": "rename", "subject": f"entity:{made}", "to": "visits"}])
    assert "wb_source" not in session.text
    page.do("canvas.edit", edits=[{"do": "rename", "subject": "attribute:orders.state", "to": "status"}])
    assert session.model.attribute("orders", "status").binding.column == "state", "there may be data of it"
