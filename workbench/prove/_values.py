"""Values: made-up literals of a type, to fill a row that must be right or to make one wrong."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from workbench.model.types import Char, Decimal, EnumOf, ListOf, Simple, Struct, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model.types import LogicalType

# Values that are likely to break a condition come first; the others are there so that keys do not run out of them.
_MORE: Final = range(3, 60)
_DATES: Final = (
    *("2001-02-03", "1970-01-01", "1899-12-31", "2999-12-31", "1600-01-01", "2024-02-29"),
    *(f"20{number:02}-06-07" for number in _MORE),
)
_NUMBERS: Final = (
    *("1", "0", "-1", "2", "10", "100", "1000", "-100", "30000", "-30000", "1000000", "-1000000"),
    *(str(number) for number in _MORE if number != 10),
)
_QUOTED: Final = {
    "date": _DATES,
    "time": ("01:02:03", "00:00:00", "23:59:59", *(f"12:{number:02}:00" for number in _MORE)),
    "timestamp": tuple(f"{date} 00:00:00" for date in _DATES),
    "timestamptz": tuple(f"{date} 00:00:00" for date in _DATES),
    "interval": ("1 day", "0 days", "400 days", *(f"{number} days" for number in _MORE)),
    "uuid": tuple(f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "0123456789abcdef"),
    "json": ("{}", "[]", "1", '"workbench"', *map(str, _MORE)),
    "inet": ("192.0.2.1", "192.0.2.2", "198.51.100.1", *(f"192.0.2.{number}" for number in _MORE)),
}
_LETTERS: Final = "~!#$%&*+-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


def literals(kind: LogicalType, *, length: int | None = None, binary: str = "''") -> Iterator[str]:
    """SQL literals of a type, usual ones first.

    Parameters
    ----------
    length
        Most characters of a text on the engine, where its own limit is narrower.
    binary
        How the engine writes bytes.

    Examples
    --------
    >>> from workbench.model import parse_type
    >>> next(literals(parse_type("text(3)"))), next(literals(parse_type("date")))
    ("'W'", "'2001-02-03'")
    """
    match kind:
        case Text() | Char():
            most = min(length or 10_000, kind.length or 10_000)
            yield from (f"'{text}'" for text in _texts(most))
        case Simple("int16" | "int32" | "int64" | "float32" | "float64"):
            yield from (number for number in _NUMBERS if kind.name != "int16" or abs(int(number)) <= 32_767)
        case Decimal():
            whole = (kind.precision or 38) - (kind.scale or 0)
            yield from (number for number in (*_NUMBERS, "0.5", "-0.5") if _fits(number, whole, kind))
        case Simple("boolean"):
            yield from ("TRUE", "FALSE")
        case Simple("binary"):
            yield from dict.fromkeys(binary.replace("00", f"{number:02x}") for number in (0, 1, 2, *_MORE))
        case Simple(name) if name in _QUOTED:
            yield from (f"'{text}'" for text in _QUOTED[name])
        case EnumOf() | ListOf() | Struct():
            return
        case _:
            yield from ("'workbench'", "'1'")


def _fits(number: str, whole: int, kind: Decimal) -> bool:
    if "." in number:
        return bool(kind.scale or kind.precision is None)
    return number == "0" or len(number.lstrip("-")) <= whole


def _texts(most: int) -> Iterator[str]:
    for text in ("~workbench~", "workbench@example.com", "1234567", "W", ""):
        if len(text) <= most:
            yield text
    for letter in _LETTERS:
        yield letter * min(most, 3)
        yield letter
    for first in _LETTERS:
        for second in _LETTERS if most > 1 else "":
            yield first + second


def constants(expression: str) -> tuple[str, ...]:
    """Literals that a condition mentions, and their neighbours: what lies just beyond a bound.

    Examples
    --------
    >>> constants("price >= 0 AND kind IN ('a')")
    ('-1', '0', '1', "'a'")
    """
    found: list[str] = []
    for text, number in re.findall(r"('(?:[^']|'')*')|(?<![\w.])(\d+(?:\.\d+)?)(?![\w.])", expression):
        if text:
            found.append(text)
        elif "." in number:
            found += [number, f"-{number}", str(float(number) + 1), str(float(number) - 1)]
        else:
            found += [str(int(number) + step) for step in (-1, 0, 1)]
    return tuple(dict.fromkeys(found))


def first(kind: LogicalType, count: int, *, length: int | None = None, binary: str = "''") -> tuple[str, ...]:
    """The first literals of a type."""
    return tuple(islice(literals(kind, length=length, binary=binary), count))
