"""Logical types: a closed, recursive set that says what a value is, not how an engine stores it.

``boolean int16 int32 int64 decimal(p,s) float32 float64 text text(n) char(n) date time timestamp timestamptz interval
uuid json binary inet enum:NAME list<T> struct{name: T, …}``, and ``native:NAME`` for what one engine alone has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from workbench.errors import TextError, UnknownNameError
from workbench.model.names import QualifiedName, quote_part, split_name


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parameters."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Decimal:
    """Exact number of `precision` digits in all, `scale` of them after the point; both None means unbounded."""

    precision: int | None = None
    scale: int | None = None

    def __str__(self) -> str:
        return "decimal" if self.precision is None else f"decimal({self.precision},{self.scale or 0})"


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, at most `length` of them where it is given."""

    length: int | None = None

    def __str__(self) -> str:
        return "text" if self.length is None else f"text({self.length})"


@dataclass(frozen=True, slots=True)
class Char:
    """Exactly `length` characters."""

    length: int

    def __str__(self) -> str:
        return f"char({self.length})"


@dataclass(frozen=True, slots=True)
class EnumOf:
    """One of the values of an enum of the model."""

    enum: QualifiedName

    def __str__(self) -> str:
        return f"enum:{self.enum}"


@dataclass(frozen=True, slots=True)
class ListOf:
    """An ordered list of values of one type."""

    item: LogicalType

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True, slots=True)
class Struct:
    """Named values of their own types."""

    fields: tuple[tuple[str, LogicalType], ...]

    def __str__(self) -> str:
        return "struct{" + ", ".join(f"{quote_part(name)}: {kind}" for name, kind in self.fields) + "}"


@dataclass(frozen=True, slots=True)
class Native:
    """A type that one engine alone has, in its own words."""

    name: str

    def __str__(self) -> str:
        return f"native:{self.name}"


LogicalType: TypeAlias = Simple | Decimal | Text | Char | EnumOf | ListOf | Struct | Native


def enums_in(kind: LogicalType) -> Iterator[QualifiedName]:
    """Enums in a type, also in the items of a list and the fields of a struct.

    Examples
    --------
    >>> [str(name) for name in enums_in(parse_type("list<struct{a: enum:x, b: enum:s.y}>"))]
    ['x', 's.y']
    """
    match kind:
        case EnumOf(name):
            yield name
        case ListOf(item):
            yield from enums_in(item)
        case Struct(fields):
            for _, inner in fields:
                yield from enums_in(inner)
        case _:
            return


def with_enums(kind: LogicalType, instead: Callable[[QualifiedName], LogicalType]) -> LogicalType:
    """Put other types in the places of enums, also in the items of a list and the fields of a struct.

    Examples
    --------
    >>> str(with_enums(parse_type("list<struct{a: enum:x}>"), lambda _name: Text()))
    'list<struct{a: text}>'
    """
    match kind:
        case EnumOf(name):
            return instead(name)
        case ListOf(item):
            return ListOf(with_enums(item, instead))
        case Struct(fields):
            return Struct(tuple((name, with_enums(inner, instead)) for name, inner in fields))
        case _:
            return kind


BOOLEAN: Final = Simple("boolean")
INT16: Final = Simple("int16")
INT32: Final = Simple("int32")
INT64: Final = Simple("int64")
FLOAT32: Final = Simple("float32")
FLOAT64: Final = Simple("float64")
DATE: Final = Simple("date")
TIME: Final = Simple("time")
TIMESTAMP: Final = Simple("timestamp")
TIMESTAMPTZ: Final = Simple("timestamptz")
INTERVAL: Final = Simple("interval")
UUID: Final = Simple("uuid")
JSON: Final = Simple("json")
BINARY: Final = Simple("binary")
INET: Final = Simple("inet")
TEXT: Final = Text()

SIMPLE: Final = {
    t.name: t
    for t in (
        *(BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, DATE, TIME, TIMESTAMP, TIMESTAMPTZ),
        *(INTERVAL, UUID, JSON, BINARY, INET),
    )
}

# What people write, in this and other tools, for what we call otherwise. "int" follows PostgreSQL and MariaDB (32 bit).
ALIASES: Final[dict[str, str]] = {
    **dict.fromkeys(("bool", "bit"), "boolean"),
    **dict.fromkeys(("smallint", "int2", "smallserial", "tinyint"), "int16"),
    **dict.fromkeys(("int", "integer", "int4", "serial", "mediumint"), "int32"),
    **dict.fromkeys(("bigint", "int8", "bigserial", "hugeint"), "int64"),
    **dict.fromkeys(("real", "float4"), "float32"),
    **dict.fromkeys(("float", "double", "double precision", "float8"), "float64"),
    **dict.fromkeys(("numeric", "dec", "number"), "decimal"),
    **dict.fromkeys(("varchar", "character varying", "nvarchar", "string"), "text"),
    **dict.fromkeys(("clob", "longtext", "mediumtext", "tinytext", "ntext"), "text"),
    **dict.fromkeys(("character", "nchar", "bpchar"), "char"),
    **dict.fromkeys(("datetime", "datetime2", "timestamp without time zone"), "timestamp"),
    **dict.fromkeys(("timestamp with time zone",), "timestamptz"),
    **dict.fromkeys(("time without time zone",), "time"),
    **dict.fromkeys(("jsonb",), "json"),
    **dict.fromkeys(("blob", "bytea", "varbinary", "longblob"), "binary"),
    **dict.fromkeys(("uniqueidentifier", "guid"), "uuid"),
    **dict.fromkeys(("cidr",), "inet"),
}

