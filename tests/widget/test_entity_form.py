import pytest

from tests.widget.conftest import TEXT
from workbench.model import QualifiedName, Subject


def test_a_new_entity_has_a_numbering_key_and_is_chosen_everywhere(editor, session):
    form = editor.entities
    form.name.value = " sales.order lines "
    form.note.value = "one per article"
    form.submit()
    entity = session.model.entity('sales."order lines"')
    assert (entity.primary_key.attributes, str(entity.attributes[0].type), entity.note) == (
        ("id",),
        "int64",
        "one per article",
    )
    assert editor.canvas.selected == 'entity:sales."order lines"'
    assert editor.attributes.entity.value == QualifiedName("order lines", "sales")
    assert form.picked == Subject.entity(entity.name)
    assert session.undo_label == 'add entity sales."order lines"'


def test_an_entity_may_begin_without_a_key(editor, session):
    editor.entities.name.value = "log"
    editor.entities.key.value = ""
    editor.entities.submit()
    assert session.model.entity("log").attributes == ()


def test_renaming_and_describing_is_one_step_and_references_follow(editor, session):
    form = editor.entities
    form.pick(Subject.entity("customers"))
    assert (form.name.value, form.key.value, form.key.disabled) == ("customers", "id", True)
    form.name.value, form.note.value = "clients", "who buys"
    form.submit()
    assert session.model.entity("clients").note == "who buys"
    assert str(session.model.references[0]) == "orders(customer_id) → clients(id)"
    assert form.picked == Subject.entity("clients")
    session.undo()
    assert session.text == TEXT


def test_dropping_says_what_went_with_it(editor, session):
    editor.entities.pick(Subject.entity("customers"))
    editor.entities.drop()
    assert [str(entity.name) for entity in session.model.entities] == ["orders"]
    assert editor.entities.message.text == "Done: drop entity customers, with 1 reference."


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "The entity has no name. Write one, for example orders."),
        ("orders", "There is already"),
        ("a.b.c", "has 3 parts"),
        ("a\x00b", "holds the character U+0000"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_stays_in_the_form(editor, session, name, error):
    editor.entities.name.value = name
    editor.entities.submit()
    assert editor.entities.message.kind == "error"
    assert error in editor.entities.message.text
    assert editor.entities.name.value == name
    assert session.revision == 0


def test_the_entity_chosen_in_the_diagram_is_shown_unless_somebody_types(editor):
    editor.canvas._handle_custom_msg({"type": "select", "subject": "entity:orders", "revision": 0}, [])
    assert editor.entities.name.value == "orders"
    editor.entities.note.value = "unfinished"
    editor.canvas._handle_custom_msg({"type": "select", "subject": "entity:customers", "revision": 0}, [])
    assert (editor.entities.name.value, editor.entities.note.value) == ("orders", "unfinished")
