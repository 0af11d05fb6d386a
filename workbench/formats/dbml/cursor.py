"""Cursor: the lower half of the parser, which reads names, values, settings and the ends of references."""

from __future__ import annotations

from typing import NoReturn

from workbench.errors import InvalidNameError
from workbench.formats.dbml import lexer, syntax
from workbench.formats.dbml.strings import dedent, unescape, unescape_expression
from workbench.naming import check_name

_SETTINGS = frozenset(
    [
        "pk",
        "primary key",
        "null",
        "not null",
        "unique",
        "increment",
        "default",
        "check",
        "note",
        "ref",
        "dep",
        "delete",
        "update",
        "color",
        "inactive",
        "headercolor",
        "name",
        "type",
    ]
)


class Wrong(Exception):  # noqa: N818 - control flow between this module and the parser
    """What was found is not what may stand there; the parser makes a diagnostic of it."""

    def __init__(self, message: str, position: int) -> None:
        self.message = message
        self.position = position


class Cursor:
    """Place in the tokens of a text, and how names, values, settings and ends of references are read from there."""

    def __init__(self, text: str) -> None:
        self.text = text
        tokens = lexer.tokenize(text)
        self.kinds, self.starts, self.ends, self.firsts = tokens.kinds, tokens.starts, tokens.ends, tokens.firsts
        self.at = 0

    # -- moving -------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """Kind of the token here."""
        return self.kinds[self.at]

    @property
    def following(self) -> str:
        """Kind of the token after the one here."""
        return self.kinds[min(self.at + 1, len(self.kinds) - 1)]

    @property
    def start(self) -> int:
        """Where the token here begins."""
        return self.starts[self.at]

    @property
    def last(self) -> int:
        """End of the token before this one."""
        return self.ends[self.at - 1]

    @property
    def first_on_line(self) -> bool:
        """Whether nothing but white space and comments stands before it on its line."""
        return self.firsts[self.at]

    def token_text(self) -> str:
        """The token here as it stands in the text."""
        return self.text[self.starts[self.at] : self.ends[self.at]]

    def word(self) -> str:
        """The word here in lower case, or nothing."""
        return self.token_text().lower() if self.kind == lexer.WORD else ""

    def fail(self, expected: str) -> NoReturn:
        """Raise :class:`Wrong`, saying what was expected and what was found."""
        found = "the end of the text" if self.kind == lexer.END else repr(self.token_text()[:40])
        if self.kind == lexer.BAD and found[1] in "'\"`/":
            raise Wrong(f"This {found} is not closed.", self.start)
        raise Wrong(f"Expected {expected}, found {found}.", self.start)

    def take(self, kind: str, expected: str) -> str:
        """Go past a token that must be of this kind, and return it."""
        if self.kind != kind:
            self.fail(expected)
        text = self.token_text()
        self.at += 1
        return text

    def accept(self, kind: str) -> bool:
        """Go past the token here if it is of this kind."""
        if self.kind == kind:
            self.at += 1
            return True
        return False

    def line_begins(self, expected: str) -> None:
        """Make sure that what comes here begins a line, or is the first thing behind a brace."""
        if not self.first_on_line and self.kinds[self.at - 1] != "{":
            self.fail(expected)

    # -- names and values ---------------------------------------------------------------------------------------

    def name(self, expected: str = "a name") -> str:
        """Read a word or a name in double quotes."""
        if self.kind != lexer.QUOTED:
            return self.take(lexer.WORD, expected)
        name = unescape(self.token_text()[1:-1])
        try:
            check_name(name)
        except InvalidNameError as error:
            raise Wrong(str(error), self.start) from None
        self.at += 1
        return name

    def literal(self, expected: str) -> str:
        """Read a word or anything in double quotes, also what could not be a name: a value of an enum."""
        if self.kind == lexer.QUOTED:
            return unescape(self.take(lexer.QUOTED, expected)[1:-1])
        return self.take(lexer.WORD, expected)

    def dotted(self, expected: str = "a name") -> syntax.Name:
        """Read ``name`` or ``schema.name``."""
        parts = [self.name(expected)]
        while self.accept("."):
            parts.append(self.name())
        return tuple(parts)

    def string(self) -> str:
        """Read a text in single or triple quotes."""
        if self.kind == lexer.TEXT:
            return unescape(dedent(self.take(lexer.TEXT, "a text")[3:-3]))
        return unescape(self.take(lexer.STRING, "a text in quotes")[1:-1])

    def value(self) -> syntax.Value:
        """Read what may stand behind the colon of a setting or a field."""
        kind = self.kind
        if kind in (lexer.STRING, lexer.TEXT):
            return syntax.Value("string", self.string())
        if kind == lexer.EXPRESSION:
            return syntax.Value("expression", unescape_expression(self.take(kind, "an expression")[1:-1]))
        if kind == lexer.COLOUR:
            return syntax.Value("colour", self.take(kind, "a colour"))
        start = self.start
        if kind in ("-", "+") or self.token_text()[:1].isdigit():
            self.at += kind in ("-", "+")
            self.take(lexer.WORD, "a number")
            while self.kind in (".", "+", "-") or (self.kind == lexer.WORD and self.start == self.last):
                self.at += 1
            return syntax.Value("number", self.text[start : self.last])
        if kind == lexer.QUOTED or (kind == lexer.WORD and self.following == "."):
            parts = [self.literal("a value")]
            while self.accept("."):
                parts.append(self.literal("a value"))
            return syntax.Value("name", ".".join(parts), tuple(parts))
        words = [self.take(lexer.WORD, "a value")]
        while self.kind == lexer.WORD and not self.first_on_line:
            words.append(self.take(lexer.WORD, "a value"))
        return syntax.Value("word", " ".join(words))

    def settings(self) -> syntax.Settings:
        """Read a bracketed list, if there is one here."""
        if self.kind != "[":
            return syntax.NO_SETTINGS
        start, items = self.start, []
        self.at += 1
        while not self.accept("]"):
            items.append(self.setting())
            if not self.accept(",") and self.kind != "]":
                self.fail("',' or ']'")
        return syntax.Settings(items, (start, self.last))

    def setting(self) -> syntax.Setting:
        """Read one setting: words, and a value behind a colon."""
        start = self.start
        words = [self.take(lexer.WORD, "the name of a setting")]
        while self.kind == lexer.WORD:
            words.append(self.take(lexer.WORD, "a setting"))
        name = " ".join(words)
        name = name.lower() if name.lower() in _SETTINGS else name
        if not self.accept(":"):
            return syntax.Setting(name, None, (start, self.last))
        if name == "ref":
            end = self.endpoint()
            return syntax.Setting(name, syntax.Value("ref", ""), (start, self.last), end)
        if name == "dep":
            self.operator("->", "<-")
            return syntax.Setting(name, syntax.Value("name", ".".join(self.dotted())), (start, self.last))
        return syntax.Setting(name, self.value(), (start, self.last))

    def operator(self, *known: str) -> str:
        """Read one of these operators, with a ``?`` on either side."""
        start = self.start
        while self.kind in ("<", ">", "-", "?"):
            self.at += 1
        operator = "".join(self.text[start : self.last].split())
        if operator.strip("?") not in known:
            raise Wrong(f"Expected one of {' '.join(known)}, found {operator or self.token_text()!r}.", start)
        return operator

    def endpoint(self) -> syntax.Endpoint:
        """Read an operator and the far end of a reference."""
        operator = self.operator("<", ">", "-", "<>")
        table, columns = self.columns_of()
        return syntax.Endpoint(operator, table, columns)

    def columns_of(self) -> tuple[syntax.Name, tuple[str, ...]]:
        """Read ``table.column`` or ``table.(a, b)``."""
        parts = [self.name("a table and its column")]
        while self.accept("."):
            if self.accept("("):
                columns = [self.name("a column")]
                while self.accept(","):
                    columns.append(self.name("a column"))
                self.take(")", "')'")
                return tuple(parts), tuple(columns)
            parts.append(self.name("a column"))
        if len(parts) < 2:
            self.fail("'.' and a column")
        return tuple(parts[:-1]), (parts[-1],)
