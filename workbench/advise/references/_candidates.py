"""Candidates: which attribute might refer to the key of which entity, before anything is measured for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.advise import _words as lexicon
from workbench.advise._domain import Domain, Domains
from workbench.advise._naming import ColumnName, Naming, ParentName
from workbench.advise.keys._names import identity_score
from workbench.advise.references._evidence import Ends
from workbench.advise.references._names import NO_MATCH, STANDS_ABOVE, NameMatch, match
from workbench.facts import Facts, Included, InclusionFact
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import Text, family
from workbench.naming import singular, words

FAMILIES = frozenset({"integer", "text", "uuid"})
# A reference may miss this share of its rows; they are listed as orphans.
ORPHAN_SHARE = 0.06
# Parents of a column whose name fits none: the smallest that may hold its values are looked at.
_NAMELESS = 12


@dataclass(frozen=True)
class Parent:
    """An entity with a key of one attribute."""

    entity: Entity
    key: Attribute
    name: ParentName
    domain: Domain
    kinds: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """An attribute that may refer to an entity by the one attribute of its key."""

    child: Entity
    attribute: Attribute
    column: ColumnName
    domain: Domain
    parent: Parent
    name: NameMatch
    identifies: bool
    own: bool

    @property
    def question(self) -> Included:
        """What must be measured before it can be judged."""
        return Included(
            str(self.child.name), (self.attribute.name,), str(self.parent.entity.name), (self.parent.key.name,)
        )

    @property
    def empty(self) -> bool:
        """Whether the child has no value at all, so that there is nothing to measure."""
        return not self.domain.values

    def ends(self, fact: InclusionFact | None) -> Ends:
        """What is known of both ends."""
        return Ends(
            name=self.name,
            column=self.column,
            role=role(self.column, self.parent.kinds),
            child=self.domain,
            parent=self.parent.domain,
            fact=fact,
            integers=family(self.parent.key.type) == "integer",
            identifies=self.identifies,
            own=self.own,
            same_table=self.child is self.parent.entity,
            first=self.child.attributes[0] is self.attribute,
        )


def candidates(facts: Facts, model: Model, names: Naming, domains: Domains) -> Iterator[list[Candidate]]:
    """Candidates of one attribute at a time."""
    parents = list(_parents(facts, model, names, domains))
    for child in model.entities:
        taken = {r.child_attributes[0] for r in model.references_from(child.name) if len(r.child_attributes) == 1}
        key = child.primary_key.attributes if child.primary_key is not None else ()
        for attribute in child.attributes:
            domain = domains.of(child, attribute)
            if domain is None or attribute.name in taken or attribute.generated is not None:
                continue
            if domain.values and family(attribute.type) not in FAMILIES:
                continue
            column = names.column(child.source, attribute.column)
            identifies = key == (attribute.name,)
            # What counts inside its own key, or has its own table's name, is no other table's number.
            table = names.table(child.source)
            own = not identifies and (column.counts or (column.tail and identity_score(table, column) >= 0.85))
            found = list(
                _of(child, attribute, column, domain, parents=parents, table=table, identifies=identifies, own=own)
            )
            if found:
                yield found


def _parents(facts: Facts, model: Model, names: Naming, domains: Domains) -> Iterator[Parent]:
    people: set[str] = set()
    found = []
    for entity in model.entities:
        key = entity.primary_key
        if key is None or len(key.attributes) != 1 or entity.source not in facts.tables:
            continue
        attribute = entity.attribute(key.attributes[0])
        domain = None if attribute is None else domains.of(entity, attribute)
        if attribute is None or domain is None or (domain.values and family(attribute.type) not in FAMILIES):
            continue
        name = names.parent(entity.source, attribute.column)
        kinds = _kinds(entity, name.table)
        if "person" in kinds and name.key.body:
            people.add("".join(name.key.body))
        found.append((entity, attribute, name, domain, kinds))
    for entity, attribute, name, domain, kinds in found:
        # A table with the key of people holds people too: customers with a person_id.
        inherited = frozenset({"person"}) if "".join(name.key.body) in people else frozenset()
        yield Parent(entity, attribute, name, domain, kinds | inherited)


def _kinds(entity: Entity, table: tuple[str, ...]) -> frozenset[str]:
    """What the rows of an entity may be: people, organisations, places."""
    columns = {"".join(singular(w) for w in words(a.column)) for a in entity.attributes}
    columns |= {w for a in entity.attributes for w in words(a.column)}
    said = set(table[-1:])
    found = set()
    if columns & lexicon.PERSON_COLUMNS or said & lexicon.PERSON_TABLES:
        found.add("person")
    if columns & lexicon.PLACE_COLUMNS or said & lexicon.PLACE_TABLES:
        found.add("place")
    if said & lexicon.ORGANISATION_TABLES:
        found.add("organisation")
    return frozenset(found)


def role(column: ColumnName, kinds: frozenset[str]) -> float:
    """How the role that a name speaks of fits what the parent's rows are: 1 well, 0 unknown, -1 badly."""
    said = set(column.whole)
    wanted = set()
    if said & lexicon.PERSON_ROLES:
        wanted.add("person")
    if said & lexicon.ORGANISATION_ROLES:
        wanted.add("organisation")
    if said & lexicon.PLACE_ROLES:
        wanted.add("place")
    if not wanted:
        return 0.0
    return 1.0 if wanted & kinds else -1.0


