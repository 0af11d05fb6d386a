"""Primary: which attributes identify a row of an entity, and which others might."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from workbench.advise._bound import measurable
from workbench.advise.keys._names import KEY_WORDS, LINE_WORDS, identity_score, stems, table_words
from workbench.facts import Facts, Question, TableFacts, Unique, UniqueFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, SetPrimaryKey
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity, Key
from workbench.model.subjects import Subject
from workbench.model.types import Text, family
from workbench.naming import sql_quote

# A key may be violated by this share of the rows and still be the key: the rows are faults, and are listed.
FAULTY_SHARE = 0.005
# Combinations of columns that are tried for a composite key.
_PAIRS, _TRIPLES = 24, 12
# What must differ from row to row more often than not, and what differs by accident only.
_OFTEN_UNIQUE = frozenset({"email", "mail", "vat", "iban", "isbn", "sku", "code", "login", "username", "slug"})
_NEVER_UNIQUE = frozenset(
    {
        "address",
        "street",
        "city",
        "phone",
        "fax",
        "mobile",
        "first",
        "last",
        "firstname",
        "lastname",
        "surname",
        "comment",
    }
    | {"note", "description", "postal", "zip", "latitude", "longitude", "lat", "lon", "lng"}
)
_KEY_FAMILIES = frozenset({"integer", "text", "uuid", "enum", "decimal"})
_PART_FAMILIES = _KEY_FAMILIES | {"date", "timestamp"}


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a primary key for each entity without one, and alternate keys; warn where a key does not hold."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None or not table.rows:
            continue
        if entity.primary_key is not None:
            yield from _held(facts, entity, entity.primary_key)
            yield from _alternates(facts, entity, table, entity.primary_key.attributes)
        else:
            yield from _search(facts, model, entity, table)


def _held(facts: Facts, entity: Entity, key: Key) -> Iterator[Finding | Question]:
    if not measurable(facts, entity, key.attributes):
        return  # told elsewhere: the data lack a column
    question = Unique(str(entity.name), key.attributes)
    fact = facts.get(question)
    if not isinstance(fact, UniqueFact):
        yield question
    elif fact.surplus:
        yield _duplicates(entity, key.attributes, fact)


def _search(facts: Facts, model: Model, entity: Entity, table: TableFacts) -> Iterator[Finding | Question]:
    singles = [a for a in entity.attributes if _may_be_key(facts, entity, a, table)]
    asked = [Unique(str(entity.name), (a.name,)) for a in singles]
    missing = [question for question in asked if question not in facts]
    if missing:
        yield from missing
        return
    unique = [f for q in asked if isinstance(f := facts.get(q), UniqueFact) and _nearly(f)]
    named = [f for f in unique if _score(entity, f.question.attributes[0]) >= 0.3]
    if named and (pair := _junction(model, entity)):
        # Its rows join two others; that one of them occurs once only is how few rows there are.
        question = Unique(str(entity.name), pair)
        if question not in facts:
            yield question
            return
        fact = facts.get(question)
        if isinstance(fact, UniqueFact) and _nearly(fact):
            yield from _proposals(entity, fact, unique)
            return
    if named:
        best = max(named, key=lambda f: (_score(entity, f.question.attributes[0]), -f.surplus, -_place(entity, f)))
        yield from _proposals(entity, best, [f for f in unique if f is not best])
        return
    yield from _composite(facts, model, entity, table, unique)


def _composite(
    facts: Facts, model: Model, entity: Entity, table: TableFacts, unique: list[UniqueFact]
) -> Iterator[Finding | Question]:
    """Pairs, then triples, of columns that look like parts of a key; a single column of no key's name comes last."""
    # What identifies a row alone is no part of a key: the key would not be minimal.
    alone = {f.question.attributes[0] for f in unique if not f.surplus}
    parts = [name for name in _parts(facts, model, entity, table) if name not in alone]
    for size, most in ((2, _PAIRS), (3, _TRIPLES)):
        able = (names for names in combinations(parts, size) if _product(facts, entity, names) >= table.rows * 0.9)
        # A key of something else with a number inside it is what most composite keys are.
        tried = sorted(able, key=lambda names: not any(set(stems(name)) & LINE_WORDS for name in names))[:most]
        questions = [Unique(str(entity.name), names) for names in tried]
        found: list[UniqueFact] = []
        for question in questions:
            fact = facts.get(question)
            if not isinstance(fact, UniqueFact):
                # One at a time: each costs a sort of the table, and the first one that holds exactly ends the search.
                yield question
                return
            if _nearly(fact):
                found.append(fact)
                if not fact.surplus:
                    break
        if found:
            # The first in order of names; of equal ones, the one with fewer faults.
            best = min(found, key=lambda f: (f.surplus > 0, questions.index(f.question)))
            yield from _proposals(entity, best, unique)
            return
    if unique:
        best = min(unique, key=lambda f: _place(entity, f))
        yield from _proposals(entity, best, [f for f in unique if f is not best], unnamed=True)
        return


