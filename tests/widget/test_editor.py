import threading

from tests.widget.conftest import TEXT
from workbench import diagram
from workbench.model import Entity, QualifiedName, Subject
from workbench.model.edits import Add, Rename
from workbench.widget.editor import Editor


def select(editor, text, revision=0):
    editor.canvas._handle_custom_msg({"type": "select", "subject": text, "revision": revision}, [])


def listen(editor):
    """Messages that the canvas is sent from now on."""
    sent = []
    editor.canvas.send = lambda content, buffers=None: sent.append(content)
    return sent


def ask(editor, content):
    """Answer to a message of the front end."""
    sent = listen(editor)
    editor.canvas._handle_custom_msg({**content, "number": 1}, [])
    return next(message for message in sent if message["type"] in ("done", "refused"))


def test_the_diagram_follows_every_change_with_its_revision(editor, session):
    sent = listen(editor)
    assert (len(editor.stage.scene["boxes"]), editor.canvas.revision) == (2, 0)
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert (len(editor.stage.scene["boxes"]), editor.canvas.revision) == (3, 1)
    [told] = sent
    assert (told["type"], told["base"], [box["name"] for box in told["change"]["boxes"]]) == ("change", 0, ["shops"])
    assert told["state"] == {"revision": 1, "undo": "add entity shops", "redo": None, "dirty": True}
    assert editor.canvas.label == "Diagram: 3 entities and 1 reference"


def test_the_entity_chosen_in_the_diagram_is_chosen_in_the_forms(editor):
    select(editor, "entity:orders")
    assert editor.canvas.selected == "entity:orders"
    assert editor.entities.picked == Subject.entity("orders")
    assert editor.attributes.entity.value == QualifiedName("orders")
    assert editor.references.child.value == QualifiedName("orders")
    select(editor, "")
    assert editor.canvas.selected == ""


def test_an_entity_that_is_gone_cannot_be_chosen_on_an_old_diagram(editor, session):
    session.apply(Rename(Subject.entity("orders"), "sales"))
    select(editor, "entity:orders", revision=0)
    assert editor.canvas.selected == ""


def test_two_editors_of_one_session_stay_in_step(editor, session):
    other = Editor(session, diagram=lambda model: "<svg/>")
    other.entities.name.value = "shops"
    other.entities.submit()
    assert Subject.entity("shops") in [value for _, value in editor.entities.picker.options]
    assert editor.canvas.revision == other.canvas.revision == 1
    other.close()


def test_an_editor_that_nobody_sees_draws_nothing_until_it_is_seen_again(editor, session):
    view = editor.canvas._handle_custom_msg
    for is_open in (True, True, False):
        view({"type": "view", "open": is_open}, [])
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert editor.canvas.revision == 1  # one view is left
    view({"type": "view", "open": False}, [])
    session.apply(Add(Entity(name=QualifiedName("b"))))
    assert editor.canvas.revision == 1
    view({"type": "view", "open": True}, [])
    assert editor.canvas.revision == 2


def test_where_no_kernel_runs_the_output_is_the_picture(editor):
    data = editor._repr_mimebundle_()
    assert data["image/svg+xml"] == "<svg data-count='2'/>"
    assert data["text/plain"] == repr(editor) == "<Editor of 2 entities and 1 reference, revision 0>"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == editor.box.model_id


def test_a_scene_that_fails_is_told_until_it_succeeds(session):
    broken = []

    def build(model, positions):
        if broken:
            raise RuntimeError("no room")
        return diagram.scene(model)

    editor = Editor(session, scene=build)
    broken.append(True)
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert editor.toolbar.message.text == "The diagram is that of an earlier state: RuntimeError: no room"
    broken.clear()
    session.apply(Add(Entity(name=QualifiedName("b"))))
    assert editor.toolbar.message.text == ""
    editor.close()


def test_what_is_done_on_the_canvas_is_done_to_the_session(editor, session):
    rename = {"do": "rename", "subject": "attribute:orders.state", "to": "status"}
    assert ask(editor, {"type": "edit", "edits": [rename], "revision": 0}) == {"type": "done", "number": 1}
    assert session.model.entity("orders").attribute("status") is not None
    place = {"type": "place", "positions": {"orders": [10, 20], "customers": [300, 20]}, "revision": 1}
    assert ask(editor, place)["type"] == "done"
    assert session.state.layout[QualifiedName("orders")] == (10.0, 20.0)
    assert ask(editor, {"type": "command", "name": "arrange"})["type"] == "done"
    assert session.state.layout == {}
    for _ in range(3):
        assert ask(editor, {"type": "command", "name": "undo"})["type"] == "done"
    assert session.text == TEXT
    assert ask(editor, {"type": "command", "name": "undo"})["message"] == "There is nothing to undo."
    assert ask(editor, {"type": "command", "name": "redo"})["type"] == "done"
    assert session.model.entity("orders").attribute("status") is not None


def test_what_was_made_on_an_older_state_is_refused(editor, session):
    session.apply(Add(Entity(name=QualifiedName("a"))))
    for content in (
        {"type": "edit", "edits": [{"do": "drop", "subject": "entity:a"}], "revision": 0},
        {"type": "place", "positions": {"a": [1, 2]}, "revision": 0},
    ):
        assert ask(editor, content)["message"].startswith("This was made on revision 0; the model is at 1.")
    assert session.model.has_entity("a")


def test_a_canvas_that_has_missed_something_is_told_all(editor):
    sent = listen(editor)
    editor.canvas._handle_custom_msg({"type": "again"}, [])
    [told] = sent
    assert (told["type"], told["scene"]) == ("scene", editor.stage.scene)


def test_forms_and_cells_on_two_threads_lose_nothing(editor, session):
    def type_and_add():
        for number in range(25):
            form = editor.entities
            form.pick(None)
            form.name.value = f"form{number}"
            form.submit()

    thread = threading.Thread(target=type_and_add, daemon=True)
    thread.start()
    for number in range(25):
        session.apply(Add(Entity(name=QualifiedName(f"cell{number}"))))
        editor.controller.select(Subject.entity("orders"))
    thread.join(60)
    assert not thread.is_alive()
    assert sum(str(entity.name).startswith("cell") for entity in session.model.entities) == 25
    assert editor.canvas.revision == session.revision
    assert editor.text.area.value == session.text


def test_a_closed_editor_no_longer_follows(session):
    editor = Editor(session, diagram=lambda model: "<svg/>")
    editor.close()
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert editor.canvas.revision == 0
