"""Records: values of rows, as the types of their columns read them."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, Final

from workbench.formats.dbml.grammar.nodes import Atom, Code, Empty, Expression, Prefix
from workbench.formats.dbml.grammar.tokens import NUMBER
from workbench.formats.dbml.grammar.values import is_name, is_text, is_word, plain_number

_SERIAL: Final = frozenset({"serial", "smallserial", "bigserial"})
_INTEGERS: Final = _SERIAL | {"int", "integer", "smallint", "bigint", "tinyint", "mediumint"}
_REALS: Final = frozenset({"decimal", "numeric", "float", "double", "real", "double precision", "number"})
_BOOLEANS: Final = frozenset({"bool", "boolean", "bit"})
_STRINGS: Final = frozenset({
    "varchar", "char", "text", "tinytext", "mediumtext", "longtext", "string", "character", "character varying",
    "nvarchar", "nchar", "ntext", "varchar2", "nvarchar2",
})  # fmt: skip
_TIMES: Final = frozenset({"time", "timetz", "time with time zone", "time without time zone"})
_MOMENTS: Final = frozenset({
    "datetime", "timestamp", "timestamptz", "timestamp with time zone", "timestamp without time zone", "datetime2",
    "smalldatetime", "timestamp with local time zone",
})  # fmt: skip
_TRUE: Final = frozenset({"true", "yes", "y", "t", "1"})
_FALSE: Final = frozenset({"false", "no", "n", "f", "0"})


def value_of(node: Expression, type_name: str, *, is_enum: bool) -> dict[str, Any]:
    """Value and kind of one value of a row.

    Parameters
    ----------
    node
        The value.
    type_name
        Type of its column, as it is written.
    is_enum
        Whether that is an enum.
    """
    name = re.sub(r"\[[^\]]*\]", "", type_name).split("(")[0]
    plain = " ".join(name.lower().split())
    kind = "string" if is_enum else _kind(plain, name)
    if isinstance(node, Code):
        return {"value": node.value, "type": "expression"}
    if isinstance(node, Empty) or (is_word(node) and node.value.lower() == "null"):
        return {"value": None, "type": kind}
    if is_text(node) and not node.value and plain not in _STRINGS:
        return {"value": None, "type": kind}
    if is_enum:
        return {"value": node.value, "type": kind} if is_name(node) or is_text(node) else {"type": kind}
    as_text = _as_text(node)
    otherwise = {"value": as_text or "", "type": kind if as_text is not None else "expression"}
    read: object = None
    if plain in _INTEGERS or plain in _REALS:
        number = _signed(node)
        read = math.floor(number) if number is not None and plain in _INTEGERS - _SERIAL else number
        read = number if number is not None and plain in _SERIAL and float(number).is_integer() else read
    elif plain in _BOOLEANS:
        read = _boolean(node)
    elif plain == "date" or plain in _TIMES or plain in _MOMENTS:
        read = moment(node.value) if is_text(node) else None
    elif plain in _STRINGS:
        return {"value": as_text, "type": "string"} if as_text is not None else otherwise
    return otherwise if read is None else {"value": read, "type": kind}


def _kind(plain: str, name: str) -> str:
    for kinds, kind in ((_INTEGERS, "integer"), (_REALS, "real"), (_BOOLEANS, "bool"), (_STRINGS, "string")):
        if plain in kinds:
            return kind
    if plain == "date":
        return "date"
    return "time" if plain in _TIMES else "datetime" if plain in _MOMENTS else name


def _signed(node: Expression) -> int | float | None:
    """Number with at most one sign."""
    sign = 1
    if isinstance(node, Prefix) and node.operator in ("+", "-"):
        sign, node = (-1 if node.operator == "-" else 1), node.value
    return sign * plain_number(node.value) if isinstance(node, Atom) and node.kind == NUMBER else None


def _boolean(node: Expression) -> bool | None:
    if isinstance(node, Atom) and node.kind == NUMBER:
        number = plain_number(node.value)
        return bool(number) if number in (0, 1) else None
    word = node.value.lower() if is_text(node) or (is_word(node) and node.value.lower() in ("true", "false")) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def _as_text(node: Expression) -> str | None:
    if is_text(node):
        return node.value
    number = _signed(node)
    if number is not None:
        return spelled(number)
    truth = _boolean(node)
    return None if truth is None else str(truth).lower()


def spelled(number: float) -> str:
    """Number as JavaScript writes it (ECMA-262, Number::toString)."""
    if float(number).is_integer() and abs(number) < 1e21:
        return str(int(number))
    text = repr(float(number))
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return text
    power = int(exponent)
    if -7 < power < 0:  # written without an exponent
        return f"{number:.{len(mantissa.replace('.', '').lstrip('-')) - 1 - power}f}"
    return f"{mantissa}e{'+' if power > 0 else ''}{power}"


# -- moments ------------------------------------------------------------------------------------------------------

_OFFSET = r"(?P<offset>[+-]\d{1,2}(?::\d{2})?)?"
_OFFSET_PARTS = re.compile(r"[+-](\d{1,2}):?(\d{2})?$")
_CLOCK = re.compile(r"(?P<h>\d{2}):(?P<m>\d{2}):(?P<s>\d{2})(?:\.(?P<f>\d{3}))?" + _OFFSET)
_DAY = re.compile(r"(?P<y>\d{4})-(?P<mo>\d{2})-(?P<d>\d{2})")
_SLASHED = re.compile(r"(?P<mo>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")
_WORDED = re.compile(r"(?P<d>\d{1,2}) (?P<name>[A-Za-z]{3}) (?P<y>\d{4})")
_NAMED = re.compile(r"(?P<name>[A-Za-z]{3}) (?P<d>\d{1,2}), (?P<y>\d{4})")
_BLANK = re.compile(_DAY.pattern + " " + _CLOCK.pattern)
_ISO = re.compile(
    r"(?P<y>\d{4})(?:-?(?P<mo>\d{2})(?:-?(?P<d>\d{2}))?)?"
    r"(?:T(?P<h>\d{2})(?::?(?P<m>\d{2})(?::?(?P<s>\d{2})(?:[.,](?P<f>\d{1,30}))?)?)?(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def moment(text: str) -> str | None:
    """Date, time or both that a text says, in the form of ISO 8601; None where it says none.

    Examples
    --------
    >>> moment("1/2/2024"), moment("2024-01-02 03:04:05"), moment("03:04:05"), moment("soon")
    ('2024-01-02', '2024-01-02T03:04:05', '03:04:05', None)
    """
    if match := _CLOCK.fullmatch(text):
        clock = _clock(match)
        return None if clock is None else clock
    for pattern in (_DAY, _SLASHED, _WORDED, _NAMED):
        if (match := pattern.fullmatch(text)) and (day := _day(match)):
            return day
    for pattern in (_BLANK, _ISO):
        if match := pattern.fullmatch(text):
            day, clock = _day(match), _clock(match)
            return f"{day}T{clock}" if day and clock else None
    return None


def _day(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    try:
        month = _MONTHS.index(found["name"].lower()) + 1 if "name" in found else int(found["mo"] or 1)
        return dt.date(int(found["y"]), month, int(found["d"] or 1)).isoformat()
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> str | None:
    hour, minute, second = (int(match[key] or 0) for key in "hms")
    if hour > 23 or minute > 59 or second > 59:
        return None
    part = (match["f"] or "")[:3].ljust(3, "0")
    clock = f"{hour:02}:{minute:02}:{second:02}" + (f".{part}" if part != "000" else "")
    offset = match["offset"]
    if not offset:
        return clock
    if offset in ("Z", "z"):
        return clock + "Z"
    hours, minutes = _OFFSET_PARTS.findall(offset)[0]
    plain = int(hours), int(minutes or 0)
    return clock + ("Z" if plain == (0, 0) else f"{offset[0]}{plain[0]:02}:{plain[1]:02}")