def _proposals(
    entity: Entity, best: UniqueFact, others: list[UniqueFact], *, unnamed: bool = False
) -> Iterator[Finding]:
    names = best.question.attributes
    score = _score(entity, names[0]) if len(names) == 1 else 0.8
    confidence = 0.99 if score >= 0.9 else 0.95 if score >= 0.6 else 0.92
    if unnamed:
        confidence = 0.8 if best.rows >= 20 else 0.6
    elif len(names) > 1:
        confidence = 0.96 if len(names) == 2 else 0.91
    elif best.rows < 5 and score < 0.9:
        confidence = 0.85
    if best.surplus:
        confidence -= 0.03
        yield _duplicates(entity, names, best)
    what = ", ".join(names)
    words = "different in every row" if not best.surplus else f"different in all rows but {best.surplus}"
    yield Finding(
        "KEY-001-primary-key",
        "advice",
        Subject.key(entity.name, names),
        f"{what} identif{'ies' if len(names) == 1 else 'y'} a row of {entity.name}: {words}, never missing.",
        Evidence(figures=_figures(best), reason=f"name score {score:.2f}"),
        (SetPrimaryKey(entity.name, Key(attributes=names)),),
        round(confidence, 3),
    )
    for fact in others:
        yield from _alternate(entity, fact)


def _alternates(
    facts: Facts, entity: Entity, table: TableFacts, primary: tuple[str, ...]
) -> Iterator[Finding | Question]:
    for attribute in entity.attributes:
        names = (attribute.name,)
        if names == primary or entity.key_of(names) or not _may_be_key(facts, entity, attribute, table):
            continue
        question = Unique(str(entity.name), names)
        fact = facts.get(question)
        if not isinstance(fact, UniqueFact):
            yield question
        elif _nearly(fact) and not fact.surplus:
            yield from _alternate(entity, fact)


def _alternate(entity: Entity, fact: UniqueFact) -> Iterator[Finding]:
    if fact.surplus or entity.key_of(fact.question.attributes):
        return
    name = fact.question.attributes[0]
    said = set(stems(name))
    if fact.rows < 10 or said & _NEVER_UNIQUE:
        return  # a few rows differ in anything, and some things differ by accident
    # That values differ today does not mean that they must: names and descriptions often do.
    likely = 0.75 if said & _OFTEN_UNIQUE else 0.6
    yield Finding(
        "KEY-002-alternate-key",
        "advice",
        Subject.key(entity.name, fact.question.attributes),
        f"{name} is different in every row; make it unique if it must be.",
        Evidence(figures=_figures(fact)),
        (Add(Key(attributes=fact.question.attributes), entity.name),),
        likely if fact.rows >= 20 else likely - 0.2,
    )


def _duplicates(entity: Entity, names: tuple[str, ...], fact: UniqueFact) -> Finding:
    columns = ", ".join(sql_quote((entity.attribute(n) or Attribute(name=n)).column) for n in names)
    return Finding(
        "DATA-001-duplicate-key",
        "warning",
        Subject.key(entity.name, names),
        f"{fact.surplus} row{'s repeat' if fact.surplus > 1 else ' repeats'} the {', '.join(names)} of another row. "
        f"Take out {'those that are' if fact.surplus > 1 else 'the one that is'} wrong.",
        Evidence(
            figures=_figures(fact),
            sql=f"SELECT * FROM {sql_quote(entity.source)} QUALIFY count(*) OVER (PARTITION BY {columns}) > 1",
        ),
    )


