"""Connect: the only place that opens a database URL. Passwords come in here and never go out in any text."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qsl, quote, quote_plus, unquote

from workbench import engines
from workbench.errors import (
    ConnectError,
    EngineError,
    MissingExtraError,
    TextError,
    UnknownNameError,
    interrupted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import sqlalchemy as sa

    from workbench.engines._engine import Engine

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9]*)(?:\+[A-Za-z0-9_]+)?:(?://)?")
_SECRET: Final = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
# DuckDB would fetch an extension from the network when a type or function needs one.
DUCKDB_CONFIG: Final = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def is_url(text: str) -> bool:
    """Whether a text is meant as a database URL rather than a path.

    Examples
    --------
    >>> is_url("postgresql://localhost/shop"), is_url("data/shop.db"), is_url("C:/data")
    (True, False, False)
    """
    return re.match(r"[A-Za-z][A-Za-z0-9+_]+://", text) is not None


def engine_name(url: str) -> str:
    """Engine that a URL leads to, by its scheme.

    Raises
    ------
    TextError
        When the text is not a URL.
    UnknownNameError
        When no engine has that scheme.

    Examples
    --------
    >>> engine_name("postgresql+psycopg://localhost/shop")
    'postgresql'
    """
    match = _SCHEME.match(url)
    if match is None or not is_url(url):
        raise TextError(
            f"{masked(url)!r} is not a database URL.",
            hint="Write it as postgresql://USER@HOST/DATABASE or sqlite:///FILE.",
        )
    known = {scheme: name for name in engines.names() for scheme in engines.load(name).url_schemes}
    if match[1].lower() not in known:
        raise UnknownNameError("kind of database", match[1], known)
    return known[match[1].lower()]


def masked(url: str) -> str:
    """A URL as it may be shown: passwords and the like are left out.

    Examples
    --------
    >>> masked("postgresql://ann:s3cret@db/shop?sslmode=require&password=x")
    'postgresql://ann:***@db/shop?sslmode=require&password=***'
    """
    head, mark, query = url.partition("?")
    head = re.sub(r"(://[^:/@]*):.*@", r"\1:***@", head)
    parts = [
        f"{name}=***" if equals and _SECRET.search(name) else f"{name}{equals}{value}"
        for name, equals, value in (part.partition("=") for part in query.split("&"))
    ]
    return head + mark + "&".join(parts)


class Database:
    """An open database.

    Every statement stands for itself (autocommit); a transaction is begun and ended by saying so in SQL.

    Parameters
    ----------
    engine
        The engine; once open, its flags are resolved for the version that runs.
    raw, connection
        Connection of the driver, and SQLAlchemy's around it (None for DuckDB).
    shown
        The URL without its password.
    """

    def __init__(
        self, engine: Engine, raw: Any, connection: sa.Connection | None, *, shown: str, secrets: Sequence[str] = ()
    ) -> None:
        self.engine = engine
        self.version = ""
        self.raw = raw
        self.connection = connection
        self.shown = shown
        self._secrets = tuple(secrets)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Database {self.shown}>"

    def execute(self, sql: str) -> int:
        """Run one statement; gives the number of rows that it touched, or -1 when the driver does not know.

        Raises
        ------
        EngineError
            With the engine's own words.
        """
        cursor = self._cursor()
        try:
            cursor.execute(sql)
        except Exception as error:
            raise self._refused(error) from error
        return int(getattr(cursor, "rowcount", -1))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of one SELECT.

        Raises
        ------
        EngineError
            With the engine's own words.
        """
        cursor = self._cursor()
        try:
            cursor.execute(sql)
            return [tuple(row) for row in cursor.fetchall()]
        except Exception as error:
            raise self._refused(error) from error

    def value(self, sql: str) -> Any:
        """The first value of the first row of a SELECT."""
        return self.rows(sql)[0][0]

    def inspector(self) -> sa.Inspector:
        """SQLAlchemy's view of the catalogue."""
        import sqlalchemy as sa

        if self.connection is None:
            raise EngineError(f"SQLAlchemy does not read the catalogue of {self.engine.title}.")
        return sa.inspect(self.connection)

    def close(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection.engine.dispose()
        else:
            self.raw.close()

    def words(self, error: BaseException) -> str:
        """What an error of the driver says, in one line and without what must not be shown."""
        return _without(first_line(error), self._secrets)

    def _cursor(self) -> Any:
        # DuckDB's cursor() is a second connection, with transactions of its own.
        return self.raw if self.connection is None else self.raw.cursor()

    def _refused(self, error: Exception) -> EngineError:
        if interrupted(error):
            raise KeyboardInterrupt from error
        return EngineError(f"{self.engine.title}: {self.words(error)}")


def open_database(
    url: str, *, read_only: bool = True, create: bool = False, arguments: Mapping[str, Any] | None = None
) -> Database:
    """Open a database.

    Parameters
    ----------
    url
        SQLAlchemy URL; the driver may be left out: ``postgresql://``, ``mariadb://``, ``sqlite:///FILE``,
        ``duckdb:///FILE``.
    read_only
        Make sure that nothing can be changed.
    create
        Whether a file may be made that does not exist yet.
    arguments
        Further arguments for the driver.

    Raises
    ------
    TextError, UnknownNameError
        When the URL cannot be understood.
    MissingExtraError, ConnectError
        When the driver is not installed; when there is no such database, or it lets nobody in.
    """
    name = engine_name(url)
    engine = engines.load(name)
    shown, secrets = masked(url), _secrets(url)
    try:
        raw, connection = _open(engine, url, read_only=read_only, create=create, arguments=dict(arguments or {}))
    except (ConnectError, MissingExtraError):
        raise
    except Exception as error:  # noqa: BLE001  # each driver has errors of its own
        text = _without(first_line(error), secrets)
        # The driver's own error may hold the whole URL, so it is not passed on as the cause.
        raise ConnectError(
            f"{engine.title} at {shown} cannot be opened: {text}.", hint="Check that it runs and lets this user in."
        ) from None
    database = Database(engine, raw, connection, shown=shown, secrets=secrets)
    try:
        _introduce(database, read_only=read_only)
    except BaseException:
        database.close()
        raise
    return database


def _introduce(database: Database, *, read_only: bool) -> None:
    """Ask the server what it is, and forbid changes where they are not wanted."""
    engine = database.engine
    database.version = str(database.value(engine.version_sql))
    if engine.version_says not in database.version:
        raise ConnectError(f"The server at {database.shown} is not {engine.title}: it says {database.version!r}.")
    database.engine = engines.load(engine.name, database.version)
    if read_only and engine.read_only_sql:
        database.execute(engine.read_only_sql)


def _open(
    engine: Engine, url: str, *, read_only: bool, create: bool, arguments: dict[str, Any]
) -> tuple[Any, sa.Connection | None]:
    """Import the driver and connect."""
    import sqlalchemy as sa

    address = sa.make_url(url)
    if engine.is_file and address.database not in (None, "", ":memory:") and not create:
        path = Path(str(address.database))
        if not path.is_file():
            raise ConnectError(f"There is no {engine.title} file {str(path)!r}.", hint="Check the path.")
    if not engine.driver:
        import duckdb

        file = address.database or ":memory:"
        config = {**DUCKDB_CONFIG, **arguments}
        return duckdb.connect(file, read_only=read_only and file != ":memory:", config=config), None
    if "+" not in address.drivername:
        address = address.set(drivername=engine.driver)
    try:
        # Nothing is pooled and nothing is open at the end: a ROLLBACK would only fail where Ctrl-C cut the connection.
        made = sa.create_engine(
            address,
            isolation_level="AUTOCOMMIT",
            poolclass=sa.pool.NullPool,
            pool_reset_on_return=None,
            connect_args=arguments,
        )
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"The driver {error.name} of {engine.title}", engine.extra) from None
    connection = made.connect()
    return connection.connection.driver_connection, connection


