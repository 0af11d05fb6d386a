"""Columns: which column each box stands in, so that lines are short and the whole has the shape of a page.

A layered layout that follows the direction of references puts the fifty tables that refer to one table below each
other. References have no direction that a reader must follow, so a box may stand on either side of its neighbours; what
matters is that neighbours are one column apart and that no column is much taller than the page.
"""

from __future__ import annotations

import math
import random
from collections import deque
from typing import TYPE_CHECKING, Final, TypeAlias

from workbench.layout.graph import Box, Graph, Line, Port
from workbench.layout.quality import WIDTH_TO_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.layout.graph import Side
    from workbench.layout.slots import EndName

# Column of each box, times STRIDE; what stands in a frame has the column of the frame, plus that within the frame.
Columns: TypeAlias = dict[str, int]
STRIDE: Final = 1_000_000

BETWEEN_COLUMNS: Final = 120.0  # pixels, about
BETWEEN_BOXES: Final = 40.0
_SAME_COLUMN = 3.0  # as bad as a line over three columns
_BACKWARD = 0.12  # parents on the left, where nothing else matters
_ONE_HUB = 150  # boxes; more are too many to stand around one
_FULL = 1.5  # what a column's height beyond the page costs, per height of an average box


def natural_order(graph: Graph) -> tuple[str, ...]:
    """Order boxes so that most lines go from left to right, whatever cycles there are.

    The heuristic of Eades, Lin and Smyth (Information Processing Letters 47, 1993): take what has no line out, then
    what has no line in, else the box with the largest surplus of lines out; ties in the order of the graph.

    Examples
    --------
    >>> from workbench.layout.graph import Box, Graph, Line, Port
    >>> boxes = tuple(Box(name, 10, 10) for name in ("child", "parent"))
    >>> natural_order(Graph(boxes, (Line("r", Port("parent"), Port("child")),)))
    ('parent', 'child')
    """
    outgoing: dict[str, list[str]] = {box.name: [] for box in graph.boxes}
    incoming: dict[str, list[str]] = {box.name: [] for box in graph.boxes}
    for line in graph.lines:
        if not line.is_loop:
            outgoing[line.source.box].append(line.target.box)
            incoming[line.target.box].append(line.source.box)
    left = dict.fromkeys(box.name for box in graph.boxes)
    out_degree = {name: len(found) for name, found in outgoing.items()}
    in_degree = {name: len(found) for name, found in incoming.items()}
    head: list[str] = []
    tail: list[str] = []

    def take(name: str, end: list[str]) -> None:
        del left[name]
        end.append(name)
        for other in outgoing[name]:
            in_degree[other] -= 1
        for other in incoming[name]:
            out_degree[other] -= 1

    while left:
        if sinks := [name for name in left if not out_degree[name] and in_degree[name]]:
            for name in sinks:
                take(name, tail)
        elif sources := [name for name in left if not in_degree[name]]:
            for name in sources:
                take(name, head)
        else:
            take(max(left, key=lambda n: out_degree[n] - in_degree[n]), head)
    return (*head, *reversed(tail))


def ideal_count(graph: Graph) -> float:
    """Number of columns, not rounded, that gives the whole about the shape of a page."""
    heights = sum(sum(box.rows, box.header + box.footer) + BETWEEN_BOXES for box in graph.boxes)
    width = sum(box.width for box in graph.boxes) / len(graph.boxes) + BETWEEN_COLUMNS
    # Lines that pass through a column make it higher, the more of them the more boxes there are.
    through = 1.0 + 0.1 * math.log10(max(1, len(graph.boxes)))
    return max(1.0, through * math.sqrt(WIDTH_TO_HEIGHT * heights / width))


