"""Spreadsheet: what a spreadsheet has changed: codes shown as powers of ten or as dates, and its error values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.advise._words import stems
from workbench.facts import Breaking, BreakingFact, ColumnFacts, Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import TEXT
from workbench.naming import sql_quote

# What Excel shows of a whole number of 12 digits or more in a cell of the format General: six digits at most, and the
# exponent with its sign and two digits ("Number is too wide", Excel specifications; 15 digits are kept at most).
_POWER = r"[1-9]([.,]\d{1,5})?E\+(1[1-9]|[2-9]\d)"
_LONG = re.compile(r"\d{11,}")
# Words of names of what is written in digits and never counted.
_CODES = frozenset(
    "account barcode batch card code ean gtin iban id imei isbn iccid key lot mobile msisdn no number nummer order "
    "phone serial sku telefon tracking upc".split()
)
# Cells that look like a day and a month are shown so: 1-Mar for MAR1, Mar-01 for MAR01 (English and German).
_MONTH = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mrz|Mär|Mai|Okt|Dez)"
_DAY = rf"(\d{{1,2}}[-. ]{{1,2}}{_MONTH}|{_MONTH}[-. ]{{1,2}}\d{{2}})"
_CODE = re.compile(r"[\w./-]{1,20}")
_DATED = re.compile(rf"{_DAY}|\d{{1,4}}([-./ ])\d{{1,2}}\2\d{{1,4}}.*".replace(r"\2", r"[-./ ]"))
# Microsoft's list of error values, with the German names; #N/A is a word for no value.
_ERRORS = (
    "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#BEZUG!", "#WERT!", "#ZAHL!",
)  # fmt: skip
_ERROR = "(" + "|".join(re.escape(error) for error in _ERRORS) + "|#{3,})"

_ANY = re.compile(rf"^(?:{_ERROR}|{_POWER}|{_DAY})$", re.MULTILINE)


@dataclass(frozen=True)
class _Mark:
    """What a spreadsheet leaves, and what is to be done about it."""

    code: str
    pattern: str
    what: str
    step: str


_DIGITS_LOST = _Mark(
    "SHEET-001-lost-digits", _POWER, "a code that a spreadsheet shows as a power of ten, so that its last digits "
    "are lost", "Export it anew with the column formatted as text.",
)  # fmt: skip
_DATES = _Mark(
    "SHEET-002-code-as-date", _DAY, "a day and a month among codes: a spreadsheet makes dates of codes such as MAR1",
    "Export it anew with the column formatted as text.",
)  # fmt: skip
_FAULTS = _Mark(
    "SHEET-003-error-value", _ERROR, "an error value of a spreadsheet in place of a value",
    "Mend the formula, or leave the cell empty.",
)  # fmt: skip


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Report texts that a spreadsheet has left in place of a value."""
    for entity in model.entities:
        if entity.source not in facts.tables:
            continue
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or column.raw_type != "VARCHAR" or attribute.binding.expression is not None:
                continue
            for mark in _marks(attribute, column):
                yield from _told(facts, entity, attribute, column, mark)


def _marks(attribute: Attribute, column: ColumnFacts) -> Iterator[_Mark]:
    ends = [value for value in (column.minimum, column.maximum) if value is not None]
    values = list(dict.fromkeys([value.strip() for value, _ in column.values] + ends))
    if not _ANY.search("\n".join(values)):  # one look at all of them costs a tenth of a look at each
        return
    if any(re.fullmatch(_ERROR, value) for value in values):
        yield _FAULTS
    powers = [value for value in values if re.fullmatch(_POWER, value)]
    if powers and (any(map(_LONG.fullmatch, values)) or _CODES & set(stems(attribute.column))):
        yield _DIGITS_LOST
    if any(re.fullmatch(_DAY, value) for value in values) and _are_codes(values):
        yield _DATES


def _are_codes(values: Sequence[str]) -> bool:
    """Whether at least half of the values are codes, and no dates: a column of months holds little else."""
    values = [v for v in values if not re.fullmatch(_ERROR, v)]
    codes = [v for v in values if _CODE.fullmatch(v) and not _DATED.fullmatch(v) and re.search("[A-Za-z]", v)]
    return len(codes) >= 0.5 * len(values)


def _told(
    facts: Facts, entity: Entity, attribute: Attribute, column: ColumnFacts, mark: _Mark
) -> Iterator[Finding | Question]:
    raw = sql_quote(attribute.column)
    pattern = mark.pattern.replace("'", "''")
    sql = f"SELECT * FROM {sql_quote(entity.source)} WHERE regexp_full_match(trim({raw}), '{pattern}')"
    if attribute.type == TEXT and not attribute.binding.null_tokens:
        question = Breaking(str(entity.name), (f"regexp_full_match(trim({sql_quote(attribute.name)}), '{pattern}')",))
        fact = facts.get(question)
        if not isinstance(fact, BreakingFact):
            yield question
            return
        count, about = fact.counts[0], ""
    else:  # the model reads the column as something else already: what the sample says must do
        count = sum(n for value, n in column.values if re.fullmatch(mark.pattern, value.strip()))
        about = "" if column.sample_rows == column.rows else "In a sample, "
    if not count:
        return
    text = f"{about}{count:,} row{'s hold' if count > 1 else ' holds'} {mark.what}. {mark.step}"
    yield Finding(
        mark.code,
        "warning",
        Subject.attribute(entity.name, attribute.name),
        text,
        Evidence(figures=(Figure("changed", count, "rows"),), sql=sql, personal=attribute.personal is not None),
    )
