"""Boxes and lines as values."""

import pytest

from tests.layout.graphs import box, line
from workbench.errors import UsageError
from workbench.layout import Graph, PlacedBox, PlacedFrame, Placement, Route


def test_a_graph_refuses_lines_to_nowhere():
    with pytest.raises(UsageError, match="'l' ends at a row of 'b' that is not there"):
        Graph((box("a"),), (line("l", "a.0", "b.0"),))
    with pytest.raises(UsageError, match="that is not there"):
        Graph((box("a"), box("b")), (line("l", "a.0", "b.2"),))


def test_a_graph_refuses_names_that_are_not_unique():
    with pytest.raises(UsageError, match="share a name"):
        Graph((box("a"), box("a")))
    with pytest.raises(UsageError, match="share a name"):
        Graph((box("a"), box("b")), (line("l", "a.0", "b.0"), line("l", "a.1", "b.0")))


def test_a_placement_begins_at_the_corner_and_says_how_far_it_was_moved():
    placement = Placement(
        (PlacedBox("a", -10, 30, 100, 50),), (Route("l", ((90, 40), (140, 40))),), (PlacedFrame("f", -20, 20, 130, 70),)
    ).normalised()
    assert (placement.width, placement.height, placement.shift) == (160, 70, (20, -20))
    assert (placement.boxes[0].x, placement.boxes[0].y) == (10, 10)
    assert placement.routes[0].points == ((110, 20), (160, 20))
    assert (placement.frames[0].x, placement.frames[0].y) == (0, 0)


def test_an_empty_placement_has_no_size():
    assert Placement().normalised() == Placement()
