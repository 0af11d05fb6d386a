"""Reader: a syntax tree to a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from workbench.errors import WorkbenchError
from workbench.formats.codec import decode
from workbench.formats.dbml import extras, syntax
from workbench.formats.dbml.columns import read_attribute
from workbench.model.bindings import PLAIN_ENTITY, EntityBinding
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import (
    ACTIONS,
    AccessPattern,
    Action,
    Attribute,
    Cardinality,
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


def read(elements: Iterable[syntax.Element], report: Report) -> Model:
    """Make a model of a syntax tree.

    Parameters
    ----------
    elements
        Top-level elements in order.
    report
        Called with what is wrong, the element and the span inside it.

    Returns
    -------
    Model
        Strict about ``>`` where the text says ``wb_dbml: '10'`` or uses a ``?``; loose otherwise, as files written for
        DBML 8 and earlier mean it: any number of children, and a parent wherever the attributes are required.
    """
    return _Reader(list(elements), report).model()


def is_strict(elements: Iterable[syntax.Element]) -> bool:
    """Whether operators mean exactly what DBML 9 and later say."""
    for element in elements:
        if isinstance(element, syntax.Pairs) and any(item.name == "wb_dbml" for item in element.items):
            return True
        if isinstance(element, syntax.Ref) and any("?" in line.right.operator for line in element.lines):
            return True
        if (
            isinstance(element, syntax.Table)
            and element.references
            and any(
                setting.ref is not None and "?" in setting.ref.operator
                for column in element.columns
                for setting in column.settings.items
            )
        ):
            return True
    return False


class _Reader:
    def __init__(self, elements: list[syntax.Element], report: Report) -> None:
        self.elements = elements
        self.report = report
        self.strict = is_strict(elements)
        self.partials = {t.name: t for t in elements if isinstance(t, syntax.Table) and t.partial}
        self.tables = [t for t in elements if isinstance(t, syntax.Table) and not t.partial]
        self.names = {qualified(t.name) for t in self.tables}
        self.aliases = {(t.alias,): qualified(t.name) for t in self.tables if t.alias}
        self.enum_names = {qualified(e.name) for e in elements if isinstance(e, syntax.EnumElement)}
        self.project: dict[str, str] = {}
        self.metadata: dict[QualifiedName, dict[str, str]] = {}

    def model(self) -> Model:
        name, note = None, None
        for element in self.elements:
            if not isinstance(element, syntax.Pairs):
                continue
            if element.keyword == "project":
                name = ".".join(element.name) or name
                note = element.notes[-1].text if element.notes else note
                self.project.update(_texts(element.items))
            elif element.target == "table":
                self.metadata.setdefault(self.table_name(element.name), {}).update(_texts(element.items))
        entities = self.unique(
            ((self.entity(table), table) for table in self.tables), "table", lambda entity: entity.name
        )
        by_name = {entity.name: entity for entity in entities}
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

    def unique(self, found: Any, what: str, key: Any) -> Any:
        seen: dict[Any, Any] = {}
        for node, element in found:
            if key(node) in seen:
                self.report(f"There are two {what}s named {key(node)}.", element, element.name_span)
            seen.setdefault(key(node), node)
        return tuple(seen.values())

    def from_project(self, prefix: str, cls: type[Any]) -> tuple[Any, ...]:
        found = []
        for key, value in self.project.items():
            if key.startswith(prefix):
                try:
                    found.append(decode(cls, extras.from_json(value)))
                except WorkbenchError as error:
                    project = next(e for e in self.elements if isinstance(e, syntax.Pairs) and e.keyword == "project")
                    self.report(f"{key}: {error}", project, project.span)
        return tuple(found)

    # -- names --------------------------------------------------------------------------------------------------

    def table_name(self, parts: syntax.Name) -> QualifiedName:
        """Resolve an alias, and the default schema ``public`` where only one of both spellings is a table."""
        if parts in self.aliases:
            return self.aliases[parts]
        name = qualified(parts)
        if name not in self.names:
            other = QualifiedName(name.name, "public" if name.schema is None else None)
            if other in self.names and name.schema in (None, "public"):
                return other
        return name

    # -- tables -------------------------------------------------------------------------------------------------

    def entity(self, table: syntax.Table) -> Entity:
        name = qualified(table.name)
        facts = {k: v for k, v in _texts(table.settings.items).items() if k not in ("headercolor", "note")}
        meta = self.metadata.get(name, {})
        settings = {**facts, **{k: v for k, v in meta.items() if not k.startswith(_PARTS)}}
        columns = [*self.injected(table), *table.columns]
        attributes = self.unique(
            ((read_attribute(column, self.enum_names, self.complain(table)), table) for column in columns),
            "column",
            lambda attribute: attribute.name,
        )
        primary, keys, indexes = self.keys(table, columns, meta)
        note = table.notes[-1].text if table.notes else None
        if note is None and (value := table.settings.get("note")) is not None:
            note = value.text
        colour = table.settings.get("headercolor")
        partitioning = None
        if "wb_partitioning" in settings:
            partitioning = self.decoded(Partitioning, settings["wb_partitioning"], table)
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
            color=colour.text if colour else None,
            binding=EntityBinding(source=source, select=select) if source or select else PLAIN_ENTITY,
            note=note,
            properties=extras.properties_of(settings),
        )

    def injected(self, table: syntax.Table) -> Iterable[syntax.Column]:
        """Columns of partials; the table's own win, later partials win over earlier ones."""
        found: dict[str, syntax.Column] = {}
        for name in table.injected:
            partial = self.partials.get((name,))
            if partial is None:
                self.report(f"There is no partial {name!r}.", table, table.name_span)
            else:
                found.update({column.name: column for column in partial.columns})
        own = {column.name for column in table.columns}
        return [column for column in found.values() if column.name not in own]

    def complain(self, element: syntax.Element) -> Callable[[str, tuple[int, int]], None]:
        return lambda message, span: self.report(message, element, span)

    def decoded(self, cls: type[Any], text: str, element: syntax.Element) -> Any:
        try:
            return decode(cls, extras.from_json(text))
        except WorkbenchError as error:
            self.report(str(error), element, element.name_span)
            return None

    def keys(
        self, table: syntax.Table, columns: list[syntax.Column], meta: Mapping[str, str]
    ) -> tuple[Key | None, tuple[Key, ...], tuple[Index, ...]]:
        inline = tuple(c.name for c in columns if c.settings.has("pk", "primary key"))
        primary = Key(attributes=inline) if inline else None
        keys = [Key(attributes=(c.name,)) for c in columns if c.settings.has("unique")]
        indexes = []
        for line in table.indexes:
            settings = line.settings
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
        every = [_with_key(key, meta, word) for key, word in zip(every, key_slugs(every), strict=True)]
        done = [_with_index(index, meta, word) for index, word in zip(indexes, index_slugs(indexes), strict=True)]
        return (every[0] if primary else None), tuple(every[1:] if primary else every), tuple(done)

    def checks(self, table: syntax.Table, columns: list[syntax.Column], meta: Mapping[str, str]) -> tuple[Check, ...]:
        inline = [
            Check(expression=s.value.text) for c in columns for s in c.settings.items if s.name == "check" and s.value
        ]
        found = [*inline, *(_check(line) for line in table.checks)]
        return tuple(
            replace(check, note=meta.get(f"wb_check_{word}_note"), properties=_properties(meta, f"wb_check_{word}"))
            for check, word in zip(found, extras.slugs(check.label for check in found), strict=True)
        )

    # -- references ---------------------------------------------------------------------------------------------

    def references(self, entities: Mapping[QualifiedName, Entity]) -> Iterable[Reference]:
        found: dict[Any, Reference] = {}
        for element in self.elements:
            for reference, span in self.references_of(element):
                end = entities.get(reference.child)
                attributes = [end.attribute(n) if end else None for n in reference.child_attributes]
                placed = self.placed(reference, attributes)
                if placed.ends in found:
                    self.report(f"There are two references {placed}.", element, span)
                found.setdefault(placed.ends, placed)
        groups: dict[QualifiedName, list[Reference]] = {}
        for reference in found.values():
            groups.setdefault(reference.child, []).append(reference)
        words = {
            r.ends: word for group in groups.values() for r, word in zip(group, reference_slugs(group), strict=True)
        }
        for reference in found.values():
            yield _with_reference(reference, self.metadata.get(reference.child, {}), words[reference.ends])

    def references_of(self, element: syntax.Element) -> Iterable[tuple[Reference, tuple[int, int]]]:
        if isinstance(element, syntax.Ref):
            name = ".".join(element.name) or None
            for line in element.lines:
                yield self.reference(line.left, line.left_columns, line.right, line.settings, name), line.span
        elif isinstance(element, syntax.Table) and not element.partial:
            for column in [*self.injected(element), *element.columns]:
                for setting in column.settings.items:
                    if setting.ref is not None:
                        end = setting.ref
                        yield (
                            self.reference(element.name, (column.name,), end, syntax.NO_SETTINGS, None),
                            setting.span,
                        )

    def reference(
        self,
        left: syntax.Name,
        columns: tuple[str, ...],
        right: syntax.Endpoint,
        settings: syntax.Settings,
        name: str | None,
    ) -> Reference:
        operator = right.operator
        symbol = operator.strip("?")
        left_end = Cardinality.of(0 if operator.startswith("?") else 1, many=symbol in (">", "<>"))
        right_end = Cardinality.of(0 if operator.endswith("?") else 1, many=symbol in ("<", "<>"))
        ends = [(self.table_name(left), columns, left_end), (self.table_name(right.table), right.columns, right_end)]
        if symbol == "<":
            ends.reverse()
        colour = settings.get("color")
        return Reference(
            child=ends[0][0],
            child_attributes=ends[0][1],
            child_cardinality=ends[0][2],
            parent=ends[1][0],
            parent_attributes=ends[1][1],
            parent_cardinality=ends[1][2],
            name=name,
            on_delete=_action(settings.get("delete")),
            on_update=_action(settings.get("update")),
            enforced=not settings.has("inactive"),
            color=colour.text if colour else None,
        )

    def placed(self, reference: Reference, attributes: list[Attribute | None]) -> Reference:
        return reference if self.strict else loosened(reference, attributes)

    # -- the rest -----------------------------------------------------------------------------------------------

    def enums(self) -> tuple[Enum, ...]:
        found = [e for e in self.elements if isinstance(e, syntax.EnumElement)]
        nodes = []
        for element, word in zip(found, extras.slugs(str(qualified(e.name)) for e in found), strict=True):
            inner = extras.from_json(self.project.get(f"wb_enum_{word}_values", "null")) or {}
            values = self.unique(
                (
                    (
                        EnumValue(
                            name=line.name,
                            note=note.text if (note := line.settings.get("note")) else None,
                            properties=Properties(inner[line.name]) if line.name in inner else NO_PROPERTIES,
                        ),
                        element,
                    )
                    for line in element.values
                ),
                "value",
                lambda value: value.name,
            )
            nodes.append(
                Enum(
                    name=qualified(element.name),
                    values=values,
                    note=self.project.get(f"wb_enum_{word}_note"),
                    properties=_properties(self.project, f"wb_enum_{word}"),
                )
            )
        return cast("tuple[Enum, ...]", self.unique(zip(nodes, found, strict=True), "enum", lambda enum: enum.name))

    def area(self, group: syntax.Group) -> SubjectArea:
        colour, note = group.settings.get("color"), group.settings.get("note")
        settings = {k: v for k, v in _texts(group.settings.items).items() if k not in ("color", "note")}
        return SubjectArea(
            name=qualified(group.name),
            entities=tuple(self.table_name(name) for name, _ in group.tables),
            color=colour.text if colour else None,
            note=group.notes[-1].text if group.notes else (note.text if note else None),
            properties=extras.properties_of(settings),
        )


