"""Types: how an engine spells a logical type, and the SQLAlchemy type that compiles to that spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.model.types import FLOAT64, Char, Decimal, EnumOf, ListOf, Native, Simple, Struct, Text
from workbench.naming import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine.interfaces import Dialect

    from workbench.engines._engine import Engine
    from workbench.model import LogicalType


@dataclass(frozen=True)
class Stored:
    """How a value is stored.

    Parameters
    ----------
    sql
        The engine's spelling of the type.
    lost
        What a value loses there.
    guard
        Condition that holds what the type does not; ``{column}`` stands for the column.
    unknown
        Why the type is not the wanted one at all.
    limit
        Most characters of a text.
    """

    sql: str
    lost: str = ""
    guard: str = ""
    unknown: str = ""
    limit: int | None = None


class Spelled(sa.types.UserDefinedType[Any]):
    """A type of the engine that SQLAlchemy has no class for, in the engine's own words."""

    cache_ok = True

    def __init__(self, text: str) -> None:
        self.text = text

    def get_col_spec(self, **_: Any) -> str:
        """The words that stand in the column's declaration."""
        return self.text


# What may stand for a native type: words, and numbers in brackets; never a statement.
_NATIVE = re.compile(r"[A-Za-z_]\w*(?: \w+)*(?:\(\d+(?:, ?\d+)?\))?(?: \w+)*(?:\[\])*\Z")
_WORDS = re.compile(r"([A-Z][A-Z0-9_ ]*?)(?:\((\d+)(?:, ?(\d+))?\))?\Z")


def stored(
    kind: LogicalType, engine: Engine, quote: Callable[[str], str] = str, *, key_length: int | None = None
) -> Stored:
    """How an engine stores a logical type; enums are the caller's.

    Parameters
    ----------
    quote
        Quotes the name of a field of a struct.
    key_length
        Most characters that a text may have because it stands in a key.

    Examples
    --------
    >>> from workbench import engines
    >>> stored(Decimal(10, 2), engines.load("postgresql")).sql
    'NUMERIC(10, 2)'
    """
    types = engine.types

    def spell(name: str, **values: object) -> Stored:
        entry = types[name]
        guard = entry.guard.replace("{length}", str(values.get("length", "")))
        length = values.get("length")
        return Stored(entry.sql.format(**values), entry.lost, guard, limit=length if isinstance(length, int) else None)

    match kind:
        case Simple(name):
            return spell(name)
        case Decimal(None):
            return spell("decimal")
        case Decimal(precision, scale):
            return _decimal(engine, precision or 1, scale or 0, spell)
        case Text(length) if key_length is not None and (length is None or length > key_length):
            return spell("text(n)", length=key_length)
        case Text(None):
            return spell("text")
        case Text(length) if length is not None and engine.varchar_limit is not None and length > engine.varchar_limit:
            return replace(spell("text"), lost=f"the limit of {length} characters is not held")
        case Text(length):
            return spell("text(n)", length=length)
        case Char(length) if engine.char_limit is not None and length > engine.char_limit:
            return stored(Text(length), engine, quote, key_length=key_length)
        case Char(length):
            return spell("char(n)", length=length)
        case ListOf(item):
            nested = isinstance(item, ListOf | Struct)
            if nested and not engine.nested_lists:
                return spell("list of lists")
            return spell("list", item=stored(item, engine, quote).sql)
        case Struct(fields):
            inner = ", ".join(f"{quote(name)} {stored(field, engine, quote).sql}" for name, field in fields)
            return spell("struct", fields=inner)
        case Native(name) if _NATIVE.match(name):
            return Stored(name)
        case Native(name):
            return replace(spell("text"), unknown=f"{shown(name)} is not a type of {engine.title}")
        case EnumOf(enum):
            return replace(spell("text"), unknown=f"the enum {enum} is not in the model")


def _decimal(engine: Engine, precision: int, scale: int, spell: Callable[..., Stored]) -> Stored:
    most, most_scale = engine.decimal_digits, engine.decimal_scale
    if (most is not None and precision > most) or (most_scale is not None and scale > most_scale):
        wanted = f"decimal({precision},{scale})"
        return replace(
            spell(FLOAT64.name), lost=f"{engine.title} has no {wanted}; from the 16th digit on values are rounded"
        )
    return spell("decimal(p,s)", precision=precision, scale=scale)


def column_type(text: str, dialect: Dialect) -> sa.types.TypeEngine[Any]:
    """SQLAlchemy type that compiles to a spelling: a class of the dialect where there is one, else the bare words."""
    compiler = dialect.type_compiler_instance
    if text.endswith("[]"):
        if text.endswith("[][]"):
            return Spelled(text)
        listed: sa.types.TypeEngine[Any] = sa.ARRAY(column_type(text[:-2], dialect))
        return listed if _compiles(compiler, listed, text) else Spelled(text)
    if match := _WORDS.match(text):
        name, *numbers = match.groups()
        known = getattr(dialect, "ischema_names", {})  # in upper case for some dialects
        cls = known.get(name.lower()) or known.get(name)
        if cls is not None:
            try:
                made: sa.types.TypeEngine[Any] = cls(*(int(number) for number in numbers if number))
            except TypeError:
                return Spelled(text)
            if _compiles(compiler, made, text):
                return made
    return Spelled(text)


def _compiles(compiler: Any, kind: sa.types.TypeEngine[Any], text: str) -> bool:
    try:
        return bool(compiler.process(kind) == text)
    except (sa.exc.CompileError, AttributeError):
        return False


def is_text(kind: LogicalType) -> bool:
    """Whether values are characters, so that a key over them may need a limit."""
    return isinstance(kind, Text | Char)
