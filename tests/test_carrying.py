"""Carrying: a name that changes in the text keeps its data, its place and what was decided about it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import models, names
from workbench.carrying import CODE
from workbench.findings import Finding
from workbench.formats.dbml import write_dbml
from workbench.model import QualifiedName, Subject
from workbench.session import Session

TEXT = """\
Table orders {
  id int [pk]
  state text
  total decimal(9,2)
}
Table customers {
  id int [pk]
  email text
}
Ref: orders.id > customers.id
"""
ORDERS, CUSTOMERS = QualifiedName("orders"), QualifiedName("customers")
STATE = Finding("ENUM-001-closed-list", "advice", Subject.attribute("orders", "state"), "Closed.")
ABOUT_ORDERS = Finding("IDX-001-reference", "advice", Subject.entity("orders"), "Index.")


@pytest.fixture
def session():
    session = Session.of_text(TEXT)
    session.place({ORDERS: (10.0, 20.0), CUSTOMERS: (300.0, 20.0)})
    session.reject([STATE, ABOUT_ORDERS], "no")
    return session


def test_a_column_that_is_sure_to_be_the_same_keeps_its_source_and_decisions(session):
    state = session.set_text(TEXT.replace("state text", "status text  // mine"))
    assert "  status text [wb_source: 'state']  // mine\n" in state.text
    assert (STATE.code, Subject.attribute("orders", "status")) in state.decisions
    assert state.label == "edit the text; orders.state is orders.status now"
    assert session.perhaps_renamed == []
    assert session.undo().text == TEXT


def test_a_table_that_is_sure_to_be_the_same_keeps_its_place_too(session):
    state = session.set_text(TEXT.replace("orders", "order"))
    assert "Table order [wb_source: 'orders'] {" in state.text
    assert dict(state.layout) == {QualifiedName("order"): (10.0, 20.0), CUSTOMERS: (300.0, 20.0)}
    assert set(state.decisions) == {
        (STATE.code, Subject.attribute("order", "state")), (ABOUT_ORDERS.code, Subject.entity("order")),
    }  # fmt: skip


def test_a_column_follows_its_table(session):
    text = TEXT.replace("orders", "order").replace("state text", "status text")
    state = session.set_text(text)
    assert "  status text [wb_source: 'state']\n" in state.text
    assert (STATE.code, Subject.attribute("order", "status")) in state.decisions


def test_what_may_be_a_rename_is_asked_and_accepting_carries_over(session):
    text = TEXT.replace("Table orders", "Table purchases").replace("orders.id", "purchases.id")
    session.set_text(text)
    assert session.text == text
    assert QualifiedName("purchases") not in session.state.layout
    [asked] = session.perhaps_renamed
    assert (asked.code, asked.subject) == (CODE, Subject.entity("purchases"))
    assert "orders is gone" in asked.message
    session.place({CUSTOMERS: (310.0, 20.0)})  # other steps in between lose nothing
    state = session.accept([asked])
    assert "Table purchases [wb_source: 'orders'] {" in state.text
    assert state.layout[QualifiedName("purchases")] == (10.0, 20.0)
    assert (ABOUT_ORDERS.code, Subject.entity("purchases")) in state.decisions
    assert session.perhaps_renamed == []
    session.undo()
    assert session.perhaps_renamed == [asked]


def test_what_is_denied_is_not_asked_again(session):
    session.set_text(TEXT.replace("Table orders", "Table purchases").replace("orders.id", "purchases.id"))
    session.reject(session.perhaps_renamed)
    assert session.perhaps_renamed == []
    assert "wb_source" not in session.text


def test_a_question_is_gone_when_the_old_name_is_back(session):
    session.set_text(TEXT.replace("Table orders", "Table purchases").replace("orders.id", "purchases.id"))
    assert session.perhaps_renamed
    session.set_text(TEXT)
    assert session.perhaps_renamed == []


def test_another_column_in_the_place_of_one_is_no_rename(session):
    session.set_text(TEXT.replace("state text", "quantity int"))
    assert "wb_source" not in session.text
    assert (STATE.code, Subject.attribute("orders", "state")) in session.state.decisions


def test_a_source_that_is_said_already_stays():
    session = Session.of_text("Table t { a int [wb_source: 'x']\n b int }")
    text = "Table t { a2 int [wb_source: 'x']\n b int }"
    assert session.set_text(text).text == text
    assert session.undo().model.entity("t").attribute("a").column == "x"


@given(models(max_entities=3), st.data())
def test_any_text_can_follow_any_other_and_undo_leads_back(model, data):
    session = Session.of_model(model)
    before = session.text
    other = data.draw(models(max_entities=3))
    after = session.set_text(write_dbml(other)).model
    assert {e.name for e in after.entities} == {e.name for e in other.entities}
    assert Session.of_text(session.text).model == after
    assert session.undo().text == before


@given(models(max_entities=3), names, st.data())
def test_a_new_name_alone_is_always_found(model, name, data):
    pairs = [(e, a) for e in model.entities for a in e.attributes if e.attribute(name) is None]
    if not pairs:
        return
    entity, attribute = data.draw(st.sampled_from(pairs))
    session = Session.of_model(model)
    kept = tuple(a if a is not attribute else replace(a, name=name) for a in entity.attributes)
    session.set_text(write_dbml(model.with_entity(replace(entity, attributes=kept))))
    found = session.model.entity(entity.name).attribute(name)
    asked = [f.subject for f in session.perhaps_renamed]
    assert found.column == attribute.column or found.binding.expression or Subject.attribute(entity.name, name) in asked
