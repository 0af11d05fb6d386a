"""Style: a DBML text in the one way of this package, with the author's comments, order and words.

Blanks, indentation, braces and the case of keywords are set; what a text says, and the order in which it says it, is
not touched, nor are comments and texts in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from workbench.formats.dbml.diagnostics import DbmlError
from workbench.formats.dbml.grammar import nodes
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.tokens import END, NUMBER, OPERATOR, QUOTED, WORD, Tokens, tokenize
from workbench.formats.dbml.grammar.values import chain, is_number
from workbench.formats.dbml.parser import parse

INDENT: Final = "  "
_WORDS: Final = {
    word.lower(): word
    for word in (
        "Table", "TablePartial", "Enum", "Ref", "Dep", "Note", "Project", "TableGroup", "DiagramView", "Records",
        "Metadata", "indexes", "checks", "Tables", "Notes", "TableGroups", "Schemas",
    )
}  # fmt: skip
_PIECE = re.compile(r"//[^\n]*|/\*.*?\*/|\n", re.DOTALL)
# No blank stands before these, and none behind those.
_CLOSE: Final = frozenset({",", ":", ")", "]"})
_OPEN: Final = frozenset({"(", "["})


def formatted(text: str) -> str:
    r"""Write a text in the style of this package.

    Raises
    ------
    DbmlError
        When it cannot be read; nothing is guessed.

    Examples
    --------
    >>> print(formatted("table t{id   int  [ pk ,note:'x']// key\n}"), end="")
    Table t {
      id int [pk, note: 'x'] // key
    }
    """
    _, wrong = parse(text)
    if wrong:
        raise DbmlError(wrong)
    newline = "\r\n" if "\r\n" in text[:10_000] else "\n"
    tokens = tokenize(text)
    written = _Style(tokens, Parser(tokens).program()).write()
    return written if newline == "\n" else re.sub(r"(?<!\r)\n", "\r\n", written)


@dataclass
class _Marks:
    """What the tree says of tokens: keywords in their case, signs of numbers, and parameters of types."""

    words: dict[int, str] = field(default_factory=dict)
    signs: set[int] = field(default_factory=set)
    tight: set[int] = field(default_factory=set)

    def see(self, node: object) -> None:
        """Go through a node and all that is in it."""
        if isinstance(node, nodes.Element):
            if node.kind in _WORDS and (node.parent is None or node.kind != "records"):
                self.words[node.at] = _WORDS[node.kind]
            for part in (node.name, node.alias, node.settings, node.body):
                self.see(part)
        elif isinstance(node, nodes.Block):
            for item in node.items:
                self.see(item)
        elif isinstance(node, nodes.Line):
            for part in (node.head, *node.rest):
                self.see(part)
        elif isinstance(node, nodes.Listing):
            for setting in node.settings:
                self.see(setting.value)
        elif isinstance(node, nodes.Tuple | nodes.Comma):
            for part in node.items:
                self.see(part)
        elif isinstance(node, nodes.Infix):
            for part in chain(node) if node.operator == "." else (node.left, node.right):
                self.see(part)
        elif isinstance(node, nodes.Call):
            if all(isinstance(item, nodes.Atom) and item.kind == NUMBER for item in node.arguments.items):
                self.tight.update(range(node.arguments.at, node.arguments.end))
            self.see(node.callee)
            self.see(node.arguments)
        elif isinstance(node, nodes.Index):
            self.see(node.base)
        elif isinstance(node, nodes.Prefix):
            if node.operator == "~" or is_number(node):
                self.signs.add(node.at)
            self.see(node.value)


class _Style:
    def __init__(self, tokens: Tokens, program: nodes.Program) -> None:
        self.tokens = tokens
        self.text, self.kinds = tokens.text, tokens.kinds
        self.marks = _Marks()
        for item in program.items:
            self.marks.see(item)
        self.lines: list[str] = []
        self.line = ""
        self.depth = 0

    def write(self) -> str:
        tokens, kinds = self.tokens, self.kinds
        last = 0
        inside = 0
        for at, kind in enumerate(kinds):
            start = tokens.starts[at]
            broken = self.gap(self.text[last:start], inside, first=at == 0)
            if kind == END:
                break
            if kind == "}":
                self.end_line()
                while self.lines and not self.lines[-1]:
                    self.lines.pop()
                self.depth -= 1
            elif at and not broken and inside == 0 and self.must_break(at):
                self.end_line()
            if kind in ("]", ")"):
                inside -= 1
            word = self.marks.words.get(at) or self.text[start : tokens.ends[at]]
            if not self.line:
                self.line = INDENT * (self.depth + inside) + word
            else:
                self.line += (" " if self.apart(at) else "") + word
            if kind in ("[", "("):
                inside += 1
            elif kind == "{":
                self.depth += 1
            last = tokens.ends[at]
        self.end_line()
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return "".join(f"{line}\n" for line in _spaced(self.lines))

    def must_break(self, at: int) -> bool:
        """Whether a token begins a line although it does not in the text: behind a brace."""
        before = self.kinds[at - 1]
        return before == "{" or (before == "}" and self.tokens.value(at).lower() != "from")

    def end_line(self) -> None:
        if self.line:
            self.lines.append(self.line.rstrip(" \t"))
        self.line = ""

    def gap(self, gap: str, inside: int, *, first: bool) -> bool:
        """Write the comments between two tokens; says whether the line ended."""
        ends, broken = 0, False
        for piece in _PIECE.findall(gap):
            if piece == "\n":
                ends += 1
                broken = True
                continue
            comment = piece.rstrip()
            if ends or (first and not self.line):
                self.end_line()
                self.blank(ends)
                self.lines.append(INDENT * (self.depth + inside) + comment)
                ends = 0
            else:
                self.line += (" " if self.line else "") + comment
                if not self.line.strip():
                    self.line = comment
            if piece.startswith("//"):
                self.end_line()
        if broken:
            self.end_line()
            self.blank(ends)
        return broken

    def blank(self, ends: int) -> None:
        """Keep one empty line of several, but none at the beginning of the text or of a block."""
        if ends > 1 and self.lines and self.lines[-1] and not self.lines[-1].endswith("{"):
            self.lines.append("")

    def apart(self, at: int) -> bool:
        """Whether a blank stands before a token on the same line."""
        kind, before = self.kinds[at], self.kinds[at - 1]
        if self.line.endswith("*/"):
            return True
        if kind == "[":
            return self.tokens.gaps[at] or self.tokens.lines[at]
        if kind == "(":
            joined = before in (WORD, QUOTED, ")") or self.is_point(at - 1)
            return not joined or (self.tokens.gaps[at] and not self.is_point(at - 1))
        if kind in _CLOSE or before in _OPEN:
            return False
        if at in self.marks.tight:
            return False
        if self.is_point(at) or self.is_point(at - 1):
            return False
        return not (before == OPERATOR and at - 1 in self.marks.signs)

    def is_point(self, at: int) -> bool:
        return self.kinds[at] == OPERATOR and self.tokens.value(at) == "."


def _spaced(lines: list[str]) -> Iterator[str]:
    """Lines with an empty one between elements of several lines; comments stand right above what they are of."""
    begun = False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else ""
        if before and line and line[0] not in " }":
            closes = before.startswith("}")
            # The comments above an element are its own.
            ahead = next((following for following in lines[at:] if not following.startswith(("//", "/*"))), "")
            opens = ahead.split(" //")[0].endswith("{") and not before.startswith(("//", "/*"))
            if closes or (opens and begun):
                yield ""
        begun = begun or (bool(line) and not line.startswith(("//", "/*")))
        yield line


def each_difference(before: str, after: str) -> Iterator[int]:
    """Numbers of the lines that the style changes, from 1; new lines count where they go in."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for what, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from range(start + 1, start + 1 + max(end - start, stop - begin))
