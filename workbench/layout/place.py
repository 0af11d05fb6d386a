"""Place: the one function of the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.layout import layered, packing
from workbench.layout.graph import Placement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.layout.graph import Graph, Point


def place(graph: Graph, positions: Mapping[str, Point] | None = None) -> Placement:
    return packing.pack([layered.lay_out(part) for part in packing.components(graph)])