def _of(
    child: Entity,
    attribute: Attribute,
    column: ColumnName,
    domain: Domain,
    *,
    parents: list[Parent],
    table: tuple[str, ...],
    identifies: bool,
    own: bool,
) -> Iterator[Candidate]:
    nameless = []
    kind = family(attribute.type)
    for parent in parents:
        if parent.entity is child and parent.key is attribute:
            continue
        if domain.values and (family(parent.key.type) != kind or not parent.domain.values):
            continue
        found = match(column, parent.name, same_table=parent.entity is child)
        if found.reason == STANDS_ABOVE and column.whole[-1] == "by" and "person" not in parent.kinds:
            found = NO_MATCH  # referred_by somebody, not by another referral
        if identifies and not found.score and set(parent.name.table) <= set(table) and parent.entity is not child:
            found = NameMatch(0.7, "is the key of a table whose name holds that of the table")
        if not found.score and column.body == () and not identifies:
            continue  # a bare id that is not the key of its table names nothing
        candidate = Candidate(child, attribute, column, domain, parent, found, identifies, own)
        if not _possible(candidate):
            continue
        if found.score >= 0.45:
            yield candidate
        elif domain.values and _worth_measuring(candidate):
            nameless.append(candidate)
    nameless.sort(key=lambda c: (-c.name.score, c.parent.domain.distinct))
    yield from nameless[:_NAMELESS]


def _possible(candidate: Candidate) -> bool:
    """Whether what is known of the values does not exclude it already."""
    child, parent = candidate.domain, candidate.parent.domain
    if not child.values:
        return candidate.name.score >= 0.6
    slack = 1.02 if child.exact and parent.exact else 1.15
    orphans = ORPHAN_SHARE * child.values if candidate.name.score >= 0.6 else 0.0
    return child.distinct <= parent.distinct * slack + 2 + orphans


def _worth_measuring(candidate: Candidate) -> bool:
    """Whether a fit would count for something although the name does not speak for it."""
    column, child, parent = candidate.column, candidate.domain, candidate.parent.domain
    if candidate.identifies and not candidate.name.score:
        # The numbers of two tables are alike because both count from one.
        gaps = not child.span or child.density < 0.9
        return gaps and child.distinct > 2 and child.distinct < parent.distinct and _inside(child, parent)
    if (column.measures and not column.tail) or column.counts:
        return False
    if child.span is not None and parent.span is not None:
        return _inside(child, parent) and (
            column.refers or candidate.name.score > 0 or _speaks(column) or parent.span[0] > 2
        )
    types = (candidate.attribute.type, candidate.parent.key.type)
    long = any(isinstance(t, Text) and (t.length is None or t.length > 50) for t in types)
    return not long and child.distinct >= 3


def _inside(child: Domain, parent: Domain) -> bool:
    if child.span is None or parent.span is None:
        return True
    return parent.span[0] <= child.span[0] and child.span[1] <= parent.span[1]


def _speaks(column: ColumnName) -> bool:
    """Whether a name is of somebody or some place in a role."""
    said = set(column.whole)
    return bool(said & (lexicon.PERSON_ROLES | lexicon.PLACE_ROLES | lexicon.ORGANISATION_ROLES | lexicon.SELF_WORDS))
