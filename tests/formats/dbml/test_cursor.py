"""Cursor: names, values, settings and ends of references, token by token."""

import pytest

from workbench.formats.dbml.cursor import Cursor, Wrong


def at(text):
    return Cursor(text)


def test_it_knows_what_is_here_and_what_follows():
    cursor = at("Table\n  t")
    assert (cursor.kind, cursor.following, cursor.start, cursor.first_on_line) == ("word", "word", 0, True)
    assert (cursor.token_text(), cursor.word()) == ("Table", "table")
    assert cursor.accept("word")
    assert not cursor.accept("{")
    assert (cursor.last, cursor.start, cursor.following) == (5, 8, "end")
    cursor.at += 1
    assert (cursor.kind, cursor.following, cursor.word()) == ("end", "end", "")


@pytest.mark.parametrize(
    ("text", "name"), [("a.b", ("a", "b")), ('"a.b"."c d"', ("a.b", "c d")), ('a . "b"', ("a", "b")), ("x", ("x",))]
)
def test_names_with_dots(text, name):
    assert at(text).dotted() == name


@pytest.mark.parametrize(
    ("text", "table", "columns"),
    [
        ("t.a", ("t",), ("a",)),
        ("s.t.a", ("s", "t"), ("a",)),
        ("t.(a, b)", ("t",), ("a", "b")),
        ('s."t u".("a b")', ("s", "t u"), ("a b",)),
    ],
)
def test_ends_of_references(text, table, columns):
    assert at(text).columns_of() == (table, columns)


@pytest.mark.parametrize("operator", ["<", ">", "-", "<>", "?>", ">?", "?>?", "?-?", "?<>?", "? > ?"])
def test_operators_with_and_without_question_marks(operator):
    end = at(f"{operator} t.a").endpoint()
    assert (end.operator, end.table, end.columns) == (operator.replace(" ", ""), ("t",), ("a",))


@pytest.mark.parametrize("operator", ["", "=", ">>", "??", "-<", "><"])
def test_other_signs_are_no_operators(operator):
    with pytest.raises(Wrong) as caught:
        at(f"{operator} t.a").endpoint()
    assert caught.value.message.startswith("Expected one of < > - <>, found ")


def test_settings_in_brackets():
    settings = at("[PK, Not Null, note: 'x', Owner: 'me', ref: > t.a]").settings()
    assert [s.name for s in settings.items] == ["pk", "not null", "note", "Owner", "ref"]  # other names keep their case
    assert settings.items[4].ref.table == ("t",)
    assert settings.span == (0, 50)
    assert at("[]").settings().items == []
    assert at("x").settings().span == (-1, -1)


def test_what_is_wrong_is_said_with_its_place():
    with pytest.raises(Wrong) as caught:
        at("a b").take("{", "'{'")
    assert (caught.value.message, caught.value.position) == ("Expected '{', found 'a'.", 0)
    with pytest.raises(Wrong) as caught:
        at("").name("a table")
    assert caught.value.message == "Expected a table, found the end of the text."
