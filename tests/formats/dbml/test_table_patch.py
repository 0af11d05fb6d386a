"""Table patch: of a table's text, only the lines that a change concerns."""

import pytest

from tests.formats.dbml.changed_lines import changed_lines, patched
from workbench.formats.dbml import Document
from workbench.model import (
    Attribute,
    AttributeBinding,
    Check,
    EntityBinding,
    Index,
    IndexPart,
    Key,
    Properties,
    QualifiedName,
    Subject,
    parse_type,
)
from workbench.model.edits import Add, Batch, Change, Drop, Move, Rename, Replace, SetPrimaryKey

CUSTOMERS, ORDERS, ITEMS, PRODUCTS, NOTES = map(QualifiedName, "customers orders items products notes".split())


def of(text):
    return Subject.attribute(*text.split("."))


def column(name, kind="text", **more):
    return Attribute(name=name, type=parse_type(kind), **more)


CASES = [
    # -- columns
    (
        Rename(of("customers.mail"), "e mail"),
        """\
-  mail  varchar [note: "by name@host"]
+  "e mail"  varchar [note: "by name@host", wb_source: 'mail']
-    (name, mail) [name: 'ix_nm']  // composite
-    `lower(mail)` [unique]
+    (name, "e mail") [name: 'ix_nm']  // composite
+    `lower("e mail")` [unique]
""",
    ),
    (
        Rename(of("orders.total"), "amount"),
        """\
-  total decimal(10,2) [check: `total >= 0`, default: 0]
+  amount decimal(10,2) [check: `amount >= 0`, default: 0, wb_source: 'total']
-    `total < 1000000` [name: 'sane']   // a million
+    `amount < 1000000` [name: 'sane']   // a million
-Records orders(id, total) {
+Records orders(id, amount) {
""",
    ),
    (Add(column("born", "date"), CUSTOMERS, 1), "+  born date\n"),
    (Add(column("zip"), CUSTOMERS), "+  zip text\n"),
    (Add(column("first"), ORDERS, 0), "+  first text\n"),
    (
        Add(column("x"), ITEMS),
        """\
-  sku text [not null] }
+  sku text [not null]
+  x text
+}
""",
    ),
    (Add(column("x"), PRODUCTS), "+  x text\n"),
    (
        Replace(of("customers.name"), column("name", "text(30)", note="it's", nullable=False)),
        """\
-  name  varchar(20)  [ not null ,  unique ]   // full name
+  name  varchar(30)  [not null, unique, note: 'it\\'s']   // full name
""",
    ),
    (
        Change.of(of("customers.mail"), nullable=False),
        """\
-  mail  varchar [note: "by name@host"]
+  mail  varchar [note: "by name@host", not null]
""",
    ),
    (
        Change.of(of("customers.mail"), note=None),
        """\
-  mail  varchar [note: "by name@host"]
+  mail  varchar
""",
    ),
    (
        Change.of(of("customers.status"), default=None, properties=Properties({"owner": "crm"})),
        """\
-  status customer_status [default: 'new', owner: 'sales']
+  status customer_status [owner: 'crm']
""",
    ),
    (
        Change.of(of("orders.customer_id"), nullable=True),
        """\
-  customer_id int [ref: > C.id, note: 'who', not null] // buyer
+  customer_id int [ref: > C.id, note: 'who'] // buyer
""",
    ),
    (
        Change.of(of("items.sku"), type=parse_type("uuid")),
        """\
-  sku text [not null] }
+  sku uuid [not null] }
""",
    ),
    (
        Change.of(of("items.line"), note="n", binding=AttributeBinding(null_tokens=("NA", "-"), decimal_mark=",")),
        """\
-  line int pk
+  line int [pk, note: 'n', wb_decimal: ',', wb_null: 'NA | -']
""",
    ),
    (
        Drop(of("customers.name")),
        """\
-  name  varchar(20)  [ not null ,  unique ]   // full name
-    (name, mail) [name: 'ix_nm']  // composite
""",
    ),
    (
        Drop(of("items.sku")),
        """\
-  sku text [not null] }
+}
-Ref {
-  // one row each
-  items.sku - products.sku
-}
""",
    ),
    (  # the check that the column said stays in the model, so it gets a line of its own
        Drop(of("orders.total")),
        """\
-  total decimal(10,2) [check: `total >= 0`, default: 0]
+    `total >= 0`
-Records orders(id, total) {
-  1, 10.00
-  2, 20.00
+Records orders(id) {
+  1
+  2
""",
    ),
    (
        Move(of("items.sku"), 0),
        """\
-Table items { order_id int [pk]
-  line int pk
-  sku text [not null] }
+Table items { sku text [not null]
+  order_id int [pk]
+  line int pk }
""",
    ),
    (
        Move(of("customers.mail"), 1),
        """\
+  mail  varchar [note: "by name@host"]
-  mail  varchar [note: "by name@host"]
""",
    ),
    # -- keys, indexes, checks
    (
        SetPrimaryKey(ORDERS, None),
        """\
-  id int [pk]
+  id int [not null]
""",
    ),
    (
        SetPrimaryKey(NOTES, Key(attributes=("line", "order_id"))),
        """\
-  indexes { (order_id, line) [unique] }
+  indexes { (line, order_id) [pk] }
""",
    ),
    (
        Drop(Subject.key(ITEMS, ("order_id", "line"))),
        """\
-Table items { order_id int [pk]
-  line int pk
+Table items { order_id int [not null]
+  line int [not null]
""",
    ),
    (
        Add(Key(attributes=("mail",)), CUSTOMERS),
        """\
-  mail  varchar [note: "by name@host"]
+  mail  varchar [note: "by name@host", unique]
""",
    ),
    (Add(Index(parts=(IndexPart(attribute="status"),)), CUSTOMERS), "+    status\n"),
    (Add(Index(parts=(IndexPart(attribute="status"),), name="ix_s"), CUSTOMERS, 0), "+    status [name: 'ix_s']\n"),
    (
        Rename(Subject.index(CUSTOMERS, "ix_nm"), "ix_name_mail"),
        """\
-    (name, mail) [name: 'ix_nm']  // composite
+    (name, mail) [name: 'ix_name_mail']  // composite
""",
    ),
    (Drop(Subject.index(CUSTOMERS, "ix_nm")), "-    (name, mail) [name: 'ix_nm']  // composite\n"),
    (Add(Check(expression="total <> 13"), ORDERS), "+    `total <> 13`\n"),
    (
        Add(Check(expression="line > 0"), ITEMS),
        """\
-  sku text [not null] }
+  sku text [not null]
+
+  checks {
+    `line > 0`
+  }
+}
""",
    ),
    (
        Drop(Subject.check(ORDERS, "total >= 0")),
        """\
-  total decimal(10,2) [check: `total >= 0`, default: 0]
+  total decimal(10,2) [default: 0]
""",
    ),
    (Drop(Subject.check(ORDERS, "sane")), "-    `total < 1000000` [name: 'sane']   // a million\n"),
    (
        Batch((Drop(Subject.check(ORDERS, "sane")), Drop(Subject.check(ORDERS, "placed_at > '2019-01-01'")))),
        """\
-  checks {
-    `total < 1000000` [name: 'sane']   // a million
-    `placed_at > '2019-01-01'`
-  }
""",
    ),
    # -- head and note
    (
        Change.of(Subject.entity(CUSTOMERS), color=None, binding=EntityBinding(source="CUST")),
        """\
-Table   customers  as C [headercolor: #AABBCC] {   // the people
+Table   customers  as C [wb_source: 'CUST'] {   // the people
""",
    ),
    (
        Change.of(Subject.entity(ORDERS), alias="o", color="#fff"),
        """\
-Table orders {
+Table orders as o [headercolor: #fff] {
""",
    ),
    (
        Change.of(Subject.entity(ORDERS), note="Line one.\nLine two."),
        """\
+
+  Note: '''
+    Line one.
+    Line two.
+  '''
""",
    ),
    (
        Change.of(Subject.entity(CUSTOMERS), note="All."),
        """\
-  Note: 'People who bought.'
+  Note: 'All.'
""",
    ),
    (Change.of(Subject.entity(CUSTOMERS), note=None), "-  Note: 'People who bought.'\n"),
    # -- partials
    (  # an injected column can be changed for one table only by taking the partial's place
        Change.of(of("products.created_at"), nullable=True),
        """\
-  ~stamps
+  created_at timestamp [default: `now()`]
""",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), CASES, ids=[f"{place} {edit}" for place, (edit, _) in enumerate(CASES)])
def test_only_these_lines_change(shop_text, edit, expected):
    assert changed_lines(shop_text, edit) == expected


