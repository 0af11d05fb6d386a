"""Pairs patch: the fields of `Project` and `Metadata` that a change concerns."""

import pytest

from tests.formats.dbml.changed_lines import changed_lines, patched
from workbench.model import (
    Domain,
    Index,
    IndexPart,
    Key,
    Properties,
    QualifiedName,
    Subject,
    View,
    parse_type,
)
from workbench.model.edits import Add, Batch, Change, Drop, Move, Rename

PRODUCTS, NOTES = QualifiedName("products"), QualifiedName("notes")

CASES = [
    # -- Project
    (
        Rename(Subject.model(), "market place"),
        """\
-Project shop {
+Project "market place" {
""",
    ),
    (
        Change.of(Subject.model(), note="One line."),
        """\
-  Note: '''
-    Two lines
-      of a note.
-  '''
+  Note: 'One line.'
""",
    ),
    (
        Change.of(Subject.model(), properties=Properties({"database_type": "MariaDB", "owner": "it's us"})),
        """\
-  database_type: 'PostgreSQL'   // for dbdiagram
+  database_type: 'MariaDB'   // for dbdiagram
+  owner: 'it\\'s us'
""",
    ),
    (
        Change.of(Subject.model(), properties=Properties({})),
        "-  database_type: 'PostgreSQL'   // for dbdiagram\n",
    ),
    (Add(View(name=QualifiedName("v"), sql="SELECT 1")), """+  wb_view_v: '{"name": "v", "sql": "SELECT 1"}'\n"""),
    # -- Metadata
    (
        Change.of(Subject.entity("products"), properties=Properties({"owner": "bob", "tier": "1"})),
        """\
-Table products {
+Table products [tier: '1'] {
-  erp_id: '7'   // unused
-  owner: 'ann'
+  owner: 'bob'
""",
    ),
    (
        Rename(Subject.entity("products"), "goods"),
        """\
-  items.sku - products.sku
+  items.sku - goods.sku
-Table products {
+Table goods [wb_source: 'products'] {
-Metadata Column products.sku { source: 'erp' }
-Metadata Table products {
+Metadata Column goods.sku { source: 'erp' }
+Metadata Table goods {
""",
    ),
    (
        Drop(Subject.entity("products")),
        """\
-  // one row each
-  items.sku - products.sku
-}
-Ref {
-Table products {
-  ~stamps
-  sku text [pk]
-}
-Metadata Column products.sku { source: 'erp' }
-Metadata Table products {
-  erp_id: '7'   // unused
-  owner: 'ann'
-}
""",
    ),
    (
        Add(Index(parts=(IndexPart(attribute="line", descending=True),), where="line > 0"), NOTES),
        """\
-  indexes { (order_id, line) [unique] }
+  indexes { (order_id, line) [unique]
+    line
+  }
+
+Metadata Table notes {
+  wb_index_line_descending: '1'
+  wb_index_line_where: 'line > 0'
+}
+
""",
    ),
    (
        Change.of(Subject.key(NOTES, ("order_id", "line")), nulls_distinct=False),
        """\
+
+Metadata Table notes {
+  wb_key_order_id_line_nulls: 'not distinct'
+}
+
""",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), CASES, ids=[f"{place} {edit}" for place, (edit, _) in enumerate(CASES)])
def test_only_these_lines_change(shop_text, edit, expected):
    assert changed_lines(shop_text, edit) == expected


def test_a_text_without_a_project_gets_one_where_it_needs_one():
    text = "// mine\nTable t { a int }\n"
    assert patched(text, Rename(Subject.model(), "shop")) == "Project shop {\n}\n\n" + text
    assert (
        patched(text, Change.of(Subject.model(), note="All of it.")) == "Project {\n  Note: 'All of it.'\n}\n\n" + text
    )


def test_a_project_without_a_name_gets_one():
    assert patched("Project { a: 'b' }\n", Rename(Subject.model(), "shop")) == "Project shop { a: 'b' }\n"


def test_nodes_that_project_holds_keep_their_order():
    domains = [Domain(name=QualifiedName(name), type=parse_type("text")) for name in ("a", "b", "c")]
    text = patched("Table t { x int }\n", *(Add(domain) for domain in domains))
    lines = [line.strip().partition(":")[0] for line in text.splitlines() if "wb_domain" in line]
    assert lines == ["wb_domain_a", "wb_domain_b", "wb_domain_c"]
    moved = patched(text, Move(Subject.named("domain", "c"), 0))
    lines = [line.strip().partition(":")[0] for line in moved.splitlines() if "wb_domain" in line]
    assert lines == ["wb_domain_c", "wb_domain_a", "wb_domain_b"]
    assert patched(moved, Move(Subject.named("domain", "c"), 2)) == text


def test_metadata_go_when_nothing_is_left_to_say():
    text = """\
Table t {
  a int
  indexes {
    a [name: 'ix']
  }
}

Metadata Table t {
  wb_index_ix_where: 'a > 0'
}
"""
    assert patched(text, Change.of(Subject.index("t", "ix"), where=None)) == text.partition("\nMetadata")[0]
    assert patched(text, Change.of(Subject.index("t", "ix"), where="a > 1")) == text.replace("a > 0", "a > 1")


def test_what_is_new_goes_into_the_first_of_several_metadata():
    text = """\
Table t {
  a int [unique]
}
Metadata Table t {
  owner: 'x'
}
Metadata Table t {
  tier: '1' // gold
}
"""
    edits = (
        Change.of(Subject.key("t", ("a",)), nulls_distinct=False),
        Change.of(Subject.entity("t"), properties=Properties({"owner": "x", "tier": "2"})),
    )
    assert patched(text, Batch(edits)) == text.replace(
        "  owner: 'x'\n", "  owner: 'x'\n  wb_key_a_nulls: 'not distinct'\n"
    ).replace("'1' // gold", "'2' // gold")


def test_a_new_key_over_a_renamed_column_keeps_what_is_said_of_it():
    text = "Table t {\n  a int [unique]\n}\nMetadata Table t {\n  wb_key_a_nulls: 'not distinct'\n}\n"
    after = patched(text, Rename(Subject.attribute("t", "a"), "b"))
    assert after == (
        "Table t {\n  b int [unique, wb_source: 'a']\n}\nMetadata Table t {\n  wb_key_b_nulls: 'not distinct'\n}\n"
    )
    assert patched(after, Drop(Subject.key("t", ("b",)))) == "Table t {\n  b int [wb_source: 'a']\n}\n"
    assert Key(attributes=("b",)).nulls_distinct