def longest_paths(graph: Graph) -> Columns:
    """Column of each box that follows the direction of the lines: one more than its rightmost parent's."""
    order = natural_order(graph)
    rank = {name: position for position, name in enumerate(order)}
    before: dict[str, list[str]] = {name: [] for name in order}
    for line in graph.lines:
        first, second = sorted((line.source.box, line.target.box), key=rank.__getitem__)
        if first != second:
            before[second].append(first)
    columns: Columns = {}
    for name in order:
        columns[name] = 1 + max((columns[other] for other in before[name]), default=-1)
    return columns


def spread(graph: Graph, count: int, seed: int) -> tuple[float, Columns]:
    """Spread boxes over `count` columns by simulated annealing, from a start of the given seed; gives cost and columns.

    Cost: lines over more than one column by what they are longer, neighbours in one column, columns taller than the
    page. The work grows with the number of lines; the same arguments give the same columns.
    """
    generator = random.Random(seed)  # noqa: S311  repeatable, not secret
    names = [box.name for box in graph.boxes]
    average = sum(_height(graph).values()) / len(names)
    height = {name: value / average for name, value in _height(graph).items()}
    page = max(len(names) / count, *height.values())
    joined: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for line in graph.lines:
        if not line.is_loop:
            joined[line.source.box].append((line.target.box, 1))
            joined[line.target.box].append((line.source.box, -1))
    by_hub = seed % 2 == 1 and len(names) <= _ONE_HUB
    column = around_hub(graph, count) if by_hub else _stretched(longest_paths(graph), count)
    load = [0.0] * count
    for name in names:
        load[column[name]] += height[name]

    def cost(name: str, at: int) -> float:
        total = 0.0
        for other, direction in joined[name]:
            distance = column[other] - at
            if distance == 0:
                total += _SAME_COLUMN
            else:
                total += abs(distance) - 1 + (_BACKWARD if distance * direction < 0 else 0.0)
        return total

    def fullness(at: int, change: float) -> float:
        return _FULL * max(0.0, load[at] + change - page)

    steps = 150 * len(names) + 300
    for step in range(steps):
        heat = 1.5 * (1 - step / steps) ** 2 + 1e-3
        name = names[generator.randrange(len(names))]
        here = column[name]
        if joined[name] and generator.random() < 0.7:
            there = column[generator.choice(joined[name])[0]] + generator.choice((-1, 1))
        else:
            there = generator.randrange(count)
        if there == here or not 0 <= there < count:
            continue
        size = height[name]
        change = cost(name, there) - cost(name, here)
        change += fullness(there, size) - fullness(there, 0.0) + fullness(here, -size) - fullness(here, 0.0)
        if change <= 0 or generator.random() < math.exp(-change / heat):
            column[name] = there
            load[here] -= size
            load[there] += size
    total = sum(cost(name, column[name]) for name in names) / 2 + sum(fullness(at, 0.0) for at in range(count))
    return total, separated(graph, column)


def around_hub(graph: Graph, count: int) -> Columns:
    """Column of each box by its distance from the one with the most neighbours, which stands in the middle.

    What hangs on each of its neighbours goes to the side that is less high so far.
    """
    joined = neighbours(graph)
    height = _height(graph)
    hub = max(joined, key=lambda name: len(joined[name]))
    middle = (count - 1) // 2
    columns: Columns = {hub: middle}
    load = {1: 0.0, -1: 0.0}
    waiting = deque((name, 0) for name in joined[hub])
    while waiting:
        name, side = waiting.popleft()
        if name in columns:
            continue
        way = side or (1 if load[1] <= load[-1] else -1)
        nearest = min((abs(columns[other] - middle) for other in joined[name] if other in columns), default=0)
        columns[name] = min(max(middle + way * (nearest + 1), 0), count - 1)
        load[way] += height[name]
        waiting.extend((other, way) for other in joined[name])
    return {box.name: columns.get(box.name, middle) for box in graph.boxes}


def _stretched(columns: Columns, count: int) -> Columns:
    most = max(columns.values())
    return {name: round(column * (count - 1) / most) if most else 0 for name, column in columns.items()}


