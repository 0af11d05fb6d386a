"""Figures of layouts, counted by hand."""

from workbench.layout import PlacedBox, Placement, Route, quality
from workbench.layout.quality import merges, overlaps, strikes


def test_length_bends_and_crossings():
    placement = Placement(
        routes=(Route("z", ((0, 0), (10, 0), (10, 20), (30, 20))), Route("bar", ((5, 10), (40, 10)))),
        width=40,
        height=20,
    )
    found = quality(placement)
    assert (found.length, found.bends, found.crossings) == (50 + 35, 2, 1)
    assert found.area == 25 * 25 * 1.6, "a page 40 wide is 25 high"


def test_lines_that_share_an_end_do_not_cross():
    assert quality(Placement(routes=(Route("a", ((0, 0), (9, 0))), Route("b", ((9, 0), (9, 9)))))).crossings == 0


def test_overlaps():
    boxes = (PlacedBox("a", 0, 0, 10, 10), PlacedBox("b", 9, 9, 10, 10), PlacedBox("c", 30, 0, 5, 5))
    assert overlaps(Placement(boxes)) == [("a", "b")]


def test_a_line_may_touch_its_box_but_not_run_through_one():
    boxes = (PlacedBox("a", 0, 0, 10, 10), PlacedBox("b", 40, 0, 10, 10), PlacedBox("c", 20, 0, 10, 10))
    through = Placement(boxes, (Route("l", ((10, 5), (40, 5))),))
    around = Placement(boxes, (Route("l", ((10, 5), (15, 5), (15, 20), (35, 20), (35, 5), (40, 5))),))
    assert strikes(through) == [("l", "c")]
    assert strikes(around) == []


def test_merges():
    together = (Route("a", ((0, 0), (50, 0))), Route("b", ((20, 1), (90, 1))))
    apart = (Route("a", ((0, 0), (50, 0))), Route("b", ((20, 5), (90, 5))))
    behind = (Route("a", ((0, 0), (50, 0))), Route("b", ((60, 0), (90, 0))))
    assert [merges(Placement(routes=routes)) for routes in (together, apart, behind)] == [[("a", "b")], [], []]
