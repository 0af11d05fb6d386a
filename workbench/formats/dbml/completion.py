"""Completion: what may stand at a position of a DBML text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.dbml.document import QUOTED_TEXT
from workbench.formats.dbml.grammar import settings as allowed
from workbench.formats.dbml.grammar.scope import Symbol
from workbench.formats.dbml.grammar.tokens import COLOUR, NUMBER, OPERATOR, QUOTED, STRING, WORD, tokenize
from workbench.formats.dbml.grammar.values import RELATIONS
from workbench.formats.dbml.service import Source, Span
from workbench.formats.dbml.strings import quote_name
from workbench.model.types import SIMPLE

_ELEMENTS: Final = {
    "Table": "a table", "Ref": "a reference", "Enum": "a list of values", "TableGroup": "tables that belong together",
    "Project": "what the whole is", "TablePartial": "columns that tables share", "Note": "a note on the diagram",
    "Dep": "what depends on what", "DiagramView": "what a diagram shows", "Records": "rows", "Metadata": "more facts",
    "use": "from another file", "reuse": "from another file, passed on",
}  # fmt: skip
_INSIDE: Final = {
    "table": ("Note", "indexes", "checks", "records"),
    "tablepartial": ("Note", "indexes", "checks"),
    "tablegroup": ("Note",),
    "project": ("Note", "database_type"),
    "diagramview": ("Tables", "Notes", "TableGroups", "Schemas"),
    "use": ("table", "enum", "tablegroup", "tablepartial", "note", "schema"),
    "reuse": ("table", "enum", "tablegroup", "tablepartial", "note", "schema"),
}
_USUAL: Final = (
    "int bigint smallint decimal numeric float double boolean varchar text char date time timestamp timestamptz uuid "
    "json jsonb bytea"
).split()
_TYPES: Final = tuple(dict.fromkeys([*_USUAL, *(name for name in SIMPLE if name.isidentifier())]))
_SETTINGS: Final = {
    "table": allowed.TABLE, "tablepartial": allowed.PARTIAL, "column": allowed.COLUMN, "indexes": allowed.INDEX,
    "checks": allowed.CHECK, "enum": allowed.ENUM_VALUE, "ref": allowed.REFERENCE, "tablegroup": allowed.GROUP,
    "note": allowed.STICKY_NOTE, "records": allowed.RECORDS, "dep": allowed.DEPENDENCY,
}  # fmt: skip
_VALUES: Final = {"delete": allowed.ACTIONS, "update": allowed.ACTIONS, "default": ("true", "false", "null")}
_ATOMS: Final = frozenset({WORD, QUOTED, STRING, NUMBER, COLOUR})


@dataclass(frozen=True)
class Completion:
    """What may stand at a position.

    Parameters
    ----------
    label
        What is shown.
    text
        What is written.
    kind
        ``element``, ``setting``, ``value``, ``type``, ``operator``, or that of what a name stands for.
    about
        A few words.
    span
        What it takes the place of.
    """

    label: str
    text: str
    kind: str
    about: str
    span: Span


@dataclass
class _Place:
    """Where a position is: the elements around it, and the tokens of its line before it."""

    elements: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    line: list[tuple[str, str]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Innermost element."""
        return self.elements[-1][0] if self.elements else ""


def completions(text: str, position: int) -> list[Completion]:
    r"""What may stand at a position, given what is written of it already.

    Examples
    --------
    >>> [found.label for found in completions("Table a { id int }\nRef: a.", 26)]
    ['id']
    """
    position = max(0, min(position, len(text)))
    before = text[:position]
    if _in_comment(before):
        return []
    start = len(before)
    while start and (before[start - 1].isalnum() or before[start - 1] == "_"):
        start -= 1
    typed = before[start:].lower()
    place = _place_of(before[:start])
    found = []
    # A line that is being written is often broken: the rest says what names there are.
    source = Source(text)
    if not source.scope.symbols:
        line_start = before.rfind("\n") + 1
        source = Source(text[:line_start] + text[len(before) :])
    for label, written, kind, about in _proposals(place, source):
        if label.lower().startswith(typed):
            found.append(Completion(label, written, kind, about, (start, position)))
    return list(dict.fromkeys(found))


