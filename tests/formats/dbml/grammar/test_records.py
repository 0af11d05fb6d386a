"""Records: a value of a row is what the type of its column makes of it."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle, plain
from workbench.formats.dbml.grammar.nodes import Empty
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.records import moment, spelled, value_of
from workbench.formats.dbml.grammar.tokens import tokenize


def read(value, kind, *, is_enum=False):
    """What a value of a row is, asked here and of the official parser."""
    node = Parser(tokenize(f"{value} \n")).expression() if value else Empty(0, 0)
    found = value_of(node, kind.strip('"'), is_enum=is_enum)
    text = f"Enum e {{ x\n y }}\nTable t {{ a {kind}\n b int }}\nRecords t(a, b) {{\n{value}, 1\n}}\n"
    errors, content = oracle().ask(text)
    assert errors == []
    assert found == plain(content)["records"][0]["values"][0][0]
    return found


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("1", "int", 1),
        ("-7", "BIGINT", -7),
        ("2.9", "int", 2),
        ("-2.5", "int", -3),
        ("5", "serial", 5),
        ("1.5", "decimal(10,2)", 1.5),
        ("+3", "float", 3),
        ("1e3", "double", 1000),
        ("0.5", '"double precision"', 0.5),
    ],
)
def test_numbers_of_columns_of_numbers(value, kind, said):
    found = read(value, kind)
    assert found["value"] == said
    assert found["type"] == ("integer" if kind.lower() in ("int", "bigint", "serial") else "real")


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("true", "bool", True),
        ("FALSE", "boolean", False),
        ("1", "bool", True),
        ("0", "bit", False),
        ("'yes'", "bool", True),
        ("'N'", "bool", False),
        ('"t"', "bool", True),
    ],
)
def test_truths(value, kind, said):
    assert read(value, kind) == {"value": said, "type": "bool"}


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("'x y'", "varchar(20)", "x y"),
        ("''", "text", ""),
        ("1", "text", "1"),
        ("-1.50", "varchar", "-1.5"),
        ("true", "text", "true"),
        ("'''a\n  b'''", "text", "a\n  b"),
    ],
)
def test_texts(value, kind, said):
    assert read(value, kind) == {"value": said, "type": "string"}


@pytest.mark.parametrize("value", ["", "null", "NULL", "''"])
def test_values_that_are_none(value):
    assert read(value, "int") == {"value": None, "type": "integer"}


@pytest.mark.parametrize("kind", ["int", "text", "bool", "date", "uuid"])
def test_an_expression_is_kept_as_it_is(kind):
    assert read("`now() + 1`", kind) == {"value": "now() + 1", "type": "expression"}


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("'2024-02-29'", "date", {"value": "2024-02-29", "type": "date"}),
        ("'2/3/2024'", "date", {"value": "2024-02-03", "type": "date"}),
        ("'2024-01-02 03:04:05'", "timestamp", {"value": "2024-01-02T03:04:05", "type": "datetime"}),
        ("'2024-01-02T03:04:05Z'", "timestamptz", {"value": "2024-01-02T03:04:05Z", "type": "datetime"}),
        ("'03:04:05'", "time", {"value": "03:04:05", "type": "time"}),
        ("'soon'", "date", {"value": "soon", "type": "date"}),
    ],
)
def test_moments_of_columns_of_moments(value, kind, said):
    assert read(value, kind) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [('"x"', {"value": "x", "type": "string"}), ("'y'", {"value": "y", "type": "string"}), ("e.x", {"type": "string"})],
)
def test_values_of_enums(value, said):
    assert read(value, "e", is_enum=True) == said


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("'abc'", "int", {"value": "abc", "type": "integer"}),
        ("'2'", "bool", {"value": "2", "type": "bool"}),
        ("1", "uuid", {"value": "1", "type": "uuid"}),
        ("'a'", "MyType", {"value": "a", "type": "MyType"}),
        ("true", "date", {"value": "true", "type": "date"}),
    ],
)
def test_what_fits_no_type_is_its_text(value, kind, said):
    assert read(value, kind) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-01-02", "2024-01-02"),
        ("2023-02-29", None),
        ("12/31/2024", "2024-12-31"),
        ("13/1/2024", None),
        ("3 Mar 2024", "2024-03-03"),
        ("Mar 3, 2024", "2024-03-03"),
        ("Foo 3, 2024", None),
        ("03:04:05", "03:04:05"),
        ("03:04:05.120", "03:04:05.120"),
        ("25:00:00", None),
        ("03:60:00", None),
        ("03:04:05+02:30", "03:04:05+02:30"),
        ("03:04:05+0", "03:04:05Z"),
        ("2024-01-02 03:04:05", "2024-01-02T03:04:05"),
        ("2024-01-02T03:04:05.5-01:00", "2024-01-02T03:04:05.500-01:00"),
        ("2024-01-02T03:04:05.000Z", "2024-01-02T03:04:05Z"),
        ("2024-01-02 25:04:05", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_text_says_a_moment_or_none(text, said):
    assert moment(text) == said
    errors, content = oracle().ask(f"Table t {{ a timestamp }}\nRecords t(a) {{\n'{text}'\n}}\n")
    assert errors == []
    assert content["records"][0]["values"][0][0]["value"] == (said or text or None)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1"),
        (-2.0, "-2"),
        (0.5, "0.5"),
        (1e21, "1e+21"),
        (1e20, "1" + "0" * 20),
        (1.5e-7, "1.5e-7"),
        (0.0000015, "0.0000015"),
        (0.00012, "0.00012"),
        (-2.5e30, "-2.5e+30"),
    ],
)
def test_numbers_are_spelled_as_in_javascript(number, text):
    assert spelled(number) == text
    written = repr(number)
    errors, content = oracle().ask(f"Table t {{ a text }}\nRecords t(a) {{\n{written}\n}}\n")
    assert errors == []
    assert content["records"][0]["values"][0][0]["value"] == text
