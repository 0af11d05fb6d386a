"""Tables in memory: facts and answers worked out in plain Python, so that advisors are judged without any engine."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import singledispatchmethod

from workbench.advise import settle
from workbench.facts import (
    ColumnFacts,
    Facts,
    Included,
    InclusionFact,
    Ordered,
    OrderFact,
    TableFacts,
    Unique,
    UniqueFact,
    Values,
    ValuesFact,
)
from workbench.model import Attribute, Entity, Key, Model, QualifiedName, parse_type
from workbench.questions import Copies, CopiesFact, Holds, HoldsFact

Q = QualifiedName.of


def attribute(text):
    """``id int32``, ``name text?``: an attribute, optional with a question mark."""
    name, _, kind = text.rpartition(" ")
    return Attribute(name=name, type=parse_type(kind.rstrip("?")), nullable=kind.endswith("?"))


def entity(name, *attributes, key=None):
    """An entity; `key` names the attributes of its primary key, in one text."""
    primary = Key(attributes=tuple(key.split())) if key else None
    return Entity(name=Q(name), attributes=tuple(map(attribute, attributes)), primary_key=primary)


def column(name, values, *, table="t", position=0, raw_type="VARCHAR"):
    """Facts of a column that holds these values."""
    held = [value for value in values if value is not None]
    counts = Counter(map(str, held))
    frequent = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    texts = [str(value) for value in held]
    return ColumnFacts(
        table=table,
        column=name,
        position=position,
        raw_type=raw_type,
        rows=len(values),
        nulls=len(values) - len(held),
        distinct=len(set(held)),
        distinct_exact=True,
        minimum=str(min(held)) if held else None,
        maximum=str(max(held)) if held else None,
        min_length=min(map(len, texts), default=None),
        max_length=max(map(len, texts), default=None),
        values=frequent,
        sample_rows=len(values),
    )


class Data:
    """Columns of values by table; `raw_type` of all is VARCHAR, as in text files."""

    def __init__(self, **tables):
        self.tables = tables
        self.asked = []

    @property
    def facts(self):
        return Facts(
            {
                name: TableFacts(
                    table=name,
                    origin=f"{name}.csv",
                    rows=len(next(iter(columns.values()))),
                    columns=tuple(
                        column(c, values, table=name, position=i) for i, (c, values) in enumerate(columns.items())
                    ),
                )
                for name, columns in self.tables.items()
            }
        )

    def findings(self, judge, *entities, model=None):
        """What an advisor says in the end."""
        found, _ = settle([judge], self.facts, model or Model(entities=entities), self.answering)
        return found

    def answering(self, questions):
        self.asked += questions
        return {question: self.one(question) for question in questions}

    def rows(self, table, names):
        return list(zip(*(self.tables[table][name] for name in names), strict=True))

    @singledispatchmethod
    def one(self, question):
        raise NotImplementedError(question)  # a question that no test here asks yet

    @one.register
    def _(self, question: Unique):
        rows = list(zip(*(self.tables[question.entity][name] for name in question.attributes), strict=True))
        filled = [row for row in rows if None not in row]
        nulls = len(rows) - len(filled)
        return UniqueFact(question=question, rows=len(rows), distinct=len(set(filled)), nulls=nulls)

    @one.register
    def _(self, question: Included):
        child = self.rows(question.child, question.child_attributes)
        parent = {row for row in self.rows(question.parent, question.parent_attributes) if None not in row}
        held = Counter(row for row in child if None not in row)
        orphans = {value: n for value, n in held.items() if value not in parent}
        many = [n for value, n in held.items() if value in parent]
        return InclusionFact(
            question=question,
            rows=held.total(),
            orphans=sum(orphans.values()),
            child_distinct=len(held),
            parent_distinct=len(parent),
            orphan_values=len(orphans),
            parents_with_child=len(held.keys() & parent),
            max_children=max(many, default=0),
            min_children=min(many, default=0),
            median_children=quantile(many, 0.5),
            p95_children=quantile(many, 0.95),
            child_nulls=sum(None in row for row in child),
            examples=tuple(", ".join(map(str, row)) for row in sorted(orphans)[:5]),
        )

    @one.register
    def _(self, question: Values):
        held = Counter(v for v in self.tables[question.entity][question.attribute] if v is not None)
        values = tuple((str(value), n) for value, n in sorted(held.items(), key=lambda item: (-item[1], item[0])))
        shown = values if len(held) <= question.limit else ()
        return ValuesFact(question=question, rows=held.total(), distinct=len(held), values=shown)

    @one.register
    def _(self, question: Copies):
        counts = Counter(zip(*self.tables[question.entity].values(), strict=True))
        return CopiesFact(
            question=question,
            rows=counts.total(),
            surplus=counts.total() - len(counts),
            listed=sum(n for n in counts.values() if n > 1),
            sql="",
        )

    @one.register
    def _(self, question: Ordered):
        columns = self.tables[question.entity]
        pairs = [
            pair for pair in zip(columns[question.lower], columns[question.upper], strict=True) if None not in pair
        ]
        violations, equal = sum(a > b for a, b in pairs), sum(a == b for a, b in pairs)
        return OrderFact(question=question, rows=len(pairs), violations=violations, equal=equal)

    @one.register
    def _(self, question: Holds):
        """Equality of two attributes, which is all that these tables are asked for."""
        rows, met = self.rows(question.entity, question.attributes), []
        assert question.conditions == (" = ".join(question.attributes),)
        met = [a == b for a, b in rows if None not in (a, b)]
        return HoldsFact(question=question, rows=len(rows), met=(sum(met),), broken=(len(met) - sum(met),), relation="")


def with_type(facts, table, name, raw_type):
    """Facts in which one column is of another type than text."""
    old = facts.tables[table]
    columns = tuple(replace(c, raw_type=raw_type) if c.column == name else c for c in old.columns)
    return Facts({**facts.tables, table: replace(old, columns=columns)})


def quantile(values, share):
    """Value below which a share of the values lies, between two of them in proportion (as spreadsheets do)."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    at = share * (len(ordered) - 1)
    low = int(at)
    return round(ordered[low] + (at - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]), 6)
