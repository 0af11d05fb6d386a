"""Scene: everything that a picture of a model shows, with its place, as plain values.

A scene knows no notation, colour or file format: it says "a line from this row to that one, identifying, zero or more
at the child's end". Drawing rules turn it into marks, and the front end of the notebook can take it as JSON. Pixels,
with y downwards.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
BoxKind = Literal["entity", "enum"]
RowKind = Literal["attribute", "value", "more"]
LineKind = Literal["reference", "subtype"]


@dataclass(frozen=True)
class SceneRow:
    """One row of a box.

    Parameters
    ----------
    kind
        ``attribute``, ``value`` of an enum, or ``more``: how many were left out.
    name, type
        In full.
    label, type_label
        As they fit into the box.
    marks
        ``PK``, ``FK``, ``U``.
    nullable
        Whether a value may be missing.
    note
        What people say about it.
    top, height
        Place within the box.
    """

    kind: RowKind
    name: str
    label: str
    type: str = ""
    type_label: str = ""
    marks: tuple[str, ...] = ()
    nullable: bool = False
    note: str | None = None
    top: float = 0.0
    height: float = 0.0


@dataclass(frozen=True)
class SceneBox:
    """An entity or an enum.

    Parameters
    ----------
    subject
        Address of the node in the model, as text.
    label
        Name as it fits into the header; its schema stands in `schema`.
    color
        Colour that a person gave, ``#rrggbb``.
    area
        Position of its subject area among the frames; None when it is in none.
    marks_width
        Room for the marks before the names.
    """

    subject: str
    kind: BoxKind
    name: str
    label: str
    schema: str | None
    x: float
    y: float
    width: float
    height: float
    header: float
    rows: tuple[SceneRow, ...] = ()
    note: str | None = None
    color: str | None = None
    area: int | None = None
    marks_width: float = 0.0


@dataclass(frozen=True)
class SceneEnd:
    """One end of a line.

    Parameters
    ----------
    entity
        Text of the entity's name.
    attributes
        What the line joins there.
    cardinality
        ``1``, ``0..1``, ``1..*`` or ``0..*``; None where the line says nothing of it.
    gap
        Room across the line for its mark.
    anchors
        Rows that a composite reference holds together, as points on the edge of the box.
    """

    entity: str
    attributes: tuple[str, ...]
    cardinality: str | None
    gap: float
    anchors: tuple[Point, ...] = ()


@dataclass(frozen=True)
class SceneLine:
    """A reference, or the bond between an entity and its subtype, from the parent to the child.

    Parameters
    ----------
    subject
        Address of the node in the model, as text.
    points
        Corners, from the parent's end to the child's.
    identifying
        Whether the child's primary key holds the reference, so that a child is nothing without its parent.
    confidence
        How sure the inference is (0..1), of a reference that nobody declared.
    """

    subject: str
    kind: LineKind
    points: tuple[Point, ...]
    parent: SceneEnd
    child: SceneEnd
    identifying: bool = False
    confidence: float | None = None
    note: str | None = None
    color: str | None = None


@dataclass(frozen=True)
class SceneFrame:
    """A subject area."""

    subject: str
    label: str
    x: float
    y: float
    width: float
    height: float
    color: str | None = None


@dataclass(frozen=True)
class Scene:
    """A picture before it is drawn: boxes and lines with their places, the upper left corner of all at (0, 0).

    Parameters
    ----------
    title
        Heading.
    boxes, lines, frames
        What is drawn, frames first and boxes last.
    width, height
        Size of the whole, without title and legend.
    shift
        How far everything was moved from the positions that were given.
    """

    title: str = ""
    boxes: tuple[SceneBox, ...] = ()
    lines: tuple[SceneLine, ...] = ()
    frames: tuple[SceneFrame, ...] = ()
    width: float = 0.0
    height: float = 0.0
    shift: Point = (0.0, 0.0)

    def as_json(self) -> dict[str, Any]:
        """Return numbers, texts, lists and dicts only, for a front end.

        Examples
        --------
        >>> Scene(title="Shop").as_json()["title"]
        'Shop'
        """
        return asdict(self)

    @property
    def entities(self) -> tuple[SceneBox, ...]:
        """Boxes of entities, without those of enums."""
        return tuple(box for box in self.boxes if box.kind == "entity")
