"""Values: what an expression may stand for, and what it says."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar import values
from workbench.formats.dbml.grammar.nodes import Words
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.tokens import tokenize


def expression(text):
    parser = Parser(tokenize(text + " \n"))
    found = parser.expression()
    assert parser.kinds[parser.at] == "end"
    return found


def line(text):
    return Parser(tokenize(text + " \n")).line(None)


def accepted(text):
    return oracle().ask(text)[0] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a", "name word"),
        ('"a b"', "name text"),
        ("'a'", "text"),
        ("'''a'''", "text"),
        ("1.5", "number"),
        ("-1", "number"),
        ("+-1", "number"),
        ("#fff", "colour colour_or_none"),
        ("#3498DB", "colour colour_or_none"),
        ("#ffff", ""),
        ("#ggg", ""),
        ("None", "name word colour_or_none"),
        ("'none'", "text"),
        ("-a", ""),
        ("`a`", ""),
        ("a.b", ""),
    ],
)
def test_an_expression_is_of_some_kinds(text, kinds):
    every = ("name", "word", "text", "number", "colour", "colour_or_none")
    assert {kind for kind in every if getattr(values, f"is_{kind}")(expression(text))} == set(kinds.split())


def test_nothing_is_of_no_kind():
    for kind in (
        "name",
        "word",
        "text",
        "number",
        "colour",
        "colour_or_none",
        "relation",
        "pointer",
        "default",
        "type",
    ):
        assert not getattr(values, f"is_{kind}")(None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a", ("a",)),
        ('a."b c".d', ("a", "b c", "d")),
        ("a.'b'", None),
        ("a.(b)", None),
        ("a(b)", None),
        ("1", None),
        ("a > b", None),
        ("`a`", None),
    ],
)
def test_a_qualified_name_is_names_with_points_between_them(text, names):
    assert values.dotted(expression(text)) == names


def test_nothing_is_no_qualified_name():
    assert values.dotted(None) is None
    assert values.chain(None) == []


@pytest.mark.parametrize(
    ("text", "names", "columns", "parts"),
    [
        ("a", ["a"], [], 1),
        ("s.t.c", ["s", "t", "c"], [], 3),
        ("t.(a, b)", ["t"], ["a", "b"], 2),
        ("s.t.(a)", ["s", "t"], ["a"], 3),
        ("(a, b)", [], ["a", "b"], 1),
    ],
)
def test_an_end_of_a_reference_is_names_and_columns(text, names, columns, parts):
    end = values.end_of(expression(text))
    assert [name.value for name in end.names] == names
    assert [column.value for column in end.columns] == columns
    assert end.parts == parts


@pytest.mark.parametrize("text", ["t.(a, 1)", "t.(a.b)", "t.1", "t(a)", "'t'", "(a).b", "a > b"])
def test_anything_else_is_no_end(text):
    assert values.end_of(expression(text)) is None


@pytest.mark.parametrize(("operator", "ends"), values.RELATIONS.items())
def test_an_operator_says_how_many_rows_stand_at_each_end(operator, ends):
    text = f"Table t {{ a int }}\nTable u {{ b int }}\nRef: t.a {operator} u.b\n"
    assert values.is_relation(expression(f"t.a {operator} u.b"))
    errors, content = oracle().ask(text)
    assert errors == []
    assert [end["relation"] for end in content["refs"][0]["endpoints"]] == list(ends)


def test_all_operators_of_references_are_known():
    parts = [first + middle + last for first in ("", "?") for middle in ("<", ">", "-", "<>") for last in ("", "?")]
    assert sorted(values.RELATIONS) == sorted(parts)


@pytest.mark.parametrize("text", ["t.a -> u.b", "t.a = u.b", "t.a > 'u'", "t.a > u.b > v.c", "t.a"])
def test_what_has_another_operator_or_other_ends_is_no_reference(text):
    assert not values.is_relation(expression(text))
    assert not accepted(f"Table t {{ a int }}\nTable u {{ b int }}\nTable v {{ c int }}\nRef: {text}\n")


@pytest.mark.parametrize(
    ("text", "relation", "arrow"),
    [
        ("> t.a", True, False),
        ("<>? s.t.a", True, False),
        ("-> t.a", False, True),
        ("<- t", False, True),
        ("> t.(a)", False, False),
        ("> 'a'", False, False),
        ("t.a", False, False),
        ("! t.a", False, False),
    ],
)
def test_a_pointer_is_an_operator_and_a_name(text, relation, arrow):
    assert values.is_pointer(expression(text)) is relation
    assert values.is_pointer(expression(text), arrow=True) is arrow


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1", True),
        ("-1.5", True),
        ("'x'", True),
        ('"x"', True),
        ("`now()`", True),
        ("true", True),
        ("FALSE", True),
        ("null", True),
        ("e.x", True),
        ("s.f.y", True),
        ("x", False),
        ("s.f.y.z", False),
        ("now()", False),
        ("#fff", False),
        ("(1)", False),
        ("- x", False),
    ],
)
def test_a_default_is_a_constant_an_expression_or_a_value_of_an_enum(text, right):
    assert values.is_default(expression(text)) is right
    assert accepted(f"Enum e {{ x }}\nEnum s.f {{ y }}\nTable t {{ a int [default: {text}] }}\n") is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("int", True),
        ('"character varying"', True),
        ("s.t", True),
        ("decimal(10, 2)", True),
        ("decimal(-1)", True),
        ("enum('a', b)", True),
        ("int[]", True),
        ("int[3][]", True),
        ("varchar(9)[]", True),
        ("decimal(10)(2)", True),
        ("int[x]", False),
        ("int[3: 4]", False),
        ("decimal(a.b)", False),
        ("'int'", False),
        ("1", False),
        ("`int`", False),
        ("(int)", False),
    ],
)
def test_a_type_is_a_name_with_parameters_and_dimensions(text, right):
    assert values.is_type(expression(text)) is right
    assert accepted(f"Table t {{ a {text} }}\n") is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a", True),
        ('"a"', True),
        ("`a + 1`", True),
        ("(a, b)", True),
        ("(a, `b`)", True),
        ("'a'", False),
        ("1", False),
        ("(a, 1)", False),
        ("((a), b)", False),
        ("t.a", False),
    ],
)
def test_columns_and_expressions_are_indexed(text, right):
    assert values.is_index_part(expression(text)) is right
    assert accepted(f"Table t {{ a int\n b int\n indexes {{ {text} }} }}\n") is right


@pytest.mark.parametrize(("text", "right"), [("(a, b)", True), ("(a)", True), ("(a, 1)", False), ("a", False)])
def test_a_list_of_names_stands_in_parentheses(text, right):
    assert values.are_names(expression(text)) is right


@pytest.mark.parametrize(
    ("text", "written", "number"),
    [
        ("1", "1", 1),
        ("007", "007", 7),
        ("-1.5", "-1.5", -1.5),
        ("- -2", "--2", 2),
        ("+3", "+3", 3),
        ("2.0", "2.0", 2),
        ("1e3", "1e3", 1000),
        ("2E-2", "2E-2", 0.02),
    ],
)
def test_a_number_is_what_it_is_written_as(text, written, number):
    node = expression(text)
    assert values.number_text(node) == written
    assert values.number_of(node) == number
    assert isinstance(values.number_of(node), type(number))
    errors, content = oracle().ask(f"Table t {{ a int [default: {text}] }}\n")
    assert errors == []
    assert content["tables"][0]["fields"][0]["dbdefault"] == {"type": "number", "value": number}


@pytest.mark.parametrize(
    ("text", "number"), [("9007199254740991", 2**53 - 1), ("9007199254740993", float(2**53)), ("1e30", 1e30)]
)
def test_numbers_beyond_those_of_javascript_are_no_integers(text, number):
    assert values.plain_number(text) == number
    assert isinstance(values.plain_number(text), type(number))


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (Words(0, 2, "SET Null"), "set null"),
        (expression("Cascade"), "cascade"),
        (expression("'x'"), None),
        (None, None),
    ],
)
def test_words_are_spoken_in_lower_case(node, said):
    assert values.spoken(node) == said


def test_lists_behind_each_other_are_unrolled_from_the_last():
    found = list(values.unrolled(expression("(a)(b, c)(d)")))
    assert [[item.value for item in part.items] for part in found] == [["d"], ["b", "c"], ["a"]]
    assert [part.value for part in values.unrolled(expression("a"))] == ["a"]


def test_settings_stand_at_the_end_of_a_line():
    assert [setting.name.value for setting in values.settings_of(line("a int [pk]")).settings] == ["pk"]
    assert values.settings_of(line("a int")) is None
    assert values.settings_of(line("a")) is None


@pytest.mark.parametrize(("text", "count"), [("1, 2, 3", 3), ("1", 1), ("1,,", 3), (",", 2)])
def test_a_row_is_values_with_commas_between_them(text, count):
    assert len(values.row_of(line(text))) == count
    columns = ["a", "b", "c"][:count]
    table = "".join(f"{name} int\n" for name in columns)
    errors, content = oracle().ask(f"Table t {{ {table} }}\nRecords t({', '.join(columns)}) {{\n{text}\n}}\n")
    assert errors == []
    assert len(content["records"][0]["values"][0]) == count
