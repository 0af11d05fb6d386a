"""Rules: where elements may stand, and what each may hold, whatever its names stand for."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.rules import faults, faults_of
from workbench.formats.dbml.grammar.tokens import tokenize

WORDS = "Table TablePartial Enum Ref Dep Note Project TableGroup DiagramView Records Metadata indexes checks".split()
PLACES_OF_NOTES = "a table or a table group or a table partial or a project or a dependency"
# The names that the texts use; behind them, so that the text under test begins at its first character.
BASE = "\nTable t { a int\n b int }\nTable u { a int\n b int }\nEnum f { x }\nTableGroup h { t }\n"


def judged(text):
    tokens = tokenize(text + "\n")
    parser = Parser(tokens)
    program = parser.program()
    assert parser.wrong == []
    return [(message, text[tokens.starts[at] : tokens.ends[at]]) for message, at in faults(program)]


def refused(text):
    return bool(oracle().ask(text + BASE)[0])


@pytest.mark.parametrize(
    "text",
    [
        "Enum s.e { x\n \"y z\" [note: 'n'] }",
        "Ref: t.a > u.b [delete: cascade]",
        "Ref r { t.(a, b) <> u.(a, b) }",
        "Dep: t -> u [note: 'x']",
        "Dep d [color: #fff] { t.a -> u.a\n t.b -> u.b\n Note: 'x'\n color: #fff\n own: 5 }",
        "Note n [color: none] { 'x' }",
        "Project { }",
        "Project p { a: 'x'\n Note { 'y' } }",
        "TableGroup g [own: 'x'] { u\n Note: 'x' }",
        "DiagramView v { * }",
        "DiagramView v { Tables { t\n u }\n Schemas { * } }",
        "Records t(a) [example] { -1.5\n 1\n 'x'\n true\n null\n f.x\n `now()` }",
        "Table w { a int\n records (a) { 1 } }",
        "Metadata Table t { owner: 'x'\n note: 'y'\n headercolor: #fff }",
        "Metadata Column t.a { unit: 'kg' }",
    ],
)
def test_a_right_element_has_no_faults(text):
    assert judged(text) == []
    assert not refused(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Enum { x }", ("An enum needs a name.", "Enum")),
        ("Enum e [note: 'x'] { x }", ("An enum has no settings here.", "[")),
        ("Enum e as g { x }", ("An enum has no alias.", "g")),
        ("Enum e { 'x' }", ("A value of an enum is a word, or a name in double quotes.", "'x'")),
        ("Enum e { x y }", ("Each value of an enum stands on a line of its own.", "y")),
        ("Enum e { x [note: 'a'] y }", ("Each value of an enum stands on a line of its own.", "y")),
        ("Ref r [delete: cascade] { t.a > t.b }", ("A reference has no settings here.", "[")),
        ("Ref s.r: t.a > t.b", ("A reference has one name, without a schema.", "s")),
        ("Ref { }", ("A reference needs its two ends.", "Ref")),
        ("Ref { t.a > t.b\n u.a > t.a }", ("Each reference stands in a block of its own.", "u")),
        ("Ref: t.a", ("A reference is written as table.column > table.column.", "t")),
        ("Ref: t.a -> t.b", ("A reference is written as table.column > table.column.", "t")),
        ("Ref: t.a > u", ("An end of a reference is a table and its column.", "u")),
        ("Ref: t.(a, b) > u.(a)", ("Both ends of a reference have the same number of columns.", "t")),
        ("Ref: t.a > t.b x", ("Behind a reference stand its settings, and nothing else.", "x")),
        ("Dep: t", ("A dependency is written as table.column -> table.column.", "t")),
        ("Dep: t > u", ("A dependency is written with -> or <-.", "t")),
        ("Dep: t -> 'u'", ("An end of a dependency is a table, or a table and its columns.", "'u'")),
        ("Dep: t -> u x", ("Behind a dependency stand its settings, and nothing else.", "x")),
        ("Dep { t -> u\n Note: x }", ("A note is a text in quotes.", "Note")),
        ("Dep { t -> u\n color: red }", ("A colour is written as #3498db.", "color")),
        ("Dep { t -> u\n own: `x` }", ("'own' takes a text, a number, a colour or a name.", "`x`")),
        ("Dep { t -> u\n own { x } }", ("'own' is written as own: value.", "own")),
    ],
)
def test_an_enum_a_reference_or_a_dependency_is_complained_of(text, fault):
    assert judged(text) == [fault]
    assert refused(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Note { 'x' }", ("A note outside of an element needs a name.", "Note")),
        ("Note 5 { 'x' }", ("A note outside of an element needs a name.", "Note")),
        ("Note n: 'x'", ("What a note holds stands in braces.", "'x'")),
        ("Note n { }", ("A note needs a text.", "Note")),
        ("Note n { x }", ("A note is a text in quotes.", "x")),
        ("Note n { 'x'\n 'y' }", ("A note is one text.", "'y'")),
        ("Note n { 'x' y }", ("A note is one text.", "y")),
        ("Table w { a int\n Note x { 'y' } }", ("A note has no name here.", "x")),
        ("Table w { a int\n Note [color: #fff] { 'y' } }", ("A note has no settings here.", "[")),
        ("Project p { x }", ("A project holds fields, each on a line of its own: key: 'value'.", "x")),
        ("Project p { a: 5 }", ("The value of a field is a text in quotes.", "5")),
        ("Project p { a: 'x' 'y' }", ("A field has one value; the next one stands on a line of its own.", "'y'")),
        ("Project p { a { 'x' } }", ("A field is written as a: 'value'.", "{")),
        ("TableGroup s.g { u }", ("A table group has one name, without a schema.", "s")),
        ("TableGroup g { 'u' }", ("A table group holds names of tables.", "'u'")),
        ("TableGroup g { u t }", ("Each table of a group stands on a line of its own.", "t")),
        ("DiagramView v { x }", ("A diagram view holds blocks: Tables, Notes, TableGroups, Schemas.", "x")),
        ("DiagramView v { * x }", ("Each name of a diagram view stands on a line of its own.", "x")),
        ("DiagramView v { Tables { t u } }", ("Each name of a diagram view stands on a line of its own.", "u")),
        ("DiagramView v { Tables: t\n }", ("What Tables holds stands in braces.", "t")),
        (
            "DiagramView v { Foo { t } }",
            ("A diagram view has no block 'Foo'. Known: Tables, Notes, TableGroups, Schemas.", "Foo"),
        ),
    ],
)
def test_a_note_a_project_a_group_or_a_view_is_complained_of(text, fault):
    assert judged(text) == [fault]
    assert refused(text)


COLUMNS_OF_RECORDS = "Records need the table and its columns: records table(a, b) { … }."
VALUES = "A value is a number, a text, true, false, null, enum.value or `an expression`."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Records { 1\n }", (COLUMNS_OF_RECORDS, "Records")),
        ("Records t { 1\n }", (COLUMNS_OF_RECORDS, "t")),
        ("Records t('a') { 1\n }", (COLUMNS_OF_RECORDS, "t")),
        (
            "Table w { a int\n records x { 1\n } }",
            ("Records inside a table may name its columns: records (a, b) { … }.", "x"),
        ),
        ("Records t(a) { 1 2\n }", ("The values of a row have commas between them.", "2")),
        ("Records t(a) { x\n }", (VALUES, "x")),
        ("Records t(a) { a(1)\n }", (VALUES, "a")),
        ("Records t(a, b) { 1, #fff\n }", (VALUES, "#fff")),
        ("Metadata Foo t { a: 'b' }", ("Metadata are of a Table, a Column, a TableGroup or a Note.", "Metadata")),
        ("Metadata Table { a: 'b' }", ("Metadata need the name of what they are of.", "Metadata")),
        ("Metadata Table t: 'x'", ("What metadata holds stands in braces.", "'x'")),
        ("Metadata Table t { x }", ("Metadata hold fields: key: 'value'.", "x")),
        ("Metadata Table t { a { 'x' } }", ("A field is written as a: 'value'.", "{")),
        ("Metadata Table t { a: 'b'\n A: 'c' }", ("The field 'A' stands here twice.", "A")),
        ("Metadata Table t { a: 5 }", ("The field 'a' takes a text in quotes or a colour.", "a")),
        (
            "Metadata TableGroup h { color: red }",
            ("The field 'color' takes a colour such as #3498db.", "color"),
        ),
    ],
)
def test_records_or_metadata_are_complained_of(text, fault):
    assert judged(text) == [fault]
    assert refused(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("indexes { a }", "Indexes may stand inside a table or a table partial only."),
        ("checks { `a` }", "A block of checks may stand inside a table or a table partial only."),
        ("Table w { a int\n Ref: > t.a\n }", "A reference may stand at the top level only."),
        ("Table w { a int\n Table v { b int } }", "A table may stand at the top level only."),
        ("Project p { Table v { a int } }", "A table may stand at the top level only."),
        (
            "TableGroup g { records { 1\n } }",
            "A block of records may stand at the top level and inside a table only.",
        ),
        (
            "Enum e { x\n Note: 'a' }",
            f"A note may stand at the top level and inside {PLACES_OF_NOTES} only.",
        ),
    ],
)
def test_an_element_stands_where_it_may(text, message):
    assert judged(text)[0][0] == message
    assert refused(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Tabel w { a int }", "There is no element 'Tabel'. Did you mean Table?"),
        (
            "Foo { }",
            f"There is no element 'Foo'. Known: {', '.join(WORDS)}.",
        ),
        ("Table w { a int\n indexs { a } }", "There is no element 'indexs' inside a table. Did you mean indexes?"),
        (
            "Table w { a int\n foo { } }",
            "There is no element 'foo' inside a table. Known: Note, Records, indexes, checks.",
        ),
        ("Enum e { x\n foo: 'y' }", "There is no element 'foo' inside an enum. There may be none."),
    ],
)
def test_an_unknown_element_hints_at_the_nearest_one_that_may_stand_there(text, message):
    assert [said for said, _ in judged(text)] == [message]
    assert refused(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("use * from '/b'", ("The path of a file begins with ./ or ../.", "'/b'")),
        (
            "use { column a } from './b'",
            (
                "'column' cannot be taken from a file. Known: table, enum, tablegroup, tablepartial, note, schema.",
                "column",
            ),
        ),
        ("use { note s.a } from './b'", ("This is no name.", "s")),
        ("use { table a as b.c } from './b'", ("An alias is one word, or a name in double quotes.", "b")),
    ],
)
def test_what_is_taken_has_a_kind_and_a_name(text, fault):
    other = "Table a { id int }\nTable s.b { id int }\nNote a { 'x' }\n"
    right = "use { table a as b\n table s.b as c } from './b'\n"
    assert judged(text) == [fault]
    assert judged(right) == []
    assert oracle().ask({"/main.dbml": text + "\n", "/b.dbml": other})[0]
    assert oracle().ask({"/main.dbml": right, "/b.dbml": other})[0] == []


def test_the_faults_of_a_text_are_those_of_its_elements():
    program = Parser(tokenize("Enum { x }\nRef { }\nTable t { a int }\nNote { }\n")).program()
    assert list(faults(program)) == [fault for item in program.items for fault in faults_of(item)]
    assert [len(list(faults_of(item))) for item in program.items] == [1, 1, 0, 2]
