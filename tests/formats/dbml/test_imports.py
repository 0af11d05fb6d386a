"""Imports: what a text takes from other files is part of its model, and stays in those files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.dbml.changed_lines import same
from tests.formats.dbml.grammar.oracle import oracle
from tests.formats.dbml.grammar.test_modules import RIGHT, files
from tests.strategies import edits
from workbench.errors import ModelError, WorkbenchError
from workbench.formats.dbml import DbmlError, Document, Files, flattened, patch, read_dbml, write_dbml
from workbench.model import Properties, QualifiedName, Reference, Subject
from workbench.model.diff import renames_of
from workbench.model.edits import Add, Change, Drop, Rename
from workbench.session import Session

MAIN = "/main.dbml"


def document(**case):
    texts = files(case)
    return Document.of(texts[MAIN], files=Files(MAIN, texts.get))


def model(**case):
    return document(**case).model


@pytest.mark.parametrize("case", RIGHT.values(), ids=list(RIGHT))
def test_the_model_has_what_the_official_parser_takes(case):
    errors, content = oracle().ask(files(case))
    assert not errors
    found = model(**case)
    assert len(found.entities) == len(content["tables"])
    assert len(found.references) == len(content["refs"])
    assert len(found.areas) == len(content["tableGroups"])
    assert {e["name"] for e in content["enums"]} <= {e.name.name for e in found.enums}
    for table in content["tables"]:
        columns = [field["name"] for field in table["fields"]]
        names = ([a.name for a in e.attributes if a.name in columns] for e in found.entities)
        assert columns in names, table


@pytest.mark.parametrize("case", RIGHT.values(), ids=list(RIGHT))
def test_all_of_it_can_be_one_file(case):
    found = model(**case)
    text = write_dbml(found)
    assert not oracle().ask(text)[0], text
    assert same(read_dbml(text), found)


@pytest.mark.parametrize("case", RIGHT.values(), ids=list(RIGHT))
def test_all_of_it_can_stand_in_the_authors_text(case):
    whole = document(**case)
    flat = flattened(whole)
    assert flat.uses == []
    again = Document.of(flat.text).model
    for kind in ("entities", "references", "enums", "areas"):
        assert sorted(map(repr, getattr(again, kind))) == sorted(map(repr, getattr(whole.model, kind)))
    kept = [line for line in files(case)[MAIN].splitlines() if line.startswith(("Table own", "Records", "DiagramView"))]
    assert all(line in flat.text for line in kept)


@given(st.data())
def test_edits_leave_other_files_alone_and_are_read_again(data):
    case = data.draw(st.sampled_from(list(RIGHT.values())))
    texts = files(case)
    around = Files(MAIN, texts.get)
    here = Document.of(texts[MAIN], files=around)
    before = here.model
    for _ in range(3):
        edit = data.draw(edits(before))
        try:
            after = edit.apply(before)
            changed = patch(here, before, after, renames_of(edit))
        except WorkbenchError:
            continue
        again = Document.of(changed.text, files=around)
        assert again.model.entities_by_name == after.entities_by_name, (edit, changed.text)
        assert same(
            again.model.__class__(references=again.model.references), after.__class__(references=after.references)
        ), (edit, changed.text)
        assert {e.name: e for e in again.model.enums} == {e.name: e for e in after.enums}, (edit, changed.text)
        here, before = changed, again.model


def test_what_is_said_of_a_reference_stays_beside_one_of_another_file_with_the_same_columns():
    around = Files(
        "/main.dbml", {"/x.dbml": "Table a { b_id int [ref: ?> b.id] }\nTable b { id int [pk]\n k int }"}.get
    )
    here = Document.of("use { table a\n table b } from './x'", files=around)
    ends = {"child": QualifiedName("a"), "child_attributes": ("b_id",), "parent": QualifiedName("b")}
    edit = Add(Reference(**ends, parent_attributes=("k",), deferrable=True, note="by its number"))
    changed = patch(here, here.model, edit.apply(here.model), [])
    found = [r for r in Document.of(changed.text, files=around).model.references if r.parent_attributes == ("k",)]
    assert [(r.deferrable, r.note) for r in found] == [(True, "by its number")]


# -- names --------------------------------------------------------------------------------------------------------


def test_two_tables_may_take_each_others_names():
    found = model(
        main="use {\n table a as b\n table b as a\n} from './x'",
        x="Table a { x int }\nTable b { y int }\nRef: a.x ?> b.y",
    )
    assert {str(e.name): e.attributes[0].name for e in found.entities} == {"b": "x", "a": "y"}
    assert [(str(r.child), str(r.parent)) for r in found.references] == [("b", "a")]


def test_a_table_under_another_name_still_has_its_rows_from_the_same_source():
    found = model(main="use { table a as b } from './x'", x="Table a { x int }")
    assert found.entity("b").binding.source == "a"


@pytest.mark.parametrize("taken", ["table t", "tablepartial p"])
def test_an_enum_inside_a_struct_follows_the_name_that_it_has_here(taken):
    column = 'c "struct{s: enum:e, l: list<enum:e>}"'
    found = model(
        main=f"use {{\n {taken}\n enum e as f\n}} from './x'"
        + ("\nTable t { ~p }" if taken.startswith("tablep") else ""),
        x=f"Enum e {{ a }}\nTable t {{ {column} }}\nTablePartial p {{ {column} }}",
    )
    assert str(found.attribute("t", "c").type) == "struct{s: enum:f, l: list<enum:f>}"


def test_enums_and_domains_come_with_the_tables_that_need_them():
    found = model(
        main="use { table t } from './x'\nEnum status { on }\nTable own { s status }",
        x="""Project { wb_domain_money: '{"name": "money", "type": "decimal(9,2)"}' }
