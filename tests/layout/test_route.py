"""Lines between boxes that are where a person put them."""

from dataclasses import replace

from tests.layout.graphs import box, line
from workbench.layout import Graph, Placement
from workbench.layout.quality import merges, strikes
from workbench.layout.route import route, sides
from workbench.layout.slots import assign


def routed(graph, corners):
    sized, _ = assign(graph, {(line.name, e): "right" for line in graph.lines for e in ("source", "target")})
    placed = {name: replace(b, x=corners[name][0], y=corners[name][1]) for name, b in sized.items()}
    sized, slots = assign(graph, sides(graph, placed))
    placed = {name: replace(b, x=corners[name][0], y=corners[name][1]) for name, b in sized.items()}
    return Placement(tuple(placed.values()), route(graph, placed, slots))


def test_boxes_level_with_each_other_are_joined_straight():
    graph = Graph((box("a"), box("b")), (line("l", "a.0", "b.0"),))
    assert routed(graph, {"a": (0, 0), "b": (300, 0)}).routes[0].points == ((120, 42), (300, 42))


def test_a_line_goes_around_a_box_in_its_way():
    graph = Graph((box("a"), box("wall"), box("b")), (line("l", "a.0", "b.0"),))
    placed = routed(graph, {"a": (0, 0), "wall": (300, 0), "b": (600, 0)})
    assert strikes(placed) == []
    assert len(placed.routes[0].points) > 2


def test_boxes_above_each_other_are_joined_at_their_right_sides():
    graph = Graph((box("a"), box("b")), (line("l", "a.0", "b.0"),))
    points = routed(graph, {"a": (0, 0), "b": (20, 300)}).routes[0].points
    assert points[0][0] == 120
    assert points[-1][0] == 140
    assert all(x >= 120 for x, _ in points)


def test_several_lines_between_two_boxes_stay_apart():
    graph = Graph((box("a", 4), box("b", 4)), tuple(line(f"l{n}", "a.0", f"b.{n}") for n in range(4)))
    placed = routed(graph, {"a": (0, 0), "b": (400, 250)})
    assert merges(placed) == []
    assert strikes(placed) == []


def test_a_self_reference_is_a_loop():
    graph = Graph((box("a"),), (line("l", "a.0", "a.1"),))
    placed = routed(graph, {"a": (0, 0)})
    points = placed.routes[0].points
    assert len(points) == 4
    assert strikes(placed) == []
