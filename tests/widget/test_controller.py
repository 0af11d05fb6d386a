import threading

from workbench.errors import ModelError
from workbench.model import Entity, QualifiedName, Subject
from workbench.model.edits import Add, Rename
from workbench.widget.controller import Controller
from workbench.widget.message import Message


class Part:
    def __init__(self):
        self.revisions = []
        self.chosen = []

    def refresh(self, state):
        self.revisions.append(state.revision)

    def select(self, subject):
        self.chosen.append(subject)


def controlled(session):
    controller, part = Controller(session), Part()
    controller.parts.append(part)
    controller.refresh()
    return controller, part


def test_parts_follow_the_session_until_the_controller_is_closed(session):
    controller, part = controlled(session)
    session.apply(Add(Entity(name=QualifiedName("a"))))
    session.undo()
    controller.close()
    session.redo()
    assert part.revisions == [0, 1, 2]


def test_who_sleeps_draws_nothing_and_catches_up_when_awake(session):
    controller, part = controlled(session)
    controller.sleep()
    session.apply(Add(Entity(name=QualifiedName("a"))))
    session.apply(Add(Entity(name=QualifiedName("b"))))
    assert part.revisions == [0]
    controller.wake()
    controller.wake()
    assert part.revisions == [0, 2]


def test_the_selection_follows_a_rename_and_what_is_not_there_selects_nothing(session):
    controller, part = controlled(session)
    controller.select(Subject.entity("orders"))
    session.apply(Rename(Subject.entity("orders"), "sales"))
    assert controller.selected == Subject.entity("sales")
    controller.select(Subject.entity("nothing"))
    assert controller.selected is None
    assert part.chosen == [Subject.entity("orders"), None]


def test_a_failing_action_is_told_and_lets_no_exception_through(session):
    controller, message = Controller(session), Message()

    def refuse():
        raise ModelError("It cannot be.", hint="Do another.")

    assert not controller.attempt(refuse, message)
    assert (message.kind, message.text) == ("error", "It cannot be. Do another.")
    assert not controller.attempt(lambda: 1 / 0, message)
    assert message.text == "Workbench failed here: ZeroDivisionError: division by zero. The model is as it was."
    assert controller.attempt(lambda: None, message)
    assert message.text == ""


def test_cells_and_messages_on_two_threads_do_not_wait_for_each_other_for_ever(session):
    controller, part = controlled(session)
    subjects = [Subject.entity("orders"), Subject.entity("customers")]

    def choose():
        for number in range(300):
            controller.select(subjects[number % 2])

    thread = threading.Thread(target=choose, daemon=True)
    thread.start()
    for number in range(60):
        session.apply(Add(Entity(name=QualifiedName(f"t{number}"))))
    thread.join(20)
    assert not thread.is_alive()
    assert part.revisions == list(range(61))
    assert len(part.chosen) == 300
