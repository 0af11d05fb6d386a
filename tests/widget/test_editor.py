import threading

from workbench.model import Entity, QualifiedName, Subject
from workbench.model.edits import Add, Rename
from workbench.widget.editor import Editor


def select(editor, text, revision=0):
    editor.canvas._handle_custom_msg({"type": "select", "subject": text, "revision": revision}, [])


def test_the_diagram_follows_every_change_with_its_revision(editor, session):
    assert (editor.canvas.svg, editor.canvas.revision) == ("<svg data-count='2'/>", 0)
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert (editor.canvas.svg, editor.canvas.revision) == ("<svg data-count='3'/>", 1)
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


def test_a_picture_that_fails_is_told_until_it_succeeds(session):
    broken = []

    def draw(model):
        if broken:
            raise RuntimeError("no room")
        return "<svg/>"

    editor = Editor(session, diagram=draw)
    broken.append(True)
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert editor.toolbar.message.text == "The diagram is that of an earlier state: RuntimeError: no room"
    broken.clear()
    session.apply(Add(Entity(name=QualifiedName("b"))))
    assert editor.toolbar.message.text == ""
    editor.close()


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
