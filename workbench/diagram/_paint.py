"""Paint: from a scene to SVG. Everything that comes from a model is escaped, and nothing of it is ever executed."""

from __future__ import annotations

import base64
import math
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from workbench.diagram import _crowsfoot as crowsfoot
from workbench.diagram import _fonts as fonts
from workbench.diagram import _theme as theme
from workbench.diagram._build import NAME_SIZE, PADDING, TITLE_SIZE, TYPE_SIZE, count_by_kind
from workbench.diagram._crowsfoot import Mark, number
from workbench.diagram._legend import Item, legend
from workbench.diagram._theme import color_of, text_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.diagram._options import Options
    from workbench.diagram._scene import Point, Scene, SceneBox, SceneEnd, SceneFrame, SceneLine, SceneRow

MARGIN: Final = 32.0
_CORNER: Final = 8.0
_MARK_SIZE: Final = 9.5
_CAPITALS: Final = 0.36  # of the font size, from the middle of a row down to the base line
_DESCRIBED: Final = 200  # references named in the description

# What XML 1.0 has no place for (2.2), and characters that turn the order of the text around them.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def paint(scene: Scene, options: Options, *, variables: bool = True) -> str:
    """Draw a scene as SVG.

    Parameters
    ----------
    scene
        What to draw.
    options
        Theme, legend, font.
    variables
        Whether colours are CSS variables, which a page can set otherwise; resvg knows none.
    """
    body = [
        *(_frame(n, frame) for n, frame in enumerate(scene.frames)),
        *(_line(line) for line in scene.lines),
        *(_box(box) for box in scene.boxes),
        *(_bracket(end) for line in scene.lines for end in (line.parent, line.child) if end.anchors),
    ]
    heading = _heading(scene)
    items = legend(scene) if options.legend else []
    legend_width = sum(item.width for item in items)
    inner = max(scene.width, min(legend_width, 1100.0), *(wide for _, wide in heading), 160.0)
    rows = _wrapped(items, inner)
    top = MARGIN + (58.0 if heading else 0.0)
    bottom = top + scene.height
    height = bottom + (20.0 + 24.0 * len(rows) if rows else 0.0) + MARGIN
    width = inner + 2 * MARGIN
    if not scene.boxes:
        height += 20.0
        body.append(f'<text class="h2" x="0" y="12">{_text("The model has no entities.")}</text>')
    legend_svg = "".join(
        f'<g transform="translate({number(MARGIN + x)} {number(bottom + 28.0 + 24.0 * line)})">{item.svg}</g>'
        for line, row in enumerate(rows)
        for item, x in row
    )
    titles = "".join(
        f'<text class="{"h1" if n == 0 else "h2"}" x="{number(MARGIN)}" y="{number(MARGIN + (16.0, 36.0)[n])}">'
        f"{_text(text)}</text>"
        for n, (text, _) in enumerate(heading)
    )
    drawn = "".join(body)
    content = (
        f'{titles}<g transform="translate({number(MARGIN)} {number(top)})">{drawn}</g>'
        f"{f'<g>{legend_svg}</g>' if legend_svg else ''}"
    )
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    name = _attribute(f"Entity-relationship diagram{f' of {scene.title}' if scene.title else ''}")
    root = f'class="wb-er wb-{options.theme}" role="img" aria-label="{name}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {root} {size}>'
        f"<title>{_text(scene.title or 'Entity-relationship diagram')}</title><desc>{_text(_description(scene))}</desc>"
        f"<style>{_styles(scene, options, content, variables=variables)}</style>"
        f'<rect class="p" width="100%" height="100%"/>{content}</svg>\n'
    )


# -- style ------------------------------------------------------------------------------------------------------


