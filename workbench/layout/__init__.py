"""Layout: where boxes and the lines between them stand, so that people can read them. Knows nothing of models."""

from __future__ import annotations

from workbench.layout.elk import LayoutError
from workbench.layout.graph import Box, Graph, Line, PlacedBox, PlacedFrame, Placement, Point, Port, Route
from workbench.layout.keep import Earlier
from workbench.layout.place import follow, place
from workbench.layout.quality import Quality, quality

__all__ = [
    "Box",
    "Earlier",
    "Graph",
    "LayoutError",
    "Line",
    "PlacedBox",
    "PlacedFrame",
    "Placement",
    "Point",
    "Port",
    "Quality",
    "Route",
    "follow",
    "place",
    "quality",
]
