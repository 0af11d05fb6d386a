"""Reference patch: the lines and settings that say a reference, in the author's words, on the author's sides."""

import pytest

from tests.formats.dbml.changed_lines import changed_lines, patched
from workbench.formats.dbml import Document
from workbench.model import Cardinality, QualifiedName, Reference, Subject
from workbench.model.edits import Add, Batch, Change, Drop, Rename

BUYER = Subject.parse("orders(customer_id)->customers(id)")
LINES = Subject.parse("items(order_id)->orders(id)")
NOTES = Subject.parse("notes(order_id, line)->items(order_id, line)")
SKU = Subject.parse("items(sku)->products(sku)")


def reference(child, parent, **more):
    subject = Subject.parse(f"{child}->{parent}")
    return Reference(
        child=subject.name, child_attributes=subject.attributes, parent=subject.target,
        parent_attributes=subject.target_attributes, **more,
    )  # fmt: skip


CASES = [
    # -- names of tables and columns, by aliases where the author used one
    (
        Rename(Subject.entity("customers"), "people"),
        """\
-Table   customers  as C [headercolor: #AABBCC] {   // the people
+Table   people  as C [headercolor: #AABBCC, wb_source: 'customers'] {   // the people
-  customers
+  people
""",
    ),
    (
        Change.of(Subject.entity("customers"), alias=None),
        """\
-Table   customers  as C [headercolor: #AABBCC] {   // the people
+Table   customers [headercolor: #AABBCC] {   // the people
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [ref: > customers.id, note: 'who', not null] // buyer
""",
    ),
    (
        Rename(Subject.attribute("customers", "id"), "number"),
        """\
-  id    int   [primary key, increment] // key
+  number    int   [primary key, increment, wb_source: 'id'] // key
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [ref: > C.number, note: 'who', not null] // buyer
""",
    ),
    (
        Rename(Subject.attribute("items", "order_id"), "order"),
        """\
-Table items { order_id int [pk]
+Table items { order int [pk, wb_source: 'order_id']
-Ref orders_items: items.order_id > orders.id [delete: cascade] // lines
+Ref orders_items: items.order > orders.id [delete: cascade] // lines
-  items.(order_id, line) < notes.(order_id, line) [color: #123]
+  items.(order, line) < notes.(order_id, line) [color: #123]
""",
    ),
    (
        Rename(Subject.entity("orders"), "sales.orders"),
        """\
-Table orders {
+Table sales.orders {
-Ref orders_items: items.order_id > orders.id [delete: cascade] // lines
+Ref orders_items: items.order_id > sales.orders.id [delete: cascade] // lines
-  orders // hm
+  sales.orders // hm
-Dep: orders -> items
+Dep: sales.orders -> items
-Records orders(id, total) {
+Records sales.orders(id, total) {
""",
    ),
    # -- what is said of the reference itself
    (
        Change.of(LINES, on_delete="set null", on_update="cascade"),
        """\
-Ref orders_items: items.order_id > orders.id [delete: cascade] // lines
+Ref orders_items: items.order_id > orders.id [delete: set null, update: cascade] // lines
""",
    ),
    (
        Change.of(LINES, enforced=False, on_delete=None),
        """\
-Ref orders_items: items.order_id > orders.id [delete: cascade] // lines
+Ref orders_items: items.order_id > orders.id [inactive] // lines
""",
    ),
    (
        Change.of(NOTES, color=None),
        """\
-  items.(order_id, line) < notes.(order_id, line) [color: #123]
+  items.(order_id, line) < notes.(order_id, line)
""",
    ),
    (  # one to one has no sides that tell the child from the parent: the child stands on the left
        Change.of(NOTES, child_cardinality=Cardinality.ZERO_OR_ONE),
        """\
-  items.(order_id, line) < notes.(order_id, line) [color: #123]
+  notes.(order_id, line) - items.(order_id, line) [color: #123]
""",
    ),
    (
        Rename(LINES, "of_order"),
        """\
-Ref orders_items: items.order_id > orders.id [delete: cascade] // lines
+Ref of_order: items.order_id > orders.id [delete: cascade] // lines
""",
    ),
    (  # a column cannot name its reference
        Rename(BUYER, "buyer"),
        """\
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [note: 'who', not null] // buyer
+Ref buyer: orders.customer_id > customers.id
""",
    ),
    (
        Rename(SKU, "product"),
        """\
-Ref {
+Ref product {
""",
    ),
    (
        Change.of(BUYER, note="Who pays."),
        """\
+
+Metadata Table orders {
+  wb_ref_customer_id_customers_note: 'Who pays.'
+}
+
""",
    ),
    # -- gone and new
    (
        Drop(BUYER),
        """\
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [note: 'who', not null] // buyer
""",
    ),
    (Drop(LINES), "-\n-Ref orders_items: items.order_id > orders.id [delete: cascade] // lines\n"),
    (Drop(SKU), "-  // one row each\n-  items.sku - products.sku\n-}\n-Ref {\n"),
    (
        Batch((Drop(SKU), Drop(NOTES))),
        """\
-Ref {
-  // one row each
-  items.sku - products.sku
-}
-Ref {
-  items.(order_id, line) < notes.(order_id, line) [color: #123]
-}
""",
    ),
    (
        Add(reference("notes(line)", "orders(id)", parent_cardinality=Cardinality.ZERO_OR_ONE)),
        "+Ref: notes.line > orders.id\n",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), CASES, ids=[f"{place} {edit}" for place, (edit, _) in enumerate(CASES)])
def test_only_these_lines_change(shop_text, edit, expected):
    assert changed_lines(shop_text, edit) == expected