def _junction(model: Model, entity: Entity) -> tuple[str, ...]:
    """Columns that name two other tables, where the entity's own name is made of theirs; empty for other entities."""
    own = "".join(table_words(entity.source))
    found: dict[str, str] = {}
    for other in model.entities:
        name = "".join(table_words(other.source))
        if other is entity or not name or name == own or name not in own:
            continue
        for attribute in entity.attributes:
            body = stems(attribute.column)
            if body[-1:] and body[-1] in KEY_WORDS and "".join(body[:-1]) == name:
                found[name] = attribute.name
    if len(found) == 2 and sum(map(len, found)) == len(own):
        return tuple(a.name for a in entity.attributes if a.name in found.values())
    return ()


# -- what may be part of a key ----------------------------------------------------------------------------------


def _may_be_key(facts: Facts, entity: Entity, attribute: Attribute, table: TableFacts) -> bool:
    column = facts.column(entity.source, attribute.column)
    if column is None or attribute.nullable or family(attribute.type) not in _KEY_FAMILIES:
        return False
    if attribute.type == Text() or (isinstance(attribute.type, Text) and (attribute.type.length or 0) > 80):
        return False  # long texts may differ, and still identify nothing
    # The estimate of distinct values is within a few percent of the truth.
    return column.nulls == 0 and column.distinct >= table.rows * (0.999 if column.distinct_exact else 0.9) * (
        1 - FAULTY_SHARE if column.distinct_exact else 1
    )


def _parts(facts: Facts, model: Model, entity: Entity, table: TableFacts) -> list[str]:
    """Attributes that may be part of a composite key, the likeliest first."""
    known = {stems(key.attributes[0]) for e in model.entities for key in e.all_keys if len(key.attributes) == 1}

    def rank(attribute: Attribute) -> tuple[int, int]:
        name = stems(attribute.name)
        bare = name[1:] if len(name) > 1 and len(name[0]) <= 2 else name
        place = entity.attributes.index(attribute)
        if name in known or bare in {k[1:] if len(k) > 1 and len(k[0]) <= 2 else k for k in known}:
            return 0, place
        if name and (name[-1] in KEY_WORDS or set(name) & LINE_WORDS):
            return 1, place
        if family(attribute.type) in ("date", "timestamp"):
            return 2, place
        return 3, place

    able = [
        a
        for a in entity.attributes
        if not a.nullable
        and family(a.type) in _PART_FAMILIES
        and not (isinstance(a.type, Text) and (a.type.length is None or a.type.length > 50))
        and (column := facts.column(entity.source, a.column)) is not None
        and (column.distinct > 1 or table.rows == 1)
    ]
    ranked = sorted(able, key=rank)
    # Measures are no part of a key; without any part of a key's name there is nothing to try but the first columns.
    likely = [a for a in ranked if rank(a)[0] < 3]
    return [a.name for a in (likely if len(likely) >= 2 else ranked)[:8]]


def _product(facts: Facts, entity: Entity, names: tuple[str, ...]) -> float:
    product = 1.0
    for name in names:
        column = facts.column(entity.source, (entity.attribute(name) or Attribute(name=name)).column)
        product *= column.distinct * 1.05 if column else 1.0
    return product


def _nearly(fact: UniqueFact) -> bool:
    return fact.rows > 0 and not fact.nulls and fact.surplus <= fact.rows * FAULTY_SHARE


def _score(entity: Entity, name: str) -> float:
    attribute = entity.attribute(name)
    score = identity_score(entity.source, attribute.column if attribute else name)
    return score if entity.attributes[0].name != name else min(1.0, score + 0.05)


def _place(entity: Entity, fact: UniqueFact) -> int:
    return [a.name for a in entity.attributes].index(fact.question.attributes[0])


def _figures(fact: UniqueFact) -> tuple[Figure, ...]:
    return (
        Figure("rows", fact.rows, "rows"),
        Figure("distinct", fact.distinct, "values"),
        Figure("surplus", fact.surplus, "rows"),
        Figure("nulls", fact.nulls, "rows"),
    )
