"""Temporal: entities whose rows are valid for a time, are taken again at each date, or tell what has changed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.advise._bound import measurable
from workbench.advise._words import KEY_WORDS, stems
from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity, Key
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import singular, words
from workbench.questions import Periods, PeriodsFact, Snapshot, SnapshotFact

# Words of the start and of the end of a period, of which the others must be the same: valid_from, valid_to.
_STARTS = frozenset("from start begin since effective started".split())
_ENDS = frozenset("to until end thru through till expiry expired expiration ended".split())
# Words that only say what a date is.
_FILLERS = frozenset("date day time at on timestamp dt ts".split())
# What says of a period that the row itself is valid in it.
_VALID = frozenset("valid validity effective active current row record version applicable".split())
_TAKEN = frozenset("snapshot asof load loaded extract extracted stichtag batch reporting report taken".split())
_HISTORY = frozenset("history hist audit log journal changelog archive trail version".split())
_CHANGED = frozenset("changed change modified updated logged recorded event occurred created audit action".split())
_ACTIONS = frozenset("operation action event change op".split())
_LEAST_ROWS = 20
# Dates of a snapshot have so large a share of the keys of the date before, and so many keys each.
_KEPT = 0.8
_LEAST_DATES = 3
_LEAST_KEYS = 3


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Tell of validity periods, snapshots and histories, and of periods of one key that overlap."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None or table.rows < _LEAST_ROWS:
            continue
        dated = [
            a
            for a in entity.attributes
            if family(a.type) in ("date", "timestamp", "timestamptz") and measurable(facts, entity, (a.name,))
        ]
        pair = _period(dated)
        if pair is not None:
            yield from _validity(facts, model, entity, *pair)
        else:
            yield from _snapshots(facts, model, entity, dated)
        yield from _history(entity, dated)


def _period(dated: list[Attribute]) -> tuple[Attribute, Attribute] | None:
    for start in dated:
        for end in dated:
            if start.type == end.type and (rest := _rest(start, _STARTS)) is not None and rest == _rest(end, _ENDS):
                return start, end
    return None


def _rest(attribute: Attribute, marks: frozenset[str]) -> frozenset[str] | None:
    """Words of a name without those that mark an end of a period; None where there is no such mark."""
    said = frozenset(words(attribute.name))
    return said - marks - _FILLERS if said & marks else None


def _owner(facts: Facts, model: Model, entity: Entity, dates: frozenset[str]) -> tuple[str, ...]:
    """Attributes that tell of what a row is a version: the key without its dates, the first reference, or a code."""
    key = entity.primary_key.attributes if entity.primary_key is not None else ()
    rest = tuple(name for name in key if name not in dates)
    if rest and (len(rest) < len(key) or len(key) > 1):
        return rest
    own = [a.name for a in entity.attributes]
    references = sorted(model.references_from(entity.name), key=lambda r: own.index(r.child_attributes[0]))
    if references and references[0].parent != entity.name:
        return references[0].child_attributes
    for attribute in entity.attributes:
        column = facts.column(entity.source, attribute.column)
        if column is None or attribute.name in key or not set(stems(attribute.name)[-1:]) & KEY_WORDS:
            continue
        if column.nulls == 0 and column.rows * 0.05 < column.distinct < column.rows * 0.98:
            return (attribute.name,)
    return ()


def _validity(
    facts: Facts, model: Model, entity: Entity, start: Attribute, end: Attribute
) -> Iterator[Finding | Question]:
    owner = _owner(facts, model, entity, frozenset((start.name, end.name)))
    if not owner or not measurable(facts, entity, owner):
        return
    question = Periods(str(entity.name), owner, start.name, end.name)
    fact = facts.get(question)
    if not isinstance(fact, PeriodsFact):
        yield question
        return
    named = bool((frozenset(words(start.name)) | frozenset(words(end.name))) & _VALID)
    # Periods of the same thing that often overlap are no versions of it: two projects of one employee.
    if not fact.repeated or fact.overlaps > fact.rows * (0.05 if named else 0):
        return
    who = ", ".join(owner)
    if not fact.open_null and not fact.open_far:
        until = "every row has an end"
    else:
        how = [text for text, n in (("missing", fact.open_null), ("2999-12-31 or later", fact.open_far)) if n]
        still = fact.open_null + fact.open_far
        until = f"{still:,} row{'s are' if still > 1 else ' is'} still valid: {end.name} is {' or '.join(how)}"
    met = "on the day itself" if fact.touching > fact.following else "on the day after"
    gaps = "without gaps" if not fact.gaps else f"with {fact.gaps:,} gap{'s' if fact.gaps > 1 else ''}"
    yield Finding(
        "STR-008-validity",
        "advice",
        Subject.entity(entity.name),
        f"Its rows are versions of {who}, valid from {start.name} to {end.name}: {fact.keys:,} different ones, "
        f"{fact.repeated:,} of them with several versions, one following the other {met}, {gaps}; {until}.",
        Evidence(figures=_figures(fact), reason="two dates that begin and end a period, one after the other"),
    )
    if fact.overlaps:
        yield Finding(
            "DATA-014-overlap",
            "warning",
            Subject.key(entity.name, (*owner, start.name)),
            f"{fact.overlaps:,} row{'s begin' if fact.overlaps > 1 else ' begins'} before an earlier one of the same "
            f"{who} has ended. Mend {'them' if fact.overlaps > 1 else 'it'} at the source.",
            Evidence(
                figures=(Figure("violations", fact.overlaps, "rows"),),
                sql=fact.sql,
                personal=any((a := entity.attribute(n)) is not None and a.personal is not None for n in owner),
            ),
        )


def _figures(fact: PeriodsFact) -> tuple[Figure, ...]:
    return (
        Figure("rows", fact.rows, "rows"),
        Figure("keys", fact.keys, "values"),
        Figure("keys with several periods", fact.repeated, "values"),
        Figure("overlaps", fact.overlaps, "rows"),
        Figure("gaps", fact.gaps, "rows"),
        Figure("without an end", fact.open_null, "rows"),
        Figure("with an end far ahead", fact.open_far, "rows"),
    )


def _snapshots(facts: Facts, model: Model, entity: Entity, dated: list[Attribute]) -> Iterator[Finding | Question]:
    key = entity.primary_key.attributes if entity.primary_key is not None else ()
    for date in dated:
        column = facts.column(entity.source, date.column)
        if column is None or not _LEAST_DATES <= column.distinct <= column.rows / _LEAST_KEYS:
            continue
        # In the key, or named after what is done at each of its dates.
        if date.name not in key and not frozenset(words(date.name)) & _TAKEN:
            continue
        owner = _owner(facts, model, entity, frozenset((date.name,)))
        if not owner or date.name in owner or not measurable(facts, entity, owner):
            continue
        question = Snapshot(str(entity.name), owner, date.name)
        fact = facts.get(question)
        if not isinstance(fact, SnapshotFact):
            yield question
            continue
        alike = fact.kept >= _KEPT * fact.followed and fact.rows >= _LEAST_KEYS * fact.dates
        if fact.distinct != fact.rows or fact.dates < _LEAST_DATES or not alike:
            continue
        share = fact.kept / fact.followed
        names = (*owner, date.name)
        keyed = entity.key_of(names) is not None
        yield Finding(
            "STR-009-snapshot",
            "advice",
            Subject.entity(entity.name),
            f"Says the state of each {', '.join(owner)} at {fact.dates:,} dates of {date.name}: {fact.keys:,} "
            f"different ones, of which {share:.0%} are there again at the next date. No two rows have the same "
            f"{' and '.join(names)}" + ("." if keyed else "; make them unique together."),
            Evidence(
                figures=(
                    Figure("rows", fact.rows, "rows"),
                    Figure("dates", fact.dates, "values"),
                    Figure("keys", fact.keys, "values"),
                    Figure("there again", fact.kept, "rows"),
                ),
                reason="the same keys come again at each date",
            ),
            () if keyed else (Add(Key(attributes=names), entity.name),),
            None if keyed else 0.7,
        )
        return


def _history(entity: Entity, dated: list[Attribute]) -> Iterator[Finding]:
    """A table of what has happened to the rows of another: by its name, a time of change and what was done."""
    name = frozenset(singular(word) for word in words(entity.name.name))
    times = [a.name for a in dated if frozenset(words(a.name)) & (_CHANGED | {"at"})]
    actions = [a.name for a in entity.attributes if words(a.name)[-1:] and words(a.name)[-1] in _ACTIONS]
    if not name & _HISTORY or not times or not (actions or name & {"history", "audit", "hist", "trail"}):
        return
    what = f" and {actions[0]} what was done" if actions else ""
    yield Finding(
        "STR-010-history",
        "advice",
        Subject.entity(entity.name),
        f"Tells what has changed: {times[0]} says when{what}. Rows are added and never altered: let nobody update or "
        "delete them, and keep them by time.",
        Evidence("not tried: told by names", reason="its name, and a time of change"),
    )
