"""Imports: what a text takes from other files with ``use`` and ``reuse``, as nodes of a model.

Each file is read by itself, with its own aliases, partials, and meaning of ``>``. What another file takes of it gets
the name that it has there, and everything that mentions it follows. With a table come the references between what is
taken, and what it cannot do without though nobody named it: the enums and domains of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, TypeVar

from workbench.errors import ModelError
from workbench.formats.dbml import reader, syntax
from workbench.formats.dbml.columns import read_type, write_type
from workbench.formats.dbml.diagnostics import Diagnostic
from workbench.formats.dbml.grammar.modules import Module, Modules
from workbench.formats.dbml.grammar.nodes import Element
from workbench.formats.dbml.grammar.scope import PUBLIC, Path, Symbol
from workbench.formats.dbml.grammar.values import dotted
from workbench.formats.dbml.metadata import HEADER, NOTE, Metadata
from workbench.formats.dbml.parser import Wrong, diagnostics_of, elements_of
from workbench.formats.dbml.places import place
from workbench.formats.dbml.scope import NOTHING_TAKEN, Scope, Taken, qualified
from workbench.model.model import Model, subject_of
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity, Enum, Node
from workbench.model.properties import Properties
from workbench.model.rename import rename_entity, rename_enum
from workbench.model.subjects import Subject
from workbench.model.types import EnumOf, enums_in, with_enums

_N = TypeVar("_N", Entity, Attribute)
_KINDS = ("entities", "references", "enums", "domains", "generalisations", "areas")


@dataclass(frozen=True)
class Files:
    """Where a text stands, and how to read what stands beside it.

    Parameters
    ----------
    path
        Path of the text, with slashes.
    read
        Text of a path; None where there is no such file.
    """

    path: str
    read: Callable[[str], str | None]


@dataclass(frozen=True)
class Imports:
    """What is taken.

    Parameters
    ----------
    names
        What the names stand for.
    model
        Its nodes.
    homes
        File of each node, by its subject as text.
    """

    names: Taken = NOTHING_TAKEN
    model: Model = field(default_factory=Model)
    homes: Mapping[str, str] = field(default_factory=dict)

    def joined(self, own: Model, metadata: Metadata) -> Model:
        """Model of a text with what it takes, which comes first; what the text says again itself is its own."""
        if not self.homes:
            return own
        entities = tuple(_described(e, metadata) for e in self.model.entities)
        taken = replace(self.model, entities=entities)
        return _with(own, {kind: _before(getattr(taken, kind), getattr(own, kind)) for kind in _KINDS})

    def without(self, model: Model) -> Model:
        """Model without what is taken."""
        if not self.homes:
            return model
        return _with(model, {kind: tuple(n for n in getattr(model, kind) if not self.has(n)) for kind in _KINDS})

    @property
    def said(self) -> Iterable[tuple[str, object]]:
        """What other files say, as a patch keeps account of it."""
        for reference in self.model.references:
            yield "reference", reference.ends
        for kind, nodes in (("entity", self.model.entities), ("enum", self.model.enums), ("area", self.model.areas)):
            for node in nodes:
                yield kind, node.name

    def has(self, node: Node) -> bool:
        """Whether a node is taken from another file."""
        return bool(self.homes) and str(subject_of(node)) in self.homes

    def holds(self, subject: Subject) -> bool:
        """Whether an entity, or that of a part, is taken from another file."""
        return bool(self.homes) and subject.name is not None and str(Subject.entity(subject.name)) in self.homes

    def check(self, before: Model, after: Model) -> None:
        """Refuse to change what is taken.

        Raises
        ------
        ModelError
            When `after` has it otherwise than `before`; names the file where it stands.
        """
        if not self.homes:
            return
        for area in after.areas if after.areas is not before.areas else ():
            taken = next((name for name in area.entities if str(Subject.entity(name)) in self.homes), None)
            if taken is not None and not self.has(area) and area not in before.areas:
                home = self.homes[str(Subject.entity(taken))]
                said = f"The entity {taken} stands in {home}; a group holds entities of its own file."
                raise ModelError(said, hint=f"Put it into a group in {home}.")
        for kind in _KINDS:
            old, new = getattr(before, kind), getattr(after, kind)
            if old is new:
                continue
            kept = set(map(id, new))
            lost = [node for node in old if id(node) not in kept and self.has(node)]
            for node in (node for node in lost if node not in new):
                subject = subject_of(node)
                home = self.homes[str(subject)]
                hint = f"Change it there, or stop taking it from {home}."
                raise ModelError(f"The {subject.kind} {subject.title} stands in {home}.", hint=hint)


NO_IMPORTS = Imports()


def imports_of(text: str, files: Files, *, strict: bool = False) -> tuple[Imports, list[Diagnostic]]:
    """Read what a text takes from other files.

    Parameters
    ----------
    text
        The text, which keeps the rules of DBML.
    files
        Where it stands.
    strict
        Whether names that stand for nothing are wrong, in all files.

    Returns
    -------
    imports, diagnostics
        What is wrong with another file is said at the place that names it.
    """
    modules = Modules(files.path, lambda path: text if path == files.path else files.read(path))
    entry, faults = modules.entry, list(modules.wrong) if strict else modules.faults
    wrong = [(message, start, end) for module, message, start, end in faults if module is entry]
    for use in entry.program.uses:
        used = [module for module in modules.used(use, entry) if module is not entry]
        for module, message, start, _ in [fault for fault in faults if fault[0] in used][:1]:
            at = place(module.tokens.text, start)
            said = f"{module.path} cannot be read: line {at.line}, column {at.column}: {message}"
            wrong.append((said, entry.tokens.starts[use.path_at], entry.tokens.ends[use.path_at]))
    if wrong:
        return NO_IMPORTS, list(diagnostics_of(text, wrong))
    return _Merger(modules).of(entry), []


class _Merger:
    """Models of all files, each read once, and what each takes from the others."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.models: dict[str, Model] = {}
        self.scopes: dict[str, Scope] = {}
        self.elements: dict[int, syntax.Element] = {}
        self.names = {path: self._names(module) for path, module in modules.modules.items()}
        for module in modules.dependencies_first:
            if module is not modules.entry:
                self._read(module)

    def _names(self, module: Module) -> dict[int, QualifiedName]:
        """Name in a file of each symbol that has one there."""
        found: dict[int, QualifiedName] = {}
        for symbol, path, name in self.modules.names(module):
            own = id(symbol.node) in module.scope.symbols
            written = dotted(symbol.node.name) if own and isinstance(symbol.node, Element) else None
            found.setdefault(id(symbol), qualified(written) if written else _name(path, name))
        return found

    def _read(self, module: Module) -> None:
        imports = self.of(module)
        wrong: list[Wrong] = []
        elements = elements_of(module.tokens, module.program, wrong)
        self.elements.update(zip(map(id, module.program.items), elements, strict=False))
        scope = self.scopes[module.path] = Scope.of(elements, imports.names)
        own = reader.read(elements, lambda *_: None, scope, imports.model.entities_by_name)
        self.models[module.path] = imports.joined(own, Metadata.of(elements, scope))

    # -- what a file takes ------------------------------------------------------------------------------------------

    def of(self, module: Module) -> Imports:
        """What a file takes from those that are read already."""
        if not module.scope.taken:
            return NO_IMPORTS
        here = self.names[module.path]
        model, homes = Model(), dict[str, str]()
        unasked: dict[QualifiedName, Enum | None] = dict.fromkeys(here.values())
        for path in self.models:
            part = self._part(path, module, here, unasked)
            for kind in _KINDS:
                fresh = _fresh(getattr(model, kind), getattr(part, kind))
                homes |= {str(subject_of(node)): path for node in fresh}
                model = _with(model, {kind: (*getattr(model, kind), *fresh)})
        kinds = {kind: self._taken(module, kind) for kind in ("table", "enum", "tablepartial")}
        names = Taken(
            tables=frozenset(here[id(symbol)] for symbol in kinds["table"]),
            enums=frozenset(enum.name for enum in model.enums),
            aliases=dict(self._aliases(module)),
            partials=dict(self._partials(kinds["tablepartial"], module)),
        )
        entities = tuple(_with_alias_of(entity, names.aliases) for entity in model.entities)
        return Imports(names, replace(model, entities=entities), homes)

    def _taken(self, module: Module, kind: str) -> list[Symbol]:
        return [taking.symbol for taking in module.scope.taken.values() if taking.symbol.kind == kind]

    def _aliases(self, module: Module) -> Iterable[tuple[syntax.Name, QualifiedName]]:
        """Further names of tables that are taken under several."""
        here = self.names[module.path]
        for symbol, path, name in self.modules.names(module):
            if id(symbol) in module.scope.taken and symbol.kind == "table" and _name(path, name) != here[id(symbol)]:
                yield (name,) if path == (PUBLIC,) else (*path, name), here[id(symbol)]

    def _part(
        self, path: str, module: Module, here: Mapping[int, QualifiedName], known: dict[QualifiedName, Enum | None]
    ) -> Model:
        """Nodes of one file that another one takes, under the names that they have there; `known` names are taken."""
        whole, there = self.models[path], self.names[path]
        own = self.modules.modules[path].scope.symbols
        shared: dict[str, dict[QualifiedName, QualifiedName]] = {"table": {}, "enum": {}, "tablegroup": {}}
        taken: dict[str, set[QualifiedName]] = {"table": set(), "enum": set(), "tablegroup": set()}
        for symbol, *_ in self.modules.names(self.modules.modules[path]):
            if symbol.kind in shared and id(symbol) in here:
                shared[symbol.kind][there[id(symbol)]] = here[id(symbol)]
                if id(symbol.node) in own and id(symbol) in module.scope.taken:
                    taken[symbol.kind].add(there[id(symbol)])
        entities = tuple(e for e in whole.entities if e.name in taken["table"])
        visible = shared["table"].keys()
        kinds = {enum for e in entities for a in e.attributes for enum in enums_in(a.type)}
        domains = {a.domain for e in entities for a in e.attributes}
        kinds |= {enum for d in whole.domains if d.name in domains for enum in enums_in(d.type)}
        unasked = (enum for enum in whole.enums if enum.name in kinds - shared["enum"].keys())
        needed = {enum.name: _free(enum, known) for enum in unasked}
        areas = (a for a in whole.areas if a.name in taken["tablegroup"])
        part = Model(
            entities=entities,
            references=tuple(r for r in whole.references if {r.child, r.parent} <= visible),
            enums=tuple(e for e in whole.enums if e.name in taken["enum"] | needed.keys()),
            domains=tuple(d for d in whole.domains if d.name in domains),
            generalisations=tuple(g for g in whole.generalisations if {g.parent, *g.children} <= visible),
            areas=tuple(
                replace(
                    a,
                    name=shared["tablegroup"][a.name],
                    entities=tuple(name for name in a.entities if name in visible),
                )
                for a in areas
            ),
        )
        part = _renamed(part, shared["table"], rename_entity)
        return _renamed(part, {**shared["enum"], **needed}, rename_enum)

    def _partials(self, symbols: Iterable[Symbol], module: Module) -> Iterable[tuple[syntax.Name, syntax.Table]]:
        here = self.names[module.path]
        for symbol in symbols:
            table = self.elements.get(id(symbol.node))
            if not isinstance(table, syntax.Table):
                continue
            home = self.modules.home(symbol)
            there = self.names[home.path]
            name = (here[id(symbol)].name,)
            shared = {there[key]: here[key] for key in there.keys() & here.keys()}
            yield name, replace(table, name=name, columns=[self._column(c, home, shared) for c in table.columns])

    def _column(
        self, column: syntax.Column, home: Module, shared: Mapping[QualifiedName, QualifiedName]
    ) -> syntax.Column:
        """Column of a partial with its enum and its references under the names that they have where it is taken."""
        scope = self.scopes[home.path]
        kind = read_type(column.type, scope.enums)
        renamed = with_enums(kind, lambda name: EnumOf(shared.get(name, name)))
        items = []
        for setting in column.settings.items:
            if setting.ref is not None and setting.ref.table:
                target = shared.get(scope.table(setting.ref.table))
                if target is None:
                    continue
                table = (target.schema, target.name) if target.schema is not None else (target.name,)
                items.append(replace(setting, ref=replace(setting.ref, table=table)))
            else:
                items.append(setting)
        text = column.type
        if renamed != kind:  # as it is read, without the quotes that it is written in
            text = write_type(renamed, set(shared.values())) if isinstance(renamed, EnumOf) else str(renamed)
        return replace(column, type=text, settings=replace(column.settings, items=items))


