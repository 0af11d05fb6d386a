"""Primary: which attributes identify a row of an entity, and which others might."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from workbench.advise import Part, in_parts
from workbench.advise._bound import measurable
from workbench.advise._naming import Naming, naming
from workbench.advise._words import stems
from workbench.advise.keys._mentioned import Mentioned
from workbench.advise.keys._search import Choice, Search, nearly
from workbench.facts import Facts, Question, TableFacts, Unique, UniqueFact
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add, SetPrimaryKey
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity, Key
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import sql_quote

# What must differ from row to row more often than not, and what differs by accident only.
_OFTEN_UNIQUE = frozenset({"email", "mail", "vat", "iban", "isbn", "sku", "code", "login", "username", "slug"})
_NUMBERS = frozenset({"id", "number", "nr", "num", "no", "key", "serial", "reference", "ref"})
_NEVER_UNIQUE = frozenset(
    "address street city phone fax mobile first last firstname lastname surname comment note description postal zip "
    "latitude longitude lat lon lng".split()
)


@in_parts
def judge(facts: Facts, model: Model) -> Iterator[Part]:
    """Propose a primary key for each entity without one, and alternate keys; warn where a key does not hold."""
    names = naming(model)
    mentioned = Mentioned(names, model, facts)
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is not None:
            yield partial(_entity, names, mentioned, entity, table)


def _entity(
    names: Naming, mentioned: Mentioned, entity: Entity, table: TableFacts, facts: Facts
) -> Iterator[Finding | Question]:
    search = Search(facts, names, mentioned, entity, table)
    if entity.primary_key is not None:
        if table.rows:
            yield from _held(facts, entity, entity.primary_key)
            yield from _alternates(facts, search, entity.primary_key.attributes)
        return
    found = list(search.run())
    yield from (item for item in found if not isinstance(item, Choice))
    for choice in found:
        if isinstance(choice, Choice):
            yield from _proposals(entity, choice)


def _held(facts: Facts, entity: Entity, key: Key) -> Iterator[Finding | Question]:
    if not measurable(facts, entity, key.attributes):
        return  # told elsewhere: the data lack a column
    question = Unique(str(entity.name), key.attributes)
    fact = facts.get(question)
    if not isinstance(fact, UniqueFact):
        yield question
    elif fact.surplus:
        yield duplicates(entity, key.attributes, fact)


def _proposals(entity: Entity, choice: Choice) -> Iterator[Finding]:
    names, fact = choice.attributes, choice.fact
    confidence = choice.confidence
    what = ", ".join(names)
    verb = f"identif{'ies' if len(names) == 1 else 'y'}"
    if fact is None or fact.rows < 2:
        few = "there are no rows" if fact is None else "there is one row"
        named = "its name" if len(names) == 1 else "their names"
        message = f"{what} {verb} a row of {entity.name} by {named}; {few} to see it in."
    else:
        words = "different in every row" if not fact.surplus else f"different in all rows but {fact.surplus:,}"
        message = f"{what} {verb} a row of {entity.name}: {words}, never missing."
    if fact is not None and fact.surplus:
        confidence -= 0.03
        yield duplicates(entity, names, fact)
    yield Finding(
        "KEY-001-primary-key",
        "advice",
        Subject.key(entity.name, names),
        message,
        Evidence(
            "measured" if fact is not None else "not tried: there are no rows",
            figures=_figures(fact) if fact is not None else (),
            reason=choice.reason,
        ),
        (SetPrimaryKey(entity.name, Key(attributes=names)),),
        round(confidence, 3),
    )
    for other in choice.others:
        yield from _alternate(entity, other)


def _alternates(facts: Facts, search: Search, primary: tuple[str, ...]) -> Iterator[Finding | Question]:
    entity = search.entity
    for attribute in entity.attributes:
        names = (attribute.name,)
        if names == primary or entity.key_of(names) or not search.may_be_key(attribute):
            continue
        question = Unique(str(entity.name), names)
        fact = facts.get(question)
        if not isinstance(fact, UniqueFact):
            yield question
        elif nearly(fact) and not fact.surplus:
            yield from _alternate(entity, fact)


def _alternate(entity: Entity, fact: UniqueFact) -> Iterator[Finding]:
    if fact.surplus or entity.key_of(fact.question.attributes):
        return
    name = fact.question.attributes[0]
    said = set(stems(name))
    attribute = entity.attribute(name)
    named = bool(said & _OFTEN_UNIQUE) or bool(said & _NUMBERS)
    if fact.rows < 10 or said & _NEVER_UNIQUE or (attribute is not None and not named and _amount(attribute)):
        return  # a few rows differ in anything, and amounts and moments differ by accident
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


def _amount(attribute: Attribute) -> bool:
    """Whether values are measured rather than given."""
    return attribute.unit is not None or family(attribute.type) not in ("text", "uuid", "inet")


def duplicates(entity: Entity, names: tuple[str, ...], fact: UniqueFact) -> Finding:
    """Finding about rows that repeat a key."""
    columns = ", ".join(sql_quote((entity.attribute(n) or Attribute(name=n)).column) for n in names)
    return Finding(
        "DATA-001-duplicate-key",
        "warning",
        Subject.key(entity.name, names),
        f"{fact.surplus:,} row{'s repeat' if fact.surplus > 1 else ' repeats'} the {', '.join(names)} of another row. "
        f"Take out {'those that are' if fact.surplus > 1 else 'the one that is'} wrong.",
        Evidence(
            figures=_figures(fact),
            sql=f"SELECT * FROM {sql_quote(entity.source)} QUALIFY count(*) OVER (PARTITION BY {columns}) > 1",
        ),
    )


def _figures(fact: UniqueFact) -> tuple[Figure, ...]:
    return (
        Figure("rows", fact.rows, "rows"),
        Figure("distinct", fact.distinct, "values"),
        Figure("surplus", fact.surplus, "rows"),
        Figure("nulls", fact.nulls, "rows"),
    )
