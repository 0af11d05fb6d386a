"""Enum patch: of an enum's text, only the values that a change concerns."""

import pytest

from tests.formats.dbml.changed_lines import changed_lines, patched
from workbench.model import Enum, EnumValue, Properties, QualifiedName, Subject
from workbench.model.edits import Add, Change, Drop, Rename

STATUS = Subject.named("enum", "customer_status")


def values(*names, **notes):
    return tuple(EnumValue(name=name, note=notes.get(name)) for name in names)


CASES = [
    (
        Change.of(STATUS, values=values("new", "lost", "active", "gone", active="has an order")),
        "+  lost\n",
    ),
    (
        Change.of(STATUS, values=values("first", "new", "active", "gone", "last", active="has an order")),
        "+  first\n+  last\n",
    ),
    (Change.of(STATUS, values=values("active", "gone", active="has an order")), "-  new        // just came\n"),
    (
        Change.of(STATUS, values=values("new", "active", "gone", new="just came", gone="left")),
        """\
-  new        // just came
-  active [note: 'has an order']
-  gone
+  new [note: 'just came']        // just came
+  active
+  gone [note: 'left']
""",
    ),
    (
        Change.of(STATUS, values=values("gone", "new", "active", active="has an order")),
        """\
+  gone
-  gone
""",
    ),
    (
        Rename(STATUS, "state"),
        """\
-  status customer_status [default: 'new', owner: 'sales']
+  status state [default: 'new', owner: 'sales']
-Enum customer_status {
+Enum state {
""",
    ),
    (  # its values cannot be seen in the type any more, but nothing else is lost
        Drop(STATUS),
        """\
-  status customer_status [default: 'new', owner: 'sales']
+  status text [default: 'new', owner: 'sales']
-
-Enum customer_status {
-  new        // just came
-  active [note: 'has an order']
-  gone
-}
""",
    ),
    (Change.of(STATUS, note="Where they stand."), "+  wb_enum_customer_status_note: 'Where they stand.'\n"),
    (
        Change.of(STATUS, values=(EnumValue(name="new", properties=Properties({"k": "v"})), *values("active", "gone"))),
        """\
+  wb_enum_customer_status_values: '{"new": {"k": "v"}}'
-  active [note: 'has an order']
+  active
""",
    ),
    (
        Add(Enum(name=QualifiedName("size", "sales"), values=values("small", "very large", "note")), None, 0),
        """\
+
+Enum sales.size {
+  small
+  "very large"
+  "note"
+}
""",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), CASES, ids=[f"{place} {edit}" for place, (edit, _) in enumerate(CASES)])
def test_only_these_lines_change(shop_text, edit, expected):
    assert changed_lines(shop_text, edit) == expected


def test_an_enum_takes_the_place_of_a_type_that_only_one_engine_had():
    text = "Table t {\n  a mood\n  b int\n}\n"
    after = patched(text, Add(Enum(name=QualifiedName("mood"), values=values("ok"))))
    assert after == 'Enum mood {\n  ok\n}\n\nTable t {\n  a "native:mood"\n  b int\n}\n'


def test_an_enum_on_one_line_is_changed_in_its_place():
    text = "Enum e { a }\nTable t { x e }\n"
    assert patched(text, Change.of(Subject.named("enum", "e"), values=values("a", "b"))) == (
        "Enum e { a\n  b\n}\nTable t { x e }\n"
    )
