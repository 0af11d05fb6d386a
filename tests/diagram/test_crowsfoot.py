"""Marks at the ends of lines, beside the notation's definition: maximum next to the box, minimum behind it."""

import re

import pytest

from workbench.diagram._crowsfoot import LENGTH, mark, number, triangle


@pytest.mark.parametrize(
    ("cardinality", "bars", "foot", "ring"),
    [("1", 2, False, False), ("0..1", 1, False, True), ("1..*", 1, True, False), ("0..*", 0, True, True)],
)
def test_each_cardinality_has_its_marks(cardinality, bars, foot, ring):
    found = mark((0, 0), (100, 0), cardinality, 24)
    assert len(re.findall(r"V", found.path)) == bars
    assert ("L" in found.path) == foot
    assert (found.ring is not None) == ring


def test_the_minimum_stands_behind_the_maximum():
    optional = mark((0, 0), (100, 0), "0..1", 24)
    assert optional.ring[0] - optional.ring[2] > 8, "the ring begins behind the bar at 8"
    many = mark((0, 0), (100, 0), "0..*", 24)
    assert many.ring[0] - many.ring[2] >= 12, "the ring begins where the foot ends"
    assert max(many.ring[0], optional.ring[0]) + many.ring[2] <= LENGTH


def test_marks_follow_the_side_of_the_box():
    right, left = mark((10, 5), (90, 5), "1", 24).path, mark((10, 5), (-90, 5), "1", 24).path
    assert right == "M10 5H32M18 -1V11M23 -1V11"
    assert left == "M10 5H-12M2 -1V11M-3 -1V11"


@pytest.mark.parametrize("gap", [5.0, 8.0, 14.0])
@pytest.mark.parametrize("cardinality", ["1", "0..1", "1..*", "0..*"])
def test_marks_of_lines_beside_each_other_do_not_touch(gap, cardinality):
    found = mark((0, 0), (100, 0), cardinality, gap)
    ys = [float(y) for y in re.findall(r"(?:V|L[\d.]+ |M[\d.]+ )(-?[\d.]+)", found.path)]
    assert max(map(abs, ys)) < gap / 2
    assert found.ring is None or found.ring[2] < gap / 2


def test_no_cardinality_is_a_plain_line():
    assert mark((0, 0), (100, 0), None, 24).path == "M0 0H22"


def test_a_triangle_points_at_the_parent():
    assert triangle((50, 10), (0, 10), 24) == "M50 10L39 4V16Z"


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (-0.01, "0"), (10.0, "10"), (1.25, "1.2"), (-3.5, "-3.5")])
def test_numbers_are_short(value, text):
    assert number(value) == text
