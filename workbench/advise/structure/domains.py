"""Domains: attributes of several entities that hold the same kind of value and refer to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.advise._bound import measurable
from workbench.advise._listing import listed
from workbench.advise._words import KEY_WORDS, table_words
from workbench.facts import Facts, Question, Values, ValuesFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, Change, Edit
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Domain, Entity
from workbench.model.subjects import Subject
from workbench.model.types import Char, Text
from workbench.naming import singular, words

# What is kept in lists that stand outside the business: such columns mean the same wherever they are.
_STANDARD = frozenset(
    "country nationality currency language locale unit uom region state province timezone incoterm".split()
)
_MOST_VALUES = 300
_LEAST_SHARED = 0.6  # of the values of the smaller of two columns


@dataclass(frozen=True)
class _Member:
    entity: Entity
    attribute: Attribute
    values: frozenset[str]

    @property
    def title(self) -> str:
        return f"{self.entity.name}.{self.attribute.name}"


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a domain for attributes of the same meaning whose values overlap."""
    groups: dict[str, list[tuple[Entity, Attribute]]] = {}
    for entity in model.entities:
        if entity.source not in facts.tables:
            continue
        refers = {name for r in model.references_from(entity.name) for name in r.child_attributes}
        for attribute in entity.attributes:
            if attribute.name not in refers and (noun := _noun(facts, entity, attribute)):
                groups.setdefault(noun, []).append((entity, attribute))
    tables = {table_words(entity.name.name) for entity in model.entities}
    for noun, places in groups.items():
        if len({entity.name for entity, _ in places}) < 2 or (noun,) in tables:
            continue
        found = []
        for entity, attribute in places:
            question = Values(str(entity.name), attribute.name, _MOST_VALUES)
            fact = facts.get(question)
            if not isinstance(fact, ValuesFact):
                yield question
            elif fact.values:
                found.append(_Member(entity, attribute, frozenset(value for value, _ in fact.values)))
        if len(found) == len(places):
            yield from (_finding(model, noun, group) for group in _alike(found) if _worth(group))


def _noun(facts: Facts, entity: Entity, attribute: Attribute) -> str | None:
    """What an attribute holds by its name, where that is kept in lists: ``customer_country`` gives ``country``."""
    if not isinstance(attribute.type, Text | Char) or attribute.personal is not None or attribute.domain is not None:
        return None
    column = facts.column(entity.source, attribute.column)
    if column is None or not 0 < column.distinct <= _MOST_VALUES or not measurable(facts, entity, (attribute.name,)):
        return None
    if entity.key_of((attribute.name,)) is not None:
        return None
    said = [singular(word) for word in words(attribute.name)]
    while len(said) > 1 and said[-1] in KEY_WORDS | {"name", "iso"}:
        said.pop()
    return said[-1] if said and said[-1] in _STANDARD else None


def _alike(members: list[_Member]) -> Iterator[list[_Member]]:
    """Groups whose values overlap, each with one of the others at least."""
    left = list(members)
    while left:
        group = [left.pop(0)]
        for one in group:  # grows while it is gone through
            near = [
                m for m in left if len(m.values & one.values) >= _LEAST_SHARED * min(len(m.values), len(one.values))
            ]
            left = [m for m in left if m not in near]
            group += near
        yield group


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _LEAST_SHARED * min(len(one), len(other))


def _worth(group: list[_Member]) -> bool:
    return len({member.entity.name for member in group}) > 1


def _finding(model: Model, noun: str, group: list[_Member]) -> Finding:
    values = frozenset().union(*(member.values for member in group))
    name = _name(model, noun, group)
    kinds = Counter(str(member.attribute.type) for member in group)
    widest = max((member.attribute.type for member in group), key=lambda t: kinds[str(t)])
    edits: list[Edit] = [Add(Domain(name=name, type=widest))]
    edits += [
        Change.of(Subject.attribute(m.entity.name, m.attribute.name), domain=name)
        for m in group
        if m.attribute.type == widest
    ]
    titles = [member.title for member in group]
    return Finding(
        "STR-006-shared-domain",
        "advice",
        Subject.named("domain", name),
        f"{listed(titles)} hold the same kind of value, {len(values)} different ones in all, "
        f"and refer to nothing. Make them the domain {name}, or give them a table of their own to refer to.",
        Evidence(
            figures=(
                Figure("attributes", len(group), "attributes"),
                Figure("values", len(values), "values"),
                Figure("values in all of them", len(frozenset.intersection(*(m.values for m in group))), "values"),
            ),
            reason="named alike, and their values overlap",
        ),
        tuple(edits),
        0.6,
    )


def _name(model: Model, noun: str, group: list[_Member]) -> QualifiedName:
    """The name that most of them have, or the noun; none that is taken."""
    names = Counter("_".join(words(member.attribute.name)) for member in group)
    name, count = names.most_common(1)[0]
    base = name if count > 1 else noun
    taken = {*map(str, model.enums_by_name), *map(str, model.entities_by_name), *(str(d.name) for d in model.domains)}
    free, number = base, 2
    while free in taken:
        free, number = f"{base}_{number}", number + 1
    return QualifiedName(free)
