"""Place: boxes and lines to a layout; boxes that a person has put somewhere stay there."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.layout import frames, growth, keep, newcomers, packing, search, slots
from workbench.layout import route as routing
from workbench.layout.graph import Placement
from workbench.layout.quality import quality, strikes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.layout.graph import Graph, Line, PlacedBox, Point, Route, Side
    from workbench.layout.keep import Earlier

# Lines up to which all is drawn several times, in seconds.
_FEW: Final = 150
_TRIALS: Final = 2
_ROUNDS: Final = 2
_STRIKE: Final = 20_000.0  # what a line through a box costs, beside what readers count


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
    placed = {box.name: box.at(*corners[box.name]) for box in graph.boxes}
    if earlier is None:
        sides = routing.sides(graph, placed)
        return _drawn(graph, corners, sides, _by_height(placed))
    found = keep.recognise(graph, corners, earlier)
    sides = {**routing.sides(graph, placed), **found.sides}
    sized, at_rows = slots.assign(graph, sides, _by_height(placed))
    corners = {**corners, **growth.pushed(_at(corners, sized).values(), earlier.box_by_corner())}
    placed = _at(corners, sized)
    kept = keep.kept(graph, placed, sides, found, earlier)
    return _put(graph, placed, routing.route(graph, placed, at_rows, kept))


def _drawn(
    graph: Graph, corners: Mapping[str, Point], sides: Mapping[slots.EndName, Side], order: slots.ByLine
) -> Placement:
    """Draw all lines; where they are not too many, those at one row change places once their ways are known."""
    best: Placement | None = None
    few = len(graph.lines) <= _FEW
    for _ in range(_TRIALS if few else 1):
        sized, at_rows = slots.assign(graph, sides, order)
        placed = _at(corners, sized)
        trial = _put(graph, placed, routing.route(graph, placed, at_rows, rounds=_ROUNDS if few else 0))
        if best is None or _cost(trial) < _cost(best):
            best = trial
        order = _by_way(trial.route_by_name, placed)
    assert best is not None  # noqa: S101  there is always a first trial
    return best


def _cost(placement: Placement) -> float:
    return quality(placement).cost + _STRIKE * len(strikes(placement))


def _put(graph: Graph, placed: Mapping[str, PlacedBox], routes: tuple[Route, ...]) -> Placement:
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


def _by_height(placed: Mapping[str, PlacedBox]) -> Callable[[Line, slots.End], float]:
    """Order lines at a row by the heights of their other ends."""

    def key(line: Line, end: slots.End) -> float:
        port = line.target if end == "source" else line.source
        other, row = placed[port.box], slots.anchor_row(port)
        if row < 0:
            return other.y
        top, height = other.rows[row]
        return other.y + top + height / 2

    return key


def _by_way(routes: Mapping[str, Route], placed: Mapping[str, PlacedBox]) -> slots.ByLine:
    """Order lines at a row so that they do not cross: of those that turn upwards the upper one turns first."""
    height = _by_height(placed)

    def key(line: Line, end: slots.End) -> tuple[float, float, float]:
        points = routes[line.name].points if end == "source" else routes[line.name].points[::-1]
        if len(points) < 3:
            return 0.0, 0.0, height(line, end)
        before_turn = abs(points[1][0] - points[0][0])
        if points[2][1] < points[1][1]:
            return -1.0, before_turn, height(line, end)
        return 1.0, -before_turn, height(line, end)

    return key
