"""Reading: how the values of a source become the values of a model, by its bindings.

This is the only place that converts a value. Profile, check, prove and migrations all load through the SELECT that
:class:`Reading` writes, so that what was measured is what is loaded. A value that cannot be read is never dropped in
silence: each row says whether it holds one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.errors import SourceError
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import Char, Decimal, EnumOf, ListOf, LogicalType, Native, Simple, Struct, Text
from workbench.naming import sql_quote, text_literal
from workbench.sources import Source, SourceTable

if TYPE_CHECKING:
    import duckdb

MISFIT = "__misfit"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
_IPV4 = f"{_OCTET}(?:[.]{_OCTET}){{3}}"
_GROUP = "[0-9A-Fa-f]{1,4}"
_GROUPS = f"{_GROUP}(?::{_GROUP}){{0,6}}"
# An address of IPv4 (RFC 791) or IPv6 (RFC 4291, section 2.2: eight groups, or two colons for those that are zero, the
# last two perhaps as IPv4), with or without the length of a network's prefix.
INET_PATTERN = (
    f"(?:{_IPV4}|(?:{_GROUP}:){{7}}{_GROUP}|(?:{_GROUPS})?::(?:{_GROUPS})?|(?:{_GROUP}:){{6}}{_IPV4}"
    f"|(?:{_GROUPS})?::(?:{_GROUP}:){{0,5}}{_IPV4})(?:/[0-9]{{1,3}})?"
)

_DUCKDB = {
    "boolean": "BOOLEAN", "int16": "SMALLINT", "int32": "INTEGER", "int64": "BIGINT", "float32": "FLOAT",
    "float64": "DOUBLE", "date": "DATE", "time": "TIME", "timestamp": "TIMESTAMP", "timestamptz": "TIMESTAMPTZ",
    "interval": "INTERVAL", "uuid": "UUID", "json": "JSON", "binary": "BLOB", "inet": "VARCHAR",
}  # fmt: skip
_TRUE = ("true", "t", "yes", "y", "1")
_FALSE = ("false", "f", "no", "n", "0")


def duckdb_type(kind: LogicalType) -> str:
    """DuckDB's type for the values of a logical type.

    Examples
    --------
    >>> from workbench.model import parse_type
    >>> duckdb_type(parse_type("decimal(12,2)")), duckdb_type(parse_type("list<int32>"))
    ('DECIMAL(12,2)', 'INTEGER[]')
    """
    match kind:
        case Simple(name):
            return _DUCKDB[name]
        case Decimal(precision, scale):
            # DuckDB holds 38 digits; a decimal without limits gets the widest with a usual fraction.
            return f"DECIMAL({min(precision or 38, 38)},{min(scale or 0, 38) if precision else 10})"
        case ListOf(item):
            return f"{duckdb_type(item)}[]"
        case Struct(fields):
            return f"STRUCT({', '.join(f'{sql_quote(name)} {duckdb_type(inner)}' for name, inner in fields)})"
        case Text() | Char() | EnumOf() | Native():
            return "VARCHAR"


def value_sql(column: str, raw_type: str, attribute: Attribute, stored: str | None = None) -> tuple[str, str]:
    """SQL for the value of an attribute, and for whether the raw value is there but cannot be read.

    Parameters
    ----------
    column
        SQL of the raw value: a quoted column or an expression.
    raw_type
        DuckDB type of it.
    attribute
        What it is to become.
    stored
        DuckDB type in which a raw text stands (:attr:`~workbench.sources.SourceTable.stored`); `column` is of it.

    Returns
    -------
    value, misfit
        Two SQL expressions (DuckDB); `misfit` is never null.
    """
    if stored is not None:
        narrow = _from_stored(column, stored, attribute)
        if narrow is not None:
            return narrow, "false" if narrow == column else f"({column} IS NOT NULL AND {narrow} IS NULL)"
        column = f"CAST({column} AS VARCHAR)"
    raw = _without_tokens(column, raw_type, attribute)
    value = _converted(raw, raw_type, attribute)
    if value == raw:
        return value, "false"
    return value, f"({raw} IS NOT NULL AND {value} IS NULL)"


def _from_stored(column: str, stored: str, attribute: Attribute) -> str | None:
    """SQL for a value that need not be written out to be read; None where it must be."""
    kind, binding = attribute.type, attribute.binding
    marked = binding.formats or binding.thousands_mark or binding.unit_mark or binding.decimal_mark not in (None, ".")
    if marked or any(any(map(str.isdigit, token)) for token in binding.null_tokens):
        return None
    target = duckdb_type(kind)
    if stored == target:
        return column
    match stored, kind:
        case "INTEGER" | "BIGINT", Simple("int16" | "int32" | "int64" | "float64") | Decimal():
            return f"TRY_CAST({column} AS {target})"
        case _, Decimal(precision, scale) if stored.startswith("DECIMAL"):
            own = int(stored.rstrip(")").rpartition(",")[2])
            # Fewer digits behind the point would be rounded.
            return f"TRY_CAST({column} AS {target})" if own <= ((scale or 0) if precision else 10) else None
        case "DATE", Simple("timestamp"):
            return f"CAST({column} AS TIMESTAMP)"
        case _:
            return None


def _without_tokens(column: str, raw_type: str, attribute: Attribute) -> str:
    tokens = attribute.binding.null_tokens
    if not tokens or raw_type != "VARCHAR":
        return column
    listing = ", ".join(text_literal(token) for token in tokens)
    return f"CASE WHEN trim({column}) IN ({listing}) THEN NULL ELSE {column} END"


def _converted(raw: str, raw_type: str, attribute: Attribute) -> str:
    kind = attribute.type
    target = duckdb_type(kind)
    if isinstance(kind, Text | Char) and kind.length is not None and raw_type == "VARCHAR":
        return f"CASE WHEN length({raw}) <= {kind.length} THEN {raw} END"
    if raw_type == target or (target == "VARCHAR" and raw_type == "VARCHAR"):
        return raw
    if raw_type != "VARCHAR":
        # Nested values have no text that another engine would read: JSON is the text of them.
        nested = raw_type.endswith("]") or raw_type.startswith(("STRUCT", "MAP", "UNION"))
        return f"to_json({raw})" if nested and target in ("VARCHAR", "JSON") else f"TRY_CAST({raw} AS {target})"
    text = f"trim({raw})"
    binding = attribute.binding
    match kind:
        case Simple("int16" | "int32" | "int64"):
            # DuckDB rounds '1.5' to 2; only digits are an integer.
            number = _number(text, attribute)
            return f"CASE WHEN regexp_full_match({number}, '[+-]?[0-9]+') THEN TRY_CAST({number} AS {target}) END"
        case Decimal(precision, scale):
            number = _number(text, attribute)
            # A longer fraction would be rounded in silence.
            digits = f"{{0,{(precision or 38) - (scale or 0)}}}" if precision else "*"
            fraction = f"{{0,{scale or 0}}}" if precision else "{0,10}"
            pattern = f"[+-]?0*[0-9]{digits}([.][0-9]{fraction}0*)?"
            return f"CASE WHEN regexp_full_match({number}, '{pattern}') THEN TRY_CAST({number} AS {target}) END"
        case Simple("float32" | "float64"):
            return f"TRY_CAST({_number(text, attribute)} AS {target})"
        case Simple("boolean"):
            return _boolean(text, attribute)
        case Simple("date" | "time" | "timestamp" | "timestamptz") if binding.formats:
            formats = ", ".join(text_literal(form) for form in binding.formats)
            return f"CAST(try_strptime({text}, [{formats}]) AS {target})"
        case Simple("inet"):
            return f"CASE WHEN regexp_full_match({text}, '{INET_PATTERN}') THEN {text} END"
        case Simple("json"):
            return f"CASE WHEN json_valid({raw}) THEN CAST({raw} AS JSON) END"
        case _:
            return f"TRY_CAST({text} AS {target})"


def _number(text: str, attribute: Attribute) -> str:
    binding = attribute.binding
    if binding.unit_mark:
        text = f"trim(replace({text}, {text_literal(binding.unit_mark)}, ''))"
    if binding.thousands_mark:
        text = f"replace({text}, {text_literal(binding.thousands_mark)}, '')"
    if binding.decimal_mark and binding.decimal_mark != ".":
        text = f"replace({text}, {text_literal(binding.decimal_mark)}, '.')"
    return text


def _boolean(text: str, attribute: Attribute) -> str:
    binding = attribute.binding

    def listing(words: tuple[str, ...], plain: tuple[str, ...]) -> str:
        return ", ".join(text_literal(word.lower()) for word in (words or plain))

    true, false = listing(binding.true_words, _TRUE), listing(binding.false_words, _FALSE)
    return f"CASE WHEN lower({text}) IN ({true}) THEN true WHEN lower({text}) IN ({false}) THEN false END"


class Reading:
    """The rows of a source as a model has them.

    Parameters
    ----------
    source
        Where the rows are.
    model
        Whose bindings say how they are read.
    stored
        Whether to read values from where they stand, in narrower types than the source's: faster, and no SQL to show.
    """

    def __init__(self, source: Source, model: Model, *, stored: bool = False) -> None:
        self.source = source
        self.model = model
        self.stored = stored

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Connection on which the SELECTs run."""
        return self.source.cursor()

    def has(self, entity: Entity) -> bool:
        """Whether the source has rows for an entity."""
        return entity.binding.select is not None or entity.source in self.source.tables

    def values(self, entity: Entity, names: Iterable[str] | None = None) -> dict[str, tuple[str, str]]:
        """SQL of value and misfit for each attribute of an entity, or for some, over its source table.

        An attribute that is computed is not read, unless it is asked for by its name: what the data say of it.

        Raises
        ------
        SourceError
            When the source lacks a column that an attribute is bound to.
        """
        table = self._table(entity)
        wanted = None if names is None else frozenset(names)
        return {
            a.name: self._value(entity, a, table)
            for a in entity.attributes
            if (a.generated is None if wanted is None else a.name in wanted)
        }

    def from_sql(self, entity: Entity) -> str:
        """What stands after FROM: the source table, or the SELECT of the binding."""
        if entity.binding.select is not None:
            return f"({entity.binding.select}) AS bound"
        table = self._table(entity)
        return table.relation if self.stored else sql_quote(table.name)

    def relation(self, entity: Entity) -> str:
        """SELECT of the rows of an entity: its attributes in order, then whether the row holds a misfit.

        Returns
        -------
        str
            DuckDB SQL; the last column is ``__misfit`` (boolean, never null). Generated attributes are left out.
        """
        values = self.values(entity)
        columns = [f"{value} AS {sql_quote(name)}" for name, (value, _) in values.items()]
        misfits = [misfit for _, misfit in values.values() if misfit != "false"]
        columns.append(f"({' OR '.join(misfits) if misfits else 'false'}) AS {sql_quote(MISFIT)}")
        return f"SELECT {', '.join(columns)} FROM {self.from_sql(entity)}"

    def misfits(self, entity: Entity, attribute: Attribute) -> str:
        """SELECT of the rows whose value of an attribute cannot be read."""
        _, misfit = self.values(entity, (attribute.name,))[attribute.name]
        return f"SELECT * FROM {self.from_sql(entity)} WHERE {misfit}"

    def _table(self, entity: Entity) -> SourceTable:
        if entity.binding.select is not None:
            what = f"The SELECT of {entity.name} cannot be run"
            with self.source.explaining(entity.source, what, "Mend the SELECT in the binding."):
                rows = self.cursor().execute(f"DESCRIBE {entity.binding.select}").fetchall()
            return SourceTable(entity.source, tuple((str(r[0]), str(r[1])) for r in rows), "SELECT")
        return self.source.table(entity.source)

    def _value(self, entity: Entity, attribute: Attribute, table: SourceTable) -> tuple[str, str]:
        if attribute.binding.expression is not None:
            return value_sql(f"({attribute.binding.expression})", "", attribute)
        column, types = attribute.column, table.types
        if column not in types:
            raise SourceError(
                f"The table {entity.source!r} has no column {column!r} for {entity.name}.{attribute.name}.",
                place=self.source.origin,
                hint="Say in the text which one it is, [wb_source: 'COLUMN'], or drop the attribute.",
            )
        stored = dict(table.stored).get(column) if self.stored else None
        return value_sql(sql_quote(column), types[column], attribute, stored)
