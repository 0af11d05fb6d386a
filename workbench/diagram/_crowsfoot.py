"""Crow's foot: the marks at the ends of a line (James Martin's information engineering notation).

Next to the box stands the maximum (a bar for one, a foot for many), behind it the minimum (a ring for none, a bar for
one). A mark is an SVG path, or a ring, in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.diagram._scene import Point

LENGTH: Final = 22.0  # pixels from the box that marks may take, drawn solid whatever the line
_FOOT: Final = 12.0
_RING: Final = 4.2
_TALLEST: Final = 6.0


@dataclass(frozen=True)
class Mark:
    """What to draw at one end: strokes, and a ring where the minimum is none, as its middle and radius."""

    path: str
    ring: tuple[float, float, float] | None = None


def mark(point: Point, toward: Point, cardinality: str | None, gap: float, length: float = LENGTH) -> Mark:
    """Marks at one end of a line.

    Parameters
    ----------
    point, toward
        Where the line meets the box, and its next corner.
    cardinality
        ``1``, ``0..1``, ``1..*`` or ``0..*``; None for none.
    gap
        Room across the line, which the marks keep within.
    length
        How far the solid part reaches.

    Examples
    --------
    >>> mark((0, 0), (100, 0), "1", 24).path
    'M0 0H22M8 -6V6M13 -6V6'
    >>> mark((0, 0), (100, 0), "0..*", 24).ring
    (16.2, 0, 4.2)
    """
    way = 1 if toward[0] > point[0] else -1
    x, y = point
    half = min(_TALLEST, 0.38 * gap)

    def at(distance: float) -> str:
        return number(x + way * distance)

    def bar(distance: float) -> str:
        return f"M{at(distance)} {number(y - half)}V{number(y + half)}"

    strokes = f"M{number(x)} {number(y)}H{at(length)}"
    if cardinality is None:
        return Mark(strokes)
    many, none = cardinality.endswith("*"), cardinality.startswith("0")
    if many:
        strokes += f"M{number(x)} {number(y - half)}L{at(_FOOT)} {number(y)}L{number(x)} {number(y + half)}"
    else:
        strokes += bar(8.0)
    if none:
        radius = min(_RING, half)
        return Mark(strokes, (round(x + way * (_FOOT + _RING if many else 15.0), 2), y, round(radius, 2)))
    return Mark(strokes + bar(16.0 if many else 13.0))


def triangle(point: Point, toward: Point, gap: float) -> str:
    """Hollow triangle at the parent's end of the bond to a subtype, as a closed path (as in UML).

    Examples
    --------
    >>> triangle((0, 0), (100, 0), 24)
    'M0 0L11 -6V6Z'
    """
    way = 1 if toward[0] > point[0] else -1
    half = min(_TALLEST, 0.38 * gap)
    x, y = point
    return f"M{number(x)} {number(y)}L{number(x + way * 11)} {number(y - half)}V{number(y + half)}Z"


def number(value: float) -> str:
    """Shortest text of a coordinate, to a tenth of a pixel.

    Examples
    --------
    >>> number(3.0), number(2.25), number(-0.04)
    ('3', '2.2', '0')
    """
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )
