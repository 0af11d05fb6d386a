"""The whole: what a reader sees, on random graphs too."""

import os

import pytest

from tests.layout.graphs import assert_readable, box, chain, line, randomly
from workbench.layout import Graph, Placement, place
from workbench.layout.place import _laid_out
from workbench.layout.quality import overlaps

SEEDS = range(200 if os.environ.get("WORKBENCH_SOAK") == "1" else 4)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_graphs_are_readable(seed):
    graph = randomly(seed, 4 + 3 * (seed % 7))
    assert_readable(graph, place(graph))


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS[:2])
def test_random_graphs_with_frames_are_readable(seed):
    graph = randomly(seed, 12, groups=3)
    placed = place(graph)
    assert_readable(graph, placed, lines_apart=False)
    assert len(placed.frames) == 3


def test_the_same_graph_gives_the_same_placement_whatever_was_laid_out_before():
    first = place(randomly(1, 10))
    _laid_out.cache_clear()
    place(randomly(2, 8))
    assert place(randomly(1, 10)) == first


def test_nothing_one_and_many_loose_boxes():
    assert place(Graph()) == Placement()
    assert place(Graph((box("only"),))).boxes[0].x == 0
    loose = place(Graph(tuple(box(f"b{n}") for n in range(40))))
    assert overlaps(loose) == []
    assert loose.width / loose.height == pytest.approx(1.6, rel=0.5)


def test_given_positions_are_kept_and_new_boxes_find_a_free_place_beside_their_neighbours():
    graph = chain(5)
    kept = {"b0": (0.0, 0.0), "b1": (400.0, 100.0), "b2": (800.0, 0.0), "b4": (1600.0, 0.0), "gone": (5.0, 5.0)}
    placed = place(graph, kept)
    dx, dy = placed.shift
    for name in ("b0", "b1", "b2", "b4"):
        found = placed.box_by_name[name]
        assert (found.x - dx, found.y - dy) == kept[name]
    assert_readable(graph, placed)
    new = placed.box_by_name["b3"]
    assert 800 <= new.x - dx <= 1600, "between its two neighbours"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_laid_out_stays_readable_when_every_position_is_kept(seed):
    graph = randomly(seed, 10)
    before = place(graph)
    after = place(graph, {b.name: (b.x, b.y) for b in before.boxes})
    assert overlaps(after) == []
    dx, dy = after.shift
    assert [(round(b.x - dx, 6), round(b.y - dy, 6)) for b in after.boxes] == [
        (round(b.x, 6), round(b.y, 6)) for b in before.boxes
    ]


def test_names_are_never_read_as_anything_else():
    names = ('a"b', "n0", "<x>", "__proto__", "a.b", "")
    graph = Graph(
        tuple(box(name) for name in names),
        tuple(line_between(f"e{n}", names[n], names[n + 1]) for n in range(len(names) - 1)),
    )
    assert_readable(graph, place(graph))


def line_between(name, source, target):
    found = line(name, "s.0", "t.1")
    return type(found)(name, type(found.source)(source, (0,)), type(found.target)(target, (1,)))
