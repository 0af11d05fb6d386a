"""Scope: what names stand for, and how operators are meant."""

import pytest

from workbench.formats.dbml import Document, syntax
from workbench.formats.dbml.scope import Scope, group_name, is_strict, qualified
from workbench.model import QualifiedName


def elements(text):
    return Document.of(text).elements


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("a",), QualifiedName("a")), (("s", "a"), QualifiedName("a", "s")), (("d", "s", "a"), QualifiedName("a", "d.s"))],
)
def test_a_name_of_several_parts_has_a_schema(parts, name):
    assert qualified(parts) == name


def test_names_of_tables_are_resolved_by_alias_and_default_schema():
    scope = Scope.of(
        elements("Table sales.orders as O { a int }\nTable public.people { a int }\nTable lines { a int }")
    )
    assert scope.table(("O",)) == scope.table(("sales", "orders")) == QualifiedName("orders", "sales")
    assert scope.table(("people",)) == QualifiedName("people", "public")
    assert scope.table(("public", "lines")) == QualifiedName("lines")
    assert scope.table(("orders",)) == QualifiedName("orders")  # there is none in the default schema
    assert scope.table(("other", "lines")) == QualifiedName("lines", "other")


def test_columns_of_partials_stand_where_they_are_taken_in_and_those_of_the_table_win():
    text = (
        "TablePartial a { x int\n y int }\nTablePartial b { y text\n z int }\n"
        "Table t { ~a\n ~nothing\n z date\n ~b\n w int }"
    )
    found = elements(text)
    scope = Scope.of(found)
    (table,) = (e for e in found if isinstance(e, syntax.Table) and not e.partial)
    assert [(c.name, c.type, part.name[0]) for c, part in scope.columns(table)] == [
        ("x", "int", "a"), ("z", "date", "t"), ("y", "text", "b"), ("w", "int", "t")
    ]  # fmt: skip
    assert [part.name[0] for part in scope.parts_of(table)] == ["a", "b", "t"]
    assert scope.tables == {QualifiedName("t")}


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("Ref: a.x > b.y", False),
        ("Ref: a.x ?> b.y", True),
        ("Ref: a.x >? b.y", True),
        ("Ref { a.x > b.y }\nRef { a.z <? b.z }", True),
        ("Table a { x int [ref: > b.y] }", False),
        ("Table a { x int [ref: ?- b.y] }", True),
        ("Project p { wb_dbml: '10' }\nRef: a.x > b.y", True),
        ("Table a { x int [note: 'why?'] }", False),
        ("", False),
    ],
)
def test_a_text_is_strict_when_it_says_so_or_uses_a_question_mark(text, strict):
    assert is_strict(elements(text)) is strict


@pytest.mark.parametrize(
    ("head", "name"),
    [("g", QualifiedName("g")), ("g [wb_schema: 'a b']", QualifiedName("g", "a b"))],
)
def test_the_schema_of_a_group(head, name):
    (group,) = elements(f"TableGroup {head} {{ }}")
    assert group_name(group) == name
