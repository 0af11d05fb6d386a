"""Nodes: the syntax tree of DBML, which knows expressions and blocks and nothing of what they mean.

Each node spans the tokens from `at` up to, and not with, `end`.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Node:
    """Any node."""

    at: int
    end: int


@dataclass(slots=True, eq=False)
class Atom(Node):
    """A word, a name in double quotes, a text, a number or a colour; `kind` is that of its token."""

    kind: str
    value: str


@dataclass(slots=True, eq=False)
class Code(Node):
    """An expression in backticks."""

    value: str


@dataclass(slots=True, eq=False)
class Star(Node):
    """``*``: all there are."""


@dataclass(slots=True, eq=False)
class Empty(Node):
    """Nothing between two commas."""


@dataclass(slots=True, eq=False)
class Words(Node):
    """Several words that make one name or value: ``not null``, ``set default``."""

    value: str


@dataclass(slots=True, eq=False)
class Prefix(Node):
    """An operator before an expression."""

    operator: str
    value: Expression


@dataclass(slots=True, eq=False)
class Infix(Node):
    """An operator between two expressions; the point of a qualified name is one."""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Call(Node):
    """Something with a list in parentheses behind it: ``decimal(10, 2)``, ``orders(id, day)``."""

    callee: Expression
    arguments: Tuple


@dataclass(slots=True, eq=False)
class Index(Node):
    """Something with square brackets right behind it: ``int[]``."""

    base: Expression
    indexer: Listing


@dataclass(slots=True, eq=False)
class Tuple(Node):
    """Expressions in parentheses."""

    items: list[Expression]


@dataclass(slots=True, eq=False)
class Comma(Node):
    """Expressions with commas between them: a row of records."""

    items: list[Expression]


@dataclass(slots=True, eq=False)
class Setting(Node):
    """One of a list of settings; a name that is no stream of words is an :class:`Atom`."""

    name: Words | Atom
    value: Expression | Words | None = None


@dataclass(slots=True, eq=False)
class Listing(Node):
    """Settings in square brackets."""

    settings: list[Setting]


@dataclass(slots=True, eq=False)
class Line(Node):
    """Expressions beside each other: a column with its type and settings, a reference, a row."""

    head: Expression
    rest: list[Expression]


@dataclass(slots=True, eq=False)
class Block(Node):
    """Lines and elements in braces."""

    items: list[Line | Element]


@dataclass(slots=True, eq=False)
class Element(Node):
    """An element, or a field of one: ``Table t { … }``, ``Note: 'x'``.

    Parameters
    ----------
    word, kind
        Its keyword as it is written, and in lower case.
    target
        Of metadata what they are of, as it is written.
    """

    word: str
    target: str | None = None
    name: Expression | None = None
    alias: Expression | None = None
    settings: Listing | None = None
    body: Line | Block | None = None
    parent: Element | None = None

    @property
    def kind(self) -> str:
        """The keyword in lower case."""
        return self.word.lower()

    @property
    def lines(self) -> list[Line]:
        """Lines of the body."""
        if isinstance(self.body, Line):
            return [self.body]
        return [item for item in self.body.items if isinstance(item, Line)] if self.body else []

    @property
    def elements(self) -> list[Element]:
        """Elements in the body."""
        return [i for i in self.body.items if isinstance(i, Element)] if isinstance(self.body, Block) else []


@dataclass(slots=True, eq=False)
class Taken(Node):
    """What is taken from another file: its kind, its name there, and its name here."""

    kind: str
    name: Expression | None = None
    alias: Expression | None = None


@dataclass(slots=True, eq=False)
class Use(Node):
    """``use … from './file'``; ``reuse`` passes it on. All there is where `items` is None."""

    again: bool
    items: list[Taken] | None
    path: str
    path_at: int


@dataclass(slots=True, eq=False)
class Program(Node):
    """A whole text."""

    items: list[Element | Use] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """Top-level elements."""
        return [item for item in self.items if isinstance(item, Element)]

    @property
    def uses(self) -> list[Use]:
        """What is taken from other files."""
        return [item for item in self.items if isinstance(item, Use)]


Expression = (
    Atom | Code | Star | Empty | Prefix | Infix | Call | Index | Tuple | Comma | Listing | Block | Line | Element
)
