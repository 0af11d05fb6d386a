"""Composite: which attributes together name a row of an entity whose key has several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.advise._domain import Domains
from workbench.advise._naming import ColumnName, Naming, naming
from workbench.advise.references._candidates import FAMILIES
from workbench.advise.references._proposal import Link, proposal
from workbench.facts import Facts, Included, InclusionFact, Question
from workbench.findings import Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import family

# Rows that may miss their parent, as with references of one attribute.
ORPHAN_SHARE = 0.06


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a reference where an entity has attributes named like all parts of another's key, and their values."""
    names, domains = naming(model), Domains(facts)
    for parent in model.entities:
        key = parent.primary_key
        if key is None or len(key.attributes) < 2 or parent.source not in facts.tables:
            continue
        parts = [a for name in key.attributes if (a := parent.attribute(name)) is not None]
        if len(parts) != len(key.attributes):
            continue
        for child in model.entities:
            if child.source in facts.tables:
                for ours, role in _alike(names, child, parent, parts):
                    yield from _judged(facts, model, domains, Link(child, ours, parent, tuple(parts)), role)


def _judged(facts: Facts, model: Model, domains: Domains, link: Link, role: str) -> Iterator[Finding | Question]:
    child = link.child
    names = tuple(a.name for a in link.attributes)
    present = model.references_from(child.name)
    if any(set(r.child_attributes) == set(names) and r.parent == link.parent.name for r in present):
        return
    known = [domains.of(child, a) for a in link.attributes]
    filled = all(d is not None and d.values for d in known)
    if filled and any(family(a.type) != family(k.type) for a, k in zip(link.attributes, link.key, strict=True)):
        return
    question = Included(str(child.name), names, str(link.parent.name), tuple(a.name for a in link.key))
    fact: InclusionFact | None = None
    if filled:
        answer = facts.get(question)
        if not isinstance(answer, InclusionFact):
            yield question
            return
        fact = answer
        if not fact.rows or fact.orphans > fact.rows * ORPHAN_SHARE:
            return
    missing = 0.0 if fact is None else fact.orphans / fact.rows
    few = fact is None or fact.child_distinct < 5
    confidence = round(max(0.0, (0.92 if few else 0.97) - 2.0 * missing - (0.02 if role else 0.0)), 3)
    reason = f"{', '.join(names)} have the names of the key" + (f" in the role {role}" if role else "")
    yield from proposal(model, link, fact, confidence, name=0.95 if role else 1.0, reason=reason, chance=0.01)


def _alike(
    names: Naming, child: Entity, parent: Entity, parts: Sequence[Attribute]
) -> Iterator[tuple[tuple[Attribute, ...], str]]:
    """Attributes of a child for the parts of a key: of the same names, or all with the same words in front."""
    wanted = [names.column(parent.source, part.column) for part in parts]
    table = names.table(parent.source)
    have = [(a, names.column(child.source, a.column)) for a in child.attributes if _may_refer(a)]
    own = child.primary_key.attributes if child.primary_key is not None else ()
    roles: dict[tuple[str, ...], dict[int, Attribute]] = {}
    for attribute, column in have:
        for place, part in enumerate(wanted):
            role = _role(column, part, table)
            if column.whole == (*table, *part.whole):
                roles.setdefault((), {})[place] = attribute  # the room_line_no beside a line_no of its own
            elif role is not None:
                roles.setdefault(role, {}).setdefault(place, attribute)
    plain = roles.get((), {})
    for role, found in roles.items():
        # A part that the roles share keeps its plain name: home and away club of one league.
        whole = {**plain, **found}
        chosen = tuple(whole[i] for i in range(len(parts)) if i in whole)
        if len(chosen) != len(parts) or len(set(chosen)) != len(parts):
            continue
        if child is parent and (not role or tuple(a.name for a in chosen) == own):
            continue
        yield chosen, " ".join(role)


def _may_refer(attribute: Attribute) -> bool:
    return attribute.generated is None and family(attribute.type) in FAMILIES | {"date", "timestamp", "enum"}


def _role(column: ColumnName, part: ColumnName, table: tuple[str, ...]) -> tuple[str, ...] | None:
    """Words in front of a key's part in a column's name; () for the same name, None for another one."""
    whole, own = column.whole, part.whole
    if whole == own or "".join(whole) == "".join(own):
        return ()
    # ward_no for the no of a ward; also where the table's words are said before a part that lacks them.
    if whole == (*table, *own):
        return ()
    if len(whole) > len(own) and whole[-len(own) :] == own and (part.body or len(own) > 1):
        return whole[: -len(own)]
    joined, end = "".join(whole), "".join(own)
    if len(end) >= 4 and joined.endswith(end):
        return (joined[: -len(end)],)
    return None
