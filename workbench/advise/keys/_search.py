"""Search: which attributes identify a row of one entity, by their names, their places and what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import exp

from workbench.advise._domain import Domains
from workbench.advise.keys._looks import KEY_FAMILIES, NAMED, SAYS_KEY, Looks
from workbench.facts import Question, Unique, UniqueFact
from workbench.model.nodes import Attribute
from workbench.model.types import Decimal, Text, family
from workbench.questions import Copies, CopiesFact

# A key may be violated by this share of the rows and still be the key: the rows are faults, and are listed.
FAULTY_SHARE = 0.005
# Rows that are there twice in every column are no fault of the key, up to this share of all.
_COPIED_SHARE = 0.25
# Combinations of columns that are tried for a composite key.
_PAIRS, _TRIPLES = 24, 12
# Columns whose pairs are tried where no name speaks for a key, and the chance that one of them only looks like a key.
_DENSE_COLUMNS, _BY_CHANCE = 5, 1e-4
# A number that differs in such a share of the rows differs nearly as much as a key.
_VARIED = 0.9
# What numbers are called that count inside something else.
_INSIDE = frozenset({"no", "nr", "num", "number"})
# Below so many rows a column may differ in all of them by chance.
_FEW = 10
# A column of so many other tables is what they refer to a row by.
_SHARED = 2
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


class Search(Looks):
    """The search for the key of one entity."""

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
        if best is not None and self.score(best.question.attributes[0]) >= SAYS_KEY:
            inside = self._inside(best)
            pair = None if inside is None else self.facts.get(inside)
            if inside is not None and pair is None:
                yield inside
            elif isinstance(pair, UniqueFact):
                yield Choice(pair.question.attributes, pair, 0.93, "a number inside the first column", tuple(unique))
            else:
                yield self._single(best, unique)
            return
        yield from self._without_a_name(best, unique)

    # -- single attributes --------------------------------------------------------------------------------------

    def may_be_key(self, attribute: Attribute) -> bool:
        """Whether an attribute may identify rows, as far as the first scan tells."""
        column = self.facts.column(self.entity.source, attribute.column)
        if column is None or attribute.nullable or family(attribute.type) not in KEY_FAMILIES:
            return False
        if isinstance(attribute.type, Decimal) and attribute.type.scale:
            return False  # amounts may differ in every row, and still identify nothing
        if self.score(attribute.name) >= SAYS_KEY and not column.nulls:
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
        if fact.nulls or nearly(fact) or self.score(fact.question.attributes[0]) < SAYS_KEY:
            return False
        left = 0 if copies is None else fact.surplus - copies
        return fact.surplus <= fact.rows * _COPIED_SHARE and left <= fact.rows * FAULTY_SHARE

    def _rank(self, fact: UniqueFact) -> tuple[float, int, int]:
        name = fact.question.attributes[0]
        return self.score(name), -fact.surplus, -self.place(name)

    def _single(self, best: UniqueFact, unique: Sequence[UniqueFact], confidence: float = 0.0) -> Choice:
        score = self.score(best.question.attributes[0])
        sure = confidence or (0.99 if score >= 0.9 else 0.96)
        if best.rows < 5 and score < 0.8:
            leads = self.place(best.question.attributes[0]) == 0 and self.column(best.question.attributes[0]).tail
            sure = min(sure, 0.91 if leads else 0.85)
        others = tuple(f for f in unique if f is not best)
        return Choice(best.question.attributes, best, sure, f"name score {score:.2f}", others)

    def _inside(self, best: UniqueFact) -> Unique | None:
        """First column and the number after it, where other tables carry both: rooms of buildings, not rooms.

        That a number differs in all rows may come about by chance; that others carry what it is counted in does not.
        """
        name, first = best.question.attributes[0], self.entity.attributes[0].name
        number, beside = self.column(name), self.entity.attributes[0]
        fits = self.place(name) == 1 and not beside.nullable and family(beside.type) in KEY_FAMILIES
        if not fits or number.whole[-1] not in _INSIDE or not self.refers(first):
            return None
        carried = self.mentioned.elsewhere(self.entity, [self.column(first), number])
        return Unique(str(self.entity.name), (first, name)) if carried else None

    # -- without a name that says so ----------------------------------------------------------------------------

    def _without_a_name(self, best: UniqueFact | None, unique: list[UniqueFact]) -> Iterator[Choice | Question]:
        """A first column that is a key's by name, the columns that lead, others that look like parts, any at all."""
        first = next((f for f in unique if not self.place(f.question.attributes[0])), None)
        leads = self.leading()
        # The rows of a junction join two others; that one of them occurs once only is how few rows there are.
        joins = self.joins(leads, first)
        if first is not None and not joins and self.key_like(first.question.attributes[0]):
            yield self._single(first, unique, 0.93)
            return
        # What differs in every row alone is the key alone, unless there are few rows.
        alone = first is not None and not joins and not first.surplus and first.rows >= _FEW
        for size in range(2, 1 if alone else len(leads) + 1):
            question = Unique(str(self.entity.name), leads[:size])
            fact = self.facts.get(question)
            if not isinstance(fact, UniqueFact):
                if self.product(question.attributes) < self.table.rows * 0.9:
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
        if best is not None and self.score(best.question.attributes[0]) >= NAMED:
            yield self._single(best, unique)
            return
        if first is not None and not joins and self._stands_alone(first):
            yield self._single(first, unique, 0.92)
            return
        # Beside a first column that differs in every row, a combination that does so as well is an accident.
        serial = (
            first is not None and not joins and not first.surplus and family(self.attribute_of(first).type) == "integer"
        )
        composite = [] if serial else list(self._composite(unique))
        if composite:
            yield from composite
        elif (
            best is not None
            and self.key_like(best.question.attributes[0])
            and self.score(best.question.attributes[0]) > 0.2
        ):
            yield self._single(best, unique, 0.91)
        elif first is not None:
            kind = self.attribute_of(first).type
            short = not isinstance(kind, Text) or (kind.length or 99) <= 20
            sure = 0.9 if short and first.rows >= 5 else 0.8 if first.rows >= 20 else 0.6
            yield self._single(first, unique, 0.6 if self._by_chance(self.attribute_of(first)) else sure)
        elif dense := list(self._dense(unique)):
            yield from dense
        elif unique:
            likeliest = min(unique, key=lambda f: self.place(f.question.attributes[0]))
            yield self._single(likeliest, unique, 0.8 if likeliest.rows >= 20 else 0.6)

    def _counted_inside(self, leads: tuple[str, ...]) -> Unique | None:
        """First column and the number that counts inside it, where others stand between: order, part, line number.

        Where a part was ordered twice, that is no fault: the number is there to tell the two lines apart.
        """
        if len(leads) < 2 or not self.refers(leads[0]) or self.counts(leads[1]):
            return None
        numbers = [
            a.name for a in self.entity.attributes[1:]
            if self.counts(a.name) and not a.nullable and family(a.type) == "integer" and not self.refers(a.name)
        ]  # fmt: skip
        names = (leads[0], numbers[0]) if len(numbers) == 1 else ()
        return Unique(str(self.entity.name), names) if names and self.product(names) >= self.table.rows * 0.9 else None

    def _stands_alone(self, first: UniqueFact) -> bool:
        """Whether a first column is a short text that tells rows apart: a login, a label, a barcode."""
        name, kind = first.question.attributes[0], self.attribute_of(first).type
        short = isinstance(kind, Text) and kind.length is not None and kind.length <= 40
        return short and first.rows >= 10 and not first.surplus and not self.refers(name) and not self.counts(name)

    def _composite(self, unique: list[UniqueFact]) -> Iterator[Choice | Question]:
        """Pairs, then triples, of columns that look like parts of a key."""
        # What identifies a row alone is no part of a key: the key would not be minimal.
        alone = {f.question.attributes[0] for f in unique if not f.surplus}
        parts = [name for name in self.parts() if name not in alone]
        # Where no name speaks for a key, a combination must differ in more rows than it would by chance.
        named = any(map(self.looks_like_part, parts))
        for size, most in ((2, _PAIRS), (3, _TRIPLES)):
            able = (names for names in combinations(parts, size) if self.product(names) >= self.table.rows * 0.9)
            able = able if named else (names for names in able if self._chance(self.product(names)) <= _BY_CHANCE)
            # A key of something else with a number inside it is what most composite keys are.
            tried = sorted(able, key=lambda names: not any(self.counts(name) for name in names))[:most]
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
                if best.surplus:
                    # What differs in every row beats what nearly does: a number may count inside the first part.
                    for question in self._numbers_inside(best.question.attributes, parts):
                        fact = self.facts.get(question)
                        if fact is None:
                            yield question
                            return
                        if isinstance(fact, UniqueFact) and not fact.surplus and not fact.nulls:
                            best = fact
                            break
                sure = 0.93 if size == 2 else 0.91
                yield Choice(
                    best.question.attributes, best, sure, f"{size} columns that look like parts", tuple(unique)
                )
                return

    def _numbers_inside(self, names: tuple[str, ...], parts: Sequence[str]) -> Iterator[Unique]:
        """Pairs of the first of some attributes and a small number that begins at 0 or 1, whatever it is called."""
        for attribute in self.entity.attributes:
            if attribute.name in parts or attribute.nullable or family(attribute.type) != "integer":
                continue
            domain = Domains(self.facts).of(self.entity, attribute)
            pair = (names[0], attribute.name)
            if domain is not None and str(domain.low) in ("0", "1") and self.product(pair) >= self.table.rows * 0.9:
                yield Unique(str(self.entity.name), pair)

    def _chance(self, places: float) -> float:
        """Chance that all rows differ although they were thrown into so many places at random, at most."""
        rows = self.table.rows
        return exp(-rows * (rows - 1) / (2 * max(places, 1.0)))

    def _by_chance(self, attribute: Attribute) -> bool:
        """Whether numbers that differ in every row may do so by chance, as others beside them nearly do."""
        if family(attribute.type) != "integer" or self.looks_like_part(attribute.name):
            return False
        if not any(self._as_varied(a) for a in self.entity.attributes if a is not attribute):
            return False
        domain = Domains(self.facts).of(self.entity, attribute)
        span = domain.span if domain is not None else None
        return span is not None and self._chance(span[1] - span[0] + 1) > _BY_CHANCE

    def _as_varied(self, attribute: Attribute) -> bool:
        """Whether an attribute is a number that differs in nearly all rows, too."""
        domain = Domains(self.facts).of(self.entity, attribute) if family(attribute.type) == "integer" else None
        return domain is not None and domain.distinct >= _VARIED * domain.rows

    def _dense(self, unique: list[UniqueFact]) -> Iterator[Choice | Question]:
        """A pair of columns that nearly all combinations of their values occur of, and none twice.

        Whether that came about by chance follows from the number of rows and combinations as with birthdays: of n
        rows thrown into m places, no two share one with a probability of at most exp(-n(n - 1) / 2m).
        """
        alone = {f.question.attributes[0] for f in unique if not f.surplus}
        rows = self.table.rows
        parts = [a for a in self.entity.attributes[:_DENSE_COLUMNS] if self.may_be_part(a) and a.name not in alone]
        for pair in combinations(parts, 2):
            names = tuple(a.name for a in pair)
            places = self.product(names) / 1.05**2
            if places < rows or self._chance(places) > _BY_CHANCE:
                continue
            fact = self.facts.get(question := Unique(str(self.entity.name), names))
            if not isinstance(fact, UniqueFact):
                yield question
                return
            if not fact.surplus and not fact.nulls:
                sure = 0.92 if not self.place(names[0]) else 0.85
                yield Choice(names, fact, sure, "nearly all combinations, none twice", tuple(unique))
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
        leads = self.leading(data=bool(rows))
        if len(leads) > 1 and (self.joins(leads, None) or self.counts(leads[1]) or self._carried(leads)):
            size = 2
            while size < len(leads) and not self.counts(leads[size - 1]) and not self.is_date(leads[size - 1]):
                size += 1
            size = 2 if all(map(self.refers, leads[:2])) and not self.counts(leads[-1]) else size
            size = 2 if self._carried(leads) else size
            yield Choice(leads[:size], fact, 0.91, "the first columns")
        elif named is not None and self.key_like(able[0].name):
            yield Choice((able[0].name,), fact, 0.9, "the first column")
        elif able and rows and not self.place(able[0].name):
            # What other tables have too, is what they name its one row by.
            column = self.column(able[0].name)
            shared = len(column.whole) > 1 and len(self.mentioned.elsewhere(self.entity, [column])) >= _SHARED
            yield Choice((able[0].name,), fact, 0.91 if shared else 0.6, "the first column")

    def _carried(self, leads: tuple[str, ...]) -> bool:
        """Whether a table of parts has the first two columns too: the lines of payslips carry what tells payslips."""
        parts = self.mentioned.elsewhere(self.entity, map(self.column, leads[:2]))
        return any(len(table) > len(self.words) and table[: len(self.words)] == self.words for table in parts)
