"""Frames: what belongs together stands inside, with room for the title."""

from tests.layout.graphs import box
from workbench.layout import Graph, PlacedBox
from workbench.layout.frames import MARGIN, TITLE, around


def test_a_frame_holds_its_boxes_with_room_around_them():
    graph = Graph((box("a", group="g"), box("b", group="g"), box("c", group="h"), box("loose")))
    placed = {"a": PlacedBox("a", 100, 100, 50, 40), "b": PlacedBox("b", 300, 0, 50, 40)}
    placed["loose"] = PlacedBox("loose", -900, 0, 10, 10)
    (frame,) = around(graph, placed)  # the only box of `h` has no place
    assert (frame.name, frame.x, frame.y) == ("g", 100 - MARGIN, 0 - TITLE)
    assert (frame.x + frame.width, frame.y + frame.height) == (350 + MARGIN, 140 + MARGIN)
