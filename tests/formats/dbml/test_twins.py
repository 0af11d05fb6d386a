"""Twins: references that join the same columns are all kept, in a text that the official parser reads."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.changed_lines import changed_lines, same
from tests.formats.dbml.grammar.oracle import oracle
from workbench.formats.dbml import Document, patch, read_dbml, write_dbml
from workbench.formats.dbml.twins import twins
from workbench.model import Attribute, Entity, Model, Properties, QualifiedName, Reference, Subject, parse_type
from workbench.model.diff import renames_of
from workbench.model.edits import Add, Drop, Rename

A, B = QualifiedName("a"), QualifiedName("b")
COLUMNS = tuple(Attribute(name=name, type=parse_type("int32")) for name in "xy")
TABLES = tuple(Entity(name=name, attributes=COLUMNS) for name in (A, B))


def reference(child, parent, **others):
    return Reference(child=child[0], child_attributes=child[1], parent=parent[0], parent_attributes=parent[1], **others)


THERE = reference((A, ("x",)), (B, ("x",)))
BACK = reference((B, ("x",)), (A, ("x",)), name="back", on_delete="cascade", deferrable=True, note="n")
ENDS = [(table, columns) for table in (A, B) for columns in [("x",), ("y",), ("x", "y"), ("y", "x")]]
ALL = [reference(c, p) for c in ENDS for p in ENDS if len(c[1]) == len(p[1]) and c != p]


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ([THERE, BACK], [BACK]),
        ([BACK, THERE], [THERE]),
        ([THERE, reference((A, ("y",)), (B, ("x",)))], []),
        ([reference((A, ("x", "y")), (B, ("x", "y"))), reference((A, ("x", "y")), (B, ("y", "x")))], [1]),
        # Both ends of a reference are the same columns: the official parser takes none such.
        ([reference((A, ("x", "y")), (A, ("y", "x")))], [0]),
    ],
)
def test_which_references_stand_apart(references, expected):
    assert list(twins(references)) == [references[e] if isinstance(e, int) else e for e in expected]


@given(st.lists(st.sampled_from(ALL), unique=True, max_size=8))
def test_every_set_of_references_is_written_so_that_the_official_parser_reads_it(references):
    model = Model(entities=TABLES, references=tuple(references))
    text = write_dbml(model)
    assert oracle().ask(text)[0] == [], text
    assert same(read_dbml(text), model)


@given(st.lists(st.lists(st.sampled_from(ALL), unique=True, max_size=6), min_size=3, max_size=3))
def test_a_text_can_be_made_to_say_any_other_references(lists):
    models = [Model(entities=TABLES, references=tuple(references)) for references in lists]
    document = Document.from_model(models[0])
    for before, after in pairwise(models):
        document = patch(document, before, after)
        assert same(Document.of(document.text).model, after), document.text
        assert oracle().ask(document.text)[0] == [], document.text


def test_what_is_said_of_a_twin_is_kept():
    model = Model(entities=TABLES, references=(THERE, BACK), properties=Properties({"owner": "me"}))
    text = write_dbml(model)
    assert text.count("Ref") == 1
    assert read_dbml(text) == model


def test_a_twin_becomes_a_ref_when_the_other_goes():
    text = write_dbml(Model(entities=TABLES, references=(THERE, BACK)))
    lines = changed_lines(text, Drop(Subject.reference(THERE)))
    assert "-Ref: a.x ?> b.x\n" in lines
    assert "+Ref back: b.x ?> a.x [delete: cascade]\n" in lines
    assert "-  wb_reference_back:" in lines


def test_a_reference_that_is_added_to_its_counterpart_stands_apart():
    text = write_dbml(Model(entities=TABLES, references=(THERE,)))
    lines = changed_lines(text, Add(BACK))
    assert "Ref back" not in lines
    assert "+  wb_reference_back:" in lines


def test_a_rename_reaches_a_twin():
    model = Model(entities=TABLES, references=(THERE, BACK))
    edit = Rename(Subject.entity(A), "c")
    after = edit.apply(model)
    document = patch(Document.from_model(model), model, after, renames_of(edit))
    assert same(read_dbml(document.text), after)
    assert '"a"' not in document.text
