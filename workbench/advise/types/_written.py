"""Written: what texts look like, and which readings would make sense of them.

These are guesses from a sample of values; every one is verified on all rows before it becomes a finding.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from workbench.advise._forms import CURRENCIES
from workbench.model.bindings import AttributeBinding
from workbench.model.types import (
    BOOLEAN,
    DATE,
    FLOAT64,
    INET,
    INT64,
    JSON,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    LogicalType,
)
from workbench.model.types import Decimal as DecimalType
from workbench.reading import INET_PATTERN

Counted: TypeAlias = tuple[tuple[str, int], ...]

# Texts that mean null in most files where they stand beside real values.
NULL_TOKENS = frozenset(
    "k.A.|k. A.|keine Angabe|n.a.|0000-00-00|0000-00-00 00:00:00||-|--|?|NA|N/A|n/a|#N/A|NULL|null|None|nan|NaN|\\N|"
    "(null)|<NA>".split("|")
)
# Words, in lower case, that mean null beside numbers, dates and other values that no word is one of; beside words,
# unknown is a word.
_NULL_WORDS = frozenset(
    "unknown missing none nil void tbd tba tbc pending blank empty undefined unspecified unbekannt fehlt offen leer "
    "inconnu inconnue desconocido sconosciuto onbekend desconhecido okänd na n/a null nan nd n.d. n.b. n.n. s/d k.a. "
    "#value! #ref! #div/0! #name? #num! #null! error . .. ... ---".split()
) | {"no data", "not available", "not applicable", "not known", "keine angabe", "keine angaben", "nicht bekannt"}
# Those of them that are no state of anything: an order may be pending, and is never unknown.
_UNKNOWN = frozenset(
    "unknown unspecified undefined tbd tba unbekannt inconnu inconnue desconocido sconosciuto onbekend desconhecido "
    "okänd".split()
) | {"no data", "not available", "not known", "keine angabe", "keine angaben", "nicht bekannt"}
# A way of writing that fewer values than this share have is a mistake, not a style.
STYLE_SHARE = 0.01
# The share of values that a reading may miss in the sample: they become findings, each with its rows.
MISFIT_SHARE = 0.02


@dataclass(frozen=True)
class Guess:
    """A reading that would make sense of a column, and why."""

    type: LogicalType
    binding: AttributeBinding
    reason: str


_LONG = re.compile(r"[1-9]\d{9,}")
_INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,18})")
_DIGITS = re.compile(r"\d+")
_POINT = re.compile(r"[+-]?(?:\d+\.\d*|\.\d+|\d+)")
_EXPONENT = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+")
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# The same without a fraction, or no more than three digits: a number below one has no groups.
_THOUSANDS_OR_LESS = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|\d{1,3})")
# Digits in groups of three with something between that is no mark of a fraction: a space (of any width), an apostrophe.
_GAPS = re.compile(r"[+-]?\d{1,3}([ '\u2019\u00a0\u202f\u2009_])\d{3}(?:\1\d{3})*(?:[.,]\d+)?")
_SIGN = (
    r"(?:[$\u20ac\u00a3\u00a5\u20b9\u20a9\u20bd\u20ba\u20b4\u20ab\u0e3f\u20aa]|R\$|US\$|CA\$|A\$|Fr\.?|kr\.?|z\u0142)"
)
_CODE = f"(?:{'|'.join(CURRENCIES)})"
_MEASURE = r"(?:%|\u2030|kg|mg|lbs?|oz|km|cm|mm|mi|ft|ml|m\u00b2|m2|\u00b0C|\u00b0F|\u00b0|kWh?|Hz|[KMGT]B|ms|min)"
_LETTER = "[gtmlWVAhs]"
# Letters before digits without a space are a code (INV-17, EUR1), and one letter behind them may be part of one (12A).
_WITH_UNIT = re.compile(
    rf"[+-]?(?:(?P<sign>{_SIGN})\s?[+-]?|(?P<code>{_CODE})\s[+-]?)?(?:\d[\d.,' \u2019\u00a0\u202f\u2009]*)?\d"
    rf"(?:\s?(?P<behind>{_SIGN}|{_CODE}|{_MEASURE})|\s(?P<letter>{_LETTER}))?"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_INET = re.compile(INET_PATTERN)
_TWO_LETTERS = re.compile(r"[A-Z]{2}")

_DATE_FORMATS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%Y%m%d",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%b-%Y",
    "%d-%b-%y",
)
_TIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M", "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M %p",
)  # fmt: skip
# DuckDB takes no Z for the offset that %z stands for; as a letter of its own it means UTC, as everything does here.
_ZONE_FORMATS = (
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S.%f%z",
    "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%SZ", "%Y-%m-%dT%H:%MZ", "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M%z",
)  # fmt: skip
_CLOCK_FORMATS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p")
_SPELLED = {
    "%Y": "YYYY", "%y": "YY", "%m": "MM", "%b": "Mon", "%d": "DD", "%H": "hh", "%I": "hh", "%M": "mm", "%S": "ss",
    "%f": "ffffff", "%p": "AM/PM", "%z": "+hh:mm",
}  # fmt: skip
_DATE_LIKE = re.compile(r"[\d]{1,4}[-./ ](?:\d{1,2}|[A-Za-z]{3})[-./ ,]\s?\d{1,4}.*|\d{8}|[A-Z][a-z]{2} \d{1,2}, \d{4}")

_TRUE_FALSE = (("Y", "N"), ("YES", "NO"), ("TRUE", "FALSE"), ("T", "F"), ("JA", "NEIN"), ("OUI", "NON"), ("SI", "NO"))


@lru_cache(maxsize=4096)
def null_tokens(values: Counted) -> tuple[str, ...]:
    """Texts among the values that mean null, in order."""
    found = [value for value, _ in values if value.strip() in NULL_TOKENS]
    rest = [value for value, _ in values if value.strip() not in NULL_TOKENS]
    if not rest:
        return ()
    codes = sum(bool(_TWO_LETTERS.fullmatch(value)) for value in rest)
    if codes > len(rest) / 2:  # among two-letter codes, NA is Namibia or sodium
        found = [value for value in found if value.strip() != "NA"]
    return tuple(sorted({value.strip() for value in found}))


@lru_cache(maxsize=4096)
def guesses(values: Counted, *, declared: bool = False) -> tuple[Guess, ...]:
    """Readings that would make sense of a column, best first; none where it is just text.

    Parameters
    ----------
    values
        Different texts of a sample with their counts.
    declared
        Whether the source declares the column as text, so that numbers in it are meant as text.
    """
    tokens = null_tokens(values)
    kept = tuple((value.strip(), count) for value, count in values if value.strip() not in tokens)
    found = _guesses(kept, tokens, declared=declared)
    more = tuple(sorted({value for value, _ in kept if value.casefold() in _NULL_WORDS}))
    if found or not more:
        return found
    return _guesses(tuple(item for item in kept if item[0] not in more), (*tokens, *more), declared=declared)


def _guesses(kept: Counted, tokens: tuple[str, ...], *, declared: bool) -> tuple[Guess, ...]:
    if not kept:
        return ()
    makers: tuple[Callable[[Counted, tuple[str, ...]], Guess | None], ...] = (
        (_uuid, _inet, _json, _times)
        if declared
        else (_boolean, _uuid, _inet, _json, _times, _integer, _decimal, _float, _with_unit)
    )
    return tuple(guess for make in makers if (guess := make(kept, tokens)) is not None)


def share(values: Counted, fits: Callable[[str], object]) -> float:
    """Share of the rows of a sample whose value fits."""
    total = sum(count for _, count in values)
    return sum(count for value, count in values if fits(value)) / total if total else 0.0


def _nearly_all(values: Counted, fits: Callable[[str], object]) -> bool:
    """Whether the share of the rows whose value fits is that of a reading; ends as soon as it cannot be."""
    total = sum(count for _, count in values)
    rest = total
    for value, count in values:
        if not fits(value):
            rest -= count
            if rest / total < 1 - MISFIT_SHARE:
                return False
    return total > 0


def leading_zeros(values: Counted) -> int:
    """How many different values are digits that begin with a zero, which a number would lose."""
    return sum(1 for value, _ in values if _DIGITS.fullmatch(value) and len(value) > 1 and value[0] == "0")


def _boolean(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    upper = {value.upper() for value, _ in values}
    for true, false in _TRUE_FALSE:
        # One word alone tells nothing, unless it is the word itself.
        if upper == {true, false} or (true == "TRUE" and upper < {true, false}):
            true_words = tuple(sorted({v for v, _ in values if v.upper() == true}))
            false_words = tuple(sorted({v for v, _ in values if v.upper() == false}))
            binding = AttributeBinding(null_tokens=tokens, true_words=true_words, false_words=false_words)
            return Guess(BOOLEAN, binding, f"only {' and '.join(true_words + false_words)}")
    return None


def _uuid(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    if not _nearly_all(values, _UUID.fullmatch):
        return None
    return Guess(UUID, AttributeBinding(null_tokens=tokens), "written as UUIDs")


def _inet(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    if not _nearly_all(values, _INET.fullmatch):
        return None
    return Guess(INET, AttributeBinding(null_tokens=tokens), "IP addresses")


def _json(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    def nested(text: str) -> bool:
        if not text.startswith(("{", "[")):
            return False
        try:
            return isinstance(json.loads(text), dict | list)
        except (ValueError, RecursionError):
            return False

    if not _nearly_all(values[:200], nested):
        return None
    return Guess(JSON, AttributeBinding(null_tokens=tokens), "JSON objects or arrays")


def _times(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    if share(values[:200], _DATE_LIKE.fullmatch) < 0.8 and share(values[:200], lambda v: ":" in v) < 0.8:
        return None
    for kind, formats in (
        (DATE, _DATE_FORMATS),
        (TIMESTAMP, _TIME_FORMATS),
        (TIMESTAMPTZ, _ZONE_FORMATS),
        (TIME, _CLOCK_FORMATS),
    ):
        found = _styles(values, formats)
        if not found:
            continue
        plain = found in (("%Y-%m-%d",), ("%Y-%m-%d %H:%M:%S",), ("%H:%M:%S",))
        binding = AttributeBinding(null_tokens=tokens, formats=() if plain else found)
        how = " and ".join(map(spelled, found))
        return Guess(kind, binding, f"written as {how}")
    return None


def spelled(form: str) -> str:
    """Spell a way of writing dates and times as people do.

    Examples
    --------
    >>> spelled("%d.%m.%Y %H:%M"), spelled("%b %d, %Y")
    ('DD.MM.YYYY hh:mm', 'Mon DD, YYYY')
    """
    for sign, said in _SPELLED.items():
        form = form.replace(sign, said)
    return form


def _styles(values: Counted, formats: Sequence[str]) -> tuple[str, ...]:
    """Fewest formats that read nearly all values; each must be a habit, not a slip."""
    rest = list(values[:300])
    total = sum(count for _, count in rest)
    chosen: list[str] = []
    while rest and len(chosen) < 3:
        best, reads = "", 0
        for form in formats:
            count = sum(n for value, n in rest if _reads(value, form))
            if count > reads:
                best, reads = form, count
        if reads < total * STYLE_SHARE:
            break
        chosen.append(best)
        rest = [(value, n) for value, n in rest if not _reads(value, best)]
    left = sum(count for _, count in rest)
    return tuple(chosen) if chosen and left <= total * MISFIT_SHARE else ()


@lru_cache(maxsize=1 << 16)
def _reads(value: str, form: str) -> bool:
    # What stands between the parts must be there; to look costs a tenth of trying.
    if not all(mark in value for mark in _marks(form)):
        return False
    if form == "%Y%m%d" and not (value.isdigit() and "19000101" <= value <= "21001231"):
        return False  # eight digits are a date only when they look like one of our times
    if form.endswith("%z") and value.endswith(("Z", "UTC")):
        return False
    try:
        datetime.strptime(value, form)  # noqa: DTZ007 - only whether it reads
    except ValueError:
        return False
    return True


# Three digits behind each point, and none before it that a group would not have.
_POINTED = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d{1,3})")


def points_may_group(values: Counted, guess: Guess) -> bool:
    """Whether numbers that are read with a decimal point could as well be whole ones with points between groups."""
    if not isinstance(guess.type, DecimalType) or guess.binding.decimal_mark or guess.binding.thousands_mark:
        return False
    kept = [value.strip() for value, _ in values if value.strip() not in NULL_TOKENS]
    return any("." in value for value in kept) and all(_POINTED.fullmatch(value) for value in kept)


def unknown_words(values: Counted, tokens: Sequence[str]) -> tuple[str, ...]:
    """Words among texts that mean nothing where they stand beside numbers, and may do so here."""
    found = {value.strip() for value, _ in values} - set(tokens)
    return tuple(sorted(value for value in found if value.casefold() in _UNKNOWN))


def month_first(values: Counted, formats: Sequence[str]) -> str | None:
    """Way of writing with day and month exchanged in which every value of a sample reads as well; None without one."""
    if len(formats) != 1:
        return None
    for ours, other in (("%d/%m", "%m/%d"), ("%m/%d", "%d/%m"), ("%d-%m-", "%m-%d-")):
        if formats[0].startswith(ours):
            form = formats[0].replace(ours, other)
            kept = [value.strip() for value, _ in values if value.strip() not in NULL_TOKENS]
            return form if kept and all(_reads(value, form) for value in kept) else None
    return None


@lru_cache(maxsize=64)
def _marks(form: str) -> frozenset[str]:
    return frozenset(form) & frozenset("-./:,")


def _integer(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    if not _nearly_all(values, _INTEGER.fullmatch) or leading_zeros(values):
        return None
    return Guess(INT64, AttributeBinding(null_tokens=tokens), "whole numbers")


def _decimal(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    if leading_zeros(values):
        return None
    if _nearly_all(values, _POINT.fullmatch):
        scales = Counter(len(value.partition(".")[2]) for value, _ in values if _POINT.fullmatch(value))
        if max(scales) > 6:
            return None  # measurements, not amounts
        return Guess(DecimalType(), AttributeBinding(null_tokens=tokens), "numbers with a decimal point")
    return _grouped(values, tokens) or _gapped(values, tokens)


def _grouped(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    """Numbers with commas: before a fraction, or between groups of three digits."""
    grouped = Guess(
        DecimalType(), AttributeBinding(null_tokens=tokens, thousands_mark=","), "numbers in groups of digits"
    )
    with_comma = share(values, lambda v: "," in v)
    if with_comma >= 0.5 and _nearly_all(values, _COMMA.fullmatch):
        if _nearly_all(values, _THOUSANDS_OR_LESS.fullmatch) and not all("," in value for value, _ in values):
            return grouped  # no fraction but of three digits, and no number of four digits without a comma
        thousands = "." if any("." in value for value, _ in values) else None
        binding = AttributeBinding(null_tokens=tokens, decimal_mark=",", thousands_mark=thousands)
        return Guess(DecimalType(), binding, "numbers with a decimal comma")
    if with_comma > 0 and _nearly_all(values, lambda v: _THOUSANDS.fullmatch(v) or _POINT.fullmatch(v)):
        return grouped
    return None


def _gapped(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    """Numbers with spaces or apostrophes between groups of three digits."""
    gaps = Counter(match[1] for value, _ in values if (match := _GAPS.fullmatch(value)))
    gap = next(iter(gaps), "")
    if len(gaps) != 1 or not _nearly_all(values, lambda v: gap not in v or _GAPS.fullmatch(v)):
        return None
    inner = _decimal(tuple((value.replace(gap, ""), count) for value, count in values), tokens)
    # A fraction may be told by a comma; more groups than one sort no column has.
    if inner is None or inner.binding.thousands_mark is not None:
        return None
    return replace(
        inner, binding=replace(inner.binding, thousands_mark=gap), reason=f"{inner.reason}, in groups of digits"
    )


def _with_unit(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    """Numbers beside which the same unit stands: a sign of currency, a percent sign, kilograms."""
    marks: Counter[str] = Counter()
    for value, count in values[:300]:
        if match := _WITH_UNIT.fullmatch(value):
            marks[next(filter(None, match.groups()), "")] += count
    mark, count = next(((m, n) for m, n in marks.most_common(2) if m), ("", 0))
    if not mark or count < 0.5 * sum(count for _, count in values[:300]):
        return None
    bare = tuple((value.replace(mark, "").strip(), count) for value, count in values)
    inner = _decimal(bare, tokens) or _float(bare, tokens)
    if inner is None:
        return None
    binding = replace(inner.binding, unit_mark=mark)
    return Guess(inner.type, binding, f"{inner.reason} beside {mark!r}, which is the unit and no part of the value")


def _float(values: Counted, tokens: tuple[str, ...]) -> Guess | None:
    if not _nearly_all(values, lambda v: _POINT.fullmatch(v) or _EXPONENT.fullmatch(v)) or leading_zeros(values):
        return None
    if share(values, _LONG.fullmatch) >= 0.5 and any("E+" in value for value, _ in values):
        return None  # long numbers of accounts, some of which a spreadsheet has cut
    return Guess(FLOAT64, AttributeBinding(null_tokens=tokens), "measurements with many digits")
