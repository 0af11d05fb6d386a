"""From model, facts and findings to the dictionary as a value."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.advise.structure.grain import grain_sentence, proposed_keys
from workbench.dictionary import _wording as wording
from workbench.dictionary._measures import measure, personal_attributes
from workbench.dictionary._pages import (
    AreaPage,
    AttributePage,
    CheckPage,
    Dictionary,
    EntityPage,
    FindingPage,
    KeyPage,
    Link,
    ListPage,
    Measures,
    ReferencePage,
    SqlPage,
)
from workbench.dictionary._wording import CHILDREN, PARENTS, plain
from workbench.findings import Findings
from workbench.model.names import quote_part
from workbench.model.types import EnumOf
from workbench.naming import slug
from workbench.webpage import count, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.facts import Facts
    from workbench.findings import Finding
    from workbench.model import Attribute, Entity, Key, LogicalType, Model, QualifiedName, Reference, Subject


class Anchors:
    """Short, unique names of places in a page: the same model always gives the same ones.

    Examples
    --------
    >>> anchors = Anchors()
    >>> anchors.of("table", "Order lines"), anchors.of("table", "order_lines"), anchors.of("table", "Order lines")
    ('table-order_lines', 'table-order_lines-2', 'table-order_lines')
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._used: Counter[str] = Counter()

    def of(self, kind: str, name: str) -> str:
        """Anchor of a named thing, made when it is first asked for."""
        if (kind, name) not in self._given:
            base = f"{kind}-{slug(name)}"
            self._used[base] += 1
            # A suffix after a hyphen: slugs have none, so it cannot meet another name's anchor.
            self._given[kind, name] = base if self._used[base] == 1 else f"{base}-{self._used[base]}"
        return self._given[kind, name]


