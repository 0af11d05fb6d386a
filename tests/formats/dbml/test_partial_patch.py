"""Partial patch: a table keeps its partials as long as it can, and gets their lines where it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.changed_lines import changed_lines, edited_at_random, same
from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml import Document, diagnose, patch, read_dbml
from workbench.model import Attribute, Index, IndexPart, QualifiedName, Subject
from workbench.model.edits import Add, Change, Move, Rename

TEXT = """\
TablePartial stamped {
  created_at  timestamp [not null]   // when
  updated_by int [unique, check: `updated_by > 0`, ref: > users.id]
  indexes {
    created_at
    (created_at, updated_by) [unique, name: 'ux']
  }
  checks {
    `created_at > 0` [name: 'late']
  }
}
Table users {
  id integer [pk]   // key
}
Table orders {
  id integer [pk] // my id
  nick varchar(20) [unique] // hello
  ~stamped   // in
  state text [check: `state > ''`]
  indexes {
    nick [type: hash]
  }
}
Table notes {
  ~stamped
  body text
}
"""
ORDERS = QualifiedName("orders")


def of(column):
    return Subject.attribute("orders", column)


def test_the_model_has_the_columns_where_the_official_parser_puts_them():
    entity = read_dbml(TEXT).entity("orders")
    assert [a.name for a in entity.attributes] == ["id", "nick", "created_at", "updated_by", "state"]
    assert [c.expression for c in entity.checks] == ["updated_by > 0", "state > ''", "created_at > 0"]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Rename(of("nick"), "nn"), """\
-  nick varchar(20) [unique] // hello
+  nn varchar(20) [unique, wb_source: 'nick'] // hello
-    nick [type: hash]
+    nn [type: hash]
"""),
        (Change.of(of("state"), note="x"), """\
-  state text [check: `state > ''`]
+  state text [check: `state > ''`, note: 'x']
"""),
        (Add(Attribute(name="n"), ORDERS, 4), "+  n text\n"),
        (Add(Attribute(name="m"), ORDERS, 2), "+  m text\n"),
        (Add(Attribute(name="o"), ORDERS), "+  o text\n"),
        (Add(Index(parts=(IndexPart(attribute="state"),)), ORDERS), "+    state\n"),
        (Rename(Subject.entity("users"), "people"), """\
-  updated_by int [unique, check: `updated_by > 0`, ref: > users.id]
+  updated_by int [unique, check: `updated_by > 0`, ref: > people.id]
-Table users {
+Table people [wb_source: 'users'] {
"""),
    ],
    ids=str,
)  # fmt: skip
def test_a_partial_stays_where_it_still_says_what_is_so(edit, lines):
    assert changed_lines(TEXT, edit) == lines


def test_what_changes_in_one_table_alone_is_said_there_in_the_authors_words():
    text = Document.of(TEXT)
    after = Rename(of("created_at"), "made_at").apply(text.model)
    changed = patch(text, text.model, after, [(of("created_at"), of("made_at"))]).text
    assert changed.startswith(TEXT[: TEXT.index("Table orders")])
    assert changed.endswith(TEXT[TEXT.index("Table notes") :])
    assert (
        """\
  nick varchar(20) [unique] // hello
  made_at  timestamp [not null, wb_source: 'created_at']
  updated_by int [unique, check: `updated_by > 0`, ref: > users.id]   // in
  state text"""
        in changed
    )
    assert same(read_dbml(changed), after)
    assert oracle().ask(changed)[0] == []


@given(st.data())
def test_the_text_says_the_model_and_is_read_by_others_after_any_edits(data):
    for changed in edited_at_random(data, Document.of(TEXT)):
        if not diagnose(changed.text):
            assert oracle().ask(changed.text)[0] == [], changed.text


def test_columns_of_partials_cannot_change_places_but_the_table_says_so():
    edit = Move(of("created_at"), 0)
    document = Document.of(TEXT)
    after = edit.apply(document.model)
    assert same(read_dbml(patch(document, document.model, after).text), after)