FAMILIES: Final[dict[str, str]] = {
    **dict.fromkeys(("int16", "int32", "int64"), "integer"),
    **dict.fromkeys(("float32", "float64"), "float"),
    **dict.fromkeys(("timestamp", "timestamptz"), "timestamp"),
}


def family(kind: LogicalType) -> str:
    """Group of types whose values compare with each other: ``integer``, ``decimal``, ``float``, ``text``, ….

    Examples
    --------
    >>> family(INT16), family(Char(2)), family(EnumOf(QualifiedName.of("colour")))
    ('integer', 'text', 'enum')
    """
    match kind:
        case Simple(name):
            return FAMILIES.get(name, name)
        case Text() | Char():
            return "text"
        case EnumOf():
            return "enum"
        case _:
            return type(kind).__name__.removesuffix("Of").lower()


# More levels than any engine nests; a text that goes deeper is a mistake or an attack, and would exhaust the stack.
MAX_DEPTH: Final = 32

_BASE = re.compile(r"\s*([A-Za-z_][\w ]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*\Z")


@lru_cache(maxsize=8192)
def parse_type(text: str) -> LogicalType:
    """Read a logical type from its text, or from what other tools write for it.

    Raises
    ------
    TextError
        When parameters are missing, of the wrong kind or out of range.
    UnknownNameError
        When there is no such type; ``native:NAME`` keeps what an engine alone has.

    Examples
    --------
    >>> str(parse_type("DECIMAL(10, 2)")), str(parse_type("varchar(40)")), str(parse_type("int[]"))
    ('decimal(10,2)', 'text(40)', 'list<int32>')
    >>> str(parse_type("struct{lat: float64, tags: list<text>}"))
    'struct{lat: float64, tags: list<text>}'
    >>> parse_type("intt")
    Traceback (most recent call last):
    workbench.errors.UnknownNameError: There is no type 'intt'. Did you mean 'int'? Known: ...
    """
    return _parse(text, 1)


def _parse(text: str, depth: int) -> LogicalType:
    """Read a type that stands inside `depth` - 1 others."""
    stripped = text.strip()
    if depth > MAX_DEPTH:
        raise TextError(f"A type is nested more than {MAX_DEPTH} deep.", hint="Use json for values of any shape.")
    if stripped.endswith("[]"):
        return ListOf(_parse(stripped[:-2], depth + 1))
    if stripped.startswith("enum:"):
        return EnumOf(QualifiedName.of(stripped[5:]))
    if stripped.startswith("native:"):
        if not stripped[7:].strip():
            raise TextError("The type 'native:' has no name.", hint="Write it as native:NAME.")
        return Native(stripped[7:])
    if stripped.startswith("list<") and stripped.endswith(">"):
        return ListOf(_parse(stripped[5:-1], depth + 1))
    if stripped.startswith("struct{") and stripped.endswith("}"):
        return Struct(tuple(_field(part, text, depth + 1) for part in split_top(stripped[7:-1], ",") if part.strip()))
    if not (match := _BASE.match(stripped)):
        raise TextError(f"{text!r} is not a type.", hint="Write for example text, decimal(10,2) or list<int32>.")
    name = re.sub(r"\s+", " ", match[1]).lower()
    return _build(ALIASES.get(name, name), name, text, *(int(g) if g else None for g in match.groups()[1:]))


def _build(name: str, written: str, text: str, first: int | None, second: int | None) -> LogicalType:
    if name == "decimal":
        if first is not None and not (0 < first <= 65 and (second or 0) <= first):
            raise TextError(f"{text!r}: precision is 1 to 65 digits, and scale not more than precision.")
        return Decimal(first, None if first is None else (second or 0))
    if second is not None:
        raise TextError(f"{text!r}: only decimal takes two parameters.")
    if name == "text":
        return Text(first) if first else TEXT
    if name == "char":
        return Char(first or 1)
    if name in SIMPLE:
        # int(11), timestamp(6), bit(1): display widths and fractions of other tools, which say nothing of the values.
        return SIMPLE[name]
    raise UnknownNameError("type", written, (*SIMPLE, *ALIASES, "decimal", "text", "char"))


def _field(part: str, whole: str, depth: int) -> tuple[str, LogicalType]:
    pieces = split_top(part, ":", most=1)
    if len(pieces) != 2:
        raise TextError(f"{whole!r}: a field of a struct is written name: type, not {part.strip()!r}.")
    return split_name(pieces[0].strip())[0], _parse(pieces[1], depth)


def split_top(text: str, separator: str, *, most: int = -1) -> list[str]:
    """Split at a separator that stands outside quotes and brackets.

    Examples
    --------
    >>> split_top('a: x, "b,c": list<d>', ",")
    ['a: x', ' "b,c": list<d>']
    """
    parts, depth, start, quoted = [], 0, 0, False
    for position, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in "<{([":
            depth += 1
        elif char in ">})]":
            depth -= 1
        elif char == separator and depth == 0 and most != 0:
            parts.append(text[start:position])
            start = position + 1
            most -= 1
    return [*parts, text[start:]]