@dataclass
class _Composer:
    """What the parts of the dictionary need to know of the whole while it is put together."""

    model: Model
    facts: Facts | None
    show_personal: bool
    proposed: Mapping[QualifiedName, Key] = field(default_factory=dict)
    anchors: Anchors = field(default_factory=Anchors)
    masked: bool = False

    def __post_init__(self) -> None:
        self.outgoing: defaultdict[QualifiedName, list[Reference]] = defaultdict(list)
        self.incoming: defaultdict[QualifiedName, list[Reference]] = defaultdict(list)
        for reference in self.model.ordered_references:
            self.outgoing[reference.child].append(reference)
            self.incoming[reference.parent].append(reference)
        self.personal = frozenset() if self.show_personal else personal_attributes(self.model)
        for entity in self.model.entities:  # in the order of the model, so that suffixes do not depend on use
            self.anchors.of("table", str(entity.name))

    # -- links --------------------------------------------------------------------------------------------------

    def to_entity(self, name: QualifiedName) -> Link:
        known = self.model.has_entity(name)
        return Link(plain(name), self.anchors.of("table", str(name)) if known else None)

    def to_attribute(self, entity: QualifiedName, attribute: str) -> Link:
        text = f"{plain(entity)}.{attribute}"
        table = self.to_entity(entity).anchor
        owner = self.model.entities_by_name.get(entity)
        if owner is None or owner.attribute(attribute) is None:
            return Link(text, table)
        return Link(text, self.anchors.of("column", f"{entity}.{quote_part(attribute)}"), table)

    def to_type(self, kind: LogicalType) -> Link:
        inner = wording.innermost(kind)
        if isinstance(inner, EnumOf):
            known = inner.enum in self.model.enums_by_name
            text = str(kind).replace(str(inner), plain(inner.enum))
            return Link(text, self.anchors.of("enum", str(inner.enum)) if known else None)
        return Link(str(kind))

    def to_subject(self, subject: Subject) -> Link:
        anchor = None
        if subject.kind == "attribute" and subject.name is not None:
            place = self.to_attribute(subject.name, subject.attributes[0])
            return Link(subject.title, place.anchor, place.table)
        if subject.kind == "enum" and subject.name in self.model.enums_by_name:
            anchor = self.anchors.of("enum", str(subject.name))
        elif subject.kind in ("entity", "key", "index", "check", "reference") and subject.name is not None:
            anchor = self.to_entity(subject.name).anchor
        return Link(subject.title, anchor)

    # -- entities -----------------------------------------------------------------------------------------------

    def entity(self, entity: Entity, findings: tuple[FindingPage, ...]) -> EntityPage:
        table = None
        if self.facts is not None and entity.binding.select is None:
            table = self.facts.tables.get(entity.source)
        outgoing = tuple(self.outgoing[entity.name])
        return EntityPage(
            name=plain(entity.name),
            anchor=self.anchors.of("table", str(entity.name)),
            note=entity.note,
            source=wording.source(entity, table.origin if table is not None else None),
            rows=None if table is None else table.rows,
            grain=grain_sentence(self.model, entity, self.facts if table else None, proposed=self.proposed),
            attributes=tuple(self.attribute(entity, attribute, outgoing) for attribute in entity.attributes),
            keys=tuple(
                KeyPage(
                    kind="Primary key" if key is entity.primary_key else "Unique",
                    attributes=key.attributes,
                    name=key.name,
                    note=key.note,
                )
                for key in entity.all_keys
            ),
            references=tuple(self.reference(reference) for reference in outgoing),
            referenced_by=tuple(self.reference(reference) for reference in self.incoming[entity.name]),
            indexes=tuple(wording.index_page(index) for index in entity.indexes),
            checks=tuple(CheckPage(expression=c.expression, name=c.name, note=c.note) for c in entity.checks),
            partitioning=wording.partitioning(entity),
            kinships=tuple(self.kinships(entity.name)),
            properties=wording.properties(entity),
            findings=findings,
        )

    def attribute(self, entity: Entity, attribute: Attribute, outgoing: tuple[Reference, ...]) -> AttributePage:
        hidden = (entity.name, attribute.name) in self.personal
        found: Measures | None = None
        if self.facts is not None:
            found = measure(entity, attribute, self.facts, masked=hidden)
            self.masked |= found is not None and hidden
        parents = tuple(
            self.to_attribute(reference.parent, there)
            for reference in outgoing
            for here, there in zip(reference.child_attributes, reference.parent_attributes, strict=False)
            if here == attribute.name
        )
        return AttributePage(
            name=attribute.name,
            anchor=self.anchors.of("column", f"{entity.name}.{quote_part(attribute.name)}"),
            type=self.to_type(attribute.type),
            nullable=attribute.nullable,
            marks=wording.marks(entity, attribute, foreign=bool(parents)),
            parents=parents,
            personal=attribute.personal,
            remarks=tuple(wording.remarks(attribute)),
            note=attribute.note,
            properties=wording.properties(attribute),
            measures=found,
        )

    def reference(self, reference: Reference) -> ReferencePage:
        child = self.model.entities_by_name.get(reference.child)
        key = child.primary_key if child is not None else None
        return ReferencePage(
            child=self.to_entity(reference.child),
            child_attributes=reference.child_attributes,
            parent=self.to_entity(reference.parent),
            parent_attributes=reference.parent_attributes,
            name=reference.name,
            parents_per_child=PARENTS[reference.parent_cardinality],
            children_per_parent=CHILDREN[reference.child_cardinality],
            identifying=key is not None and set(reference.child_attributes) <= set(key.attributes),
            rules=tuple(wording.rules(reference)),
            note=reference.note,
            properties=wording.properties(reference),
        )

    def kinships(self, name: QualifiedName) -> Iterable[tuple[Link, ...]]:
        for node in self.model.generalisations:
            traits = ["disjoint" if node.disjoint else "overlapping", "total" if node.total else "partial"]
            if node.discriminator:
                traits.append(f"told apart by {node.discriminator}")
            ending = Link(f" ({', '.join(traits)})")
            if name == node.parent:
                children = [part for child in node.children for part in (Link(", "), self.to_entity(child))][1:]
                yield (Link("Subtypes: "), *children, ending)
            if name in node.children:
                yield (Link("Subtype of "), self.to_entity(node.parent), ending)

    # -- the rest -----------------------------------------------------------------------------------------------

    def areas(self, pages: dict[QualifiedName, EntityPage]) -> Iterable[AreaPage]:
        """Chapters: each entity in the first area that names it, those of no area last."""
        left = dict(pages)
        for area in self.model.areas:
            entities = tuple(left.pop(name) for name in dict.fromkeys(area.entities) if name in left)
            if entities:
                anchor = self.anchors.of("area", str(area.name))
                yield AreaPage(name=plain(area.name), anchor=anchor, note=area.note, entities=entities)
        if left:
            name = "Other tables" if len(left) < len(pages) else None
            yield AreaPage(name=name, anchor="other-tables", note=None, entities=tuple(left.values()))

    def used_by(self, wanted: object) -> tuple[Link, ...]:
        """Attributes of a type or a domain."""
        return tuple(
            self.to_attribute(entity.name, attribute.name)
            for entity in self.model.entities
            for attribute in entity.attributes
            if wanted in (wording.innermost(attribute.type), attribute.domain)
        )

    def finding(self, finding: Finding) -> FindingPage:
        name, about = finding.subject.name, finding.subject.attributes
        evidence = finding.evidence
        hidden = not self.show_personal and (
            evidence.personal or (name is not None and any((name, one) in self.personal for one in about))
        )
        shown = [f for f in evidence.figures if not (hidden and isinstance(f.value, str))]
        return FindingPage(
            severity=finding.severity,
            code=finding.code,
            subject=self.to_subject(finding.subject),
            message=finding.message,
            evidence=": ".join(filter(None, (evidence.status, "; ".join(map(str, shown))))),
            confidence=finding.confidence,
        )


