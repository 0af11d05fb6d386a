"""Parser: tokens to a tree, by recursive descent and, for operators, by how strongly they bind.

The end of a line ends a list of expressions beside each other and nothing else. After a mistake it goes on at the next
line of the same block, or at the next line that begins like an element, so that one run shows all that is wrong.
"""

from __future__ import annotations

from typing import Final

from workbench.formats.dbml.grammar import nodes
from workbench.formats.dbml.grammar.cursor import Cursor, Wrong
from workbench.formats.dbml.grammar.tokens import (
    CODE,
    COLOUR,
    END,
    NUMBER,
    OPERATOR,
    QUOTED,
    STRING,
    WORD,
    Tokens,
)

# How strongly an operator binds on its left; on its right it binds by one more.
_RELATIONS: Final = ("<", "<=", ">", ">=", "<>", "?>", ">?", "?<", "<?", "?>?", "?<?", "?<>", "<>?", "?<>?", "->", "<-")
_BINDS: Final = {
    ".": 16, "/": 11, "%": 11, "+": 9, "-": 9, "-?": 9, "?-": 9, "?-?": 9, "==": 4, "!=": 4, "=": 2,
    **dict.fromkeys(_RELATIONS, 7),
}  # fmt: skip
_CALL, _PREFIX = 14, 15
_PREFIXES: Final = frozenset({*_BINDS, "!", "~"} - {".", "/", "%", "<=", ">=", "=", "==", "!="})
_ENDS_LINE: Final = frozenset({"}", "]", ")", ",", ":", END})
_ENDS_ROW: Final = frozenset({"}", "{", "]", "[", ")", "(", ":", END})
_ATOMS: Final = frozenset({WORD, QUOTED, STRING, NUMBER, COLOUR})
_BODY: Final = frozenset({"{", "[", ":"})
_ELEMENTS: Final = frozenset(
    "project table tablepartial enum ref dep note tablegroup diagramview records metadata use reuse".split()
)
# What may stand inside an element as well is no sign that it has ended.
_NEVER_INSIDE: Final = _ELEMENTS - {"note", "records", "ref"}
# Deeper nesting is no text that anybody wrote.
_DEEPEST = 100


