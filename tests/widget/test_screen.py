"""Screen: what the front end says is understood, done and answered; what it cannot mean is left alone."""

import pytest

from workbench.errors import ModelError, WorkbenchError
from workbench.formats.dbml import Document
from workbench.model import Subject
from workbench.widget.screen import MODULES, Actions, Screen, asset, module


@pytest.fixture
def heard():
    return []


@pytest.fixture
def screen(heard):
    def ask(what, given):
        heard.append((what, given))
        return {"said": what}

    def act(what, given, revision):
        match what:
            case "canvas.undo":
                raise ModelError("There is nothing to undo.")
            case "text.put":
                return Document.of(given["text"]).model
            case "fault":
                raise ZeroDivisionError("by zero")
        heard.append((what, given, revision))
        return None

    screen = Screen(
        Actions(lambda *what: heard.append(what), heard.append, lambda: heard.append("again"), ask, act), label="a shop"
    )
    screen.sent = []
    screen.send = lambda content, buffers=None: screen.sent.append((content, buffers))
    return screen


def receive(screen, content):
    screen._handle_custom_msg(content, [])


def test_messages_of_the_front_end_are_understood(screen, heard):
    receive(screen, {"type": "select", "subject": 'entity:sales."order lines"', "revision": 3})
    receive(screen, {"type": "select", "subject": "", "revision": 4})
    receive(screen, {"type": "view", "open": True})
    receive(screen, {"type": "again"})
    assert heard == [(Subject.entity('sales."order lines"'), 3), (None, 4), True, "again"]
    assert screen.sent == []


def test_questions_and_deeds_are_answered_under_their_number(screen, heard):
    receive(screen, {"type": "ask", "what": "table.entity", "given": {"name": "t"}, "number": 7})
    receive(screen, {"type": "do", "what": "canvas.place", "given": {"x": 1}, "revision": 2, "number": 8})
    assert heard == [("table.entity", {"name": "t"}), ("canvas.place", {"x": 1}, 2)]
    assert [content for content, _ in screen.sent] == [
        {"type": "done", "number": 7, "answer": {"said": "table.entity"}},
        {"type": "done", "number": 8, "answer": None},
    ]


@pytest.mark.parametrize(
    ("what", "message", "kind"),
    [
        ("canvas.undo", "There is nothing to undo.", "ModelError"),
        ("fault", "Workbench failed here: ZeroDivisionError: by zero. The model is as it was.", "fault"),
    ],
)
def test_what_cannot_be_done_is_answered_with_the_reason(screen, what, message, kind):
    receive(screen, {"type": "do", "what": what, "given": {}, "revision": 0, "number": 5})
    [(answer, _)] = screen.sent
    assert answer == {"type": "refused", "number": 5, "message": message, "kind": kind}


def test_what_is_wrong_with_a_text_is_told_with_its_places(screen):
    receive(
        screen, {"type": "do", "what": "text.put", "given": {"text": "Table t {\n  id\n}"}, "revision": 0, "number": 5}
    )
    [(answer, _)] = screen.sent
    assert answer["places"] == [[2, 3, 2, "The column 'id' has no type."]]


@pytest.mark.parametrize(
    "content",
    [
        None,
        "select",
        {},
        {"type": "select"},
        {"type": "select", "subject": 5, "revision": 1},
        {"type": "select", "subject": 'entity:"', "revision": 1},
        {"type": "select", "subject": "entity:orders", "revision": "1"},
        {"type": "view", "open": "yes"},
        {"type": "ask", "what": "table.entity", "given": {}},
        {"type": "ask", "what": 5, "given": {}, "number": 1},
        {"type": "do", "what": "canvas.edit", "given": [], "revision": 0, "number": 1},
        {"type": "do", "what": "canvas.edit", "given": {}, "number": 1},
        {"type": "module", "name": "../secret"},
        {"type": "shell", "command": "rm"},
    ],
)
def test_what_cannot_be_understood_is_left_alone(screen, heard, content):
    receive(screen, content)
    assert (heard, screen.sent) == ([], [])


@pytest.mark.parametrize("file", MODULES)
def test_a_module_is_sent_to_the_page_that_asks_for_it(screen, file):
    name = screen.modules[file]
    receive(screen, {"type": "module", "name": name})
    [(content, buffers)] = screen.sent
    assert content == {"type": "module", "name": name}
    assert buffers == [module(file)[1]] == [asset(file).encode()]


def test_what_every_editor_sends_is_small_and_what_a_page_fetches_once_is_not_large():
    assert len(asset("widget.js")) < 5_000
    assert len(asset("app.js")) <= 500_000
    assert len(asset("text.js")) <= 450_000


def test_a_front_end_that_was_not_built_names_the_next_step():
    with pytest.raises(WorkbenchError, match=r"nothing\.js is missing\. Run `make setup`"):
        asset("nothing.js")
