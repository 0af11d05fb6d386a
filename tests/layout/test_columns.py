"""Columns: neighbours stand in different ones, close to each other, on a page of the right shape."""

import pytest

from tests.layout.graphs import box, chain, line, randomly
from workbench.layout import Graph, columns


def star(count):
    boxes = (box("hub"), *(box(f"c{n}") for n in range(count)))
    return Graph(boxes, tuple(line(f"l{n}", "hub.0", f"c{n}.1") for n in range(count)))


def test_a_cycle_is_broken_where_it_costs_least():
    graph = Graph(
        (box("a"), box("b"), box("c")), (line("1", "a.0", "b.0"), line("2", "b.0", "c.0"), line("3", "c.0", "a.0"))
    )
    order = columns.natural_order(graph)
    backward = [line for line in graph.lines if order.index(line.source.box) > order.index(line.target.box)]
    assert len(backward) == 1


def test_longest_paths_follow_the_lines():
    assert columns.longest_paths(chain(4)) == {"b0": 0, "b1": 1, "b2": 2, "b3": 3}


@pytest.mark.parametrize("seed", range(10))
def test_no_line_stays_within_a_column(seed):
    graph = randomly(seed, 25)
    _, found = columns.spread(graph, 5, seed)
    assert set(found) == {b.name for b in graph.boxes}
    assert [line for line in graph.lines if not line.is_loop and found[line.source.box] == found[line.target.box]] == []
    assert set(found.values()) == set(range(max(found.values()) + 1)), "no column is empty"


def test_what_refers_to_a_hub_stands_on_both_sides_of_it():
    _, found = columns.spread(star(12), 3, 1)
    assert {found[f"c{n}"] < found["hub"] for n in range(12)} == {True, False}
    heights = [list(found.values()).count(column) for column in range(3)]
    assert max(heights) <= 8, "not one tall column of twelve"


def test_the_same_seed_gives_the_same_columns():
    assert columns.spread(randomly(3, 30), 5, 7) == columns.spread(randomly(3, 30), 5, 7)


def test_sides_face_each_other_and_loops_are_on_the_right():
    graph = Graph((box("a"), box("b")), (line("1", "a.0", "b.0"), line("2", "b.1", "a.1"), line("3", "a.0", "a.1")))
    sides = columns.sides_of(graph, {"a": 0, "b": 1})
    assert [sides["1", "source"], sides["1", "target"]] == ["right", "left"]
    assert [sides["2", "source"], sides["2", "target"]] == ["left", "right"]
    assert [sides["3", "source"], sides["3", "target"]] == ["right", "right"]


def test_more_boxes_make_more_columns():
    assert columns.ideal_count(chain(2)) < columns.ideal_count(chain(50))


def test_frames_are_boxes_of_a_smaller_graph():
    graph = randomly(1, 12, groups=3)
    outer = columns.contracted(graph)
    assert len(outer.boxes) == 3
    assert sum(len(columns.part_of(graph, f"g{n}").boxes) for n in range(3)) == 12
