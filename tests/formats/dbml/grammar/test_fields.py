"""Fields: notes, types, defaults, indexes and other parts of a text as the official parser gives them out."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain
from workbench.formats.dbml.grammar import fields
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.settings import grouped
from workbench.formats.dbml.grammar.tokens import tokenize


def expression(text):
    return Parser(tokenize(f"{text} \n")).expression()


def line(text):
    return Parser(tokenize(f"{text} \n")).line(None)


def settings(text):
    return grouped(Parser(tokenize(f"[{text}] \n")).listing())


def element(text):
    return Parser(tokenize(text)).program().elements[0]


def content(text):
    errors, found = oracle().ask(text)
    assert errors == []
    return plain(found)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("one line", "one line"),
        ("  one line", "one line"),
        ("\n    a\n      b\n", "a\n  b\n"),
        ("\n      a\n    b", "  a\nb"),
        ("\n    a\n\n    b", "a\n\nb"),
        ("\n\n\n  a", "a"),
        ("a\n  b", "a\n  b"),
        ("\n\ta\n\t\tb", "a\n\tb"),
        ("   ", "   "),
        ("\n\n", ""),
        ("", ""),
    ],
)
def test_a_note_has_no_indentation_that_all_its_lines_share(text, note):
    assert fields.note_text(text) == note
    assert content(f"Note n {{ '''{text}''' }}\n")["notes"][0]["content"] == note


@pytest.mark.parametrize(
    ("kind", "schema", "name", "arguments"),
    [
        ("int", None, "int", None),
        ("s.kind", "s", "kind", None),
        ("decimal(10, 2)", None, "decimal(10,2)", "10,2"),
        ("decimal(10,-2)", None, "decimal(10,-2)", "10,-2"),
        ("enum('x', y)", None, "enum(x,y)", "x,y"),
        ('"d e"(1)', None, "d e(1)", "1"),
        ("int[]", None, "int[]", None),
        ("varchar(5)[3][]", None, "varchar(5)[3][]", None),
        ("a(1)(2)", None, "a(1)(2)", "2"),
    ],
)
def test_a_type_has_a_schema_a_name_and_arguments(kind, schema, name, arguments):
    said = {"schemaName": schema, "type_name": name, "args": arguments}
    assert fields.type_of(expression(kind)) == said
    assert content(f"Table t {{ a {kind} }}\n")["tables"][0]["fields"][0]["type"] == said


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("'x'", "string", "x"),
        ('"x"', "string", "x"),
        ("''", "string", ""),
        ("-1.5", "number", -1.5),
        ("`now()`", "expression", "now()"),
        ("True", "boolean", "true"),
        ("null", "boolean", "null"),
        ("e.x", "string", "x"),
        ("s.f.y", "string", "y"),
    ],
)
def test_a_default_has_a_kind_and_a_value(value, kind, said):
    assert fields.default_of(expression(value)) == {"type": kind, "value": said}
    text = f"Enum e {{ x }}\nEnum s.f {{ y }}\nTable t {{ a int [default: {value}] }}\n"
    assert content(text)["tables"][0]["fields"][0]["dbdefault"] == {"type": kind, "value": said}


def test_where_there_is_no_default_there_is_none():
    assert fields.default_of(None) is None
    assert "dbdefault" not in content("Table t { a int }")["tables"][0]["fields"][0]


COLUMN_A, COLUMN_B = ({"value": name, "type": "column"} for name in "ab")
EXPRESSION = {"value": "c + 1", "type": "expression"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", {"columns": [COLUMN_A]}),
        ("(b, a)", {"columns": [COLUMN_B, COLUMN_A]}),
        ("(a, `c + 1`)", {"columns": [EXPRESSION, COLUMN_A]}),
        ("a b", {"columns": [COLUMN_A, COLUMN_B]}),
        ("(a)(b)", {"columns": [COLUMN_B, COLUMN_A]}),
        (
            "`c + 1` [pk, unique, name: 'x', type: btree, note: 'n']",
            {
                "columns": [EXPRESSION], "pk": True, "unique": True, "name": "x", "type": "btree",
                "note": {"value": "n"},
            },
        ),
    ],
)  # fmt: skip
def test_an_index_has_columns_and_settings(text, said):
    assert fields.index_of(line(text)) == said
    assert content(f"Table t {{ a int\n b int\n indexes {{ {text} }} }}\n")["tables"][0]["indexes"] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("`a > 0`", {"expression": "a > 0"}),
        ("`a > 0` [name: 'positive']", {"expression": "a > 0", "name": "positive"}),
        ("`a` []", {"expression": "a"}),
    ],
)
def test_a_check_has_an_expression_and_perhaps_a_name(text, said):
    assert fields.check_of(line(text)) == said
    assert content(f"Table t {{ a int\n checks {{ {text} }} }}\n")["tables"][0]["checks"] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Project { }", {"name": None}),
        ("Project p { Database_Type: 'PG'\n own: '' }", {"name": "p", "database_type": "PG", "own": ""}),
        ("Project \"p q\" { Note: '  hi' }", {"name": "p q", "note": {"value": "hi"}}),
        ("Project p { Note { '''\n  a\n   b''' } }", {"name": "p", "note": {"value": "a\n b"}}),
        ("Project p { Note: '' }", {"name": "p"}),
    ],
)
def test_a_project_has_fields_of_its_own(text, said):
    lists = {key: [] for key in ("enums", "refs", "tableGroups", "tables", "tablePartials")}
    assert fields.project_of(element(text)) == said | lists
    assert content(text)["project"] == said | lists


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dep: t -> u\n", {"name": None}),
        ("Dep d [color: #fff, own: 5, Other: x] { t -> u }\n",
         {"name": "d", "color": "#fff", "metadata": {"own": 5, "other": "x"}}),
        ("Dep d { t -> u [third: 'x']\n Note: '  n'\n fourth: y\n color: #123456\n }\n",
         {"name": "d", "color": "#123456", "note": {"value": "n"}, "metadata": {"third": "x", "fourth": "y"}}),
        ("Dep [note: 'a'] { t -> u\n Note: 'b' }\n", {"name": None, "note": {"value": "b"}}),
    ],
)  # fmt: skip
def test_a_dependency_has_a_note_a_colour_and_settings_of_its_own(text, said):
    assert fields.dependency_of(element(text)) == said
    (found,) = content(f"{text}Table t {{ a int }}\nTable u {{ a int }}\n")["deps"]
    assert {key: found[key] for key in ("name", "color", "note", "metadata") if key in found} == said


@pytest.mark.parametrize(
    ("value", "colour"),
    [("#fff", "#fff"), ("#3498DB", "#3498DB"), ("NONE", "none"), ("#ffff", None), ("red", None), ("'none'", None)],
)
def test_a_colour_is_a_colour_or_none(value, colour):
    assert fields.colour_of(expression(value)) == colour
    errors, found = oracle().ask(f"Note n [color: {value}] {{ 'x' }}")
    assert bool(errors) is (colour is None)
    assert errors or found["notes"][0]["color"] == colour


@pytest.mark.parametrize(
    ("value", "empty", "note"),
    [("'  x'", True, {"value": "x"}), ("''", True, {"value": ""}), ("''", False, None), ("x", True, None)],
)
def test_a_note_is_a_text(value, empty, note):
    assert fields.note_of(expression(value), empty=empty) == note
    assert fields.note_of(expression("''")) == {"value": ""}


def test_own_settings_are_texts_and_colours_that_dbml_does_not_know():
    text = "Note: 'n', my Unit: 'kg', shade: #fff, flag, HeaderColor: #123"
    assert fields.own_of(settings(text), ("note", "headercolor")) == {"my unit": "kg", "shade": "#fff"}
    known = "Table t [Note: 'n', my Unit: 'kg', shade: #fff, HeaderColor: #123] { a int }"
    assert content(known)["tables"][0]["metadata"] == {"my unit": "kg", "shade": "#fff"}


def test_the_first_setting_of_a_name_is_taken():
    said = settings("note: 'a', NOTE: 'b'")
    assert fields.first_of(said, "note").value == "a"
    assert fields.first_of(said, "color") is None


@pytest.mark.parametrize(("text", "last"), [("a", "a"), ("s.a", "a"), ('a.b."c d"', "c d"), ("1", None)])
def test_the_last_part_of_a_name(text, last):
    assert fields.last_of(expression(text)) == last
    assert fields.last_of(None) is None


def test_nothing_is_put_where_there_is_nothing_to_say():
    node = {}
    for key, value in (("a", None), ("b", ""), ("c", False), ("d", 0)):
        fields.put(node, key, value)
    assert node == {"b": "", "c": False, "d": 0}