def test_a_minimum_that_dbml_8_cannot_say_makes_every_operator_strict(shop_text):
    edit = Change.of(LINES, child_cardinality=Cardinality.ONE_OR_MORE)
    assert changed_lines(shop_text, edit) == (
        """\
+  wb_dbml: '10'
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [ref: ?> C.id, note: 'who', not null] // buyer
-  items.sku - products.sku
+  items.sku ?- products.sku
-  items.(order_id, line) < notes.(order_id, line) [color: #123]
+  items.(order_id, line) ?<? notes.(order_id, line) [color: #123]
"""
    )


def test_in_a_strict_text_only_the_operator_of_the_edited_reference_changes():
    text = "Table a { x int }\nTable b { y int [pk] }\nTable c { z int [ref: ?>? b.y] }\nRef: a.x ?> b.y // why\n"
    assert Document.of(text).scope.strict
    subject = Subject.parse("a(x)->b(y)")
    assert patched(text, Change.of(subject, child_cardinality=Cardinality.ONE_OR_MORE)) == text.replace("?> b", "> b")
    assert patched(text, Change.of(subject, parent_cardinality=Cardinality.ZERO_OR_ONE)) == text.replace(
        "?> b", "?>? b"
    )
    turned = Change.of(Subject.parse("c(z)->b(y)"), child_cardinality=Cardinality.ONE)
    assert patched(text, turned) == text.replace("?>? b", "-? b")


def test_the_last_question_mark_may_go_because_the_text_then_says_that_it_is_strict():
    text = "Table a { x int }\nTable b { y int [pk] }\nRef: a.x ?> b.y\n"
    after = patched(text, Change.of(Subject.parse("a(x)->b(y)"), child_cardinality=Cardinality.ONE_OR_MORE))
    assert after == "Project {\n  wb_dbml: '10'\n}\n\n" + text.replace("?>", ">")


def test_a_column_at_the_parents_end_may_say_the_reference():
    text = "Table a { id int [pk, ref: < b.a_id] // mine\n}\nTable b { a_id int\n}\n"
    assert patched(text, Rename(Subject.attribute("b", "a_id"), "a")) == (
        "Table a { id int [pk, ref: < b.a] // mine\n}\nTable b { a int [wb_source: 'a_id']\n}\n"
    )
    named = patched(text, Rename(Subject.parse("b(a_id)->a(id)"), "fk"))
    assert named == "Table a { id int [pk] // mine\n}\nTable b { a_id int\n}\n\nRef fk: b.a_id > a.id\n"


def test_a_table_that_refers_to_itself_by_a_column_at_either_end():
    for inline in ("id int [pk]\n  boss int [ref: > t.id]", "id int [pk, ref: < t.boss]\n  boss int"):
        text = f"Table t {{\n  {inline}\n}}\n"
        assert patched(text, Rename(Subject.attribute("t", "boss"), "reports_to")) == (
            text.replace("boss int", "reports_to int")
            .replace("t.boss", "t.reports_to")
            .replace("int [ref: > t.id]", "int [ref: > t.id, wb_source: 'boss']")
            .replace("reports_to int\n", "reports_to int [wb_source: 'boss']\n")
        )


def test_whatever_used_an_alias_is_spelled_out_when_the_alias_goes():
    text = """\
Table people as P { id int [pk] }
Table a { p int [ref: > P.id] }
TableGroup g {
  P // all
  a
}
Metadata Table P { owner: 'x' }
"""
    after = text.replace("people as P", "people").replace("P.id", "people.id").replace("  P ", "  people ")
    assert patched(text, Change.of(Subject.entity("people"), alias=None)) == after.replace("Table P", "Table people")
    renamed = patched(text, Change.of(Subject.entity("people"), alias="Q"))
    assert renamed == after.replace("Table P", "Table people").replace("Table people { id", "Table people as Q { id")


def test_a_schema_that_the_author_wrote_out_stays_written_out():
    text = "Table t { id int [pk] }\nTable u { t_id int }\nRef: public.u.t_id > public.t.id\n"
    assert patched(text, Rename(Subject.attribute("u", "t_id"), "t")) == (
        "Table t { id int [pk] }\nTable u { t int [wb_source: 't_id'] }\nRef: public.u.t > public.t.id\n"
    )


def test_a_reference_that_a_partial_says_is_written_out_where_it_changes():
    text = (
        "TablePartial owned { owner int [ref: > people.id] }\n"
        "Table people { id int [pk] }\nTable a {\n  ~owned\n  x int\n}\nTable b {\n  ~owned\n}\n"
    )
    after = patched(text, Drop(Subject.parse("a(owner)->people(id)")))
    assert after == text.replace("Table a {\n  ~owned\n", "Table a {\n  owner int\n")
    renamed = patched(text, Rename(Subject.entity("people"), "persons"))
    assert renamed == text.replace("> people.id", "> persons.id").replace(
        "Table people", "Table persons [wb_source: 'people']"
    )
    gone = patched(text, Drop(Subject.entity("people")))
    assert gone == text.replace(" [ref: > people.id]", "").replace("Table people { id int [pk] }\n", "")


def test_new_references_follow_the_others_or_end_the_text():
    text = "Table a { x int }\n\nTable b { y int [pk] }\n\nTableGroup g {\n  a\n}"
    edit = Add(reference("a(x)", "b(y)", parent_cardinality=Cardinality.ZERO_OR_ONE))
    assert patched(text, edit) == "Project {\n  wb_dbml: '10'\n}\n\n" + text + "\n\nRef: a.x ?>? b.y\n"
    assert QualifiedName("a") == Document.of(text).model.entities[0].name
