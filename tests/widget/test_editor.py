"""Editor: the page and the session say the same, whoever changes what."""

import json
import threading

import pytest

from tests.widget.conftest import TEXT, Page
from workbench import Project, diagram
from workbench.files import open_project, save_project
from workbench.findings import Finding
from workbench.model import Entity, QualifiedName, Subject
from workbench.model.edits import Add, Rename
from workbench.widget.desk import Desk, Services
from workbench.widget.editor import Editor


def select(editor, text, revision=0):
    editor.screen._handle_custom_msg({"type": "select", "subject": text, "revision": revision}, [])


def told(page, kind):
    return [message for message in page.heard if message["type"] == kind]


def test_the_page_follows_every_change_with_its_revision(editor, page, session):
    assert (len(editor.stage.scene["boxes"]), editor.screen.revision) == (2, 0)
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert (len(editor.stage.scene["boxes"]), editor.screen.revision) == (3, 1)
    [change] = page.heard
    assert (change["type"], change["base"], [b["name"] for b in change["change"]["boxes"]]) == ("change", 0, ["shops"])
    assert change["state"] == {
        "revision": 1,
        "undo": "add entity shops",
        "redo": None,
        "dirty": True,
        "file": None,
        "findings": [0, 0, 0],
        "marks": {},
        "fault": "",
        "detail": "all",
    }
    assert editor.screen.label == "Diagram: 3 entities and 1 reference"


def seen(editor):
    return {box["name"]: (box["x"], box["y"]) for box in editor.stage.scene["boxes"]}


def test_what_is_saved_opens_as_it_was_seen_though_nobody_has_moved_anything(editor, session, tmp_path):
    for name in ("a", "b", "c"):
        session.apply(Add(Entity(name=QualifiedName(name))))
    before = seen(editor)
    save_project(session, tmp_path / "shop.dbml")
    assert not session.dirty
    again = Editor(open_project(tmp_path / "shop.dbml"))
    assert seen(again) == before
    again.close()


def test_another_editor_of_the_session_begins_where_things_are_seen(editor, session):
    for name in ("a", "b", "c"):
        session.apply(Add(Entity(name=QualifiedName(name))))
    session.apply(Rename(Subject.entity("customers"), "people"))
    other = Editor(session)
    assert seen(other) == seen(editor)
    session.apply(Add(Entity(name=QualifiedName("d"))))
    assert seen(other) == seen(editor)
    other.close()


def test_what_was_chosen_follows_a_rename_and_nothing_is_chosen_when_it_is_gone(editor, session):
    select(editor, "entity:orders")
    assert editor.screen.selected == "entity:orders"
    session.apply(Rename(Subject.entity("orders"), "sales"))
    assert editor.screen.selected == "entity:sales"
    select(editor, "entity:orders", revision=0)  # on an old diagram
    assert editor.screen.selected == ""


def test_two_editors_of_one_session_stay_in_step(editor, session):
    other = Editor(session, diagram=lambda model: "<svg/>")
    Page(other).do("canvas.edit", edits=[{"do": "add", "kind": "entity", "node": {"name": "shops"}}])
    assert [box["name"] for box in editor.stage.scene["boxes"]] == ["customers", "orders", "shops"]
    assert editor.screen.revision == other.screen.revision == 1
    other.close()


def test_that_something_was_saved_is_told_though_the_model_is_the_same(editor, page, session):
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    session.saved()
    change = page.heard[-1]
    assert (change["base"], change["change"], change["state"]["dirty"]) == (1, None, False)


def test_an_editor_that_nobody_sees_draws_nothing_until_it_is_seen_again(editor, session):
    view = editor.screen._handle_custom_msg
    for is_open in (True, True, False):
        view({"type": "view", "open": is_open}, [])
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert editor.screen.revision == 1  # one view is left
    view({"type": "view", "open": False}, [])
    session.apply(Add(Entity(name=QualifiedName("b"))))
    assert editor.screen.revision == 1
    view({"type": "view", "open": True}, [])
    assert editor.screen.revision == 2


def test_where_no_kernel_runs_the_output_is_the_picture(editor):
    data = editor._repr_mimebundle_()
    assert data["image/svg+xml"] == "<svg data-count='2'/>"
    assert data["text/plain"] == repr(editor) == "<Editor of 2 entities and 1 reference, revision 0>"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == editor.screen.model_id


