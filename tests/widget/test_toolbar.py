from tests.widget.conftest import TEXT
from workbench.errors import WriteError
from workbench.model import Entity, QualifiedName
from workbench.model.edits import Add
from workbench.widget.editor import Editor


def test_undo_and_redo_say_what_they_do(editor, session):
    bar = editor.toolbar
    assert (bar.undo_button.disabled, bar.undo_button.tooltip) == (True, "Nothing to undo")
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert (bar.undo_button.disabled, bar.undo_button.tooltip) == (False, "Undo: add entity shops")
    bar.undo_button.click()
    assert session.text == TEXT
    assert bar.message.text == "Undone: add entity shops."
    assert bar.redo_button.tooltip == "Redo: add entity shops"
    bar.redo_button.click()
    assert session.model.has_entity("shops")
    assert bar.message.text == "Done again: add entity shops."


def test_the_state_is_shown_with_its_revision_and_whether_it_is_saved(editor, session):
    assert 'data-revision="0"' in editor.toolbar.status.value
    assert "changed" not in editor.toolbar.status.value
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    assert "● changed" in editor.toolbar.status.value
    assert "3 entities and 1 reference" in editor.toolbar.status.value


def test_saving_clears_the_mark_and_a_failure_keeps_it(session):
    full = []

    def save():
        if full:
            raise WriteError("There is no room on the disk.", place="shop.dbml", hint="Free some.")
        session.saved()

    editor = Editor(session, save=save, diagram=lambda model: "<svg/>")
    bar = editor.toolbar
    assert bar.save_button.disabled
    session.apply(Add(Entity(name=QualifiedName("shops"))))
    full.append(True)
    bar.save_button.click()
    assert bar.message.text == "shop.dbml: There is no room on the disk. Free some."
    assert "● changed" in bar.status.value
    full.clear()
    bar.save_button.click()
    assert bar.message.text == "Saved."
    assert "changed" not in bar.status.value
    assert bar.save_button.disabled
    editor.close()


def test_without_a_file_there_is_no_button_to_save(editor):
    assert editor.toolbar.save_button not in editor.toolbar.box.children
