"""Layered layout of boxes that hang together: columns from left to right, lines at right angles, by ELK."""

from __future__ import annotations

import contextlib
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from workbench.layout import columns, elk, mend, slots
from workbench.layout.columns import STRIDE
from workbench.layout.graph import PlacedBox, PlacedFrame, Placement, Route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.layout.columns import Columns
    from workbench.layout.graph import Graph, Line, Point
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
    "elk.layered.thoroughness": "4",
}
THOROUGH: Final[dict[str, str]] = {
    "elk.layered.thoroughness": "10",
    "elk.layered.compaction.postCompaction.strategy": "EDGE_LENGTH",
}
_SMALL: Final = 150  # boxes; beyond, to be thorough takes too long
_SAME: Final = 0.01  # pixels
_FAR: Final = 1_000_000.0  # wider than any box
FRAME_PADDING: Final = "[top=40,left=24,bottom=24,right=24]"


def lay_out(graph: Graph, chosen: Columns, before: Placement | None) -> Placement:
    """Lay out one choice of columns; slots at one row follow the places of the other ends in the layout before."""
    boxes, found = slots.assign(graph, columns.sides_of(graph, chosen), None if before is None else _by_place(before))
    written = _written(graph, boxes, found, chosen)
    if len(graph.boxes) <= _SMALL:
        compacting = written | {"layoutOptions": written["layoutOptions"] | THOROUGH}
        # ELK's compaction gives up on some graphs ("Invalid hitboxes for scanline constraint calculation").
        with contextlib.suppress(elk.LayoutError):
            return _read(graph, boxes, found, elk.run(compacting))
    return _read(graph, boxes, found, elk.run(written))


def _by_place(before: Placement) -> slots.ByLine:
    def place(line: Line, end: slots.End) -> float:
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
        for end in slots.ENDS:
            port = line.source if end == "source" else line.target
            slot = found[line.name, end]
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
            "x": (chosen[box.name] // STRIDE if box.group is None else chosen[box.name] % STRIDE) * _FAR,
            "y": 0,
            "width": box.width,
            "height": boxes[box.name].height,
            "ports": ports[box.name],
            "layoutOptions": {"elk.portConstraints": "FIXED_POS"},
        }
        nodes[box.group].append(node)
    children = nodes.pop(None, [])
    for position, (group, members) in enumerate(nodes.items()):
        (column,) = {chosen[box.name] // STRIDE for box in graph.boxes if box.group == group}
        frame = {"id": f"g{position}", "labels": [{"text": group}], "children": members, "x": column * _FAR, "y": 0}
        children.append(frame | {"layoutOptions": OPTIONS | {"elk.padding": FRAME_PADDING}})
    all_options = dict(OPTIONS)
    if nodes:
        all_options["elk.hierarchyHandling"] = "INCLUDE_CHILDREN"
    return {"id": "root", "layoutOptions": all_options, "children": children, "edges": edges}


def _read(
    graph: Graph, boxes: Mapping[str, PlacedBox], found: Mapping[EndName, Slot], laid: dict[str, Any]
) -> Placement:
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
    return Placement(in_order, mend.apart(mend.straight(routes)), tuple(frames)).normalised()


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out corners that are none.

    Examples
    --------
    >>> straightened([(0, 0), (5, 0), (5, 0), (9, 0), (9, 4)])
    ((0, 0), (9, 0), (9, 4))
    """
    way: list[Point] = []
    for point in points:
        x, y = point
        if way:  # ELK's sums differ in the last digits
            x = way[-1][0] if abs(x - way[-1][0]) < _SAME else x
            y = way[-1][1] if abs(y - way[-1][1]) < _SAME else y
        if len(way) > 1 and ((way[-2][0] == way[-1][0] == x) or (way[-2][1] == way[-1][1] == y)):
            way[-1] = (x, y)
        elif not way or way[-1] != (x, y):
            way.append((x, y))
    return tuple(way)
