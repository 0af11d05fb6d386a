"""Size: width of integers, digits of decimals and length of texts, with room to grow."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.advise.types._written import Guess, leading_zeros, null_tokens
from workbench.facts import ColumnFacts, FitFact
from workbench.model.types import INT32, INT64, TEXT, Char, Decimal, LogicalType, Text, family

# Integers up to half of what 32 bits hold leave room to grow.
_ROOM = 2**30
# Digits that every number of 64 bits can have.
_INT64_DIGITS = 18
# A text this many times as long as nearly all others is worth a word: it may be a mistake, or two columns in one.
_FAR = 1.5
# Lengths that people choose; the next one above what was seen, with a quarter to spare.
_LENGTHS = (10, 20, 30, 50, 80, 100, 120, 160, 200, 255)


def refined(guess: Guess, fact: FitFact, column: ColumnFacts) -> tuple[LogicalType, str]:
    """Size of the type from the values: width of integers, digits of decimals, length of texts."""
    if guess.type == INT64:
        largest = max(abs(int(fact.minimum or 0)), abs(int(fact.maximum or 0)))
        return (INT32 if largest < _ROOM else INT64), f"{guess.reason} from {fact.minimum} to {fact.maximum}"
    if isinstance(guess.type, Decimal):
        digits, scale = fact.digits or 1, fact.scale or 0
        if not scale:
            pointed = guess.reason.replace("numbers", "whole numbers", 1).replace(" with a decimal point", "", 1)
            if digits > _INT64_DIGITS:
                return Decimal(min(digits + 2, 38), 0), f"{pointed}, of up to {digits} digits"
            return (INT32 if len(str(10**digits)) < len(str(_ROOM)) else INT64), pointed
        # Two digits more than were seen; money as people write it.
        precision = max(digits + 2 + scale, 10) if scale == 2 else digits + 2 + scale
        return Decimal(min(precision, 38), scale), f"{guess.reason}, {digits} digits before and {scale} after it"
    if family(guess.type) != "text":
        return guess.type, guess.reason
    return _sized(guess, fact, column)


def _sized(guess: Guess, fact: FitFact, column: ColumnFacts) -> tuple[LogicalType, str]:
    longest = fact.max_length or 0
    zeros = leading_zeros(column.values)
    seen = f"{zeros:,} value{'s' if zeros > 1 else ''}"
    why = f"digits with leading zeros ({seen}), which a number would lose" if zeros else guess.reason
    tokens = null_tokens(column.values)
    kept = [value for value, _ in column.values if value.strip() not in tokens]
    lengths = {len(value) for value in kept}
    code = all(c.isalnum() or c in "-_" for value in kept for c in value)
    if (
        len(lengths) == 1
        and fact.values >= 20
        and (len(kept) > 1 or guess.reason != "text")
        and longest <= 36
        and code
        and fact.max_length in lengths
    ):
        return Char(longest), f"codes of {longest} character{'s' if longest > 1 else ''}" + (
            f": {why}" if why != "text" else ""
        )
    if not longest:
        return TEXT, "no row has a value"
    most = f"up to {longest:,} character{'s' if longest > 1 else ''}"
    usual = _usual_length([(value, count) for value, count in column.values if value.strip() not in tokens])
    if usual and longest > _FAR * usual:
        most += f", 99 of 100 of them up to {usual:,}"
    said = f"{most}: {why}" if zeros else f"{why} of {most}"
    size = next((n for n in _LENGTHS if n >= longest * 1.25), None)
    return TEXT if size is None else Text(size), said


def _usual_length(values: Sequence[tuple[str, int]]) -> int:
    """Length that 99 of 100 rows of a sample do not exceed; 0 where there are fewer rows."""
    total = sum(count for _, count in values)
    over = total // 100
    for length, count in sorted(((len(value), count) for value, count in values), reverse=True):
        over -= count
        if over < 0:
            return length if total >= 100 else 0
    return 0
