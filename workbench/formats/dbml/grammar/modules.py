"""Modules: texts that take names from each other with ``use`` and ``reuse``."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.formats.dbml.grammar.binding import Binding
from workbench.formats.dbml.grammar.nodes import Element, Node, Program, Taken, Use
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.rules import faults
from workbench.formats.dbml.grammar.scope import PUBLIC, Path, Scope, Symbol, Taking, injected
from workbench.formats.dbml.grammar.tokens import Tokens, tokenize
from workbench.formats.dbml.grammar.values import dotted, is_name

Named = tuple[Path, str, Symbol, bool]
"""Schema, name, what it stands for, and whether a file in between has named it."""


@dataclass(eq=False)
class Module:
    """One text: its tree, its names and what they stand for; `wrong` holds messages with their place in the text."""

    path: str
    tokens: Tokens
    program: Program
    wrong: list[tuple[str, int, int]]
    scope: Scope
    binding: Binding | None = None

    def complain(self, message: str, node: Node) -> None:
        """Keep what is wrong."""
        at = min(node.at, len(self.tokens.starts) - 1)
        self.wrong.append((message, self.tokens.starts[at], self.tokens.ends[at]))


def resolved(path: str, beside: str) -> str:
    """Path of a file that another one names; the ending may be left out.

    Examples
    --------
    >>> resolved("../base", "/shop/main.dbml")
    '/base.dbml'
    """
    found = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
    return found if found.endswith(".dbml") else f"{found}.dbml"


class Modules:
    """A text with all that it takes from others, directly or not.

    Parameters
    ----------
    entry
        Path of the text.
    read
        Text of a path; None where there is no such file.

    Attributes
    ----------
    faults
        Why nothing can be taken: what is wrong with the files, else with what they take from each other; each with
        its file, message, start and end. That a name stands for nothing is not among them.
    """

    def __init__(self, entry: str, read: Callable[[str], str | None]) -> None:
        self._read = read
        self.modules: dict[str, Module] = {}
        waiting = [entry]
        while waiting:
            path = waiting.pop(0)
            if path in self.modules or (text := read(path)) is None:
                continue
            module = self.modules[path] = _module(path, text)
            waiting += [resolved(use.path, path) for use in module.program.uses]
        self.entry = self.modules[entry]
        self.faults = list(self.wrong)
        if not self.faults:
            self._bind()

    @property
    def wrong(self) -> Iterator[tuple[Module, str, int, int]]:
        """What is wrong, in all files: file, message, start and end."""
        for module in self.modules.values():
            for message, start, end in module.wrong:
                yield module, message, start, end

    def used(self, use: Use, module: Module) -> Iterator[Module]:
        """Files from which something is taken, directly or not."""
        waiting, seen = [resolved(use.path, module.path)], set()
        while waiting:
            path = waiting.pop(0)
            if path in self.modules and path not in seen:
                seen.add(path)
                yield self.modules[path]
                waiting += [resolved(inner.path, path) for inner in self.modules[path].program.uses]

    def names(self, module: Module) -> Iterator[tuple[Symbol, Path, str]]:
        """What has a name in a file, its own first and what is taken by the name that goes before others."""
        for path, name, symbol in module.scope.named():
            if id(symbol) in module.scope.taken or id(symbol.node) in module.scope.symbols:
                yield symbol, path, name

    @property
    def bindings(self) -> list[Binding]:
        """Bindings of all files, by their paths, each followed by what it takes from."""
        order: dict[str, None] = {}
        for path in sorted(self.modules):
            waiting = [path]
            while waiting:
                here = waiting.pop(0)
                if here in self.modules and here not in order:
                    order[here] = None
                    waiting += [resolved(use.path, here) for use in self.modules[here].program.uses]
        return [binding for path in order if (binding := self.modules[path].binding) is not None]

    @property
    def dependencies_first(self) -> list[Module]:
        """All files, each behind what it takes from."""
        order: dict[str, None] = {}

        def visit(path: str, above: frozenset[str]) -> None:
            if path not in self.modules or path in order or path in above:
                return
            for use in self.modules[path].program.uses:
                visit(resolved(use.path, path), above | {path})
            order[path] = None

        visit(self.entry.path, frozenset())
        return [self.modules[path] for path in order]

    def _bind(self) -> None:
        for module in self.modules.values():
            for use in sorted(module.program.uses, key=_rank):
                self._take(module, use)
        self.faults = list(self.wrong)
        for module in self.modules.values():
            module.scope.complete()
        joined: set[frozenset[tuple[int, ...]]] = set()
        for module in self.modules.values():
            if module.wrong:
                continue  # what it lacks would be missed everywhere
            module.binding = Binding(module.program, module.scope, joined)
            starts, ends = module.tokens.starts, module.tokens.ends
            module.wrong += [(message, starts[at], ends[at]) for message, at in module.binding.faults]
        self._partials_with_tables()
        self._records_once()

    # -- taking ---------------------------------------------------------------------------------------------------

    def _take(self, module: Module, use: Use) -> None:
        target = self.modules.get(resolved(use.path, module.path))
        if not use.path:
            return  # the official parser takes nothing from nowhere
        if target is None:
            module.complain(f"There is no file {use.path!r}.", Node(use.path_at, use.path_at + 1))
            return
        rank = _rank(use)
        if use.items is None:
            for path, name, symbol, passed in self._offered(target, set()):
                self._name(module, Taking(symbol, use, path, name, rank, passed=passed))
        for item in use.items or ():
            names = dotted(item.name) or ("",)
            found = list(self._named(target, item.kind, names))
            # The official parser says nothing where there is not even the schema that it would stand in.
            known = any(m.scope.has_schema(names[:1]) for m in self.modules.values())
            if not found and len(names) == 1 and item.kind != "schema" and target.scope.has_schema(names):
                # A schema of that name is enough for the official parser, which then takes nothing.
                called = item.alias.value if is_name(item.alias) else names[0]
                module.scope.hollow.append((item.kind, names[0], called))
                continue
            deep = item.kind == "schema" and len(names) > 2 and not known
            if not found and not deep and (len(names) < 2 or known or item.alias is not None):
                said = f"There is no {item.kind} {'.'.join(names)!r} in the file {use.path!r}."
                module.complain(said, item.name or item)
            for named in found:
                path, name, symbol, _ = _renamed(item, named)
                taking = Taking(symbol, item, path, name, rank, chosen=item.kind != "schema")
                self._name(module, taking, alone=item.kind == "schema" and item.alias is not None)

    def _named(self, target: Module, kind: str, names: tuple[str, ...]) -> Iterator[Named]:
        """What a name with a kind stands for in another file."""
        if kind == "schema":
            yield from (named for named in self._offered(target, set()) if named[0] == names)
            return
        path = names[:-1] or (PUBLIC,)
        if len(names) > 1:
            symbol = target.scope.visible(path, kind, names[-1])
            if symbol is not None:
                yield path, names[-1], symbol, False
                return
        for named in self._offered(target, set()):
            if named[0] == path and named[1] == names[-1] and named[2].kind == kind:
                yield named
                return

    def _offered(self, module: Module, seen: set[str]) -> Iterator[Named]:
        """What others may take from a file: its own, and what it passes on."""
        if module.path in seen:
            return
        seen.add(module.path)
        for path, name, symbol in module.scope.own():
            yield path, name, symbol, False
        for use in module.program.uses:
            target = self.modules.get(resolved(use.path, module.path))
            if not use.again or target is None:
                continue
            if use.items is None:
                yield from self._offered(target, seen)
            for item in use.items or ():
                for named in self._named(target, item.kind, dotted(item.name) or ("",)):
                    path, name, symbol, _ = _renamed(item, named)
                    yield path, name, symbol, True

    def _name(self, module: Module, taking: Taking, *, alone: bool = False) -> None:
        symbol = taking.symbol
        if id(symbol.node) in module.scope.symbols:
            return
        module.scope.take(taking)
        if symbol.kind == "tablegroup" and not alone and isinstance(symbol.node, Element):
            # A group comes with its tables.
            own = list(self.home(symbol).scope.own())
            for line in symbol.node.lines:
                names = dotted(line.head) or ("",)
                schema = names[:-1] or (PUBLIC,)
                for path, name, table in own:
                    if (path, name, table.kind) == (schema, names[-1], "table"):
                        module.scope.take(Taking(table, taking.at, schema, name, 4))

    def _records_once(self) -> None:
        """Complain of records of a table that has some in another file."""
        seen: dict[int, Module] = {}
        for module in self.dependencies_first:
            for element, table, columns in module.binding.records if module.binding is not None else ():
                if columns and seen.setdefault(id(table), module) is not module:
                    module.complain(f"The table {table.name!r} has records in {seen[id(table)].path} already.", element)

    def home(self, symbol: Symbol) -> Module:
        """File that declares a symbol."""
        return next(module for module in self.modules.values() if id(symbol.node) in module.scope.symbols)

    def _partials_with_tables(self) -> None:
        """Complain of tables that are taken without the partials that they take in."""
        scope = self.entry.scope
        for taking in list(scope.taken.values()):
            element = taking.symbol.node
            if taking.symbol.kind != "table" or not isinstance(element, Element):
                continue
            for line in element.lines:
                name = injected(line)
                partial = self.home(taking.symbol).scope.top(("tablepartial",), name) if name else None
                if partial is not None and id(partial) not in scope.taken and id(partial.node) not in scope.symbols:
                    said = f"The table {taking.symbol.name!r} needs the table partial {name!r}: take it from there too."
                    self.entry.complain(said, taking.at)


def _rank(use: Use) -> int:
    """What is passed on comes first, and what is named before what is taken with all."""
    return (0 if use.again else 2) + (use.items is None)


def _renamed(item: Taken, named: Named) -> Named:
    """What is taken, under its name here: another name has no schema, and a schema's holds for all that is in it."""
    _, name, symbol, passed = named
    if not is_name(item.alias):
        return named
    if item.kind == "schema":
        return (item.alias.value,), name, symbol, passed
    return (PUBLIC,), item.alias.value, symbol, passed


def _module(path: str, text: str) -> Module:
    tokens = tokenize(text)
    parser = Parser(tokens)
    program = parser.program()
    wrong = list(tokens.wrong)
    wrong += [(message, tokens.starts[at], tokens.ends[at]) for message, at in parser.wrong]
    if not wrong:
        wrong += [(message, tokens.starts[at], tokens.ends[at]) for message, at in faults(program)]
    # A tree with faults may have elements without what names are made of.
    return Module(path, tokens, program, wrong, Scope(Program(0, 0) if wrong else program, complete=False))
