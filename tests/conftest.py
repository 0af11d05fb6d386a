"""What all tests share: counts of random examples, and the servers, browser and data that a machine may lack.

In a person's checkout a test skips when its server, browser or data are not there, and says how to enable it; where
`CI=true` it fails instead, so that nothing is left out in silence. Each test that asks for a database gets one of its
own, which is dropped afterwards.
"""

import contextlib
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

os.environ["WORKBENCH_PROGRESS"] = "off"  # notebooks are compared with what was kept of them
os.environ["WORKBENCH_CACHE"] = "off"  # tests leave nothing beside the data that they read
ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() == "true"

hypothesis.settings.register_profile("ci", derandomize=True, max_examples=60, deadline=None, print_blob=True)
hypothesis.settings.register_profile("check", hypothesis.settings.get_profile("ci"), max_examples=15)
hypothesis.settings.register_profile(
    "soak",
    max_examples=3000,
    deadline=None,
    print_blob=True,
    # Large counts are the purpose of this profile.
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("soak" if os.environ.get("WORKBENCH_SOAK") == "1" else "ci")

MARK_OF_FIXTURE = {
    "chromium_path": "browser",
    "mariadb_url": "server",
    "postgresql_url": "server",
    "redis_url": "server",
    "shared_data": "shared",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the fixtures it uses, so that `-m "not server"` never misses one."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in MARK_OF_FIXTURE:
                item.add_marker(MARK_OF_FIXTURE[fixture])


def unavailable(what: str, enable: str) -> NoReturn:
    """Skip the running test, or fail it where `CI=true`: there everything must be at hand."""
    if IN_CI:
        pytest.fail(f"{what} (where CI=true this fails rather than skips)", pytrace=False)
    pytest.skip(f"{what}; to enable this test, {enable}")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Root folder of this checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real-world data sets (chinook/, northwind/) that stand beside the checkout."""
    folder = Path(os.environ.get("WORKBENCH_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        unavailable(
            "there are no shared data", "set WORKBENCH_SHARED_DATA to the folder that holds chinook/ and northwind/"
        )
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of the Chromium (or Chrome) that drives JupyterLab."""
    named = os.environ.get("WORKBENCH_CHROMIUM")
    for candidate in [named] if named else ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"]:
        if found := shutil.which(candidate):
            return found
    return unavailable("there is no Chromium", "install Chromium, or set WORKBENCH_CHROMIUM to the path of its program")


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """SQLAlchemy URL of an empty database made for this test on a PostgreSQL server."""
    default = "postgresql+psycopg://root@127.0.0.1:5432/test"
    with _own_database("PostgreSQL", "postgresql+psycopg", "WORKBENCH_POSTGRESQL_URL", default, " WITH (FORCE)") as url:
        yield url


@pytest.fixture
def mariadb_url() -> Iterator[str]:
    """SQLAlchemy URL of an empty database made for this test on a MariaDB server."""
    default = "mariadb+pymysql://root@127.0.0.1:3306"
    with _own_database("MariaDB", "mariadb+pymysql", "WORKBENCH_MARIADB_URL", default, "") as url:
        yield url


@pytest.fixture
def redis_url() -> str:
    """URL of a Redis server that answers; a test keeps to keys of its own and deletes them."""
    url = _server_url("Redis", "WORKBENCH_REDIS_URL", "redis://127.0.0.1:6379")
    address = url.removeprefix("redis://").rpartition("@")[2].partition("/")[0]
    host, _, port = address.partition(":")
    try:
        with socket.create_connection((host, int(port or 6379)), timeout=5) as connection:
            connection.sendall(b"PING\r\n")
            answer = connection.recv(64)
    except OSError as error:
        unavailable(
            f"no Redis server answers at {address} ({error})", "start it, or set WORKBENCH_REDIS_URL to one that runs"
        )
    assert answer.startswith((b"+PONG", b"-NOAUTH")), answer
    return url


def _server_url(server: str, variable: str, default: str) -> str:
    """Return where a server is: as the variable says, else where CI has it."""
    url = os.environ.get(variable) or (default if IN_CI else None)
    return url or unavailable(f"no {server} server is named", f"set {variable} to its URL, for example {default}")


@contextlib.contextmanager
def _own_database(server: str, driver: str, variable: str, default: str, drop_option: str) -> Iterator[str]:
    """Make a database with a random name, give its URL, and drop it afterwards with all that is in it."""
    import sqlalchemy  # heavy, and most tests need no server

    at = sqlalchemy.make_url(_server_url(server, variable, default)).set(drivername=driver)
    name = f"workbench_test_{secrets.token_hex(8)}"
    engine = sqlalchemy.create_engine(at, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.pool.NullPool)

    def execute(statement: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)

    try:
        execute(f"CREATE DATABASE {name}")
    except sqlalchemy.exc.DBAPIError as error:
        where, why = at.render_as_string(hide_password=True), str(error.orig).strip().splitlines()[0]
        # A server that somebody names is meant to be there, in a person's checkout too.
        pytest.fail(f"no database can be made on {where}: {why}; see {variable}", pytrace=False)
    try:
        yield at.set(database=name).render_as_string(hide_password=False)
    finally:
        execute(f"DROP DATABASE {name}{drop_option}")
