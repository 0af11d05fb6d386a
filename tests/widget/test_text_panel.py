from tests.widget.conftest import TEXT
from workbench.model import Entity, QualifiedName
from workbench.model.edits import Add


def test_the_text_follows_the_model_and_the_model_the_text(editor, session):
    panel = editor.text
    assert panel.area.value == TEXT
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert panel.area.value == session.text
    panel.area.value = TEXT.replace("state", "status")
    panel.apply()
    assert session.model.entity("orders").attribute("status") is not None
    assert session.text == TEXT.replace("state text", "status text [wb_source: 'state']")
    assert panel.message.text == "Done: edit the text; orders.state is orders.status now."


def test_text_that_cannot_be_read_stays_and_shows_the_place(editor, session):
    wrong = TEXT.replace("state text", "state")
    editor.text.area.value = wrong
    editor.text.apply()
    assert (session.text, session.revision) == (TEXT, 0)
    assert editor.text.area.value == wrong
    assert "  10 |   state\n     |   ^" in editor.text.faults.value
    assert editor.text.message.text == "The text cannot be read; the model is as it was."
    editor.text.revert()
    assert (editor.text.area.value, editor.text.faults.value, editor.text.message.text) == (TEXT, "", "")


def test_what_somebody_types_is_kept_when_the_model_changes_and_said_before_it_is_put_over_it(editor, session):
    mine = TEXT + "Table mine { a int }\n"
    editor.text.area.value = mine
    session.apply(Add(Entity(name=QualifiedName("theirs"))))
    assert editor.text.area.value == mine
    editor.text.apply()
    assert session.model.has_entity("theirs")
    assert "the model has changed meanwhile (add entity theirs)" in editor.text.message.text
    assert editor.text.area.value == mine
    editor.text.apply()
    assert session.text == mine
    session.undo()
    assert session.model.has_entity("theirs")


def test_the_same_text_makes_no_step(editor, session):
    editor.text.apply()
    assert session.revision == 0
    assert editor.text.message.text == "Nothing to change."
