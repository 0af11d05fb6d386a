"""Identity: entities with nothing in them, and rows that nothing tells apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import entity
from workbench.advise.lint.identity import judge, rule
from workbench.facts import Facts
from workbench.model import Index, IndexPart, Key, Model

EMPTY = "Has no attributes. Add some, or drop it."
NOTHING = "Has no primary key: nothing tells its rows apart. Say which attributes do, or add one that does."
LOG = entity("größen.log", "at timestamp", "line text", "note text?")


def told(one):
    return [(f.code, f.severity, f.subject.title, f.message) for f in rule(Model(entities=(one,)), one)]


def unique(*names, **settings):
    parts = tuple(IndexPart(attribute=name) for name in names)
    return replace(LOG, indexes=(Index(parts=parts, **settings),))


def test_an_entity_without_attributes_is_told_once_and_not_for_its_key_too():
    assert told(entity("t")) == [("LINT-001-no-attributes", "warning", "t", EMPTY)]


def test_an_entity_without_a_key():
    assert told(LOG) == [("LINT-002-no-key", "warning", "größen.log", NOTHING)]


@pytest.mark.parametrize("names", ["id", "id no"])
def test_a_primary_key_is_enough(names):
    assert told(entity("t", "id int32", "no int32", key=names)) == []


@pytest.mark.parametrize(
    ("one", "names"),
    [
        (replace(LOG, keys=(Key(attributes=("line",)),)), "line tells"),
        (replace(LOG, keys=(Key(attributes=("at", "line")),)), "at and line tell"),
        (replace(LOG, keys=(Key(attributes=("note",)), Key(attributes=("at",)))), "at tells"),
        (unique("at", unique=True), "at tells"),
    ],
)
def test_another_key_of_required_attributes_tells_rows_apart(one, names):
    message = f"Has no primary key, though {names} its rows apart. Make that the primary key."
    assert told(one) == [("LINT-002-no-key", "warning", "größen.log", message)]


@pytest.mark.parametrize(
    "one",
    [
        replace(LOG, keys=(Key(attributes=("note",)),)),  # many rows may lack it
        replace(LOG, keys=(Key(attributes=("line", "note")),)),
        replace(LOG, keys=(Key(attributes=("gone",)),)),
        unique("at"),
        unique("at", unique=True, where="line <> ''"),
    ],
)
def test_a_key_that_may_be_missing_or_is_of_some_rows_only_tells_none_apart(one):
    assert [message for *_, message in told(one)] == [NOTHING]


def test_each_entity_is_judged_in_the_order_of_the_model():
    model = Model(entities=(entity("b"), entity("a", "id int32", key="id"), entity("c", "x text")))
    assert [(f.code[:8], f.subject.title) for f in judge(Facts(), model)] == [("LINT-001", "b"), ("LINT-002", "c")]
    assert list(judge(Facts(), Model())) == []
