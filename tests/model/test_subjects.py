"""Subjects: the address of anything, as one line of text that is read back, whatever the names hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import expressions, names
from workbench.errors import TextError, WorkbenchError
from workbench.model import Attribute, Check, Entity, Generalisation, Index, IndexPart, Key, QualifiedName, Reference
from workbench.model.model import Model, subject_of
from workbench.model.subjects import KINDS, Subject

HOSTILE = st.text(st.sampled_from("ab\"'.()[]->→:,; \\"), min_size=1, max_size=8).filter(lambda s: s.strip() == s)
ANY_NAME = HOSTILE | names
QUALIFIED = st.builds(QualifiedName, ANY_NAME, st.none() | HOSTILE)
SEVERAL = st.lists(ANY_NAME, min_size=1, max_size=3).map(tuple)
SUBJECTS = st.one_of(
    st.just(Subject.model()),
    st.builds(Subject.entity, QUALIFIED),
    st.builds(Subject.attribute, QUALIFIED, ANY_NAME),
    st.builds(Subject.key, QUALIFIED, SEVERAL),
    st.builds(Subject.index, QUALIFIED, ANY_NAME),
    st.builds(Subject.check, QUALIFIED, HOSTILE | expressions),
    st.builds(Subject, st.just("reference"), QUALIFIED, SEVERAL, QUALIFIED, SEVERAL),
    st.builds(Subject.named, st.sampled_from(["enum", "domain", "view", "area", "pattern", "source"]), QUALIFIED),
    st.builds(lambda name, label: Subject("generalisation", name, label=label), QUALIFIED, st.none() | ANY_NAME),
)


@given(SUBJECTS)
def test_the_text_of_a_subject_is_read_as_the_same_subject(subject):
    assert Subject.parse(str(subject)) == subject
    assert "\n" not in str(subject)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("orders", "entity:orders"),
        ('"order lines"', 'entity:"order lines"'),
        ("orders.status", "attribute:orders.status"),
        ("sales.orders.status", "attribute:sales.orders.status"),
        ("orders(a, b)", "key:orders(a, b)"),
        ("orders(customer_id)->customers(id)", "reference:orders(customer_id)->customers(id)"),
        ("orders(customer_id) → customers(id)", "reference:orders(customer_id)->customers(id)"),
        ('"a(b"', 'entity:"a(b"'),
        ("model", "model"),
        ("enum:sales.status", "enum:sales.status"),
    ],
)
def test_what_people_type_is_understood_without_a_kind(typed, text):
    assert str(Subject.parse(typed)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b.c.d",
        "index:orders",
        "index:orders[by date",
        "reference:(a)->b(c)",
        "attribute:orders",
        "key:orders(a.b)",
    ],
)
def test_what_is_no_subject_is_an_error_that_says_how_to_write_one(text):
    with pytest.raises(WorkbenchError) as caught:
        Subject.parse(text)
    assert caught.value.hint


def test_an_index_without_brackets_says_how_to_write_one():
    with pytest.raises(TextError) as caught:
        Subject.parse("index:orders")
    assert str(caught.value) == "'index:orders' is not a subject. Write it as index:entity[name]."


ORDERS = Entity(name=QualifiedName("orders", "sales"))


@pytest.mark.parametrize(
    ("node", "text", "title"),
    [
        (ORDERS, "entity:sales.orders", "sales.orders"),
        (Attribute(name="by mail"), 'attribute:sales.orders."by mail"', 'sales.orders."by mail"'),
        (Key(attributes=("a", "b")), "key:sales.orders(a, b)", "sales.orders(a, b)"),
        (Index(parts=(IndexPart(attribute="a"),), where="a > 0"), "index:sales.orders[a where a > 0]", None),
        (Index(parts=(IndexPart(attribute="a"),), name="ix"), "index:sales.orders[ix]", "sales.orders[ix]"),
        (Check(expression="a > 0"), "check:sales.orders[a > 0]", "sales.orders[a > 0]"),
        (
            Reference(child=ORDERS.name, child_attributes=("c",), parent=QualifiedName("x"), parent_attributes=("id",)),
            "reference:sales.orders(c)->x(id)",
            "sales.orders(c) → x(id)",
        ),
        (Generalisation(parent=ORDERS.name, children=()), "generalisation:sales.orders", "sales.orders"),
        (Model(), "model", "the model"),
    ],
)
def test_each_node_has_an_address_and_a_title_for_people(node, text, title):
    subject = subject_of(node, ORDERS)
    assert str(subject) == text
    assert repr(subject) == f"Subject({text!r})"
    assert title is None or subject.title == title


def test_every_kind_can_be_written_and_read():
    assert {
        Subject.parse(f"{kind}:x.y" if kind == "attribute" else f"{kind}:x[y]").kind
        for kind in KINDS
        if kind != "model"
    } == (set(KINDS) - {"model"})
