"""Ground: a scratch database on an engine, and how scripts and rows get into it."""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from workbench import connect, engines
from workbench.errors import EngineError, interrupted
from workbench.model.types import Char, Decimal, EnumOf, ListOf, Native, Simple, Struct, Text
from workbench.naming import sql_quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from workbench.connect import Database
    from workbench.model import Attribute
    from workbench.model.types import LogicalType
    from workbench.relational._schema import Rule

RefusalKind = Literal["unique", "reference", "check", "not_null", "type", "other"]


class Ground:
    """What an engine needs for a proof; one subclass per engine."""

    engine: ClassVar[str]
    """Name of the engine."""

    index_staging: ClassVar[bool] = False
    """Whether staging tables need indexes for rows to be compared in good time."""

    staging_word: ClassVar[str] = ""
    """What makes a table that need not outlive a crash, before TABLE."""

    settings: ClassVar[tuple[str, ...]] = ()
    """Statements that make work on a scratch database faster and change nothing else."""

    exported: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Logical type → how DuckDB writes a value (``{c}``) so that the engine reads it; others go as they are."""

    staged: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Logical type → type of its staging column, where a value that does not fit must get in to be counted."""

    taken: ClassVar[str] = "{c}"
    """How a staging column of such a type (``{c}``) is turned into the real type (``{type}``)."""

    shown: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Logical type → SQL of a value (``{c}``) that the driver can hand over, where it cannot as it is."""

    binary: ClassVar[str] = r"'\x00'"
    """How the engine writes a byte."""

    own_parent: ClassVar[bool] = True
    """Whether a row can be its own parent."""

    def not_available(self, url: str | None) -> str:
        """Why there is no server to prove on; empty when there is one."""
        return ""

    @contextlib.contextmanager
    def open(self, url: str | None) -> Iterator[Database]:
        """Make a database of our own, open it, and drop it afterwards; nothing else is touched."""
        with (
            connect.temporary_file(engines.load(self.engine)) as own,
            connect.open_database(own, read_only=False, create=True) as database,
        ):
            self.set_up(database)
            yield database

    def set_up(self, database: Database) -> None:
        """Make the settings."""
        for statement in self.settings:
            database.execute(statement)

    def run(self, database: Database, script: str) -> None:
        """Run a script exactly as it is written.

        Raises
        ------
        EngineError
            With the engine's own words.
        """
        try:
            self._run(database, script)
        except Exception as error:
            if interrupted(error):
                raise KeyboardInterrupt from error
            raise EngineError(database.words(error)) from error

    def _run(self, database: Database, script: str) -> None:
        database.raw.execute(script)

    def load(self, database: Database, table: str, rows: str, cursor: duckdb.DuckDBPyConnection) -> None:
        """Load the rows of a DuckDB SELECT into a table, all columns in order."""
        raise NotImplementedError

    def refusal(self, error: BaseException) -> RefusalKind:
        """Which kind of rule an error of the driver says was broken."""
        raise NotImplementedError

    def blames(self, rule: Rule, answer: str) -> bool:
        """Whether an error is about this rule and no other of its kind; true where the engine does not say."""
        return True

    def defer(self, database: Database) -> None:
        """Begin a transaction in which references are checked at its end, as far as the engine can."""
        database.execute("BEGIN")

    def show(self, attribute: Attribute, column: str) -> str:
        """SQL of a column's value as the driver can hand it over."""
        return self.shown.get(type_name(attribute.type), "{c}").replace("{c}", column)

    def export(self, attribute: Attribute) -> str:
        """DuckDB expression that writes an attribute for the engine."""
        return self.exported.get(type_name(attribute.type), "{c}").replace("{c}", sql_quote(attribute.name))


def type_name(kind: LogicalType) -> str:
    """Name that tables of types use: ``decimal`` for every decimal, ``list`` for every list.

    Examples
    --------
    >>> type_name(Decimal(10, 2)), type_name(ListOf(ListOf(Text())))
    ('decimal', 'list of lists')
    """
    match kind:
        case Simple(name):
            return name
        case Decimal():
            return "decimal"
        case Text() | Char():
            return "text"
        case EnumOf():
            return "enum"
        case ListOf(item):
            return "list of lists" if isinstance(item, ListOf | Struct) else "list"
        case Struct():
            return "struct"
        case Native():
            return "native"


@contextlib.contextmanager
def server_database(url: str, create: str, drop: str, arguments: dict[str, Any] | None = None) -> Iterator[Database]:
    """Make a database with a name of its own on a server, open it, and drop it afterwards.

    Parameters
    ----------
    create, drop
        Statements; ``{name}`` stands for the database.
    """
    import sqlalchemy as sa

    name = f"workbench_proof_{secrets.token_hex(6)}"
    with connect.open_database(url, read_only=False) as server:
        try:
            server.execute(create.format(name=name))
        except EngineError as error:
            raise EngineError(
                f"No database can be made for the proof on {server.shown}: {error.message.rstrip('.')}.",
                hint="Give the user the right to create databases, or name another server.",
            ) from error
        try:
            address = sa.make_url(url).set(database=name).render_as_string(hide_password=False)
            with connect.open_database(address, read_only=False, arguments=arguments) as database:
                yield database
        finally:
            server.execute(drop.format(name=name))


@contextlib.contextmanager
def exchange_file(ending: str) -> Iterator[Path]:
    """A file that rows go through; removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        yield Path(folder) / f"rows.{ending}"
