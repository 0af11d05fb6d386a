"""Proposal: the finding that proposes a reference, and the one that lists the rows that break it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.facts import InclusionFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, Change, Edit
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Cardinality, Entity, Reference
from workbench.model.subjects import Subject
from workbench.naming import sql_quote

# Of what is less likely than this to be a reference, rows without a parent are no faults.
_LIKELY: Final = 0.7


@dataclass(frozen=True)
class Link:
    """Attributes of a child beside the attributes of a parent's key that they hold."""

    child: Entity
    attributes: tuple[Attribute, ...]
    parent: Entity
    key: tuple[Attribute, ...]

    @property
    def personal(self) -> bool:
        """Whether the values are of people."""
        return any(a.personal is not None for a in self.attributes)

    def reference(self) -> Reference:
        """Reference with the cardinalities that the data show."""
        names = tuple(a.name for a in self.attributes)
        unique = self.child.key_of(names) is not None
        optional = any(a.nullable for a in self.attributes)
        return Reference(
            child=self.child.name,
            child_attributes=names,
            parent=self.parent.name,
            parent_attributes=tuple(a.name for a in self.key),
            child_cardinality=Cardinality.ZERO_OR_ONE if unique else Cardinality.ZERO_OR_MORE,
            parent_cardinality=Cardinality.ZERO_OR_ONE if optional else Cardinality.ONE,
        )


def proposal(
    model: Model, link: Link, fact: InclusionFact | None, confidence: float, *, name: float, reason: str, chance: float
) -> Iterator[Finding]:
    """Propose a reference, and report its orphans."""
    reference = link.reference()
    if any(r.ends == reference.ends for r in model.references_from(link.child.name)):
        return
    yield Finding(
        "REF-001-inclusion",
        "advice",
        Subject.reference(reference),
        _message(link, fact, reason),
        Evidence(
            "measured" if fact is not None else "not tried: there are no values",
            figures=figures(fact, name, chance),
            sql=orphan_sql(link) if fact is not None and fact.orphans else None,
            reason=reason,
            personal=link.personal,
        ),
        (*_same_types(model, link, fact), Add(reference)),
        confidence,
    )
    # Rows without a parent are a fault where there is a reference; once it is accepted, they are told in any case.
    if fact is not None and fact.orphans and confidence >= _LIKELY:
        yield orphans(link, reference, fact)


def _message(link: Link, fact: InclusionFact | None, reason: str) -> str:
    if fact is None:
        text = f"{reason}. There are no values to measure: it is proposed by its name alone."
    else:
        many = "values are" if len(link.key) == 1 else "pairs of values are"
        text = (
            f"{reason}, and {_percent(fact.coverage)} of its {fact.child_distinct:,} {many} keys of {link.parent.name}."
        )
    return text[:1].upper() + text[1:]


def figures(fact: InclusionFact | None, name: float, chance: float) -> tuple[Figure, ...]:
    """What was measured of a reference, its name score and its chance level."""
    if fact is None:
        return (Figure("name score", name, ""),)
    return (
        Figure("included", round(fact.coverage, 6), "of rows"),
        Figure("rows", fact.rows, "rows"),
        Figure("orphans", fact.orphans, "rows"),
        Figure("distinct", fact.child_distinct, "values"),
        Figure("childless parents", fact.parent_distinct - fact.parents_with_child, "rows"),
        Figure("fewest children of one parent that has any", fact.min_children, "rows"),
        Figure("median children of one parent", fact.median_children, "rows"),
        Figure("95th percentile of children", fact.p95_children, "rows"),
        Figure("most children of one parent", fact.max_children, "rows"),
        Figure("name score", name, ""),
        Figure("chance level", chance, ""),
    )


def _same_types(model: Model, link: Link, fact: InclusionFact | None) -> Iterator[Edit]:
    """Give the child the type of the key that it holds; engines compare unlike types badly, or not at all."""
    if fact is not None and fact.orphans:
        return  # orphans are no values of the key: they need not fit its type
    for attribute, key in zip(link.attributes, link.key, strict=True):
        if attribute.type != key.type:
            yield Change.of(Subject.attribute(link.child.name, attribute.name), type=key.type)
            yield from _passed_on(model, link.child, attribute, key)


def _passed_on(model: Model, entity: Entity, attribute: Attribute, key: Attribute) -> Iterator[Edit]:
    """Give the type of a key also to what has taken that of the attribute which takes it now."""
    for reference in model.references_to(entity.name):
        for name, theirs in zip(reference.child_attributes, reference.parent_attributes, strict=True):
            same = theirs == attribute.name and model.attribute(reference.child, name).type == attribute.type
            if same and reference.child != entity.name:
                yield Change.of(Subject.attribute(reference.child, name), type=key.type)


def orphans(link: Link, reference: Reference, fact: InclusionFact) -> Finding:
    """Report the rows of a child that name no row of the parent."""
    many = fact.orphans > 1
    shown = "" if link.personal or not fact.examples else f" ({', '.join(fact.examples)})"
    return Finding(
        "DATA-002-orphan",
        "warning",
        Subject.reference(reference),
        f"{fact.orphans:,} row{'s' if many else ''} of {link.child.name} name{'' if many else 's'} a row of "
        f"{link.parent.name} that is not there{shown}.",
        Evidence(
            figures=(Figure("orphans", fact.orphans, "rows"), Figure("rows", fact.rows, "rows")),
            sql=orphan_sql(link),
            personal=link.personal,
        ),
    )


def orphan_sql(link: Link) -> str:
    """SELECT over the source that lists the rows without a parent."""
    ours, theirs = ([sql_quote(a.column) for a in part] for part in (link.attributes, link.key))
    child, parent = sql_quote(link.child.source), sql_quote(link.parent.source)
    if len(ours) == 1:
        return (
            f"SELECT * FROM {child} WHERE {ours[0]} IS NOT NULL AND {ours[0]} NOT IN "
            f"(SELECT {theirs[0]} FROM {parent} WHERE {theirs[0]} IS NOT NULL)"
        )
    present = " AND ".join(f"c.{name} IS NOT NULL" for name in ours)
    there = f"SELECT 1 FROM {parent} AS p WHERE {_pairs(ours, theirs)}"
    return f"SELECT * FROM {child} AS c WHERE {present} AND NOT EXISTS ({there})"


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> str:
    return " AND ".join(f"p.{b} = c.{a}" for a, b in zip(ours, theirs, strict=True))


def _percent(share: float) -> str:
    return "all" if share == 1.0 else f"{share:.2%}"
