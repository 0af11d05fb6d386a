"""Layered layout of boxes that hang together: columns from left to right, lines at right angles, by ELK."""

from __future__ import annotations

import contextlib
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from workbench.layout import columns, elk, slots
from workbench.layout.graph import PlacedBox, PlacedFrame, Placement, Route
from workbench.layout.quality import quality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from workbench.layout.graph import Graph, Line, Point
    from workbench.layout.columns import Columns
    from workbench.layout.slots import EndName, Slot

# See https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html. Distances leave room for the marks at
# the ends of lines (about 26 pixels each) and for a line to be seen apart from its neighbour.
OPTIONS: Final[dict[str, str]] = {
    "elk.algorithm": "layered",
    "elk.direction": "RIGHT",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.padding": "[top=0,left=0,bottom=0,right=0]",
    "elk.json.shapeCoords": "ROOT",
    "elk.json.edgeCoords": "ROOT",
    "elk.separateConnectedComponents": "false",
    "elk.randomSeed": "1",
    "elk.spacing.nodeNode": "32",
    "elk.spacing.edgeNode": "20",
    "elk.spacing.edgeEdge": "12",
    "elk.spacing.nodeSelfLoop": "30",
    "elk.layered.spacing.nodeNodeBetweenLayers": "84",
    "elk.layered.spacing.edgeNodeBetweenLayers": "32",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
    "elk.layered.layering.strategy": "INTERACTIVE",  # columns are read from the places given
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.thoroughness": "10",
}
COMPACTION: Final[dict[str, str]] = {"elk.layered.compaction.postCompaction.strategy": "EDGE_LENGTH"}
_COMPACTED: Final = 150  # boxes; beyond, it costs more time than it saves room
_FAR: Final = 1_000_000.0  # wider than any box
FRAME_PADDING: Final = "[top=40,left=24,bottom=24,right=24]"

# Trials for a small graph. The work of one grows with its size; that of all together is bounded.
_WORK: Final = 1200
_MOST: Final = 30
_SEEDS: Final = 2  # spreads per trial: much cheaper than a layout
_ONE_RUN: Final = 300  # boxes; beyond, a second run for the order of the slots takes too long