def test_a_scene_that_fails_is_told_until_it_succeeds(session):
    broken = []

    class Breaking(diagram.Live):
        def follow(self, model, places):
            if broken:
                raise RuntimeError("no room")
            return super().follow(model, places)

    editor = Editor(session, live=Breaking)
    page = Page(editor)
    broken.append(True)
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert page.heard[-1]["state"]["fault"] == "The diagram is that of an earlier state: RuntimeError: no room"
    broken.clear()
    session.apply(Add(Entity(name=QualifiedName("b"))))
    assert page.heard[-1]["state"]["fault"] == ""
    editor.close()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"do": "rename", "subject": "entity:orders", "to": ""}, "'' is not a name."),
        ({"do": "rename", "subject": "entity:orders", "to": "customers"}, "There is already an entity customers."),
        ({"do": "rename", "subject": "attribute:orders.state", "to": "id"}, "There is already an attribute orders.id."),
        (
            {"do": "add", "kind": "attribute", "node": {"name": "id"}, "within": "orders"},
            "There is already an attribute orders.id.",
        ),
        (
            {"do": "add", "kind": "attribute", "node": {"name": "x", "type": "moneyy("}, "within": "orders"},
            "node.type: 'moneyy(' is not a type.",
        ),
    ],
)
def test_bad_input_is_told_where_it_was_typed_and_changes_nothing(page, session, edit, told):
    before = session.state
    assert page.attempt("canvas.edit", edits=[edit])["message"].startswith(told)
    assert session.state is before


def test_a_key_that_a_reference_needs_may_go_and_the_reference_is_marked():
    project = Project.declare(TEXT)
    editor = project.edit(autosave=False)
    page = Page(editor)
    page.do("canvas.edit", edits=[{"do": "primary key", "entity": "customers", "key": None}])
    page.send({"type": "view", "open": True})
    assert page.heard[-1]["state"]["marks"]["orders"] == "error"
    assert "which is no key there" in str(project.findings)
    page.do("canvas.undo")
    assert "orders" not in page.heard[-2]["state"]["marks"]
    editor.close()


def test_what_was_made_on_an_older_state_is_refused_and_changes_nothing(page, session):
    session.apply(Add(Entity(name=QualifiedName("a"))))
    for what, given in (
        ("canvas.edit", {"edits": [{"do": "drop", "subject": "entity:a"}]}),
        ("canvas.place", {"positions": {"a": [1, 2]}}),
        ("text.put", {"splice": [0, 0, "//"]}),
        ("canvas.junction", {"one": "customers", "other": "orders"}),
    ):
        answer = page.attempt(what, revision=0, **given)
        assert answer["message"].startswith("This was made on revision 0; the model is at 1.")
        assert answer["kind"] == "StaleRevisionError"
    assert (session.revision, session.model.has_entity("a")) == (1, True)


def test_undo_and_redo_are_of_whatever_is_there_by_then(page, session):
    session.apply(Add(Entity(name=QualifiedName("a"))))
    page.do("canvas.undo", revision=0)
    assert session.text == TEXT
    page.do("canvas.redo", revision=1)
    assert session.model.has_entity("a")
    page.do("canvas.undo")
    assert page.attempt("canvas.undo")["message"] == "There is nothing to undo."


def test_a_page_that_has_missed_something_is_told_all(editor, page):
    page.send({"type": "again"})
    [scene] = told(page, "scene")
    assert scene["scene"] == json.loads(json.dumps(editor.stage.scene))


def test_the_level_of_detail_is_the_view_s_own_and_no_change_of_the_model(page, session):
    page.ask("canvas.detail", detail="names")
    scene = told(page, "scene")[-1]
    assert (scene["state"]["detail"], [box["rows"] for box in scene["scene"]["boxes"]]) == ("names", [[], []])
    assert session.revision == 0
    assert "Known: names, keys, all" in page.refused("canvas.detail", detail="some")


def test_findings_are_counted_and_the_worst_marks_its_table(session):
    def finding(severity, name):
        return Finding("X-001-x", severity, Subject.entity(name), "…")

    found = {0: finding("error", "orders"), 1: finding("warning", "orders"), 2: finding("warning", "customers")}
    editor = Editor(Desk(session, Services(findings=lambda: found)), diagram=lambda model: "<svg/>")
    page = Page(editor)
    page.send({"type": "again"})
    state = page.heard[-1]["state"]
    assert (state["findings"], state["marks"]) == ([1, 2, 0], {"orders": "error", "customers": "warning"})
    editor.close()


@pytest.mark.parametrize("what", ["nothing.here", "table.nothing", "canvas", "", "__init__.x", "table.__class__"])
def test_what_is_not_known_is_refused(page, what):
    assert "There is no message" in page.refused(what)


def test_pages_and_cells_on_two_threads_lose_nothing(editor, page, session):
    def draw():
        for number in range(25):
            node = {"name": f"drawn{number}"}
            while page.attempt("canvas.edit", edits=[{"do": "add", "kind": "entity", "node": node}])["type"] != "done":
                pass

    thread = threading.Thread(target=draw, daemon=True)
    thread.start()
    for number in range(25):
        session.apply(Add(Entity(name=QualifiedName(f"cell{number}"))))
        editor.select("entity:orders")
    thread.join(60)
    assert not thread.is_alive()
    names = [entity.name.name for entity in session.model.entities]
    assert (sum(n.startswith("cell") for n in names), sum(n.startswith("drawn") for n in names)) == (25, 25)
    assert editor.screen.revision == session.revision


def test_a_closed_editor_no_longer_follows(session):
    editor = Editor(session, diagram=lambda model: "<svg/>")
    editor.close()
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert editor.screen.revision == 0
