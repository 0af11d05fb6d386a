"""Packing: parts that no line joins, side by side in rows on a page of a given shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.layout.graph import Graph, PlacedBox, PlacedFrame, Placement, Route
from workbench.layout.quality import WIDTH_TO_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP: Final = 72.0  # room for a line that joins two parts later, with its marks


def components(graph: Graph) -> tuple[Graph, ...]:
    """Split a graph into the parts that lines or frames hold together, in the order of their first boxes.

    Examples
    --------
    >>> from workbench.layout.graph import Box, Line, Port
    >>> boxes = tuple(Box(name, 10, 10) for name in "abc")
    >>> parts = components(Graph(boxes, (Line("r", Port("c"), Port("a")),)))
    >>> [[box.name for box in part.boxes] for part in parts]
    [['a', 'c'], ['b']]
    """
    neighbours: dict[str, list[str]] = {box.name: [] for box in graph.boxes}
    for line in graph.lines:
        neighbours[line.source.box].append(line.target.box)
        neighbours[line.target.box].append(line.source.box)
    first_of_group: dict[str, str] = {}
    for box in graph.boxes:
        if box.group is not None:
            first = first_of_group.setdefault(box.group, box.name)
            neighbours[box.name].append(first)
            neighbours[first].append(box.name)
    parts, seen = [], set[str]()
    for box in graph.boxes:
        if box.name in seen:
            continue
        members, waiting = {box.name}, [box.name]
        while waiting:
            for other in neighbours[waiting.pop()]:
                if other not in members:
                    members.add(other)
                    waiting.append(other)
        seen |= members
        boxes = tuple(b for b in graph.boxes if b.name in members)
        parts.append(Graph(boxes, tuple(line for line in graph.lines if line.source.box in members)))
    return tuple(parts)


def pack(parts: Sequence[Placement]) -> Placement:
    """Put parts in rows, larger ones first, on the width that makes the whole come nearest to 1.6 : 1."""
    if len(parts) < 2:
        return parts[0] if parts else Placement()
    ordered = sorted(enumerate(parts), key=lambda item: (-item[1].height * item[1].width, item[0]))
    placements = [part for _, part in ordered]
    widest = max(part.width for part in placements)
    total = sum(part.width + GAP for part in placements) - GAP
    # Rows can only end where a part ends, so that some widths stand for all.
    candidates = {widest, total}
    steps = 24
    candidates |= {widest + (total - widest) * step / steps for step in range(1, steps)}
    area = sum((part.width + GAP) * (part.height + GAP) for part in placements)
    candidates.add(max(widest, (area * WIDTH_TO_HEIGHT) ** 0.5))
    shelves = min((_shelves(placements, width) for width in sorted(candidates)), key=_page)
    boxes: list[PlacedBox] = []
    routes: list[Route] = []
    frames: list[PlacedFrame] = []
    for part, x, y in shelves:
        moved = part.moved(x, y)
        boxes += moved.boxes
        routes += moved.routes
        frames += moved.frames
    return Placement(tuple(boxes), tuple(routes), tuple(frames)).normalised()


def _shelves(parts: Sequence[Placement], width: float) -> list[tuple[Placement, float, float]]:
    """Fill rows from the left; a small part goes under another one of the row where it fits (two-level shelves)."""
    shelves: list[tuple[Placement, float, float]] = []
    left, top = 0.0, 0.0
    row_height = 0.0
    column: tuple[float, float, float] | None = None  # left, next free top, width of the column being filled
    for part in parts:
        if column is not None and part.width <= column[2] and column[1] + part.height <= top + row_height:
            shelves.append((part, column[0], column[1]))
            column = (column[0], column[1] + part.height + GAP, column[2])
            continue
        if left and left + part.width > width:
            left, top, row_height = 0.0, top + row_height + GAP, 0.0
        shelves.append((part, left, top))
        column = (left, top + part.height + GAP, part.width)
        left += part.width + GAP
        row_height = max(row_height, part.height)
    return shelves


def _page(shelves: Sequence[tuple[Placement, float, float]]) -> float:
    width = max(x + part.width for part, x, _ in shelves)
    height = max(y + part.height for part, _, y in shelves)
    return max(width / WIDTH_TO_HEIGHT, height)
