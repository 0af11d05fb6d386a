"""Parser: a DBML text as its elements, read from the tree of the grammar.

It goes on after a mistake: each element that cannot be read gives its diagnostics and is left out, so that one run
shows all that is wrong with a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from workbench.errors import InvalidNameError
from workbench.formats.dbml import syntax
from workbench.formats.dbml.diagnostics import Diagnostic
from workbench.formats.dbml.grammar import nodes
from workbench.formats.dbml.grammar.binding import Binding
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.rules import faults_of
from workbench.formats.dbml.grammar.tokens import COLOUR, NUMBER, QUOTED, STRING, WORD, Tokens, tokenize, unescaped
from workbench.formats.dbml.grammar.values import End, chain, dotted, end_of, is_name
from workbench.formats.dbml.places import place
from workbench.formats.dbml.strings import PLACEHOLDER, dedent, unescape_expression
from workbench.naming import check_name

Wrong: TypeAlias = tuple[str, int, int]
"""A message, and the start and end of what it is about."""
# Settings that DBML knows are read in any case; others keep theirs.
_SETTINGS: Final = frozenset({
    "pk", "primary key", "null", "not null", "unique", "increment", "default", "check", "note", "ref", "dep", "delete",
    "update", "color", "inactive", "headercolor", "name", "type",
})  # fmt: skip


def parse(text: str, *, names: bool = False) -> tuple[list[syntax.Element], list[Diagnostic]]:
    """Read a text into its top-level elements, in order.

    Parameters
    ----------
    text
        The text.
    names
        Whether each name must stand for something, as the official parser asks; what is taken from other files is not
        looked up.

    Returns
    -------
    elements, diagnostics
        What could be read, and what could not.

    Examples
    --------
    >>> elements, wrong = parse("Table t { id int [pk] }")
    >>> elements[0].columns[0].name, wrong
    ('id', [])
    """
    tokens = tokenize(text)
    parser = Parser(tokens)
    program = parser.program()
    wrong = [(message, start, end) for message, start, end in tokens.wrong]
    wrong += [(message, tokens.starts[at], tokens.ends[at]) for message, at in parser.wrong]
    elements = elements_of(tokens, program, wrong)
    if names and not wrong and not program.uses:
        wrong += [(message, tokens.starts[at], tokens.ends[at]) for message, at in Binding(program).faults]
    return elements, list(diagnostics_of(text, wrong))


def elements_of(tokens: Tokens, program: nodes.Program, wrong: list[Wrong]) -> list[syntax.Element]:
    """Elements of a tree in order, without those that break a rule; what is `wrong` is added there."""

    def complain(message: str, at: int) -> None:
        wrong.append((message, tokens.starts[at], tokens.ends[at]))

    reader = _Reader(tokens, complain)
    elements = []
    for item in program.items:
        found = list(faults_of(item))
        for message, at in found:
            complain(message, at)
        if not found:
            before = len(wrong)
            element = reader.element(item)
            if len(wrong) == before:
                elements.append(element)
    return elements


def diagnostics_of(text: str, wrong: list[Wrong]) -> Iterator[Diagnostic]:
    """Diagnostics of what is wrong in a text, in order and each once."""
    seen = set()
    for message, start, end in sorted(wrong, key=lambda item: item[1]):
        if (message, start) not in seen:
            seen.add((message, start))
            spot = place(text, start)
            yield Diagnostic(message, spot.line, spot.column, max(1, end - start))


class _Reader:
    """Elements of a tree that keeps the rules, with where they stand in the text."""

    def __init__(self, tokens: Tokens, complain: Callable[[str, int], None]) -> None:
        self.text = tokens.text
        self.tokens = tokens
        self.starts, self.ends = tokens.starts, tokens.ends
        self.complain = complain

    # -- places and names -----------------------------------------------------------------------------------------

    def span(self, node: nodes.Node) -> syntax.Span:
        return self.starts[node.at], self.ends[node.end - 1]

    def name(self, node: nodes.Node | None) -> str:
        """Name that an engine could hold, or a complaint."""
        if not is_name(node):
            return ""
        if node.kind == QUOTED:
            try:
                check_name(node.value)
            except InvalidNameError as error:
                self.complain(str(error), node.at)
        return node.value

    def names(self, node: nodes.Expression | None) -> syntax.Name:
        return tuple(self.name(part) for part in chain(node))

    def named(self, element: syntax.Element, node: nodes.Expression | None) -> None:
        if node is not None:
            element.name = self.names(node)
            element.name_span = self.span(node)

    # -- values and settings --------------------------------------------------------------------------------------

    def string(self, node: nodes.Node) -> str:
        """Text of a string; between triple quotes without the indentation of its lines."""
        if not isinstance(node, nodes.Atom):
            return ""
        start, end = self.starts[node.at], self.ends[node.at]
        if self.text.startswith("'''", start):
            return unescaped(dedent(self.text[start + 3 : end - 3]))
        return node.value

    def value(self, node: nodes.Node) -> syntax.Value:
        if isinstance(node, nodes.Code):
            return syntax.Value("expression", unescape_expression(node.value))
        if isinstance(node, nodes.Words):
            return syntax.Value("word", node.value)
        if isinstance(node, nodes.Atom) and node.kind != QUOTED:
            kind = {STRING: "string", COLOUR: "colour", NUMBER: "number", WORD: "word"}[node.kind]
            return syntax.Value(kind, self.string(node).strip() if kind == "number" else self.string(node))
        if isinstance(node, nodes.Prefix):
            signs, number = node.operator, node.value
            while isinstance(number, nodes.Prefix):
                signs, number = signs + number.operator, number.value
            return syntax.Value("number", signs + "".join(self.text[slice(*self.span(number))].split()))
        parts = dotted(node) or ()
        return syntax.Value("name", ".".join(parts), parts)

    def settings(self, listing: nodes.Node | None) -> syntax.Settings:
        if not isinstance(listing, nodes.Listing):
            return syntax.NO_SETTINGS
        return syntax.Settings([self.setting(setting) for setting in listing.settings], self.span(listing))

    def setting(self, node: nodes.Setting) -> syntax.Setting:
        name = node.name.value
        lower = name.lower()
        name = lower if lower in _SETTINGS else name
        span, value = self.span(node), node.value
        if value is None:
            return syntax.Setting(name, None, span)
        if isinstance(value, nodes.Prefix) and name in ("ref", "dep"):
            if name == "dep":
                return syntax.Setting(name, syntax.Value("name", ".".join(dotted(value.value) or ())), span)
            end = self.endpoint(value.operator, end_of(value.value))
            return syntax.Setting(name, syntax.Value("ref", ""), span, end)
        return syntax.Setting(name, self.value(value), span)

    def endpoint(self, operator: str, end: End | None) -> syntax.Endpoint:
        table, columns = self.columns_of(end)
        return syntax.Endpoint(operator, table, columns)

    def columns_of(self, end: End | None) -> tuple[syntax.Name, tuple[str, ...]]:
        if end is None:
            return (), ()
        if end.listed and not end.columns and end.names:
            self.complain("A reference names its columns.", end.names[-1].at)
        names = tuple(map(self.name, end.names))
        if end.columns:
            return names, tuple(map(self.name, end.columns))
        return names[:-1], names[-1:]

    # -- elements -------------------------------------------------------------------------------------------------

    def element(self, item: nodes.Element | nodes.Use) -> syntax.Element:
        if isinstance(item, nodes.Use):
            return syntax.Other(self.span(item), keyword="reuse" if item.again else "use", path=item.path)
        match item.kind:
            case "table" | "tablepartial":
                return self.table(item)
            case "ref":
                return self.ref(item)
            case "enum":
                return self.enum(item)
            case "tablegroup":
                return self.group(item)
            case "project" | "metadata":
                return self.pairs(item)
            case kind:
                words = self.words(item) if kind in ("dep", "records", "diagramview") else frozenset()
                return syntax.Other(self.span(item), keyword=kind, words=words)

    def words(self, node: nodes.Node) -> frozenset[str]:
        """All words in a part of the text, whatever they stand for."""
        kinds, value = self.tokens.kinds, self.tokens.value
        return frozenset(value(at) for at in range(node.at, node.end) if kinds[at] in (WORD, QUOTED))

    def close(self, node: nodes.Element) -> int:
        """Where the closing brace of an element stands."""
        return self.ends[node.end - 1] - 1

    def table(self, node: nodes.Element) -> syntax.Table:
        table = syntax.Table(self.span(node), partial=node.kind == "tablepartial")
        self.named(table, node.name)
        table.alias = self.name(node.alias) if node.alias is not None else None
        table.settings = self.settings(node.settings)
        table.open, table.close = self.starts[node.body.at] if node.body else -1, self.close(node)
        for item in node.body.items if isinstance(node.body, nodes.Block) else ():
            if isinstance(item, nodes.Element):
                self.inside(table, item)
            elif isinstance(item.head, nodes.Prefix):
                table.injected.append(self.name(item.head.value))
                table.injections.append((len(table.columns), self.span(item)))
            else:
                column = self.column(item)
                if column.name == PLACEHOLDER:
                    table.placeholder = column.span
                    continue
                table.columns.append(column)
                for setting in column.settings.items:
                    table.references += setting.ref is not None
                    if setting.name == "dep" or (table.partial and setting.ref is not None):
                        table.words |= self.words(item)
        if node.settings is not None and table.settings.has("dep"):
            table.words |= self.words(node.settings)
        return table

    def inside(self, table: syntax.Table, node: nodes.Element) -> None:
        if node.kind == "note":
            table.notes.append(self.note(node))
        elif node.kind in ("indexes", "checks"):
            for line in node.lines:
                if node.kind == "indexes":
                    table.indexes.append(self.index(line))
                else:
                    table.checks.append(self.check(line))
            table.blocks.append(syntax.Block(node.kind, self.span(node), self.close(node)))
        elif node.kind == "records":
            table.words |= {table.name[-1], *self.words(node)}

    def note(self, node: nodes.Element) -> syntax.NoteLine:
        return syntax.NoteLine(self.string(node.lines[0].head), self.span(node))

    def column(self, line: nodes.Line) -> syntax.Column:
        head, kind = line.head, line.rest[0]
        last = line.rest[-1]
        settings = self.settings(last)
        bare = [part for part in line.rest[1:] if isinstance(part, nodes.Atom)]
        if bare:
            words = [syntax.Setting(part.value.lower(), None, self.span(part)) for part in bare]
            span = self.starts[bare[0].at], self.ends[line.end - 1]
            settings = syntax.Settings([*words, *settings.items], span)
        return syntax.Column(
            self.name(head), self.type(kind), settings, self.span(line), self.span(head), self.span(kind)
        )

    def type(self, node: nodes.Expression) -> str:
        """Type as it is written, without blanks between its parts."""
        if isinstance(node, nodes.Atom) and node.kind == WORD:
            return node.value
        head = node
        while isinstance(head, nodes.Call | nodes.Index):
            head = head.callee if isinstance(head, nodes.Call) else head.base
        tail = "".join(self.text[self.ends[head.end - 1] : self.ends[node.end - 1]].split())
        parts = dotted(head) or ("",)
        if len(parts) == 1:
            return parts[0] + tail
        written = self.text[slice(*self.span(head))]
        return (".".join(map(_quoted_part, parts)) if '"' in written else written) + tail

    def index(self, line: nodes.Line) -> syntax.IndexLine:
        parts = []
        for node in (line.head, *line.rest):
            for item in node.items if isinstance(node, nodes.Tuple) else (node,):
                if isinstance(item, nodes.Code):
                    parts.append(("expression", unescape_expression(item.value)))
                elif is_name(item):
                    parts.append(("name", self.name(item)))
        return syntax.IndexLine(parts, self.settings(line.rest[-1] if line.rest else None), self.span(line))

    def check(self, line: nodes.Line) -> syntax.CheckLine:
        expression = unescape_expression(line.head.value) if isinstance(line.head, nodes.Code) else ""
        return syntax.CheckLine(expression, self.settings(line.rest[-1] if line.rest else None), self.span(line))

    def ref(self, node: nodes.Element) -> syntax.Ref:
        ref = syntax.Ref(self.span(node))
        if dotted(node.name) != ("",):  # no name, to the official parser too
            self.named(ref, node.name)
        for line in node.lines:
            if isinstance(line.head, nodes.Infix):
                table, columns = self.columns_of(end_of(line.head.left))
                right = self.endpoint(line.head.operator, end_of(line.head.right))
                settings = self.settings(line.rest[-1] if line.rest else None)
                ref.lines.append(syntax.RefLine(table, columns, right, settings, self.span(line)))
        return ref

    def enum(self, node: nodes.Element) -> syntax.EnumElement:
        enum = syntax.EnumElement(self.span(node), close=self.close(node))
        self.named(enum, node.name)
        for line in node.lines:
            value = line.head.value if is_name(line.head) else ""
            if value == PLACEHOLDER:
                enum.placeholder = self.span(line)
                continue
            settings = self.settings(line.rest[-1] if line.rest else None)
            enum.values.append(syntax.EnumLine(value, settings, self.span(line)))
        return enum

    def group(self, node: nodes.Element) -> syntax.Group:
        group = syntax.Group(self.span(node), close=self.close(node))
        group.open = self.starts[node.body.at] if node.body else -1
        self.named(group, node.name)
        group.settings = self.settings(node.settings)
        group.tables = [(self.names(line.head), self.span(line)) for line in node.lines]
        group.notes = [self.note(inner) for inner in node.elements if inner.kind == "note"]
        return group

    def pairs(self, node: nodes.Element) -> syntax.Pairs:
        pairs = syntax.Pairs(self.span(node), keyword=node.kind, close=self.close(node))
        pairs.target = (node.target or "").lower()
        self.named(pairs, node.name)
        for inner in node.elements:
            if inner.kind == "note":
                pairs.notes.append(self.note(inner))
            else:
                pairs.items.append(syntax.Setting(inner.word, self.value(inner.lines[0].head), self.span(inner)))
        return pairs


def _quoted_part(part: str) -> str:
    return part if part.isidentifier() else '"' + part.replace('"', '""') + '"'
