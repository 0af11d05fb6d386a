"""Files of a project: text, layout and decisions, written all or none."""

from __future__ import annotations

import json
import os

import pytest

from workbench.artefact import write_file
from workbench.errors import SourceError, TextError, UsageError, WriteError
from workbench.files import SUFFIX, open_project, reopen_project, save_project
from workbench.findings import Finding
from workbench.formats.dbml import DbmlError
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Rename
from workbench.session import Session

TEXT = "// The shop.\r\nTable orders {\r\n  id int [pk]\r\n}\r\n"
FINDING = Finding("X-001-x", "advice", Subject.attribute("orders", "id"), "Do it.", confidence=0.5)


@pytest.fixture
def shop(tmp_path):
    session = Session.of_text(TEXT)
    session.place({QualifiedName("orders"): (10.5, 20)})
    session.reject(FINDING, "not now, “maybe” später")
    return session, tmp_path / "shop.dbml"


def test_text_layout_and_decisions_come_back(shop):
    session, path = shop
    assert [p.name for p in save_project(session, path)] == ["shop.dbml", "shop.workbench.json"]
    assert not session.dirty
    assert path.read_bytes() == TEXT.encode()
    opened = open_project(path)
    assert opened.text == TEXT
    assert dict(opened.state.layout) == {QualifiedName("orders"): (10.5, 20)}
    assert dict(opened.state.decisions) == dict(session.state.decisions)
    assert not opened.dirty


def test_the_json_is_sorted_with_one_line_per_item(shop):
    session, path = shop
    session.reject(Finding("A-001-a", "warning", Subject.model(), "…"))
    save_project(session, path)
    lines = path.with_name("shop.workbench.json").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "{",
        '  "version": 1,',
        '  "layout": {',
        '    "orders": [10.5, 20]',
        "  },",
        '  "decisions": [',
        '    {"code": "A-001-a", "severity": "warning", "subject": "model", "verdict": "rejected"},',
        (
            '    {"code": "X-001-x", "confidence": 0.5, "reason": "not now, “maybe” später", "severity": "advice", '
            '"subject": "attribute:orders.id", "verdict": "rejected"}'
        ),
        "  ]",
        "}",
    ]


def test_no_json_is_written_where_there_is_nothing_to_say_and_an_old_one_does_not_linger(shop, tmp_path):
    session, path = shop
    plain = Session.of_text(TEXT)
    save_project(plain, path)
    assert [p.name for p in tmp_path.iterdir()] == ["shop.dbml"]
    save_project(session, path)
    save_project(Session.of_text(TEXT), path)
    assert dict(open_project(path).state.decisions) == {}


def test_a_project_needs_the_ending(tmp_path):
    with pytest.raises(UsageError, match=r"'shop\.txt' is not the name of a DBML file\. Give it the ending \.dbml"):
        save_project(Session.of_text(TEXT), tmp_path / "shop.txt")


def test_a_text_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "shop.dbml"
    with pytest.raises(SourceError) as caught:
        open_project(path)
    assert str(caught.value) == f"There is no file {str(path)!r}. Look at the path."
    path.write_bytes(b"Table caf\xe9 { id int }")
    with pytest.raises(SourceError) as caught:
        open_project(path)
    assert str(caught.value) == f"{path}: The file is not UTF-8 (byte 9). Save it as UTF-8."
    path.write_text("Table orders {\n  id\n}\n")
    with pytest.raises(DbmlError, match=rf"{path}:2:3.*The column 'id' has no type"):
        open_project(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(SourceError, match=r"The file cannot be read: Is a directory"):
        open_project(path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "Expecting property name"),
        ("[]", "no attribute 'get'"),
        ('{"decisions": [{"code": "X"}]}', "'verdict'"),
        ('{"decisions": [{"code": "X", "subject": "model", "verdict": "perhaps"}]}', "'perhaps' is no verdict"),
        ('{"layout": {"orders": [1]}}', "not enough values"),
        ('{"layout": {"orders": ["a", 1]}}', "could not convert"),
    ],
)
def test_a_json_that_cannot_be_understood_is_named_with_the_next_step(tmp_path, content, why):
    path = tmp_path / "shop.dbml"
    path.write_text(TEXT)
    beside = tmp_path / f"shop{SUFFIX}"
    beside.write_text(content)
    with pytest.raises(TextError) as caught:
        open_project(path)
    text = str(caught.value)
    assert text.startswith(f"{beside}: The file cannot be understood: ")
    assert why in text
    assert text.endswith("Mend it, or take it away to start without.")


