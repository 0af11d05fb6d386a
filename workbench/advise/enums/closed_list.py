"""Closed list: which attributes hold one of a few values that name a kind, a state or a way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.advise.data.variants import variants
from workbench.facts import Facts, Question, Values, ValuesFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, Change, Edit
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity, Enum, EnumValue
from workbench.model.subjects import Subject
from workbench.model.types import Char, EnumOf, Text
from workbench.naming import singular, words

_MOST = 20
# Names of what has a closed list of values; and of what never has one, however few values are there today.
_KINDS = frozenset(
    (
        "status state kind type tier level method reason category class mode channel role priority severity stage "
        "phase gender sex size carrier frequency grade segment title flag group unit condition"
    ).split()
)
_OPEN = frozenset(
    (
        "name city country region street address comment note notes description email phone fax url code id key no "
        "number sku path file company department postal zip province county currency language promo store brand mfgr "
        "container"
    ).split()
)


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose an enum for each attribute with a closed list; attributes of the same list share one."""
    found: list[tuple[Entity, Attribute, ValuesFact, float]] = []
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None:
            continue
        held = {name for r in model.references_from(entity.name) for name in r.child_attributes}
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or attribute.name in held or entity.key_of((attribute.name,)):
                continue
            if attribute.personal is not None:
                continue  # values of people are no list, and the finding would show them
            if not isinstance(attribute.type, Text | Char) or not 1 < column.distinct <= _MOST * 1.3 or table.rows < 50:
                continue
            if column.distinct > table.rows * 0.1:
                continue
            question = Values(str(entity.name), attribute.name, _MOST)
            fact = facts.get(question)
            if not isinstance(fact, ValuesFact):
                yield question
            elif (confidence := _confidence(attribute, fact)) > 0.3:
                found.append((entity, attribute, fact, confidence))
    yield from _findings(model, found)


def _confidence(attribute: Attribute, fact: ValuesFact) -> float:
    values = [value for value, _ in fact.values]
    if len(values) < 2 or any(len(value) > 40 for value in values):
        return 0.0
    name = [singular(word) for word in words(attribute.column)]
    texts = sum(any(c.isalpha() for c in value) for value in values) / len(values)
    per_value = fact.rows / len(values)
    score = 0.55 + 0.2 * min(1.0, per_value / 200) + 0.1 * (len(values) <= 8)
    if set(name) & _KINDS or words(attribute.column)[-1:] == ("status",):
        score += 0.25
    if name and (name[-1] in _OPEN or set(name) & (_OPEN - {"name", "code", "id", "key", "no", "number"})):
        score -= 0.35
    # Lower case or capitals throughout is how machines write states; names of things are written like names.
    if all(value.islower() or value.isupper() for value in values if any(c.isalpha() for c in value)):
        score += 0.08
    if texts < 1.0:
        score -= 0.3
    if all(len(value) == 2 and value.isupper() for value in values):
        score -= 0.4  # countries, states of a country, currencies: lists that are kept elsewhere
    return round(max(0.0, min(0.97, score)), 3)


def _findings(model: Model, found: list[tuple[Entity, Attribute, ValuesFact, float]]) -> Iterator[Finding]:
    by_values: dict[frozenset[str], QualifiedName] = {
        frozenset(value.name for value in enum.values): enum.name for enum in model.enums
    }
    names = Counter(str(enum.name) for enum in model.enums)
    # The attribute whose name says most names the enum for all that share its list.
    shared: dict[frozenset[str], list[tuple[Entity, Attribute]]] = {}
    for entity, attribute, fact, _ in found:
        shared.setdefault(frozenset(value for value, _ in fact.values), []).append((entity, attribute))
    for entity, attribute, fact, confidence in sorted(found, key=lambda item: -item[3]):
        values = frozenset(value for value, _ in fact.values)
        edits: list[Edit] = []
        if values not in by_values:
            name = _name(shared[values], names)
            names[str(name)] += 1
            by_values[values] = name
        name = by_values[values]
        if name not in model.enums_by_name:
            edits.append(Add(Enum(name=name, values=tuple(EnumValue(name=v) for v in sorted(values)))))
        subject = Subject.attribute(entity.name, attribute.name)
        edits.append(Change.of(subject, type=EnumOf(name)))
        shown = ", ".join(value for value, _ in fact.values)
        # A list that has one value in two ways of writing is not to be fixed yet.
        sure = min(confidence, 0.5) if variants(fact.values) else confidence
        yield Finding(
            "ENUM-001-closed-list",
            "advice",
            subject,
            f"Holds one of {len(values)} values: {shown}. Make it the enum {name}.",
            Evidence(
                figures=(Figure("values", len(values), "values"), Figure("rows", fact.rows, "rows")),
                reason="few values, repeated often",
            ),
            tuple(edits),
            sure,
        )


def _name(places: list[tuple[Entity, Attribute]], taken: Counter[str]) -> QualifiedName:
    """Name after the attribute, with the entity's where the attribute's alone says too little."""
    longest = max(places, key=lambda place: len(words(place[1].name)))[1].name
    entity, attribute = places[0]
    parts = [singular(word) for word in words(entity.name.name)]
    own = list(words(longest if len(words(longest)) > 1 else attribute.name))
    short = "_".join(own) if len(own) > 1 else "_".join([*parts[-1:], *own])
    name, number = short, 2
    while taken[name]:
        name = f"{short}_{number}"
        number += 1
    return QualifiedName(name)
