"""Indexes on references and on the time of large tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Q
from workbench.advise.indexes.access import LARGE_ROWS, judge
from workbench.facts import Facts, TableFacts
from workbench.formats.dbml import read_dbml
from workbench.model import Index, IndexPart, Subject
from workbench.model.edits import Add

TEXT = """
Table customers { id int [pk] }
Table orders { id int [pk]
 customer_id int [ref: > customers.id]
 ordered_at timestamp
 paid_on date }
"""


def facts(rows):
    return Facts({name: TableFacts(table=name, origin=f"{name}.csv", rows=rows) for name in ("customers", "orders")})


def labels(rows=10, text=TEXT, model=None):
    return [(f.code, f.subject) for f in judge(facts(rows), model or read_dbml(text))]


REFERENCE = ("IDX-001-reference", Subject.index("orders", "customer_id"))
TIME = ("IDX-002-time", Subject.index("orders", "ordered_at"))


def test_a_reference_needs_an_index_and_a_large_table_one_on_its_first_time():
    assert labels() == [REFERENCE]
    assert labels(LARGE_ROWS - 1) == [REFERENCE]
    assert labels(LARGE_ROWS) == [REFERENCE, TIME]
    (finding,) = judge(facts(10), read_dbml(TEXT))
    assert finding.edits == (Add(Index(parts=(IndexPart(attribute="customer_id"),)), Q("orders")),)
    assert finding.evidence.status == "not tried: no workload is known"
    assert finding.message == (
        "Needs an index on customer_id: Deleting or joining a row of customers looks for its rows here."
    )


@pytest.mark.parametrize(
    "change",
    [
        ("customer_id int [", "customer_id int [unique, "),
        ("paid_on date }", "paid_on date\n indexes { (customer_id, paid_on) } }"),
        ("id int [pk]\n customer_id int [", "id int\n customer_id int [pk, "),
    ],
)
def test_what_a_key_or_index_begins_with_needs_no_other(change):
    assert labels(text=TEXT.replace(*change)) == []


def test_an_index_on_some_rows_or_with_another_first_part_does_not_serve():
    model = read_dbml(TEXT.replace("paid_on date }", "paid_on date\n indexes { (paid_on, customer_id) } }"))
    assert labels(model=model) == [REFERENCE]
    orders = model.entity("orders")
    partial = replace(orders, indexes=(Index(parts=(IndexPart(attribute="customer_id"),), where="id > 1"),))
    assert labels(model=replace(model, entities=(model.entities[0], partial))) == [REFERENCE]


def test_without_data_a_reference_still_needs_its_index():
    assert [f.code for f in judge(Facts(), read_dbml(TEXT))] == ["IDX-001-reference"]
