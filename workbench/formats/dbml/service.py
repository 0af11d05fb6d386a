"""Service: what an editor asks of a DBML text: outline, hover, definition, occurrences, renaming.

Plain functions over a text and a position in it, counted in characters from 0. A text may be broken: what can be read
of it is answered for. :mod:`workbench.formats.dbml.completion` proposes what may stand at a position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.formats.dbml.checking import diagnose
from workbench.formats.dbml.diagnostics import Diagnostic
from workbench.formats.dbml.grammar.binding import Binding
from workbench.formats.dbml.grammar.fields import first_of, note_of
from workbench.formats.dbml.grammar.nodes import Atom, Call, Element, Expression, Index, Line, Node, Prefix, Program
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.rules import faults_of
from workbench.formats.dbml.grammar.scope import Symbol
from workbench.formats.dbml.grammar.settings import grouped
from workbench.formats.dbml.grammar.tokens import CODE, tokenize
from workbench.formats.dbml.grammar.values import chain, is_name, settings_of
from workbench.formats.dbml.imports import Files
from workbench.formats.dbml.strings import quote_expression, quote_name, unescape_expression
from workbench.naming import check_name, rename_in_sql

Span = tuple[int, int]
_SHOWN = 12  # parts of a table or an enum


@dataclass(frozen=True)
class Entry:
    """Entry of an outline: kind, name, where it stands as a whole and where its name does, and what is in it."""

    kind: str
    name: str
    span: Span
    name_span: Span
    parts: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class TextEdit:
    """Another text in the place of a span."""

    span: Span
    text: str


class Source:
    """A text with what its names stand for; broken elements are left out.

    Parameters
    ----------
    text
        The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        whole = Parser(self.tokens).program()
        missing = self.tokens.kinds.count("{") - self.tokens.kinds.count("}")
        if missing > 0:  # an element that is being written is read as if it ended with the text
            self.tokens = tokenize(text + "\n}" * missing)
            whole = Parser(self.tokens).program()
        self.program = Program(0, whole.end, [item for item in whole.items if not any(faults_of(item))])
        self._names: list[tuple[Atom, Symbol]] = []
        self.binding = Binding(self.program, uses=self._names)
        self.scope = self.binding.scope
        self._names += self._more()
        self._by_start = {self.tokens.starts[atom.at]: (atom, symbol) for atom, symbol in self._names}

    def span(self, node: Node) -> Span:
        """Where a node stands in the text."""
        size = len(self.text)
        return min(size, self.tokens.starts[node.at]), min(size, self.tokens.ends[node.end - 1])

    def _more(self) -> Iterator[tuple[Atom, Symbol]]:
        """Names where things are declared, types of columns, and partials that are taken in."""
        for symbol in self.scope.symbols.values():
            element = symbol.node
            if not isinstance(element, Element):
                continue
            for named in (chain(element.name)[-1], element.alias):
                if is_name(named):
                    yield named, symbol
            for line in element.lines:
                yield from self._of_line(line, symbol)

    def _of_line(self, line: Line, symbol: Symbol) -> Iterator[tuple[Atom, Symbol]]:
        if isinstance(line.head, Prefix):
            partial = self.scope.top(("tablepartial",), line.head.value.value) if is_name(line.head.value) else None
            if partial is not None and is_name(line.head.value):
                yield line.head.value, partial
            return
        part = symbol.parts.get(line.head.value) if is_name(line.head) else None
        if part is not None and is_name(line.head) and symbol.kind in ("table", "tablepartial", "enum"):
            yield line.head, part
        if symbol.kind in ("table", "tablepartial") and line.rest:
            yield from self._type(line.rest[0])

    def _type(self, node: Expression) -> Iterator[tuple[Atom, Symbol]]:
        while isinstance(node, Call | Index):
            node = node.callee if isinstance(node, Call) else node.base
        names = [part for part in chain(node) if is_name(part)]
        if not names:
            return
        current = self.scope.top(("enum",) if len(names) == 1 else ("schema",), names[0].value)
        for name in names[1:]:
            current = self.scope.inside(current, ("enum",), name.value) if current is not None else None
        if current is not None and current.kind == "enum":
            yield names[-1], current

    def at(self, position: int) -> tuple[Atom, Symbol] | None:
        """Name at a position, or right before it, and what it stands for."""
        for start, (atom, symbol) in self._by_start.items():
            if start <= position <= self.tokens.ends[atom.at]:
                return atom, symbol
        return None

    def occurrences(self, symbol: Symbol) -> Iterator[Atom]:
        """All names that stand for the same thing, in order."""
        for _, (atom, other) in sorted(self._by_start.items()):
            if other.node is symbol.node and other.kind == symbol.kind and other.node is not None:
                yield atom


def outline(text: str) -> list[Entry]:
    r"""Elements of a text in order, tables with their columns and enums with their values.

    Examples
    --------
    >>> [(entry.kind, entry.name, [part.name for part in entry.parts]) for entry in outline("Enum e {a\n b}")]
    [('enum', 'e', ['a', 'b'])]
    """
    source = Source(text)
    entries = []
    for element in source.program.elements:
        name = chain(element.name)
        spelled = ".".join(part.value for part in name if is_name(part))
        at = source.span(element.name) if element.name is not None else source.span(Node(element.at, element.at + 1))
        with_parts = element.kind in ("table", "tablepartial", "enum")
        parts = tuple(
            Entry(
                "value" if element.kind == "enum" else "column",
                line.head.value,
                source.span(line),
                source.span(line.head),
            )
            for line in (element.lines if with_parts else ())
            if is_name(line.head)
        )
        entries.append(Entry(element.kind, spelled, source.span(element), at, parts))
    return entries


