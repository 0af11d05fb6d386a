"""Junctions: entities that join others many to many, and those whose rows are identified within another's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from workbench.advise._bound import measurable
from workbench.advise._listing import listed
from workbench.facts import Facts, Included, InclusionFact, Question, Unique, UniqueFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.nodes import Entity, Key, Reference
from workbench.model.subjects import Subject
from workbench.model.types import family

# So many rows would share both values by accident if nothing kept them from it.
_LEAST_EXPECTED = 5.0
_LEAST_ROWS = 20


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Tell of junctions and weak entities, and propose keys over two references that no two rows share."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None or not table.rows or entity.primary_key is None:
            continue
        parts = cover(model, entity)
        if len(parts) > 1 and not _rest(entity, parts):
            yield from _junction(facts, entity, parts)
        elif parts and not all(_is_date(entity, name) for name in _rest(entity, parts)):
            yield from _weak(facts, entity, parts)
        yield from _pairs(facts, model, entity, table.rows)


def cover(model: Model, entity: Entity) -> list[Reference]:
    """References whose attributes are separate parts of the primary key, the widest first, none of them all of it."""
    if entity.primary_key is None:
        return []
    left = set(entity.primary_key.attributes)
    whole = frozenset(left)
    found = []
    for reference in sorted(model.references_from(entity.name), key=lambda r: -len(r.child_attributes)):
        names = frozenset(reference.child_attributes)
        if names == whole:
            return []  # all of the key names a row of another: a part or a kind of it
        if names <= left:
            left -= names
            found.append(reference)
    places = {name: i for i, name in enumerate(entity.primary_key.attributes)}
    return sorted(found, key=lambda r: min(places[name] for name in r.child_attributes))


def _rest(entity: Entity, parts: list[Reference]) -> tuple[str, ...]:
    covered = {name for reference in parts for name in reference.child_attributes}
    key = entity.primary_key.attributes if entity.primary_key is not None else ()
    return tuple(name for name in key if name not in covered)


def _is_date(entity: Entity, name: str) -> bool:
    """Whether an attribute is a moment: such rows are states or versions of their owner, which is told elsewhere."""
    attribute = entity.attribute(name)
    return attribute is not None and family(attribute.type) in ("date", "timestamp", "timestamptz")


def _inclusion(facts: Facts, reference: Reference) -> InclusionFact | Question:
    question = Included(
        str(reference.child), reference.child_attributes, str(reference.parent), reference.parent_attributes
    )
    fact = facts.get(question)
    return fact if isinstance(fact, InclusionFact) else question


def _measured(facts: Facts, entity: Entity, references: list[Reference]) -> tuple[list[InclusionFact], list[Question]]:
    found: list[InclusionFact] = []
    asked: list[Question] = []
    for reference in references:
        if not measurable(facts, entity, reference.child_attributes):
            continue
        item = _inclusion(facts, reference)
        if isinstance(item, InclusionFact):
            found.append(item)
        else:
            asked.append(item)
    return found, asked


def _junction(facts: Facts, entity: Entity, parts: list[Reference]) -> Iterator[Finding | Question]:
    found, asked = _measured(facts, entity, parts)
    yield from asked
    if asked or len(found) < len(parts):
        return
    names = [str(reference.parent) for reference in parts]
    most = [fact.max_children for fact in found]
    refers = {name for reference in parts for name in reference.child_attributes}
    own = [a.name for a in entity.attributes if a.name not in refers]
    says = f" Its own attributes: {', '.join(own)}." if own else " It has no attributes of its own."
    single = [i for i, count in enumerate(most) if count == 1]
    if len(parts) == 2 and len(single) == 1:
        (one,) = single
        kind = (
            f"Joins {' and '.join(names)}, but each row of {names[one]} is there only once so far: if that must be "
            f"so, a reference from {names[one]} to {names[1 - one]} says it too."
        )
    else:
        counts = listed([f"a row of {name} is in up to {n:,}" for n, name in zip(most, names, strict=True)])
        kind = f"Joins {listed(names)} many to many: {counts}."
    yield Finding(
        "STR-004-junction",
        "advice",
        Subject.entity(entity.name),
        kind + says,
        Evidence(
            figures=tuple(Figure(f"most for one of {name}", n, "rows") for n, name in zip(most, names, strict=True)),
            reason="its key is made of references",
        ),
    )


def _weak(facts: Facts, entity: Entity, parts: list[Reference]) -> Iterator[Finding | Question]:
    found, asked = _measured(facts, entity, parts)
    yield from asked
    if asked or len(found) < len(parts):
        return
    owners, rest = listed([str(reference.parent) for reference in parts]), _rest(entity, parts)
    most = found[0].max_children
    upto = f", up to {most:,} of them" if len(parts) == 1 else ""
    yield Finding(
        "STR-005-weak-entity",
        "advice",
        Subject.entity(entity.name),
        f"Its rows belong to {owners} and are told apart within {'it' if len(parts) == 1 else 'them'} by "
        f"{', '.join(rest)}{upto}.",
        Evidence(
            figures=tuple(Figure(f"most for one of {r.parent}", f.max_children, "rows") for r, f in zip(
                parts, found, strict=True
            )),
            reason="its key begins with the reference to its owner"
            if parts[0].child_attributes[0] == (entity.primary_key or Key(attributes=("",))).attributes[0]
            else "a part of its key is the reference to its owner",
        ),
    )  # fmt: skip


def _pairs(facts: Facts, model: Model, entity: Entity, rows: int) -> Iterator[Finding | Question]:
    """Two references that together are different in every row, of a table that is about little else."""
    references = [r for r in model.references_from(entity.name) if len(r.child_attributes) == 1]
    distinct = {r.child_attributes: r for r in references if r.parent != entity.name}
    if rows < _LEAST_ROWS or len(distinct) != 2 or len({r.parent for r in distinct.values()}) != 2:
        return
    for one, other in combinations(distinct.values(), 2):
        names = (*one.child_attributes, *other.child_attributes)
        if any(set(held) <= set(names) for held in entity.unique_sets):
            continue
        attributes = [entity.attribute(name) for name in names]
        if any(a is None or a.nullable for a in attributes) or not measurable(facts, entity, names):
            continue
        (first, _), (second, _) = _measured(facts, entity, [one]), _measured(facts, entity, [other])
        if not first or not second:
            yield from (i for r in (one, other) if not isinstance(i := _inclusion(facts, r), InclusionFact))
            continue
        values = first[0].child_distinct * second[0].child_distinct
        expected = rows * (rows - 1) / 2 / values if values else 0.0
        if expected < _LEAST_EXPECTED or max(first[0].max_children, second[0].max_children) < 2:
            continue
        question = Unique(str(entity.name), names)
        fact = facts.get(question)
        if not isinstance(fact, UniqueFact):
            yield question
        elif not fact.surplus:
            yield Finding(
                "KEY-003-references-unique",
                "advice",
                Subject.key(entity.name, names),
                f"No two rows have the same {' and '.join(names)}; make them unique together if they must be.",
                Evidence(
                    figures=(
                        Figure("rows", fact.rows, "rows"),
                        Figure("distinct", fact.distinct, "values"),
                        Figure("pairs expected twice by chance", round(expected, 1), "rows"),
                    ),
                    reason="a pair of references that chance would repeat",
                ),
                (Add(Key(attributes=names), entity.name),),
                0.7,
            )
