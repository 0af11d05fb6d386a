"""Tables: what tables and table partials are made of, their columns, indexes and checks."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar import tables
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.tokens import tokenize

PLACES = {"indexes": "Table t {{ a int\n b int\n indexes {} }}", "checks": "Table t {{ a int\n checks {} }}"}


def judged(text, judge, inner=None):
    tokens = tokenize(text)
    element = Parser(tokens).program().elements[0]
    if inner is not None:
        (element,) = [found for found in element.elements if found.kind == inner]
    return [(message, text[tokens.starts[at] : tokens.ends[at]]) for message, at in judge(element, None)]


def refused(text):
    return bool(oracle().ask(text)[0])


NO_TYPE = "This is no type: a name with at most one schema, and what stands behind it in brackets."


@pytest.mark.parametrize(
    "text",
    [
        "Table t { a int }",
        "Table s.t as \"q r\" [note: 'x'] { \"a b\" int [pk]\n Note: 'x' }",
        "Table t { a int pk }",
        "Table t { a int PK unique [note: 'x'] }",
        "Table t { a s.kind(1)[] [not null, unique] }",
        "Table t { ~p\n a int }\nTablePartial p { b int }",
        'Table t { ~"p q" }\nTablePartial "p q" { b int }',
        "Table t { a int [] }",
    ],
)
def test_a_table_holds_columns_and_partials(text):
    assert judged(text, tables.table) == []
    assert not refused(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Table { a int }", ("A table needs a name.", "Table")),
        ("Table t as a.b { x int }", ("An alias is one word, or a name in double quotes.", "a")),
        ("Table t as 'q' { x int }", ("An alias is one word, or a name in double quotes.", "'q'")),
        ("Table t: a int\n", ("What a table holds stands in braces.", "a")),
        ("Table t [own] { a int }", ("The setting 'own' takes a text in quotes or a colour.", "own")),
        ("Table t { ~'p'\n a int }", ("A table partial is taken in by ~ and its name.", "~")),
        (
            "Table t { ~p x\n a int }\nTablePartial p { b int }",
            ("Nothing stands behind the name of a table partial.", "x"),
        ),
        ("Table t { a int\n Note: 'x'\n Note: 'y' }", ("There is a note already.", "Note")),
    ],
)
def test_a_table_that_is_no_table_is_complained_of(text, fault):
    assert judged(text, tables.table) == [fault]
    assert refused(text)


@pytest.mark.parametrize(
    ("column", "fault"),
    [
        ("'a' int", ("A column is named by a word, or a name in double quotes.", "'a'")),
        ("a.b int", ("A column is named by a word, or a name in double quotes.", "a")),
        ("a", ("The column 'a' has no type.", "a")),
        (
            "a 'int'",
            (NO_TYPE, "'int'"),
        ),
        ("a [pk]", (NO_TYPE, "[")),
        ("a int[pk]", ("Put a blank between the type and its settings.", "[")),
        ("a decimal(1)[pk]", ("Put a blank between the type and its settings.", "[")),
        ("a int null", ("Only pk and unique may stand there without brackets, not 'null'.", "null")),
        ("a int 'x'", ("Behind the type of a column stand pk, unique, or settings in brackets.", "'x'")),
        ("a int [pk] unique", ("Behind the type of a column stand pk, unique, or settings in brackets.", "[")),
        ("a int pk, unique", ("Behind the type of a column stand pk, unique, or settings in brackets.", "pk")),
        ("a int pk [pk]", ("The setting 'pk' stands here twice.", "a")),
        ("a int unique unique", ("The setting 'unique' stands here twice.", "a")),
        ("a int pk [primary key]", ("Say pk or primary key, and not both.", "a")),
        ("a int [primary key, pk]", ("Say pk or primary key, and not both.", "a")),
        ("a int [null, not null]", ("A column cannot be null and not null.", "not")),
        ("a int [note: x]", ("The setting 'note' takes a text in quotes.", "x")),
    ],
)
def test_a_column_that_is_no_column_is_complained_of_in_tables_and_partials(column, fault):
    for word, judge in (("Table", tables.table), ("TablePartial", tables.partial)):
        text = f"{word} t {{ {column} }}"
        assert judged(text, judge) == [fault]
        assert refused(text)


@pytest.mark.parametrize("text", ["TablePartial p { a int pk\n Note: 'x' }", "TablePartial p [note: 'x'] { a int }"])
def test_a_partial_holds_columns(text):
    assert judged(text, tables.partial) == []
    assert not refused(text)


@pytest.mark.parametrize(
    ("text", "message", "there"),
    [
        ("TablePartial { a int }", "A table partial needs a name.", "TablePartial"),
        ("TablePartial s.p { a int }", "A table partial has one name, without a schema.", "s"),
        ("TablePartial p: a int\n", "What a table partial holds stands in braces.", "a"),
        ("TablePartial p [own: 'x'] { a int }", "There is no setting 'own'. Known: headercolor, note.", "own"),
        (
            "TablePartial p { a int [dep: -> t.a] }\nTable t { a int }",
            "The setting 'dep' takes a text in quotes or a colour.",
            "->",
        ),
        (
            "TablePartial p { ~q }\nTablePartial q { a int }",
            "A table partial takes in no other one.",
            "~",
        ),
    ],
)
def test_a_partial_has_less_than_a_table(text, message, there):
    assert judged(text, tables.partial)[0] == (message, there)
    assert refused(text)


@pytest.mark.parametrize(
    ("inner", "body"),
    [
        ("indexes", "{ a }"),
        ("indexes", "{ (a, b) [pk]\n `a + 1` [unique, name: 'x', type: hash]\n (a, `b`) }"),
        ("indexes", "{ a b }"),
        ("indexes", "{ (a)(b) [unique] }"),
        ("indexes", "{ }"),
        ("checks", "{ `a > 0`\n `a < 9` [name: 'small'] }"),
        ("checks", "{ }"),
    ],
)
def test_a_table_has_indexes_and_checks(inner, body):
    text = PLACES[inner].format(body)
    assert judged(text, getattr(tables, inner), inner) == []
    assert not refused(text)


@pytest.mark.parametrize(
    ("inner", "body", "fault"),
    [
        ("indexes", "x { a }", ("Indexes has no name here.", "x")),
        ("indexes", "[pk] { a }", ("Indexes has no settings here.", "[")),
        ("indexes", "{ 'a' }", ("An index is of columns and of expressions in backticks.", "'a'")),
        ("indexes", "{ (a, 1) }", ("An index is of columns and of expressions in backticks.", "(")),
        ("indexes", "{ a [own: 'x'] }", ("There is no setting 'own'. Known: pk, unique, name, note, type.", "own")),
        ("checks", "x { `a` }", ("A block of checks has no name here.", "x")),
        ("checks", "[name: 'x'] { `a` }", ("A block of checks has no settings here.", "[")),
        ("checks", "{ a }", ("A check is an expression in backticks.", "a")),
        ("checks", "{ 'a' [name: 'x'] }", ("A check is an expression in backticks.", "'a'")),
        ("checks", "{ `a` `b` }", ("A check is an expression in backticks.", "`a`")),
        ("checks", "{ `a` [note: 'x'] }", ("There is no setting 'note'. Known: name.", "note")),
    ],
)
def test_other_indexes_and_checks_are_complained_of(inner, body, fault):
    text = PLACES[inner].format(body)
    assert judged(text, getattr(tables, inner), inner) == [fault]
    assert refused(text)


@pytest.mark.parametrize(
    ("inner", "body", "message"),
    [
        ("indexes", "a", "What indexes holds stands in braces."),
        ("checks", "`a`", "What a block of checks holds stands in braces."),
    ],
)
def test_indexes_and_checks_stand_in_braces(inner, body, message):
    text = f"Table t {{ a int\n {inner}: {body}\n}}"
    assert judged(text, getattr(tables, inner), inner) == [(message, body)]
    assert refused(text)