def diagnostics(text: str, files: Files | None = None) -> list[Diagnostic]:
    r"""All that is wrong with a text, as the command line and notebooks say it too.

    Parameters
    ----------
    text
        The text.
    files
        Where it stands (``Files("/shop/main.dbml", read)``), for what it takes from other files.

    Returns
    -------
    list of Diagnostic
        Each with ``message``, ``line`` and ``column`` (from 1), ``length`` and ``severity``: ``error``, or ``warning``
        for a name that stands for nothing.

    Examples
    --------
    >>> [(str(d), d.severity) for d in diagnostics("Table t { a int }\nRef: t.a > u.a")]
    [("2:12: There is no table 'u'.", 'warning')]
    """
    return diagnose(text, files)


def definition(text: str, position: int) -> Span | None:
    """Where the name at a position is declared; None where it stands for nothing."""
    source = Source(text)
    found = source.at(position)
    return _declared(source, found[1]) if found is not None else None


def _declared(source: Source, symbol: Symbol) -> Span | None:
    node = symbol.node
    if isinstance(node, Element) and node.name is not None:
        return source.span(chain(node.name)[-1])
    return source.span(node.head) if isinstance(node, Line) else None


def occurrences(text: str, position: int) -> list[Span]:
    """All places where the name at a position, or another name of the same thing, stands."""
    source = Source(text)
    found = source.at(position)
    return [source.span(atom) for atom in source.occurrences(found[1])] if found is not None else []


def rename(text: str, position: int, name: str) -> list[TextEdit]:
    r"""Edits that give what is named at a position another name, or an alias another alias.

    Returns
    -------
    list of TextEdit
        In the order of the text, none inside another: make them from the last to the first, so that the places of
        those before stay right. Expressions that mention a column follow.

    Raises
    ------
    InvalidNameError
        When no engine could hold the name.
    UsageError
        When something else has it.

    Examples
    --------
    >>> text = "Table t { a int }\nRef: t.a > t.a"
    >>> [(edit.span, edit.text) for edit in rename(text, 10, "b")][:2]
    [((10, 11), 'b'), ((25, 26), 'b')]
    """
    check_name(name)
    source = Source(text)
    found = source.at(position)
    if found is None or found[0].value == name:
        return []
    old, symbol = found
    owner = next((s for s in source.scope.symbols.values() if symbol in s.parts.values()), None)
    taken = owner.parts.get(name) if owner is not None else source.scope.visible(symbol.path, symbol.kind, name)
    if taken is not None and taken is not symbol:
        where = f" in {owner.name!r}" if owner is not None else ""
        raise UsageError(f"There is a {symbol.kind} {name!r} already{where}.", hint="Choose another name.")
    written = quote_name(name)
    edits = [TextEdit(source.span(a), written) for a in source.occurrences(symbol) if a.value == old.value]
    if symbol.kind == "column" and owner is not None and isinstance(owner.node, Element):
        start, end = source.span(owner.node)
        edits += _in_expressions(source, (start, end), (old.value, name))
    return sorted(edits, key=lambda edit: edit.span)


def _in_expressions(source: Source, within: Span, names: tuple[str, str]) -> Iterator[TextEdit]:
    """Edits of the expressions in a part of the text that mention a column."""
    tokens = source.tokens
    for at, kind in enumerate(tokens.kinds):
        if kind == CODE and within[0] <= tokens.starts[at] < within[1]:
            before = unescape_expression(tokens.value(at))
            after = rename_in_sql(before, *names)
            if after != before:
                yield TextEdit((tokens.starts[at], tokens.ends[at]), quote_expression(after))


def hover(text: str, position: int) -> str | None:
    """A few lines about what is named at a position: its declaration, and its note."""
    source = Source(text)
    found = source.at(position)
    if found is None:
        return None
    symbol = found[1]
    node = symbol.node
    if isinstance(node, Line):
        start, end = source.span(node)
        note = note_of(first_of(grouped(settings_of(node)), "note"))
        return _lines(" ".join(text[start:end].split()), note["value"] if note else None)
    if not isinstance(node, Element):
        return None
    schema = "" if symbol.schema is None else f"{symbol.schema}."
    parts = {"table": "column", "tablepartial": "column", "enum": "value"}.get(symbol.kind)
    count = f" ({len(symbol.parts)} {parts}{'s' if len(symbol.parts) != 1 else ''})" if parts else ""
    inner = next((note_of(inner.lines[0].head) for inner in node.elements if inner.kind == "note"), None)
    note = inner or note_of(first_of(grouped(node.settings), "note"))
    lines = [
        " ".join(source.text[slice(*source.span(part.node))].split()) for part in symbol.parts.values() if part.node
    ]
    shown = [f"  {line}" for line in lines[:_SHOWN]] + (["  …"] if len(lines) > _SHOWN else [])
    first = "\n".join([f"{node.word} {schema}{symbol.name}{count}", *shown])
    return _lines(first, note["value"] if note else None)


def _lines(first: str, note: str | None) -> str:
    return f"{first}\n\n{note.strip()}" if note and note.strip() else first
