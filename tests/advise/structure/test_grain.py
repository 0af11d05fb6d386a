"""Grain: what one row stands for."""

from __future__ import annotations

import pytest

from tests.advise.measured import model, reference
from tests.advise.tables import entity
from workbench.advise.structure.grain import grain, grain_sentence, proposed_keys
from workbench.facts import Facts, TableFacts, Unique, UniqueFact
from workbench.findings import Finding
from workbench.model.edits import SetPrimaryKey
from workbench.model.nodes import Key
from workbench.model.subjects import Subject

ORDERS = entity("orders", "id int64", key="id")
PRODUCTS = entity("products", "id int64", key="id")


@pytest.mark.parametrize(
    ("one", "references", "said"),
    [
        (entity("order_items", "order_id int64", "product_id int64", key="order_id product_id"),
         [("order_id", "orders"), ("product_id", "products")], "order and product"),
        (entity("sales", "product_id int64", "day date", "hour int64", key="product_id day hour"),
         [("product_id", "products")], "product, day and hour"),
        (entity("lines", "product_id int64", "line_no int64", "no int64", key="product_id line_no no"),
         [("product_id", "products")], "product, line number and no"),
        (entity("parts", "whole_id int64", "part_id int64", key="whole_id part_id"),
         [("whole_id", "products"), ("part_id", "products")], "whole id and part id"),
        (entity("product_texts", "product_id int64", key="product_id"), [("product_id", "products")],
         "product, where there is one"),
        (entity("categories", "category_id int64", key="category_id"), [], "category"),
        (entity("log", "at timestamp"), [], None),
    ],
)  # fmt: skip
def test_grain(one, references, said):
    ends = [reference(str(one.name), name, parent, "id") for name, parent in references]
    assert grain(model(ORDERS, PRODUCTS, one, references=ends), one) == said


TEXTS = entity("product_texts", "product_id int64", key="product_id")
LOG = entity("log", "at timestamp", "host text")


def facts(one, rows, answers=None):
    table = TableFacts(table=one.source, origin="x.csv", rows=rows)
    return Facts({table.table: table}, answers or {})


def test_a_part_has_at_most_one_row():
    of = model(PRODUCTS, TEXTS, references=[reference("product_texts", "product_id", "products", "id")])
    assert grain_sentence(of, TEXTS) == "At most one row per product"


@pytest.mark.parametrize(
    ("distinct", "said"),
    [(10, "One row per order"), (9, "One row per order, but 1 of 10 repeats another"),
     (7, "One row per order, but 3 of 10 repeat another")],
)  # fmt: skip
def test_rows_that_repeat_a_key_are_told(distinct, said):
    question = Unique("orders", ("id",))
    known = facts(ORDERS, 10, {question: UniqueFact(question=question, rows=10, distinct=distinct, nulls=0)})
    assert grain_sentence(model(ORDERS), ORDERS, known) == said


def test_without_a_key_rows_may_repeat_unless_one_is_proposed():
    whole = model(LOG)
    assert grain_sentence(whole, LOG) == grain_sentence(whole, LOG, facts(LOG, 5)) == "No key: rows may repeat"
    assert grain_sentence(whole, LOG, facts(LOG, 0)) == "No key known: there are no rows"
    keys = [(Key(attributes=("at",)), 0.4), (Key(attributes=("at", "host")), 0.6)]
    found = [
        Finding("KEY-001-primary-key", "advice", Subject.key(LOG.name, key.attributes), "Is a key.",
                edits=(SetPrimaryKey(LOG.name, key),), confidence=sure)
        for key, sure in keys
    ]  # fmt: skip
    assert grain_sentence(whole, LOG, proposed=proposed_keys(found)) == "Probably one row per at and host"