_PARTS = ("wb_key_", "wb_index_", "wb_check_", "wb_ref_")


def loosened(reference: Reference, attributes: list[Attribute | None]) -> Reference:
    """What a plain operator means in a text for DBML 8: nothing about minima but what the columns say."""
    required = all(attribute is not None and not attribute.nullable for attribute in attributes)
    child, parent = reference.child_cardinality, reference.parent_cardinality
    return replace(
        reference,
        child_cardinality=Cardinality.of(0, many=child.many),
        parent_cardinality=Cardinality.of(0 if parent.many else int(required), many=parent.many),
    )


def key_slugs(keys: Iterable[Key]) -> list[str]:
    """Words for the keys of one entity, the primary key first."""
    return extras.slugs(key.name or " ".join(key.attributes) for key in keys)


def index_slugs(indexes: Iterable[Index]) -> list[str]:
    """Words for the indexes of one entity."""
    return extras.slugs(index.name or " ".join(part.text for part in index.parts) for index in indexes)


def reference_slugs(references: Iterable[Reference]) -> list[str]:
    """Words for the references that one entity holds."""
    return extras.slugs(r.name or f"{' '.join(r.child_attributes)} {r.parent.name}" for r in references)


def name_reader(elements: Iterable[syntax.Element]) -> _Reader:
    """Reader that resolves the names of a text without reading it into a model."""
    return _Reader(list(elements), lambda *_: None)


