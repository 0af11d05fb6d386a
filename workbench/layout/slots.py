"""Slots: where exactly each line meets the side of a box, so that lines at one row stay apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from workbench.layout.graph import PlacedBox

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.layout.graph import Box, Graph, Line, Port, Side

End = Literal["source", "target"]
EndName: TypeAlias = tuple[str, End]
ByLine: TypeAlias = "Callable[[Line, End], float | tuple[float, ...]]"
ENDS: tuple[End, ...] = ("source", "target")

WIDEST_GAP = 14.0  # marks of two lines beside each other do not touch
NARROWEST_GAP = 5.0  # lines can still be told apart
SPREAD = 84.0  # a row of more lines than fit into this at the widest gap narrows the gap first
MARGIN = 10.0  # of a row, above its first and below its last line together


@dataclass(frozen=True)
class Slot:
    """Where one end of a line meets its box: the side, the distance from the upper edge, and the room around it."""

    side: Side
    y: float
    gap: float


@cache
def gap_of(count: int) -> float:
    """Distance between `count` lines at one row, in whole pixels, to which ELK rounds loops.

    Examples
    --------
    >>> gap_of(2), gap_of(9), gap_of(300)
    (14.0, 9.0, 5.0)
    """
    return max(NARROWEST_GAP, min(WIDEST_GAP, float(SPREAD // max(count, 1))))


@cache
def need_of(count: int) -> float:
    """Height that a row needs for `count` lines at one side.

    Examples
    --------
    >>> need_of(1), need_of(3)
    (10.0, 38.0)
    """
    return (count - 1) * gap_of(count) + MARGIN


def assign(
    graph: Graph, sides: Mapping[EndName, Side], order: ByLine | None = None
) -> tuple[dict[str, PlacedBox], dict[EndName, Slot]]:
    """Give every end of a line its slot, and every box the height that its slots need.

    Parameters
    ----------
    graph
        Boxes and lines.
    sides
        Side of the box that each end is at.
    order
        Where the other end of a line is, top to bottom, for the end named ``"source"`` or ``"target"``; the order of
        the graph otherwise.

    Returns
    -------
    boxes, slots
        Boxes at (0, 0) with their rows; slots by line and end.
    """
    ends: dict[tuple[str, int, Side], list[tuple[Line, End, Port]]] = defaultdict(list)
    for line in graph.lines:
        for end in ENDS:
            port = line.source if end == "source" else line.target
            ends[port.box, anchor_row(port), sides[line.name, end]].append((line, end, port))
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for (box, row, _), found in ends.items():
        counts[box, row] = max(counts[box, row], len(found))
    placed = {box.name: _stacked(box, counts) for box in graph.boxes}
    slots: dict[EndName, Slot] = {}
    for (name, row, side), found in ends.items():
        if order is not None:
            found.sort(key=lambda item: order(item[0], item[1]))
        gap = gap_of(len(found))
        for position, (line, end, port) in enumerate(found):
            middle = _middle(placed[name], row, port if len(found) == 1 else None)
            y = round(middle - (len(found) - 1) / 2 * gap) + position * gap
            slots[line.name, end] = Slot(side, y, gap if len(found) > 1 else 2 * WIDEST_GAP)
    return placed, slots


def anchor_row(port: Port) -> int:
    """Row that a port counts for: its first, or -1 for the header."""
    return min(port.rows) if port.rows else -1


def _stacked(box: Box, counts: Mapping[tuple[str, int], int]) -> PlacedBox:
    top = max(box.header, need_of(counts.get((box.name, -1), 1)) + MARGIN)  # clear of the rounded corners
    rows = []
    for position, least in enumerate(box.rows):
        height = max(least, need_of(counts.get((box.name, position), 1)))
        rows.append((top, height))
        top += height
    return PlacedBox(box.name, 0.0, 0.0, box.width, top + box.footer, tuple(rows))


def _middle(box: PlacedBox, row: int, port: Port | None) -> float:
    """Middle of a row; the border of two rows for a line that joins just these, where no other line can be."""
    if row < 0:
        return (box.rows[0][0] if box.rows else box.height) / 2
    top, height = box.rows[row]
    if port is not None and set(port.rows) == {row, row + 1}:
        return top + height
    return top + height / 2
