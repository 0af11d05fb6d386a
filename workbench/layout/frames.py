"""Frames: rectangles around boxes that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.layout.graph import PlacedFrame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.layout.graph import Graph, PlacedBox

MARGIN: Final = 24.0
TITLE: Final = 40.0


def around(graph: Graph, placed: Mapping[str, PlacedBox]) -> tuple[PlacedFrame, ...]:
    """Frames around what belongs together of the boxes that have a place.

    They may overlap where a person has mixed the areas.
    """
    members: dict[str, list[PlacedBox]] = {}
    for box in graph.boxes:
        if box.group is not None and box.name in placed:
            members.setdefault(box.group, []).append(placed[box.name])
    return tuple(_frame(group, boxes) for group, boxes in members.items())


def _frame(name: str, boxes: list[PlacedBox]) -> PlacedFrame:
    left, top = min(box.x for box in boxes) - MARGIN, min(box.y for box in boxes) - TITLE
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return PlacedFrame(name, left, top, right + MARGIN - left, bottom + MARGIN - top)
