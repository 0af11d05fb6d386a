"""Inclusion: which attribute names a row of which entity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.advise._bound import measurable
from workbench.advise.keys._names import table_words
from workbench.advise.references._chance import chance
from workbench.advise.references._names import NameMatch, match
from workbench.facts import ColumnFacts, Facts, Included, InclusionFact, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, Change, Edit
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Cardinality, Entity, Reference
from workbench.model.subjects import Subject
from workbench.model.types import Text, family
from workbench.naming import sql_quote

# A reference may miss this share of its rows; they are listed as orphans.
ORPHAN_SHARE = 0.02
_FAMILIES = frozenset({"integer", "text", "uuid"})


@dataclass(frozen=True)
class Candidate:
    """An attribute that may refer to an entity by the one attribute of its key."""

    child: Entity
    attribute: Attribute
    parent: Entity
    key: Attribute
    name: NameMatch

    @property
    def question(self) -> Included:
        """What must be measured before it can be judged."""
        return Included(str(self.child.name), self.attribute.name, str(self.parent.name), self.key.name)


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a reference for each attribute whose values are, by name and measurement, those of a key."""
    by_attribute: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in _candidates(facts, model):
        by_attribute.setdefault((str(candidate.child.name), candidate.attribute.name), []).append(candidate)
    for candidates in by_attribute.values():
        missing = [c.question for c in candidates if c.question not in facts]
        if missing:
            yield from missing
            continue
        judged = [
            (c, f, *_confidence(facts, c, f))
            for c in candidates
            if isinstance(f := facts.get(c.question), InclusionFact)
        ]
        held = [
            item for item in judged if item[1].rows and item[1].orphans <= item[1].rows * ORPHAN_SHARE and item[2] > 0.2
        ]
        if not held:
            continue
        # At most one parent for a column: the likeliest, then the one that fits most tightly.
        best = max(held, key=lambda item: (item[2], -item[1].parent_distinct))
        yield from _finding(model, *best)
    yield from _violated(facts, model)


def _candidates(facts: Facts, model: Model) -> Iterator[Candidate]:
    parents = []
    for entity in model.entities:
        key = entity.primary_key
        if key is not None and len(key.attributes) == 1 and entity.source in facts.tables:
            attribute = entity.attribute(key.attributes[0])
            if attribute is not None and family(attribute.type) in _FAMILIES:
                parents.append((entity, attribute))
    for child in model.entities:
        taken = {r.child_attributes[0] for r in model.references_from(child.name) if len(r.child_attributes) == 1}
        for attribute in child.attributes:
            column = facts.column(child.source, attribute.column)
            kind = family(attribute.type)
            if attribute.name in taken or column is None or kind not in _FAMILIES or column.nulls == column.rows:
                continue
            for parent, own in parents:
                if family(own.type) != kind or (parent is child and own is attribute):
                    continue
                identifies = child.primary_key is not None and child.primary_key.attributes == (attribute.name,)
                name = match(child.source, attribute.column, parent.source, own.column, identifies=identifies)
                other = facts.column(parent.source, own.column)
                if identifies and not name.score and not _akin(child, parent):
                    continue  # the numbers of two tables are alike because both count
                if other is not None and _worth_asking(attribute, own, column, other, name):
                    yield Candidate(child, attribute, parent, own, name)


def _akin(child: Entity, parent: Entity) -> bool:
    """Whether the name of one table says that its rows may be rows of the other."""
    return bool(set(table_words(child.source)) & set(table_words(parent.source)))


def _worth_asking(
    attribute: Attribute, key: Attribute, column: ColumnFacts, other: ColumnFacts, name: NameMatch
) -> bool:
    """Cheap reasons not to measure: too many values, or values outside the key's, under a name that says nothing."""
    if name.score >= 0.5:
        return column.distinct <= other.distinct * 1.1 + 50
    if family(attribute.type) == "text":
        lengths = (attribute.type, key.type)
        long = any(isinstance(t, Text) and (t.length is None or t.length > 50) for t in lengths)
        within = (column.minimum or "") >= (other.minimum or "") and (column.maximum or "") <= (other.maximum or "")
        return not long and within and column.distinct <= other.distinct * 1.05 and column.distinct >= 3
    # Among numbers an unlike name is believed only of keys that do not count from one.
    least, most = _float(other.minimum), _float(other.maximum)
    low, high = _float(column.minimum), _float(column.maximum)
    if None in (least, most, low, high):
        return False
    return bool(least > 2 and low >= least and high <= most and column.distinct <= other.distinct * 1.05)  # type: ignore[operator]  # None was asked


