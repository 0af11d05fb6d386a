"""Rules: what each element of DBML may be called, where it may stand, and which lines it may have."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Final

from workbench.formats.dbml.grammar import settings as allowed
from workbench.formats.dbml.grammar import tables
from workbench.formats.dbml.grammar.nodes import (
    Block,
    Call,
    Code,
    Comma,
    Element,
    Empty,
    Infix,
    Line,
    Listing,
    Node,
    Program,
    Star,
    Use,
)
from workbench.formats.dbml.grammar.settings import Allowed, Fault
from workbench.formats.dbml.grammar.shape import in_braces, name_faults, no_name, no_settings, one_note, title
from workbench.formats.dbml.grammar.values import (
    ARROWS,
    CONSTANTS,
    are_names,
    dotted,
    end_of,
    is_colour,
    is_name,
    is_number,
    is_relation,
    is_text,
)

_TAKEN: Final = ("table", "enum", "tablegroup", "tablepartial", "note", "schema")
_SIMPLE_WHEN_TAKEN: Final = frozenset({"tablegroup", "tablepartial", "note"})
_VIEW_BLOCKS: Final = ("tables", "notes", "tablegroups", "schemas")
# Where an element may stand beside the top level, and whether it may stand there.
_PLACES: Final = {
    "note": ("table", "tablegroup", "tablepartial", "project", "dep"),
    "indexes": ("table", "tablepartial"),
    "checks": ("table", "tablepartial"),
    "records": ("table",),
}
# Elements as people write them.
_WORDS: Final = (
    "Table", "TablePartial", "Enum", "Ref", "Dep", "Note", "Project", "TableGroup", "DiagramView", "Records",
    "Metadata", "indexes", "checks",
)  # fmt: skip
_NEVER_ON_TOP: Final = frozenset({"indexes", "checks"})
# What is inside a dependency or a diagram view is judged with it.
_HOLDS_ELEMENTS: Final = frozenset(
    ("table", "tablepartial", "indexes", "checks", "enum", "ref", "note", "project", "tablegroup", "records")
)


def faults(program: Program) -> Iterator[Fault]:
    """What is wrong with a text whatever its names stand for."""
    for item in program.items:
        yield from faults_of(item)


def faults_of(item: Element | Use) -> Iterator[Fault]:
    """What is wrong with one element, whatever its names stand for."""
    yield from _use(item) if isinstance(item, Use) else _element(item, None)


def _element(element: Element, parent: Element | None) -> Iterator[Fault]:
    kind = element.kind
    if kind == "metadata":
        yield from _metadata(element)
        return
    rules = _KINDS.get(kind, _field)
    if rules is not _field:
        yield from _place(element, parent)
    if element.alias is not None and kind != "table":
        yield f"{title(element)} has no alias.", element.alias.at
    yield from rules(element, parent)
    if kind in _HOLDS_ELEMENTS and isinstance(element.body, Block) and (kind != "note" or parent is not None):
        for inner in element.elements:
            yield from _element(inner, element)


def _place(element: Element, parent: Element | None) -> Iterator[Fault]:
    places = _PLACES.get(element.kind, ())
    if parent is None:
        if element.kind in _NEVER_ON_TOP:
            yield f"{title(element)} may stand inside a table or a table partial only.", element.at
    elif parent.kind not in places:
        where = " or ".join(title(Element(0, 0, place)).lower() for place in places)
        only = f"at the top level{f' and inside {where}' if where else ''}"
        yield f"{title(element)} may stand {only} only.", element.at


def _enum(element: Element, _parent: Element | None) -> Iterator[Fault]:
    yield from name_faults(element, single=False)
    yield from no_settings(element)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        if not is_name(line.head):
            yield "A value of an enum is a word, or a name in double quotes.", line.head.at
        yield from _with_settings(line, allowed.ENUM_VALUE, "Each value of an enum stands on a line of its own.")


def _with_settings(line: Line, permitted: Allowed | None, otherwise: str) -> Iterator[Fault]:
    """Faults of the settings behind, or before, everything else of a line, and of everything else."""
    rest = list(line.rest)
    at = -1 if rest and isinstance(rest[-1], Listing) else 0
    if rest and isinstance(listing := rest[at], Listing):
        del rest[at]
        yield from permitted.faults(listing) if permitted is not None else ()
    for part in rest:
        yield otherwise, part.at


def _reference(element: Element, _parent: Element | None) -> Iterator[Fault]:
    yield from name_faults(element, single=True, needed=False)
    yield from no_settings(element)
    if not element.lines:
        yield "A reference needs its two ends.", element.at
    for line in element.lines[1:]:
        yield "Each reference stands in a block of its own.", line.at
    for line in element.lines:
        head = line.head
        if not is_relation(head):
            yield "A reference is written as table.column > table.column.", head.at
            continue
        ends = end_of(head.left), end_of(head.right)
        for end, side in zip(ends, (head.left, head.right), strict=True):
            if end is not None and end.parts < 2:
                yield "An end of a reference is a table and its column.", side.at
        if ends[0] and ends[1] and len(ends[0].columns) != len(ends[1].columns):
            yield "Both ends of a reference have the same number of columns.", head.at
        yield from _with_settings(line, allowed.REFERENCE, "Behind a reference stand its settings, and nothing else.")


def _dependency(element: Element, _parent: Element | None) -> Iterator[Fault]:
    yield from name_faults(element, single=True, needed=False)
    yield from allowed.DEPENDENCY.faults(element.settings)
    for line in element.lines:
        head = line.head
        if not isinstance(head, Infix):
            yield "A dependency is written as table.column -> table.column.", head.at
            continue
        if head.operator not in ARROWS:
            yield "A dependency is written with -> or <-.", head.at
        for side in (head.left, head.right):
            end = end_of(side)
            if end is None or not end.parts:
                yield "An end of a dependency is a table, or a table and its columns.", side.at
        # The official parser judges the settings behind a colon, and those of a block, not those of its lines.
        judged = allowed.DEPENDENCY if isinstance(element.body, Line) else None
        yield from _with_settings(line, judged, "Behind a dependency stand its settings, and nothing else.")
    for inner in element.elements:
        yield from _of_dependency(inner)


def _of_dependency(inner: Element) -> Iterator[Fault]:
    body, value = inner.body, None
    if isinstance(body, Line):
        value = body.head
    if inner.kind == "note":
        lines = inner.lines
        if not lines or not is_text(lines[0].head) or (isinstance(body, Block) and body.items[0] is not lines[0]):
            yield "A note is a text in quotes.", inner.at
    elif inner.kind == "color":
        if inner.name is not None or not is_colour(value):
            yield "A colour is written as #3498db.", inner.at
    elif inner.name is not None or isinstance(body, Block):
        yield f"{inner.word!r} is written as {inner.word}: value.", inner.at
    elif value is not None and not (is_text(value) or is_colour(value) or is_number(value) or is_name(value)):
        yield f"{inner.word!r} takes a text, a number, a colour or a name.", value.at


def _note(element: Element, parent: Element | None) -> Iterator[Fault]:
    if parent is not None:
        yield from no_name(element)
        yield from no_settings(element)
    else:
        if element.name is None or dotted(element.name) is None:
            yield "A note outside of an element needs a name.", element.at
        if isinstance(element.body, Line):
            yield from in_braces(element)
        yield from allowed.STICKY_NOTE.faults(element.settings)
    lines = element.lines
    if not lines:
        yield "A note needs a text.", element.at
    for line in lines[1:]:
        yield "A note is one text.", line.at
    if lines and not is_text(lines[0].head):
        yield "A note is a text in quotes.", lines[0].at
    for part in lines[0].rest if lines else ():
        yield "A note is one text.", part.at
    if parent is None:
        for inner in element.elements:
            yield "A note holds a text, and nothing else.", inner.at


def _project(element: Element, _parent: Element | None) -> Iterator[Fault]:
    yield from name_faults(element, single=True, needed=False)
    yield from no_settings(element)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        yield "A project holds fields, each on a line of its own: key: 'value'.", line.at


def _field(element: Element, parent: Element | None) -> Iterator[Fault]:
    """Judge a field of a project, or of anything else that has none."""
    if parent is None or parent.kind not in ("project", "dep"):
        known = tuple(
            _WORDS if parent is None else (word for word in _WORDS if parent.kind in _PLACES.get(word.lower(), ()))
        )
        near = difflib.get_close_matches(element.word, known, n=1, cutoff=0.6)
        hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}." if known else "There may be none."
        where = "" if parent is None else f" inside {title(parent).lower()}"
        yield f"There is no element {element.word!r}{where}. {hint}", element.at
        return
    yield from no_name(element)
    yield from no_settings(element)
    if isinstance(element.body, Block):
        yield f"A field is written as {element.word}: 'value'.", element.body.at
        return
    for line in element.lines:
        if not is_text(line.head):
            yield "The value of a field is a text in quotes.", line.at
        for part in line.rest:
            yield "A field has one value; the next one stands on a line of its own.", part.at


def _group(element: Element, _parent: Element | None) -> Iterator[Fault]:
    yield from name_faults(element, single=True)
    yield from allowed.GROUP.faults(element.settings)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        if dotted(line.head) is None:
            yield "A table group holds names of tables.", line.head.at
        for part in line.rest:
            yield "Each table of a group stands on a line of its own.", part.at
    yield from one_note(element)


def _view(element: Element, _parent: Element | None) -> Iterator[Fault]:
    yield from name_faults(element, single=True)
    yield from allowed.NONE.faults(element.settings)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        if not isinstance(line.head, Star):
            yield "A diagram view holds blocks: Tables, Notes, TableGroups, Schemas.", line.at
        for part in line.rest:
            yield "Each name of a diagram view stands on a line of its own.", part.at
    for inner in element.elements:
        if inner.kind not in _VIEW_BLOCKS:
            yield f"A diagram view has no block {inner.word!r}. Known: Tables, Notes, TableGroups, Schemas.", inner.at
        elif isinstance(inner.body, Line):
            yield f"What {inner.word} holds stands in braces.", inner.body.at
        else:
            for line in inner.lines:
                for part in () if isinstance(line.head, Star) else line.rest:
                    yield "Each name of a diagram view stands on a line of its own.", part.at


def _records(element: Element, parent: Element | None) -> Iterator[Fault]:
    name = element.name
    if parent is None:
        if not isinstance(name, Call):
            yield "Records need the table and its columns: records table(a, b) { … }.", (name or element).at
        elif dotted(name.callee) is None or not are_names(name.arguments):
            yield "Records need the table and its columns: records table(a, b) { … }.", name.at
    elif name is not None and not are_names(name):
        yield "Records inside a table may name its columns: records (a, b) { … }.", name.at
    yield from allowed.RECORDS.faults(element.settings)
    for line in element.lines:
        if line.rest:
            yield "The values of a row have commas between them.", line.rest[0].at
            continue
        for value in line.head.items if isinstance(line.head, Comma) else [line.head]:
            if not _is_value(value):
                yield "A value is a number, a text, true, false, null, enum.value or `an expression`.", value.at


def _is_value(node: Node) -> bool:
    if isinstance(node, Empty | Code) or is_number(node) or is_text(node):
        return True
    if is_name(node):
        return node.value.lower() in CONSTANTS
    return isinstance(node, Infix) and dotted(node) is not None


def _metadata(element: Element) -> Iterator[Fault]:
    target = (element.target or "").lower()
    if target not in allowed.METADATA:
        yield "Metadata are of a Table, a Column, a TableGroup or a Note.", element.at
    if element.name is None or dotted(element.name) is None:
        yield "Metadata need the name of what they are of.", (element.name or element).at
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        yield "Metadata hold fields: key: 'value'.", line.at
    seen: set[str] = set()
    rules = allowed.METADATA.get(target, {})
    for inner in element.elements:
        if isinstance(inner.body, Block):
            yield f"A field is written as {inner.word}: 'value'.", inner.body.at
            continue
        if inner.kind in seen:
            yield f"The field {inner.word!r} stands here twice.", inner.at
        seen.add(inner.kind)
        rule = rules.get(inner.kind, allowed.OWN)
        if not rule.fits(inner.body.head if inner.body else None):
            yield f"The field {inner.word!r} takes {rule.expected}.", inner.at


def _use(use: Use) -> Iterator[Fault]:
    if use.path.startswith("/"):
        yield "The path of a file begins with ./ or ../.", use.path_at
    for taken in use.items or ():
        if taken.kind not in _TAKEN:
            yield f"{taken.kind!r} cannot be taken from a file. Known: {', '.join(_TAKEN)}.", taken.at
        names = dotted(taken.name)
        if names is None or (len(names) > 1 and taken.kind in _SIMPLE_WHEN_TAKEN):
            yield "This is no name.", (taken.name or taken).at
        if taken.alias is not None and not is_name(taken.alias):
            yield "An alias is one word, or a name in double quotes.", taken.alias.at


_KINDS: Final[dict[str, Callable[[Element, Element | None], Iterator[Fault]]]] = {
    "table": tables.table,
    "tablepartial": tables.partial,
    "enum": _enum,
    "ref": _reference,
    "dep": _dependency,
    "note": _note,
    "project": _project,
    "tablegroup": _group,
    "diagramview": _view,
    "records": _records,
    "indexes": tables.indexes,
    "checks": tables.checks,
}
