"""Shape: names, settings and bodies of elements, whatever their kind."""

import pytest

from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml.grammar import shape
from workbench.formats.dbml.grammar.nodes import Element
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.tokens import tokenize


def said(text, judge, **asked):
    """What is wrong with the only element of a text, each with the text that stands there."""
    tokens = tokenize(text)
    (element,) = Parser(tokens).program().elements
    return [(message, text[tokens.starts[at] : tokens.ends[at]]) for message, at in judge(element, **asked)]


def refused(text):
    return bool(oracle().ask(text)[0])


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("Table", "A table"),
        ("tablepartial", "A table partial"),
        ("ENUM", "An enum"),
        ("Ref", "A reference"),
        ("Dep", "A dependency"),
        ("Metadata", "Metadata"),
        ("Tabel", "'Tabel'"),
    ],
)
def test_an_element_is_called_by_a_title_or_by_its_word(word, title):
    assert shape.title(Element(0, 1, word)) == title


@pytest.mark.parametrize(
    ("text", "single"),
    [
        ("Table t { a int }", False),
        ("Table s.t { a int }", False),
        ("Table a.b.c { a int }", False),
        ('Table s."a b" { a int }', False),
        ('TablePartial "a b" { a int }', True),
    ],
)
def test_a_name_has_a_schema_where_it_may_have_one(text, single):
    assert said(text, shape.name_faults, single=single) == []
    assert not refused(text)


@pytest.mark.parametrize(
    ("text", "single", "fault"),
    [
        ("Table { a int }", False, ("A table needs a name.", "Table")),
        ("Enum { x }", False, ("An enum needs a name.", "Enum")),
        ("Table t[note: 'x'] { a int }", False, ("Put a blank between the name and the settings.", "[")),
        ("TableGroup g[note: 'x'] { }", True, ("Put a blank between the name and the settings.", "[")),
        ("TablePartial s.p { a int }", True, ("A table partial has one name, without a schema.", "s")),
        ("TableGroup 5 { }", True, ("A table group has one name, without a schema.", "5")),
        ("Table 'x' { a int }", False, ("A table has a name such as name or schema.name.", "'x'")),
        ("Enum e(x) { x }", False, ("An enum has a name such as name or schema.name.", "e")),
    ],
)
def test_another_name_is_complained_of(text, single, fault):
    assert said(text, shape.name_faults, single=single) == [fault]
    assert refused(text)


@pytest.mark.parametrize("text", ["Project { }", "Project p { }"])
def test_a_name_may_be_left_out_where_none_is_needed(text):
    assert said(text, shape.name_faults, single=True, needed=False) == []
    assert not refused(text)


@pytest.mark.parametrize(
    ("judge", "wrong", "right", "fault"),
    [
        (
            shape.no_settings,
            "Enum e [note: 'x'] { a }",
            "Enum e { a [note: 'x'] }",
            ("An enum has no settings here.", "["),
        ),
        (
            shape.no_settings,
            "Project p [note: 'x'] { }",
            "Project p { note: 'x' }",
            ("A project has no settings here.", "["),
        ),
        (shape.in_braces, "Table t: a int\n", "Table t { a int }", ("What a table holds stands in braces.", "a")),
        (shape.in_braces, "Project: x\n", "Project { x: 'y' }", ("What a project holds stands in braces.", "x")),
        (
            shape.one_note,
            "Table t { a int\n Note: 'x'\n note { 'y' } }",
            "Table t { a int\n Note: 'x' }",
            ("There is a note already.", "note"),
        ),
    ],
)
def test_what_an_element_has_none_of_is_complained_of(judge, wrong, right, fault):
    assert said(wrong, judge) == [fault]
    assert refused(wrong)
    assert said(right, judge) == []
    assert not refused(right)


@pytest.mark.parametrize(("inner", "faults"), [("indexes x", 1), ("indexes", 0)])
def test_an_element_inside_another_may_have_no_name(inner, faults):
    text = f"Table t {{ a int\n {inner} {{ a }} }}"
    (table,) = Parser(tokenize(text)).program().elements
    assert [message for message, _ in shape.no_name(table.elements[0])] == ["Indexes has no name here."] * faults
    assert refused(text) is bool(faults)


def test_all_notes_behind_the_first_are_one_fault():
    text = "Table t { a int\n Note: 'x'\n Note: 'y'\n Note: 'z' }"
    assert len(said(text, shape.one_note)) == 1
    assert refused(text)