def _without(text: str, secrets: Sequence[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def first_line(error: BaseException) -> str:
    """What a driver's error says first; the drivers hold it in different places."""
    cause = getattr(error, "orig", None) or error
    code_and_text = len(cause.args) == 2 and isinstance(cause.args[0], int)  # PyMySQL's errors are pairs
    text = (f"{cause.args[1]} (error {cause.args[0]})" if code_and_text else str(cause)).strip()
    return text.splitlines()[0].rstrip(".") if text else type(error).__name__


def _secrets(url: str) -> list[str]:
    """Every spelling of what must not be shown, the longest first; a URL need not be right to hold some."""
    plain = [found for match in re.finditer(r"://[^:/@]*:(.*)@", url) for found in (match[1], unquote(match[1]))]
    # A password with an at sign in it: the driver takes its tail for the host and says so.
    plain += [part for secret in tuple(plain) for part in secret.split("@") if len(part) > 2]
    for name, value in parse_qsl(url.partition("?")[2]):
        if _SECRET.search(name):
            plain.append(value)
    spelled = {form for secret in plain if secret for form in (secret, quote(secret), quote_plus(secret), repr(secret))}
    return sorted(spelled, key=len, reverse=True)


@contextlib.contextmanager
def temporary_file(engine: Engine) -> Iterator[str]:
    """URL of a database file that does not exist yet; removed when the block ends."""
    folder = tempfile.mkdtemp(prefix="workbench-")
    try:
        yield f"{engine.url_schemes[0]}:///{Path(folder).as_posix()}/proof.db"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
