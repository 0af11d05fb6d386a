"""Patch: the text says the edited model, and every line that the edit does not concern is the same, byte for byte."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.changed_lines import edited_at_random, patched, same
from tests.formats.dbml.conftest import SHOP
from tests.formats.dbml.grammar.oracle import oracle
from tests.strategies import edits, models
from workbench.errors import WorkbenchError
from workbench.formats.dbml import Document, patch, syntax
from workbench.formats.dbml.references import references_of
from workbench.formats.dbml.scope import qualified
from workbench.model import Attribute, Entity, EnumValue, Key, Model, QualifiedName, Reference, Subject
from workbench.model.diff import diff, renames_of
from workbench.model.edits import Add, Batch, Change, Drop, Move, Rename, SetPrimaryKey


@given(st.data())
def test_the_text_says_the_model_after_each_of_several_edits(data):
    model = data.draw(models(max_entities=3))
    document = Document.from_model(model)
    assert same(document.model, model)
    for changed in edited_at_random(data, document):
        assert changed.model == Document.of(changed.text).model


@given(models(max_entities=3), models(max_entities=3))
def test_a_text_can_be_made_to_say_any_other_model(before, after):
    document = patch(Document.from_model(before), before, after)
    assert same(Document.of(document.text).model, after), document.text


@given(st.data())
def test_elements_that_an_edit_does_not_concern_stay_byte_for_byte_whatever_the_line_ends(data):
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    document = Document.of(SHOP.replace("\n", newline))
    before = document.model
    edit = data.draw(edits(before))
    try:
        after = edit.apply(before)
    except WorkbenchError:
        return
    result = patch(document, before, after, renames_of(edit))
    assert same(Document.of(result.text).model, after)
    assert result.text.replace("\r\n", "\n").count("\n") == result.text.count(newline)
    for chunk in document.chunks:
        if not concerns(chunk.element, document, before, after):
            # The line end of the last element may be new: something may stand behind it now.
            assert chunk.text.strip() in result.text, edit


def concerns(element, document, before, after):
    """Whether an element says a node that is another one after, as far as one can tell from outside."""
    match element:
        case syntax.Table(partial=True) | syntax.Other():
            changed = [e for e in before.entities if after.entities_by_name.get(e.name) is not e]
            words = {word for e in changed for word in (e.name.name, e.alias)}
            return bool(words & element.words) or before.areas is not after.areas
        case syntax.Pairs(target="column"):
            name = document.scope.table(element.name[:-1])
            return before.entities_by_name.get(name) is not after.entities_by_name.get(name)
        case syntax.Table(partial=False) | syntax.Pairs(target="table"):
            name = document.scope.table(element.name)
            said = [r for r, *_ in references_of(element, document.scope)]
            names = {name} | {end for r in said for end in (r.child, r.parent)}
            same_entities = all(before.entities_by_name.get(n) is after.entities_by_name.get(n) for n in names)
            same_references = before.references is after.references
            return not (same_entities and same_references and before.enums is after.enums)
        case syntax.Ref():
            return before.references is not after.references
        case syntax.EnumElement():
            return before.enums is not after.enums
        case syntax.Group():
            return before.areas is not after.areas
        case syntax.Pairs(keyword="project"):
            return before.references is not after.references or before.enums is not after.enums
        case _:
            return False


def test_nothing_changes_where_nothing_was_edited():
    document = Document.of(SHOP)
    assert patch(document, document.model, document.model) is document
    assert patch(document, document.model, Document.of(SHOP).model).text == SHOP


def test_renames_that_are_not_told_are_a_drop_and_an_addition():
    document = Document.of("Table t {\n  a int // mine\n  b int\n}\n")
    edit = Rename(Subject.attribute("t", "a"), "c")
    after = edit.apply(document.model)
    assert patch(document, document.model, after).text == "Table t {\n  c int [wb_source: 'a']\n  b int\n}\n"
    told = patch(document, document.model, after, renames_of(edit))
    assert told.text == "Table t {\n  c int [wb_source: 'a'] // mine\n  b int\n}\n"


def test_two_tables_may_swap_their_names():
    text = "Table a { x int } // first\nTable b { y int } // second\nRef: a.x > b.y\n"
    swap = Batch((Rename(Subject.entity("a"), "c"), Rename(Subject.entity("b"), "a"), Rename(Subject.entity("c"), "b")))
    assert patched(text, swap) == (
        "Table b [wb_source: 'a'] { x int } // first\nTable a [wb_source: 'b'] { y int } // second\nRef: b.x > a.y\n"
    )


def test_lines_of_either_kind_keep_their_ends_in_a_text_that_mixes_them():
    text = "Table t {\r\n  a int // one\n  b int\r\n  c int\n}\r\n"
    assert patched(text, Rename(Subject.attribute("t", "b"), "d")) == text.replace("b int", "d int [wb_source: 'b']")
    added = patched(text, Add(Attribute(name="x"), QualifiedName("t"), 1))
    assert added == text.replace("// one\n", "// one\n  x text\r\n")


def test_a_byte_order_mark_and_a_missing_last_line_end_stay():
    text = "\ufeffTable t { a int }"
    assert patched(text, Rename(Subject.attribute("t", "a"), "b")) == "\ufeffTable t { b int [wb_source: 'a'] }"
    assert patched(text, Add(Entity(name=QualifiedName("u"), attributes=(Attribute(name="x"),)))) == (
        "\ufeffTable t { a int }\n\nTable u {\n  x text\n}\n"
    )


def test_an_empty_text_can_be_filled_and_emptied():
    entity = Entity(name=QualifiedName("t"), attributes=(Attribute(name="a"),))
    document = patch(Document.of(""), Model(), Model(entities=(entity,)))
    assert document.text == "Table t {\n  a text\n}\n"
    assert patch(document, document.model, Model()).text == ""


def test_a_diff_can_be_written_into_a_text_as_one_edit():
    before = Document.of(SHOP)
    model = Batch((Drop(Subject.entity("notes")), Move(Subject.entity("orders"), 0))).apply(before.model)
    edit = Batch(diff(before.model, model).edits)
    after = patch(before, before.model, edit.change(before.model), renames_of(edit))
    assert same(after.model, model)
    assert [qualified(e.name).name for e in after.elements if isinstance(e, syntax.Table) and not e.partial] == [
        "orders", "customers", "items", "products"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["e", 'sales."3C"', r'"3C\"K"', r'sales."3C\"K\""'])
def test_a_type_says_its_enum_when_that_is_dropped_whatever_its_name(name):
    document = Document.of(f"Enum {name} {{\n  id\n}}\n\nTable t {{\n  id {name} [not null]\n}}\n")
    model = document.model
    after = replace(model, enums=())
    patched = patch(document, model, after)
    assert Document.of(patched.text).model == after


USERS = "Table users as U {\n  id int [pk]\n}\nTable o {\n  u int\n}\nRef: o.u > U.id\n"
STATES = """\
Enum e {
  a // first
  b // second
  c
}
Table t {
  id int [pk]
  s e [default: e.a]
  records {
    1, e.b
  }
}
Table v {
  s e
}
Records v(s) {
  e.a
  e.b
}
"""
PAIR = "Table c {\n  x int // one\n  y int // two\n\n  indexes {\n    (x, y) [pk] // both\n  }\n}\n"
C, E = QualifiedName("c"), Subject.named("enum", "e")


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        (USERS, Change.of(Subject.entity("users"), alias=None), USERS.replace(" as U", "").replace("U.id", "users.id")),
        (
            USERS,
            Change.of(Subject.entity("users"), alias="B"),
            USERS.replace("as U", "as B").replace("U.id", "users.id"),
        ),
        (USERS, Rename(Subject.entity("users"), "U"), USERS.replace("users as U", "U [wb_source: 'users']")),
        (STATES, Rename(E, "f"), STATES.replace("e.", "f.").replace("Enum e", "Enum f").replace("s e", "s f")),
        (
            STATES,
            Drop(E),
            STATES.partition("}\n")[2].replace("s e", "s text").replace("e.a", "'a'").replace("e.b", "'b'"),
        ),
        (
            STATES,
            Change.of(E, values=tuple(EnumValue(name=name) for name in "ca")),
            STATES.replace("  a // first\n  b // second\n  c\n", "  c\n  a // first\n").replace("e.b", "'b'"),
        ),
        (
            STATES,
            Change.of(E, values=tuple(EnumValue(name=name) for name in "cba")),
            STATES.replace("  a // first\n  b // second\n  c\n", "  c\n  b // second\n  a // first\n"),
        ),
        ("Table a{\n  id int\n}\n", Rename(Subject.entity("a"), "b"), "Table b [wb_source: 'a'] {\n  id int\n}\n"),
        (
            PAIR,
            SetPrimaryKey(C, None),
            "Table c {\n  x int [not null] // one\n  y int [not null] // two\n}\n",
        ),
        (
            PAIR,
            SetPrimaryKey(C, Key(attributes=("x",))),
            "Table c {\n  x int [pk] // one\n  y int [not null] // two\n}\n",
        ),
    ],
    ids=str,
)
def test_other_programs_read_the_text_and_comments_stay(text, edit, after):
    assert oracle().ask(text)[0] == []
    assert patched(text, edit) == after
    assert oracle().ask(after)[0] == []


def test_a_reference_that_takes_the_place_of_its_twin_keeps_its_minima():
    text = "Table a {\n  id int [pk]\n}\nTable b {\n  name int [unique]\n}\nRef: a.id > b.name\n"
    back = Reference(
        child=QualifiedName("b"), child_attributes=("name",), parent=QualifiedName("a"), parent_attributes=("id",)
    )
    document = Document.of(text)
    (first,) = document.model.references
    after = patched(text, Add(back), Drop(Subject.reference(first)))
    assert "Ref: b.name ?> a.id" in after