def _float(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _confidence(facts: Facts, candidate: Candidate, fact: InclusionFact) -> tuple[float, float]:
    """How sure the reference is, and how likely its inclusion is by accident (both 0..1)."""
    parent = facts.column(candidate.parent.source, candidate.key.column)
    if parent is None or not fact.rows:
        return 0.0, 1.0
    accident = chance(fact, parent, integers=family(candidate.key.type) == "integer")
    name = candidate.name.score
    # A name and a fit support each other: each closes a part of the doubt that the other leaves.
    doubt = (1.0 - 0.97 * name) * (0.15 + 0.85 * accident)
    confidence = 1.0 - doubt
    if name < 0.5:
        confidence = min(confidence, 0.85)  # a fit without a name is shown, never taken unasked
    if fact.orphans:
        confidence -= min(0.3, 3.0 * fact.orphans / fact.rows)
    if fact.parent_distinct == 1 or (fact.child_distinct <= 1 and name < 0.9):
        confidence = min(confidence, 0.6)
    return round(max(0.0, min(0.99, confidence)), 3), round(accident, 3)


def _finding(
    model: Model, candidate: Candidate, fact: InclusionFact, confidence: float, accident: float
) -> Iterator[Finding]:
    child, parent = candidate.child, candidate.parent
    unique = child.key_of((candidate.attribute.name,)) is not None
    reference = Reference(
        child=child.name,
        child_attributes=(candidate.attribute.name,),
        parent=parent.name,
        parent_attributes=(candidate.key.name,),
        child_cardinality=Cardinality.ZERO_OR_ONE if unique else Cardinality.ZERO_OR_MORE,
        parent_cardinality=Cardinality.ZERO_OR_ONE if candidate.attribute.nullable else Cardinality.ONE,
    )
    if any(r.ends == reference.ends for r in model.references_from(child.name)):
        return
    share = fact.coverage
    message = (
        f"{candidate.name.reason}, and {_percent(share)} of its {fact.child_distinct} values are keys of {parent.name}."
    )
    yield Finding(
        "REF-001-inclusion",
        "advice",
        Subject.reference(reference),
        message[:1].upper() + message[1:],
        Evidence(
            figures=(
                Figure("included", round(share, 6), "of rows"),
                Figure("rows", fact.rows, "rows"),
                Figure("orphans", fact.orphans, "rows"),
                Figure("distinct", fact.child_distinct, "values"),
                Figure("childless parents", fact.parent_distinct - fact.parents_with_child, "rows"),
                Figure("most children of one parent", fact.max_children, "rows"),
                Figure("name score", candidate.name.score, ""),
                Figure("chance level", accident, ""),
            ),
            sql=orphan_sql(child, candidate.attribute, parent, candidate.key) if fact.orphans else None,
            reason=candidate.name.reason,
            personal=candidate.attribute.personal is not None,
        ),
        (*_same_type(candidate, fact), Add(reference)),
        confidence,
    )
    if fact.orphans:
        yield _orphans((child, candidate.attribute, parent, candidate.key), reference, fact)


def _same_type(candidate: Candidate, fact: InclusionFact) -> tuple[Edit, ...]:
    """Give the child the type of the key that it holds; engines compare unlike types badly, or not at all."""
    if candidate.attribute.type == candidate.key.type or fact.orphans:
        return ()  # orphans are no values of the key: they need not fit its type
    subject = Subject.attribute(candidate.child.name, candidate.attribute.name)
    return (Change.of(subject, type=candidate.key.type),)


def _violated(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Orphans of the references that the model has already."""
    for reference in model.references:
        child = model.entities_by_name.get(reference.child)
        parent = model.entities_by_name.get(reference.parent)
        if (
            child is None
            or parent is None
            or len(reference.child_attributes) != 1
            or len(reference.parent_attributes) != 1
        ):
            continue
        if child.source not in facts.tables or parent.source not in facts.tables:
            continue
        attribute = child.attribute(reference.child_attributes[0])
        key = parent.attribute(reference.parent_attributes[0])
        if attribute is None or key is None:
            continue
        if not measurable(facts, child, (attribute.name,)) or not measurable(facts, parent, (key.name,)):
            continue
        question = Included(str(child.name), attribute.name, str(parent.name), key.name)
        fact = facts.get(question)
        if not isinstance(fact, InclusionFact):
            yield question
        elif fact.orphans:
            yield _orphans((child, attribute, parent, key), reference, fact)


def _orphans(ends: tuple[Entity, Attribute, Entity, Attribute], reference: Reference, fact: InclusionFact) -> Finding:
    child, attribute, parent, key = ends
    many = fact.orphans > 1
    shown = "" if attribute.personal or not fact.examples else f" ({', '.join(fact.examples)})"
    return Finding(
        "DATA-002-orphan",
        "warning",
        Subject.reference(reference),
        f"{fact.orphans} row{'s' if many else ''} of {child.name} name{'' if many else 's'} a row of {parent.name} "
        f"that is not there{shown}.",
        Evidence(
            figures=(Figure("orphans", fact.orphans, "rows"), Figure("rows", fact.rows, "rows")),
            sql=orphan_sql(child, attribute, parent, key),
            personal=attribute.personal is not None,
        ),
    )


def orphan_sql(child: Entity, attribute: Attribute, parent: Entity, key: Attribute) -> str:
    """SELECT over the source that lists the rows without a parent."""
    column, other = sql_quote(attribute.column), sql_quote(key.column)
    return (
        f"SELECT * FROM {sql_quote(child.source)} WHERE {column} IS NOT NULL AND {column} NOT IN "
        f"(SELECT {other} FROM {sql_quote(parent.source)} WHERE {other} IS NOT NULL)"
    )


def _percent(share: float) -> str:
    return "all" if share == 1.0 else f"{share:.2%}"
