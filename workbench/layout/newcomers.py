"""Newcomers: free places for boxes that are new among others that stay where they are.

New boxes that lines or a frame join are laid out among themselves and placed as one block: a schema that is pasted
into another one looks as it does alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from workbench.layout import frames, packing, search, slots
from workbench.layout.columns import BETWEEN_BOXES, BETWEEN_COLUMNS
from workbench.layout.graph import Graph
from workbench.layout.quality import WIDTH_TO_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from workbench.layout.graph import PlacedBox, PlacedFrame, Point

Rectangles: TypeAlias = "NDArray[np.float64]"  # rows of left, top, right, bottom


@dataclass(frozen=True)
class _Block:
    """New boxes that stand together, with their corners from that of the block."""

    corners: Mapping[str, Point]
    width: float
    height: float
    group: str | None


def corners_of(graph: Graph, kept: Mapping[str, Point]) -> dict[str, Point]:
    """Corners of all boxes: those that are kept, and free ones for the others.

    Parameters
    ----------
    graph
        All boxes and lines.
    kept
        Corners that are given; at least one.

    Returns
    -------
    dict
        Corners of all boxes. A new box stands beside its neighbours, else beside those of its frame, else where the
        whole stays nearest to the shape of a page; it touches no other.
    """
    sizes, _ = slots.assign(graph, {(line.name, end): "right" for line in graph.lines for end in slots.ENDS})
    corners = {box.name: kept[box.name] for box in graph.boxes if box.name in kept}
    joined: dict[str, set[str]] = {box.name: set() for box in graph.boxes}
    for line in graph.lines:
        joined[line.source.box].add(line.target.box)
        joined[line.target.box].add(line.source.box)
    waiting = [_block(part, sizes) for part in _parts(graph, corners)]
    while waiting:
        block = max(waiting, key=lambda b: sum(other in corners for name in b.corners for other in joined[name]))
        waiting.remove(block)
        near = {other for name in block.corners for other in joined[name] if other in corners}
        if not near and block.group is not None:
            near = {box.name for box in graph.boxes if box.group == block.group and box.name in corners}
        x, y = _free_corner(block, near, _rectangles(graph, corners, sizes, block.group), corners, sizes)
        corners |= {name: (x + dx, y + dy) for name, (dx, dy) in block.corners.items()}
    return corners


def _parts(graph: Graph, corners: Mapping[str, Point]) -> tuple[Graph, ...]:
    """The new boxes, those together that lines between them or a frame join."""
    names = {box.name for box in graph.boxes if box.name not in corners}
    boxes = tuple(box for box in graph.boxes if box.name in names)
    lines = tuple(line for line in graph.lines if line.source.box in names and line.target.box in names)
    return packing.components(Graph(boxes, lines)) if boxes else ()


def _block(part: Graph, sizes: Mapping[str, PlacedBox]) -> _Block:
    groups = {box.group for box in part.boxes}
    group = groups.pop() if len(groups) == 1 else None
    if len(part.boxes) == 1:
        box = sizes[part.boxes[0].name]
        return _Block({box.name: (0.0, 0.0)}, box.width, box.height, group)
    laid = search.lay_out(part)
    left, top = min(box.x for box in laid.boxes), min(box.y for box in laid.boxes)
    return _Block(
        {box.name: (box.x - left, box.y - top) for box in laid.boxes},
        max(box.right for box in laid.boxes) - left,
        max(box.bottom for box in laid.boxes) - top,
        group,
    )


def _rectangles(
    graph: Graph, corners: Mapping[str, Point], sizes: Mapping[str, PlacedBox], group: str | None
) -> Rectangles:
    """What stands already: boxes, and frames that the block does not belong to."""
    placed = {name: sizes[name].moved(x - sizes[name].x, y - sizes[name].y) for name, (x, y) in corners.items()}
    found: list[PlacedBox | PlacedFrame] = [*placed.values()]
    found += [frame for frame in frames.around(graph, placed) if frame.name != group]
    return np.array([(one.x, one.y, one.x + one.width, one.y + one.height) for one in found], dtype=np.float64)


def _free_corner(
    block: _Block,
    near: Sequence[str] | set[str],
    taken: Rectangles,
    corners: Mapping[str, Point],
    sizes: Mapping[str, PlacedBox],
) -> Point:
    """Corner for a block, in line with what stands there; to the right of the rightmost there is always room."""
    left, top, right, bottom = taken.T
    across = np.concatenate([right + BETWEEN_COLUMNS, left - BETWEEN_COLUMNS - block.width, left])
    down = np.concatenate([top, bottom + BETWEEN_BOXES, top - BETWEEN_BOXES - block.height])
    count = len(taken)
    # Each way across with each way down, of the same box.
    of_box = np.arange(count)
    x = across.reshape(3, 1, count)[:, :, of_box].repeat(3, axis=1).ravel()
    y = np.tile(down.reshape(1, 3, count), (3, 1, 1)).ravel()
    struck = (
        (x[:, None] < right + BETWEEN_COLUMNS / 2)
        & (x[:, None] + block.width > left - BETWEEN_COLUMNS / 2)
        & (y[:, None] < bottom + BETWEEN_BOXES / 2)
        & (y[:, None] + block.height > top - BETWEEN_BOXES / 2)
    ).any(axis=1)
    x, y = x[~struck], y[~struck]
    if near:
        middles = [(corners[n][0] + sizes[n].width / 2, corners[n][1] + sizes[n].height / 2) for n in sorted(near)]
        aim_x, aim_y = np.mean(middles, axis=0)
        cost = np.abs(x + block.width / 2 - aim_x) + np.abs(y + block.height / 2 - aim_y)
    else:
        width = np.maximum(x + block.width, right.max()) - np.minimum(x, left.min())
        height = np.maximum(y + block.height, bottom.max()) - np.minimum(y, top.min())
        cost = np.maximum(width / WIDTH_TO_HEIGHT, height)
    before_all = (x < left.min()) | (y < top.min())  # of places that are as good, people look to the right and below
    best = np.lexsort((x, y, before_all, cost))[0]
    return float(x[best]), float(y[best])
