"""Subtypes: entities that share the key of another and say more of some of its rows, and which rows those are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.advise._bound import measurable
from workbench.advise._listing import listed
from workbench.advise._words import table_words
from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model, subject_of
from workbench.model.nodes import Attribute, Entity, Generalisation, Reference
from workbench.model.subjects import Subject
from workbench.model.types import BOOLEAN, Char, EnumOf, Text
from workbench.naming import sql_quote, words
from workbench.questions import Subtyped, SubtypedFact

# A discriminator has few values; rows against it are faults up to this share of the subtype's rows.
_MOST_VALUES = 12
_FAULTY_SHARE = 0.005
_MOST_DISCRIMINATORS = 6
# So few rows agree with anything by accident.
_LEAST_PARENTS = 20
_LEAST_CHILDREN = 5
_KINDS = frozenset("kind type class category role subtype discriminator sort".split())


@dataclass(frozen=True)
class _Family:
    """An entity, the references to its key from keys of others, and what was measured of them."""

    entity: Entity
    references: list[Reference]
    fact: SubtypedFact


@dataclass(frozen=True)
class _Told:
    """A discriminator, the values of it that tell each child, and the keys that it tells wrongly."""

    attribute: str
    values: tuple[tuple[str, ...], ...]
    wrong: tuple[int, ...]


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose generalisations, and tell of tables that say more of each row, or of some rows, of another."""
    for entity in model.entities:
        references = list(_sharing(facts, model, entity))
        if not references or entity.primary_key is None:
            continue
        question = Subtyped(
            str(entity.name),
            entity.primary_key.attributes,
            tuple(a.name for a in _discriminators(facts, entity))[:_MOST_DISCRIMINATORS],
            tuple((str(r.child), _in_order(r, entity.primary_key.attributes)) for r in references),
        )
        fact = facts.get(question)
        if not isinstance(fact, SubtypedFact):
            yield question
        elif fact.parents:
            yield from _judged(model, _Family(entity, references, fact))


def _sharing(facts: Facts, model: Model, entity: Entity) -> Iterator[Reference]:
    """References to the key of an entity from keys of others, one for each of them."""
    seen = set()
    key = entity.primary_key
    if key is None or entity.source not in facts.tables or not measurable(facts, entity, key.attributes):
        return
    for reference in model.references_to(entity.name):
        child = model.entities_by_name.get(reference.child)
        if child is None or child is entity or child.name in seen or child.primary_key is None:
            continue
        table = facts.tables.get(child.source)
        whole = frozenset(reference.parent_attributes) == frozenset(key.attributes)
        same = frozenset(reference.child_attributes) == frozenset(child.primary_key.attributes)
        if whole and same and table is not None and table.rows and measurable(facts, child, reference.child_attributes):
            seen.add(child.name)
            yield reference


def _in_order(reference: Reference, key: Sequence[str]) -> tuple[str, ...]:
    ours = dict(zip(reference.parent_attributes, reference.child_attributes, strict=True))
    return tuple(ours[name] for name in key)


def _discriminators(facts: Facts, entity: Entity) -> list[Attribute]:
    """Attributes that may tell of which subtype a row is; those that are named so come first."""
    found = []
    for attribute in entity.attributes:
        column = facts.column(entity.source, attribute.column)
        if column is None or attribute.personal is not None or entity.key_of((attribute.name,)) is not None:
            continue
        listed = isinstance(attribute.type, EnumOf | Text | Char) or attribute.type == BOOLEAN
        if listed and 1 < column.distinct <= _MOST_VALUES:
            found.append(attribute)
    return sorted(found, key=lambda a: not set(words(a.name)) & _KINDS)


def _judged(model: Model, family: _Family) -> Iterator[Finding]:
    entity, references, fact = family.entity, family.references, family.fact
    counts = [fact.members(i) for i in range(len(references))]
    told = _told(fact, counts)
    # What all rows have is no kind of them; and a part is named after its whole, user_settings, where a kind says
    # of which it is one: business_customers.
    kinds = [
        i
        for i, reference in enumerate(references)
        if counts[i] < fact.parents
        and ((told is not None and told.values[i]) or _is_kind(reference.child.name, entity.name.name))
    ]
    # A word and its opposite, one of which each row is: whatever the names say.
    if not kinds and len(references) > 1 and fact.most == 1 and sum(counts) == fact.parents >= _LEAST_PARENTS:
        kinds = list(range(len(references)))
    if kinds:
        yield from _subtypes(model, family, kinds, told)
    for i, reference in enumerate(references):
        if i not in kinds and counts[i]:
            yield _part(family, reference, counts[i])


