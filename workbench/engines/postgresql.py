"""PostgreSQL, run on 18 (embedded) and 15 (server)."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar, Literal

from workbench.engines._engine import Engine, EngineType, since


class PostgreSQL(Engine):
    """Flags of PostgreSQL; see https://www.postgresql.org/docs/current/ddl.html."""

    name: ClassVar[str] = "postgresql"
    title: ClassVar[str] = "PostgreSQL"
    default_version: ClassVar[str] = "18"
    oldest_version: ClassVar[str] = "12"
    release_parts: ClassVar[int] = 1
    dialect: ClassVar[str] = "postgresql"
    sqlglot: ClassVar[str] = "postgres"
    url_schemes: ClassVar[tuple[str, ...]] = ("postgresql", "postgres")
    driver: ClassVar[str] = "postgresql+psycopg"
    extra: ClassVar[str] = "postgresql"
    version_sql: ClassVar[str] = "SHOW server_version"
    read_only_sql: ClassVar[str] = "SET default_transaction_read_only = on"

    name_limit = 63  # NAMEDATALEN - 1; a longer name is cut without an error
    name_unit: Literal["bytes", "characters"] = "bytes"
    table_case = "sensitive"
    column_case = "sensitive"
    # Of pg_get_keywords(), what 15 and 18 refused as a name and SQLAlchemy does not quote.
    reserved_words = frozenset({"collation", "concurrently", "lateral", "system_user", "tablesample"})
    reserved_columns = frozenset({"cmax", "cmin", "ctid", "tableoid", "xmax", "xmin"})
    types_share_table_names = True  # each table makes a row type of its own name

    enums = "native"
    enum_value_limit_bytes = 63
    comments = "statement"
    generated = since("18", frozenset({"stored", "virtual"}), before=frozenset({"stored"}))
    nulls_not_distinct = since("15", value=True, before=False)

    deferrable = True

    partial_indexes = True
    expression_indexes = True
    covering_indexes = True
    index_methods = MappingProxyType(
        {
            "btree": "btree",
            "hash": "hash",
            "gin": "gin",
            "gist": "gist",
            "spgist": "spgist",
            "brin": "brin",
        }
    )

    decimal_digits = 1000
    decimal_scale = 1000
    varchar_limit = 10_485_760
    char_limit = 10_485_760
    nested_lists = False  # arrays are rectangular: a list of lists of unequal length does not fit
    types = MappingProxyType(
        {
            "boolean": EngineType("BOOLEAN"),
            "int16": EngineType("SMALLINT"),
            "int32": EngineType("INTEGER"),
            "int64": EngineType("BIGINT"),
            "decimal": EngineType("NUMERIC"),
            "decimal(p,s)": EngineType("NUMERIC({precision}, {scale})"),
            "float32": EngineType("REAL"),
            "float64": EngineType("DOUBLE PRECISION"),
            "text": EngineType("TEXT"),
            "text(n)": EngineType("VARCHAR({length})"),
            "char(n)": EngineType("CHAR({length})"),
            "date": EngineType("DATE"),
            "time": EngineType("TIME"),
            "timestamp": EngineType("TIMESTAMP"),
            "timestamptz": EngineType("TIMESTAMP WITH TIME ZONE"),
            "interval": EngineType("INTERVAL"),
            "uuid": EngineType("UUID"),
            "json": EngineType("JSONB"),
            "binary": EngineType("BYTEA"),
            "inet": EngineType("INET"),
            "list": EngineType("{item}[]"),
            "list of lists": EngineType("JSONB", lost="the type of the items is not checked"),
            "struct": EngineType("JSONB", lost="names and types of the fields are not checked"),
        }
    )


TARGET = PostgreSQL
