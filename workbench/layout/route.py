"""Route: lines at right angles between boxes whose places are given.

Each line leaves its boxes sideways, runs in at most one horizontal channel between them, and takes the shortest such
way that strikes no box and follows no other line. Where boxes stand too close for any, it takes the way that
strikes least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from workbench.layout.graph import PlacedBox, Route
from workbench.layout.layered import straightened
from workbench.layout.quality import segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from workbench.layout.graph import Graph, Line, Point, Side
    from workbench.layout.slots import EndName, Slot

Way: TypeAlias = tuple[tuple[float, float], ...]
Numbers: TypeAlias = "NDArray[np.float64]"

STUB: Final = 28.0  # pixels that a line goes straight out of its box, for its marks
TRACK: Final = 12.0  # between lines beside each other
CLEAR: Final = 8.0  # between a line and a box that is not its own
_CLOSE: Final = 5.0  # lines nearer than this run into each other
_SAME_CHANNEL: Final = 2.0  # nearer than this, two channels are one
_BEND, _CROSSING, _FOLLOWING, _STRIKE = 30.0, 160.0, 2_000.0, 20_000.0
# How many tracks beside each box and how many channels are tried. Of very many lines most cross something on every
# way: looking further takes long and finds little.
_MANY: Final = 250
_MANY_AT_ONCE: Final = 10_000  # lines times all lines, when a person waits for some of them
_FEW_TRACKS, _FEW_CHANNELS = 4, 80
_MANY_TRACKS, _MANY_CHANNELS = 3, 16


@dataclass(frozen=True)
class _End:
    """Where a line leaves a box, and to which side."""

    point: Point
    side: Side


@dataclass(frozen=True)
class _Effort:
    """How many tracks and channels are tried."""

    tracks: int
    channels: int


class _Parts:
    """Straight parts of lines that lie the same way: where across it, and from where to where."""

    def __init__(self) -> None:
        self._all = np.empty((3, 64))
        self.count = 0

    def add(self, at: float, start: float, end: float) -> int:
        """Add a part; returns its number."""
        if self.count == self._all.shape[1]:
            self._all = np.concatenate([self._all, np.empty_like(self._all)], axis=1)
        self._all[:, self.count] = at, start, end
        self.count += 1
        return self.count - 1

    def remove(self, numbers: Sequence[int]) -> None:
        """Take parts away, by their numbers."""
        self._all[0, numbers] = np.nan  # near nothing

    def within(self, at: tuple[float, float], along: tuple[float, float]) -> Numbers:
        """Those that a part inside these bounds could meet, as rows of at, start and end."""
        parts = self._all[:, : self.count]
        meets = (
            (parts[0] >= at[0] - _CLOSE)
            & (parts[0] <= at[1] + _CLOSE)
            & (parts[2] >= along[0])
            & (parts[1] <= along[1])
        )
        return parts[:, meets]


class _Drawn:
    """What stands in the way: boxes, and the parts of the lines drawn so far."""

    def __init__(self, boxes: Sequence[PlacedBox]) -> None:
        self.number = {box.name: number for number, box in enumerate(boxes)}
        self.lefts, self.rights, self.tops, self.bottoms = (
            np.array([(box.x, box.right, box.y, box.bottom) for box in boxes], dtype=float).reshape(len(boxes), 4).T
        )
        self.level, self.upright = _Parts(), _Parts()
        self._parts_of: dict[str, tuple[list[int], list[int]]] = {}
        levels = np.unique(
            np.concatenate([edge + step for step in (16.0, 28.0) for edge in (self.tops - step - step, self.bottoms)])
        )
        far_enough: list[float] = []
        for y in levels.tolist():
            if not far_enough or y - far_enough[-1] >= _SAME_CHANNEL:
                far_enough.append(y)
        self.channels = np.array(far_enough)

    def add(self, name: str, way: Iterable[Point]) -> None:
        """Take a drawn line into account."""
        level, upright = self._parts_of[name] = [], []
        for x1, y1, x2, y2 in segments(way):
            if y1 == y2:
                level.append(self.level.add(y1, x1, x2))
            else:
                upright.append(self.upright.add(x1, y1, y2))

    def remove(self, name: str) -> None:
        """Forget a drawn line."""
        level, upright = self._parts_of.pop(name)
        self.level.remove(level)
        self.upright.remove(upright)

    def level_costs(self, y: Numbers, x1: Numbers, x2: Numbers, own: Sequence[int]) -> Numbers:
        """What is wrong with horizontal parts of a line, beside their lengths."""
        edges = (self.tops, self.bottoms, self.lefts, self.rights)
        return _costs((y, x1, x2), edges, self.level, self.upright, own)

    def upright_costs(self, x: Numbers, y1: Numbers, y2: Numbers, own: Sequence[int]) -> Numbers:
        """What is wrong with vertical parts of a line, beside their lengths."""
        edges = (self.lefts, self.rights, self.tops, self.bottoms)
        return _costs((x, y1, y2), edges, self.upright, self.level, own)


def _costs(
    parts: tuple[Numbers, Numbers, Numbers],
    edges: tuple[Numbers, Numbers, Numbers, Numbers],
    along: _Parts,
    across: _Parts,
    own: Sequence[int],
) -> Numbers:
    at, one, other = np.broadcast_arrays(*parts)
    shape = at.shape
    at, start, end = at.ravel(), np.minimum(one, other).ravel(), np.maximum(one, other).ravel()
    at_bounds, bounds = (float(at.min()), float(at.max())), (float(start.min()), float(end.max()))
    cost = np.zeros(at.shape)

    clear = np.full(len(edges[0]), CLEAR)
    clear[list(own)] = -1.0
    near, far, first, last = edges
    meets = (
        (near - CLEAR < at_bounds[1])
        & (far + CLEAR > at_bounds[0])
        & (first - CLEAR < bounds[1])
        & (last + CLEAR > bounds[0])
    )
    if meets.any():
        near, far, first, last, clear = near[meets], far[meets], first[meets], last[meets], clear[meets]
        struck = (at[:, None] < far + clear) & (at[:, None] > near - clear)
        struck &= (start[:, None] < last + clear) & (end[:, None] > first - clear)
        cost += _STRIKE * struck.sum(axis=1)

    place, from_, to = along.within(at_bounds, bounds)
    if place.size:
        follows = np.abs(at[:, None] - place) < _CLOSE
        follows &= np.minimum(end[:, None], to) > np.maximum(start[:, None], from_)
        cost += _FOLLOWING * follows.sum(axis=1)

    place, from_, to = across.within(bounds, at_bounds)
    if place.size:
        crosses = (place >= start[:, None]) & (place < end[:, None])
        crosses &= (from_ <= at[:, None]) & (at[:, None] <= to)
        cost += _CROSSING * crosses.sum(axis=1)
    cost[start == end] = 0.0  # there is no such part
    return cost.reshape(shape)


def sides(graph: Graph, placed: Mapping[str, PlacedBox]) -> dict[EndName, Side]:
    """Side of its box that each end of each line leaves from: the one that faces the other box, else the right one."""
    found: dict[EndName, Side] = {}
    for line in graph.lines:
        source, target = placed[line.source.box], placed[line.target.box]
        if source.right + STUB <= target.x:
            pair: tuple[Side, Side] = ("right", "left")
        elif target.right + STUB <= source.x:
            pair = ("left", "right")
        else:
            pair = ("right", "right")
        found[line.name, "source"], found[line.name, "target"] = pair
    return found


def route(
    graph: Graph,
    placed: Mapping[str, PlacedBox],
    slots: Mapping[EndName, Slot],
    kept: Mapping[str, Route] | None = None,
    rounds: int = 0,
) -> tuple[Route, ...]:
    """Draw all lines, short ones first, since long ones can go around them more easily.

    Parameters
    ----------
    graph, placed, slots
        Boxes and lines, where the boxes stand, and where the lines meet them.
    kept
        Lines that stay as they are, by their names.
    rounds
        How often each line may look for a better way once all others are there.
    """
    drawn = _Drawn(tuple(placed.values()))
    found: dict[str, Route] = dict(kept or {})
    for ready in found.values():
        drawn.add(ready.name, ready.points)

    def distance(line: Line) -> float:
        source, target = placed[line.source.box], placed[line.target.box]
        return abs(source.x - target.x) + abs(source.y - target.y)

    open_ = sorted((line for line in graph.lines if line.name not in found), key=distance)
    many = len(open_) > _MANY or (kept and len(open_) * len(graph.lines) > _MANY_AT_ONCE)
    effort = _Effort(_MANY_TRACKS, _MANY_CHANNELS) if many else _Effort(_FEW_TRACKS, _FEW_CHANNELS)

    def draw(line: Line) -> Route:
        source, target = slots[line.name, "source"], slots[line.name, "target"]
        own = placed[line.source.box], placed[line.target.box]
        numbers = [drawn.number[box.name] for box in own]
        way = _best(_end(own[0], source), _end(own[1], target), numbers, drawn, effort)
        drawn.add(line.name, way)
        return Route(line.name, way, source.gap, target.gap)

    for line in open_:
        found[line.name] = draw(line)
    for _ in range(rounds):
        before = dict(found)
        for line in open_:
            drawn.remove(line.name)
            found[line.name] = draw(line)
        if found == before:
            break
    return tuple(found[line.name] for line in graph.lines)


def _end(box: PlacedBox, slot: Slot) -> _End:
    return _End((box.right if slot.side == "right" else box.x, box.y + slot.y), slot.side)


def _best(begin: _End, end: _End, own: Sequence[int], drawn: _Drawn, effort: _Effort) -> Way:
    """The best of the ways with one upright part, and where something is wrong with each, of those along a channel."""
    (x1, y1), (x2, y2) = begin.point, end.point
    firsts, lasts = _tracks(begin, effort.tracks), _tracks(end, effort.tracks)
    directs = np.empty(0)
    if begin.side != end.side:
        room = (x2 - x1) * (1 if begin.side == "right" else -1)
        if room >= STUB:
            firsts = np.append(firsts, (x1 + x2) / 2)
            directs = np.concatenate([firsts, lasts])
            stub = min(STUB, room / 2)  # where there is little room, marks stand close
            directs = directs[(directs >= min(x1, x2) + stub) & (directs <= max(x1, x2) - stub)]
    else:
        directs = np.maximum(firsts, lasts) if begin.side == "right" else np.minimum(firsts, lasts)
    stubs = drawn.level_costs(np.full(len(firsts), y1), np.full(len(firsts), x1), firsts, own)
    ends = drawn.level_costs(np.full(len(lasts), y2), lasts, np.full(len(lasts), x2), own)
    best, least = None, np.inf
    if directs.size:
        wrong = drawn.upright_costs(directs, np.full(directs.shape, y1), np.full(directs.shape, y2), own)
        wrong += drawn.level_costs(np.full(directs.shape, y1), np.full(directs.shape, x1), directs, own)
        wrong += drawn.level_costs(np.full(directs.shape, y2), directs, np.full(directs.shape, x2), own)
        costs = wrong + np.abs(directs - x1) + np.abs(directs - x2) + abs(y1 - y2) + (2 * _BEND if y1 != y2 else 0)
        chosen = int(np.argmin(costs))
        x = float(directs[chosen])
        best, least = straightened([begin.point, (x, y1), (x, y2), end.point]), float(costs[chosen])
        if wrong[chosen] == 0:  # no way along a channel is as short
            return best
    nearest = np.argsort(np.abs(drawn.channels - y1) + np.abs(drawn.channels - y2), kind="stable")
    y = drawn.channels[nearest[: effort.channels]][:, None]
    down = drawn.upright_costs(firsts[None, :], np.full(y.shape, y1), y, own) + np.abs(y - y1)
    up = drawn.upright_costs(lasts[None, :], y, np.full(y.shape, y2), own) + np.abs(y - y2)
    level = drawn.level_costs(y[:, :, None], firsts[None, :, None], lasts[None, None, :], own)
    level += np.abs(firsts[:, None] - lasts[None, :])
    total = level + (down + stubs + np.abs(firsts - x1))[:, :, None] + (up + ends + np.abs(lasts - x2))[:, None, :]
    total[:, firsts[:, None] == lasts[None, :]] = np.inf
    chosen = int(np.argmin(total))
    if best is not None and least <= total.flat[chosen] + 4 * _BEND:
        return best
    channel, first, last = np.unravel_index(chosen, total.shape)
    return straightened(
        [begin.point, (float(firsts[first]), y1), (float(firsts[first]), float(y[channel, 0])),
         (float(lasts[last]), float(y[channel, 0])), (float(lasts[last]), y2), end.point]
    )  # fmt: skip


def _tracks(end: _End, count: int) -> Numbers:
    way = 1 if end.side == "right" else -1
    return end.point[0] + way * (STUB + TRACK * np.arange(count, dtype=np.float64))