class Parser(Cursor):
    """Parser of one text; what is wrong is collected as pairs of a message and a token."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        # Inside parentheses and brackets an opening parenthesis on the next line still belongs to what is before it.
        self.inside = 0
        self.depth = 0
        self.bracket = 0  # the innermost square bracket that is open

    def begins_element(self) -> bool:
        """Whether what stands here begins a line as an element does, and is no name."""
        start = self.tokens.starts[self.at]
        first = start == 0 or self.tokens.text[start - 1] == "\n"
        return first and self.word() in _ELEMENTS and self.kinds[self.at + 1] in (WORD, QUOTED, "{", ":")

    # -- the whole ----------------------------------------------------------------------------------------------

    def program(self) -> nodes.Program:
        """Read all elements."""
        program = nodes.Program(0, len(self.kinds))
        while self.kinds[self.at] != END:
            began = self.at
            try:
                if self.word() in ("use", "reuse"):
                    program.items.append(self.use())
                else:
                    program.items.append(self.element())
            except Wrong as wrong:
                self.complain(wrong.message, wrong.at)
                self.recover(began)
            except RecursionError:
                self.complain("This is nested too deeply.", began)
                self.recover(began)
        return program

    def recover(self, began: int) -> None:
        """Go on at the next line that begins like an element, even if it was taken for part of the broken one."""
        reached, self.at, self.inside, self.depth = self.at, began + 1, 0, 0
        text, starts = self.tokens.text, self.tokens.starts
        while self.kinds[self.at] != END:
            start = starts[self.at]
            known = _ELEMENTS if self.at >= reached else _NEVER_INSIDE
            if (self.lines[self.at] and (start == 0 or text[start - 1] == "\n")) and self.word() in known:
                return
            self.at += 1

    def use(self) -> nodes.Use:
        """Read what is taken from another file."""
        start = self.at
        items: list[nodes.Taken] | None = None
        again = self.word() == "reuse"
        self.at += 1
        if self.kinds[self.at] == "*":
            self.at += 1
        else:
            self.take("{", "'*' or '{'")
            items = []
            while self.kinds[self.at] != "}":
                if items and not self.lines[self.at]:
                    self.fail("the end of the line")
                items.append(self.taken())
            self.at += 1
        if self.word() != "from":
            self.fail("'from'")
        self.at += 1
        path = self.take(STRING, "the path of a file in quotes")
        return nodes.Use(start, self.at, again, items, self.tokens.value(path), path)

    def taken(self) -> nodes.Taken:
        """Read one of the things that are taken from a file."""
        start = self.take(WORD, "table, enum, tablegroup, tablepartial, note or schema")
        taken = nodes.Taken(start, start + 1, self.tokens.value(start).lower())
        if self.kinds[self.at] not in (WORD, QUOTED):
            self.fail("a name")
        taken.name = self.expression()
        if self.word() == "as":
            self.at += 1
            if self.kinds[self.at] not in (WORD, QUOTED):
                self.fail("a name")
            taken.alias = self.expression()
        taken.end = self.at
        return taken

    def element(self) -> nodes.Element:
        """Read a top-level element."""
        start = self.take(WORD, "Table, Ref, Enum, TableGroup, Project or another element")
        element = nodes.Element(start, start + 1, self.tokens.value(start))
        if element.kind == "metadata":
            element.target = self.tokens.value(self.take(WORD, "Table, Column, TableGroup or Note"))
        if self.kinds[self.at] not in _BODY:
            element.name = self.expression()
        if self.word() == "as":
            self.at += 1
            if self.kinds[self.at] in _BODY:
                self.fail("an alias")
            element.alias = self.expression()
        if self.kinds[self.at] == "[":
            element.settings = self.listing()
        if self.kinds[self.at] == ":":
            self.at += 1
            self.simple(element)
        elif self.kinds[self.at] == "{":
            element.body = self.block(element)
        else:
            self.fail("'{' or ':'")
        element.end = self.at
        return element

    def simple(self, element: nodes.Element) -> None:
        """Read a body behind a colon."""
        start = self.at
        body = self.line(None)
        if isinstance(body, nodes.Element):
            raise Wrong("Behind a colon stands a value, and no element.", start)
        element.body = body

    # -- blocks and lines ---------------------------------------------------------------------------------------

    def block(self, parent: nodes.Element | None = None) -> nodes.Block:
        """Read what stands in braces."""
        start = self.take("{", "'{'")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Wrong("This is nested too deeply.", start)
        inside, self.inside = self.inside, 0
        block = nodes.Block(start, start, [])
        while self.kinds[self.at] not in ("}", END):
            began = self.at
            state = self.inside, self.depth, self.bracket
            try:
                item = self.item(parent)
                if isinstance(item, nodes.Element):
                    item.parent = parent
                block.items.append(item)
            except Wrong as wrong:
                if not self.skipped(began, wrong.at):
                    raise
                self.complain(wrong.message, wrong.at)
                self.inside, self.depth, self.bracket = state
        self.take("}", "'}'")
        self.inside = inside
        self.depth -= 1
        block.end = self.at
        return block

    def skipped(self, began: int, wrong: int) -> bool:
        """Go on behind a broken line of a block: where the next one begins, or the block ends."""
        depth, at, kinds = 0, began, self.kinds
        limit = len(kinds) - 1
        while at < limit:
            if depth == 0 and at > began and at >= wrong and (self.lines[at] or kinds[at] == "}"):
                self.at = at
                return True
            depth += kinds[at] == "{"
            depth -= kinds[at] == "}"
            if depth < 0:
                self.at = at
                return at > began or at == wrong
            at += 1
        return False

    def item(self, parent: nodes.Element | None) -> nodes.Line | nodes.Element:
        """Read a line, or an element inside another."""
        if self.kinds[self.at] == WORD and self.kinds[self.at + 1] == ":":
            element = nodes.Element(self.at, self.at, self.tokens.value(self.at))
            self.at += 2
            self.simple(element)
            element.end = self.at
            return element
        return self.line(parent)

    def line(self, parent: nodes.Element | None) -> nodes.Line | nodes.Element:
        """Read expressions up to the end of the line; a word before a block is an element."""
        start = self.at
        head = self.row()
        rest: list[nodes.Expression] = []
        kinds, lines, gaps = self.kinds, self.lines, self.gaps
        while kinds[self.at] not in _ENDS_LINE and not lines[self.at]:
            if not gaps[self.at]:
                raise Wrong(f"A blank is missing before {self.found()}.", self.at)
            rest.append(self.row())
        line = nodes.Line(start, self.at, head, rest)
        return (_nested(line) or line) if rest and isinstance(rest[-1], nodes.Block) else line

    def row(self) -> nodes.Expression:
        """Read an expression, or several with commas between them, some of which may be empty."""
        start = self.at
        first = self.expression() if self.kinds[self.at] != "," else nodes.Empty(start, start)
        if self.kinds[self.at] != ",":
            return first
        items = [first]
        while self.kinds[self.at] == ",":
            self.at += 1
            if self.lines[self.at] or self.kinds[self.at] in _ENDS_ROW:
                items.append(nodes.Empty(self.at, self.at))
                break
            if self.kinds[self.at] == ",":
                items.append(nodes.Empty(self.at, self.at))
                continue
            items.append(self.expression())
            if self.lines[self.at]:
                break
        return nodes.Comma(start, self.at, items)

    # -- expressions --------------------------------------------------------------------------------------------

    def expression(self, least: int = 0) -> nodes.Expression:
        """Read an expression whose operators bind more strongly than `least`."""
        start, kinds = self.at, self.kinds
        if kinds[start] == OPERATOR:
            operator = self.tokens.value(start)
            if operator not in _PREFIXES:
                self.fail("a name or a value")
            self.at += 1
            value = self.expression(_PREFIX)
            left: nodes.Expression = nodes.Prefix(start, self.at, operator, value)
        else:
            left = self.operand()
        while True:
            kind = kinds[self.at]
            if kind == OPERATOR:
                operator = self.tokens.value(self.at)
                binds = _BINDS.get(operator, -1)
                if binds <= least:
                    return left
                self.at += 1
                if self.lines[self.at] and self.begins_element():
                    self.fail("a name or a value")
                right = self.operand() if operator == "." else self.expression(binds + 1)
                left = nodes.Infix(start, self.at, operator, left, right)
            elif kind == "(":
                if least > _CALL or (self.lines[self.at] and not self.inside):
                    return left
                arguments = self.tuple()
                left = nodes.Call(start, self.at, left, arguments)
            elif kind == "[" and not self.gaps[self.at]:
                indexer = self.listing()
                left = nodes.Index(start, self.at, left, indexer)
            else:
                return left

    def operand(self) -> nodes.Expression:
        """Read what operators stand between."""
        at = self.at
        kind = self.kinds[at]
        if kind in _ATOMS:
            self.at += 1
            return nodes.Atom(at, at + 1, kind, self.tokens.value(at))
        if kind == CODE:
            self.at += 1
            return nodes.Code(at, at + 1, self.tokens.value(at))
        if kind == "*":
            self.at += 1
            return nodes.Star(at, at + 1)
        if kind == "[":
            return self.listing()
        if kind == "{":
            return self.block()
        if kind == "(":
            return self.tuple()
        return self.fail("a name or a value")

    def tuple(self) -> nodes.Tuple:
        """Read expressions in parentheses."""
        start = self.take("(", "'('")
        self._deeper(start)
        items: list[nodes.Expression] = []
        while self.kinds[self.at] != ")":
            if items:
                self.comma(start, ")")
            items.append(self.expression())
        self.at += 1
        self._back()
        return nodes.Tuple(start, self.at, items)

    def _deeper(self, at: int) -> None:
        self.inside += 1
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Wrong("This is nested too deeply.", at)

    def _back(self) -> None:
        self.inside -= 1
        self.depth -= 1

    def listing(self) -> nodes.Listing:
        """Read settings in square brackets."""
        start = self.take("[", "'['")
        self._deeper(start)
        outer, self.bracket = self.bracket, start
        settings: list[nodes.Setting] = []
        while self.kinds[self.at] != "]":
            if settings:
                self.comma(start, "]")
            settings.append(self.setting())
        self.at += 1
        self.bracket = outer
        self._back()
        return nodes.Listing(start, self.at, settings)

    def setting(self) -> nodes.Setting:
        """Read one setting: words, and a value behind a colon."""
        start, kinds = self.at, self.kinds
        if kinds[start] in (STRING, NUMBER, COLOUR, QUOTED):
            self.at += 1
            name: nodes.Words | nodes.Atom = nodes.Atom(start, self.at, kinds[start], self.tokens.value(start))
        else:
            name = self.words("the name of a setting")
        value: nodes.Expression | nodes.Words | None = None
        if kinds[self.at] == ":":
            self.at += 1
            two = kinds[self.at] == WORD and kinds[self.at + 1] == WORD
            value = self.words("a value") if two else self.expression()
        return nodes.Setting(start, self.at, name, value)

    def words(self, expected: str) -> nodes.Words:
        """Read words up to a colon, a comma or a closing bracket."""
        start, kinds = self.at, self.kinds
        found = [self.tokens.value(self.take(WORD, expected))]
        while kinds[self.at] not in (":", ",", "]", END):
            if kinds[self.at] != WORD:
                self.fail(self.closing(self.bracket, "]"))
            found.append(self.tokens.value(self.at))
            self.at += 1
        return nodes.Words(start, self.at, " ".join(found))


def _nested(line: nodes.Line) -> nodes.Element | None:
    """Element that a line ending in a block is: ``indexes { … }``, ``records (a, b) { … }``."""
    head: nodes.Expression = line.head
    rest = list(line.rest)
    if isinstance(head, nodes.Call):
        rest = [head.arguments, *rest]
        head = head.callee
    if not isinstance(head, nodes.Atom) or head.kind != WORD:
        return None
    body = rest.pop()
    settings = rest.pop() if rest and isinstance(rest[-1], nodes.Listing) else None
    element = nodes.Element(line.at, line.end, head.value)
    if len(rest) == 3:
        middle = rest[1]
        if not isinstance(middle, nodes.Atom) or middle.kind != WORD or middle.value.lower() != "as":
            return None
        element.alias = rest[2]
    elif len(rest) > 1:
        return None
    element.name = rest[0] if rest else None
    element.settings = settings if isinstance(settings, nodes.Listing) else None
    element.body = body if isinstance(body, nodes.Block) else None
    for item in element.elements:
        item.parent = element
    return element
