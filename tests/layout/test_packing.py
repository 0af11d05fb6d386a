"""Packing of parts that no line joins."""

from tests.layout.graphs import box, line
from workbench.layout import Graph, PlacedBox, Placement, packing
from workbench.layout.quality import overlaps


def part(name, width, height):
    return Placement((PlacedBox(name, 0, 0, width, height),), width=width, height=height)


def test_frames_hold_parts_together():
    graph = Graph((box("a", group="g"), box("b"), box("c", group="g"), box("d")), (line("l", "b.0", "d.0"),))
    assert [[b.name for b in p.boxes] for p in packing.components(graph)] == [["a", "c"], ["b", "d"]]


def test_loose_tables_fill_a_page_instead_of_a_column():
    packed = packing.pack([part(f"b{n}", 180, 200) for n in range(24)])
    assert overlaps(packed) == []
    assert 1.0 < packed.width / packed.height < 2.6


def test_small_parts_stand_beside_a_large_one():
    packed = packing.pack([part("large", 1000, 900), *(part(f"s{n}", 150, 120) for n in range(6))])
    assert overlaps(packed) == []
    assert packed.height == 900
    assert packed.width < 1000 + 3 * 200


def test_nothing_to_pack():
    assert packing.pack([]) == Placement()
    assert packing.pack([part("only", 5, 5)]).boxes[0].x == 0
