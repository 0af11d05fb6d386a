"""Tests of saving, of what others write meanwhile, and of work that was not saved."""

import errno
import os

import pytest

from tests.widget.conftest import TEXT, Page
from workbench import Project


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "shop.dbml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def project(path):
    return Project.open(path)


@pytest.fixture
def page(project):
    editor = project.edit()
    yield Page(editor)
    editor.close()


def test_saving_writes_the_file_and_says_so(page, project, path):
    project.rename("orders", "sales")
    assert page.do("disk.save") == str(path)
    assert path.read_text() == project.text
    assert page.heard[-2]["state"]["dirty"] is False  # told before the answer


def test_a_design_without_a_file_is_saved_under_a_name(tmp_path):
    project = Project.declare(TEXT)
    page = Page(project.edit(autosave=False))
    assert page.ask("disk.look")["situation"] == "none"
    assert "no file yet" in page.refused("disk.save")
    page.do("disk.save", path=str(tmp_path / "new.dbml"))
    assert (tmp_path / "new.dbml").read_text() == TEXT
    assert page.heard[-2]["state"]["file"] == "new.dbml"


def test_a_conflict_is_told_with_both_sides(page, project, path):
    project.rename("orders.state", "status")
    path.write_text(TEXT.replace("name text", "name text\n  town text"))
    assert page.ask("disk.look")["situation"] == "conflict"
    assert "was changed by another program" in page.refused("disk.save")
    told = page.ask("disk.theirs")
    assert "+  town text" in told["theirs"]
    assert "+  status text [wb_source: 'state']" in told["mine"]
    page.do("disk.merge")
    assert page.ask("disk.look")["situation"] == "same"
    page.do("disk.save")
    assert "town text" in path.read_text()


def test_theirs_or_mine_can_be_taken(page, project, path):
    project.rename("orders.state", "status")
    path.write_text(TEXT.replace("name text", "name text\n  town text"))
    page.do("disk.reload")
    assert project.text == path.read_text()
    page.do("canvas.undo")
    page.do("disk.keep")
    page.do("disk.save")
    assert "status text" in path.read_text()
    assert "town" not in path.read_text()


def test_unsaved_work_is_offered_shown_and_brought_back(page, project, path):
    project.rename("orders.state", "status")
    page.editor.desk.autosave.keep()
    again = Project.open(path)
    other = Page(again.edit())
    assert other.ask("disk.look")["found"]
    assert "+  status text [wb_source: 'state']" in other.ask("disk.found")
    other.do("disk.restore")
    assert again.text == project.text
    assert other.ask("disk.look")["found"] is None
    other.editor.close()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(page, project, path):
    project.rename("orders.state", "status")
    path.unlink()
    path.mkdir()  # a folder in the way
    assert page.refused("disk.save")
    assert (project.session.dirty, project.model.attribute("orders", "status").name) == (True, "status")


def test_a_full_disk_is_told_and_nothing_is_lost(page, project, path, monkeypatch):
    before = path.read_bytes()
    project.rename("orders.state", "status")

    def full(*_arguments, **_named):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", full)
        patched.setattr("os.fsync", full)
        told = page.refused("disk.save")
    assert "No space left on device. Nothing was changed." in told
    assert path.read_bytes() == before
    assert project.session.dirty
    page.do("disk.save")
    assert "status" in path.read_text()
