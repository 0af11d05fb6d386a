"""Slots: lines at one row stay apart, and rows grow for them."""

from itertools import pairwise

import pytest

from tests.layout.graphs import box, line
from workbench.layout import Graph
from workbench.layout.slots import ENDS, MARGIN, NARROWEST_GAP, assign, gap_of

HUB = (box("hub"), *(box(f"c{n}") for n in range(30)))


def assigned(count, order=None):
    graph = Graph(HUB, tuple(line(f"l{n}", "hub.0", f"c{n}.1") for n in range(count)))
    sides = {(f"l{n}", end): "right" if end == "source" else "left" for n in range(count) for end in ENDS}
    return assign(graph, sides, order)


def test_one_line_leaves_from_the_middle_of_its_row():
    boxes, slots = assigned(1)
    assert boxes["hub"].rows == ((30, 24), (54, 24))
    assert (slots["l0", "source"].y, slots["l0", "source"].side) == (42, "right")
    assert slots["l0", "target"].y == 66


@pytest.mark.parametrize("count", [2, 3, 8, 30])
def test_several_lines_at_one_row_stay_apart_within_it(count):
    boxes, slots = assigned(count)
    top, height = boxes["hub"].rows[0]
    ys = [slots[f"l{n}", "source"].y for n in range(count)]
    assert ys == sorted(ys)
    assert min(b - a for a, b in pairwise(ys)) == pytest.approx(gap_of(count))
    assert gap_of(count) >= NARROWEST_GAP
    assert top + MARGIN / 2 <= min(ys)
    assert max(ys) <= top + height - MARGIN / 2 + 1e-9
    assert boxes["hub"].rows[1][0] == top + height, "the next row begins where the higher one ends"


def test_rows_grow_by_the_fuller_side_only():
    graph = Graph(HUB, tuple(line(f"l{n}", "hub.0", f"c{n}.1") for n in range(4)))
    sides = {(f"l{n}", end): "left" if n % 2 else "right" for n in range(4) for end in ENDS}
    boxes, _ = assign(graph, sides)
    assert boxes["hub"].rows[0][1] == 24


def test_the_order_is_that_of_the_other_ends():
    _, slots = assigned(3, lambda found, _end: {"l0": 9.0, "l1": 1.0, "l2": 5.0}[found.name])
    assert slots["l1", "source"].y < slots["l2", "source"].y < slots["l0", "source"].y


def test_a_line_of_two_rows_leaves_from_their_border():
    graph = Graph((box("a", 3), box("b", 3)), (line("l", "a.1,2", "b.0,2"),))
    _, slots = assign(graph, {("l", "source"): "right", ("l", "target"): "left"})
    assert slots["l", "source"].y == 30 + 24 + 24
    assert slots["l", "target"].y == 30 + 12, "rows that do not follow each other: at the first of them"


def test_a_header_takes_lines_too():
    graph = Graph((box("a", 0), box("b", 0)), (line("l", "a", "b"), line("m", "a", "b")))
    boxes, slots = assign(graph, {(n, e): "right" if e == "source" else "left" for n in "lm" for e in ENDS})
    assert boxes["a"].height == 38.0, "34 for two lines 14 apart, and the footer of 4"
    assert (slots["m", "source"].y - slots["l", "source"].y) == gap_of(2)
