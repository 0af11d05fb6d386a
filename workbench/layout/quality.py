"""Quality: how good a layout is, in figures that tests, benchmarks and the choice between layouts share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.layout.graph import Placement, Point

Segment: TypeAlias = tuple[float, float, float, float]  # x1 <= x2 and y1 <= y2

WIDTH_TO_HEIGHT = 1.6  # of a page or screen that the whole is to fit on
_SLACK = 0.5  # pixels: lines end on the edge of their box


@dataclass(frozen=True)
class Quality:
    """Figures of a layout; fewer and shorter is better.

    Parameters
    ----------
    length
        Total length of the lines in pixels.
    crossings
        Points where two lines cross.
    bends
        Corners of the lines.
    area
        Square pixels of the smallest page with sides 1.6 : 1 that holds the whole.
    """

    length: float
    crossings: int
    bends: int
    area: float

    @property
    def cost(self) -> float:
        """One number to choose by: a crossing disturbs like a detour of some tables' width, a bend like a short one."""
        return self.length + 240.0 * self.crossings + 30.0 * self.bends + 0.002 * self.area


def quality(placement: Placement) -> Quality:
    """Measure a layout.

    Examples
    --------
    >>> from workbench.layout.graph import Placement, Route
    >>> cross = (Route("a", ((0, 5), (10, 5))), Route("b", ((5, 0), (5, 10))))
    >>> found = quality(Placement(routes=cross, width=16, height=10))
    >>> found.length, found.crossings, found.bends, found.area
    (20, 1, 0, 160.0)
    """
    side = max(placement.width / WIDTH_TO_HEIGHT, placement.height)
    return Quality(
        length=sum(x2 - x1 + y2 - y1 for route in placement.routes for x1, y1, x2, y2 in segments(route.points)),
        crossings=crossings(placement),
        bends=sum(len(route.points) - 2 for route in placement.routes),
        area=side * side * WIDTH_TO_HEIGHT,
    )


def segments(points: Iterable[Point]) -> Iterator[Segment]:
    """Straight parts of a line, each from its upper left to its lower right end."""
    for (x1, y1), (x2, y2) in pairwise(points):
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def crossings(placement: Placement) -> int:
    """Count the points where a horizontal part of one line crosses a vertical part of another."""
    horizontal: list[tuple[float, float, float, float, int]] = []
    vertical: list[tuple[float, float, float, float, int]] = []
    for number, route in enumerate(placement.routes):
        for x1, y1, x2, y2 in segments(route.points):
            (horizontal if y1 == y2 else vertical).append((x1, y1, x2, y2, number))
    horizontal.sort(key=lambda part: part[1])
    levels = [part[1] for part in horizontal]
    count = 0
    for x, top, _, bottom, mine in vertical:
        for x1, _, x2, _, other in horizontal[bisect_right(levels, top) : bisect_left(levels, bottom)]:
            count += x1 < x < x2 and other != mine
    return count


def overlaps(placement: Placement) -> list[tuple[str, str]]:
    """Pairs of boxes that overlap or touch."""
    boxes = sorted(placement.boxes, key=lambda box: box.x)
    found = []
    for position, first in enumerate(boxes):
        for second in boxes[position + 1 :]:
            if second.x > first.right:
                break
            if first.y <= second.bottom and second.y <= first.bottom:
                found.append((first.name, second.name))
    return found


def strikes(placement: Placement) -> list[tuple[str, str]]:
    """Lines that run through a box, with the box."""
    return [
        (route.name, box.name)
        for route in placement.routes
        for x1, y1, x2, y2 in segments(route.points)
        for box in placement.boxes
        if x1 < box.right - _SLACK and x2 > box.x + _SLACK and y1 < box.bottom - _SLACK and y2 > box.y + _SLACK
    ]


def merges(placement: Placement, *, closer_than: float = 2.0) -> list[tuple[str, str]]:
    """Pairs of lines that run along each other, closer than so many pixels, for more than that length."""
    found = set()
    for horizontal in (True, False):
        parts = []
        for route in placement.routes:
            for x1, y1, x2, y2 in segments(route.points):
                if (y1 == y2) == horizontal and (x1, y1) != (x2, y2):
                    parts.append((y1, x1, x2, route.name) if horizontal else (x1, y1, y2, route.name))
        parts.sort()
        for position, (level, start, end, name) in enumerate(parts):
            for other_level, other_start, other_end, other in parts[position + 1 :]:
                if other_level - level >= closer_than:
                    break
                if other != name and min(end, other_end) - max(start, other_start) > closer_than:
                    found.add((min(name, other), max(name, other)))
    return sorted(found)
