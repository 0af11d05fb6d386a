"""Records: values of rows, as the types of their columns read them."""

from __future__ import annotations

import math
import re
from typing import Any, Final

from workbench.formats.dbml.grammar.moments import moment
from workbench.formats.dbml.grammar.nodes import Atom, Code, Empty, Expression, Prefix
from workbench.formats.dbml.grammar.tokens import NUMBER
from workbench.formats.dbml.grammar.values import is_name, is_text, is_word, plain_number

_INTEGERS: Final = frozenset({
    "int", "integer", "smallint", "bigint", "tinyint", "mediumint", "serial", "smallserial", "bigserial",
})  # fmt: skip
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
        if number is not None and math.isinf(number):  # as JSON has it, in which the official parser answers
            return {"value": None, "type": kind}
        read = math.floor(number) if number is not None and plain in _INTEGERS else number
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
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
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