def _told(fact: SubtypedFact, counts: Sequence[int]) -> _Told | None:
    """Discriminator that tells most of the children, or None."""
    best: tuple[int, _Told] | None = None
    for name, rows in zip(fact.question.discriminators, fact.told, strict=True):
        values, wrong = [], []
        for i, count in enumerate(counts):
            inside: dict[str | None, int] = {}
            outside: dict[str | None, int] = {}
            for value, members, n in rows:
                side = inside if members[i] else outside
                side[value] = side.get(value, 0) + n
            own = tuple(sorted(v for v, n in inside.items() if v is not None and n > outside.get(v, 0)))
            against = sum(n for v, n in inside.items() if v not in own) + sum(outside.get(v, 0) for v in own)
            enough = fact.parents >= _LEAST_PARENTS and _LEAST_CHILDREN <= count <= fact.parents - _LEAST_CHILDREN
            tells = enough and own and against <= count * _FAULTY_SHARE
            values.append(own if tells else ())
            wrong.append(against if tells else 0)
        score = sum(map(bool, values))
        if score and (best is None or score > best[0]):
            best = score, _Told(name, tuple(values), tuple(wrong))
    return None if best is None else best[1]


def _is_kind(child: str, parent: str) -> bool:
    ours, theirs = table_words(child), table_words(parent)
    return len(ours) > len(theirs) and ours[-len(theirs) :] == theirs


def _subtypes(model: Model, family: _Family, kinds: list[int], told: _Told | None) -> Iterator[Finding]:
    entity, references, fact = family.entity, family.references, family.fact
    if told is not None and not all(told.values[i] for i in kinds):
        told = None  # it tells some of them only
    names = [references[i].child for i in kinds]
    overlapping = sum(n for there, n in fact.together if sum(there[i] for i in kinds) > 1)
    without = sum(n for there, n in fact.together if not any(there[i] for i in kinds))
    node = Generalisation(
        parent=entity.name,
        children=tuple(names),
        disjoint=not overlapping,
        total=not without,
        discriminator=None if told is None else told.attribute,
    )
    if any(g.parent == entity.name and set(names) <= set(g.children) for g in model.generalisations):
        return
    yield Finding(
        "STR-001-subtypes",
        "advice",
        subject_of(node),
        _message(family, kinds, told, overlapping, without),
        Evidence(
            figures=(
                Figure("parents", fact.parents, "rows"),
                *(Figure(str(references[i].child), fact.members(i), "rows") for i in kinds),
                Figure("of more than one", overlapping, "rows"),
                Figure("of none", without, "rows"),
            ),
            reason="they share its key" + ("" if told is None else ", and an attribute tells which rows are there"),
        ),
        (Add(node),),
        0.85 if told is not None else 0.65,
    )
    if told is not None:
        for i in kinds:
            if told.wrong[i]:
                yield _wrong(family, told, i)


def _message(family: _Family, kinds: list[int], told: _Told | None, overlapping: int, without: int) -> str:
    names = [str(family.references[i].child) for i in kinds]
    counts = [f"{family.fact.members(i):,}" for i in kinds]
    verb = "is a subtype" if len(kinds) == 1 else "are subtypes"
    said = f"{listed(names)} {verb} of {family.entity.name}: {listed(counts)} of {family.fact.parents:,} rows"
    if told is not None:
        values = [" or ".join(told.values[i]) for i in kinds]
        if len(kinds) == 1:
            said += f", exactly those whose {told.attribute} is {values[0]}"
        else:
            said += f"; {told.attribute} is " + listed([f"{v} for {n}" for v, n in zip(values, names, strict=True)])
    if len(kinds) > 1:
        said += f". {'No row is' if not overlapping else f'{overlapping:,} rows are'} of more than one"
    return said + (". Every row is of one." if not without else f". {without:,} are of none.")


def _wrong(family: _Family, told: _Told, child: int) -> Finding:
    entity, reference = family.entity, family.references[child]
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in told.values[child])
    count = told.wrong[child]
    flag = f"__in_{child + 1}"
    return Finding(
        "DATA-010-subtype",
        "warning",
        Subject.attribute(entity.name, told.attribute),
        f"{count:,} row{'s say' if count > 1 else ' says'} by {told.attribute} something else than {reference.child} "
        f"does of the same key. Mend {'them' if count > 1 else 'it'} at the source.",
        Evidence(
            figures=(Figure("violations", count, "rows"),),
            sql=f"SELECT * FROM ({family.fact.relation}) WHERE {flag} "
            f"<> (coalesce(CAST({sql_quote(told.attribute)} AS VARCHAR) IN ({listed}), false))",
            personal=any((a := entity.attribute(name)) is None or a.personal for name in family.fact.question.key),
        ),
    )


def _part(family: _Family, reference: Reference, count: int) -> Finding:
    entity, fact = family.entity, family.fact
    if count == fact.parents:
        message = (
            f"Has exactly one row for each row of {entity.name}: both could be one table, unless rights, size or "
            "speed part them."
        )
    else:
        message = f"Has one row, or none, for each row of {entity.name}: {count:,} of {fact.parents:,} have one."
    return Finding(
        "STR-002-optional-part" if count < fact.parents else "STR-003-one-to-one",
        "advice",
        Subject.entity(reference.child),
        message,
        Evidence(
            figures=(Figure("parents", fact.parents, "rows"), Figure("with a row", count, "rows")),
            reason="its key is that of the other",
        ),
    )
