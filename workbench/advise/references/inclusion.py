"""Inclusion: which attribute names a row of which entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from workbench.advise import Part, in_parts
from workbench.advise._domain import Domains
from workbench.advise._naming import naming
from workbench.advise.references._candidates import Candidate, allowed_orphans, candidates
from workbench.advise.references._evidence import Ends, confidence, signs
from workbench.advise.references._proposal import Link, figures, proposal
from workbench.advise.references._shared import key_references, roots
from workbench.facts import Facts, InclusionFact, Question
from workbench.findings import Evidence, Finding
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Reference
from workbench.model.subjects import Subject
from workbench.naming import sql_name
from workbench.questions import Holds, HoldsFact

# Below this a reference is not worth a look.
_LEAST = 0.2
# From this score on a name is clear.
_CLEAR = 0.85
# From this on a key is taken for that of a part of another table.
_LIKELY = 0.7


@dataclass(frozen=True)
class Judged:
    """A candidate with what was measured and how sure it is."""

    candidate: Candidate
    ends: Ends
    signs: dict[str, float]
    confidence: float


@in_parts
def judge(facts: Facts, model: Model) -> Iterator[Part]:
    """Propose a reference for each attribute whose values are, by name and measurement, those of a key."""
    # What might refer to what rests on names and first facts alone: it is worked out once, however often is asked.
    yield partial(_judge, model, list(candidates(facts, model, naming(model), Domains(facts))))


def _judge(model: Model, possible: Sequence[list[Candidate]], facts: Facts) -> Iterator[Finding | Question]:
    options: list[list[Judged]] = []
    for found in _weighed(possible, facts):
        if isinstance(found, list):
            options.append(found)
        else:
            yield found
    chosen: dict[tuple[QualifiedName, str], Judged] = {}
    parts = _parts(model, options)
    for found in (_without_parts(found, parts) for found in _one_way(options)):
        best = max(found, key=lambda item: (item.confidence, -item.ends.parent.distinct))
        if best.confidence >= _LEAST:
            chosen[best.candidate.child.name, best.candidate.attribute.name] = best
    for best in chosen.values():
        copied = _copied(best)
        if copied is not None and copied not in facts:
            yield copied
            continue
        told = facts.get(copied) if copied is not None else None
        if isinstance(told, HoldsFact) and told.met[0] and not told.broken[0]:
            continue  # the same number once more: no row refers to another
        way = _implied(model, best, chosen)
        yield from _finding(model, best) if way is None else _shown(best, way)


def _copied(best: Judged) -> Holds | None:
    """Question whether a column that may refer to its own table only says the key of its own row again."""
    candidate = best.candidate
    if candidate.child is not candidate.parent.entity or candidate.empty:
        return None
    names = candidate.attribute.name, candidate.parent.key.name
    return Holds(str(candidate.child.name), names, (" = ".join(map(sql_name, names)),))


def _one_way(options: list[list[Judged]]) -> Iterator[list[Judged]]:
    """Options without circles among tables that share their key: each refers to the whole, and the whole to none."""
    whole = roots([judged.candidate for judged in found] for found in options)
    reaching = {
        judged.candidate.child.name
        for found in options
        for judged in found
        if judged.candidate.identifies and judged.candidate.parent.entity.name == whole.get(judged.candidate.child.name)
    }
    for found in options:
        first = found[0].candidate
        root = whole.get(first.child.name) if first.identifies else None
        if root is None:
            yield _to_wholes(found, whole)
            continue
        others = [j for j in found if whole.get(j.candidate.parent.entity.name) != root]
        if first.child.name != root:
            if all(j.candidate.parent.entity.name != root for j in found):
                # Its key does not lie in the whole: it may be part of what does.
                others += [j for j in found if j not in others and j.candidate.parent.entity.name in reaching]
            # The other parts of the same whole are no rivals of it.
            rivals = [j.ends for j in others]
            others += [_judged(j.candidate, j.ends, rivals) for j in found if j.candidate.parent.entity.name == root]
        if others:
            yield others


def _to_wholes(found: list[Judged], whole: Mapping[QualifiedName, QualifiedName]) -> list[Judged]:
    """Options without the parts of a whole that is an option too, unless the name is of the part."""
    there = {judged.candidate.parent.entity.name: judged.candidate.name.score for judged in found}

    def is_part(judged: Judged) -> bool:
        name = judged.candidate.parent.entity.name
        root = whole.get(name, name)
        # The key of a part has its name from the whole: what has that name is as often of the whole.
        return root != name and there.get(root, -1.0) >= min(_CLEAR, judged.candidate.name.score)

    parts = [judged for judged in found if is_part(judged)]
    if not parts:
        return found
    kept = [judged for judged in found if judged not in parts]
    return [_judged(j.candidate, j.ends, [other.ends for other in kept if other is not j]) for j in kept]


def _parts(model: Model, options: Iterable[list[Judged]]) -> set[tuple[QualifiedName, QualifiedName]]:
    """Tables whose key refers to the key of another one, each with the other: employees with people."""
    parts = {
        (judged.candidate.child.name, judged.candidate.parent.entity.name)
        for found in options
        for judged in found
        if judged.candidate.identifies and judged.confidence >= _LIKELY
    }
    return parts.union(key_references(model))


def _without_parts(found: list[Judged], parts: set[tuple[QualifiedName, QualifiedName]]) -> list[Judged]:
    """Options of a column without values: where nothing tells a whole from its parts, it is the whole."""
    if not found[0].candidate.empty or found[0].candidate.identifies:
        return found
    names = {judged.candidate.parent.entity.name: judged.candidate.name.score for judged in found}
    kept = [
        judged
        for judged in found
        if not any(
            part == judged.candidate.parent.entity.name and names.get(whole, -1.0) >= judged.candidate.name.score
            for part, whole in parts
        )
    ]
    if not kept or len(kept) == len(found):
        return found
    return [_judged(j.candidate, j.ends, [other.ends for other in kept if other is not j]) for j in kept]


def _implied(model: Model, best: Judged, chosen: Mapping[tuple[QualifiedName, str], Judged]) -> Reference | None:
    """Composite reference of the same attribute by which the row of the parent is reached already."""
    candidate = best.candidate
    for reference in model.references_from(candidate.child.name):
        if len(reference.child_attributes) < 2 or candidate.attribute.name not in reference.child_attributes:
            continue
        part = reference.parent_attributes[reference.child_attributes.index(candidate.attribute.name)]
        further = chosen.get((reference.parent, part))
        held = {r.parent for r in model.references_from(reference.parent) if r.child_attributes == (part,)}
        target = candidate.parent.entity.name
        if target in held or (further is not None and further.candidate.parent.entity.name == target):
            return reference
        if further is None and not held and candidate.name.score < 0.9:
            return reference  # a number that counts inside the parent of the composite reference
    return None


def _shown(best: Judged, way: Reference) -> Iterator[Finding]:
    candidate = best.candidate
    parent = candidate.parent.entity
    link = Link(candidate.child, (candidate.attribute,), parent, (candidate.parent.key,))
    if candidate.name.score < 0.6:
        return
    yield Finding(
        "REF-003-implied",
        "advice",
        Subject.attribute(candidate.child.name, candidate.attribute.name),
        f"Names a row of {parent.name}, as its reference to {way.parent} says already.",
        Evidence(figures=figures(best.ends.fact, candidate.name.score, round(best.ends.chance_level, 3)),
                 reason=f"implied by {Subject.reference(way).title}", personal=link.personal),
    )  # fmt: skip


def weighed(facts: Facts, model: Model) -> Iterator[list[Judged] | Question]:
    """Candidates of one attribute at a time with their confidence, or what must be measured first."""
    yield from _weighed(candidates(facts, model, naming(model), Domains(facts)), facts)


def _weighed(options: Iterable[list[Candidate]], facts: Facts) -> Iterator[list[Judged] | Question]:
    for possible in options:
        missing = [c.question for c in possible if not c.empty and c.question not in facts]
        if missing:
            yield from missing
            continue
        named = max(c.name.score for c in possible)
        held = [
            (c, e)
            for c in possible
            # A column that names a table clearly, and does not fit it, does not name another one either.
            if (named < 0.85 or c.name.score >= named - 0.4) and (e := _held(facts, c)) is not None
        ]
        if held:
            yield [_judged(c, e, [other for _, other in held if other is not e]) for c, e in held]


def _held(facts: Facts, candidate: Candidate) -> Ends | None:
    """Ends of a candidate that the data do not refute."""
    if candidate.empty:
        return candidate.ends(None)
    fact = facts.get(candidate.question)
    if not isinstance(fact, InclusionFact) or not fact.rows:
        return None
    if fact.orphans > allowed_orphans(fact.rows, candidate.name):
        return None
    return candidate.ends(fact)


def _judged(candidate: Candidate, ends: Ends, rivals: list[Ends]) -> Judged:
    found = signs(ends, rivals)
    # A name that only hints never makes it quite sure.
    sure = min(0.99 if candidate.name.score >= 0.85 else 0.96, confidence(found))
    formed = candidate.identifies or (candidate.column.refers and not (ends.same_table and ends.role < 0))
    if candidate.name.score < 0.45 and ends.role <= 0 and not formed:
        sure = min(sure, 0.55)  # a fit without a name, or the form of one, is shown, never taken unasked
    return Judged(candidate, ends, found, round(sure, 3))


def _finding(model: Model, best: Judged) -> Iterator[Finding]:
    candidate, parent = best.candidate, best.candidate.parent
    link = Link(candidate.child, (candidate.attribute,), parent.entity, (parent.key,))
    reason = candidate.name.reason
    if not candidate.name.score:
        reason = "is of somebody or something that plays a part" if best.ends.role > 0 else "holds values of a key"
    for word, name in (("the table", parent.entity.name), ("the key", parent.key.name)):
        reason = reason.replace(word, f"{word} {name}", 1)
    yield from proposal(
        model, link, best.ends.fact, best.confidence,
        name=candidate.name.score, reason=reason, chance=round(best.ends.chance_level, 3),
    )  # fmt: skip
