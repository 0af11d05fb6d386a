"""Engine: what a database engine can do, as a class of plain flags and tables, each with its docstring under it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import total_ordering
from types import MappingProxyType
from typing import Any, ClassVar, Final, Literal, TypeVar, cast

from workbench.errors import UsageError

_T = TypeVar("_T")

Case = Literal["sensitive", "insensitive", "platform"]
"""How names that differ by case only are told apart; ``platform``: it depends on the server's file system."""


@total_ordering
class Version:
    """A version that compares by its leading numbers, whatever a server writes after them.

    Examples
    --------
    >>> Version("10.11.6-MariaDB-log") > Version("10.8"), str(Version("v2.0.0"))
    (True, '2.0.0')
    """

    def __init__(self, text: str) -> None:
        found = re.search(r"\d+(?:\.\d+)*", text)
        self._text = found[0] if found else "0"
        self._numbers = tuple(int(number) for number in self._text.split("."))

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Version({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._trimmed == other._trimmed

    def __lt__(self, other: Version) -> bool:
        return self._trimmed < other._trimmed

    def __hash__(self) -> int:
        return hash(self._trimmed)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers: ``(10, 11, 6)``."""
        return self._numbers

    @property
    def _trimmed(self) -> tuple[int, ...]:
        numbers = self._numbers
        while len(numbers) > 1 and numbers[-1] == 0:
            numbers = numbers[:-1]
        return numbers


@dataclass(frozen=True)
class ByVersion:
    """A flag that changed: `value` from version `since` on and before `until`, `otherwise` in all others."""

    value: Any
    otherwise: Any
    since: Version | None = None
    until: Version | None = None

    def at(self, version: Version) -> Any:
        """Value in that version."""
        holds = (self.since is None or version >= self.since) and (self.until is None or version < self.until)
        return self.value if holds else self.otherwise


def since(version: str, value: _T, *, before: _T) -> _T:
    """Declare a flag that has a value from a version on; typed as the value itself."""
    return cast("_T", ByVersion(value, before, since=Version(version)))


def until(version: str, value: _T, *, after: _T) -> _T:
    """Declare a flag that has a value before a version; typed as the value itself."""
    return cast("_T", ByVersion(value, after, until=Version(version)))


@dataclass(frozen=True)
class EngineType:
    """How an engine stores a logical type.

    Parameters
    ----------
    sql
        The engine's own spelling; ``{precision}``, ``{scale}``, ``{length}`` and ``{item}`` are filled in.
    lost
        What a value loses there, as a clause that follows "stored as X:"; empty when nothing is lost.
    guard
        SQL condition that keeps out what the stored type would let in; ``{column}`` stands for the column.
    """

    sql: str
    lost: str = ""
    guard: str = ""


class Engine:
    """What a database engine can do.

    A class of this kind is a target: its attributes are plain values, and one that depends on the version is declared
    with :func:`since` or :func:`until` and resolved when the engine is made.

    Parameters
    ----------
    version
        Version as the engine itself says it; the newest one that Workbench knows when it is left out.
    """

    # -- identity -----------------------------------------------------------------------------------------------

    name: ClassVar[str]
    """As users type it."""

    title: ClassVar[str]
    """As people write it."""

    default_version: ClassVar[str]
    """The newest version that Workbench has been run on."""

    oldest_version: ClassVar[str]
    """The oldest version that scripts are written for."""

    release_parts: ClassVar[int] = 2
    """How many numbers of a version tell one release from another; the others are bug fixes."""

    executed: ClassVar[bool] = True
    """Whether Workbench runs what it writes for this engine, or only writes it."""

    # -- parts that speak to it ---------------------------------------------------------------------------------

    dialect: ClassVar[str]
    """Name of the SQLAlchemy dialect that compiles for it."""

    sqlglot: ClassVar[str]
    """Name of the sqlglot dialect that writes expressions for it; ``relational/_dialects.py`` adds some."""

    url_schemes: ClassVar[tuple[str, ...]]
    """What a database URL may begin with, before ``+driver`` and ``://``."""

    driver: ClassVar[str]
    """SQLAlchemy's ``dialect+driver`` that Workbench connects with; empty when it speaks to the engine directly."""

    extra: ClassVar[str] = ""
    """Extra of the distribution that brings the driver; empty when none is needed."""

    version_sql: ClassVar[str]
    """SELECT that gives the version of a running engine."""

    version_says: ClassVar[str] = ""
    """Word that the version holds, where other engines speak the same protocol."""

    read_only_sql: ClassVar[str] = ""
    """Statement after which a connection can change nothing; empty when it is opened so."""

    is_file: ClassVar[bool] = False
    """Whether a database is a file, not a server."""

    # -- names --------------------------------------------------------------------------------------------------

    name_limit: int | None = None
    """Longest name, in `name_unit`; None when there is no limit."""

    name_unit: Literal["bytes", "characters"] = "characters"
    """What `name_limit` counts."""

    names_beyond_bmp: bool = True
    """Whether a name may hold characters beyond U+FFFF, such as emoji."""

    names_may_end_in_space: bool = True
    """Whether a name may end in a space."""

    table_case: Case = "insensitive"
    """How table names that differ by case only are told apart."""

    column_case: Case = "insensitive"
    """How column names that differ by case only are told apart."""

    index_scope: Literal["schema", "table"] = "schema"
    """Where the name of an index must be unique."""

    reference_scope: Literal["schema", "table"] = "table"
    """Where the name of a foreign key must be unique."""

    reserved_words: frozenset[str] = frozenset()
    """Words to quote besides those that the SQLAlchemy dialect quotes, in lower case."""

    reserved_prefixes: tuple[str, ...] = ()
    """Beginnings of table names that the engine keeps for itself, in lower case."""

    reserved_columns: frozenset[str] = frozenset()
    """Columns that every table has anyhow, in lower case."""

    types_share_table_names: bool = False
    """Whether a type may not have the name of a table of the same schema."""

    # -- structure ----------------------------------------------------------------------------------------------

    schemas: bool = True
    """Whether a database holds schemas; without them the schema becomes part of the table's name."""

    enums: Literal["native", "inline", "check"] = "check"
    """How an enum is kept: as a type of its own, in the column's type, or as a check."""

    enum_value_limit_bytes: int | None = None
    """Longest value of an enum."""

    comments: Literal["statement", "inline", "text"] = "text"
    """Where comments go: ``COMMENT ON``, a clause of the column, or only the text of the script."""

    table_comment_limit: int | None = None
    """Longest comment on a table, in characters."""

    column_comment_limit: int | None = None
    """Longest comment on a column, in characters."""

    identity: Literal["identity", "auto_increment", "rowid", "sequence"] = "identity"
    """How rows are numbered."""

    generated: frozenset[Literal["stored", "virtual"]] = frozenset({"stored", "virtual"})
    """Kinds of generated columns."""

    generated_bound: bool = True
    """Whether rules (required, check) may speak of generated columns."""

    generated_not_null: bool = True
    """Whether NOT NULL may stand at a generated column; a check says it otherwise."""

    strict_tables: bool = False
    """Whether tables must be declared STRICT for types to be held."""

    nulls_not_distinct: bool = False
    """Whether a unique key can count nulls as equal."""

    constraint_names_kept: bool = True
    """Whether the catalogue keeps the names of constraints."""

    default_expressions: bool = True
    """Whether a default may be an expression."""

    check_on_identity: bool = True
    """Whether a check may look at a column that numbers the rows."""

    transactional_ddl: bool = True
    """Whether a failed script leaves nothing behind when it runs in a transaction."""

    missing_in_expressions: Mapping[str, str] = MappingProxyType({})
    """What the engine lacks inside expressions: sqlglot's class of the node → how people call it."""

    # -- references ---------------------------------------------------------------------------------------------

    on_delete: frozenset[str] = frozenset({"cascade", "restrict", "set null", "set default", "no action"})
    """Actions that a foreign key may take when its parent goes."""

    on_update: frozenset[str] = frozenset({"cascade", "restrict", "set null", "set default", "no action"})
    """Actions that a foreign key may take when its parent's key changes."""

    deferrable: bool = False
    """Whether a foreign key may be checked at the end of the transaction."""

    add_reference: bool = True
    """Whether ALTER TABLE can add a foreign key."""

    forward_references: bool = False
    """Whether a table may be created with a foreign key to one that does not exist yet."""

    references_across_schemas: bool = True
    """Whether a foreign key may lead to a table of another schema."""

    reference_types_exact: bool = False
    """Whether both ends of a foreign key must have the same type, not only comparable ones."""

    self_reference: Literal["statement", "row", "level"] = "statement"
    """When a row that refers to its own table is checked: after the statement, after each row, or only against rows
    of earlier statements (so that rows go in level by level, and none can be its own parent)."""

    # -- indexes ------------------------------------------------------------------------------------------------

    partial_indexes: bool = False
    """Whether an index may hold some of the rows only."""

    expression_indexes: bool = False
    """Whether an index may hold the values of an expression."""

    covering_indexes: bool = False
    """Whether an index may carry further columns along."""

    descending_indexes: bool = True
    """Whether an index keeps a descending order."""

    index_methods: Mapping[str, str] = MappingProxyType({"btree": ""})
    """Method → the engine's word; the empty word is its usual index."""

    key_limit_bytes: int | None = None
    """Longest entry of a key or index, counted at the longest that its columns may hold."""

    key_text_length: int | None = None
    """Most characters that a text without a limit gets when it stands in a key; None when keys take any text."""

    bytes_per_character: int = 4
    """What a character of text counts in `key_limit_bytes`."""

    # -- types --------------------------------------------------------------------------------------------------

    types: Mapping[str, EngineType]
    """Logical type (``decimal`` without and ``decimal(p,s)`` with its parameters) → how it is stored."""

    decimal_digits: int | None = None
    """Most digits of a decimal."""

    decimal_scale: int | None = None
    """Most digits of a decimal after the point."""

    varchar_limit: int | None = None
    """Most characters of a text with a limit; a longer one becomes a text without."""

    char_limit: int | None = None
    """Most characters of a fixed-length text; a longer one becomes one of varying length."""

    nested_lists: bool = True
    """Whether a list may hold lists or structs in the spelling of `types`; otherwise these become JSON."""

    def __init__(self, version: str | None = None) -> None:
        self.version: Final = Version(version or self.default_version)
        for cls in reversed(type(self).__mro__):
            for flag, value in vars(cls).items():
                if isinstance(value, ByVersion):
                    setattr(self, flag, value.at(self.version))

        if self.version < Version(self.oldest_version):
            raise UsageError(
                f"{self.title} {self.version} is too old.",
                hint=f"Workbench writes for {self.oldest_version} and later.",
            )

    def __repr__(self) -> str:
        return f"<Engine {self}>"

    @property
    def is_newer(self) -> bool:
        """Whether this release is newer than the newest that Workbench has been run on."""
        newest = Version(self.default_version).numbers[: self.release_parts]
        return self.version.numbers[: self.release_parts] > newest

    def runs_as(self, version: str) -> bool:
        """Whether a version that was asked for is this release; bug fixes aside.

        Examples
        --------
        >>> from workbench import engines
        >>> engines.load("postgresql", "15.20").runs_as("15"), engines.load("sqlite", "3.46.1").runs_as("3.40")
        (True, False)
        """
        asked = Version(version).numbers[: self.release_parts]
        return self.version.numbers[: len(asked)] == asked

    def __str__(self) -> str:
        """As it is typed: ``postgresql@18``."""
        return f"{self.name}@{self.version}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Engine) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    @property
    def label(self) -> str:
        """As people write it, with the release: ``PostgreSQL 18``."""
        return f"{self.title} {'.'.join(map(str, self.version.numbers[: self.release_parts]))}"
