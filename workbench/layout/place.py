"""Place: boxes and lines to a layout; boxes that a person has put somewhere stay there."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.layout import frames, growth, keep, newcomers, packing, search, slots
from workbench.layout import route as routing
from workbench.layout.graph import PlacedBox, Placement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.layout.graph import Graph, Line, Point, Route
    from workbench.layout.keep import Earlier


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
    given = {box.name: positions[box.name] for box in graph.boxes if box.name in positions} if positions else {}
    return _around(graph, given, None).normalised() if given else _laid_out(graph)


def follow(graph: Graph, positions: Mapping[str, Point], earlier: Earlier | None = None) -> Placement:
    """Lay out what was laid out before, after a change: all stays where it was but for what the change concerns.

    Parameters
    ----------
    graph
        What to lay out.
    positions
        Upper left corners of the boxes that were there, or were put there by a person. A box that has grown over
        another one since pushes that away.
    earlier
        The layout before the change.

    Returns
    -------
    Placement
        In the coordinates of `positions`: the upper left corner of all may be anywhere. Without positions, as
        :func:`place` has it.

    Raises
    ------
    LayoutError
        When the layout engine was not built.
    """
    given = {box.name: positions[box.name] for box in graph.boxes if box.name in positions}
    return _around(graph, given, earlier) if given else _laid_out(graph)


def _around(graph: Graph, given: Mapping[str, Point], earlier: Earlier | None) -> Placement:
    """Lay out with corners that are given."""
    corners = newcomers.corners_of(graph, given) if len(given) < len(graph.boxes) else given
    found = keep.recognise(graph, corners, earlier) if earlier is not None else None
    placed = {box.name: box.at(*corners[box.name]) for box in graph.boxes}
    sides = {**routing.sides(graph, placed), **(found.sides if found is not None else {})}
    sized, at_rows = slots.assign(graph, sides, _by_height(placed))
    placed = _at(corners, sized)
    kept: Mapping[str, Route] = {}
    if found is not None and earlier is not None:
        corners = {**corners, **growth.pushed(placed.values(), earlier.box_by_corner())}
        placed = _at(corners, sized)
        kept = keep.kept(graph, placed, sides, found, earlier)
    routes = routing.route(graph, placed, at_rows, kept)
    return Placement(tuple(placed[box.name] for box in graph.boxes), routes, frames.around(graph, placed))


def _at(corners: Mapping[str, Point], sizes: Mapping[str, PlacedBox]) -> dict[str, PlacedBox]:
    return {name: replace(box, x=corners[name][0], y=corners[name][1]) for name, box in sizes.items()}


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
