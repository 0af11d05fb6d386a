"""Keep: lines that an edit does not concern stay; those that it does are drawn anew, and well."""

from dataclasses import replace

import pytest

from tests.layout.graphs import assert_at_row, box, line, randomly
from workbench.layout import Earlier, Graph, Line, Placement, Port, follow, place
from workbench.layout.quality import merges, strikes


def corners(placement):
    return {each.name: (each.x, each.y) for each in placement.boxes}


def ways(placement):
    return {route.name: route.points for route in placement.routes}


@pytest.fixture
def laid():
    graph = randomly(5, 14)
    return graph, place(graph)


def test_nothing_changes_where_nothing_has_changed(laid):
    graph, before = laid
    after = follow(graph, corners(before), Earlier(graph, before))
    assert (after.boxes, after.routes, after.frames) == (before.boxes, before.routes, before.frames)


def test_lines_are_recognised_whatever_things_are_called(laid):
    graph, before = laid
    renamed = Graph(
        tuple(replace(each, name=f"new {each.name}") for each in graph.boxes),
        tuple(
            Line(f"new {each.name}", replace(each.source, box=f"new {each.source.box}"),
                 replace(each.target, box=f"new {each.target.box}"))
            for each in graph.lines
        ),
    )  # fmt: skip
    places = {f"new {name}": at for name, at in corners(before).items()}
    after = follow(renamed, places, Earlier(graph, before))
    assert ways(after) == {f"new {name}": points for name, points in ways(before).items()}


@pytest.mark.parametrize("seed", range(6))
def test_a_box_that_moves_takes_its_lines_along_and_leaves_the_others(seed):
    graph = randomly(seed, 12)
    before = place(graph)
    last = before.boxes[-1]
    places = corners(before) | {last.name: (before.width + 300.0, before.height + 300.0)}
    after = follow(graph, places, Earlier(graph, before))
    assert strikes(after) == merges(after) == []
    own = {each.name for each in graph.lines if last.name in (each.source.box, each.target.box)}
    stays = [name for name in ways(before) if ways(before)[name] == ways(after)[name]]
    assert own.isdisjoint(stays)
    assert len(stays) >= (len(graph.lines) - len(own)) / 3
    for each in graph.lines:
        for end, point in ((each.source, ways(after)[each.name][0]), (each.target, ways(after)[each.name][-1])):
            assert_at_row(after.box_by_name[end.box], end.rows, point)


def test_a_line_gives_way_to_a_new_box():
    graph = Graph((box("a"), box("b")), (line("l", "a.0", "b.0"),))
    before = follow(graph, {"a": (0.0, 0.0), "b": (800.0, 0.0)})
    level = ways(before)["l"][0][1]
    more = Graph((*graph.boxes, box("new")), graph.lines)
    places = {"a": (0.0, 0.0), "b": (800.0, 0.0), "new": (400.0, level - 40.0)}
    after = follow(more, places, Earlier(graph, before))
    assert strikes(after) == []
    assert ways(after) != ways(before)


def test_a_line_goes_straight_again_when_what_it_went_around_is_gone():
    graph = Graph((box("a"), box("b"), box("between", rows=8)), (line("l", "a.0", "b.0"),))
    places = {"a": (0.0, 0.0), "b": (800.0, 0.0), "between": (400.0, -80.0)}
    before = follow(graph, places)
    assert len(ways(before)["l"]) > 2
    after = follow(Graph(graph.boxes[:2], graph.lines), places, Earlier(graph, before))
    assert len(ways(after)["l"]) == 2


def test_lines_at_a_row_make_room_for_another_one():
    graph = Graph((box("a"), box("b"), box("c")), (line("ab", "a.0", "b.0"),))
    places = {"a": (0.0, 0.0), "b": (500.0, 0.0), "c": (500.0, 300.0)}
    before = follow(graph, places)
    more = Graph(graph.boxes, (*graph.lines, line("ac", "a.0", "c.0")))
    after = follow(more, places, Earlier(graph, before))
    starts = sorted(points[0][1] for points in ways(after).values())
    assert starts[1] - starts[0] >= 5
    assert merges(after) == strikes(after) == []


def test_a_box_that_grows_pushes_and_the_lines_follow():
    graph = Graph((box("a"), box("below"), box("b")), (line("l", "below.0", "b.0"),))
    places = {"a": (0.0, 0.0), "below": (0.0, 100.0), "b": (500.0, 100.0)}
    before = follow(graph, places)
    grown = Graph((box("a", rows=6), *graph.boxes[1:]), graph.lines)
    after = follow(grown, places, Earlier(graph, before))
    moved = after.box_by_name["below"]
    assert moved.y > after.box_by_name["a"].bottom
    assert_at_row(moved, (0,), ways(after)["l"][0])


def test_coordinates_are_those_that_were_given():
    graph = Graph((box("a"), box("b")), (line("l", "a.0", "b.0"),))
    placed = follow(graph, {"a": (-500.0, -40.0), "b": (100.0, 7.0)})
    assert corners(placed) == {"a": (-500.0, -40.0), "b": (100.0, 7.0)}
    assert placed.shift == (0.0, 0.0)
    assert follow(Graph(), {}) == Placement()
    assert Port("a") == Port("a", ())


@pytest.mark.parametrize("gap", [30.0, 48.0, 72.0])
@pytest.mark.parametrize("source", ["a", "b"])
def test_a_line_between_boxes_side_by_side_runs_between_them(gap, source):
    other = "b" if source == "a" else "a"
    graph = Graph((box("a"), box("b")), (line("l", f"{source}.0", f"{other}.1"),))
    placed = follow(graph, {"a": (0.0, 0.0), "b": (120.0 + gap, 0.0)})
    assert all(120.0 <= x <= 120.0 + gap for x, _ in ways(placed)["l"])
    assert strikes(placed) == []
