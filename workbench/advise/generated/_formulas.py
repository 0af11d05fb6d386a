"""Formulas: what a column may be computed from, guessed by the words of names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TypeAlias

from workbench.advise._words import stems
from workbench.model.nodes import Attribute
from workbench.model.types import Decimal, Simple, family
from workbench.naming import sql_name

_TOTALS = frozenset(
    "total amount subtotal sum value net gross revenue turnover extended balance profit margin payable due charge cost "
    "price pay earning remaining available outstanding difference area surface volume".split()
)
_COUNTS = frozenset("quantity qty count unit piece hour day night pack item share copy seat weight".split())
_PRICES = frozenset("price rate cost fee wage tariff fare value".split())
_DISCOUNTS = frozenset("discount rebate reduction markdown".split())
_TAXES = frozenset("tax vat gst mwst".split())
_RATES = frozenset("rate percent percentage pct share ratio".split())
_SHARES = frozenset("commission interest fee bonus discount rebate surcharge".split())
_MONEY = frozenset(
    "net tax vat gst shipping freight fee subtotal amount discount rebate base price tip surcharge cost gross revenue "
    "deposit paid debit credit bonus commission interest principal salary income expense total toll opening in out "
    "sale refund".split()
)
_SIDES = frozenset("width height length depth".split())
_MOST_ADDENDS = 7
# Of so many numbers in a table all pairs are tried.
_FEW = 6

# What is added, each as its factors.
_Terms: TypeAlias = tuple[tuple[Attribute, ...], ...]


@dataclass(frozen=True)
class Formula:
    """An expression that a column may be equal to.

    Parameters
    ----------
    target
        The column.
    operands
        Attributes in the expression.
    expression
        SQL in the words of a check.
    exact
        Condition: the column says the very value, rounded to its digits where `rounded`.
    check
        The same as a check of all engines: those that compute in binary fractions miss the very value.
    matters
        Condition of the rows in which every operand makes a difference.
    computed
        Expression of a computed column; None where engines disagree on how to write it.
    """

    target: str
    operands: tuple[str, ...]
    expression: str
    exact: str
    check: str
    matters: str
    computed: str | None
    rounded: bool = False


def formulas(attributes: Sequence[Attribute]) -> Iterator[Formula]:
    """Formulas worth trying, the simpler ones first for each column."""
    numbers = [a for a in attributes if family(a.type) in ("integer", "decimal", "float")]
    said = {a.name: frozenset(stems(a.name)) for a in attributes}
    yield from _texts(attributes)
    yield from _parts_of_dates(attributes)
    for target in numbers:
        others = [a for a in numbers if a is not target]
        if said[target.name] & (_TAXES | _SHARES) and not said[target.name] & _RATES:
            yield from _shares(target, others, said)
        if said[target.name] & _TOTALS and not said[target.name] & (_RATES | {"unit"}):
            yield from _products(target, others, said)
            yield from _sums(target, [a for a in others if said[a.name] & _MONEY and not said[a.name] & _RATES])
    if len(numbers) <= _FEW:
        yield from _unnamed(numbers)


def _unnamed(numbers: list[Attribute]) -> Iterator[Formula]:
    """Products and sums of two others, whatever they are called: few columns have few of them."""
    for target in numbers:
        others = [a for a in numbers if a is not target]
        for one, other in combinations(others, 2):
            left, right = sql_name(one.name), sql_name(other.name)
            matters = f"{left} NOT IN (0, 1) AND {right} NOT IN (0, 1)"
            yield _number(target, (one, other), f"{left} * {right}", matters)
            yield _sum(target, (one, other), "+")


def _products(target: Attribute, others: list[Attribute], said: dict[str, frozenset[str]]) -> Iterator[Formula]:
    # A price of one comes before a price in a list, where both are the same so far.
    prices = sorted(others, key=lambda a: "unit" not in said[a.name])
    # The price of a unit and the rate of a day count nothing.
    for count in (a for a in others if said[a.name] & _COUNTS and not said[a.name] & _PRICES):
        for price in prices:
            if not said[price.name] & _PRICES:
                continue
            if (said[price.name] | said[count.name]) & (_TAXES | _DISCOUNTS):
                continue
            base = f"{sql_name(count.name)} * {sql_name(price.name)}"
            differs = f"{sql_name(count.name)} <> 1 AND {sql_name(price.name)} <> 0"
            yield _number(target, (count, price), base, differs)
            for less in others:
                if less in (count, price) or not said[less.name] & (_DISCOUNTS | _TAXES):
                    continue
                name = sql_name(less.name)
                sign = "-" if said[less.name] & _DISCOUNTS else "+"
                more = f"{name} <> 0 AND {differs}"
                three = (count, price, less)
                yield _number(target, three, f"{base} * (1 {sign} {name})", more)
                yield _number(target, three, f"{base} * (1 {sign} {name} / 100.0)", more, terms=None)
                # Counted as a product it is rounded, and so comes after net + tax, a sum of fewer.
                yield _number(target, three, f"{base} {sign} {name}", more)
    for rate in others:
        for base_ in others:
            if base_ is rate or not said[rate.name] & (_TAXES | _DISCOUNTS) or not said[base_.name] & _MONEY:
                continue
            if said[base_.name] & (_RATES | _TAXES | _DISCOUNTS):
                continue
            sign = "-" if said[rate.name] & _DISCOUNTS else "+"
            text, name = sql_name(base_.name), sql_name(rate.name)
            more = f"{name} <> 0 AND {text} <> 0"
            yield _number(target, (base_, rate), f"{text} * (1 {sign} {name})", more)
            yield _number(target, (base_, rate), f"{text} * (1 {sign} {name} / 100.0)", more, terms=None)
    sides = [a for a in others if said[a.name] & _SIDES]
    for number in (2, 3):
        for some in combinations(sides, number):
            names = [sql_name(a.name) for a in some]
            yield _number(target, some, " * ".join(names), " AND ".join(f"{n} NOT IN (0, 1)" for n in names))


def _shares(target: Attribute, others: list[Attribute], said: dict[str, frozenset[str]]) -> Iterator[Formula]:
    for rate in others:
        if not said[rate.name] & _RATES:
            continue
        for whole in others:
            if whole is not rate and said[whole.name] & (_TOTALS | _MONEY) and not said[whole.name] & _RATES:
                one, other = sql_name(whole.name), sql_name(rate.name)
                matters = f"{one} <> 0 AND {other} NOT IN (0, 1)"
                yield _number(target, (whole, rate), f"{one} * {other}", matters)
                yield _number(target, (whole, rate), f"{one} * {other} / 100.0", matters, terms=None)


def _sums(target: Attribute, addends: list[Attribute]) -> Iterator[Formula]:
    few = addends[:_MOST_ADDENDS]
    for one, other in combinations(few, 2):
        yield _sum(target, (one, other), "+")
    for one, other in permutations(few, 2):
        yield _sum(target, (one, other), "-")
    for three in combinations(few, 3):
        yield _sum(target, three, "++")
        for last in three:
            rest = [a for a in three if a is not last]
            yield _sum(target, (rest[0], rest[1], last), "+-")
    for four in combinations(few, 4):
        yield _sum(target, four, "+++")


def _sum(target: Attribute, operands: tuple[Attribute, ...], signs: str) -> Formula:
    first, *rest = (sql_name(a.name) for a in operands)
    text = first + "".join(f" {sign} {name}" for sign, name in zip(signs, rest, strict=True))
    matters = " AND ".join(f"{sql_name(a.name)} <> 0" for a in operands)
    return _number(target, operands, text, matters, terms=tuple((a,) for a in operands))


def _number(
    target: Attribute, operands: tuple[Attribute, ...], expression: str, matters: str, *, terms: _Terms | None = ()
) -> Formula:
    """Formula of numbers; `terms` are those of a sum, a single product where left out, and None where it divides."""
    name = sql_name(target.name)
    names = tuple(a.name for a in operands)
    digits = _scale(target)
    binary = any(family(a.type) == "float" for a in (target, *operands))
    same = f"{name} = {expression}"
    if binary or digits is None:
        # Binary fractions have no last digit: what is less than half a cent apart is the same amount of money.
        return Formula(target.name, names, expression, same, f"abs({name} - ({expression})) <= 0.006", matters, None)
    rounded = terms is None or _rounds(digits, terms or (operands,))
    value = f"round({expression}, {digits})" if rounded else expression
    # Halves are rounded up by some and to the even digit by others, and binary fractions are a little more than a half
    # away: so a tenth of the last digit is allowed besides. Where nothing is rounded, that is to be equal.
    whole = digits == 0 and not rounded
    check = same if whole else f"abs({name} - ({expression})) <= {_allowed(digits)}"
    return Formula(target.name, names, expression, f"{name} = {value}", check, matters, value, rounded)


def _allowed(digits: int) -> str:
    """Six tenths of the last digit, without an exponent.

    Examples
    --------
    >>> _allowed(2), _allowed(0)
    ('0.006', '0.6')
    """
    return f"0.{'0' * digits}6"


def _rounds(digits: int, terms: _Terms) -> bool:
    """Whether a sum of products may have more digits than these: a product has as many as its factors together."""
    scales = [[_scale(factor) for factor in factors] for factors in terms]
    return any(None in some or sum(scale or 0 for scale in some) > digits for some in scales)


def _scale(attribute: Attribute) -> int | None:
    match attribute.type:
        case Decimal(precision, scale):
            return (scale or 0) if precision is not None else None
        case Simple(name) if name.startswith("int"):
            return 0
        case _:
            return None


_FIRST = frozenset("first firstname given givenname forename".split())
_LAST = frozenset("last lastname family familyname surname".split())


def _texts(attributes: Sequence[Attribute]) -> Iterator[Formula]:
    """``full_name`` of first and last name."""
    texts = [a for a in attributes if family(a.type) == "text"]
    firsts = [a for a in texts if set(stems(a.name)) & _FIRST]
    lasts = [a for a in texts if set(stems(a.name)) & _LAST]
    for target in texts:
        if target in firsts or target in lasts or "name" not in "".join(stems(target.name)[-1:]):
            continue
        name = sql_name(target.name)
        for first in firsts[:2]:
            for last in lasts[:2]:
                one, two = sql_name(first.name), sql_name(last.name)
                matters = f"{one} <> '' AND {two} <> ''"
                for expression in (f"{one} || ' ' || {two}", f"{two} || ', ' || {one}", f"{two} || ' ' || {one}"):
                    both = (first.name, last.name)
                    same = f"{name} = {expression}"
                    yield Formula(target.name, both, expression, same, same, matters, expression)


_PARTS = {"year": "year", "month": "month", "quarter": "quarter", "day": "day", "hour": "hour", "week": "week"}


def _parts_of_dates(attributes: Sequence[Attribute]) -> Iterator[Formula]:
    """``order_year`` of ``order_date``; computed by each engine in its own way, so a check says it."""
    dates = [a for a in attributes if family(a.type) in ("date", "timestamp")]
    for target in attributes:
        part = _PARTS.get(stems(target.name)[-1]) if family(target.type) == "integer" and stems(target.name) else None
        if part is None:
            continue
        for date in dates[:4]:
            if part == "hour" and family(date.type) == "date":
                continue
            name, expression = sql_name(target.name), f"extract({part} from {sql_name(date.name)})"
            same = f"{name} = {expression}"
            yield Formula(target.name, (date.name,), expression, same, same, f"{name} IS NOT NULL", None)