def _in_comment(before: str) -> bool:
    """Whether a text ends inside a comment."""
    plain = QUOTED_TEXT.sub("", before)
    return "//" in plain[plain.rfind("\n") + 1 :] or plain.rfind("/*") > plain.rfind("*/")


def _place_of(text: str) -> _Place:
    """Read a text up to a position, whose last element is not closed."""
    tokens = tokenize(text)
    place = _Place()
    for at, kind in enumerate(tokens.kinds[:-1]):
        value = tokens.value(at)
        if tokens.lines[at] and not place.inside:
            place.line = []
        if kind == "{":
            words = [v for k, v in place.line if k in (WORD, QUOTED)]
            head = words[0].lower() if words else ""
            names = words[2 if head == "metadata" else 1 :]
            until = next((n for n, word in enumerate(names) if word.lower() == "as"), len(names))
            place.elements.append((head, tuple(names[:until])))
            place.line = []
        elif kind == "}":
            place.elements = place.elements[:-1]
            place.line = []
        else:
            if kind in ("[", "("):
                place.inside.append(kind)
            elif kind in ("]", ")") and place.inside:
                place.inside.pop()
            place.line.append((kind, value))
    if tokens.lines[-1] and not place.inside:
        place.line = []
    return place


Proposal = tuple[str, str, str, str]


def _proposals(place: _Place, source: Source) -> Iterator[Proposal]:
    line = place.line
    last = line[-1] if line else ("", "")
    if "[" in place.inside:
        yield from _in_settings(place, source)
    elif last == (OPERATOR, "."):
        yield from _behind_point(line, source)
    elif not place.elements:
        yield from _at_top(line, source)
    elif place.kind in ("indexes", "records"):
        owner = place.elements[-2][1] if len(place.elements) > 1 else ()
        yield from _parts(source, owner)
    elif place.kind in ("tablegroup", "tables"):
        yield from _named(source, ("table",))
        yield from _words(_INSIDE.get(place.kind, ()), "element", "")
    elif place.kind in ("ref", "dep"):
        yield from _named(source, ("table",))
    elif place.kind in ("notes", "tablegroups"):
        yield from _named(source, (place.kind.removesuffix("s"),))
    elif place.kind in ("table", "tablepartial"):
        yield from _in_table(place, source)
    elif not line:
        yield from _words(_INSIDE.get(place.kind, ()), "element", "")


def _at_top(line: list[tuple[str, str]], source: Source) -> Iterator[Proposal]:
    if not line:
        for word, about in _ELEMENTS.items():
            yield word, word, "element", about
        return
    head = line[0][1].lower()
    if head in ("ref", "dep") and any(kind == ":" for kind, _ in line):
        if line[-1][0] in (WORD, QUOTED) and not any(k == OPERATOR and v != "." for k, v in line):
            yield from _words(RELATIONS if head == "ref" else ("->", "<-"), "operator", "")
        else:
            yield from _named(source, ("table",))
    elif head == "metadata":
        if len(line) == 1:
            yield from _words(("Table", "Column", "TableGroup", "Note"), "value", "")
        elif len(line) == 2:
            kind = line[1][1].lower()
            yield from _named(source, ("table" if kind == "column" else kind,))
    elif head == "records":
        names = tuple(value for kind, value in line[1:] if kind in (WORD, QUOTED))
        if ("(", "(") in line:
            opened = line.index(("(", "("))
            yield from _parts(source, tuple(value for kind, value in line[1:opened] if kind in (WORD, QUOTED)))
        elif not names:
            yield from _named(source, ("table",))


def _in_table(place: _Place, source: Source) -> Iterator[Proposal]:
    line = place.line
    if not line:
        yield from _words(_INSIDE[place.kind], "element", "")
        if place.kind == "table":
            for label, written, kind, about in _named(source, ("tablepartial",)):
                yield f"~{label}", f"~{written}", kind, about
    elif line[0][1].lower() == "records" and place.inside:
        yield from _parts(source, place.elements[-1][1])
    elif line[-1] == (OPERATOR, "~"):
        yield from _named(source, ("tablepartial",))
    elif len(line) == 1 and line[0][0] in (WORD, QUOTED):
        yield from _words(_TYPES, "type", "")
        yield from _named(source, ("enum",))


