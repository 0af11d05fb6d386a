"""Keep: which lines of an earlier layout stay as they are when some boxes have changed.

Lines are recognised by where their ends are, not by their names: a line whose boxes were renamed stays too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from workbench.layout.quality import segments
from workbench.layout.route import CLEAR
from workbench.layout.slots import ENDS, anchor_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.layout.graph import Graph, Line, PlacedBox, Placement, Point, Port, Route, Side
    from workbench.layout.quality import Segment
    from workbench.layout.slots import End, EndName

Key: TypeAlias = tuple[Any, ...]

_SAME = 0.5  # pixels
_FREED = 60.0  # pixels around a box that is gone: a line that ran there may have gone around it


@dataclass(frozen=True)
class Earlier:
    """What was laid out before, and where it came to stand, in the coordinates of what is given now."""

    graph: Graph
    placement: Placement

    def box_by_corner(self) -> dict[Point, PlacedBox]:
        """Boxes by their upper left corners."""
        return {(box.x, box.y): box for box in self.placement.boxes}


@dataclass(frozen=True)
class Recognised:
    """Lines that were there before.

    Parameters
    ----------
    routes
        Their ways before, by their present names.
    sides
        Sides of the boxes that their ends were at.
    """

    routes: Mapping[str, Route]
    sides: Mapping[EndName, Side]


def recognise(graph: Graph, corners: Mapping[str, Point], earlier: Earlier) -> Recognised:
    """Find the lines that were there before between the same rows of boxes at the same places."""
    routes = {}
    known = _by_key(earlier.graph, {box.name: (box.x, box.y) for box in earlier.placement.boxes})
    ways = earlier.placement.route_by_name
    for key, line in _by_key(graph, corners).items():
        if key in known:
            routes[line.name] = replace(ways[known[key].name], name=line.name)
    sides: dict[EndName, Side] = {}
    for name, route in routes.items():
        sides[name, "source"], sides[name, "target"] = _sides(route)
    return Recognised(routes, sides)


def kept(
    graph: Graph, placed: Mapping[str, PlacedBox], sides: Mapping[EndName, Side], found: Recognised, earlier: Earlier
) -> dict[str, Route]:
    """Lines that stay: between rows where everything is as it was, struck by nothing new, around nothing gone.

    Parameters
    ----------
    graph, placed, sides
        Boxes and lines, where the boxes stand now, and which of their sides the lines are at.
    found
        Lines that were there before.
    earlier
        The layout before.
    """
    before = earlier.box_by_corner()
    boxes_before = earlier.placement.box_by_name
    crowd_before: Counter[Key] = Counter()
    for line in earlier.graph.lines:
        for end, side in zip(ENDS, _sides(earlier.placement.route_by_name[line.name]), strict=True):
            box = boxes_before[port_of(line, end).box]
            crowd_before[box.x, box.y, anchor_row(port_of(line, end)), side] += 1
    crowds: dict[Key, list[str]] = defaultdict(list)
    place_of: dict[EndName, Key] = {}
    for line in graph.lines:
        for end in ENDS:
            box = placed[port_of(line, end).box]
            place = box.x, box.y, anchor_row(port_of(line, end)), sides[line.name, end]
            crowds[place].append(line.name)
            place_of[line.name, end] = place
    same = {
        place
        for place, names in crowds.items()
        if len(names) == crowd_before[place] and set(names) <= found.routes.keys()
    }
    candidates = {
        line.name: found.routes[line.name]
        for line in graph.lines
        if line.name in found.routes
        and all(
            place_of[line.name, end] in same
            and _meets(placed[port_of(line, end).box], before, port_of(line, end), sides[line.name, end])
            for end in ENDS
        )
    }
    own = {
        line.name: tuple((placed[port_of(line, end).box].x, placed[port_of(line, end).box].y) for end in ENDS)
        for line in graph.lines
    }
    disturbed = _disturbed(candidates, own, placed, before)
    return {name: route for name, route in candidates.items() if name not in disturbed}


def port_of(line: Line, end: End) -> Port:
    """Where one end of a line is."""
    return line.source if end == "source" else line.target


def _by_key(graph: Graph, corners: Mapping[str, Point]) -> dict[Key, Line]:
    """Lines by what they join; those that join the same are counted."""
    times: Counter[Key] = Counter()
    found: dict[Key, Line] = {}
    for line in graph.lines:
        key = corners[line.source.box], line.source.rows, corners[line.target.box], line.target.rows
        times[key] += 1
        found[*key, times[key]] = line
    return found


def _sides(route: Route) -> tuple[Side, Side]:
    """Sides of the boxes that a line leaves from: it goes straight out of them."""
    points = route.points
    return (
        "right" if points[1][0] > points[0][0] else "left",
        "right" if points[-2][0] > points[-1][0] else "left",
    )


def _meets(box: PlacedBox, before: Mapping[Point, PlacedBox], port: Port, side: Side) -> bool:
    """Whether the rows that a line ends at, and the edge, are where they were."""
    was = before.get((box.x, box.y))
    if was is None or (side == "right" and abs(was.width - box.width) > _SAME):
        return False
    rows = port.rows or (0,)
    if not port.rows and not (box.rows and was.rows):
        return bool(box.rows) == bool(was.rows) and abs(box.height - was.height) < _SAME
    return len(was.rows) > max(rows) and all(was.rows[row] == box.rows[row] for row in rows)


def _disturbed(
    routes: Mapping[str, Route],
    own: Mapping[str, tuple[Point, ...]],
    placed: Mapping[str, PlacedBox],
    before: Mapping[Point, PlacedBox],
) -> set[str]:
    """Lines that a box strikes that was not there before, or that may have gone around one that is there no more."""
    now = {(box.x, box.y): box for box in placed.values()}
    come = [box for corner, box in now.items() if not _covers(before.get(corner), box, _SAME)]
    gone = [box for corner, box in before.items() if not _covers(now.get(corner), box, _FREED)]
    names, parts = [], []
    for name, route in routes.items():
        for x1, y1, x2, y2 in segments(route.points):
            names.append(name)
            parts.append((x1, y1, x2, y2))
    if not parts:
        return set()
    lefts, tops, rights, bottoms = np.array(parts).T
    found = set[str]()
    for boxes, room in ((come, CLEAR), (gone, _FREED)):
        for box in boxes:
            near = (lefts < box.right + room) & (rights > box.x - room)
            near &= (tops < box.bottom + room) & (bottoms > box.y - room)
            for number in np.flatnonzero(near).tolist():
                ends_here = (box.x, box.y) in own[names[number]]
                if not ends_here or _strikes(parts[number], box):
                    found.add(names[number])
    return found


def _covers(one: PlacedBox | None, other: PlacedBox, slack: float) -> bool:
    """Whether one box takes all the room of another one at its corner, but for some pixels."""
    return one is not None and one.width + slack >= other.width and one.height + slack >= other.height


def _strikes(part: Segment, box: PlacedBox) -> bool:
    x1, y1, x2, y2 = part
    return x1 < box.right - 1 and x2 > box.x + 1 and y1 < box.bottom - 1 and y2 > box.y + 1
