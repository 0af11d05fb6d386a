"""Modelling: what canvas and grid do, as methods; each is one step that undo takes back."""

import pytest

from workbench import Project
from workbench.errors import ModelError, WorkbenchError

TEXT = """
Table author { author_id int32 [pk] }
Table book { isbn char(13) [pk] }
Table log { at timestamp }
"""


@pytest.fixture
def project():
    return Project.declare(TEXT)


@pytest.mark.parametrize(
    ("gesture", "added"),
    [
        (lambda p: p.refer("book", "author"), "book(author_id) → author(author_id)"),
        (lambda p: p.junction("author", "book"), "author_book(author_id) → author(author_id)"),
        (lambda p: p.paste("Table x { a int [pk] }\nTable y { a int [ref: > x.a] }"), "y(a) → x(a)"),
    ],
)
def test_a_gesture_is_one_step(project, gesture, added):
    before = project.text
    assert gesture(project) is project
    assert added in [str(reference) for reference in project.model.references]
    project.undo()
    assert project.text == before


def test_a_subtype_is_one_step(project):
    project.subtype("book", "atlas")
    assert [str(name) for name in project.model.generalisations[0].children] == ["atlas"]
    assert project.undo().text == TEXT


def test_a_gesture_that_cannot_be_made_changes_nothing(project):
    for wrong in (
        lambda: project.refer("book", "log"),
        lambda: project.junction("book", "boook"),
        lambda: project.fill("book", "name\tsort\nx\ty"),
        lambda: project.paste("words"),
        lambda: project.paste(None),
        lambda: project.refer(None, "book"),
        lambda: project.refer("book", "author", "v"),
        lambda: project.refer("book", "author", colour="red"),
        lambda: project.refer("book", "author", on_delete="explode"),
        lambda: project.junction("author", "book", "log"),
        lambda: project.subtype("book", "atlas", discriminator="nope"),
        lambda: project.place({"book": (float("nan"), 0)}),
        lambda: project.place({"book": (1, 2, 3)}),
    ):
        with pytest.raises(WorkbenchError):
            wrong()
    assert project.text == TEXT
    with pytest.raises(ModelError, match="nothing to undo"):
        project.undo()


def test_what_is_copied_can_be_pasted_into_another_design(project):
    other = Project().paste(project.refer("book", "author").copy("book", "author"))
    assert [str(reference) for reference in other.model.references] == ["book(author_id) → author(author_id)"]
    again = other.paste(other.copy("book"))
    assert [str(entity.name) for entity in again.model.entities] == ["author", "book", "book_2"]


def test_the_sheet_of_an_entity_is_a_data_frame_that_can_be_put_back(project):
    frame = project.sheet("book")
    assert frame.loc[0, ["name", "type", "key"]].tolist() == ["isbn", "char(13)", "yes"]
    frame.loc[0, "comment"] = "13 digits"
    project.fill("book", frame)
    assert project.model.attribute("book", "isbn").note == "13 digits"
    steps = project.session.revision
    assert project.fill("book", project.sheet("book")).session.revision == steps, "what changes nothing is no step"


def test_entities_are_placed_and_arranged(project):
    project.place({"book": (10, 20)}).place({"log": (500, 0)})
    assert len(project.session.state.layout) == 2
    project.arrange("book")
    assert [str(name) for name in project.session.state.layout] == ["log"]
    assert not project.arrange().session.state.layout


def test_a_design_without_data_remembers_no_former_names(project, tmp_path):
    project.rename("author", "writer").rename("writer.author_id", "writer_id")
    project.text = project.text.replace("Table log", "Table journal")
    assert "wb_source" not in project.text
    path = project.save(tmp_path / "library.dbml")
    assert "wb_source: 'log'" in Project.open(path).rename("journal", "log_book").text.replace("'journal'", "'log'")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "log.csv").write_text("at\n2024-01-01\n")
    assert "wb_source: 'log'" in Project.declare(TEXT, data=tmp_path / "data").rename("log", "journal").text
