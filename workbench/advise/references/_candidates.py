"""Candidates: which attribute might refer to the key of which entity, before anything is measured for it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from workbench.advise._domain import Domain, Domains
from workbench.advise._naming import ColumnName, Naming, ParentName
from workbench.advise._roles import kinds, names_somebody, role, speaks
from workbench.advise.keys._names import identity_score
from workbench.advise.references._evidence import Ends
from workbench.advise.references._index import NameIndex
from workbench.advise.references._names import NO_MATCH, STANDS_ABOVE, NameMatch, match
from workbench.advise.references._shared import below, key_references
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
# From this score on a name speaks for a reference.
_SPEAKS_FOR = 0.45
# Estimated numbers of values may be wrong by so much.
_SLACK = 1.15


@dataclass(frozen=True)
class Parent:
    """An entity with a key of one attribute, the family of its type, and its place among all of them."""

    entity: Entity
    key: Attribute
    name: ParentName
    domain: Domain
    kinds: frozenset[str]
    family: str
    place: int


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
    beside: bool

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
        same_table = self.child is self.parent.entity
        plays = role(self.column, self.parent.kinds)
        if same_table and not self.name.score and "person" not in self.parent.kinds:
            plays = min(plays, 0.0)  # the maker of a brand is seldom a brand, the boss of somebody is somebody
        return Ends(
            name=self.name,
            column=self.column,
            role=plays,
            child=self.domain,
            parent=self.parent.domain,
            fact=fact,
            integers=family(self.parent.key.type) == "integer",
            identifies=self.identifies,
            own=self.own,
            same_table=same_table,
            beside=self.beside,
            first=self.child.attributes[0] is self.attribute,
        )


def candidates(facts: Facts, model: Model, names: Naming, domains: Domains) -> Iterator[list[Candidate]]:
    """Candidates of one attribute at a time."""
    parents = Parents(_parents(facts, model, names, domains))
    parts = below(key_references(model))
    for child in model.entities:
        taken = {r.child_attributes[0] for r in model.references_from(child.name) if len(r.child_attributes) == 1}
        key = child.primary_key.attributes if child.primary_key is not None else ()
        for attribute in child.attributes:
            domain = domains.of(child, attribute)
            if domain is None or attribute.name in taken or attribute.generated is not None or attribute.unit:
                continue  # what has a unit is an amount
            if domain.values and family(attribute.type) not in FAMILIES:
                continue
            column = names.column(child.source, attribute.column)
            identifies = key == (attribute.name,)
            # What counts inside its own key, or has its own table's name, is no other table's number.
            table = names.table(child.source)
            own = not identifies and (column.counts or (column.tail and identity_score(table, column) >= 0.85))
            others = (a for a in child.attributes if a is not attribute) if identifies else ()
            beside = tuple(names.column(child.source, other.column) for other in others)
            end = ChildEnd(child, attribute, column, domain, table, beside, identifies=identifies, own=own)
            found = parents.of(end)
            if identifies and child.name in parts:
                # The model says already which of them is the whole.
                found = [c for c in found if c.parent.entity.name not in parts[child.name]]
            if found:
                yield found


@dataclass(frozen=True)
class ChildEnd:
    """An attribute whose candidates are looked for.

    Parameters
    ----------
    table
        Words of the name of its table.
    beside
        Names of the other columns of its table, where it is the key.
    identifies
        Whether it is the key of its table.
    own
        Whether its name is of a number that the table gives itself.
    """

    child: Entity
    attribute: Attribute
    column: ColumnName
    domain: Domain
    table: tuple[str, ...]
    beside: tuple[ColumnName, ...]
    identifies: bool
    own: bool

    def candidate(self, parent: Parent, name: NameMatch) -> Candidate:
        """Candidate of the attribute and a parent."""
        beside = any(match(column, parent.name).score >= 0.85 for column in self.beside)
        return Candidate(
            self.child, self.attribute, self.column, self.domain, parent, name, self.identifies, self.own, beside
        )


class Parents:
    """Parents, looked up by what a column may name and by what its values may be among.

    Gives what comparing each attribute with each parent would give, and looks at few of them.
    """

    def __init__(self, parents: Iterable[Parent]) -> None:
        self._all = list(parents)
        self._index = NameIndex([parent.name for parent in self._all])
        self._of_entity: defaultdict[int, list[int]] = defaultdict(list)
        self._of_word: defaultdict[str, list[int]] = defaultdict(list)
        sized: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, parent in enumerate(self._all):
            self._of_entity[id(parent.entity)].append(place)
            self._of_word["".join(parent.name.table[:1])].append(place)
            if parent.domain.values:
                sized[parent.family].append((parent.domain.distinct, place))
        self._sized = {kind: sorted(places) for kind, places in sized.items()}

    def of(self, end: ChildEnd) -> list[Candidate]:
        """Candidates of an attribute: those that its name speaks for, then the smallest that may hold its values."""
        named = set(self._index.places(end.column))
        named.update(self._of_entity.get(id(end.child), ()))
        if end.identifies:
            named.update(place for word in ("", *end.table) for place in self._of_word.get(word, ()))
        return self._chosen(end, self._likely(end, sorted(named)))

    def _likely(self, end: ChildEnd, named: list[int]) -> Iterator[Candidate | None]:
        for place in named:
            yield self._candidate(end, self._all[place])
        if not end.domain.values or not _fits_nameless(end):
            return
        # Of the others none has a name that fits. The smallest are wanted, so that the first ones are enough.
        sized = self._sized.get(family(end.attribute.type), [])
        orphans = ORPHAN_SHARE * end.domain.values if end.column.refers else 0.0
        least = int((end.domain.distinct - orphans - 2) / _SLACK) - 1
        done, left = frozenset(named), _NAMELESS
        for _, place in islice(sized, bisect_left(sized, (least, 0)), None):
            if place not in done and (found := self._candidate(end, self._all[place], NO_MATCH)) is not None:
                yield found
                left -= 1
                if not left:
                    return

    def _chosen(self, end: ChildEnd, found: Iterable[Candidate | None]) -> list[Candidate]:
        named: list[Candidate] = []
        nameless: list[Candidate] = []
        for candidate in found:
            if candidate is not None:
                (named if candidate.name.score >= _SPEAKS_FOR else nameless).append(candidate)
        nameless.sort(key=lambda c: (-c.name.score, c.parent.domain.distinct, c.parent.place))
        return named + nameless[:_NAMELESS]

    def _candidate(self, end: ChildEnd, parent: Parent, found: NameMatch | None = None) -> Candidate | None:
        """Candidate of an attribute and a parent, unless what is known already speaks against it."""
        same_table = parent.entity is end.child
        if same_table and parent.key is end.attribute:
            return None
        if end.domain.values and (parent.family != family(end.attribute.type) or not parent.domain.values):
            return None
        if found is None:
            found = match(end.column, parent.name, same_table=same_table)
            if found.reason == STANDS_ABOVE and "person" not in parent.kinds and names_somebody(end.column):
                found = NO_MATCH  # referred_by somebody, not by another referral; the manager of a club is no club
            if end.identifies and not found.score and set(parent.name.table) <= set(end.table) and not same_table:
                # Business customers are customers; the lines of orders are no orders.
                kind = end.table[-len(parent.name.table) :] == parent.name.table
                found = NameMatch(0.75 if kind else 0.7, "is the key of a table whose name holds that of the table")
        if not found.score and end.column.body == () and not end.identifies:
            return None  # a bare id that is not the key of its table names nothing
        if not end.domain.values:
            return self._unmeasured(end, parent, found)
        if not _possible(end.domain, parent.domain, found, refers=end.column.refers):
            return None
        if found.score < _SPEAKS_FOR and not _worth_measuring(end, parent, found):
            return None
        return end.candidate(parent, found)

    @staticmethod
    def _unmeasured(end: ChildEnd, parent: Parent, found: NameMatch) -> Candidate | None:
        """Candidate of a column without a value, where its name says enough."""
        if parent.entity is end.child and end.column.whole[-1] in ("on", "at"):
            return None  # visited_on is a day, not a visit
        return end.candidate(parent, found) if found.score >= (0.6 if end.column.refers else 0.65) else None


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
        kinds = _kinds(entity, name.table, names)
        if "person" in kinds and name.key.body:
            people.add("".join(name.key.body))
        found.append((entity, attribute, name, domain, kinds))
    for place, (entity, attribute, name, domain, kinds) in enumerate(found):
        # A table with the key of people holds people too: customers with a person_id.
        inherited = frozenset({"person"}) if "".join(name.key.body) in people else frozenset()
        yield Parent(entity, attribute, name, domain, kinds | inherited, family(attribute.type), place)


def _kinds(entity: Entity, table: tuple[str, ...], names: Naming) -> frozenset[str]:
    """What the rows of an entity may be: people, organisations, places."""
    columns: set[str] = set()
    for attribute in entity.attributes:
        # Words as they are written, and without what stands before all columns of the table.
        for said in (words(attribute.column), names.column(entity.source, attribute.column).whole):
            columns |= {*said, "".join(said), "".join(map(singular, said))}
    return kinds(table, columns)


def allowed_orphans(rows: int, name: NameMatch) -> float:
    """How many of so many rows may name no row of the parent.

    Where the name is clear, as many as come about in some such tables if the share is that of all: of a few rows one,
    of fifty five (the mean and two standard deviations of a Poisson distribution).
    """
    usual = ORPHAN_SHARE * rows
    return usual + 2 * usual**0.5 if name.score >= 0.85 and rows >= 5 else usual


def _possible(child: Domain, parent: Domain, name: NameMatch, *, refers: bool) -> bool:
    """Whether what is known of the values does not exclude it already."""
    slack = 1.02 if child.exact and parent.exact else _SLACK
    orphans = allowed_orphans(child.values, name) if name.score >= 0.6 or refers else 0.0
    return child.distinct <= parent.distinct * slack + 2 + orphans


def _fits_nameless(end: ChildEnd) -> bool:
    """Whether a parent that its name does not mention at all would be worth measuring, if its values were right."""
    column, child = end.column, end.domain
    if end.identifies:
        return (not child.span or child.density < 0.9) and child.distinct > 2
    return bool(column.body) and not ((column.measures and not column.tail) or column.counts)


def _worth_measuring(end: ChildEnd, of: Parent, name: NameMatch) -> bool:
    """Whether a fit would count for something although the name does not speak for it."""
    column, child, parent = end.column, end.domain, of.domain
    if end.identifies and not name.score:
        # The numbers of two tables are alike because both count from one.
        return _fits_nameless(end) and child.distinct < parent.distinct and _inside(child, parent)
    if (column.measures and not column.tail) or column.counts:
        return False
    if child.span is not None and parent.span is not None:
        if parent.span[0] <= child.span[0] <= parent.span[1] < child.span[1] and column.refers and child.values > 20:
            return True  # a few orphans may lie outside
        return _inside(child, parent) and (column.refers or name.score > 0 or speaks(column) or parent.span[0] > 2)
    types = (end.attribute.type, of.key.type)
    long = any(isinstance(t, Text) and (t.length is None or t.length > 50) for t in types)
    return not long and child.distinct >= 3


def _inside(child: Domain, parent: Domain) -> bool:
    if child.span is None or parent.span is None:
        return True
    return parent.span[0] <= child.span[0] and child.span[1] <= parent.span[1]
