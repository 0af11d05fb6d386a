"""Completion: what may stand where, while a text is being written."""

from __future__ import annotations

import pytest

from workbench.formats.dbml.completion import completions

BASE = """Enum status {
  new
  old
}
Table users as U {
  id int [pk]
  s status
}
TablePartial stamps { created date }
Table s.posts {
  user_id int
}
"""


def labels(text, position=None):
    return [found.label for found in completions(text, len(text) if position is None else position)]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("Ta", ["Table", "TableGroup", "TablePartial"]),
        ("Ref: ", ["users", "s.posts", "U"]),
        ("Ref: us", ["users"]),
        ("Ref: users.", ["id", "s"]),
        ("Ref: U.", ["id", "s"]),
        ("Ref: users.id > s.", ["posts"]),
        ("Ref: users.id > s.posts.", ["user_id"]),
        ("Ref: users.id > s.posts.user_id [d", ["delete"]),
        ("Ref: users.id > s.posts.user_id [delete: ", ["cascade", "restrict", "set null", "set default", "no action"]),
        ("Table x {\n  ", ["Note", "indexes", "checks", "records", "~stamps"]),
        ("Table x {\n  a dec", ["decimal"]),
        ("Table x {\n  a sta", ["status"]),
        ("Table x {\n  ~", ["stamps"]),
        ("Table x {\n  a int [pk, n", ["null", "not null", "note"]),
        ("Table x {\n  a int [ref: > users.", ["id", "s"]),
        ("Table x {\n  a status [default: status.", ["new", "old"]),
        ("Table x {\n  a int [ref: > u", ["users", "U"]),
        ("Table x [h", ["headercolor"]),
        ("TableGroup g {\n  us", ["users"]),
        ("Metadata Table ", ["users", "s.posts", "U"]),
        ("Records users(", ["id", "s"]),
        ("Table x {\n  id int\n  records (", ["id"]),
        ("Table x {\n  a status [default: ", ["new", "old"]),
        ("use {\n  ta", ["table", "tablegroup", "tablepartial"]),
        ("// a comment ", []),
        ("[''}", []),
        ("/* another ", []),
        ("DiagramView v {\n  Tables {\n    ", ["users", "s.posts", "U"]),
        ("Note n {\n  ", []),
    ],
)
def test_what_may_stand_at_the_end(written, proposed):
    assert labels(BASE + written) == proposed


def test_every_operator_is_proposed_behind_the_first_end():
    assert len(labels(BASE + "Ref: users.id ")) == 16
    assert labels(BASE + "Dep: users.id ") == ["->", "<-"]


def test_columns_are_proposed_inside_their_table():
    text = BASE.replace("  s status\n", "  s status\n  indexes {\n    \n  }\n")
    assert labels(text, text.index("indexes {\n    ") + len("indexes {\n    ")) == ["id", "s"]


def test_what_is_typed_is_replaced_and_names_are_quoted_where_they_must_be():
    text = 'Table "order lines" { id int }\nRef: or'
    (found,) = completions(text, len(text))
    assert (found.label, found.text, found.span) == ("order lines", '"order lines"', (len(text) - 2, len(text)))
