"""Scope: what the names of a text stand for, by schema and kind."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.formats.dbml.grammar.nodes import Element, Line, Node, Prefix, Program
from workbench.formats.dbml.grammar.settings import Fault
from workbench.formats.dbml.grammar.values import dotted, is_name
from workbench.naming import article

Path = tuple[str, ...]
PUBLIC: Final = "public"
_TITLES: Final = {
    "table": "table", "enum": "enum", "tablegroup": "table group", "tablepartial": "table partial", "note": "note",
    "diagramview": "diagram view", "schema": "schema", "column": "column", "value": "value",
}  # fmt: skip


@dataclass(eq=False, slots=True)
class Symbol:
    """What a name stands for.

    Parameters
    ----------
    kind
        ``table``, ``enum``, ``tablegroup``, ``tablepartial``, ``note``, ``diagramview``, ``schema``, ``column`` or
        ``value``.
    path
        Schema that it is in; of a schema the whole of its name.
    node
        Element or line that declares it; None for a schema.
    parts
        Columns or values by name, in order.
    """

    kind: str
    name: str
    path: Path = (PUBLIC,)
    node: Element | Line | None = None
    parts: dict[str, Symbol] = field(default_factory=dict)

    @property
    def schema(self) -> str | None:
        """Schema as it is written; None for the public one."""
        return None if self.path == (PUBLIC,) else ".".join(self.path)


def full_name(element: Element) -> Path:
    """Schema and name of a top-level element; the schema is ``public`` where none is written."""
    names = dotted(element.name) or ()
    return names if len(names) > 1 else (PUBLIC, *names)


@dataclass(frozen=True)
class Taking:
    """What is taken from another file.

    Parameters
    ----------
    symbol
        What it is.
    at
        Where that is said.
    path, name
        Its schema and its name here.
    rank
        Its place among what is taken.
    chosen
        Whether it is named, or comes with others.
    passed
        Whether its name is that which the other file passes on.
    """

    symbol: Symbol
    at: Node
    path: Path
    name: str
    rank: int
    chosen: bool = False
    passed: bool = False

    @property
    def called(self) -> tuple[str | None, str]:
        """Schema and name here; what has another name here has no schema, as the official parser says it."""
        if self.passed:
            return self.symbol.schema, self.symbol.name
        if self.name != self.symbol.name:
            return "", self.name
        path = self.symbol.path if self.path == (PUBLIC,) else self.path
        return None if path == (PUBLIC,) else ".".join(path), self.name


class Scope:
    """Names of one text.

    Parameters
    ----------
    program
        The text, whose elements keep the rules.
    complete
        Whether nothing is taken from other files, so that tables can have the columns of their partials at once.
    """

    def __init__(self, program: Program, *, complete: bool = True) -> None:
        self.faults: list[Fault] = []
        self._members: dict[Path, dict[str, list[Symbol]]] = {(PUBLIC,): {}}
        self._schemas: dict[Path, Symbol] = {(PUBLIC,): Symbol("schema", PUBLIC)}
        self._claimed: dict[tuple[Path, str, str], Symbol] = {}
        self.symbols: dict[int, Symbol] = {}
        self.aliases: list[tuple[str, Symbol]] = []
        self.groups: dict[int, Symbol] = {}
        for element in program.elements:
            self._declare(element)
        self.taken: dict[int, Taking] = {}
        # What is taken by name and is nothing but a schema there: kind, name there and name here.
        self.hollow: list[tuple[str, str, str]] = []
        if complete:
            self.complete()

    def complete(self) -> None:
        """Give tables the columns of their partials; what is taken from other files must be known by now."""
        for symbol in list(self.symbols.values()):
            if symbol.kind == "table" and isinstance(symbol.node, Element):
                self._merge(symbol, symbol.node)

    def take(self, taking: Taking) -> None:
        """Give a name to what another file declares."""
        symbol = taking.symbol
        known = self.taken.get(id(symbol))
        # It keeps its first name, and the better place of both.
        self.taken[id(symbol)] = taking if known is None else replace(known, rank=min(known.rank, taking.rank))
        self.add(symbol, taking.at, taking.path, taking.name)
        alias = symbol.node.alias if isinstance(symbol.node, Element) else None
        if not taking.chosen and is_name(alias) and alias.value != taking.name:
            # The official parser knows a table that comes with others by its alias alone.
            self._members[taking.path][taking.name].remove(symbol)
            self.add(symbol, taking.at, taking.path, alias.value)

    def own(self) -> Iterator[tuple[Path, str, Symbol]]:
        """What other files may take from this one: schema, name and symbol."""
        for name, symbol in self.aliases:
            yield (PUBLIC,), name, symbol
        for symbol in self.symbols.values():
            if symbol.kind != "diagramview":
                yield symbol.path, symbol.name, symbol

    def named(self) -> Iterator[tuple[Path, str, Symbol]]:
        """All names: schema, name and what has it; the first name of a thing goes before its others."""
        for path, members in self._members.items():
            for name, symbols in members.items():
                for symbol in symbols:
                    yield path, name, symbol

    def has_schema(self, path: Path) -> bool:
        """Whether there is a schema of that name."""
        return path in self._schemas

    def visible(self, path: Path, kind: str, name: str) -> Symbol | None:
        """Symbol of a kind that has a name in a schema."""
        return self._first(self._members.get(path, {}), (kind,), name)

    # -- declaring ------------------------------------------------------------------------------------------------

    def _declare(self, element: Element) -> None:
        kind = element.kind
        if kind in ("records", "metadata", "ref", "dep", "project") or element.name is None:
            return
        *path, name = full_name(element)
        symbol = Symbol(kind, name, tuple(path), element)
        self.symbols[id(element)] = symbol
        if kind == "enum":
            if not element.lines:
                self.faults.append((f"The enum {name!r} needs at least one value.", element.at))
            self._parts(symbol, "value", element.lines, "value")
        elif kind == "tablepartial":
            self._parts(symbol, "column", element.lines, "column")
        if is_name(element.alias):
            self.aliases.append((element.alias.value, symbol))
            self.add(symbol, element.alias, (PUBLIC,), element.alias.value)
        self.add(symbol, element.name, symbol.path, name)

    def add(self, symbol: Symbol, at: Node, path: Path, name: str) -> None:
        """Give a symbol a name in a schema."""
        for depth in range(1, len(path) + 1):
            part = path[:depth]
            if part not in self._schemas:
                self._schemas[part] = Symbol("schema", part[-1], part)
                self._members[part] = {}
        known = self._members[path].setdefault(name, [])
        if symbol in known:
            return
        if self._claimed.setdefault((path, symbol.kind, name), symbol) is not symbol:
            where = "" if path == (PUBLIC,) else f" in the schema {'.'.join(path)!r}"
            self.faults.append(
                (f"There is {article(_TITLES[symbol.kind])} {_TITLES[symbol.kind]} {name!r} already{where}.", at.at)
            )
        known.append(symbol)

    def _parts(self, symbol: Symbol, kind: str, lines: Iterable[Line], title: str) -> None:
        for line in lines:
            if is_name(line.head):
                name = line.head.value
                if name in symbol.parts:
                    self.faults.append((f"There is a {title} {name!r} already.", line.at))
                symbol.parts[name] = Symbol(kind, name, symbol.path, line)

    def _merge(self, table: Symbol, element: Element) -> None:
        """Columns of a table with those of its partials: its own go before all others, later ones before earlier."""
        own = Symbol("table", table.name)
        self._parts(own, "column", (line for line in element.lines if not _injects(line)), "column")
        found: dict[str, Symbol] = {}
        taken: set[str] = set()
        for line in element.lines:
            if not _injects(line):
                if is_name(line.head):
                    found.pop(line.head.value, None)
                    found[line.head.value] = own.parts[line.head.value]
                continue
            name = injected(line)
            if name in taken:
                self.faults.append((f"The table partial {name!r} is taken in twice.", line.at))
            taken.add(name)
            partial = self.top(("tablepartial",), name)
            if partial is None:
                self.faults.append((self.missing("tablepartial", name), line.at))
                continue
            for column in partial.parts.values():
                if column.name not in own.parts:
                    found.pop(column.name, None)
                    found[column.name] = Symbol("column", column.name, table.path, column.node)
        table.parts = found
        if not found:
            self.faults.append((f"The table {table.name!r} needs at least one column.", element.at))

    # -- looking up -----------------------------------------------------------------------------------------------

    def top(self, kinds: tuple[str, ...], name: str) -> Symbol | None:
        """Symbol that a name without a schema stands for; schemas go first."""
        if "schema" in kinds and (name,) in self._schemas:
            return self._schemas[name,]
        return self._first(self._members[PUBLIC,], kinds, name)

    def inside(self, symbol: Symbol, kinds: tuple[str, ...], name: str) -> Symbol | None:
        """Symbol of a schema, a table or an enum; in a schema, others go before schemas."""
        if symbol.kind != "schema":
            part = symbol.parts.get(name)
            return part if part is not None and part.kind in kinds else None
        path = symbol.path if symbol.name == symbol.path[-1] else (symbol.name,)
        found = self._first(self._members[path], kinds, name)
        return found or (self._schemas.get((*path, name)) if "schema" in kinds else None)

    @staticmethod
    def _first(members: dict[str, list[Symbol]], kinds: tuple[str, ...], name: str) -> Symbol | None:
        return next((symbol for symbol in members.get(name, ()) if symbol.kind in kinds), None)

    def missing(self, kind: str, name: str, within: Symbol | None = None) -> str:
        """Say that there is no such thing, and which one may have been meant."""
        if within is None:
            known = list(self._names(kind, (PUBLIC,)))
        elif within.kind == "schema":
            known = list(self._names(kind, within.path))
        else:
            known = list(within.parts)
        where = "" if within is None else f" in the {_TITLES[within.kind]} {within.name!r}"
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        return f"There is no {_TITLES[kind]} {name!r}{where}.{hint}"

    def _names(self, kind: str, path: Path) -> Iterator[str]:
        if kind == "schema":
            yield from (p[-1] for p in self._schemas)
        for name, symbols in self._members.get(path, {}).items():
            if any(symbol.kind == kind for symbol in symbols):
                yield name


def _injects(line: Line) -> bool:
    return isinstance(line.head, Prefix) and line.head.operator == "~"


def injected(line: Line) -> str:
    """Name of the partial that a line takes in; nothing where it takes in none."""
    named = line.head.value if _injects(line) and isinstance(line.head, Prefix) else None
    return named.value if is_name(named) else ""