def separated(graph: Graph, columns: Mapping[str, int]) -> Columns:
    """Move boxes out of the column of a neighbour, and close empty columns: lines run between columns only."""
    joined = neighbours(graph)
    result: Columns = {}
    for name in sorted(joined, key=lambda n: (-len(joined[n]), columns[n])):
        taken = {result[other] for other in joined[name] if other in result}
        wanted = columns[name]
        near = (wanted + way * distance for distance in range(len(joined) + 1) for way in (1, -1))
        result[name] = next(column for column in near if column not in taken)
    used = {column: position for position, column in enumerate(sorted(set(result.values())))}
    return {box.name: used[result[box.name]] for box in graph.boxes}


def neighbours(graph: Graph) -> dict[str, dict[str, None]]:
    """Boxes that each box shares a line with, itself left out, in the order of the lines."""
    joined: dict[str, dict[str, None]] = {box.name: {} for box in graph.boxes}
    for line in graph.lines:
        if not line.is_loop:
            joined[line.source.box][line.target.box] = None
            joined[line.target.box][line.source.box] = None
    return joined


def whole(graph: Graph, inner: Columns) -> Columns:
    """Columns of a graph without frames, as :data:`Columns` has them."""
    return {box.name: inner[box.name] * STRIDE for box in graph.boxes}


def framed(graph: Graph, frames: Columns, inside: Mapping[str, Columns]) -> Columns:
    """Columns of a graph with frames: of the frames and loose boxes, and of the boxes inside each frame."""
    return {
        box.name: frames[box.name] * STRIDE
        if box.group is None
        else frames[frame_name(box.group)] * STRIDE + inside[box.group][box.name]
        for box in graph.boxes
    }


def frame_name(group: str) -> str:
    """Name under which a frame is a box of :func:`contracted`; no box has it, since it is no text of a model."""
    return f"\0{group}"


def contracted(graph: Graph) -> Graph:
    """Graph in which each frame is one box, of about the size that it will have."""
    outer: dict[str, str] = {}
    boxes = []
    for box in graph.boxes:
        outer[box.name] = box.name if box.group is None else frame_name(box.group)
        if box.group is None:
            boxes.append(box)
    for group in dict.fromkeys(box.group for box in graph.boxes if box.group is not None):
        members = part_of(graph, group)
        area = sum(
            height * (box.width + BETWEEN_COLUMNS)
            for box, height in zip(members.boxes, _height(members).values(), strict=True)
        )
        side = math.sqrt(area / WIDTH_TO_HEIGHT)
        boxes.append(Box(frame_name(group), WIDTH_TO_HEIGHT * side, side))
    lines = tuple(
        Line(line.name, Port(outer[line.source.box]), Port(outer[line.target.box]))
        for line in graph.lines
        if outer[line.source.box] != outer[line.target.box]
    )
    return Graph(tuple(boxes), lines)


def part_of(graph: Graph, group: str) -> Graph:
    """Boxes of one frame, with the lines between them."""
    boxes = tuple(box for box in graph.boxes if box.group == group)
    names = {box.name for box in boxes}
    return Graph(boxes, tuple(line for line in graph.lines if {line.source.box, line.target.box} <= names))


def sides_of(graph: Graph, columns: Mapping[str, int]) -> dict[EndName, Side]:
    """Side of its box that each end of each line leaves from; both ends of a loop are on the right."""
    sides: dict[EndName, Side] = {}
    for line in graph.lines:
        forward = columns[line.source.box] < columns[line.target.box]
        sides[line.name, "source"] = "right" if forward or line.is_loop else "left"
        sides[line.name, "target"] = "left" if forward else "right"
    return sides


def _height(graph: Graph) -> dict[str, float]:
    return {box.name: sum(box.rows, box.header + box.footer) + BETWEEN_BOXES for box in graph.boxes}
