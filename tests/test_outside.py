"""Tests of what others write to a session's file: seen, merged, chosen, and nothing lost."""

import pytest

from workbench.errors import ModelError, UsageError
from workbench.files import open_project, save_project
from workbench.model import Subject
from workbench.model.edits import Change, Rename
from workbench.outside import differences, keep_mine, look, merge, take_theirs

TEXT = "// mine\nTable a {\n  id int [pk]\n}\n\nTable b {\n  id int [pk]\n  x text\n}\n"
THEIRS = TEXT.replace("x text", "x text\n  y date")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "shop.dbml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def session(path):
    return open_project(path)


def rename(session):
    session.apply(Rename(Subject.entity("a"), "first"))


def test_a_file_is_the_same_until_somebody_writes_another_text(session, path):
    assert look(session, path).situation == "same"
    path.write_text(THEIRS)
    assert look(session, path).situation == "changed"
    rename(session)
    assert look(session, path).situation == "conflict"
    path.write_text("Table {")
    assert look(session, path).situation == "unreadable"
    assert "shop.dbml:1:8" in look(session, path).message
    path.write_bytes(b"\xff")
    assert look(session, path).situation == "unreadable"
    path.unlink()
    assert look(session, path).situation == "gone"


def test_a_file_with_what_is_here_is_no_change(session, path):
    rename(session)
    path.write_text(session.text)
    assert look(session, path).situation == "same"


def test_changes_of_different_things_are_merged_and_undone_in_one_step(session, path):
    rename(session)
    path.write_text(THEIRS)
    before = session.text
    merge(session, path)
    assert session.model.has_entity("first")
    assert session.model.entity("b").attribute("y") is not None
    assert session.dirty  # the file does not know the rename yet
    assert session.undo().text == before
    session.redo()
    save_project(session, path)
    assert "y date" in path.read_text()
    assert "first" in path.read_text()


def test_changes_of_the_same_thing_are_not_merged_and_nothing_has_changed(session, path):
    session.apply(Change.of(Subject.attribute("b", "x"), note="here"))
    path.write_text(TEXT.replace("x text", "x text [note: 'there']"))
    before = session.state
    with pytest.raises(ModelError, match=r"Both have changed attribute:b\.x"):
        merge(session, path)
    assert session.state is before
    assert look(session, path).situation == "conflict"


def test_theirs_is_taken_and_undo_brings_mine_back(session, path):
    rename(session)
    mine = session.text
    path.write_text(THEIRS)
    take_theirs(session, path)
    assert (session.text, session.dirty) == (THEIRS, False)
    assert session.undo().text == mine


def test_mine_is_kept_and_may_be_saved_over_theirs(session, path):
    rename(session)
    path.write_text(THEIRS)
    with pytest.raises(UsageError, match="was changed by another program"):
        save_project(session, path)
    keep_mine(session, path)
    assert session.dirty
    save_project(session, path)
    assert path.read_text() == session.text


def test_a_file_that_is_gone_cannot_be_taken(session, path):
    path.unlink()
    with pytest.raises(UsageError, match="any more"):
        take_theirs(session, path)


def test_differences_show_what_changes_and_where_pieces_are_left_out():
    before = "".join(f"{n}\n" for n in range(12))
    after = before.replace("1\n", "one\n", 1).replace("9\n", "nine\n")
    assert differences(before, after) == (" 0", "-1", "+one", " 2", "@", " 8", "-9", "+nine", " 10")
    assert differences(before, before) == ()
