"""Legend: what the marks of one picture mean; marks that it does not show are not explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.diagram import _crowsfoot as crowsfoot
from workbench.diagram import _fonts as fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.diagram._scene import Scene

_SIZE: Final = 12.0
_GAP: Final = 22.0
_LINE: Final = 34.0
_MARKS: Final = (("PK", "primary key"), ("FK", "refers to another entity"), ("U", "unique"))
_ENDS: Final = (
    ("1", "exactly one"),
    ("0..1", "none or one"),
    ("1..*", "one or more"),
    ("0..*", "none or more"),
)


@dataclass(frozen=True)
class Item:
    """One explanation: its drawing with the base line at 4, and the room that it takes."""

    svg: str
    width: float


def legend(scene: Scene) -> list[Item]:
    """Explanations of the marks that a scene shows."""
    return list(_items(scene))


def _items(scene: Scene) -> Iterator[Item]:
    rows = [row for box in scene.boxes for row in box.rows]
    shown = {mark for row in rows for mark in row.marks}
    for letters, text in _MARKS:
        if letters in shown:
            drawing = f'<text class="m {letters.lower()}" x="0" y="3.4">{letters}</text>'
            yield _item(drawing, 9.0 * len(letters) + 2.0, text)
    if any(row.nullable for row in rows):
        yield _item('<circle class="n" cx="3" cy="0" r="3"/>', 12.0, "may be empty")
    lines = [line for line in scene.lines if line.kind == "reference"]
    if any(line.identifying for line in lines):
        yield _item(f'<path class="l" d="M0 0H{_LINE:.0f}"/>', _LINE + 8, "identifying")
    if not all(line.identifying for line in lines):
        yield _item(f'<path class="l d" d="M0 0H{_LINE:.0f}"/>', _LINE + 8, "not identifying")
    ends = {end.cardinality for line in scene.lines for end in (line.parent, line.child)}
    for cardinality, text in _ENDS:
        if cardinality in ends:
            mark = crowsfoot.mark((_LINE - 8, 0.0), (0.0, 0.0), cardinality, 24.0, _LINE - 8)
            ring = mark.ring
            circle = f'<circle class="e z" cx="{ring[0]}" cy="{ring[1]}" r="{ring[2]}"/>' if ring else ""
            edge = f'<path class="b0" d="M{_LINE - 8:.0f} -8V8"/>'
            yield _item(f'<path class="e" d="{mark.path}"/>{circle}{edge}', _LINE, text)
    if any(line.kind == "subtype" for line in scene.lines):
        shape = crowsfoot.triangle((0.0, 0.0), (_LINE, 0.0), 24.0)
        yield _item(f'<path class="e" d="M11 0H{_LINE - 6:.0f}"/><path class="e z" d="{shape}"/>', _LINE, "has subtype")


def _item(drawing: str, width: float, text: str) -> Item:
    svg = f'{drawing}<text class="lg" x="{width:.0f}" y="4">{text}</text>'
    return Item(svg, width + fonts.width(text, _SIZE) + _GAP)
