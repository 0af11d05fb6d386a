"""Place: boxes and lines to a layout; boxes that a person has put somewhere stay there."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.layout import packing, search, slots
from workbench.layout import route as routing
from workbench.layout.columns import BETWEEN_BOXES, BETWEEN_COLUMNS
from workbench.layout.graph import PlacedBox, PlacedFrame, Placement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.layout.graph import Graph, Line, Point

FRAME_MARGIN: Final = 24.0
FRAME_TITLE: Final = 40.0


def place(graph: Graph, positions: Mapping[str, Point] | None = None) -> Placement:
    """Lay out boxes and lines.

    Parameters
    ----------
    graph
        What to lay out.
    positions
        Upper left corners of boxes that stay where they are; new ones find a free place beside their neighbours.
        Positions of boxes that are not in the graph are ignored.

    Returns
    -------
    Placement
        Boxes and lines in the order of the graph, beginning at (0, 0). The same arguments give the same placement. With
        `positions`, all is moved together by ``shift``.

    Raises
    ------
    LayoutError
        When the layout engine was not built.

    Examples
    --------
    >>> from workbench.layout.graph import Box, Graph, Line, Port
    >>> boxes = (Box("artist", 120, 30, (24,)), Box("album", 120, 30, (24, 24)))
    >>> graph = Graph(boxes, (Line("by", Port("artist", (0,)), Port("album", (1,))),))
    >>> placed = place(graph)
    >>> placed.box_by_name["artist"].right < placed.box_by_name["album"].x
    True
    >>> placed.route_by_name["by"].points[0]
    (120.0, 66.0)
    >>> kept = place(graph, {"artist": (500.0, 0.0), "album": (0.0, 0.0)})
    >>> kept.box_by_name["artist"].x, kept.route_by_name["by"].points[0][0]
    (500.0, 500.0)
    """
    kept = {box.name: positions[box.name] for box in graph.boxes if box.name in positions} if positions else {}
    if not kept:
        return _laid_out(graph)
    sizes, _ = slots.assign(graph, {(line.name, end): "right" for line in graph.lines for end in slots.ENDS})
    corners = dict(kept)
    for name in _nearest_first(graph, corners):
        corners[name] = _free_corner(graph, name, corners, sizes)
    placed = {name: replace(box, x=corners[name][0], y=corners[name][1]) for name, box in sizes.items()}
    sides = routing.sides(graph, placed)
    sized, found = slots.assign(graph, sides, _by_height(placed))
    placed = {name: replace(box, x=corners[name][0], y=corners[name][1]) for name, box in sized.items()}
    in_order = tuple(placed[box.name] for box in graph.boxes)
    routes = routing.route(graph, placed, found)
    return Placement(in_order, routes, tuple(_frames(graph, placed))).normalised()


@lru_cache(maxsize=16)  # one model is drawn in several formats and themes
def _laid_out(graph: Graph) -> Placement:
    packed = packing.pack([search.lay_out(part) for part in packing.components(graph)])
    return replace(
        packed,
        boxes=tuple(packed.box_by_name[box.name] for box in graph.boxes),
        routes=tuple(packed.route_by_name[line.name] for line in graph.lines),
        shift=(0.0, 0.0),
    )


def _by_height(placed: Mapping[str, PlacedBox]) -> slots.ByLine:
    def key(line: Line, end: slots.End) -> float:
        other = placed[(line.target if end == "source" else line.source).box]
        return other.y + other.height / 2

    return key


def _nearest_first(graph: Graph, corners: Mapping[str, Point]) -> list[str]:
    """New boxes, those with a neighbour that has a place first."""
    joined: dict[str, list[str]] = {box.name: [] for box in graph.boxes}
    for line in graph.lines:
        joined[line.source.box].append(line.target.box)
        joined[line.target.box].append(line.source.box)
    waiting = [box.name for box in graph.boxes if box.name not in corners]
    ordered: list[str] = []
    known = set(corners)
    while waiting:
        name = max(waiting, key=lambda n: sum(other in known for other in joined[n]))
        waiting.remove(name)
        ordered.append(name)
        known.add(name)
    return ordered


def _free_corner(graph: Graph, name: str, corners: Mapping[str, Point], sizes: Mapping[str, PlacedBox]) -> Point:
    """Corner beside the neighbours, or below everything, where the box touches no other."""
    box = sizes[name]
    others = [replace(sizes[other], x=x, y=y) for other, (x, y) in corners.items()]
    neighbours = [
        other
        for other in others
        for line in graph.lines
        if not line.is_loop and {line.source.box, line.target.box} == {name, other.name}
    ]
    if not neighbours:
        return min(other.x for other in others), max(other.bottom for other in others) + BETWEEN_BOXES
    x = sum(other.x + other.width / 2 for other in neighbours) / len(neighbours) - box.width / 2
    y = sum(other.y + other.height / 2 for other in neighbours) / len(neighbours) - box.height / 2
    candidates = [
        (abs(left - x) + abs(top - y), left, top)
        for other in others
        for left in (other.right + BETWEEN_COLUMNS, other.x - BETWEEN_COLUMNS - box.width, other.x)
        for top in (other.y, other.bottom + BETWEEN_BOXES, other.y - BETWEEN_BOXES - box.height)
        if not _touches(left, top, box, others)
    ]
    # To the right of the rightmost box there is always room.
    _, best_x, best_y = min(candidates)
    return best_x, best_y


def _touches(x: float, y: float, box: PlacedBox, others: list[PlacedBox]) -> bool:
    across, down = BETWEEN_COLUMNS / 2, BETWEEN_BOXES / 2
    return any(
        x < other.right + across
        and x + box.width > other.x - across
        and y < other.bottom + down
        and y + box.height > other.y - down
        for other in others
    )


def _frames(graph: Graph, placed: Mapping[str, PlacedBox]) -> Iterator[PlacedFrame]:
    """Frames around what belongs together; they may overlap where a person has mixed the areas."""
    for group in dict.fromkeys(box.group for box in graph.boxes if box.group is not None):
        members = [placed[box.name] for box in graph.boxes if box.group == group]
        left, top = min(box.x for box in members) - FRAME_MARGIN, min(box.y for box in members) - FRAME_TITLE
        right, bottom = max(box.right for box in members), max(box.bottom for box in members)
        yield PlacedFrame(group, left, top, right + FRAME_MARGIN - left, bottom + FRAME_MARGIN - top)
