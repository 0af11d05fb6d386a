"""SQLite, as it comes with Python; run on 3.40."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from workbench.engines._engine import Engine, EngineType, since

# Dates and times are kept as ISO 8601 text, which SQLite's own functions read (https://sqlite.org/lang_datefunc.html);
# '+0 days' makes date() refuse the 30th of February instead of giving it back.
_IS_DATE = "{column} IS date({column}, '+0 days')"
_BEGINS_WITH_DATE = "substr({column}, 1, 10) IS date(substr({column}, 1, 10), '+0 days')"
_UNCHECKED = "it is kept as text, which the engine does not check"


class SQLite(Engine):
    """Flags of SQLite; see https://sqlite.org/lang_createtable.html."""

    name: ClassVar[str] = "sqlite"
    title: ClassVar[str] = "SQLite"
    default_version: ClassVar[str] = "3.40"
    oldest_version: ClassVar[str] = "3.31"
    dialect: ClassVar[str] = "sqlite"
    sqlglot: ClassVar[str] = "sqlite"
    url_schemes: ClassVar[tuple[str, ...]] = ("sqlite",)
    driver: ClassVar[str] = "sqlite+pysqlite"
    is_file: ClassVar[bool] = True
    version_sql: ClassVar[str] = "SELECT sqlite_version()"
    read_only_sql: ClassVar[str] = "PRAGMA query_only = ON"

    reserved_words = frozenset({"nothing", "returning"})  # 3.35 made them words; SQLAlchemy does not quote them
    reserved_prefixes = ("sqlite_",)

    schemas = False
    enums = "check"
    comments = "text"
    identity = "rowid"
    strict_tables = since("3.37", value=True, before=False)
    missing_in_expressions = MappingProxyType(
        {
            "RegexpLike": "regular expressions",
            "RegexpILike": "regular expressions",
            "SimilarTo": "SIMILAR TO",
            "Extract": "EXTRACT",
            "Interval": "intervals",
            "Array": "arrays",
            "Any": "ANY",
        }
    )

    deferrable = True
    add_reference = False
    forward_references = True

    partial_indexes = True
    expression_indexes = True

    types = MappingProxyType(
        {
            "boolean": EngineType("INTEGER", guard="{column} IN (0, 1)"),
            "int16": EngineType("INTEGER"),
            "int32": EngineType("INTEGER"),
            "int64": EngineType("INTEGER"),
            "decimal": EngineType("REAL", lost="from the 16th digit on values are rounded"),
            "decimal(p,s)": EngineType("REAL", lost="from the 16th digit on values are rounded"),
            "float32": EngineType("REAL"),
            "float64": EngineType("REAL"),
            "text": EngineType("TEXT"),
            "text(n)": EngineType("TEXT", guard="length({column}) <= {length}"),
            "char(n)": EngineType("TEXT", guard="length({column}) <= {length}"),
            "date": EngineType("TEXT", guard=_IS_DATE),
            "time": EngineType("TEXT", guard="substr({column}, 1, 8) IS time({column}, '+0 days')"),
            "timestamp": EngineType("TEXT", guard=_BEGINS_WITH_DATE),
            "timestamptz": EngineType(
                "TEXT", lost="the offset is not kept; write values in UTC", guard=_BEGINS_WITH_DATE
            ),
            "interval": EngineType("TEXT", lost=_UNCHECKED),
            "uuid": EngineType("TEXT", guard="length({column}) = 36"),
            # Before 3.45 json_valid(NULL) is false, not null.
            "json": EngineType("TEXT", guard="{column} IS NULL OR json_valid({column})"),
            "binary": EngineType("BLOB"),
            "inet": EngineType("TEXT", lost=_UNCHECKED),
            "list": EngineType("TEXT", lost="it is kept as JSON; the type of the items is not checked"),
            "list of lists": EngineType("TEXT", lost="it is kept as JSON; the type of the items is not checked"),
            "struct": EngineType("TEXT", lost="it is kept as JSON; names and types of the fields are not checked"),
        }
    )


TARGET = SQLite
