"""DuckDB, run on 2.0."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from workbench.engines._engine import Engine, EngineType

# Each of duckdb_keywords() was tried in 2.0.0 as the name of a table, column, index and constraint; these failed and
# are not quoted by SQLAlchemy's dialect of PostgreSQL.
_RESERVED = frozenset(
    {
        *("anti", "asof", "at", "by", "collation", "concurrently", "describe", "glob", "lambda", "lateral", "pivot"),
        *("pivot_longer", "pivot_wider", "positional", "qualify", "semi", "show", "summarize", "tablesample", "unpack"),
        "unpivot",
    }
)


class DuckDB(Engine):
    """Flags of DuckDB; see https://duckdb.org/docs/stable/sql/constraints and what 2.0.0 answered when asked."""

    name: ClassVar[str] = "duckdb"
    title: ClassVar[str] = "DuckDB"
    default_version: ClassVar[str] = "2.0"
    oldest_version: ClassVar[str] = "1.0"
    dialect: ClassVar[str] = "postgresql"
    sqlglot: ClassVar[str] = "duckdb"
    url_schemes: ClassVar[tuple[str, ...]] = ("duckdb",)
    driver: ClassVar[str] = ""
    is_file: ClassVar[bool] = True
    version_sql: ClassVar[str] = "SELECT version()"

    reserved_words = _RESERVED

    enums = "native"
    comments = "statement"
    identity = "sequence"
    generated = frozenset({"virtual"})
    generated_bound = False
    constraint_names_kept = False

    on_delete = frozenset({"restrict", "no action"})
    on_update = frozenset({"restrict", "no action"})
    add_reference = False
    references_across_schemas = False
    reference_types_exact = True
    self_reference = "level"

    expression_indexes = True
    descending_indexes = False  # DESC is read and dropped

    decimal_digits = 38
    decimal_scale = 38
    types = MappingProxyType(
        {
            "boolean": EngineType("BOOLEAN"),
            "int16": EngineType("SMALLINT"),
            "int32": EngineType("INTEGER"),
            "int64": EngineType("BIGINT"),
            "decimal": EngineType("DECIMAL(38, 10)", lost="28 digits before the point and 10 after it"),
            "decimal(p,s)": EngineType("DECIMAL({precision}, {scale})"),
            "float32": EngineType("FLOAT"),
            "float64": EngineType("DOUBLE"),
            "text": EngineType("VARCHAR"),
            # VARCHAR(n) is read and its length dropped.
            "text(n)": EngineType("VARCHAR", guard="length({column}) <= {length}"),
            "char(n)": EngineType("VARCHAR", guard="length({column}) <= {length}"),
            "date": EngineType("DATE"),
            "time": EngineType("TIME"),
            "timestamp": EngineType("TIMESTAMP"),
            "timestamptz": EngineType("TIMESTAMPTZ"),
            "interval": EngineType("INTERVAL"),
            "uuid": EngineType("UUID"),
            "json": EngineType("JSON"),
            "binary": EngineType("BLOB"),
            # The type INET stands in an extension that is not built in.
            "inet": EngineType("VARCHAR", lost="it is kept as text, which the engine does not check"),
            "list": EngineType("{item}[]"),
            "struct": EngineType("STRUCT({fields})"),
        }
    )


TARGET = DuckDB
