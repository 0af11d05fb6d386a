"""Boxes and lines before they are laid out, and after: plain values, in pixels, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from workbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

Point: TypeAlias = tuple[float, float]
Side = Literal["left", "right"]


@dataclass(frozen=True)
class Box:
    """A rectangle with a header and rows under it.

    Parameters
    ----------
    name
        Unique in the graph.
    width
        Width in pixels.
    header
        Height of the part above the first row.
    rows
        Least height of each row; a row that many lines meet becomes higher, so that they stay apart.
    footer
        Height below the last row.
    group
        Name of the frame that the box stands in.
    """

    name: str
    width: float
    header: float
    rows: tuple[float, ...] = ()
    footer: float = 0.0
    group: str | None = None

    def at(self, x: float, y: float) -> PlacedBox:
        """The box at a place, its rows as high as they are without lines."""
        rows, top = [], self.header
        for height in self.rows:
            rows.append((top, height))
            top += height
        return PlacedBox(self.name, x, y, self.width, top + self.footer, tuple(rows))


@dataclass(frozen=True)
class Port:
    """Where a line meets a box: rows by their positions, or the header when there are none."""

    box: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A connection between two rows of one or two boxes; the layout prefers `source` on the left of `target`."""

    name: str
    source: Port
    target: Port

    @property
    def is_loop(self) -> bool:
        """Whether both ends are at one box."""
        return self.source.box == self.target.box


@dataclass(frozen=True)
class Graph:
    """What is to be laid out.

    Raises
    ------
    UsageError
        When two boxes or lines share a name, or a line ends at a box or row that is not there.
    """

    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could not be drawn."""
        if len(self.box_by_name) != len(self.boxes) or len({line.name for line in self.lines}) != len(self.lines):
            raise UsageError("Two boxes or two lines of the layout share a name.", hint="Give each a name of its own.")
        for line in self.lines:
            for port in (line.source, line.target):
                box = self.box_by_name.get(port.box)
                if box is None or any(not 0 <= row < len(box.rows) for row in port.rows):
                    raise UsageError(f"The line {line.name!r} ends at a row of {port.box!r} that is not there.")

    @cached_property
    def box_by_name(self) -> Mapping[str, Box]:
        """Boxes by their names."""
        return {box.name: box for box in self.boxes}


@dataclass(frozen=True)
class PlacedBox:
    """A box with its place.

    Parameters
    ----------
    name
        Name of the box.
    x, y
        Upper left corner.
    width, height
        Size; the height holds rows that were made higher.
    rows
        Top (from the upper edge of the box) and height of each row.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    rows: tuple[tuple[float, float], ...] = ()

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> PlacedBox:
        """Return the box at another place."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Route:
    """A line with its way from source to target.

    Parameters
    ----------
    name
        Name of the line.
    points
        Corners; neighbours differ in one coordinate only.
    source_gap, target_gap
        Distance to the next line at the same row, which marks at that end must keep within.
    """

    name: str
    points: tuple[Point, ...]
    source_gap: float = 24.0
    target_gap: float = 24.0

    def moved(self, dx: float, dy: float) -> Route:
        """Return the line at another place."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))


@dataclass(frozen=True)
class PlacedFrame:
    """A frame around the boxes of one group."""

    name: str
    x: float
    y: float
    width: float
    height: float

    def moved(self, dx: float, dy: float) -> PlacedFrame:
        """Return the frame at another place."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True)
class Placement:
    """A layout: where everything stands, with the upper left corner of all at (0, 0).

    Parameters
    ----------
    boxes, routes, frames
        What was placed, in the order of the graph.
    width, height
        Size of the whole.
    shift
        How far everything was moved, to begin at (0, 0), from the positions that were given.
    """

    boxes: tuple[PlacedBox, ...] = ()
    routes: tuple[Route, ...] = ()
    frames: tuple[PlacedFrame, ...] = ()
    width: float = 0.0
    height: float = 0.0
    shift: Point = (0.0, 0.0)

    @cached_property
    def box_by_name(self) -> Mapping[str, PlacedBox]:
        """Placed boxes by their names."""
        return {box.name: box for box in self.boxes}

    @cached_property
    def route_by_name(self) -> Mapping[str, Route]:
        """Routes by the names of their lines."""
        return {route.name: route for route in self.routes}

    def moved(self, dx: float, dy: float) -> Placement:
        """Return everything at another place; the size stays."""
        return replace(
            self,
            boxes=tuple(box.moved(dx, dy) for box in self.boxes),
            routes=tuple(route.moved(dx, dy) for route in self.routes),
            frames=tuple(frame.moved(dx, dy) for frame in self.frames),
        )

    def normalised(self) -> Placement:
        """Return everything moved so that it begins at (0, 0), with the size worked out anew."""
        xs = [x for x, _ in _corners(self)]
        ys = [y for _, y in _corners(self)]
        if not xs:
            return replace(self, width=0.0, height=0.0)
        shift = -min(xs), -min(ys)
        return replace(self.moved(*shift), width=max(xs) - min(xs), height=max(ys) - min(ys), shift=shift)


def _corners(placement: Placement) -> list[Point]:
    corners = [point for route in placement.routes for point in route.points]
    shapes: tuple[PlacedBox | PlacedFrame, ...] = (*placement.boxes, *placement.frames)
    for shape in shapes:
        corners += [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
    return corners
