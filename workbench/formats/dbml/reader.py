"""Reader: a syntax tree to a model."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast

from workbench.errors import WorkbenchError
from workbench.formats.codec import decode
from workbench.formats.dbml import extras, syntax, twins
from workbench.formats.dbml.columns import read_attribute
from workbench.formats.dbml.metadata import COLOUR, HEADER, NOTE, Metadata, overlaid
from workbench.formats.dbml.references import described, loosened, reference_slugs, references_of
from workbench.formats.dbml.scope import Scope, group_name, qualified
from workbench.formats.dbml.slips import complain_of
from workbench.model.bindings import PLAIN_ENTITY, EntityBinding
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import (
    ACTIONS,
    AccessPattern,
    Check,
    Domain,
    Entity,
    Enum,
    EnumValue,
    Generalisation,
    Index,
    IndexPart,
    Key,
    Partitioning,
    Reference,
    SubjectArea,
    View,
)
from workbench.model.properties import NO_PROPERTIES, Properties

Report = Callable[[str, syntax.Element, tuple[int, int]], None]


def read(
    elements: Sequence[syntax.Element],
    report: Report,
    scope: Scope | None = None,
    others: Mapping[QualifiedName, Entity] = MappingProxyType({}),
) -> Model:
    """Make a model of a syntax tree.

    Parameters
    ----------
    elements
        Top-level elements in order.
    report
        Called with what is wrong, the element and the span inside it.
    scope
        What the names in the text stand for, where that is known already.
    others
        Entities that are taken from other files; references may lead to them.

    Returns
    -------
    Model
        Strict about ``>`` where the text says ``wb_dbml: '10'`` or uses a ``?``; loose otherwise, as files written for
        DBML 8 and earlier mean it: any number of children, and a parent wherever the attributes are required.
    """
    return _Reader(elements, report, scope, others).model()


class _Reader:
    def __init__(
        self,
        elements: Sequence[syntax.Element],
        report: Report,
        scope: Scope | None = None,
        others: Mapping[QualifiedName, Entity] = MappingProxyType({}),
    ) -> None:
        self.elements = elements
        self.report = report
        self.others = others
        self.scope = Scope.of(elements) if scope is None else scope
        self.tables = [t for t in elements if isinstance(t, syntax.Table) and not t.partial]
        self.project: dict[str, str] = {}
        self.metadata = Metadata.of(elements, self.scope)

    def model(self) -> Model:
        name, note, projects = None, None, 0
        self.check_aliases()
        for element in self.elements:
            if isinstance(element, syntax.Pairs) and element.keyword == "project":
                projects += 1
                if projects > 1:
                    self.report("There are two Projects; a text has one.", element, element.span)
                name = ".".join(element.name) or name
                note = element.notes[-1].text if element.notes else note
                self.project.update(_texts(element.items))
        entities = self.unique(
            ((self.entity(table), table, table.name_span) for table in self.tables),
            "table",
            lambda entity: entity.name,
            taken=self.others,
        )
        by_name = {**self.others, **{entity.name: entity for entity in entities}}
        references = tuple(self.references(by_name))
        fields = {k: v for k, v in self.project.items() if k != "wb_dbml"}
        return Model(
            name=name,
            entities=entities,
            references=references,
            enums=self.enums(),
            domains=self.from_project("wb_domain_", Domain),
            generalisations=self.from_project("wb_generalisation_", Generalisation),
            views=self.from_project("wb_view_", View),
            areas=tuple(self.area(e) for e in self.elements if isinstance(e, syntax.Group)),
            patterns=self.from_project("wb_pattern_", AccessPattern),
            note=note,
            properties=extras.properties_of(fields),
        )

    def unique(self, found: Any, what: str, key: Any, taken: Collection[QualifiedName] = ()) -> Any:
        seen: dict[Any, Any] = {}
        for node, element, span in found:
            if key(node) in seen or key(node) in taken:
                self.report(f"There are two {what}s named {key(node)}.", element, span)
            seen.setdefault(key(node), node)
        return tuple(seen.values())

    def check_aliases(self) -> None:
        taken = set(self.scope.tables)
        for table in self.tables:
            if table.alias is None:
                continue
            alias = QualifiedName(table.alias)
            if alias in taken:
                self.report(f"The alias {alias} stands for another table already.", table, table.name_span)
            taken.add(alias)

    def from_project(self, prefix: str, cls: type[Any]) -> tuple[Any, ...]:
        found = []
        for key, value in self.project.items():
            if key.startswith(prefix):
                project = next(e for e in self.elements if isinstance(e, syntax.Pairs) and e.keyword == "project")
                span = next(item.span for item in project.items if item.name == key)
                node = self.decoded(cls, key, value, project, span)
                found += [] if node is None else [node]
        return tuple(found)

    # -- tables -------------------------------------------------------------------------------------------------

    def entity(self, table: syntax.Table) -> Entity:
        name = qualified(table.name)
        complain_of(table.settings, "table", self.complain(table))
        meta = self.metadata.tables.get(name, {})
        facts = {k: v for k, v in _texts(table.settings.items).items() if k not in (HEADER, NOTE, "dep")}
        settings = overlaid(facts, {k: v for k, v in meta.items() if not k.startswith(_PARTS)})
        of_columns = self.metadata.columns.get(name, {})
        columns = self.scope.columns(table)
        for missing in (name for name in table.injected if (name,) not in self.scope.partials):
            known = difflib.get_close_matches(missing, [name for (name, *_) in self.scope.partials], n=1)
            hint = f" Did you mean {known[0]!r}?" if known else ""
            self.report(f"There is no table partial {missing!r}.{hint}", table, table.name_span)
        attributes = self.unique(
            (
                (read_attribute(c, self.scope.enums, self.complain(part), of_columns.get(c.name)), part, c.name_span)
                for c, part in columns
            ),
            "column",
            lambda attribute: attribute.name,
        )
        primary, keys, indexes = self.keys(table, columns, meta)
        note = table.notes[-1].text if table.notes else None
        if note is None and (value := table.settings.get("note")) is not None:
            note = value.text
        colour = table.settings.get("headercolor")
        note, color = settings.pop(NOTE, note), settings.pop(HEADER, colour.text if colour else None)
        partitioning = None
        if "wb_partitioning" in settings:
            text = settings["wb_partitioning"]
            partitioning = self.decoded(Partitioning, "wb_partitioning", text, table, table.name_span)
        source, select = settings.get("wb_source"), settings.get("wb_select")
        return Entity(
            name=name,
            attributes=attributes,
            primary_key=primary,
            keys=keys,
            indexes=indexes,
            checks=self.checks(table, columns, meta),
            partitioning=partitioning,
            alias=table.alias,
            color=color,
            binding=EntityBinding(source=source, select=select) if source or select else PLAIN_ENTITY,
            note=note,
            properties=extras.properties_of(settings),
        )

    def complain(self, element: syntax.Element) -> Callable[[str, tuple[int, int]], None]:
        return lambda message, span: self.report(message, element, span)

    def decoded(self, cls: type[Any], key: str, text: str, element: syntax.Element, span: syntax.Span) -> Any:
        data = extras.from_json(text)
        try:
            if data is not None:
                return decode(cls, data)
            self.report(f"The value of {key} is not JSON.", element, span)
        except WorkbenchError as error:
            self.report(f"The value of {key} does not fit. {error}", element, span)
        return None

    def keys(
        self, table: syntax.Table, columns: list[tuple[syntax.Column, syntax.Table]], meta: Mapping[str, str]
    ) -> tuple[Key | None, tuple[Key, ...], tuple[Index, ...]]:
        said = [c for c, _ in columns if c.settings.items]
        inline = tuple(c.name for c in said if c.settings.has("pk", "primary key"))
        primary = Key(attributes=inline) if inline else None
        # `[pk, unique]` says the same thing twice.
        keys = [Key(attributes=(c.name,)) for c in said if c.settings.has("unique") and (c.name,) != inline]
        indexes = []
        for line in (line for part in self.scope.parts_of(table) for line in part.indexes):
            settings = line.settings
            complain_of(settings, "index", self.complain(table))
            only_names = all(kind == "name" for kind, _ in line.parts)
            names = tuple(text for _, text in line.parts)
            note, name = settings.get("note"), settings.get("name")
            common: dict[str, Any] = {"note": note and note.text, "name": name and name.text}
            if settings.has("pk", "primary key"):
                primary = Key(attributes=names, **common)
            elif settings.has("unique") and only_names and settings.get("type") is None:
                keys.append(Key(attributes=names, **common))
            else:
                kind = settings.get("type")
                parts = tuple(IndexPart(attribute=t) if k == "name" else IndexPart(expression=t) for k, t in line.parts)
                method = kind.text if kind else None
                indexes.append(Index(parts=parts, unique=settings.has("unique"), method=method, **common))
        every = ([primary] if primary else []) + keys
        if not meta:
            return primary, tuple(keys), tuple(indexes)
        every = [_with_key(key, meta, word) for key, word in zip(every, key_slugs(every), strict=True)]
        done = [_with_index(index, meta, word) for index, word in zip(indexes, index_slugs(indexes), strict=True)]
        return (every[0] if primary else None), tuple(every[1:] if primary else every), tuple(done)

    def checks(
        self, table: syntax.Table, columns: list[tuple[syntax.Column, syntax.Table]], meta: Mapping[str, str]
    ) -> tuple[Check, ...]:
        settings = (s for column, _ in columns for s in column.settings.items)
        inline = [Check(expression=s.value.text) for s in settings if s.name == "check" and s.value]
        found = [*inline, *(_check(line) for part in self.scope.parts_of(table) for line in part.checks)]
        return tuple(
            _with_check(check, meta, word)
            for check, word in zip(found, extras.slugs(check.label for check in found), strict=True)
        )

    def references(self, entities: Mapping[QualifiedName, Entity]) -> Iterable[Reference]:
        found: dict[Any, Reference] = {}
        for element in self.elements:
            for said, place, settings, span in references_of(element, self.scope):
                complain_of(settings, "reference", self.complain(place))
                for action in (settings.get("delete"), settings.get("update")):
                    if action is not None and action.text.lower() not in ACTIONS:
                        known = ", ".join(ACTIONS)
                        self.report(f"There is no action {action.text!r}. Known: {known}.", place, span)
                end = entities.get(said.child)
                attributes = [end.attribute(n) if end else None for n in said.child_attributes]
                reference = said if self.scope.strict else loosened(said, attributes)
                if reference.ends in found:
                    self.report(f"There are two references {reference}.", place, span)
                found.setdefault(reference.ends, reference)
        for twin in self.from_project(twins.PREFIX, Reference):
            found.setdefault(twin.ends, twin)
        groups: dict[QualifiedName, list[Reference]] = {}
        metadata = self.metadata.tables
        for reference in found.values():
            if reference.child in metadata:
                groups.setdefault(reference.child, []).append(reference)
        words = {
            r.ends: word for group in groups.values() for r, word in zip(group, reference_slugs(group), strict=True)
        }
        for ends, reference in found.items():
            yield described(reference, metadata[reference.child], words[ends]) if ends in words else reference

    # -- the rest -----------------------------------------------------------------------------------------------

    def enums(self) -> tuple[Enum, ...]:
        found = [e for e in self.elements if isinstance(e, syntax.EnumElement)]
        words = extras.slugs(str(qualified(e.name)) for e in found)
        nodes = ((self.enum(e, word), e, e.name_span) for e, word in zip(found, words, strict=True))
        return cast("tuple[Enum, ...]", self.unique(nodes, "enum", lambda enum: enum.name))

    def enum(self, element: syntax.EnumElement, word: str) -> Enum:
        inner = extras.from_json(self.project.get(f"wb_enum_{word}_values", "null"))
        values = ((_enum_value(line, inner), element, line.span) for line in element.values)
        return Enum(
            name=qualified(element.name),
            values=self.unique(values, "value", lambda value: value.name),
            note=self.project.get(f"wb_enum_{word}_note"),
            properties=extras.node_properties(self.project, f"wb_enum_{word}"),
        )

    def area(self, group: syntax.Group) -> SubjectArea:
        complain_of(group.settings, "group", self.complain(group))
        colour, note = group.settings.get("color"), group.settings.get("note")
        facts = {k: v for k, v in _texts(group.settings.items).items() if k not in (COLOUR, NOTE)}
        settings = overlaid(facts, self.metadata.groups.get(qualified(group.name), {}))
        said = group.notes[-1].text if group.notes else (note.text if note else None)
        return SubjectArea(
            name=group_name(group),
            entities=tuple(self.scope.table(name) for name, _ in group.tables),
            color=settings.pop(COLOUR, colour.text if colour else None),
            note=settings.pop(NOTE, said),
            properties=extras.properties_of(settings),
        )


_PARTS = ("wb_key_", "wb_index_", "wb_check_", "wb_ref_")


def key_slugs(keys: Iterable[Key]) -> list[str]:
    """Words for the keys of one entity, the primary key first."""
    return extras.slugs(key.name or " ".join(key.attributes) for key in keys)


def index_slugs(indexes: Iterable[Index]) -> list[str]:
    """Words for the indexes of one entity."""
    return extras.slugs(index.name or " ".join(part.text for part in index.parts) for index in indexes)


def entities_that_differ(
    elements: Sequence[syntax.Element], scope: Scope, wanted: Iterable[Entity]
) -> set[QualifiedName]:
    """Entities that some elements, those that speak of them, do not say as they are to be."""
    entities = {entity.name: entity for entity in wanted}
    reader = _Reader(elements, lambda *_: None, scope)
    said = {qualified(table.name): table for table in reader.tables}
    return {name for name, table in said.items() if name in entities and reader.entity(table) != entities[name]}


def _texts(items: Iterable[syntax.Setting]) -> dict[str, str]:
    return {item.name: item.value.text for item in items if item.value is not None and item.ref is None}


def _enum_value(line: syntax.EnumLine, properties: Any) -> EnumValue:
    note = line.settings.get("note")
    own = properties.get(line.name) if isinstance(properties, dict) else None
    return EnumValue(
        name=line.name,
        note=note.text if note else None,
        properties=Properties({str(k): str(v) for k, v in own.items()}) if isinstance(own, dict) else NO_PROPERTIES,
    )


def _check(line: syntax.CheckLine) -> Check:
    name = line.settings.get("name")
    return Check(expression=line.expression, name=name.text if name else None)


def _with_key(key: Key, meta: Mapping[str, str], word: str) -> Key:
    distinct = meta.get(f"wb_key_{word}_nulls") != "not distinct"
    return replace(key, nulls_distinct=distinct, properties=extras.node_properties(meta, f"wb_key_{word}"))


def _with_check(check: Check, meta: Mapping[str, str], word: str) -> Check:
    prefix = f"wb_check_{word}"
    return replace(check, note=meta.get(f"{prefix}_note"), properties=extras.node_properties(meta, prefix))


def _with_index(index: Index, meta: Mapping[str, str], word: str) -> Index:
    prefix = f"wb_index_{word}"
    down = extras.split_words(meta.get(f"{prefix}_descending", ""))
    parts = tuple(replace(part, descending=str(i + 1) in down) for i, part in enumerate(index.parts))
    include = meta.get(f"{prefix}_include")
    return replace(
        index,
        parts=parts,
        unique=index.unique or f"{prefix}_unique" in meta,
        where=meta.get(f"{prefix}_where"),
        include=extras.split_words(include) if include else (),
        properties=extras.node_properties(meta, prefix),
    )