def lay_out(graph: Graph) -> Placement:
    """Lay out boxes that hang together; of several ways to spread them over columns, the least costly one is kept.

    How many are tried depends on the size of the graph only, so that the same graph gives the same picture anywhere.
    """
    trials = min(_MOST, _WORK // (len(graph.boxes) + len(graph.lines)))
    best: tuple[Columns, Placement] | None = None
    tried: list[Columns] = []

    def attempt(candidates: Iterator[Columns], most: int) -> bool:
        """Try so many new candidates; return whether one was better."""
        nonlocal best
        better = False
        for candidate in candidates:
            if len(tried) >= most:
                break
            if candidate in tried:
                continue
            tried.append(candidate)
            laid = _laid(graph, candidate, None if best is None else best[1])
            if best is None or _cost(laid) < _cost(best[1]):
                best, better = (candidate, laid), True
        return better

    attempt(_spreads(graph, trials), max(1, trials // 2))
    assert best is not None  # noqa: S101  there is always a first candidate
    if len(graph.boxes) > _ONE_RUN:
        return best[1]
    while len(tried) < trials and attempt(_moves(graph, best[0], len(tried)), min(trials, len(tried) + 6)):
        pass
    # The slots follow where the other ends came to stand, which takes a second run.
    return min((best[1], _laid(graph, best[0], best[1])), key=_cost)


def _spreads(graph: Graph, trials: int) -> Iterator[Columns]:
    """Give different columns for the boxes: by the direction of the lines, then spread over about the ideal number."""
    ideal = columns.ideal_count(graph)
    if trials >= 2:
        yield columns.separated(graph, columns.longest_paths(graph))
    for trial in range(max(1, 2 * trials)):
        count = max(2, round(ideal + (0, -1, 1, 2, -0.5, 0.5)[trial % 6] * max(1.0, ideal / 6)))
        seeds = range(_SEEDS * trial, _SEEDS * (trial + 1))
        _, candidate = min((columns.spread(graph, min(count, len(graph.boxes)), seed) for seed in seeds), key=_first)
        yield candidate


def _moves(graph: Graph, chosen: Columns, start: int) -> Iterator[Columns]:
    """Give the columns that differ by one box, which stands beside a neighbour's column; loose boxes first."""
    joined = columns.neighbours(graph)
    names = sorted(chosen, key=lambda name: len(joined[name]))
    for position in range(len(names)):
        name = names[(position + start) % len(names)]
        taken = {chosen[other] for other in joined[name]}
        for column in sorted({c + step for c in taken for step in (-1, 1)} - taken - {chosen[name]}):
            yield columns.separated(graph, chosen | {name: column})


def _first(pair: tuple[float, Columns]) -> float:
    return pair[0]


def _cost(placement: Placement) -> float:
    return quality(placement).cost


def _laid(graph: Graph, chosen: Columns, before: Placement | None) -> Placement:
    """Lay out one choice of columns; slots at one row follow the places of the other ends in the layout before."""
    boxes, found = slots.assign(graph, columns.sides_of(graph, chosen), None if before is None else _by_place(before))
    written = _written(graph, boxes, found, chosen)
    if len(graph.boxes) <= _COMPACTED:
        compacting = written | {"layoutOptions": written["layoutOptions"] | COMPACTION}
        # ELK's compaction gives up on some graphs ("Invalid hitboxes for scanline constraint calculation").
        with contextlib.suppress(elk.LayoutError):
            return _read(graph, boxes, found, elk.run(compacting))
    return _read(graph, boxes, found, elk.run(written))


def _by_place(before: Placement) -> Callable[[Line, str], float]:
    def place(line: Line, end: str) -> float:
        here, there = (line.source, line.target) if end == "source" else (line.target, line.source)
        if line.is_loop:  # runs close to the box: outermost among the lines of its row, on the side it turns to
            return math.inf if slots.anchor_row(there) > slots.anchor_row(here) else -math.inf
        points = before.route_by_name[line.name].points
        return points[-1][1] if end == "source" else points[0][1]

    return place


def _written(
    graph: Graph, boxes: Mapping[str, PlacedBox], found: Mapping[EndName, Slot], chosen: Columns
) -> dict[str, Any]:
    """Write a graph as ELK reads it; names become numbers, since ELK reads some characters of an id as its own."""
    number = {box.name: position for position, box in enumerate(graph.boxes)}
    ports: dict[str, list[dict[str, Any]]] = defaultdict(list)
    edges = []
    for position, line in enumerate(graph.lines):
        ids = []
        for end, port in (("source", line.source), ("target", line.target)):
            slot = found[line.name, end]  # type: ignore[index]
            ids.append(f"p{position}{end[0]}")
            ports[port.box].append(
                {
                    "id": ids[-1],
                    "x": boxes[port.box].width if slot.side == "right" else 0,
                    "y": slot.y,
                    "layoutOptions": {"elk.port.side": "EAST" if slot.side == "right" else "WEST"},
                }
            )
        # ELK takes each edge from left to right; what the layout calls its source may be on the right.
        backward = not line.is_loop and found[line.name, "source"].side == "left"
        source, target = reversed(ids) if backward else ids
        edges.append({"id": f"e{position}", "sources": [source], "targets": [target]})
    nodes: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for box in graph.boxes:
        node = {
            "id": f"n{number[box.name]}",
            "x": chosen[box.name] * _FAR,
            "y": 0,
            "width": box.width,
            "height": boxes[box.name].height,
            "ports": ports[box.name],
            "layoutOptions": {"elk.portConstraints": "FIXED_POS"},
        }
        nodes[box.group].append(node)
    children = nodes.pop(None, [])
    for position, (group, members) in enumerate(nodes.items()):
        frame = {"id": f"g{position}", "labels": [{"text": group}], "children": members}
        children.append(frame | {"layoutOptions": {"elk.padding": FRAME_PADDING}})
    all_options = dict(OPTIONS)
    if nodes:
        all_options["elk.hierarchyHandling"] = "INCLUDE_CHILDREN"
    return {"id": "root", "layoutOptions": all_options, "children": children, "edges": edges}


def _read(graph: Graph, boxes: Mapping[str, PlacedBox], found: Mapping[EndName, Slot], laid: dict[str, Any]) -> Placement:
    placed: dict[str, PlacedBox] = {}
    frames = []
    for child in laid["children"]:
        if child["id"][0] == "g":
            name = child["labels"][0]["text"]
            frames.append(PlacedFrame(name, child["x"], child["y"], child["width"], child["height"]))
        for node in child.get("children", [child]):
            box = graph.boxes[int(node["id"][1:])]
            placed[box.name] = boxes[box.name].moved(node["x"], node["y"])
    routes = []
    for line, edge in zip(graph.lines, laid["edges"], strict=True):
        (section,) = edge["sections"]
        points = [section["startPoint"], *section.get("bendPoints", ()), section["endPoint"]]
        way = straightened([(point["x"], point["y"]) for point in points])
        source, target = found[line.name, "source"], found[line.name, "target"]
        if not line.is_loop and source.side == "left":
            way = way[::-1]
        routes.append(Route(line.name, way, source.gap, target.gap))
    in_order = tuple(placed[box.name] for box in graph.boxes)
    return Placement(in_order, tuple(routes), tuple(frames)).normalised()


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out corners that are none.

    Examples
    --------
    >>> straightened([(0, 0), (5, 0), (5, 0), (9, 0), (9, 4)])
    ((0, 0), (9, 0), (9, 4))
    """
    way: list[Point] = []
    for x, y in points:
        if len(way) > 1 and ((way[-2][0] == way[-1][0] == x) or (way[-2][1] == way[-1][1] == y)):
            way[-1] = (x, y)
        elif not way or way[-1] != (x, y):
            way.append((x, y))
    return tuple(way)
