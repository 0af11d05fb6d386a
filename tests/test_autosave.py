"""Tests of autosave: work is found again after a kernel is gone, and what cannot be kept is told."""

import json
import os
import time

import pytest

from workbench.autosave import Autosave
from workbench.errors import WorkbenchError
from workbench.files import open_project, save_project
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Rename
from workbench.session import Session

TEXT = "Table a {\n  id int [pk]\n}\n"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "shop.dbml"
    path.write_text(TEXT)
    return path


def begun(path):
    session = open_project(path)
    return session, Autosave(session, path, wait=0)


def test_what_was_not_saved_is_found_and_brought_back_as_one_step(path):
    session, _ = begun(path)
    session.apply(Rename(Subject.entity("a"), "b"))
    session.place({QualifiedName("b"): (10.0, 20.0)})
    again, kept = begun(path)  # the first kernel is gone
    assert kept.found.text == session.text
    assert again.text == TEXT
    kept.restore()
    assert (again.text, again.state.layout) == (session.text, session.state.layout)
    assert kept.found is None
    assert again.undo().text == TEXT


def test_the_diagram_is_brought_back_as_it_was_seen(path):
    session, _ = begun(path)
    session.shown = lambda: {QualifiedName("b"): (10.0, 20.0), QualifiedName("gone"): (0.0, 0.0)}
    session.apply(Rename(Subject.entity("a"), "b"))
    again, kept = begun(path)
    kept.restore()
    assert again.state.layout == {QualifiedName("b"): (10.0, 20.0)}


def test_what_was_saved_is_not_offered(path):
    session, _ = begun(path)
    session.apply(Rename(Subject.entity("a"), "b"))
    save_project(session, path)
    assert begun(path)[1].found is None
    assert list((path.parent / ".workbench" / "unsaved").iterdir()) == []


def test_new_work_does_not_write_over_what_waits(path):
    session, _ = begun(path)
    session.apply(Rename(Subject.entity("a"), "b"))
    again, kept = begun(path)
    again.apply(Rename(Subject.entity("a"), "c"))
    assert "Table b" in kept.found.text
    kept.forget_found()
    assert kept.found is None
    assert "Table c" in begun(path)[1].found.text


def test_a_design_without_a_file_is_told_by_what_it_began_with(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = Session.of_text(TEXT)
    Autosave(first, wait=0)
    first.apply(Rename(Subject.entity("a"), "b"))
    assert Autosave(Session.of_text("Table other { id int }"), wait=0).found is None
    assert "Table b" in Autosave(Session.of_text(TEXT), wait=0).found.text


def test_several_changes_are_written_a_moment_later(path):
    session = open_project(path)
    kept = Autosave(session, path, wait=0.05)
    for name in ("b", "c", "d"):
        session.apply(Rename(Subject.entity(session.model.entities[0].name), name))
    file = path.parent / ".workbench" / "unsaved" / "shop.dbml.json"
    deadline = time.monotonic() + 10
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "Table d" in json.loads(file.read_text())["text"]
    kept.close()
    session.undo()
    time.sleep(0.2)
    assert "Table d" in json.loads(file.read_text())["text"]  # closed: nothing is kept any more


def test_where_nothing_can_be_written_it_is_told_and_work_goes_on(path):
    told = []
    session = open_project(path)
    (path.parent / ".workbench").write_text("a file in the way")
    kept = Autosave(session, path, wait=0, told=lambda: told.append(kept.fault))
    session.apply(Rename(Subject.entity("a"), "b"))
    assert kept.fault.startswith("Unsaved work cannot be kept in")
    assert told == [kept.fault]
    (path.parent / ".workbench").unlink()
    session.apply(Rename(Subject.entity("b"), "c"))
    assert (kept.fault, told[-1]) == ("", "")


def test_a_full_disk_leaves_what_was_kept_before(path, monkeypatch):
    session, kept = begun(path)
    session.apply(Rename(Subject.entity("a"), "b"))

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    session.apply(Rename(Subject.entity("b"), "c"))
    assert "No space left on device" in kept.fault
    monkeypatch.undo()
    assert "Table b" in begun(path)[1].found.text
    assert not list((path.parent / ".workbench" / "unsaved").glob("*.part"))


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 9, "when": "", "text": "", "extra": {}}'])
def test_a_file_that_cannot_be_understood_is_no_work(path, content):
    folder = path.parent / ".workbench" / "unsaved"
    folder.mkdir(parents=True)
    (folder / "shop.dbml.json").write_text(content)
    kept = begun(path)[1]
    assert kept.found is None
    with pytest.raises(WorkbenchError, match="no unsaved work"):
        kept.restore()
