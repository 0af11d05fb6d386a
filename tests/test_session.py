from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import edits, models
from workbench.errors import ModelError, StaleRevisionError, UnknownNameError, WorkbenchError
from workbench.findings import Finding
from workbench.formats.dbml import DbmlError
from workbench.model import Attribute, Entity, QualifiedName, Subject
from workbench.model.edits import Add, Change, Drop, Rename
from workbench.session import Session

TEXT = """// The shop.
Table orders {   // head
  id int [pk]    // number
  state text
}
"""


@given(st.data())
def test_as_many_undos_as_edits_leave_the_text_byte_identical(data):
    session = Session.of_model(data.draw(models()))
    texts = [session.text]
    for _ in range(data.draw(st.integers(1, 4))):
        before = session.state
        try:
            session.apply(data.draw(edits(session.model)))
        except WorkbenchError:
            continue
        if session.state is not before:  # what changes nothing is no step
            texts.append(session.text)
    for text in reversed(texts[:-1]):
        assert session.undo().text == text
    for text in texts[1:]:
        assert session.redo().text == text


def test_what_changes_nothing_is_no_step():
    session = Session.of_text(TEXT)
    before = session.state
    assert session.apply(Change.of(Subject.attribute("orders", "state"), nullable=True)) is before
    assert session.undo_label is None


def test_an_edit_changes_its_line_and_undo_brings_the_bytes_back():
    session = Session.of_text(TEXT)
    session.apply(Rename(Subject.attribute("orders", "state"), "status"))
    assert session.text == TEXT.replace("  state text", "  status text [wb_source: 'state']")
    assert session.undo_label == "rename attribute orders.state to status"
    session.undo()
    assert session.text == TEXT
    assert session.redo_label == "rename attribute orders.state to status"


def test_a_failing_edit_in_a_step_of_several_changes_nothing():
    session = Session.of_text(TEXT)
    with pytest.raises(UnknownNameError, match=r"There is no entity 'order'\. Did you mean 'orders'"):
        session.apply(Drop(Subject.attribute("orders", "state")), Drop(Subject.entity("order")))
    assert (session.text, session.revision, session.undo_label) == (TEXT, 0, None)


def test_a_batch_is_one_step_and_an_exception_takes_it_back():
    session = Session.of_text(TEXT)
    with session.batch("two at once"):
        session.apply(Add(Entity(name=QualifiedName("a"))))
        session.apply(Add(Entity(name=QualifiedName("b"))))
    assert session.undo_label == "two at once"
    session.undo()
    assert session.text == TEXT
    with pytest.raises(UnknownNameError), session.batch("broken"):
        session.apply(Add(Entity(name=QualifiedName("a"))), label="done before the mistake").model.entity("nothing")
    assert session.text == TEXT
    assert session.redo_label == "two at once"


def test_a_message_on_an_old_revision_is_refused():
    session = Session.of_text(TEXT)
    session.apply(Add(Entity(name=QualifiedName("a"))), revision=0)
    with pytest.raises(StaleRevisionError, match=r"made on revision 0; the model is at 1"):
        session.apply(Add(Entity(name=QualifiedName("b"))), revision=0)
    assert not session.model.has_entity("b")


def test_text_that_does_not_parse_leaves_everything_as_it_was():
    session = Session.of_text(TEXT)
    with pytest.raises(DbmlError, match=r"2:1.*The column 'id' has no type"):
        session.set_text("Table orders {\nid\n}")
    assert (session.text, session.revision) == (TEXT, 0)


def test_layout_and_decisions_follow_renames_and_undo():
    session = Session.of_text(TEXT)
    finding = Finding("X-001-x", "advice", Subject.attribute("orders", "state"), "Do it.", confidence=0.5)
    session.place({QualifiedName("orders"): (10, 20)})
    session.reject(finding, "not now")
    session.apply(Rename(Subject.entity("orders"), "sales"))
    assert dict(session.state.layout) == {QualifiedName("sales"): (10, 20)}
    assert ("X-001-x", Subject.attribute("sales", "state")) in session.state.decisions
    session.undo()
    assert dict(session.state.layout) == {QualifiedName("orders"): (10, 20)}
    assert finding.identity in session.state.decisions


def test_accepting_applies_the_edits_and_remembers_why_as_one_step():
    session = Session.of_text(TEXT)
    edit = Add(Attribute(name="note"), within=QualifiedName("orders"))
    finding = Finding("X-001-x", "advice", Subject.entity("orders"), "Add one.", edits=(edit,), confidence=0.95)
    session.accept([finding], "sounds right")
    assert session.model.entity("orders").attribute("note") is not None
    assert session.state.decisions[finding.identity].reason == "sounds right"
    assert list(session.state.decisions.open([finding])) == []
    session.undo()
    assert session.text == TEXT
    with pytest.raises(ModelError, match="nothing to accept in X-002-y"):
        session.accept([Finding("X-002-y", "advice", Subject.model(), "Only said.")])


def test_observers_see_each_change_until_they_stop():
    session = Session.of_text(TEXT)
    seen = []
    stop = session.observe(lambda before, after: seen.append((before.revision, after.revision, after.label)))
    session.apply(Add(Entity(name=QualifiedName("a"))))
    session.undo()
    stop()
    session.redo()
    assert seen == [(0, 1, "add entity a"), (1, 2, "")]


def test_edits_from_many_threads_are_all_kept():
    session = Session.of_text(TEXT)

    def work(number):
        for i in range(10):
            session.apply(Add(Entity(name=QualifiedName(f"t{number}_{i}"))))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(session.model.entities) == 41
    for _ in range(40):
        session.undo()
    assert session.text == TEXT


def test_dirty_says_whether_the_text_differs_from_what_was_saved():
    session = Session.of_text(TEXT)
    assert not session.dirty
    session.apply(Add(Entity(name=QualifiedName("a"))))
    assert session.dirty
    session.undo()
    assert not session.dirty


def test_a_whole_state_is_put_in_place_as_one_step():
    session = Session.of_text("Table t { a int }")
    other = Session.of_text("Table u { b int }").state
    session.resume(other)
    assert (session.text, session.revision) == ("Table u { b int }", 1)
    assert session.undo().text == "Table t { a int }"


def test_a_move_names_what_has_moved():
    session = Session.of_text(TEXT)
    names = [entity.name for entity in session.model.entities]
    session.shown = lambda: dict.fromkeys(names, (0.0, 0.0))
    session.place({**dict.fromkeys(names, (0.0, 0.0)), names[0]: (5.0, 5.0)})
    assert session.undo_label == f"move {names[0]} in the diagram"


def test_data_that_speak_of_what_hands_have_made_are_remembered_again():
    session = Session.of_text(TEXT)
    session.apply(Add(Entity(name=QualifiedName("shops"), attributes=(Attribute(name="id"),))))
    finding = Finding(
        "KEY-001", "advice", Subject.entity("shops"), "A key.", edits=(Change.of(Subject.entity("shops"), note="x"),)
    )
    session.accept([finding])
    session.apply(Rename(Subject.entity("shops"), "stores"))
    assert session.model.entity("stores").binding.source == "shops"
    session.apply(Add(Entity(name=QualifiedName("towns"), attributes=(Attribute(name="id"),))), by_hand=False)
    session.apply(Rename(Subject.entity("towns"), "places"))
    assert session.model.entity("places").binding.source == "towns"