def entities_that_differ(elements: list[syntax.Element], after: Model, before: Model) -> set[QualifiedName]:
    """Entities that changed between two models and that a text does not say as the second has them."""
    same = before.entities_by_name
    changed = {entity.name for entity in after.entities if same.get(entity.name) is not entity}
    if not changed:
        return set()
    work = _Reader(elements, lambda *_: None)
    work.enum_names = set(after.enums_by_name)
    for element in elements:
        if isinstance(element, syntax.Pairs) and element.target == "table":
            work.metadata.setdefault(work.table_name(element.name), {}).update(_texts(element.items))
    said = {qualified(table.name): table for table in work.tables if qualified(table.name) in changed}
    return {name for name, table in said.items() if work.entity(table) != after.entities_by_name[name]}


def qualified(parts: syntax.Name) -> QualifiedName:
    return QualifiedName(parts[-1], ".".join(parts[:-1]) or None)


def _texts(items: Iterable[syntax.Setting]) -> dict[str, str]:
    return {item.name: item.value.text for item in items if item.value is not None and item.ref is None}


def _properties(extra: Mapping[str, str], prefix: str) -> Properties:
    found = extras.from_json(extra.get(f"{prefix}_properties", "null"))
    return Properties({str(k): str(v) for k, v in found.items()}) if isinstance(found, dict) else NO_PROPERTIES


def _action(value: syntax.Value | None) -> Action | None:
    text = value.text.lower() if value else None
    return next((action for action in ACTIONS if action == text), None)


def _check(line: syntax.CheckLine) -> Check:
    name = line.settings.get("name")
    return Check(expression=line.expression, name=name.text if name else None)


def _with_key(key: Key, meta: Mapping[str, str], word: str) -> Key:
    distinct = meta.get(f"wb_key_{word}_nulls") != "not distinct"
    return replace(key, nulls_distinct=distinct, properties=_properties(meta, f"wb_key_{word}"))


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
        properties=_properties(meta, prefix),
    )


def _with_reference(reference: Reference, meta: Mapping[str, str], word: str) -> Reference:
    prefix = f"wb_ref_{word}"
    return replace(
        reference,
        deferrable=meta.get(f"{prefix}_deferrable") == "true",
        note=meta.get(f"{prefix}_note"),
        properties=_properties(meta, prefix),
    )
