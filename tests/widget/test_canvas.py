"""Canvas: what the front end says is understood, done and answered; what it cannot mean is left alone."""

import pytest

from workbench.errors import ModelError, WorkbenchError
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Rename
from workbench.widget.canvas import Actions, Canvas, asset, module


@pytest.fixture
def heard():
    return []


@pytest.fixture
def canvas(heard):
    def refuse(name):
        if name == "undo":
            raise ModelError("There is nothing to undo.")
        raise ZeroDivisionError("by zero")

    canvas = Canvas(
        Actions(
            lambda *what: heard.append(what),
            heard.append,
            lambda: heard.append("again"),
            lambda *what: heard.append(what),
            lambda *what: heard.append(what),
            refuse,
        ),
        label="a shop",
    )
    canvas.sent = []
    canvas.send = lambda content, buffers=None: canvas.sent.append((content, buffers))
    return canvas


def receive(canvas, content):
    canvas._handle_custom_msg(content, [])


def test_messages_of_the_front_end_are_understood(canvas, heard):
    receive(canvas, {"type": "select", "subject": 'entity:sales."order lines"', "revision": 3})
    receive(canvas, {"type": "select", "subject": "", "revision": 4})
    receive(canvas, {"type": "view", "open": True})
    receive(canvas, {"type": "again"})
    assert heard == [(Subject.entity('sales."order lines"'), 3), (None, 4), True, "again"]
    assert canvas.sent == []


def test_edits_and_places_are_done_and_answered(canvas, heard):
    rename = {"do": "rename", "subject": "entity:t", "to": "u"}
    receive(canvas, {"type": "edit", "edits": [rename], "revision": 2, "number": 7})
    receive(canvas, {"type": "place", "positions": {"sales.t": [1, 2.26]}, "revision": 2, "number": 8})
    assert heard == [([Rename(Subject.entity("t"), "u")], 2), ({QualifiedName("t", "sales"): (1.0, 2.3)}, 2)]
    assert [content for content, _ in canvas.sent] == [{"type": "done", "number": 7}, {"type": "done", "number": 8}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"type": "command", "name": "undo"}, "There is nothing to undo."),
        ({"type": "command", "name": "redo"}, "Workbench failed here: ZeroDivisionError: by zero. The model is as it"),
        ({"type": "edit", "edits": [{"do": "remove"}], "revision": 0}, "There is no edit 'remove'."),
        ({"type": "edit", "edits": ["x"], "revision": 0}, "An edit is an object, not 'x'."),
        ({"type": "place", "positions": {"t": [1]}, "revision": 0}, "[1] is no place for 't'."),
        ({"type": "place", "positions": {"a.b.c": [1, 2]}, "revision": 0}, "'a.b.c' has 3 parts."),
    ],
)
def test_what_cannot_be_done_is_answered_with_the_reason(canvas, heard, content, message):
    receive(canvas, {**content, "number": 5})
    [(answer, _)] = canvas.sent
    assert (answer["type"], answer["number"]) == ("refused", 5)
    assert answer["message"].startswith(message)
    assert heard == []


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
        {"type": "edit", "edits": [], "revision": 0},
        {"type": "command", "name": "quit", "number": 1},
        {"type": "module", "name": "../secret"},
        {"type": "shell", "command": "rm"},
    ],
)
def test_what_cannot_be_understood_is_left_alone(canvas, heard, content):
    receive(canvas, content)
    assert (heard, canvas.sent) == ([], [])


def test_the_module_that_draws_is_sent_to_the_page_that_asks_for_it(canvas):
    receive(canvas, {"type": "module", "name": canvas.module})
    [(content, buffers)] = canvas.sent
    assert content == {"type": "module", "name": canvas.module}
    assert buffers == [module()[1]]


def test_what_every_canvas_sends_is_small_and_what_a_page_fetches_once_is_not_large():
    assert len(asset("widget.js")) < 5_000
    assert len(asset("app.js")) + len(asset("widget.css")) <= 500_000


def test_a_front_end_that_was_not_built_names_the_next_step():
    with pytest.raises(WorkbenchError, match=r"nothing\.js is missing\. Run `make setup`"):
        asset("nothing.js")
