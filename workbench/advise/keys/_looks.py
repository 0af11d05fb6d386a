"""Looks: what the columns of an entity look like by their names and types, when its key is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.advise._naming import ColumnName, Naming
from workbench.advise._words import likeness
from workbench.advise.keys._mentioned import Mentioned
from workbench.advise.keys._names import identity_score
from workbench.facts import Facts, TableFacts, UniqueFact
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import Text, family

KEY_FAMILIES = frozenset({"integer", "text", "uuid", "enum", "decimal"})
_PART_FAMILIES = KEY_FAMILIES | {"date", "timestamp"}
# Keys of more parts than this are not looked for.
_MOST_PARTS = 4
# From this score on a name says that its column is the key of its table.
NAMED = 0.6
# From this score on it says so whatever else is unique.
SAYS_KEY = 0.8
# From this score on it has the whole name of its table.
_OWN = 0.9


class Looks:
    """What the columns of one entity look like.

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
        self.mentioned = mentioned

    def column(self, name: str) -> ColumnName:
        """Words of an attribute's column."""
        attribute = self.entity.attribute(name)
        return self._names.column(self.entity.source, attribute.column if attribute else name)

    def score(self, name: str) -> float:
        """How much the name and place of an attribute say that it is the key (0..1)."""
        column = self.column(name)
        score = identity_score(self.words, column)
        if column.counts and score < _OWN and "".join(column.body) != "".join(self.words):
            score = min(score, 0.1)  # the line_no of order_lines counts inside an order
        if NAMED <= score < _OWN and self.refers(name):
            score = 0.3  # the book_id of book_author is the key of books
        if 0.2 < score < SAYS_KEY and column.tail and not self.place(name) and not self.refers(name):
            # It leads its own table, and others have it too: whatever it is short for, they refer to it.
            score = 0.85 if self.mentioned.elsewhere(self.entity, [column]) else score
        return score if self.place(name) else min(1.0, score + 0.1)

    def refers(self, name: str) -> bool:
        """Whether the name of an attribute is that of another table, or of the first column there."""
        return bool(self._referred(name))

    def _referred(self, name: str) -> tuple[str, ...]:
        """Words of the table that the name of an attribute mentions best; none where it mentions none."""
        return self.mentioned.by(self.entity, self.column(name))

    def joins(self, leads: tuple[str, ...], first: UniqueFact | None) -> bool:
        """Whether the table joins the two others that its first columns name, so that both are its key."""
        if len(leads) < 2 or not all(map(self.refers, leads[:2])):
            return False
        one, two = map(self._referred, leads[:2])
        if one != two and all(any(likeness(w, own) >= 0.75 for own in self.words for w in part) for part in (one, two)):
            return True
        # One of them may occur once only because there are few rows.
        return (first is None or first.rows < 10) and (len(self.words) > 1 or len(self.entity.attributes) <= 4)

    def key_like(self, name: str) -> bool:
        """Whether the name of an attribute has the form of a key's: its own, or another table's."""
        column = self.column(name)
        return (column.tail or self.refers(name)) and self.score(name) > 0.2 and not self.counts(name)

    def counts(self, name: str) -> bool:
        """Whether the name of an attribute is of a number inside something else."""
        return self.column(name).counts

    def is_date(self, name: str) -> bool:
        """Whether an attribute is a date, or a moment."""
        attribute = self.entity.attribute(name)
        return attribute is not None and family(attribute.type) in ("date", "timestamp")

    def leading(self, *, data: bool = True) -> tuple[str, ...]:
        """Attributes that the table begins with and that look like parts of a key."""
        found: list[str] = []
        for attribute in self.entity.attributes[:_MOST_PARTS]:
            column = self.column(attribute.name)
            part = (
                column.tail
                or self.refers(attribute.name)
                or self.counts(attribute.name)
                or self.is_date(attribute.name)
            )
            if not part or (attribute.nullable and data):
                break
            if data and family(attribute.type) not in _PART_FAMILIES:
                break
            found.append(attribute.name)
        return tuple(found)

    def parts(self) -> list[str]:
        """Attributes that may be part of a composite key, the likeliest first."""

        def rank(attribute: Attribute) -> tuple[int, int]:
            place = self.place(attribute.name)
            column = self.column(attribute.name)
            if self.refers(attribute.name):
                return 0, place
            if column.tail or self.counts(attribute.name):
                return 1, place
            return (2 if self.is_date(attribute.name) else 3), place

        able = [a for a in self.entity.attributes if self.may_be_part(a)]
        ranked = sorted(able, key=rank)
        # Measures are no part of a key; without any part of a key's name there is nothing to try but the first columns.
        likely = [a for a in ranked if rank(a)[0] < 3]
        return [a.name for a in (likely if len(likely) >= 2 else ranked)[:8]]

    def looks_like_part(self, name: str) -> bool:
        """Whether the name of an attribute speaks for its being part of a key."""
        return self.column(name).tail or self.refers(name) or self.counts(name) or self.is_date(name)

    def may_be_part(self, attribute: Attribute) -> bool:
        """Whether an attribute may be part of a composite key, as far as its type and the first scan tell."""
        kind = attribute.type
        long = isinstance(kind, Text) and (kind.length is None or kind.length > 50)
        column = self.facts.column(self.entity.source, attribute.column)
        able = family(kind) in _PART_FAMILIES and not attribute.nullable and not long
        return able and column is not None and column.distinct > 1

    def product(self, names: Sequence[str]) -> float:
        """How many combinations the values of attributes may have; estimates may be a little too low."""
        product = 1.0
        for name in names:
            attribute = self.entity.attribute(name)
            column = self.facts.column(self.entity.source, attribute.column if attribute else name)
            product *= column.distinct * 1.05 if column else 1.0
        return product

    def attribute_of(self, fact: UniqueFact) -> Attribute:
        """Attribute that a fact is about."""
        return self.entity.attributes[self.place(fact.question.attributes[0])]

    def place(self, name: str) -> int:
        """Place of an attribute, from 0."""
        return self._places[name]
