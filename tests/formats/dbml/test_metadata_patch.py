"""Metadata patch: lines of `Metadata` go where an edit says otherwise, and stay where it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.changed_lines import changed_lines, edited_at_random, same
from tests.formats.dbml.grammar.oracle import oracle
from tests.formats.dbml.test_metadata import TEXT
from tests.strategies import models
from workbench.formats.dbml import Document, patch
from workbench.formats.dbml.strings import quote_name, quote_qualified
from workbench.model import Properties, QualifiedName, Subject
from workbench.model.diff import renames_of
from workbench.model.edits import Change, Drop, Rename

ORDERS = QualifiedName("orders", "sales")
ID, TOTAL = Subject.attribute(ORDERS, "id"), Subject.attribute(ORDERS, "total")
AREA = Subject("area", QualifiedName("g"))

CASES = [
    (Change.of(ID, note="new"), """\
-  id int [pk, note: 'of the column', Source: 'erp']
+  id int [pk, note: 'new', Source: 'erp']
-  note: '''
-    two
-    lines'''
"""),
    (Change.of(TOTAL, unit="USD"), "-  total int\n+  total int [wb_unit: 'USD']\n-  wb_unit: 'EUR'\n"),
    (Change.of(TOTAL, nullable=False), "-  total int\n+  total int [not null]\n"),
    (Change.of(Subject.entity(ORDERS), color="#555"), """\
-Table sales.orders as o [headercolor: #111, note: 'of the table', owner: 'ann', tier: '1'] {
+Table sales.orders as o [headercolor: #555, note: 'of the table', owner: 'ann', tier: '1'] {
-  headercolor: #333
"""),
    (Change.of(Subject.entity(ORDERS), note="new"), """\
-Table sales.orders as o [headercolor: #111, note: 'of the table', owner: 'ann', tier: '1'] {
+Table sales.orders as o [headercolor: #111, note: 'new', owner: 'ann', tier: '1'] {
-  note: 'first'
-}
-Metadata Table o {
-  note: 'last'
"""),
    (Rename(AREA, "h"), """\
-TableGroup g [color: #222, note: 'of the group', team: 'a'] {
+TableGroup h [color: #222, note: 'of the group', team: 'a'] {
-Metadata TableGroup g {
+Metadata TableGroup h {
"""),
    (Change.of(AREA, properties=Properties({"team": "c"})), """\
-TableGroup g [color: #222, note: 'of the group', team: 'a'] {
+TableGroup g [color: #222, note: 'of the group', team: 'c'] {
-  team: 'b'
"""),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "lines"), CASES, ids=str)
def test_a_line_goes_where_an_edit_says_otherwise(edit, lines):
    document = Document.of(TEXT)
    after = edit.apply(document.model)
    result = patch(document, document.model, after, renames_of(edit))
    assert same(Document.of(result.text).model, after)
    assert changed_lines(TEXT, edit) == lines
    assert not oracle().ask(result.text)[0]


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (Rename(ID, "key"), ["sales.orders.key", "o.total"]),
        (Rename(Subject.entity(ORDERS), "sales.invoices"), ["sales.invoices.id", "o.total"]),
        (Drop(TOTAL), ["sales.orders.id"]),
        (Drop(Subject.entity(ORDERS)), []),
    ],
    ids=str,
)
def test_metadata_follow_their_columns_and_go_with_them(edit, left):
    document = Document.of(TEXT)
    after = edit.apply(document.model)
    result = patch(document, document.model, after, renames_of(edit))
    assert same(Document.of(result.text).model, after)
    said = [line.split()[2] for line in result.text.splitlines() if line.startswith("Metadata Column")]
    assert said == left
    assert not oracle().ask(result.text)[0]


@given(st.data())
def test_the_text_says_the_model_after_random_edits_whatever_metadata_say(data):
    model = data.draw(models(max_entities=2))
    text = Document.from_model(model).text
    for entity in model.entities:
        table = quote_qualified(entity.name)
        for attribute in entity.attributes:
            if data.draw(st.booleans()):
                text += _metadata(data, f"Column {table}.{quote_name(attribute.name)}", ["note", "wb_unit", "owner"])
        text += _metadata(data, f"Table {table}", ["note", "headercolor", "owner", "wb_source"])
    for area in model.areas:
        if area.name.schema is None:
            text += _metadata(data, f"TableGroup {quote_name(area.name.name)}", ["note", "color", "team"])
    for _ in edited_at_random(data, Document.of(text)):
        pass


def _metadata(data, target, keys):
    said = [key for key in keys if data.draw(st.booleans())]
    lines = "".join(f"  {key}: {'#abc' if 'color' in key else repr('of ' + key)}\n" for key in said)
    return f"\nMetadata {target} {{\n{lines}}}\n" if lines else ""
