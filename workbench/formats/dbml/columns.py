"""Columns: one line of a table to an attribute, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from workbench.errors import WorkbenchError
from workbench.formats.dbml import extras, syntax
from workbench.formats.dbml.metadata import NOTE, overlaid
from workbench.formats.dbml.slips import complain_of
from workbench.formats.dbml.strings import quote_expression, quote_name, quote_qualified, quote_text, quoted_name
from workbench.model.bindings import PLAIN_ATTRIBUTE, AttributeBinding
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Default, Generated
from workbench.model.types import (
    MAX_DEPTH,
    Char,
    Decimal,
    EnumOf,
    ListOf,
    LogicalType,
    Native,
    Simple,
    Struct,
    Text,
    parse_type,
)

Complain: TypeAlias = Callable[[str, syntax.Span], None]

_BUILT_IN = frozenset(
    ["pk", "primary key", "null", "not null", "unique", "increment", "default", "check", "note", "ref", "dep"]
)
_KINDS = {"string": "text", "number": "number", "expression": "expression"}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?\Z")


def read_type(text: str, enums: Collection[QualifiedName]) -> LogicalType:
    """Read the type of a column: a logical type, else an enum of the text, else a type that one engine alone has."""
    text = " ".join(line.strip() for line in text.splitlines()).strip()
    if (known := _logical(text)) is not None:
        return known
    if text == str(Native("")):  # a type of blanks alone, which the official parser takes
        return Native("")
    core = text
    while core.endswith("[]"):
        core = core[:-2].rstrip()
    levels = text.count("[]", len(core))
    if levels >= MAX_DEPTH or not core:
        return Native(text)
    kind = read_type(core, enums) if levels else _enum_or_native(core, enums)
    for _ in range(levels):
        kind = ListOf(kind)
    return kind


@lru_cache(maxsize=8192)
def _logical(text: str) -> LogicalType | None:
    """Logical type, or None; remembered in either case, because looking for the nearest name takes long."""
    try:
        return parse_type(text)
    except WorkbenchError:
        return None


def _enum_or_native(text: str, enums: Collection[QualifiedName]) -> LogicalType:
    try:
        name = QualifiedName.of(text)
    except WorkbenchError:
        return Native(text)
    return EnumOf(name) if name in enums else Native(text)


# Words of SQL that other programs know, for types whose own words they do not.
_SQL_WORDS = {
    "int16": "smallint", "int32": "int", "int64": "bigint", "float32": "real", "float64": "double", "binary": "blob",
}  # fmt: skip
_SQL_LIKE = re.compile(
    r"(n?varchar2?|character|integer|int|smallint|bigint|tinyint|real|double|numeric|blob|bytea|\w*serial)\b",
    re.IGNORECASE,
)


def speaks_sql(columns: Iterable[syntax.Column]) -> bool:
    """Whether the types of columns are words of SQL, not those of this package."""
    return any(_SQL_LIKE.match(column.type) for column in columns)


def write_type(kind: LogicalType, enums: Collection[QualifiedName], *, sql: bool = False) -> str:
    """Write the type of a column so that :func:`read_type` gives it back; in words of SQL where that is asked."""
    if sql:
        match kind:
            case Simple(name) if name in _SQL_WORDS:
                return _SQL_WORDS[name]
            case Text(length) if length is not None:
                return f"varchar({length})"
            case ListOf(item) if "(" not in (inner := write_type(item, enums, sql=True)) and '"' not in inner:
                return f"{inner}[]"
    match kind:
        case Simple() | Decimal() | Text() | Char():
            return str(kind)
        # One word in quotes is read as a type, as in "double precision".
        case EnumOf(enum) if enum in enums and _reads_as(str(enum) if enum.schema else enum.name, kind, enums):
            return quote_qualified(enum)
        case Native(name) if name.isidentifier() and _reads_as(name, kind, enums):
            return name
        # Readers before DBML 5 refuse a list of a type with arguments that is not in quotes.
        case ListOf(Simple() | Decimal() | Text() | Char() as item) if "(" not in str(item):
            return f"{item}[]"
        case Native() | ListOf() | Struct() | EnumOf():
            return '"' + str(kind).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _reads_as(text: str, kind: LogicalType, enums: Collection[QualifiedName]) -> bool:
    return read_type(text, enums) == kind


def read_attribute(
    column: syntax.Column,
    enums: Collection[QualifiedName],
    complain: Complain,
    metadata: Mapping[str, str] | None = None,
) -> Attribute:
    """Read one column, with what metadata say of it; what cannot be read is complained about and left out."""
    settings = column.settings
    if not settings.items and not metadata:
        return Attribute(name=column.name, type=_column_type(column, enums, complain))
    complain_of(settings, "column", complain)
    extra = {s.name: s.value.text for s in settings.items if s.value is not None and s.name not in _BUILT_IN}
    said, default = settings.get("note"), settings.get("default")
    note = said.text if said else None
    if metadata:
        extra = overlaid(extra, metadata)
        note = extra.pop(NOTE, note)
    generated = extra.get("wb_generated")
    return Attribute(
        name=column.name,
        type=_column_type(column, enums, complain),
        nullable=not settings.has("not null", "pk", "primary key"),
        default=_read_default(default) if default is not None else None,
        generated=Generated(generated, stored=extra.get("wb_generated_stored") != "false") if generated else None,
        identity=settings.has("increment"),
        domain=_read_domain(extra.get("wb_domain"), column, complain),
        unit=extra.get("wb_unit"),
        personal=extra.get("wb_personal"),
        binding=_read_binding(extra),
        note=note,
        properties=extras.properties_of(extra),
    )


def _column_type(column: syntax.Column, enums: Collection[QualifiedName], complain: Complain) -> LogicalType:
    try:
        return read_type(column.type, enums)
    except WorkbenchError as error:
        complain(str(error), column.type_span)
        return Native(column.type)


def _read_domain(text: str | None, column: syntax.Column, complain: Complain) -> QualifiedName | None:
    try:
        return None if text is None else QualifiedName.of(text)
    except WorkbenchError as error:
        complain(f"The value of wb_domain does not fit. {error}", column.span)
        return None


def _read_default(value: syntax.Value) -> Default:
    if value.kind == "word":
        lower = value.text.lower()
        if lower in ("true", "false"):
            return Default(lower, "boolean")
        return Default("null", "null") if lower == "null" else Default(value.text, "enum")
    if value.kind == "name":  # status.new: the enum is that of the column's type
        return Default(value.parts[-1], "enum")
    kind: Any = _KINDS.get(value.kind, "text")
    text = value.text
    if kind == "number" and not _NUMBER.match(text):  # several signs: `- -1`
        digits = text.lstrip("+-")
        text = "-" * (text[: -len(digits)].count("-") % 2) + digits
    return Default(text, kind)


_TEXT_FIELDS = {
    "column": "wb_source",
    "expression": "wb_expression",
    "decimal_mark": "wb_decimal",
    "thousands_mark": "wb_thousands",
    "unit_mark": "wb_unit_mark",
}
_WORD_FIELDS = {
    "null_tokens": "wb_null",
    "formats": "wb_formats",
    "true_words": "wb_true",
    "false_words": "wb_false",
}


def _read_binding(extra: dict[str, str]) -> AttributeBinding:
    if not extra:
        return PLAIN_ATTRIBUTE
    values: dict[str, Any] = {field: extra[key] for field, key in _TEXT_FIELDS.items() if key in extra}
    values |= {field: extras.split_words(extra[key]) for field, key in _WORD_FIELDS.items() if key in extra}
    return AttributeBinding(**values) if values else PLAIN_ATTRIBUTE


def write_settings(
    attribute: Attribute, *, primary: bool, unique: bool, references: tuple[str, ...] = (), checks: tuple[str, ...] = ()
) -> list[str]:
    """Settings of a column, in the one order that this package writes.

    Parameters
    ----------
    attribute
        What the column stands for.
    primary, unique
        Whether the column says ``pk`` or ``unique`` itself.
    references
        ``> customers.id`` for each reference that is written in the column.
    checks
        Expressions of checks that are written in the column.
    """
    out = []
    if primary:
        out.append("pk")
    elif not attribute.nullable:
        out.append("not null")
    if unique:
        out.append("unique")
    if attribute.identity:
        out.append("increment")
    if attribute.default is not None:
        out.append(f"default: {_write_default(attribute.default, attribute.type)}")
    out += [f"check: {quote_expression(check)}" for check in checks]
    out += [f"ref: {reference}" for reference in references]
    if attribute.note is not None:
        out.append(f"note: {quote_text(attribute.note)}")
    out += [f"{key}: {quote_text(value)}" for key, value in extra_settings(attribute).items()]
    return out


def _write_default(default: Default, kind: LogicalType) -> str:
    match default.kind:
        case "expression":
            return quote_expression(default.value)
        case "text":
            return quote_text(default.value)
        case "enum":
            # A bare word would be no value for other readers of DBML.
            value = quote_name(default.value)
            return f"{quote_qualified(kind.enum)}.{value}" if isinstance(kind, EnumOf) else quoted_name(default.value)
        case "number" if _NUMBER.match(default.value):
            return default.value
        case "boolean" if default.value.lower() in ("true", "false"):
            return default.value
        case "null":
            return "null"
        case _:
            return quote_text(default.value)


def extra_settings(attribute: Attribute) -> dict[str, str]:
    """Settings of a column that DBML has no word for, as plain texts."""
    extra: dict[str, str] = {}
    if attribute.generated is not None:
        extra["wb_generated"] = attribute.generated.expression
        if not attribute.generated.stored:
            extra["wb_generated_stored"] = "false"
    if attribute.domain is not None:
        extra["wb_domain"] = str(attribute.domain)
    if attribute.unit is not None:
        extra["wb_unit"] = attribute.unit
    if attribute.personal is not None:
        extra["wb_personal"] = attribute.personal
    for field, key in _TEXT_FIELDS.items():
        if (value := getattr(attribute.binding, field)) is not None:
            extra[key] = value
    for field, key in _WORD_FIELDS.items():
        if values := getattr(attribute.binding, field):
            extra[key] = extras.join_words(values)
    plain, odd = extras.free_settings(attribute.properties)
    extra |= plain
    if odd is not None:
        extra["wb_properties"] = odd
    return extra