class FullDisk:
    """Writes a few files, then fails as a full disk does, half a file written."""

    def __init__(self, room):
        self.room = room

    def __call__(self, path, data):
        self.room -= 1
        if self.room < 0:
            path.write_bytes(data[: len(data) // 2])
            raise OSError(28, os.strerror(28))
        write_file(path, data)


@pytest.mark.parametrize("room", [0, 1])
def test_a_full_disk_leaves_both_files_as_they_were(shop, monkeypatch, room):
    session, path = shop
    save_project(session, path)
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    session.set_text(TEXT.replace("orders", "sales"))
    session.reject(FINDING, "changed")
    monkeypatch.setattr("workbench.artefact.write.__kwdefaults__", {"writer": FullDisk(room)})
    with pytest.raises(WriteError) as caught:
        save_project(session, path)
    named = path if room == 0 else path.with_name("shop.workbench.json")
    assert str(caught.value) == (
        f"{str(named)!r} could not be written: No space left on device. "
        "Nothing was changed. Free some space or choose another place."
    )
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before
    assert session.dirty


def test_what_is_written_is_json(shop):
    session, path = shop
    save_project(session, path)
    data = json.loads(path.with_name("shop.workbench.json").read_text())
    assert data["layout"] == {"orders": [10.5, 20]}


# -- changes from outside -----------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A project that was saved, with a place and a decision, and its file."""
    monkeypatch.delenv("WORKBENCH_CACHE")
    path = tmp_path / "shop.dbml"
    session = Session.of_text("Table orders {\n  id int\n  state text\n}\n")
    session.place({QualifiedName("orders"): (1.0, 2.0)})
    save_project(session, path)
    return session, path


def test_what_was_renamed_in_an_editor_keeps_its_place_and_its_data(kept):
    _, path = kept
    path.write_text("Table order {\n  id int\n  status text\n}\n")
    session = open_project(path, carry=True)
    assert session.text == "Table order [wb_source: 'orders'] {\n  id int\n  status text [wb_source: 'state']\n}\n"
    assert dict(session.state.layout) == {QualifiedName("order"): (1.0, 2.0)}
    assert session.dirty
    assert session.undo_label == "follow shop.dbml: orders is order now; orders.state is order.status now"
    assert session.undo().text == path.read_text()
    assert open_project(path).text == path.read_text()  # who only looks sees the file


def test_what_may_have_been_renamed_is_asked_until_it_is_answered(kept):
    _, path = kept
    path.write_text("Table purchases {\n  id int\n  state text\n}\n")
    for _ in range(2):
        session = open_project(path, carry=True)
        assert len(session.perhaps_renamed) == 1
    save_project(session, path)  # no answer is none
    session = open_project(path, carry=True)
    session.accept(session.perhaps_renamed)
    save_project(session, path)
    assert path.read_text() == "Table purchases [wb_source: 'orders'] {\n  id int\n  state text\n}\n"
    assert open_project(path, carry=True).perhaps_renamed == []


def test_what_is_remembered_is_hidden_and_ignored_by_git(kept):
    _, path = kept
    assert sorted(p.name for p in (path.parent / ".workbench").iterdir()) == [".gitignore", "shop.dbml"]
    assert (path.parent / ".workbench" / ".gitignore").read_text() == "*\n"


def test_what_another_program_wrote_is_not_written_over(kept):
    session, path = kept
    theirs = path.read_text().replace("id int", "id int [pk]")
    path.write_text(theirs)
    session.apply(Rename(Subject.attribute("orders", "state"), "status"))
    with pytest.raises(UsageError, match=r"was changed by another program since it was read; nothing was written"):
        save_project(session, path)
    assert path.read_text() == theirs
    reopen_project(session, path)
    assert session.text == theirs
    save_project(session, path)
    session.undo()
    assert "status" in session.text


def test_reading_again_takes_in_what_a_merge_wrote(kept):
    session, path = kept
    path.write_text("Table orders {\n  id int\n  state text\n}\nTable shops {\n  id int\n}\n")
    path.with_name("shop.workbench.json").write_text(
        '{"version": 1, "layout": {"shops": [5, 6], "gone": [7, 8]}, "decisions": []}'
    )
    state = reopen_project(session, path)
    assert dict(state.layout) == {QualifiedName("orders"): (1.0, 2.0), QualifiedName("shops"): (5.0, 6.0)}
    assert state.label == "read shop.dbml again"
    assert not session.dirty


def test_a_text_that_cannot_be_read_again_changes_nothing(kept):
    session, path = kept
    before = session.state
    path.write_text("Table orders {")
    with pytest.raises(DbmlError, match=r"shop\.dbml:1:15"):
        reopen_project(session, path)
    assert (session.text, session.state.layout) == (before.text, before.layout)


def test_a_change_of_a_file_that_another_takes_from_is_seen_when_it_is_read_again(tmp_path):
    base, path = tmp_path / "base.dbml", tmp_path / "shop.dbml"
    base.write_text("Table customers { id int [pk]\n name text }\n")
    path.write_text("use * from './base'\nTable orders { customer_id int [ref: > customers.id] }\n")
    session = open_project(path)
    session.place({QualifiedName("customers"): (1.0, 2.0)})
    base.write_text("Table customer { id int [pk]\n name varchar }\n")
    path.write_text(path.read_text().replace("customers.id", "customer.id"))
    state = reopen_project(session, path)
    assert [a.name for a in state.model.entity("customer").attributes] == ["id", "name"]
    assert state.layout == {QualifiedName("customer"): (1.0, 2.0)}
    assert state.text == path.read_text()