def _styles(scene: Scene, options: Options, content: str, *, variables: bool) -> str:
    tones = {_tone(box) for box in scene.boxes} | {n % 8 for n in range(len(scene.frames))}
    css = theme.style_sheet(fonts.STACK, max(tones, default=-1) + 1)
    values = theme.variables(options.theme)
    if not variables:
        return theme.resolved(css, values)
    used = set(re.findall(r"var\(--([\w-]+)\)", css))
    declared = ";".join(f"--{name}:{value}" for name, value in values.items() if name in used)
    faces = _faces(content) if options.embed_font else ""
    return f"{faces}.wb-{options.theme}{{{declared}}}{css}"


def _faces(content: str) -> str:
    """Glyphs of the picture, as fonts of its own."""
    characters = set(re.sub(r"<[^>]*>", "", content)) | set("&<>\"'")
    weights: tuple[tuple[fonts.Weight, int], ...] = (("regular", 400), ("semibold", 600))
    faces = ""
    for weight, value in weights:
        data = base64.b64encode(fonts.font(weight).subset(characters)).decode("ascii")
        faces += (
            f"@font-face{{font-family:{fonts.FAMILY};font-weight:{value};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return faces


# -- text -------------------------------------------------------------------------------------------------------


def _text(text: str) -> str:
    return escape(_UNWANTED.sub("\N{REPLACEMENT CHARACTER}", text))


def _attribute(text: str) -> str:
    return escape(_UNWANTED.sub("\N{REPLACEMENT CHARACTER}", text), {'"': "&quot;", "\n": " ", "\t": " "})


def _tooltip(text: str | None) -> str:
    return f"<title>{_text(text)}</title>" if text else ""


def _heading(scene: Scene) -> list[tuple[str, float]]:
    """Title and the line below it, with their widths."""
    if not scene.title:
        return []
    counts = count_by_kind(scene)
    parts = [
        f"{counts[kind]:,} {word if counts[kind] == 1 else plural}"
        for kind, word, plural in (
            ("entity", "entity", "entities"),
            ("reference", "reference", "references"),
            ("subtype", "subtype", "subtypes"),
            ("enum", "enum", "enums"),
        )
        if counts[kind]
    ]
    title = fonts.fitted(scene.title, 900, 20, "semibold")
    below = " · ".join(parts)
    return [(title, fonts.width(title, 20, "semibold")), (below, fonts.width(below, 12))]


def _description(scene: Scene) -> str:
    """Say the picture in words, for who cannot see it."""
    entities = ", ".join(box.name for box in scene.entities[:_DESCRIBED])
    lines = "; ".join(_said(line) for line in scene.lines[:_DESCRIBED])
    return f"Entities: {entities or 'none'}. References: {lines or 'none'}."


def _said(line: SceneLine) -> str:
    if line.parent.cardinality is None:
        return f"{line.child.entity} is a subtype of {line.parent.entity}"
    return (
        f"{line.child.entity} ({', '.join(line.child.attributes)}) {line.child.cardinality} to "
        f"{line.parent.cardinality} {line.parent.entity}"
    )


# -- boxes ------------------------------------------------------------------------------------------------------


def _tone(box: SceneBox) -> int:
    if box.kind == "enum":
        return theme.ENUM
    return 0 if box.area is None else box.area % theme.ENUM


def _box(box: SceneBox) -> str:
    tone = _tone(box)
    color = color_of(box.color)
    ground = f'style="fill:{color}"' if color else f'class="t{tone}"'
    ink = f'style="fill:{text_on(color)}"' if color else f'class="x{tone}"'
    width, height, header = number(box.width), number(box.height), number(box.header)
    radius = 7.0 if box.kind == "entity" else 3.0
    base = box.header / 2 + TITLE_SIZE * _CAPITALS
    left = PADDING
    label = _text(box.label)
    if box.schema:
        schema = f"{fonts.fitted(box.schema, 110, TITLE_SIZE)}."
        label = f'<tspan class="s">{_text(schema)}</tspan>{label}'
    title = f'<text class="t" x="{number(left)}" y="{number(base)}"><tspan {ink}>{label}</tspan></text>'
    if box.kind == "enum":
        title += (
            f'<text class="y en" x="{number(box.width - PADDING)}" y="{number(base)}"><tspan {ink}>enum</tspan></text>'
        )
    shape = f"M0 {number(radius)}a{number(radius)} {number(radius)} 0 0 1 {number(radius)} -{number(radius)}"
    shape += f"H{number(box.width - radius)}a{number(radius)} {number(radius)} 0 0 1 {number(radius)} {number(radius)}"
    shape += f"V{header}H0Z"
    if not box.rows:
        shape = ""
    card = f'<rect class="c" width="{width}" height="{height}" rx="{number(radius)}"/>'
    head = (
        f'<path {ground} d="{shape}"/>'
        if shape
        else f'<rect {ground} width="{width}" height="{height}" rx="{number(radius)}"/>'
    )
    rim = f'<rect class="o b{tone}" width="{width}" height="{height}" rx="{number(radius)}"/>'
    rule = f'<path class="b{tone}" d="M0 {header}H{width}"/>' if box.rows else ""
    hidden = box.label != box.name.strip('"') and box.label not in box.name
    note = "\n".join(part for part in (box.name if hidden or "…" in box.label else "", box.note or "") if part)
    rows = "".join(_row(row, box) for row in box.rows)
    return (
        f'<g class="b" data-{box.kind}="{_attribute(box.name)}" transform="translate({number(box.x)} {number(box.y)})">'
        f"{_tooltip(note)}{card}{head}{title}{rule}{rows}{_key_rule(box)}{rim}</g>"
    )


def _key_rule(box: SceneBox) -> str:
    """Thin rule below the primary key, when it comes first."""
    keyed = 0
    while keyed < len(box.rows) and "PK" in box.rows[keyed].marks:
        keyed += 1
    if not 0 < keyed < len(box.rows):
        return ""
    return f'<path class="r" d="M1 {number(box.rows[keyed].top)}H{number(box.width - 1)}"/>'


def _row(row: SceneRow, box: SceneBox) -> str:
    middle = row.top + row.height / 2
    if row.kind != "attribute":
        base = number(middle + NAME_SIZE * _CAPITALS)
        text = f'<text class="v" x="{number(PADDING)}" y="{base}">{_text(row.label)}</text>'
        return f"<g>{_tooltip(row.note)}{text}</g>" if row.note else text
    parts = []
    for position, mark in enumerate(row.marks):
        x = number(PADDING + 19.0 * position)
        y = number(middle + _MARK_SIZE * _CAPITALS)
        parts.append(f'<text class="m {mark.lower()}" x="{x}" y="{y}">{mark}</text>')
    weight = ' class="k"' if "PK" in row.marks else ""
    x, y = number(PADDING + box.marks_width), number(middle + NAME_SIZE * _CAPITALS)
    parts.append(f'<text{weight} x="{x}" y="{y}">{_text(row.label)}</text>')
    nulls = any(other.nullable for other in box.rows)
    right = box.width - PADDING - (14.0 if nulls else 0.0)
    if row.type_label:
        y = number(middle + TYPE_SIZE * _CAPITALS)
        parts.append(f'<text class="y" x="{number(right)}" y="{y}">{_text(row.type_label)}</text>')
    if row.nullable:
        parts.append(f'<circle class="n" cx="{number(box.width - PADDING - 3.0)}" cy="{number(middle)}" r="3"/>')
    cut = row.label != row.name or (row.type_label and row.type_label != row.type)
    note = "\n".join(part for part in (f"{row.name} {row.type}" if cut else "", row.note or "") if part)
    return f'<g data-attribute="{_attribute(row.name)}">{_tooltip(note)}{"".join(parts)}</g>'


def _frame(n: int, frame: SceneFrame) -> str:
    tone = n % theme.ENUM
    place = f'x="{number(frame.x)}" y="{number(frame.y)}" width="{number(frame.width)}" height="{number(frame.height)}"'
    return (
        f'<g data-area="{_attribute(frame.label)}"><rect class="f{tone}" {place} rx="12"/>'
        f'<text class="fl x{tone}" x="{number(frame.x + 16)}" y="{number(frame.y + 25)}">'
        f"{_text(fonts.fitted(frame.label, frame.width - 32, 13, 'semibold'))}</text></g>"
    )


# -- lines ------------------------------------------------------------------------------------------------------


def _line(line: SceneLine) -> str:
    points = line.points
    span = math.dist(points[0], points[1])
    solid = min(crowsfoot.LENGTH, span / 2.5) if len(points) == 2 else min(crowsfoot.LENGTH, span)
    last = math.dist(points[-2], points[-1])
    solid_end = solid if len(points) == 2 else min(crowsfoot.LENGTH, last)
    between = [_toward(points[0], points[1], solid), *points[1:-1], _toward(points[-1], points[-2], solid_end)]
    kind = "l" if line.identifying else "l d"
    faint = " q" if line.confidence is not None and line.confidence < 0.9 else ""
    color = color_of(line.color)
    style = f' style="stroke:{color}"' if color else ""
    parts = f'<path class="w" d="{rounded(points)}"/><path class="{kind}"{style} d="{rounded(between)}"/>'
    subtype = line.kind == "subtype"
    cardinality = None if subtype else line.parent.cardinality
    parts += _end(crowsfoot.mark(points[0], points[1], cardinality, line.parent.gap, solid), style)
    if subtype:
        parts += f'<path class="e z"{style} d="{crowsfoot.triangle(points[0], points[1], line.parent.gap)}"/>'
    child = crowsfoot.mark(points[-1], points[-2], line.child.cardinality, line.child.gap, solid_end)
    parts += _end(child, style)
    said = _said(line) + (f"\n{line.note}" if line.note else "")
    return f'<g class="g{faint}" data-reference="{_attribute(line.subject)}">{_tooltip(said)}{parts}</g>'


def _end(mark: Mark, style: str) -> str:
    drawn = f'<path class="e"{style} d="{mark.path}"/>'
    if mark.ring:
        x, y, radius = mark.ring
        drawn += f'<circle class="e z"{style} cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
    return drawn


def _bracket(end: SceneEnd) -> str:
    """Hold the rows of a composite reference together, on the edge of the box."""
    x, ys = number(end.anchors[0][0]), [y for _, y in end.anchors]
    dots = "".join(f'<circle class="a" cx="{x}" cy="{number(y)}" r="3.4"/>' for y in ys)
    return f'<path class="e k3" d="M{x} {number(min(ys))}V{number(max(ys))}"/>{dots}'


def _toward(start: Point, goal: Point, distance: float) -> Point:
    whole = math.dist(start, goal) or 1.0
    share = min(1.0, distance / whole)
    return start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share


def rounded(points: Sequence[Point], radius: float = _CORNER) -> str:
    """Path along corners, each rounded as far as its two sides allow.

    Examples
    --------
    >>> rounded([(0, 0), (50, 0), (50, 40)])
    'M0 0H42Q50 0 50 8V40'
    """
    path = f"M{number(points[0][0])} {number(points[0][1])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        room = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        start, end = _toward(corner, before, room), _toward(corner, after, room)
        path += f"{_straight(before, start)}Q{number(corner[0])} {number(corner[1])} {number(end[0])} {number(end[1])}"
    return path + _straight(points[-2], points[-1])


def _straight(start: Point, end: Point) -> str:
    return f"H{number(end[0])}" if abs(start[1] - end[1]) < abs(start[0] - end[0]) else f"V{number(end[1])}"


def _wrapped(items: Sequence[Item], room: float) -> list[list[tuple[Item, float]]]:
    """Break the legend into lines."""
    rows: list[list[tuple[Item, float]]] = []
    x = room + 1
    for item in items:
        if x + item.width > room:
            rows.append([])
            x = 0.0
        rows[-1].append((item, x))
        x += item.width
    return rows
