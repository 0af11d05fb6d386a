"""MariaDB with InnoDB, run on 10.11."""

from __future__ import annotations

from types import MappingProxyType
from typing import ClassVar

from workbench.engines._engine import Engine, EngineType, since

_UTC = "the offset is not kept; write values in UTC"


class MariaDB(Engine):
    """Flags of MariaDB; see https://mariadb.com/kb/en/innodb-limitations/."""

    name: ClassVar[str] = "mariadb"
    title: ClassVar[str] = "MariaDB"
    default_version: ClassVar[str] = "10.11"
    oldest_version: ClassVar[str] = "10.5"
    dialect: ClassVar[str] = "mariadb"
    sqlglot: ClassVar[str] = "mariadb"
    url_schemes: ClassVar[tuple[str, ...]] = ("mariadb", "mysql")
    driver: ClassVar[str] = "mariadb+pymysql"
    extra: ClassVar[str] = "mariadb"
    version_sql: ClassVar[str] = "SELECT version()"
    version_says: ClassVar[str] = "MariaDB"
    read_only_sql: ClassVar[str] = "SET SESSION TRANSACTION READ ONLY"

    name_limit = 64
    names_beyond_bmp = False  # identifiers are stored as three-byte UTF-8
    names_may_end_in_space = False
    # Keywords that 10.11 refused as a name and SQLAlchemy does not quote.
    reserved_words = frozenset({"delete_domain_id", "master_demote_to_replica", "master_demote_to_slave", "portion"})
    table_case = "platform"  # lower_case_table_names: 0 on Linux, 1 on Windows, 2 on macOS
    column_case = "insensitive"
    index_scope = "table"
    reference_scope = "schema"

    schemas = False  # what MariaDB calls a schema is a database
    enums = "inline"
    comments = "inline"
    table_comment_limit = 2048
    column_comment_limit = 1024
    identity = "auto_increment"
    generated_not_null = False
    check_on_identity = False
    transactional_ddl = False
    constraint_names_kept = True

    # InnoDB reads SET DEFAULT without an error and acts as RESTRICT.
    on_delete = frozenset({"cascade", "restrict", "set null", "no action"})
    on_update = frozenset({"cascade", "restrict", "set null", "no action"})
    reference_types_exact = True
    self_reference = "row"

    descending_indexes = since("10.8", value=True, before=False)
    index_methods = MappingProxyType({"btree": "BTREE", "fulltext": "FULLTEXT"})
    key_limit_bytes = 3072  # InnoDB, row format DYNAMIC
    key_text_length = 255

    decimal_digits = 65
    decimal_scale = 38
    varchar_limit = 16_383  # a row holds 65,535 bytes
    char_limit = 255
    types = since(
        "10.7",
        MappingProxyType({"uuid": EngineType("UUID")}),
        before=MappingProxyType({"uuid": EngineType("CHAR(36)")}),
    )

    def __init__(self, version: str | None = None) -> None:
        super().__init__(version)
        self.types = MappingProxyType({**_TYPES, **self.types})


_TYPES = {
    "boolean": EngineType("BOOLEAN"),
    "int16": EngineType("SMALLINT"),
    "int32": EngineType("INTEGER"),
    "int64": EngineType("BIGINT"),
    "decimal": EngineType("DECIMAL(65, 30)", lost="35 digits before the point and 30 after it"),
    "decimal(p,s)": EngineType("DECIMAL({precision}, {scale})"),
    "float32": EngineType("FLOAT"),
    "float64": EngineType("DOUBLE"),
    "text": EngineType("LONGTEXT"),
    "text(n)": EngineType("VARCHAR({length})"),
    "char(n)": EngineType("CHAR({length})"),
    "date": EngineType("DATE"),
    "time": EngineType("TIME(6)"),
    "timestamp": EngineType("DATETIME(6)"),
    # TIMESTAMP ends in 2038 and changes with the session's time zone.
    "timestamptz": EngineType("DATETIME(6)", lost=_UTC),
    "interval": EngineType("VARCHAR(100)", lost="it is kept as text, which the engine does not check"),
    "json": EngineType("JSON"),
    "binary": EngineType("LONGBLOB"),
    # INET6 turns an IPv4 address into a mapped one and has no network masks.
    "inet": EngineType("VARCHAR(43)", lost="it is kept as text, which the engine does not check"),
    "list": EngineType("JSON", lost="the type of the items is not checked"),
    "list of lists": EngineType("JSON", lost="the type of the items is not checked"),
    "struct": EngineType("JSON", lost="names and types of the fields are not checked"),
}

TARGET = MariaDB
