"""Fields: parts of what a text contains, as the data that the official parser gives out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from workbench.formats.dbml.grammar.nodes import (
    Atom,
    Call,
    Code,
    Element,
    Expression,
    Index,
    Line,
    Listing,
    Node,
    Setting,
    Tuple,
    Words,
)
from workbench.formats.dbml.grammar.records import spelled
from workbench.formats.dbml.grammar.settings import grouped
from workbench.formats.dbml.grammar.tokens import NUMBER
from workbench.formats.dbml.grammar.values import (
    dotted,
    is_colour,
    is_name,
    is_number,
    is_text,
    is_word,
    number_of,
    number_text,
    unrolled,
)

Json = dict[str, Any]
# White space as JavaScript has it (ECMA-262, WhiteSpace and LineTerminator); Python strips other characters.
_BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def note_text(text: str) -> str:
    r"""Text of a note: without empty lines before it, and without the indentation that all of its lines share.

    Examples
    --------
    >>> note_text("\n    a\n      b\n")
    'a\n  b\n'
    """
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.lstrip(_BLANKS)), len(lines) - 1)
    lines = lines[first:]
    depths = [len(line) - len(line.lstrip(_BLANKS)) for line in lines if line.lstrip(_BLANKS)]
    return "\n".join(line[min(depths) :] for line in lines) if depths else "\n".join(lines)


def put(node: Json, key: str, value: object) -> None:
    """Set a key unless there is nothing to say."""
    if value is not None:
        node[key] = value


def first_of(said: Mapping[str, list[Setting]], name: str) -> Node | None:
    """Value of the first setting of a name."""
    return said[name][0].value if name in said else None


def last_of(name: Expression | None) -> str | None:
    """Last part of a qualified name."""
    return (dotted(name) or (None,))[-1]


def colour_of(node: Node | None) -> str | None:
    """Colour that a value says, or ``none``."""
    if is_colour(node):
        return node.value
    return "none" if is_word(node) and node.value.lower() == "none" else None


def note_of(node: Node | None, *, empty: bool = True) -> Json | None:
    """Note that a value is."""
    if not is_text(node):
        return None
    text = note_text(node.value)
    return {"value": text} if text or empty else None


def own_of(said: Mapping[str, list[Setting]], known: Iterable[str]) -> Json:
    """Settings that are somebody's own, and a text or a colour."""
    found: Json = {}
    for name, settings in said.items():
        value = settings[0].value
        if name not in known:
            put(found, name, value.value if is_text(value) else colour_of(value))
    return found


def _parameter(node: Node | None) -> str:
    return number_text(node) if is_number(node) else node.value if isinstance(node, Atom) else ""


def type_of(node: Expression) -> Json:
    """Type of a column, as data."""
    tail, arguments = "", None
    if isinstance(node, Call):
        arguments = ",".join(map(_parameter, node.arguments.items))
    while isinstance(node, Call | Index):
        if isinstance(node, Call):
            tail = f"({','.join(map(_parameter, node.arguments.items))}){tail}"
            node = node.callee
        else:
            tail = f"[{','.join(_size(setting.name) for setting in node.indexer.settings)}]{tail}"
            node = node.base
    *schemas, name = dotted(node) or ("",)
    return {"schemaName": schemas[0] if schemas else None, "type_name": name + tail, "args": arguments}


def _size(node: Node) -> str:
    return node.value if isinstance(node, Atom) else ""


def default_of(node: Node | None) -> Json | None:
    """Default of a column, as data."""
    if node is None:
        return None
    if is_text(node):
        return {"type": "string", "value": node.value}
    if is_number(node):
        number = number_of(node)
        return {"type": "number", "value": number if math.isfinite(number) else None}
    if isinstance(node, Code):
        return {"type": "expression", "value": node.value}
    if is_word(node):
        return {"type": "boolean", "value": node.value.lower()}
    return {"type": "string", "value": (dotted(node) or ("",))[-1]}


def index_of(line: Line) -> Json:
    """Line of a block of indexes, as data."""
    parts: list[Expression] = [line.head, *line.rest]
    found: Json = {"columns": []}
    if isinstance(parts[-1], Listing):
        said = grouped(parts.pop())  # type: ignore[arg-type]
        for key in ("pk", "unique"):
            if key in said:
                found[key] = True
        name, note, kind = (first_of(said, key) for key in ("name", "note", "type"))
        put(found, "name", name.value if is_text(name) else None)
        put(found, "note", {"value": note.value} if is_text(note) else None)
        put(found, "type", kind.value if is_name(kind) else None)
    for part in parts:
        for inner in unrolled(part):
            found["columns"] += _indexed(inner)
    return found


def _indexed(node: Expression) -> list[Json]:
    items = node.items if isinstance(node, Tuple) else [node]
    expressions = [{"value": item.value, "type": "expression"} for item in items if isinstance(item, Code)]
    return expressions + [{"value": item.value, "type": "column"} for item in items if isinstance(item, Atom)]


def check_of(line: Line) -> Json:
    """Line of a block of checks, as data."""
    found: Json = {"expression": line.head.value if isinstance(line.head, Code) else ""}
    listing = next((part for part in line.rest if isinstance(part, Listing)), None)
    name = first_of(grouped(listing), "name")
    put(found, "name", name.value if is_text(name) else None)
    return found


def project_of(element: Element) -> Json:
    """``Project``: its name, its note and its free fields."""
    project: Json = {
        "name": last_of(element.name),
        **{key: [] for key in ("enums", "refs", "tableGroups", "tables", "tablePartials")},
    }
    for inner in element.elements:
        value = inner.lines[0].head if inner.lines else None
        text = value.value if is_text(value) else None
        if inner.kind != "note":
            put(project, inner.kind, text)
        elif text:
            project["note"] = {"value": note_text(text)}
    return project


def dependency_of(element: Element) -> Json:
    """What a ``Dep`` says of itself: its name, colour, note, and its own settings."""
    found: Json = {"name": last_of(element.name) or None}
    more: Json = {}
    for listing in (element.settings, *(part for line in element.lines for part in line.rest)):
        if isinstance(listing, Listing):
            for name, settings in grouped(listing).items():
                _add(found, more, name, settings[0].value)
    for inner in element.elements:
        value = inner.lines[0].head if inner.lines else None
        if inner.kind == "note" or isinstance(inner.body, Line):
            _add(found, more, inner.kind, value)
    put(found, "metadata", more or None)
    return found


def _add(found: Json, more: Json, name: str, value: Node | None) -> None:
    if name == "color":
        put(found, "color", colour_of(value))
        return
    said: Any = value.value if isinstance(value, Words) or is_text(value) or is_name(value) else None
    if isinstance(value, Atom) and value.kind == NUMBER:
        number = number_of(value)
        said = spelled(number) if name == "note" else number
        if said in (math.inf, -math.inf):  # as JSON has it
            more[name] = None
            return
    if said is None:
        return
    if name == "note":
        found["note"] = {"value": note_text(said)}
    else:
        more[name] = said