def test_two_columns_may_swap_their_names(shop_text):
    swap = Batch(
        (Rename(of("notes.line"), "x"), Rename(of("notes.order_id"), "line"), Rename(of("notes.x"), "order_id"))
    )
    assert changed_lines(shop_text, swap) == (
        """\
-  items.(order_id, line) < notes.(order_id, line) [color: #123]
+  items.(order_id, line) < notes.(line, order_id) [color: #123]
-  order_id int
-  line int
-  indexes { (order_id, line) [unique] }
+  line int [wb_source: 'order_id']
+  order_id int [wb_source: 'line']
+  indexes { (line, order_id) [unique] }
"""
    )


def test_edits_one_after_the_other_keep_what_the_ones_before_wrote(shop_text):
    there = [
        Add(column("x", "int32", note="n"), ORDERS, 2),
        Add(Check(expression="x > 0"), ORDERS),
        Add(Index(parts=(IndexPart(attribute="x"),)), ORDERS),
    ]
    back = [Drop(Subject.index(ORDERS, "x")), Drop(Subject.check(ORDERS, "x > 0")), Drop(of("orders.x"))]
    assert patched(shop_text, *there) != shop_text
    assert patched(shop_text, *there, *back) == shop_text


def test_a_column_on_one_line_with_its_table_is_replaced_in_its_place():
    text = "Table t { a int [pk] } // one line\nTable u { b int }\n"
    assert (
        patched(text, Rename(of("t.a"), "c"))
        == "Table t { c int [pk, wb_source: 'a'] } // one line\nTable u { b int }\n"
    )
    assert patched(text, Add(column("z"), QualifiedName("t"))) == (
        "Table t { a int [pk]\n  z text\n} // one line\nTable u { b int }\n"
    )
    assert patched(text, Drop(of("t.a"))) == "Table t {\n  wb_placeholder int\n } // one line\nTable u { b int }\n"


def test_a_setting_over_several_lines_keeps_what_does_not_change():
    text = "Table t {\n  a int [\n    pk, // the key\n    note: 'x'\n  ]\n  b int\n}\n"
    assert patched(text, Rename(of("t.b"), "c")) == text.replace("  b int", "  c int [wb_source: 'b']")


def test_what_no_line_could_say_is_written_anew_with_the_references_of_its_columns():
    text = "Table t {\n  a int [unique] // one\n  b int [unique, ref: > t.a]\n}\n"
    edit = Change.of(Subject.entity("t"), keys=(Key(attributes=("b",)), Key(attributes=("a",))))
    after = patched(text, edit)  # asserts that it says the model
    assert "ref: > t.a" in after


def test_a_table_without_columns_has_a_line_that_stands_for_them():
    text = "Table t {\n  a int // the only one\n}\n"
    empty = patched(text, Drop(of("t.a")))
    assert empty == "Table t {\n  wb_placeholder int\n}\n"
    assert Document.of(empty).model.entity("t").attributes == ()
    assert patched(empty, Add(column("z"), QualifiedName("t"))) == "Table t {\n  z text\n}\n"
