import pytest

from workbench.errors import WorkbenchError
from workbench.model import Subject
from workbench.widget.canvas import Canvas, asset


@pytest.fixture
def heard():
    return []


@pytest.fixture
def canvas(heard):
    return Canvas(svg="<svg/>", label="a shop", on_select=lambda *what: heard.append(what), on_view=heard.append)


def receive(canvas, content):
    canvas._handle_custom_msg(content, [])


def test_messages_of_the_front_end_are_understood(canvas, heard):
    receive(canvas, {"type": "select", "subject": 'entity:sales."order lines"', "revision": 3})
    receive(canvas, {"type": "select", "subject": "", "revision": 4})
    receive(canvas, {"type": "view", "open": True})
    assert heard == [(Subject.entity('sales."order lines"'), 3), (None, 4), True]


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
        {"type": "shell", "command": "rm"},
    ],
)
def test_what_cannot_be_understood_is_left_alone(canvas, heard, content):
    receive(canvas, content)
    assert heard == []


def test_a_place_without_a_kernel_shows_the_picture(canvas):
    data, _ = canvas._repr_mimebundle_()
    assert data["image/svg+xml"] == "<svg/>"
    assert data["text/plain"] == "<Canvas: a shop>"
    assert "application/vnd.jupyter.widget-view+json" in data


def test_the_front_end_is_small_because_every_canvas_sends_it():
    assert len(asset("widget.js")) + len(asset("widget.css")) < 60_000


def test_a_front_end_that_was_not_built_names_the_next_step():
    with pytest.raises(WorkbenchError, match=r"nothing\.js is missing\. Run `make setup`"):
        asset("nothing.js")
