"""Route: lines at right angles between boxes whose places are given.

Each line leaves its boxes sideways, runs in at most one horizontal channel between them, and takes the shortest such
way that strikes no box and follows no other line. Where boxes stand too close for any, it takes the way that
strikes least.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from workbench.layout.graph import PlacedBox, Route
from workbench.layout.layered import straightened
from workbench.layout.quality import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.layout.graph import Graph, Point, Side
    from workbench.layout.quality import Segment
    from workbench.layout.slots import EndName, Slot

Way: TypeAlias = tuple[tuple[float, float], ...]

STUB: Final = 28.0  # pixels that a line goes straight out of its box, for its marks
TRACK: Final = 12.0  # between lines beside each other
_TRACKS: Final = 4
_CHANNELS: Final = 40  # nearest ones
_CLEAR: Final = 8.0  # between a line and a box that is not its own
_CLOSE: Final = 5.0  # lines nearer than this run into each other
_BEND, _CROSSING, _FOLLOWING, _STRIKE = 30.0, 160.0, 2_000.0, 20_000.0


@dataclass(frozen=True)
class _End:
    """Where a line leaves a box, and to which side."""

    point: Point
    side: Side


class _Drawn:
    """What stands in the way: boxes, and the parts of the lines drawn so far, sorted for quick look-up."""

    def __init__(self, boxes: Sequence[PlacedBox]) -> None:
        self.boxes = sorted(boxes, key=lambda box: box.x)
        self.widest = max((box.width for box in boxes), default=0.0)
        self.lefts = [box.x for box in self.boxes]
        self.level: list[Segment] = []  # (y, x1, x2, 0), sorted
        self.upright: list[Segment] = []  # (x, y1, y2, 0), sorted

    def add(self, way: Way) -> None:
        """Take a drawn line into account."""
        for x1, y1, x2, y2 in segments(way):
            if y1 == y2:
                insort(self.level, (y1, x1, x2, 0.0))
            else:
                insort(self.upright, (x1, y1, y2, 0.0))

    def cost(self, part: Segment, own: tuple[PlacedBox, PlacedBox]) -> float:
        """What is wrong with one part of a line, beside its length."""
        x1, y1, x2, y2 = part
        total = 0.0
        for box in self.boxes[
            bisect_left(self.lefts, x1 - self.widest - _CLEAR) : bisect_right(self.lefts, x2 + _CLEAR)
        ]:
            clear = -1.0 if box in own else _CLEAR
            if x1 < box.right + clear and x2 > box.x - clear and y1 < box.bottom + clear and y2 > box.y - clear:
                total += _STRIKE
        if y1 == y2:
            along, across, at, start, end = self.level, self.upright, y1, x1, x2
        else:
            along, across, at, start, end = self.upright, self.level, x1, y1, y2
        for _, other_start, other_end, _ in along[_from(along, at - _CLOSE) : _from(along, at + _CLOSE)]:
            if min(end, other_end) > max(start, other_start):
                total += _FOLLOWING
        for _, other_start, other_end, _ in across[_from(across, start) : _from(across, end)]:
            if other_start <= at <= other_end:
                total += _CROSSING
        return total


def _from(parts: list[Segment], level: float) -> int:
    return bisect_left(parts, (level, -math.inf, -math.inf, -math.inf))


def sides(graph: Graph, placed: Mapping[str, PlacedBox]) -> dict[EndName, Side]:
    """Side of its box that each end of each line leaves from: the one that faces the other box, else the right one."""
    found: dict[EndName, Side] = {}
    for line in graph.lines:
        source, target = placed[line.source.box], placed[line.target.box]
        if source.right + 2 * STUB <= target.x:
            pair: tuple[Side, Side] = ("right", "left")
        elif target.right + 2 * STUB <= source.x:
            pair = ("left", "right")
        else:
            pair = ("right", "right")
        found[line.name, "source"], found[line.name, "target"] = pair
    return found


def route(graph: Graph, placed: Mapping[str, PlacedBox], slots: Mapping[EndName, Slot]) -> tuple[Route, ...]:
    """Draw all lines, short ones first, since long ones can go around them more easily."""
    drawn = _Drawn(tuple(placed.values()))
    found: dict[str, Route] = {}

    def distance(number: int) -> tuple[float, int]:
        line = graph.lines[number]
        source, target = placed[line.source.box], placed[line.target.box]
        return abs(source.x - target.x) + abs(source.y - target.y), number

    for number in sorted(range(len(graph.lines)), key=distance):
        line = graph.lines[number]
        source, target = slots[line.name, "source"], slots[line.name, "target"]
        own = placed[line.source.box], placed[line.target.box]
        way = _best(_end(own[0], source), _end(own[1], target), own, drawn)
        drawn.add(way)
        found[line.name] = Route(line.name, way, source.gap, target.gap)
    return tuple(found[line.name] for line in graph.lines)


def _end(box: PlacedBox, slot: Slot) -> _End:
    return _End((box.right if slot.side == "right" else box.x, box.y + slot.y), slot.side)


def _best(start: _End, goal: _End, own: tuple[PlacedBox, PlacedBox], drawn: _Drawn) -> Way:
    """Take the ways in the order of their lengths, until none that is left can be better than the best so far."""
    queue: list[tuple[float, int, Way]] = []
    for number, way in enumerate(_ways(start, goal, drawn.boxes)):
        length = sum(math.dist(a, b) for a, b in pairwise(way))
        queue.append((length + _BEND * (len(way) - 2), number, way))
    heapq.heapify(queue)
    costs: dict[Segment, float] = {}  # ways share most of their parts
    best, least = queue[0][2], math.inf
    while queue:
        cost, _, way = heapq.heappop(queue)
        if cost >= least:
            break
        for part in segments(way):
            if part not in costs:
                costs[part] = drawn.cost(part, own)
            cost += costs[part]
            if cost >= least:
                break
        else:
            best, least = way, cost
    return best


def _ways(begin: _End, end: _End, boxes: Sequence[PlacedBox]) -> Iterator[Way]:
    """Ways of up to five parts: out, down or up, along a channel, up or down, in."""
    start, goal = begin.point, end.point
    firsts, lasts = _tracks(begin), _tracks(end)
    if begin.side != end.side:
        facing = (goal[0] - start[0]) * (1 if begin.side == "right" else -1) >= 2 * STUB
        if facing:
            middle = (start[0] + goal[0]) / 2
            firsts = [*firsts, middle]
            if start[1] == goal[1]:
                yield (start, goal)
            for x in (*firsts, *lasts):
                if min(start[0], goal[0]) + STUB <= x <= max(start[0], goal[0]) - STUB:
                    yield straightened([start, (x, start[1]), (x, goal[1]), goal])
    else:
        outer = max if begin.side == "right" else min
        for first, last in zip(firsts, lasts, strict=True):
            x = outer(first, last)
            yield straightened([start, (x, start[1]), (x, goal[1]), goal])
    channels = sorted(
        {y for box in boxes for step in (16.0, 28.0) for y in (box.y - step, box.bottom + step)},
        key=lambda y: abs(y - start[1]) + abs(y - goal[1]),
    )
    for y in channels[:_CHANNELS]:
        for first in firsts:
            for last in lasts:
                if first != last:
                    yield straightened([start, (first, start[1]), (first, y), (last, y), (last, goal[1]), goal])


def _tracks(end: _End) -> list[float]:
    way = 1 if end.side == "right" else -1
    return [end.point[0] + way * (STUB + TRACK * number) for number in range(_TRACKS)]
