"""Newcomers: new boxes find free places where a reader looks for them."""

import pytest

from tests.layout.graphs import box, chain, line, randomly
from workbench.layout import Graph, Placement, slots
from workbench.layout.newcomers import corners_of
from workbench.layout.quality import overlaps


def corners(graph, kept):
    sizes, _ = slots.assign(graph, {(each.name, end): "right" for each in graph.lines for end in slots.ENDS})
    found = corners_of(graph, kept)
    return found, Placement(tuple(sizes[name].moved(x, y) for name, (x, y) in found.items()))


@pytest.mark.parametrize("seed", range(4))
def test_new_boxes_touch_nothing_and_what_is_kept_stays(seed):
    graph = randomly(seed, 16)
    kept = {f"b{n}": (n % 3 * 420.0, n // 3 * 460.0) for n in range(0, 16, 2)}
    found, placed = corners(graph, kept)
    assert found.keys() == {each.name for each in graph.boxes}
    assert kept.items() <= found.items()
    assert overlaps(placed) == []


def test_a_new_box_stands_near_its_neighbours():
    graph = chain(4)
    found, _ = corners(graph, {"b0": (0.0, 0.0), "b1": (400.0, 0.0), "b2": (5_000.0, 5_000.0)})
    assert abs(found["b3"][0] - 5_000) < 400
    assert abs(found["b3"][1] - 5_000) < 400


def test_new_boxes_without_neighbours_keep_the_shape_of_a_page():
    graph = Graph(tuple(box(f"b{n}") for n in range(40)))
    _, placed = corners(graph, {"b0": (0.0, 0.0)})
    width = max(each.right for each in placed.boxes) - min(each.x for each in placed.boxes)
    height = max(each.bottom for each in placed.boxes) - min(each.y for each in placed.boxes)
    assert 1.0 < width / height < 2.6
    assert min(each.x for each in placed.boxes) == min(each.y for each in placed.boxes) == 0, "right of it and below"


def test_new_boxes_that_lines_join_look_as_they_do_alone():
    """A schema of a parent and its six children, beside a box that has nothing to do with it."""
    children = tuple(box(f"child{n}") for n in range(6))
    lines = tuple(line(f"l{n}", "parent.0", f"child{n}.1") for n in range(6))
    new = Graph((box("parent"), *children), lines)
    alone, _ = corners(Graph((box("far"), *new.boxes), lines), {"far": (9_000.0, 0.0)})
    beside, _ = corners(Graph((box("other"), *new.boxes), lines), {"other": (0.0, 0.0)})
    shift = tuple(b - a for a, b in zip(alone["parent"], beside["parent"], strict=True))
    for child in children:
        moved = tuple(a + s for a, s in zip(alone[child.name], shift, strict=True))
        assert beside[child.name] == pytest.approx(moved)


def test_a_new_box_of_a_frame_stands_beside_the_others_of_it_and_no_other_one_stands_inside():
    boxes = [box(f"a{n}", group="a") for n in range(3)] + [box("b0", group="b"), box("c0")]
    kept = {"a0": (0.0, 0.0), "a1": (600.0, 500.0), "b0": (3_000.0, 0.0)}
    found, _ = corners(Graph(tuple(boxes)), kept)
    assert abs(found["a2"][0]) <= 800
    x, y = found["c0"]
    assert not (-100 < x < 720 and -100 < y < 600), "inside the frame of a0 and a1"
