"""Syntax tree: what a DBML text says, element by element, and where.

Positions count from the start of the element's own chunk of text (see ``document.py``), so that a chunk can be kept
as it is while the text around it changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Name: TypeAlias = tuple[str, ...]
Span: TypeAlias = tuple[int, int]


@dataclass(slots=True)
class Value:
    """A value: ``string``, ``number``, ``word``, ``expression``, ``colour``, ``name`` (with its parts) or ``ref``."""

    kind: str
    text: str
    parts: Name = ()


@dataclass(slots=True)
class Setting:
    """One setting of a bracketed list; flags such as ``pk`` have no value."""

    name: str
    value: Value | None
    span: Span
    ref: Endpoint | None = None


@dataclass(slots=True)
class Endpoint:
    """The far end of a reference, and the operator that leads to it."""

    operator: str
    table: Name
    columns: tuple[str, ...]


@dataclass(slots=True)
class Settings:
    """A bracketed list; the span includes the brackets."""

    items: list[Setting]
    span: Span

    def get(self, name: str) -> Value | None:
        """Value of the last setting of that name, or None."""
        for setting in reversed(self.items):  # asked half a million times of a large text
            if setting.name == name:
                return setting.value
        return None

    def has(self, *names: str) -> bool:
        """Whether one of these flags is set."""
        for setting in self.items:  # noqa: SIM110 - a generator takes twice as long
            if setting.name in names:
                return True
        return False


NO_SETTINGS = Settings([], (-1, -1))


@dataclass(slots=True)
class Column:
    """A line of a table: name, type, settings."""

    name: str
    type: str
    settings: Settings
    span: Span
    name_span: Span
    type_span: Span


@dataclass(slots=True)
class IndexLine:
    """A line of an ``indexes`` block: names and expressions in order."""

    parts: list[tuple[str, str]]  # ("name" | "expression", text)
    settings: Settings
    span: Span


@dataclass(slots=True)
class CheckLine:
    """A line of a ``checks`` block."""

    expression: str
    settings: Settings
    span: Span


@dataclass(slots=True)
class NoteLine:
    """A ``Note`` inside an element, in its short or long form."""

    text: str
    span: Span


@dataclass(slots=True)
class Block:
    """An ``indexes`` or ``checks`` block: the whole, and where its closing brace stands."""

    kind: str
    span: Span
    close: int


@dataclass(slots=True)
class Element:
    """A top-level element; the span reaches from its keyword to its last character."""

    span: Span
    name: Name = ()
    name_span: Span = (-1, -1)
    settings: Settings = field(default_factory=lambda: NO_SETTINGS)


@dataclass(slots=True)
class Table(Element):
    """``Table`` or, with ``partial``, ``TablePartial``."""

    alias: str | None = None
    partial: bool = False
    columns: list[Column] = field(default_factory=list)
    indexes: list[IndexLine] = field(default_factory=list)
    checks: list[CheckLine] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    injected: list[str] = field(default_factory=list)
    injections: list[tuple[int, Span]] = field(default_factory=list)  # of each, how many columns stand before it
    blocks: list[Block] = field(default_factory=list)
    open: int = -1
    close: int = -1
    references: int = 0  # how many of its columns' settings are references
    placeholder: Span | None = None  # line that stands there because DBML wants a column
    words: frozenset[str] = frozenset()  # of its dependencies, and of records in it


@dataclass(slots=True)
class RefLine:
    """One reference: both ends and the operator between them."""

    left: Name
    left_columns: tuple[str, ...]
    right: Endpoint
    settings: Settings
    span: Span


@dataclass(slots=True)
class Ref(Element):
    """``Ref``, short or long; the long form may hold several."""

    lines: list[RefLine] = field(default_factory=list)


@dataclass(slots=True)
class EnumLine:
    """A value of an enum."""

    name: str
    settings: Settings
    span: Span


@dataclass(slots=True)
class EnumElement(Element):
    """``Enum``."""

    values: list[EnumLine] = field(default_factory=list)
    close: int = -1
    placeholder: Span | None = None  # line that stands there because DBML wants a value


@dataclass(slots=True)
class Group(Element):
    """``TableGroup``."""

    tables: list[tuple[Name, Span]] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    open: int = -1
    close: int = -1


@dataclass(slots=True)
class Pairs(Element):
    """``Project`` or ``Metadata``: free keys with values."""

    keyword: str = ""
    target: str = ""
    items: list[Setting] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    close: int = -1


@dataclass(slots=True)
class Other(Element):
    """An element that is kept as it stands and read by nobody yet: ``Dep``, ``Records``, ``DiagramView``, …."""

    keyword: str = ""
    path: str = ""  # of the file from which ``use`` takes
    words: frozenset[str] = frozenset()  # that may be names of what the model holds
