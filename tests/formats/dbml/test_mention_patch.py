"""Mention patch: dependencies, records and views follow the model, so that others still read the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.changed_lines import changed_lines, edited_at_random
from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml import Document, diagnose, patch
from workbench.model import Attribute, QualifiedName, Subject
from workbench.model.edits import Add, Drop, Move, Rename

TEXT = """\
Table customers as C {
  id int [pk]
  name text
  boss int [dep: <- customers.id]
  records {
    1, 'Ann', null
    2, 'Bob', 1   // the second
  }
}
Table sales.orders [dep: -> C] {
  id int [pk]
  customer_id int [note: 'who', dep: -> C.id]
  total int
  records (id, total) {
    1, 10
  }
}
Table notes {
  id int
}
Ref: sales.orders.customer_id > C.id
TableGroup g {
  C
  notes
}
Dep load {
  sales.orders.total -> C.boss
  sales.orders.id -> C.name   // odd
}
Dep: notes -> sales.orders
Records C(name, id) {
  'Eve', 3
}
Records notes(id) {
  1
}
DiagramView all {
  Tables {
    C   // people
    sales.orders
    notes
  }
  TableGroups {
    g
  }
}
"""
TEXT = TEXT.replace("Records C(name, id) {\n  'Eve', 3\n}\n", "")  # a table has records once
CUSTOMERS, ORDERS = Subject.entity("customers"), Subject.entity("sales.orders")


def column(table, name):
    return Subject.attribute(table, name)


CASES = [
    (Rename(column("notes", "id"), "note id"), """\
-  id int
+  "note id" int [wb_source: 'id']
-Records notes(id) {
+Records notes("note id") {
"""),
    (Rename(ORDERS, "orders"), """\
-Table sales.orders [dep: -> C] {
+Table orders [dep: -> C] {
-Ref: sales.orders.customer_id > C.id
+Ref: orders.customer_id > C.id
-  sales.orders.total -> C.boss
-  sales.orders.id -> C.name   // odd
+  orders.total -> C.boss
+  orders.id -> C.name   // odd
-Dep: notes -> sales.orders
+Dep: notes -> orders
-    sales.orders
+    orders
"""),
    (Drop(column("customers", "name")), """\
-  name text
-  records {
-    1, 'Ann', null
-    2, 'Bob', 1   // the second
+  records (id, boss) {
+    1, null
+    2, 1   // the second
-  sales.orders.id -> C.name   // odd
"""),
    (Drop(column("sales.orders", "total")), """\
-  total int
-  records (id, total) {
-    1, 10
+  records (id) {
+    1
-  sales.orders.total -> C.boss
"""),
    (Add(Attribute(name="email"), QualifiedName("customers")), """\
-  records {
+  email text
+  records (id, name, boss) {
"""),
    (Move(column("customers", "name"), 0), """\
+  name text
-  name text
-  records {
+  records (id, name, boss) {
"""),
    (Drop(Subject.entity("notes")), """\
-Table notes {
-  id int
-}
-  notes
-Dep: notes -> sales.orders
-Records notes(id) {
-  1
-}
-    notes
"""),
    (Rename(Subject("area", QualifiedName("g")), "h"), """\
-TableGroup g {
+TableGroup h {
-    g
+    h
"""),
    (Rename(column("customers", "boss"), "manager"), """\
-  boss int [dep: <- customers.id]
+  manager int [dep: <- customers.id, wb_source: 'boss']
-  sales.orders.total -> C.boss
+  sales.orders.total -> C.manager
"""),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "lines"), CASES, ids=[str(edit) for edit, _ in CASES])
def test_only_what_is_said_otherwise_changes(edit, lines):
    assert changed_lines(TEXT, edit) == lines


def test_what_depended_on_a_table_that_is_gone_says_so_no_more():
    document = Document.of(TEXT)
    after = Drop(CUSTOMERS).apply(document.model)
    text = patch(document, document.model, after).text
    assert "C.id" not in text
    assert "dep: -> C" not in text
    assert "  customer_id int [note: 'who']\n" in text
    assert "Dep load" not in text
    assert oracle().ask(text)[0] == []


@given(st.data())
def test_the_official_parser_reads_the_text_after_any_edits(data):
    assert oracle().ask(TEXT)[0] == []
    for changed in edited_at_random(data, Document.of(TEXT)):
        if not diagnose(changed.text):
            assert oracle().ask(changed.text)[0] == [], changed.text
        else:  # an edit of the model itself may leave names that stand for nothing: an enum, a column of a key
            told = [d.message for d in diagnose(changed.text)]
            assert all(
                "enum" in message or "There is no column" in message or "value" in message for message in told
            ), told
