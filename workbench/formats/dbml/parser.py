"""Parser: tokens to a syntax tree, by hand-written recursive descent.

It goes on after a mistake: each element that cannot be read gives one diagnostic and is left out, up to the next
element, so that one run shows all that is wrong with a file.
"""

from __future__ import annotations

from workbench.formats.dbml import lexer, syntax
from workbench.formats.dbml.cursor import Cursor, Wrong
from workbench.formats.dbml.diagnostics import Diagnostic
from workbench.formats.dbml.strings import unescape, unescape_expression

_ELEMENTS = frozenset(
    [
        "project",
        "table",
        "tablepartial",
        "enum",
        "ref",
        "dep",
        "note",
        "tablegroup",
        "diagramview",
        "records",
        "metadata",
        "use",
        "reuse",
    ]
)

# What may stand inside an element as well is no sign that it has ended.
_NEVER_INSIDE = _ELEMENTS - {"note", "records", "ref"}

_AFTER_PLAIN_TYPE = frozenset([lexer.WORD, lexer.QUOTED, "[", "}"])


def parse(text: str) -> tuple[list[syntax.Element], list[Diagnostic]]:
    """Read a text into its top-level elements, in order.

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
    return _Parser(text).file()


class _Parser(Cursor):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.diagnostics: list[Diagnostic] = []

    # -- elements -----------------------------------------------------------------------------------------------

    def file(self) -> tuple[list[syntax.Element], list[Diagnostic]]:
        elements: list[syntax.Element] = []
        while self.kind != lexer.END:
            began = self.at
            try:
                elements.append(self.element())
            except Wrong as wrong:
                self.diagnose(wrong.message, wrong.position)
                self.recover(began)
        return elements, self.diagnostics

    def diagnose(self, message: str, position: int, severity: str = "error") -> None:
        spot = lexer.place(self.text, position)
        self.diagnostics.append(Diagnostic(message, spot.line, spot.column, severity=severity))

    def recover(self, began: int) -> None:
        """Go on at the next line that begins like an element, even if it was taken for part of the broken one."""
        reached, self.at = self.at, began + 1
        while self.kind != lexer.END:
            column = self.start - (self.text.rfind("\n", 0, self.start) + 1)
            known = _ELEMENTS if self.at >= reached else _NEVER_INSIDE
            if self.first_on_line and column == 0 and self.word() in known:
                return
            self.at += 1

    def element(self) -> syntax.Element:
        start, keyword = self.start, self.word()
        if keyword not in _ELEMENTS:
            self.fail("Table, Ref, Enum, TableGroup, Project or another element")
        self.at += 1
        match keyword:
            case "table" | "tablepartial":
                return self.table(start, partial=keyword == "tablepartial")
            case "ref":
                return self.ref(start)
            case "enum":
                return self.enum(start)
            case "tablegroup":
                return self.group(start)
            case "project" | "metadata":
                return self.pairs(start, keyword)
            case _:
                return self.other(start, keyword)

    def named(self, element: syntax.Element, expected: str) -> None:
        start = self.start
        element.name = self.dotted(expected)
        element.name_span = (start, self.last)

    def table(self, start: int, *, partial: bool) -> syntax.Table:
        table = syntax.Table((start, start), partial=partial)
        self.named(table, "the name of the table")
        if self.word() == "as":
            self.at += 1
            table.alias = self.name("an alias")
        table.settings = self.settings()
        table.open = self.start
        self.take("{", "'{'")
        while self.kind != "}":
            self.table_line(table)
        table.close = self.start
        self.at += 1
        table.span = (start, self.last)
        return table

    def table_line(self, table: syntax.Table) -> None:
        following = self.following
        word = self.word() if following in {":", "{", "("} else ""
        if word == "note" and following in (":", "{"):
            table.notes.append(self.note())
        elif word in ("indexes", "checks") and following == "{":
            start = self.start
            self.at += 2
            while self.kind != "}":
                table.indexes.append(self.index()) if word == "indexes" else table.checks.append(self.check())
            self.at += 1
            table.blocks.append(syntax.Block(word, (start, self.last), self.last - 1))
        elif word == "records" and following in ("{", "("):
            self.skip_block()
        elif self.kind == "~":
            self.at += 1
            table.injected.append(self.name("the name of a partial"))
        else:
            column = self.column()
            table.columns.append(column)
            if column.settings.items:
                table.references += sum(setting.ref is not None for setting in column.settings.items)

    def column(self) -> syntax.Column:
        start = self.start
        self.line_begins("'[', pk, unique or the end of the line")
        kinds, at = self.kinds, self.at
        plain = kinds[at] == lexer.WORD and kinds[at + 1] == lexer.WORD and not self.firsts[at + 1]
        if plain and kinds[at + 2] in _AFTER_PLAIN_TYPE:
            # A short cut for what most columns are: a plain name and a plain type.
            name_span, type_span = (start, self.ends[at]), (self.starts[at + 1], self.ends[at + 1])
            self.at = at + 2
            name, kind = self.text[slice(*name_span)], self.text[slice(*type_span)]
            if self.kind == "[" and self.following == "]":
                kind += self.type_tail()
                type_span = (type_span[0], self.last)
            settings = self.column_settings()
            return syntax.Column(name, kind, settings, (start, self.last), name_span, type_span)
        name = self.name("a column, Note, indexes, checks or '}'")
        name_span = (start, self.last)
        type_start = self.start
        if self.kind in {lexer.END, "}", "["} or self.first_on_line:
            raise Wrong(f"The column {name!r} has no type.", start)
        if self.kind == lexer.QUOTED and self.following != ".":
            kind = unescape(self.token_text()[1:-1])
            self.at += 1
            kind += self.type_tail()
        else:
            kind = self.type_words()
        type_span = (type_start, self.last)
        settings = self.column_settings()
        return syntax.Column(name, kind, settings, (start, self.last), name_span, type_span)

    def column_settings(self) -> syntax.Settings:
        """Read what a column says behind its type: ``pk`` and ``unique`` may stand before the brackets."""
        start, bare = self.start, []
        while self.word() in ("pk", "unique") and not self.first_on_line:
            bare.append(syntax.Setting(self.word(), None, (self.start, self.ends[self.at])))
            self.at += 1
        settings = self.settings()
        return syntax.Settings([*bare, *settings.items], (start, self.last)) if bare else settings

    def type_words(self) -> str:
        """Read a type as it is written, up to the settings or the end of the line."""
        start = self.start
        parts = self.dotted("a type")
        quoted = '"' in self.text[start : self.last]
        head = ".".join(_quoted_part(part) for part in parts) if quoted else self.text[start : self.last]
        return head + self.type_tail()

    def type_tail(self) -> str:
        tail = self.start
        if self.kind == "(":
            self.skip_brackets()
        while self.kind == "[" and self.following == "]":
            self.at += 2
        return "".join(self.text[tail : self.last].split()) if self.last > tail else ""

    def skip_brackets(self) -> None:
        depth = 0
        while self.kind != lexer.END:
            depth += (self.kind == "(") - (self.kind == ")")
            self.at += 1
            if depth == 0:
                return
        self.fail("')'")

    def note(self) -> syntax.NoteLine:
        start = self.start
        self.at += 1
        if self.accept(":"):
            return syntax.NoteLine(self.string(), (start, self.last))
        self.take("{", "'{'")
        text = self.string()
        self.take("}", "'}'")
        return syntax.NoteLine(text, (start, self.last))

    def index(self) -> syntax.IndexLine:
        start, parts = self.start, []
        if self.accept("("):
            parts.append(self.index_part())
            while self.accept(","):
                parts.append(self.index_part())
            self.take(")", "')'")
        else:
            parts.append(self.index_part())
        settings = self.settings()
        return syntax.IndexLine(parts, settings, (start, self.last))

    def index_part(self) -> tuple[str, str]:
        if self.kind == lexer.EXPRESSION:
            return "expression", unescape_expression(self.take(lexer.EXPRESSION, "an expression")[1:-1])
        return "name", self.name("a column or an expression in backticks")

    def check(self) -> syntax.CheckLine:
        start = self.start
        self.line_begins("'[' or the end of the line")
        expression = unescape_expression(self.take(lexer.EXPRESSION, "an expression in backticks")[1:-1])
        settings = self.settings()
        return syntax.CheckLine(expression, settings, (start, self.last))

    def ref(self, start: int) -> syntax.Ref:
        ref = syntax.Ref((start, start))
        if self.kind not in (":", "{"):
            self.named(ref, "a name, ':' or '{'")
        if self.accept(":"):
            ref.lines.append(self.ref_line())
        else:
            self.take("{", "':' or '{'")
            while not self.accept("}"):
                ref.lines.append(self.ref_line())
        ref.span = (start, self.last)
        return ref

    def ref_line(self) -> syntax.RefLine:
        start = self.start
        table, columns = self.columns_of()
        right = self.endpoint()
        settings = self.settings()
        return syntax.RefLine(table, columns, right, settings, (start, self.last))

    def enum(self, start: int) -> syntax.EnumElement:
        enum = syntax.EnumElement((start, start))
        self.named(enum, "the name of the enum")
        enum.settings = self.settings()
        self.take("{", "'{'")
        while self.kind != "}":
            began = self.start
            self.line_begins("'[' or the end of the line")
            name = self.literal("a value or '}'")
            settings = self.settings()
            enum.values.append(syntax.EnumLine(name, settings, (began, self.last)))
        enum.close = self.start
        self.at += 1
        enum.span = (start, self.last)
        return enum

    def group(self, start: int) -> syntax.Group:
        group = syntax.Group((start, start))
        self.named(group, "the name of the group")
        group.settings = self.settings()
        self.take("{", "'{'")
        while self.kind != "}":
            if self.word() == "note" and self.following in (":", "{"):
                group.notes.append(self.note())
            else:
                began = self.start
                self.line_begins("the end of the line")
                group.tables.append((self.dotted("a table or '}'"), (began, self.last)))
        group.close = self.start
        self.at += 1
        group.span = (start, self.last)
        return group

    def pairs(self, start: int, keyword: str) -> syntax.Pairs:
        pairs = syntax.Pairs((start, start), keyword=keyword)
        if keyword == "metadata":
            pairs.target = self.take(lexer.WORD, "Table, Column, TableGroup or Note").lower()
        if self.kind != "{" or pairs.target:
            self.named(pairs, "a name or '{'")
        self.take("{", "'{'")
        while self.kind != "}":
            if self.word() == "note" and self.following in (":", "{"):
                pairs.notes.append(self.note())
                continue
            if self.word() in _ELEMENTS and self.following != ":":
                self.skip_block()
                continue
            began = self.start
            key = self.name("a key or '}'")
            self.take(":", "':'")
            pairs.items.append(syntax.Setting(key, self.value(), (began, self.last)))
        pairs.close = self.start
        self.at += 1
        pairs.span = (start, self.last)
        return pairs

    def other(self, start: int, keyword: str) -> syntax.Other:
        """Keep an element whole: to its closing brace, or to the end of its line."""
        other = syntax.Other((start, start), keyword=keyword)
        self.at -= 1
        self.skip_block()
        other.span = (start, self.last)
        return other

    def skip_block(self) -> None:
        """Go past an element: to its closing brace, or where it has none to the end of its line."""
        depth = 0
        self.at += 1
        while self.kind != lexer.END:
            if depth == 0 and self.first_on_line and self.kind != "{":
                return
            depth += (self.kind == "{") - (self.kind == "}")
            self.at += 1
            if depth <= 0 and self.kinds[self.at - 1] == "}":
                break
        if depth > 0:
            self.fail("'}'")
        if self.kind != lexer.END and not self.first_on_line and self.word() == "from":  # use { … } from './file'
            self.at += 1
            self.string()


def _quoted_part(part: str) -> str:
    return part if part.isidentifier() else '"' + part.replace('"', '""') + '"'
