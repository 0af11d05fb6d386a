"""Build: from a model to its scene. Rows are measured, boxes and lines laid out, and both put together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from workbench import layout
from workbench.diagram import _fonts as fonts
from workbench.diagram._scene import Scene, SceneBox, SceneEnd, SceneFrame, SceneLine, SceneRow
from workbench.memo import Memo
from workbench.model import Subject, subject_of
from workbench.model.types import EnumOf
from workbench.naming import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.diagram._options import Options
    from workbench.layout import PlacedBox, Point, Route
    from workbench.model import Attribute, Entity, Enum, Generalisation, LogicalType, Model, QualifiedName, Reference

NAME_SIZE: Final = 12.5  # pixels
TYPE_SIZE: Final = 11.5
TITLE_SIZE: Final = 13.5
ROW: Final = 24.0
HEADER: Final = 34.0
FOOTER: Final = 5.0
PADDING: Final = 12.0
MARK: Final = 19.0  # width of one mark, with the room after it
NULL_MARK: Final = 14.0
BETWEEN: Final = 20.0  # between a name and its type
NARROWEST: Final = 120.0
NAME_ROOM: Final = 230.0
TYPE_ROOM: Final = 120.0
TITLE_ROOM: Final = 320.0
MOST_ROWS: Final = 120  # of a box; what is beyond is counted in its last row
MOST_VALUES: Final = 12  # of an enum


@dataclass(frozen=True)
class Draft:
    """A box whose rows are known and whose place is not."""

    box: SceneBox
    attributes: Mapping[str, int]  # row of each attribute that is shown

    @cached_property
    def layout_box(self) -> layout.Box:
        """The box as the layout takes it."""
        box = self.box
        group = None if box.area is None else str(box.area)
        rows = tuple(ROW for _ in box.rows)
        return layout.Box(box.subject, box.width, box.header, rows, FOOTER if rows else 0.0, group)


@dataclass(frozen=True)
class Plan:
    """A model as boxes and lines before they are laid out; line ``n`` of the graph is the n-th one here."""

    drafts: tuple[Draft, ...]
    lines: tuple[SceneLine, ...]
    graph: layout.Graph


def build(model: Model, options: Options) -> Scene:
    """Lay a model out as a scene; what contradicts itself (a reference to nowhere) is left out."""
    plan = planned(model, options)
    positions = {str(Subject.entity(name)): point for name, point in options.positions.items()}
    known = plan.graph.box_by_name
    placed = layout.place(plan.graph, {name: point for name, point in positions.items() if name in known})
    return composed(model, options, plan, placed)


def planned(model: Model, options: Options, memo: Memo[Any] | None = None) -> Plan:
    """Work out boxes and lines, or take over what another model had as well."""
    memo = memo if memo is not None else Memo()
    references = tuple(reference for reference in model.references if _is_whole(model, reference))
    area_of = {name: n for n, area in enumerate(model.areas) for name in area.entities} if options.areas else {}
    by_child: dict[QualifiedName, list[Reference]] = defaultdict(list)
    for reference in references:
        by_child[reference.child].append(reference)

    def draft(entity: Entity) -> Draft:
        held, area = by_child.get(entity.name, ()), area_of.get(entity.name)
        work = partial(_entity, entity, held, options, area)
        found: Draft = memo.of(("entity", entity.name), (entity, area, *held), work)
        return found

    drafts = [draft(entity) for entity in model.entities]
    if options.enums and options.detail == "all":
        drafts += [memo.of(("enum", enum.name), (enum,), partial(_enum, enum)) for enum in model.enums]
    lines = tuple(_lines(model, references, memo))
    by_subject = {draft.box.subject: draft for draft in drafts}
    graph = layout.Graph(
        tuple(draft.layout_box for draft in drafts),
        tuple(
            layout.Line(f"{number}", _port(line.parent, by_subject), _port(line.child, by_subject))
            for number, line in enumerate(lines)
        ),
    )
    return Plan(tuple(drafts), lines, graph)


def composed(
    model: Model, options: Options, plan: Plan, placed: layout.Placement, memo: Memo[Any] | None = None
) -> Scene:
    """Put boxes and lines at their places, or take over what stood there as it does now."""
    memo = memo if memo is not None else Memo()
    by_subject = {draft.box.subject: draft for draft in plan.drafts}

    def box(draft: Draft) -> SceneBox:
        place = placed.box_by_name[draft.box.subject]
        found: SceneBox = memo.of(("box", draft.box.subject), (draft, place), partial(_placed, draft.box, place))
        return found

    def line(number: int, drawn: SceneLine) -> SceneLine:
        route = placed.route_by_name[f"{number}"]
        given = (
            drawn, route.points, route.source_gap, route.target_gap,
            *(placed.box_by_name[_subject(end.entity)] for end in (drawn.parent, drawn.child)),
        )  # fmt: skip
        work = partial(_routed, drawn, route, placed.box_by_name, by_subject)
        found: SceneLine = memo.of(("route", id(drawn)), given, work)
        return found

    return Scene(
        title=clean_name((model.name or "") if options.title is None else options.title),
        boxes=tuple(box(draft) for draft in plan.drafts),
        lines=tuple(line(number, drawn) for number, drawn in enumerate(plan.lines)),
        frames=tuple(
            SceneFrame(
                str(subject_of(area)), _title(area.name), frame.x, frame.y, frame.width, frame.height, area.color
            )
            for frame in placed.frames
            for area in [model.areas[int(frame.name)]]
        ),
        width=placed.width,
        height=placed.height,
        shift=placed.shift,
    )


def _is_whole(model: Model, reference: Reference) -> bool:
    """Whether both ends of a reference are in the model."""
    ends = ((reference.child, reference.child_attributes), (reference.parent, reference.parent_attributes))
    return all(
        (entity := model.entities_by_name.get(name)) is not None and all(map(entity.attribute, attributes))
        for name, attributes in ends
    )


def dangling(model: Model) -> tuple[Reference, ...]:
    """References that cannot be drawn, since an end of theirs is not in the model."""
    return tuple(reference for reference in model.references if not _is_whole(model, reference))


def rows_left_out(model: Model) -> dict[QualifiedName, int]:
    """How many attributes are left out of the entities that have very many."""
    return {e.name: len(e.attributes) - MOST_ROWS + 1 for e in model.entities if len(e.attributes) > MOST_ROWS}


# -- boxes ------------------------------------------------------------------------------------------------------


def _entity(entity: Entity, references: Iterable[Reference], options: Options, area: int | None) -> Draft:
    marks = marks_of(entity, references)
    shown: Sequence[Attribute] = () if options.detail == "names" else entity.attributes
    if options.detail == "keys":
        shown = [attribute for attribute in shown if marks[attribute.name]]
    left_out = 0
    if len(shown) > MOST_ROWS:
        # Lines need the rows that they join; of the others, the first ones stay.
        room = MOST_ROWS - 1
        first = sorted(shown, key=lambda attribute: not marks[attribute.name])[:room]
        kept = {attribute.name for attribute in first}
        left_out = len(shown) - len(kept)
        shown = [attribute for attribute in shown if attribute.name in kept]
    rows = [_row(attribute, marks[attribute.name], options) for attribute in shown]
    if left_out:
        rows.append(SceneRow("more", "", f"… {left_out:,} more"))
    subject = str(subject_of(entity))
    box = SceneBox(
        subject, "entity", str(entity.name), clean_name(entity.name.name), entity.name.schema, 0, 0, 0, 0, HEADER,
        tuple(rows), entity.note, entity.color, area,
    )  # fmt: skip
    return Draft(_measured(box), {row.name: number for number, row in enumerate(rows) if row.kind == "attribute"})


def _row(attribute: Attribute, marks: tuple[str, ...], options: Options) -> SceneRow:
    kind = type_text(attribute.type)
    return SceneRow(
        kind="attribute",
        name=attribute.name,
        label=fonts.fitted(
            clean_name(attribute.name), NAME_ROOM, NAME_SIZE, "semibold" if "PK" in marks else "regular"
        ),
        type=kind,
        type_label=fonts.fitted(kind, TYPE_ROOM, TYPE_SIZE) if options.types else "",
        marks=marks,
        nullable=attribute.nullable and options.nulls,
        note=attribute.note,
    )


def _enum(enum: Enum) -> Draft:
    rows = [
        SceneRow("value", value.name, fonts.fitted(clean_name(value.name), NAME_ROOM, NAME_SIZE), note=value.note)
        for value in enum.values[: MOST_VALUES if len(enum.values) <= MOST_VALUES else MOST_VALUES - 1]
    ]
    if len(rows) < len(enum.values):
        rows.append(SceneRow("more", "", f"… {len(enum.values) - len(rows):,} more"))
    box = SceneBox(
        str(subject_of(enum)), "enum", str(enum.name), clean_name(enum.name.name), enum.name.schema, 0, 0, 0, 0, HEADER,
        tuple(rows), enum.note,
    )  # fmt: skip
    return Draft(_measured(box), {})


def marks_of(entity: Entity, references: Iterable[Reference]) -> dict[str, tuple[str, ...]]:
    """Marks of each attribute: ``PK`` and ``FK`` for a part of such a key, ``U`` for a key of one attribute.

    Parameters
    ----------
    entity
        Whose attributes are marked.
    references
        Those that the entity holds.
    """
    primary = frozenset(entity.primary_key.attributes if entity.primary_key else ())
    foreign = frozenset(name for reference in references for name in reference.child_attributes)
    unique = frozenset(key.attributes[0] for key in entity.keys if len(key.attributes) == 1)
    named = (("PK", primary), ("FK", foreign), ("U", unique))
    return {a.name: tuple(mark for mark, members in named if a.name in members) for a in entity.attributes}


def type_text(kind: LogicalType) -> str:
    """Type as a row shows it.

    Examples
    --------
    >>> from workbench.model import parse_type
    >>> type_text(parse_type("enum:sales.status")), type_text(parse_type("varchar(40)"))
    ('sales.status', 'text(40)')
    """
    return clean_name(str(kind.enum) if isinstance(kind, EnumOf) else str(kind).removeprefix("native:"))


def _title(name: QualifiedName) -> str:
    return clean_name(name.name if name.schema is None else f"{name.schema}.{name.name}")


def _measured(box: SceneBox) -> SceneBox:
    """Give a box the room that its texts need."""
    marks = max((len(row.marks) for row in box.rows), default=0)
    marks_width = MARK * marks + (3.0 if marks else 0.0)
    null_mark = NULL_MARK if any(row.nullable for row in box.rows) else 0.0
    prefix = fonts.width(f"{box.schema}.", TITLE_SIZE) if box.schema else 0.0
    label = fonts.fitted(box.label, TITLE_ROOM - min(prefix, 120.0), TITLE_SIZE, "semibold")
    kind = fonts.width("enum", TYPE_SIZE) + BETWEEN if box.kind == "enum" else 0.0
    widest = prefix + fonts.width(label, TITLE_SIZE, "semibold") + kind
    for row in box.rows:
        weight: fonts.Weight = "semibold" if "PK" in row.marks else "regular"
        name = marks_width + fonts.width(row.label, NAME_SIZE, weight)
        kind_width = BETWEEN + fonts.width(row.type_label, TYPE_SIZE) if row.type_label else 0.0
        widest = max(widest, name + kind_width + null_mark)
    width = float(max(NARROWEST, round(widest + 2 * PADDING)))
    return replace(box, label=label, width=width, marks_width=marks_width)


def _placed(box: SceneBox, place: PlacedBox) -> SceneBox:
    rows = tuple(replace(row, top=top, height=height) for row, (top, height) in zip(box.rows, place.rows, strict=True))
    header = place.rows[0][0] if place.rows else place.height
    return replace(box, x=place.x, y=place.y, width=place.width, height=place.height, header=header, rows=rows)


# -- lines ------------------------------------------------------------------------------------------------------


def _lines(model: Model, references: Sequence[Reference], memo: Memo[Any]) -> Iterator[SceneLine]:
    subtypes: dict[tuple[QualifiedName, QualifiedName], Generalisation] = {
        (child, generalisation.parent): generalisation
        for generalisation in model.generalisations
        for child in generalisation.children
        if child in model.entities_by_name and generalisation.parent in model.entities_by_name
    }
    for reference in references:
        key = _key(model.entity(reference.child))
        shares_key = bool(key) and frozenset(reference.child_attributes) == frozenset(key)
        generalisation = subtypes.pop((reference.child, reference.parent), None) if shares_key else None
        given = reference, key, generalisation
        yield memo.of(("line", id(reference)), given, partial(_line, *given))
    for (child, parent), generalisation in subtypes.items():
        yield SceneLine(
            subject=str(subject_of(generalisation)),
            kind="subtype",
            points=(),
            parent=_end(parent, _key(model.entity(parent)), None),
            child=_end(child, _key(model.entity(child)), None),
            identifying=True,
            note=_subtype_note(generalisation),
        )


def _line(reference: Reference, key: tuple[str, ...], generalisation: Generalisation | None) -> SceneLine:
    return SceneLine(
        subject=str(subject_of(reference)),
        kind="subtype" if generalisation else "reference",
        points=(),
        parent=_end(reference.parent, reference.parent_attributes, reference.parent_cardinality.value),
        child=_end(reference.child, reference.child_attributes, reference.child_cardinality.value),
        identifying=bool(key) and frozenset(reference.child_attributes) <= frozenset(key),
        confidence=_confidence(reference),
        note=_subtype_note(generalisation) if generalisation else reference.note,
        color=reference.color,
    )


def _key(entity: Entity) -> tuple[str, ...]:
    return entity.primary_key.attributes if entity.primary_key else ()


def _subtype_note(generalisation: Generalisation) -> str:
    said = [
        "each row is of at most one subtype" if generalisation.disjoint else "a row may be of several subtypes",
        "each row is of at least one" if generalisation.total else "a row may be of none",
    ]
    return "; ".join([*([generalisation.note] if generalisation.note else []), *said])


def _confidence(reference: Reference) -> float | None:
    try:
        return float(reference.properties["confidence"])
    except (KeyError, ValueError):
        return None


def _end(entity: QualifiedName, attributes: tuple[str, ...], cardinality: str | None) -> SceneEnd:
    return SceneEnd(str(entity), attributes, cardinality, 0.0)


@lru_cache(maxsize=10_000)
def _subject(entity: str) -> str:
    return str(Subject.entity(entity))


def _port(end: SceneEnd, drafts: Mapping[str, Draft]) -> layout.Port:
    subject = _subject(end.entity)
    shown = drafts[subject].attributes
    rows = tuple(sorted(shown[name] for name in end.attributes if name in shown))
    return layout.Port(subject, rows)


def _routed(line: SceneLine, route: Route, boxes: Mapping[str, PlacedBox], drafts: Mapping[str, Draft]) -> SceneLine:
    ends = []
    for end, gap, point in (
        (line.parent, route.source_gap, route.points[0]),
        (line.child, route.target_gap, route.points[-1]),
    ):
        port = _port(end, drafts)
        ends.append(replace(end, gap=gap, anchors=_anchors(port, boxes[port.box], point)))
    return replace(line, points=route.points, parent=ends[0], child=ends[1])


def _anchors(port: layout.Port, box: PlacedBox, point: Point) -> tuple[Point, ...]:
    if len(port.rows) < 2:
        return ()
    return tuple((point[0], box.y + box.rows[row][0] + box.rows[row][1] / 2) for row in port.rows)


def count_by_kind(scene: Scene) -> dict[str, int]:
    """Count boxes and lines by what they are."""
    counts: dict[str, int] = defaultdict(int)
    for box in scene.boxes:
        counts[box.kind] += 1
    for line in scene.lines:
        counts[line.kind] += 1
    return counts
