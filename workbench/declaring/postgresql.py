"""PostgreSQL: a database of its own on the embedded server, for a user who may do nothing else."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING, ClassVar

from workbench import connect, embedded
from workbench.declaring._scratch import Blame, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.connect import Database
    from workbench.declaring._split import Statement


class PostgreSQL(Scratch):
    """Scratch databases of PostgreSQL.

    The script connects as a user without any right but to the one database: PostgreSQL then refuses files, programs,
    other databases and languages that reach outside (https://www.postgresql.org/docs/current/role-attributes.html).
    """

    runs: ClassVar[tuple[str, ...]] = ("DO", "RESET", "SET")
    types: ClassVar[tuple[str, ...]] = ("bigserial", "decimal", "serial", "smallserial", "timestamptz")

    @contextlib.contextmanager
    def open(self) -> Iterator[Database]:
        """Make a user and a database of theirs, and drop both afterwards."""
        import sqlalchemy as sa

        name = f"workbench_declared_{secrets.token_hex(6)}"
        with embedded.postgresql() as url, connect.open_database(url, read_only=False) as server:
            server.execute(f"CREATE ROLE {name} LOGIN")
            try:
                server.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 ENCODING 'UTF8'")
                try:
                    address = sa.make_url(url).set(username=name, database=name)
                    with connect.open_database(
                        address.render_as_string(hide_password=False), read_only=False
                    ) as database:
                        yield database
                finally:
                    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            finally:
                server.execute(f"DROP ROLE {name}")

    def blame(self, database: Database, statement: Statement, error: BaseException) -> Blame:
        """The server's words with its hint, and the character that it counts from 1."""
        said = getattr(error, "diag", None)
        words = database.words(error)
        if said is None:
            return Blame(words)
        position = int(said.statement_position) - 1 if said.statement_position else None
        return Blame(f"{words}. {said.message_hint}" if said.message_hint else words, position)

    def settle(self, database: Database) -> None:
        """Read the schemas as they are seen without the script's search path."""
        database.execute("RESET search_path")


TARGET = PostgreSQL()