def _in_settings(place: _Place, source: Source) -> Iterator[Proposal]:
    line = place.line
    opened = max((at for at, (kind, _) in enumerate(line) if kind == "["), default=-1)
    inner = line[opened + 1 :]
    comma = max((at for at, (kind, _) in enumerate(inner) if kind == ","), default=-1)
    inner = inner[comma + 1 :]
    colon = next((at for at, (kind, _) in enumerate(inner) if kind == ":"), None)
    if colon is None:
        kind = place.kind or (line[0][1].lower() if line else "")
        kind = "column" if kind in ("table", "tablepartial") and place.elements else kind
        known = _SETTINGS.get(kind)
        said = {value.lower() for k, value in line[opened + 1 :] if k == WORD}
        for name in known.rules if known is not None and not inner else ():
            flag = known is not None and known.rules[name].expected == "no value"
            if name not in said:
                yield name, name if flag else f"{name}: ", "setting", known.rules[name].expected if known else ""
        return
    name = " ".join(value.lower() for _, value in inner[:colon])
    behind = inner[colon + 1 :]
    if name in ("ref", "dep"):
        if not behind:
            yield from _words(RELATIONS if name == "ref" else ("->", "<-"), "operator", "")
        elif behind[-1] == (OPERATOR, "."):
            yield from _behind_point(behind, source)
        elif behind[-1][0] == OPERATOR:
            yield from _named(source, ("table",))
    elif not behind:
        enum = _enum_of(line[:opened], source) if name == "default" else None
        if enum is not None:
            for part in enum.parts.values():
                written = f"{quote_name(enum.name)}.{quote_name(part.name)}"
                yield part.name, written, "value", f"of {enum.name}"
            return
        yield from _words(_VALUES.get(name, ()), "value", "")
        if name == "default":
            yield from _named(source, ("enum",))
    elif behind[-1] == (OPERATOR, "."):
        yield from _behind_point(behind, source)


def _enum_of(line: list[tuple[str, str]], source: Source) -> Symbol | None:
    """Enum that is the type of the column of a line."""
    words = [value for kind, value in line if kind in (WORD, QUOTED)]
    return source.scope.top(("enum",), words[1]) if len(words) == 2 else None


def _behind_point(line: list[tuple[str, str]], source: Source) -> Iterator[Proposal]:
    """Columns of the table, values of the enum or tables of the schema whose name stands before a point."""
    names: list[str] = []
    at = len(line) - 1
    while at > 0 and line[at] == (OPERATOR, ".") and line[at - 1][0] in (WORD, QUOTED):
        names.insert(0, line[at - 1][1])
        at -= 2
    yield from _parts(source, tuple(names))
    if len(names) == 1:
        for symbol in source.scope.symbols.values():
            if symbol.path == (names[0],):
                yield symbol.name, quote_name(symbol.name), symbol.kind, ""


def _parts(source: Source, names: tuple[str, ...]) -> Iterator[Proposal]:
    current: Symbol | None = None
    for name in names:
        kinds = ("table", "enum", "tablepartial", "schema")
        current = source.scope.inside(current, kinds, name) if current else source.scope.top(kinds[:3], name) or (
            source.scope.top(kinds, name)
        )  # fmt: skip
        if current is None:
            return
    if current is not None:
        for part in current.parts.values():
            about = "" if part.node is None else " ".join(source.text[slice(*source.span(part.node))].split())
            yield part.name, quote_name(part.name), part.kind, about[:80]


def _named(source: Source, kinds: tuple[str, ...]) -> Iterator[Proposal]:
    for symbol in source.scope.symbols.values():
        if symbol.kind in kinds:
            schema = "" if symbol.schema is None else f"{symbol.schema}."
            written = ".".join(map(quote_name, (*(() if symbol.schema is None else symbol.path), symbol.name)))
            yield f"{schema}{symbol.name}", written, symbol.kind, ""
    if "table" in kinds:
        for name, symbol in source.scope.aliases:
            yield name, quote_name(name), "table", f"alias of {symbol.name}"


def _words(words: Iterable[str], kind: str, about: str) -> Iterator[Proposal]:
    for word in words:
        yield word, word, kind, about