Enum status { a
  b }
Table t {
  s status
  m "decimal(9,2)" [wb_domain: 'money']
}""",
    )
    assert [(str(e.name), [v.name for v in e.values]) for e in found.enums] == [
        ("status_2", ["a", "b"]), ("status", ["on"]),
    ]  # fmt: skip
    assert str(found.entity("t").attributes[0].type) == "enum:status_2"
    assert str(found.entity("own").attributes[0].type) == "enum:status"
    assert [d.name.name for d in found.domains] == ["money"]


def test_each_file_means_its_operators_its_own_way():
    found = model(
        main="use { table a\n table b } from './x'\nTable c { a_id int [ref: ?>? a.x] }",
        x="Table a { x int\n b_x int }\nTable b { x int [pk] }\nRef: a.b_x > b.x",
    )
    by_child = {str(r.child): (r.child_cardinality.value, r.parent_cardinality.value) for r in found.references}
    assert by_child == {"a": ("0..*", "0..1"), "c": ("0..*", "0..1")}


def test_a_partial_brings_its_enum_and_its_reference_under_the_names_here():
    found = model(
        main="use {\n tablepartial p\n table u as people\n} from './x'\nTable own { ~p\n id int }",
        x="Enum mood { good }\nTable u { id int [pk] }\nTablePartial p {\n by int [ref: > u.id]\n m mood\n}\n"
        "Table t { ~p\n m mood }",
    )
    assert [(str(r.child), str(r.parent)) for r in found.references] == [("own", "people")]
    assert [a.name for a in found.entity("own").attributes] == ["by", "m", "id"]


def test_what_a_text_says_of_a_table_that_it_takes_goes_over_what_is_said_there():
    found = model(
        main="use { table a } from './x'\nMetadata Table a {\n note: 'here'\n owner: 'me'\n}\n"
        "Metadata Column a.x { note: 'this' }",
        x="Table a [owner: 'them', tier: '1'] {\n x int [note: 'that']\n Note: 'there'\n}",
    )
    entity = found.entity("a")
    assert (entity.note, entity.properties) == ("here", Properties({"owner": "me", "tier": "1"}))
    assert entity.attributes[0].note == "this"


# -- what is wrong ------------------------------------------------------------------------------------------------

BASE = "Table a { id int [pk] }\n"


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ({"main": "use * from './nope'"}, "1:12: There is no file './nope'."),
        ({"main": "\nuse { table b } from './x'", "x": BASE}, "2:13: There is no table 'b' in the file './x'."),
        (
            {"main": "use * from './x'", "x": "Table t {\n  a int [pk,]\n}"},
            "1:12: /x.dbml cannot be read: line 2, column 13: Expected the name of a setting, found ']'.",
        ),
        (
            {"main": "use * from './x'", "x": "reuse * from './y'"},
            "1:12: /x.dbml cannot be read: line 1, column 14: There is no file './y'.",
        ),
        ({"main": "use * from './x'\nTable a { id int }", "x": BASE}, "2:7: There are two tables named a."),
    ],
)
def test_what_cannot_be_taken_is_told_where_it_is_named(case, message):
    with pytest.raises(DbmlError) as error:
        model(**case)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "edit",
    [
        Rename(Subject.entity("a"), "b"),
        Drop(Subject.entity("a")),
        Rename(Subject.attribute("a", "id"), "key"),
        Change.of(Subject.attribute("a", "id"), note="mine"),
    ],
    ids=str,
)
def test_what_stands_elsewhere_is_changed_there(edit):
    texts = files({"main": "use * from './x'\nTable t { a_id int [ref: > a.id] }", "x": BASE})
    session = Session.of_text(texts[MAIN], Files(MAIN, texts.get))
    with pytest.raises(ModelError, match=r"stands in /x\.dbml\. Change it there"):
        session.apply(edit)
    assert session.text == texts[MAIN]


def test_an_edit_changes_its_own_lines_only():
    texts = files({"main": "use * from './x' // base\nTable t { a_id int }\n", "x": BASE + "Enum e { on }\n"})
    session = Session.of_text(texts[MAIN], Files(MAIN, texts.get))
    session.apply(Rename(Subject.entity("t"), "u"))
    assert session.text == "use * from './x' // base\nTable u [wb_source: 't'] { a_id int }\n"
    session.apply(Add(session.model.entity("u").__class__(name=QualifiedName("v"))))
    assert session.text.startswith("use * from './x' // base\nTable u [wb_source: 't'] { a_id int }\n\nTable v {\n")
    session.set_text("use { table a as z } from './x'\n")
    assert [str(e.name) for e in session.model.entities] == ["z"]


def test_a_text_that_is_written_anew_still_takes_the_same():
    texts = files({"main": "use * from './x'\n// mine\nTable t{a_id int}", "x": BASE})
    session = Session.of_text(texts[MAIN], Files(MAIN, texts.get))
    before = session.model
    assert session.rewrite().text == "use * from './x'\n\nTable t {\n  a_id int32\n}\n"
    assert session.model == before


def test_a_name_that_stands_for_nothing_is_wrong_only_to_who_asks():
    texts = files({"main": "use * from './x'\nRef: a.id > nope.id", "x": BASE + "Ref: a.id > gone.id"})
    around = Files(MAIN, texts.get)
    assert Document.of(texts[MAIN], files=around).model.has_entity("a")
    with pytest.raises(DbmlError) as error:
        read_dbml(texts[MAIN], "main.dbml", around)
    assert [(d.line, d.message) for d in error.value.diagnostics] == [
        (1, "/x.dbml cannot be read: line 2, column 13: There is no table 'gone'."),
        (2, "There is no table 'nope'."),
    ]


def test_a_group_takes_no_table_of_another_file():
    texts = files({"main": "use * from './x'\nTable t { id int }\nTableGroup g { t }", "x": BASE})
    session = Session.of_text(texts[MAIN], Files(MAIN, texts.get))
    edit = Change.of(Subject("area", QualifiedName("g")), entities=(QualifiedName("t"), QualifiedName("a")))
    with pytest.raises(ModelError, match=r"The entity a stands in /x\.dbml; a group holds entities of its own file"):
        session.apply(edit)
