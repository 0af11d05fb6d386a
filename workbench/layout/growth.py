"""Growth: a box that has become larger pushes away what it would cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.layout.columns import BETWEEN_BOXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.layout.graph import PlacedBox, Point

_APART = 12.0  # pixels: nearer than this, boxes look like one


def pushed(boxes: Iterable[PlacedBox], earlier: Mapping[Point, PlacedBox]) -> dict[str, Point]:
    """Corners of boxes that stood clear of one that has grown, and now would not.

    Parameters
    ----------
    boxes
        All boxes, with the corners that they had.
    earlier
        Boxes as they were seen before, by their corners; what two of them did to each other then stays.

    Returns
    -------
    dict
        Corners of the boxes that give way: to the right for what stood there, else downwards; each may push others.

    Examples
    --------
    >>> from workbench.layout.graph import PlacedBox
    >>> before = {(0.0, 0.0): PlacedBox("a", 0, 0, 100, 50), (0.0, 80.0): PlacedBox("b", 0, 80, 100, 50)}
    >>> pushed([PlacedBox("a", 0, 0, 100, 90), PlacedBox("b", 0, 80, 100, 50)], before)
    {'b': (0.0, 130.0)}
    """
    now = {box.name: box for box in boxes}
    was = {name: earlier.get((box.x, box.y)) for name, box in now.items()}
    grown = [
        name
        for name, box in now.items()
        if (old := was[name]) is not None and (box.width > old.width or box.height > old.height)
    ]
    moved: dict[str, Point] = {}
    while grown:
        name = grown.pop(0)
        box, before = now[name], was[name]
        for other_name, other in list(now.items()):
            other_before = was[other_name]
            if other_name == name or before is None or other_before is None:
                continue
            if not _touch(box, other) or _touch(before, other_before):
                continue
            if other_before.x >= before.right:
                now[other_name] = other.moved(box.right + BETWEEN_BOXES - other.x, 0.0)
            elif other_before.y >= before.bottom:
                now[other_name] = other.moved(0.0, box.bottom + BETWEEN_BOXES - other.y)
            else:
                grown.append(other_name)  # it was pushed towards one on its left or above it, and gives way to that
                continue
            moved[other_name] = now[other_name].x, now[other_name].y
            grown.append(other_name)
    return moved


def _touch(one: PlacedBox, other: PlacedBox) -> bool:
    return (
        one.x < other.right + _APART
        and other.x < one.right + _APART
        and one.y < other.bottom + _APART
        and other.y < one.bottom + _APART
    )
