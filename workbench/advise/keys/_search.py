"""Search: which attributes identify a row of one entity, by their names, their places and what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from workbench.advise._naming import ColumnName, Naming
from workbench.advise._words import likeness
from workbench.advise.keys._mentioned import Mentioned
from workbench.advise.keys._names import identity_score
from workbench.facts import Facts, Question, TableFacts, Unique, UniqueFact
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import Decimal, Text, family
from workbench.questions import Copies, CopiesFact

# A key may be violated by this share of the rows and still be the key: the rows are faults, and are listed.
FAULTY_SHARE = 0.005
# Rows that are there twice in every column are no fault of the key, up to this share of all.
_COPIED_SHARE = 0.25
# From this score on the name of an attribute says that it is the key, whatever else is unique.
_SAYS_KEY = 0.8
# Combinations of columns that are tried for a composite key.
_PAIRS, _TRIPLES = 24, 12
# Keys of more parts than this are not looked for.
_MOST_PARTS = 4
_KEY_FAMILIES = frozenset({"integer", "text", "uuid", "enum", "decimal"})
_PART_FAMILIES = _KEY_FAMILIES | {"date", "timestamp"}
# From this score on a name says that its column is the key of its table.
_NAMED = 0.6
# Of tables with more rows than this, a key of several columns is first looked for in one of so many parts.
_LARGE, _PARTS = 500_000, 16


@dataclass(frozen=True)
class Choice:
    """Attributes that identify a row.

    Parameters
    ----------
    fact
        What was measured; None where there are no rows.
    others
        Single attributes that would do as well.
    """

    attributes: tuple[str, ...]
    fact: UniqueFact | None
    confidence: float
    reason: str
    others: tuple[UniqueFact, ...] = ()


def nearly(fact: UniqueFact) -> bool:
    """Whether attributes identify all rows but a few that are faults."""
    return fact.rows > 0 and not fact.nulls and fact.surplus <= fact.rows * FAULTY_SHARE


class Search:
    """The search for the key of one entity.

    Parameters
    ----------
    facts
        What is known.
    names
        Names of the model, taken apart.
    mentioned
        The tables that they mention.
    entity, table
        The entity and the facts of its table.
    """

    def __init__(self, facts: Facts, names: Naming, mentioned: Mentioned, entity: Entity, table: TableFacts) -> None:
        self.facts = facts
        self.entity = entity
        self._places = {attribute.name: place for place, attribute in enumerate(entity.attributes)}
        self.table = table
        self.words = names.table(entity.source)
        self._names = names
        self._mentioned = mentioned

    def run(self) -> Iterator[Choice | Question]:
        """Give the choice, or what must be measured before it can be made."""
        if self.table.rows < 2:
            yield from self._by_name()
            return
        singles = [a for a in self.entity.attributes if self.may_be_key(a)]
        asked = [Unique(str(self.entity.name), (a.name,)) for a in singles]
        missing = [question for question in asked if question not in self.facts]
        if missing:
            yield from missing
            return
        known = [f for q in asked if isinstance(f := self.facts.get(q), UniqueFact)]
        if self._copies is None and any(self._but_for_copies(f) for f in known):
            yield Copies(str(self.entity.name))
            return
        unique = [f for f in known if nearly(f) or (self._copies and self._but_for_copies(f, self._copies.surplus))]
        best = max(unique, key=self._rank, default=None)
        if best is not None and self.score(best.question.attributes[0]) >= 0.8:
            yield self._single(best, unique)
            return
        yield from self._without_a_name(best, unique)

    # -- single attributes --------------------------------------------------------------------------------------

    def column(self, name: str) -> ColumnName:
        """Words of an attribute's column."""
        attribute = self.entity.attribute(name)
        return self._names.column(self.entity.source, attribute.column if attribute else name)

    def score(self, name: str) -> float:
        """How much the name and place of an attribute say that it is the key (0..1)."""
        column = self.column(name)
        score = identity_score(self.words, column)
        if column.counts and "".join(column.body) != "".join(self.words):
            score = min(score, 0.1)  # the line_no of order_lines counts inside an order
        if _NAMED <= score < 0.9 and self.refers(name):
            score = 0.3  # the book_id of book_author is the key of books
        return score if self._place(name) else min(1.0, score + 0.1)

    def may_be_key(self, attribute: Attribute) -> bool:
        """Whether an attribute may identify rows, as far as the first scan tells."""
        column = self.facts.column(self.entity.source, attribute.column)
        if column is None or attribute.nullable or family(attribute.type) not in _KEY_FAMILIES:
            return False
        if isinstance(attribute.type, Decimal) and attribute.type.scale:
            return False  # amounts may differ in every row, and still identify nothing
        if self.score(attribute.name) >= _SAYS_KEY and not column.nulls:
            return column.distinct >= self.table.rows * (1 - _COPIED_SHARE)
        if attribute.type == Text() or (isinstance(attribute.type, Text) and (attribute.type.length or 0) > 80):
            return False  # long texts may differ, and still identify nothing
        # The estimate of distinct values is within a few percent of the truth.
        return column.nulls == 0 and column.distinct >= self.table.rows * (0.999 if column.distinct_exact else 0.9) * (
            1 - FAULTY_SHARE if column.distinct_exact else 1
        )

    @property
    def _copies(self) -> CopiesFact | None:
        """What is known of rows that are there twice."""
        found = self.facts.get(Copies(str(self.entity.name)))
        return found if isinstance(found, CopiesFact) else None

    def _but_for_copies(self, fact: UniqueFact, copies: int | None = None) -> bool:
        """Whether an attribute named as the key would identify rows without so many copies, or any number of them."""
        if fact.nulls or nearly(fact) or self.score(fact.question.attributes[0]) < _SAYS_KEY:
            return False
        left = 0 if copies is None else fact.surplus - copies
        return fact.surplus <= fact.rows * _COPIED_SHARE and left <= fact.rows * FAULTY_SHARE

    def _rank(self, fact: UniqueFact) -> tuple[float, int, int]:
        name = fact.question.attributes[0]
        return self.score(name), -fact.surplus, -self._place(name)

    def _single(self, best: UniqueFact, unique: Sequence[UniqueFact], confidence: float = 0.0) -> Choice:
        score = self.score(best.question.attributes[0])
        sure = confidence or (0.99 if score >= 0.9 else 0.96)
        if best.rows < 5 and score < 0.8:
            leads = self._place(best.question.attributes[0]) == 0 and self.column(best.question.attributes[0]).tail
            sure = min(sure, 0.91 if leads else 0.85)
        others = tuple(f for f in unique if f is not best)
        return Choice(best.question.attributes, best, sure, f"name score {score:.2f}", others)

    # -- without a name that says so ----------------------------------------------------------------------------

    def _without_a_name(self, best: UniqueFact | None, unique: list[UniqueFact]) -> Iterator[Choice | Question]:
        """A first column that is a key's by name, the columns that lead, others that look like parts, any at all."""
        first = next((f for f in unique if not self._place(f.question.attributes[0])), None)
        leads = self._leading()
        # The rows of a junction join two others; that one of them occurs once only is how few rows there are.
        joins = self._joins(leads, first)
        if first is not None and not joins and self._key_like(first.question.attributes[0]):
            yield self._single(first, unique, 0.93)
            return
        for size in range(2, len(leads) + 1):
            question = Unique(str(self.entity.name), leads[:size])
            fact = self.facts.get(question)
            if not isinstance(fact, UniqueFact):
                if self._product(question.attributes) < self.table.rows * 0.9:
                    continue
                counted = self._counted_inside(leads) if self.table.rows > _LARGE else None
                if counted is not None:
                    fact = self.facts.get(replace(question, part=_PARTS))
                    if fact is None:
                        yield replace(question, part=_PARTS)
                        return
                if counted is None or not isinstance(fact, UniqueFact) or not nearly(fact) or not fact.surplus:
                    yield question
                    return
            if nearly(fact):
                counted = self._counted_inside(leads) if fact.surplus else None
                number = None if counted is None else self.facts.get(counted)
                if counted is not None and number is None:
                    yield counted
                    return
                if isinstance(number, UniqueFact) and not number.surplus and not number.nulls:
                    told = "the first column, and a number inside it"
                    yield Choice(number.question.attributes, number, 0.96, told, tuple(unique))
                    return
                if fact.question.part > 1:
                    yield question
                    return
                yield Choice(leads[:size], fact, 0.96 if size == 2 else 0.94, "the first columns", tuple(unique))
                return
        if best is not None and self.score(best.question.attributes[0]) >= _NAMED:
            yield self._single(best, unique)
            return
        if first is not None and not joins and self._stands_alone(first):
            yield self._single(first, unique, 0.92)
            return
        # Beside a first column that differs in every row, a combination that does so as well is an accident.
        serial = (
            first is not None and not joins and not first.surplus and family(self._attribute(first).type) == "integer"
        )
        composite = [] if serial else list(self._composite(unique))
        if composite:
            yield from composite
        elif (
            best is not None
            and self._key_like(best.question.attributes[0])
            and self.score(best.question.attributes[0]) > 0.2
        ):
            yield self._single(best, unique, 0.91)
        elif first is not None:
            kind = self._attribute(first).type
            short = not isinstance(kind, Text) or (kind.length or 99) <= 20
            yield self._single(first, unique, 0.9 if short and first.rows >= 5 else 0.8 if first.rows >= 20 else 0.6)
        elif unique:
            likeliest = min(unique, key=lambda f: self._place(f.question.attributes[0]))
            yield self._single(likeliest, unique, 0.8 if likeliest.rows >= 20 else 0.6)

    def _counted_inside(self, leads: tuple[str, ...]) -> Unique | None:
        """First column and the number that counts inside it, where others stand between: order, part, line number.

        Where a part was ordered twice, that is no fault: the number is there to tell the two lines apart.
        """
        if len(leads) < 2 or not self.refers(leads[0]) or self._counts(leads[1]):
            return None
        numbers = [
            a.name for a in self.entity.attributes[1:]
            if self._counts(a.name) and not a.nullable and family(a.type) == "integer" and not self.refers(a.name)
        ]  # fmt: skip
        names = (leads[0], numbers[0]) if len(numbers) == 1 else ()
        return Unique(str(self.entity.name), names) if names and self._product(names) >= self.table.rows * 0.9 else None

    def _stands_alone(self, first: UniqueFact) -> bool:
        """Whether a first column is a short text that tells rows apart: a login, a label, a barcode."""
        name, kind = first.question.attributes[0], self._attribute(first).type
        short = isinstance(kind, Text) and kind.length is not None and kind.length <= 40
        return short and first.rows >= 10 and not first.surplus and not self.refers(name) and not self._counts(name)

    def _composite(self, unique: list[UniqueFact]) -> Iterator[Choice | Question]:
        """Pairs, then triples, of columns that look like parts of a key."""
        # What identifies a row alone is no part of a key: the key would not be minimal.
        alone = {f.question.attributes[0] for f in unique if not f.surplus}
        parts = [name for name in self._parts() if name not in alone]
        for size, most in ((2, _PAIRS), (3, _TRIPLES)):
            able = (names for names in combinations(parts, size) if self._product(names) >= self.table.rows * 0.9)
            # A key of something else with a number inside it is what most composite keys are.
            tried = sorted(able, key=lambda names: not any(self._counts(name) for name in names))[:most]
            found: list[UniqueFact] = []
            for names in tried:
                question = Unique(str(self.entity.name), names)
                fact = self.facts.get(question)
                if not isinstance(fact, UniqueFact):
                    # One at a time: each costs a sort of the table, and the first one that holds exactly ends it.
                    yield question
                    return
                if nearly(fact):
                    found.append(fact)
                    if not fact.surplus:
                        break
            if found:
                # The first in order of names; of equal ones, the one with fewer faults.
                best = min(found, key=lambda f: (f.surplus > 0, tried.index(f.question.attributes)))
                sure = 0.93 if size == 2 else 0.91
                yield Choice(
                    best.question.attributes, best, sure, f"{size} columns that look like parts", tuple(unique)
                )
                return

    def _by_name(self) -> Iterator[Choice]:
        """Without rows to tell apart, the names and places alone."""
        rows = self.table.rows
        able = [a for a in self.entity.attributes if not rows or self.may_be_key(a)]
        fact = (
            None
            if not rows
            else UniqueFact(question=Unique(str(self.entity.name), ()), rows=rows, distinct=rows, nulls=0)
        )
        named = max(able, key=lambda a: self.score(a.name), default=None)
        if named is not None and self.score(named.name) >= 0.8:
            yield Choice((named.name,), fact, 0.94, f"name score {self.score(named.name):.2f}")
            return
        leads = self._leading(data=bool(rows))
        if len(leads) > 1 and (self._joins(leads, None) or self._counts(leads[1])):
            size = 2
            while size < len(leads) and not self._counts(leads[size - 1]) and not self._is_date(leads[size - 1]):
                size += 1
            size = 2 if all(map(self.refers, leads[:2])) and not self._counts(leads[-1]) else size
            yield Choice(leads[:size], fact, 0.91, "the first columns")
        elif named is not None and self._key_like(able[0].name):
            yield Choice((able[0].name,), fact, 0.9, "the first column")
        elif able and rows and not self._place(able[0].name):
            yield Choice((able[0].name,), fact, 0.6, "the first column")

    # -- what columns look like ---------------------------------------------------------------------------------

    def refers(self, name: str) -> bool:
        """Whether the name of an attribute is that of another table, or of the first column there."""
        return bool(self._referred(name))

    def _referred(self, name: str) -> tuple[str, ...]:
        """Words of the table that the name of an attribute mentions best; none where it mentions none."""
        return self._mentioned.by(self.entity, self.column(name))

    def _joins(self, leads: tuple[str, ...], first: UniqueFact | None) -> bool:
        """Whether the table joins the two others that its first columns name, so that both are its key."""
        if len(leads) < 2 or not all(map(self.refers, leads[:2])):
            return False
        one, two = map(self._referred, leads[:2])
        if one != two and all(any(likeness(w, own) >= 0.75 for own in self.words for w in part) for part in (one, two)):
            return True
        # One of them may occur once only because there are few rows.
        return (first is None or first.rows < 10) and (len(self.words) > 1 or len(self.entity.attributes) <= 4)

    def _key_like(self, name: str) -> bool:
        column = self.column(name)
        return (column.tail or self.refers(name)) and self.score(name) > 0.2 and not self._counts(name)

    def _counts(self, name: str) -> bool:
        return self.column(name).counts

    def _is_date(self, name: str) -> bool:
        attribute = self.entity.attribute(name)
        return attribute is not None and family(attribute.type) in ("date", "timestamp")

    def _leading(self, *, data: bool = True) -> tuple[str, ...]:
        """Attributes that the table begins with and that look like parts of a key."""
        found: list[str] = []
        for attribute in self.entity.attributes[:_MOST_PARTS]:
            column = self.column(attribute.name)
            part = (
                column.tail
                or self.refers(attribute.name)
                or self._counts(attribute.name)
                or self._is_date(attribute.name)
            )
            if not part or (attribute.nullable and data):
                break
            if data and family(attribute.type) not in _PART_FAMILIES:
                break
            found.append(attribute.name)
        return tuple(found)

    def _parts(self) -> list[str]:
        """Attributes that may be part of a composite key, the likeliest first."""

        def rank(attribute: Attribute) -> tuple[int, int]:
            place = self._place(attribute.name)
            column = self.column(attribute.name)
            if self.refers(attribute.name):
                return 0, place
            if column.tail or self._counts(attribute.name):
                return 1, place
            return (2 if self._is_date(attribute.name) else 3), place

        able = [
            a
            for a in self.entity.attributes
            if not a.nullable
            and family(a.type) in _PART_FAMILIES
            and not (isinstance(a.type, Text) and (a.type.length is None or a.type.length > 50))
            and (column := self.facts.column(self.entity.source, a.column)) is not None
            and column.distinct > 1
        ]
        ranked = sorted(able, key=rank)
        # Measures are no part of a key; without any part of a key's name there is nothing to try but the first columns.
        likely = [a for a in ranked if rank(a)[0] < 3]
        return [a.name for a in (likely if len(likely) >= 2 else ranked)[:8]]

    def _product(self, names: Sequence[str]) -> float:
        product = 1.0
        for name in names:
            attribute = self.entity.attribute(name)
            column = self.facts.column(self.entity.source, attribute.column if attribute else name)
            product *= column.distinct * 1.05 if column else 1.0
        return product

    def _attribute(self, fact: UniqueFact) -> Attribute:
        return self.entity.attributes[self._place(fact.question.attributes[0])]

    def _place(self, name: str) -> int:
        return self._places[name]
