"""What all forms share, shown on the form of entities."""

import ipywidgets

from workbench.model import Entity, QualifiedName, Subject
from workbench.model.edits import Add, Rename, Replace
from workbench.widget.form import offer


def test_a_menu_keeps_its_choice_among_other_options():
    menu = ipywidgets.Dropdown(options=[("A", "a"), ("B", "b")], value="b")
    offer(menu, [("B", "b"), ("C", "c")])
    assert menu.value == "b"
    offer(menu, [("X", "x"), ("C", "c")])
    assert menu.value == "x"  # took the place of b
    offer(menu, [])
    assert menu.value is None
    offer(menu, [("A", "a")])
    assert menu.value == "a"


def test_enter_in_a_field_does_what_the_button_does(editor, session):
    editor.entities.name.value = "shops"
    editor.entities.name._handle_custom_msg({"event": "other"}, [])
    assert session.revision == 0
    editor.entities.name._handle_custom_msg({"event": "submit"}, [])
    assert session.model.has_entity("shops")


def test_a_form_nobody_touched_shows_what_another_cell_changed(editor, session):
    form = editor.entities
    form.pick(Subject.entity("orders"))
    session.apply(Rename(Subject.entity("orders"), "sales"))
    assert (form.picked, form.name.value, form.revision) == (Subject.entity("sales"), "sales", 1)
    session.undo()
    assert (form.picked, form.name.value) == (Subject.entity("orders"), "orders")


def test_what_somebody_types_survives_changes_elsewhere_and_is_applied(editor, session):
    form = editor.entities
    form.pick(Subject.entity("orders"))
    form.note.value = "half a sen"
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert form.note.value == "half a sen"
    assert "shops" in [label for label, _ in form.picker.options]
    form.submit()
    assert session.model.entity("orders").note == "half a sen"


def test_a_change_of_the_same_node_is_told_before_it_is_overwritten(editor, session):
    form = editor.entities
    form.pick(Subject.entity("orders"))
    form.note.value = "mine"
    theirs = Entity(
        name=QualifiedName("orders"),
        attributes=session.model.entity("orders").attributes,
        primary_key=session.model.entity("orders").primary_key,
        note="theirs",
    )
    session.apply(Replace(Subject.entity("orders"), theirs))
    form.submit()
    assert session.model.entity("orders").note == "theirs"
    assert form.note.value == "mine"
    assert form.message.kind == "error"
    assert "Not done, because the model has changed meanwhile (" in form.message.text
    assert "What you typed is still here" in form.message.text
    form.submit()  # now on purpose
    assert session.model.entity("orders").note == "mine"
    session.undo()
    assert session.model.entity("orders").note == "theirs"


def test_reset_shows_the_present_state_again(editor):
    form = editor.entities
    form.pick(Subject.entity("orders"))
    form.name.value = "!"
    form.reset_button.click()
    assert form.name.value == "orders"
    assert not form.touched


def test_an_entity_dropped_elsewhere_leaves_a_form_for_a_new_one(editor, session):
    form = editor.entities
    form.pick(Subject.entity("orders"))
    editor.entities.drop()
    assert form.picked is None
    assert form.name.value == ""
    assert form.apply_button.description == "Add entity"
    assert form.drop_button.disabled
    session.undo()
    assert Subject.entity("orders") in [value for _, value in form.picker.options]


def test_applying_what_is_there_already_makes_no_step(editor, session):
    editor.entities.pick(Subject.entity("orders"))
    editor.entities.submit()
    assert session.revision == 0
    assert editor.entities.message.text == "Nothing to change."


def test_the_message_of_a_step_goes_when_the_model_goes_on(editor, session):
    form = editor.entities
    form.name.value = "shops"
    form.submit()
    assert form.message.text == "Done: add entity shops."
    session.undo()
    assert form.message.text == ""
