"""Service: outline, definition, occurrences, renaming and hover, in whole and in broken texts."""

from __future__ import annotations

import pytest

from workbench.errors import InvalidNameError, UsageError
from workbench.formats.dbml.service import definition, diagnostics, hover, occurrences, outline, rename

TEXT = """Enum status {
  new [note: 'just made']
  old
}
Table users as U [note: 'People'] {
  id int [pk, note: 'the number']
  s status [default: status.new]
  ~stamps
  indexes { (id, s) }
}
TablePartial stamps { created date }
Table posts { user_id int [ref: > U.id] }
Ref: posts.user_id > users.s
TableGroup g {
  users
}
Metadata Column users.id { k: 'v' }
Records users(id, created) {
  1, '2020-01-01'
}
"""
BROKEN = TEXT + "Ref: nonsense\nTable x { y }\n"


def at(words):
    """Position of the last of some words, all of which stand together only once."""
    assert TEXT.count(words) == 1
    return TEXT.index(words) + len(words.rpartition(" ")[0]) + 1


def edited(position, name):
    text = TEXT
    for edit in sorted(rename(TEXT, position, name), key=lambda e: e.span, reverse=True):
        text = text[: edit.span[0]] + edit.text + text[edit.span[1] :]
    return text


@pytest.mark.parametrize("text", [TEXT, BROKEN])
@pytest.mark.parametrize(
    ("words", "declared", "many"),
    [
        ("> users", "Table users", 7),
        ("> U", "Table users", 7),
        ("(id, s", "\n  s", 3),
        ("default: status", "Enum status", 3),
        ("Table users", "Table users", 7),
        ("Ref: posts", "Table posts", 2),
    ],
)
def test_what_a_name_stands_for_and_where_else_it_stands(text, words, declared, many):
    position = at(words)
    assert definition(text, position)[0] == text.index(declared) + len(declared.rpartition(" ")[0]) + 1
    found = occurrences(text, position)
    assert len(found) == many
    assert found == sorted(set(found))


def test_nothing_is_said_of_words_that_are_no_names():
    for words in ("Table", "int", "'People'", "pk"):
        position = TEXT.index(words) + 1
        assert (definition(TEXT, position), occurrences(TEXT, position), hover(TEXT, position)) == (None, [], None)
        assert rename(TEXT, position, "x") == []


def test_a_new_name_stands_everywhere_and_an_alias_stays():
    text = edited(at("Table users"), "user accounts")
    assert text.count('"user accounts"') == 5
    assert "users" not in text
    assert text.count("U.id") == 1
    assert diagnostics(text) == []
    text = edited(at("> U"), "V")
    assert (text.count("as V"), text.count("V.id"), text.count("users")) == (1, 1, 5)
    with pytest.raises(InvalidNameError):
        rename(TEXT, at("> U"), "a\0b")


def test_a_column_is_renamed_in_references_indexes_records_and_metadata():
    text = edited(at("(id"), "number") if TEXT.count("(id") == 1 else edited(TEXT.index("U.id") + 3, "number")
    assert text.count("number") == 6  # five names, and the note
    assert diagnostics(text) == []


USERS = """\
Table users (3 columns)
  id int [pk, note: 'the number']
  s status [default: status.new]
  created date

People"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "Table users",
            USERS,
        ),
        ("default: status", "Enum status (2 values)\n  new [note: 'just made']\n  old"),
        ("(id, s", "s status [default: status.new]"),
        ("TablePartial stamps", "TablePartial stamps (1 column)\n  created date"),
    ],
)
def test_hover(words, said):
    assert hover(TEXT, at(words)) == said


def test_outline():
    found = outline(BROKEN)
    assert [(entry.kind, entry.name, len(entry.parts)) for entry in found] == [
        ("enum", "status", 2), ("table", "users", 2), ("tablepartial", "stamps", 1), ("table", "posts", 1),
        ("ref", "", 0), ("tablegroup", "g", 0), ("metadata", "users.id", 0), ("records", "", 0),
    ]  # fmt: skip
    for entry in found:
        assert BROKEN[slice(*entry.span)].lower().startswith(entry.kind)
        for part in entry.parts:
            assert BROKEN[slice(*part.name_span)] == part.name


def test_diagnostics_are_those_of_the_command_line():
    assert [str(d) for d in diagnostics(BROKEN)] == [
        "21:6: A reference is written as table.column > table.column.",
        "22:11: The column 'y' has no type.",
    ]


def test_a_name_that_is_taken_is_refused_and_expressions_follow():
    text = "Table t {\n  a int [check: `a > b`]\n  b int\n  indexes {\n    `lower(a)`\n  }\n}\nTable u { a int }"
    with pytest.raises(UsageError, match="There is a column 'b' already in 't'"):
        rename(text, text.index("a int"), "b")
    with pytest.raises(UsageError, match="There is a table 'u' already"):
        rename(text, text.index("t {"), "u")
    for edit in reversed(rename(text, text.index("a int"), "c")):
        text = text[: edit.span[0]] + edit.text + text[edit.span[1] :]
    assert text == (
        "Table t {\n  c int [check: `c > b`]\n  b int\n  indexes {\n    `lower(c)`\n  }\n}\nTable u { a int }"
    )


def test_an_element_that_is_being_written_is_answered_for():
    (entry,) = outline("Table users {\n  id int\n  name text\n")
    assert [part.name for part in entry.parts] == ["id", "name"]
    assert max(entry.span) <= len("Table users {\n  id int\n  name text\n")