def compose(
    model: Model,
    *,
    facts: Facts | None = None,
    findings: Iterable[Finding] = (),
    show_personal: bool = False,
    title: str | None = None,
    diagram_svg: str | None = None,
    diagram_svg_dark: str | None = None,
) -> Dictionary:
    """Put a dictionary together.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Model, QualifiedName
    >>> orders = Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),))
    >>> compose(Model(name="shop", entities=(orders,))).figures
    (('table', '1'), ('column', '1'), ('references', '0'), ('described', '0 %'))
    """
    given = Findings(findings)
    composer = _Composer(model, facts, show_personal, proposed_keys(given))
    advice = [composer.finding(finding) for finding in given]
    subjects = [finding.subject.name for finding in given]
    entities = {
        entity.name: composer.entity(
            entity, tuple(page for page, name in zip(advice, subjects, strict=True) if name == entity.name)
        )
        for entity in model.entities
    }
    areas = tuple(composer.areas(entities))
    return Dictionary(
        title=title or model.name or "Data dictionary",
        note=model.note,
        figures=tuple(_figures(model, entities.values(), advice)),
        areas=areas,
        enums=tuple(
            ListPage(
                name=plain(enum.name),
                anchor=composer.anchors.of("enum", str(enum.name)),
                note=enum.note,
                items=tuple((value.name, value.note) for value in enum.values),
                used_by=composer.used_by(EnumOf(enum.name)),
            )
            for enum in model.enums
        ),
        domains=tuple(
            ListPage(
                name=plain(domain.name),
                anchor=composer.anchors.of("domain", str(domain.name)),
                note=domain.note,
                items=tuple(wording.rules_of(domain)),
                used_by=composer.used_by(domain.name),
            )
            for domain in model.domains
        ),
        views=tuple(
            SqlPage(name=plain(v.name), anchor=composer.anchors.of("view", str(v.name)), note=v.note, sql=v.sql)
            for v in model.views
        ),
        patterns=tuple(
            SqlPage(
                name=plain(p.name),
                anchor=composer.anchors.of("query", str(p.name)),
                note=p.note,
                sql=p.sql,
                traits=(
                    *((f"{count(p.per_day)} a day",) if p.per_day is not None else ()),
                    *((f"within {count(p.budget_ms)} ms",) if p.budget_ms is not None else ()),
                ),
            )
            for p in model.patterns
        ),
        findings=tuple(advice),
        properties=wording.properties(model),
        masked=composer.masked,
        diagram_svg=diagram_svg,
        diagram_svg_dark=diagram_svg_dark,
    )


def _figures(model: Model, pages: Iterable[EntityPage], advice: list[FindingPage]) -> Iterator[tuple[str, str]]:
    """Count what a reader wants to know first."""
    attributes = [attribute for entity in model.entities for attribute in entity.attributes]
    described = sum(bool(node.note) for node in (*model.entities, *attributes))
    nodes = len(model.entities) + len(attributes)
    yield _counted(len(model.entities), "table")
    yield _counted(len(attributes), "column")
    yield _counted(len(model.references), "reference")
    counted = [page.rows for page in pages if page.rows is not None]
    if counted:
        yield _counted(sum(counted), "row")
    if nodes:
        yield "described", share(described / nodes)
    if personal := sum(bool(attribute.personal) for attribute in attributes):
        yield _counted(personal, "personal column")
    if advice:
        yield _counted(len(advice), "finding")


def _counted(number: int, noun: str) -> tuple[str, str]:
    return noun if number == 1 else f"{noun}s", count(number)