# -- nodes under other names ------------------------------------------------------------------------------------


def _with(model: Model, nodes: Mapping[str, tuple[Any, ...]]) -> Model:
    """Model with other nodes, by the fields that hold them."""
    values: dict[str, Any] = dict(nodes)
    return replace(model, **values)


def _name(path: Path, name: str) -> QualifiedName:
    return QualifiedName(name, None if path == (PUBLIC,) else ".".join(path))


def _with_alias_of(entity: Entity, aliases: Mapping[syntax.Name, QualifiedName]) -> Entity:
    """Entity with its alias only where that is a name of it here too."""
    kept = entity.alias is None or aliases.get((entity.alias,)) == entity.name
    return entity if kept else replace(entity, alias=None)


def _free(enum: Enum, known: dict[QualifiedName, Enum | None]) -> QualifiedName:
    """Name for an enum that comes unasked: its own, or one that nothing else has."""
    found, number = enum.name, 2
    while found in known and known[found] != enum:
        found, number = QualifiedName(f"{enum.name.name}_{number}", enum.name.schema), number + 1
    known[found] = enum
    return found


def _renamed(
    model: Model,
    names: Mapping[QualifiedName, QualifiedName],
    rename: Callable[[Model, QualifiedName, QualifiedName], Model],
) -> Model:
    """Give several nodes other names at once: two may change theirs for each other's."""
    different = {old: new for old, new in names.items() if old != new}
    between = {old: QualifiedName(f"\0{place}") for place, old in enumerate(different)}
    model = reduce(lambda m, old: rename(m, old, between[old]), different, model)
    return reduce(lambda m, old: rename(m, between[old], different[old]), different, model)


def _described(entity: Entity, metadata: Metadata) -> Entity:
    """Entity of another file with what the metadata of this one say of it."""
    said = metadata.tables.get(entity.name, {})
    columns = metadata.columns.get(entity.name, {})
    attributes = tuple(_with_said(a, columns[a.name]) if a.name in columns else a for a in entity.attributes)
    if not said and attributes == entity.attributes:
        return entity
    return replace(
        _with_said(entity, said),
        color=said.get(HEADER, entity.color),
        attributes=attributes,
    )


def _with_said(node: _N, said: Mapping[str, str]) -> _N:
    """Table or column with the note and the free keys that metadata say of it."""
    own = {key: value for key, value in said.items() if not key.startswith("wb_") and key not in (NOTE, HEADER)}
    return replace(node, note=said.get(NOTE, node.note), properties=Properties({**node.properties, **own}))


def _fresh(known: tuple[Node, ...], found: tuple[Node, ...]) -> list[Node]:
    """Nodes of which none with the same subject is known."""
    taken = {str(subject_of(node)) for node in known}
    return [node for node in found if str(subject_of(node)) not in taken]


def _before(taken: tuple[Node, ...], own: tuple[Node, ...]) -> tuple[Node, ...]:
    return (*_fresh(own, taken), *own)
