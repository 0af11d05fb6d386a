"""Reading: which logical type a column has, and how its text is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from workbench.advise import Part, in_parts
from workbench.advise._forms import IBAN, Form, form_of, is_iban
from workbench.advise.types._size import refined
from workbench.advise.types._written import (
    Guess,
    guesses,
    month_first,
    null_tokens,
    points_may_group,
    spelled,
    unknown_words,
)
from workbench.facts import ColumnFacts, Facts, FitFact, Fits, Matches, MatchFact, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.bindings import PLAIN_ATTRIBUTE, AttributeBinding
from workbench.model.edits import Change
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import BOOLEAN, FLOAT64, INT64, TEXT, Decimal, family
from workbench.naming import sql_quote, text_literal, words
from workbench.reading import value_sql

# First and last words of the names of what is so or is not.
_ASKING = frozenset("is has have can was were did does should must allow allows needs requires".split())
_TELLING = frozenset(
    "flag enabled disabled active inactive deleted verified confirmed discontinued archived hidden visible locked "
    "yn".split()
)
# What is written with digits and nobody adds up; versions have points, and 1.10 is another one than 1.1.
_NO_NUMBERS = frozenset(
    "plz zip zipcode postal postalcode postcode postleitzahl extension ext sku isbn ean barcode".split()
)
# Words in the names of degrees on the globe.
_COORDINATES = {
    "degrees of latitude": frozenset({"lat", "latitude"}),
    "degrees of longitude": frozenset({"lon", "lng", "longitude"}),
}


@in_parts
def judge(facts: Facts, model: Model) -> Iterator[Part]:
    """Propose a type and a reading for each attribute that still is plain text, or warn that its own does not fit."""
    for entity in model.entities:
        columns = _columns(facts, entity)
        commas = _has_commas(columns)
        for attribute in entity.attributes:
            column = columns.get(attribute.column)
            if column is None or attribute.binding.expression is not None or not column.rows:
                continue
            if column.raw_type == "VARCHAR":
                yield _text(entity, attribute, column, commas=commas)
            elif attribute.nullable and not column.nulls and _undecided(attribute, column):
                yield _said(_required(entity, attribute, column))


def _columns(facts: Facts, entity: Entity) -> dict[str, ColumnFacts]:
    table = facts.tables.get(entity.source)
    return {} if table is None else {column.column: column for column in table.columns}


def _said(finding: Finding) -> Part:
    return lambda _: (finding,)


def _undecided(attribute: Attribute, column: ColumnFacts) -> bool:
    """Whether nobody has said yet what the attribute is: it is as it was when the table was first seen."""
    return attribute.name == column.column and attribute.note is None and not attribute.properties


def _has_commas(columns: Mapping[str, ColumnFacts]) -> bool:
    """Whether some column of a table has a comma before its fractions."""
    return any(
        found[0].binding.decimal_mark == ","
        for column in columns.values()
        if column.raw_type == "VARCHAR" and (found := guesses(column.values))
    )


def _text(entity: Entity, attribute: Attribute, column: ColumnFacts, *, commas: bool) -> Part:
    """Judge a column of texts; what its values look like is worked out once."""
    if attribute.type != TEXT or replace(attribute.binding, column=None) != PLAIN_ATTRIBUTE:
        return partial(_kept, entity, attribute, column)
    tokens = null_tokens(column.values)
    plain = Guess(TEXT, AttributeBinding(null_tokens=tokens) if tokens else PLAIN_ATTRIBUTE, "text")
    return partial(_tried, entity, attribute, column, [*_guesses(attribute, column, commas=commas), plain])


def _tried(
    entity: Entity, attribute: Attribute, column: ColumnFacts, tries: Sequence[Guess], facts: Facts
) -> Iterator[Finding | Question]:
    """Propose the first reading that nearly all values have; the last one is as plain text."""
    plain = tries[-1]
    for guess in tries:
        question = Fits(column.table, column.column, guess.type, guess.binding)
        as_it_stands = guess is plain and not guess.binding.null_tokens
        fact = _as_text(question, column) if as_it_stands else facts.get(question)
        if not isinstance(fact, FitFact):
            yield question
            return
        if guess is plain:
            tokens = (*guess.binding.null_tokens, "")
            form = form_of(attribute.column, [(v, n) for v, n in column.values if v.strip() not in tokens])
            if form is None:
                yield from _proposal(entity, attribute, column, guess, fact)
            else:
                yield from _formed(facts, entity, attribute, column, guess=guess, fact=fact, form=form)
            return
        if fact.misfits <= fact.values * 0.01:
            yield from _proposal(entity, attribute, column, guess, fact)
            yield from _day_or_month(entity, attribute, column, guess)
            if points_may_group(column.values, guess):
                yield _point_or_group(entity, attribute, column)
            return


def _day_or_month(entity: Entity, attribute: Attribute, column: ColumnFacts, guess: Guess) -> Iterator[Finding]:
    """Dates of which no value tells whether the day or the month comes first."""
    other = month_first(column.values, guess.binding.formats)
    if other is None:
        return
    ours = guess.binding.formats[0]
    looked_at = "value" if column.sample_rows == column.rows else "value of a sample"
    yield Finding(
        "TYPE-007-day-or-month",
        "warning",
        Subject.attribute(entity.name, attribute.name),
        f"No {looked_at} has a day above 12: it is read as {spelled(ours)}, and could be {spelled(other)}. "
        f"Look at where the data come from, and say in the text which it is: wb_formats {ours} or {other}.",
        Evidence(
            figures=(Figure("values", column.rows - column.nulls, "rows"),),
            sql=f"SELECT DISTINCT {sql_quote(attribute.column)} FROM {sql_quote(entity.source)}",
            personal=attribute.personal is not None,
        ),
    )


def _point_or_group(entity: Entity, attribute: Attribute, column: ColumnFacts) -> Finding:
    """Numbers of which each has three digits behind a point, as fractions or as groups of digits."""
    looked_at = "value" if column.sample_rows == column.rows else "value of a sample"
    return Finding(
        "TYPE-008-point-or-group",
        "warning",
        Subject.attribute(entity.name, attribute.name),
        f"Each {looked_at} with a point has three digits behind it: 1.234 is read as a little more than one, and could "
        "be more than a thousand. Look at where the data come from, and say in the text wb_decimal: ',' and "
        "wb_thousands: '.' if it is.",
        Evidence(
            figures=(Figure("values", column.rows - column.nulls, "rows"),),
            sql=f"SELECT DISTINCT {sql_quote(attribute.column)} FROM {sql_quote(entity.source)}",
            personal=attribute.personal is not None,
        ),
    )


def _unknown(entity: Entity, attribute: Attribute, column: ColumnFacts) -> Iterator[Finding]:
    """Words among texts that may say that nothing is known."""
    said = unknown_words(column.values, attribute.binding.null_tokens)
    seen = sum(count for value, count in column.values if value.strip() in said)
    if not seen or seen == column.rows:
        return
    about = "" if column.sample_rows == column.rows else "In a sample, "
    listed = ", ".join(text_literal(word) for word in said)
    binding = replace(attribute.binding, null_tokens=tuple(sorted({*attribute.binding.null_tokens, *said})))
    subject = Subject.attribute(entity.name, attribute.name)
    yield Finding(
        "TYPE-009-unknown",
        "advice",
        subject,
        f"{about}{seen:,} row{'s say' if seen > 1 else ' says'} {' or '.join(map(repr, said))}. Read it as no value, "
        "if that is what it means.",
        Evidence(
            figures=(Figure("such words", seen, "rows"), Figure("rows", column.sample_rows, "rows")),
            sql=f"SELECT * FROM {sql_quote(entity.source)} WHERE trim({sql_quote(attribute.column)}) IN ({listed})",
            personal=attribute.personal is not None,
        ),
        (Change.of(subject, binding=binding, nullable=True),),
        0.5,
    )


def _formed(
    facts: Facts,
    entity: Entity,
    attribute: Attribute,
    column: ColumnFacts,
    *,
    guess: Guess,
    fact: FitFact,
    form: Form,
) -> Iterator[Finding | Question]:
    """Text that has a meaning of its own: which, and which rows do not look like it."""
    question = Matches(column.table, column.column, form.pattern, guess.binding.null_tokens)
    counted = facts.get(question)
    if not isinstance(counted, MatchFact):
        yield question
        return
    yield from _proposal(entity, attribute, column, replace(guess, reason=form.title), fact)
    if form is IBAN:
        yield from _wrong_digits(entity, attribute, column)
    others = counted.values - counted.matching
    if not others:
        return
    tokens = guess.binding.null_tokens
    unlike = sorted(v for v, _ in column.values if v.strip() not in (*tokens, "") and not form.fits(v.strip()))
    shown = "" if attribute.personal or not unlike else ": " + ", ".join(repr(value[:40]) for value in unlike[:5])
    text = f"trim({sql_quote(attribute.column)})"
    listed = ", ".join(text_literal(token) for token in ("", *tokens))
    yield Finding(
        "TYPE-005-malformed",
        "advice",
        Subject.attribute(entity.name, attribute.name),
        f"Holds {form.title}, but {others:,} of {counted.values:,} values do not look like any{shown}. Look at them.",
        Evidence(
            figures=(Figure("others", others, "rows"), Figure("values", counted.values, "rows")),
            sql=f"SELECT * FROM {sql_quote(entity.source)} WHERE {text} NOT IN ({listed}) "
            f"AND NOT regexp_full_match({text}, {text_literal(form.pattern)})",
            personal=attribute.personal is not None,
        ),
    )


def _wrong_digits(entity: Entity, attribute: Attribute, column: ColumnFacts) -> Iterator[Finding]:
    """IBANs whose check digits are not those of the rest."""
    wrong = sum(count for value, count in column.values if IBAN.fits(value.strip()) and not is_iban(value.strip()))
    if wrong:
        about = "" if column.sample_rows == column.rows else "In a sample, "
        yield Finding(
            "TYPE-008-check-digits",
            "warning",
            Subject.attribute(entity.name, attribute.name),
            f"{about}{wrong:,} IBAN{'s have' if wrong > 1 else ' has'} wrong check digits (ISO 13616). "
            "Ask for them again.",
            Evidence(
                figures=(Figure("wrong", wrong, "rows"), Figure("rows", column.sample_rows, "rows")),
                personal=attribute.personal is not None,
            ),
        )


def _as_text(question: Fits, column: ColumnFacts) -> FitFact:
    """What the first scan says already of a column that is read as it stands."""
    return FitFact(
        question=question,
        values=column.rows - column.nulls,
        misfits=0,
        nulls=column.nulls,
        distinct=column.distinct,
        distinct_exact=column.distinct_exact,
        minimum=column.minimum,
        maximum=column.maximum,
        max_length=column.max_length,
    )


def _guesses(attribute: Attribute, column: ColumnFacts, *, commas: bool) -> list[Guess]:
    """Readings to try; coordinates are measurements, whatever number of digits they happen to be written with."""
    found = list(guesses(column.values))
    numbers = ("integer", "decimal", "float")
    parts = [word.casefold() for word in words(attribute.column)]
    # The number of a row is one: postal_address_id.
    if _NO_NUMBERS.intersection(parts) and parts[-1] not in ("id", "key"):
        found = [guess for guess in found if family(guess.type) not in numbers]
    if parts[-1:] == ["version"]:
        found = [guess for guess in found if family(guess.type) not in ("decimal", "float")]
    if commas:
        # Where a comma stands before the fractions of one column, a point groups the digits of the others.
        found = [_with_groups(g) if points_may_group(column.values, g) else g for g in found]
    named = [word.casefold() for word in words(attribute.column)]
    said = set(named)
    if found and found[0].type == INT64 and (_ASKING.intersection(named[:1]) or _TELLING.intersection(named[-1:])):
        tokens = found[0].binding.null_tokens
        if {value.strip() for value, _ in column.values} - {"", *tokens} == {"0", "1"}:
            yes_no = AttributeBinding(null_tokens=tokens, true_words=("1",), false_words=("0",))
            return [Guess(BOOLEAN, yes_no, "only 0 and 1, and its name asks whether"), *found]
    degrees = next((title for title, names in _COORDINATES.items() if names & said), None)
    if degrees is None:
        return found
    return [replace(g, type=FLOAT64, reason=degrees) if isinstance(g.type, Decimal) else g for g in found]


def _with_groups(guess: Guess) -> Guess:
    binding = replace(guess.binding, decimal_mark=",", thousands_mark=".")
    return replace(
        guess, binding=binding, reason="numbers in groups of digits, as a comma stands before fractions beside"
    )


def _kept(entity: Entity, attribute: Attribute, column: ColumnFacts, facts: Facts) -> Iterator[Finding | Question]:
    """Whether the type that the model has still holds every value."""
    question = Fits(column.table, column.column, attribute.type, replace(attribute.binding, column=None))
    fact = facts.get(question)
    if not isinstance(fact, FitFact):
        yield question
    elif fact.misfits:
        yield _misfits(entity, attribute, fact)


def _proposal(
    entity: Entity, attribute: Attribute, column: ColumnFacts, guess: Guess, fact: FitFact
) -> Iterator[Finding]:
    kind, why = refined(guess, fact, column)
    nullable = bool(fact.nulls) or not fact.values
    binding = replace(guess.binding, column=attribute.binding.column)
    unit = attribute.unit or binding.unit_mark
    new = replace(attribute, type=kind, nullable=nullable, binding=binding, unit=unit)
    # A few rows can fit anything by accident; a mistake in hundreds is a slip.
    confidence = 0.99 if fact.values >= 100 else 0.97 if fact.values >= 20 else 0.95
    if fact.misfits:
        confidence = min(confidence, 0.97 - fact.misfits / max(1, fact.values))
        yield _misfits(entity, new, fact)
    if new == attribute:
        return
    if family(kind) == "text":
        yield from _null_words(entity, new, column)
        yield from _unknown(entity, new, column)
    null = f"{fact.nulls:,} of {column.rows:,} rows have none" if nullable else "every row has one"
    wanted: dict[str, Any] = {"type": kind, "nullable": nullable, "binding": binding}
    if unit != attribute.unit:
        wanted["unit"] = unit
    yield Finding(
        "TYPE-001-logical-type",
        "advice",
        Subject.attribute(entity.name, attribute.name),
        f"Is {kind}, {'optional' if nullable else 'required'}: {why}; {null}.",
        Evidence(
            figures=(
                Figure("values", fact.values, "rows"),
                Figure("misfits", fact.misfits, "rows"),
                Figure("nulls", fact.nulls, "rows"),
                Figure("distinct", fact.distinct, "values"),
            ),
            reason=why,
        ),
        (Change.of(Subject.attribute(entity.name, attribute.name), **wanted),),
        round(confidence, 3),
    )


def _null_words(entity: Entity, attribute: Attribute, column: ColumnFacts) -> Iterator[Finding]:
    """Texts that are read as nothing although they may be values: there are people called None."""
    words = [token for token in attribute.binding.null_tokens if any(c.isalpha() for c in token)]
    seen = sum(count for value, count in column.values if value.strip() in words)
    if not seen:
        return
    shown = " or ".join(map(repr, words))
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    about = "" if column.sample_rows == column.rows else "In a sample, "
    yield Finding(
        "TYPE-004-null-words",
        "advice",
        Subject.attribute(entity.name, attribute.name),
        f"{about}{seen:,} row{'s say' if seen > 1 else ' says'} {shown}, which is read as no value. "
        f"Where {'one of them' if len(words) > 1 else 'it'} is a value, take it out of wb_null.",
        Evidence(
            figures=(Figure("read as nothing", seen, "rows"), Figure("rows", column.sample_rows, "rows")),
            sql=f"SELECT * FROM {sql_quote(entity.source)} WHERE trim({sql_quote(attribute.column)}) IN ({listed})",
            personal=attribute.personal is not None,
        ),
    )


def _misfits(entity: Entity, attribute: Attribute, fact: FitFact) -> Finding:
    shown = ", ".join(repr(example) for example in fact.examples)
    text = "" if attribute.personal or not shown else f": {shown}"
    return Finding(
        "TYPE-002-misfit",
        "warning",
        Subject.attribute(entity.name, attribute.name),
        f"{fact.misfits:,} of {fact.values:,} values cannot be read as {attribute.type}{text}. "
        "Mend them at their source.",
        Evidence(
            figures=(Figure("misfits", fact.misfits, "rows"), Figure("values", fact.values, "rows")),
            sql=f"SELECT * FROM {sql_quote(entity.source)} "
            f"WHERE {value_sql(sql_quote(attribute.column), 'VARCHAR', attribute)[1]}",
            personal=attribute.personal is not None,
        ),
    )


def _required(entity: Entity, attribute: Attribute, column: ColumnFacts) -> Finding:
    subject = Subject.attribute(entity.name, attribute.name)
    return Finding(
        "TYPE-003-required",
        "advice",
        subject,
        f"Is required: each of {column.rows:,} rows has a value.",
        Evidence(figures=(Figure("rows", column.rows, "rows"), Figure("nulls", 0, "rows"))),
        (Change.of(subject, nullable=False),),
        0.97 if column.rows >= 20 else 0.92,
    )
