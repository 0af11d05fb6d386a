import threading
import traceback
from pathlib import Path

import pytest

from workbench import connect, engines
from workbench.errors import ConnectError, EngineError, MissingExtraError, TextError, UnknownNameError


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:s3cret@db:5432/shop", "postgresql://ann:***@db:5432/shop"),
        ("mariadb+pymysql://ann:p@ss:w/rd@db/shop", "mariadb+pymysql://ann:***@db/shop"),
        ("postgresql:///shop?host=/run&password=x&sslkey=y", "postgresql:///shop?host=/run&password=***&sslkey=***"),
        ("sqlite:////data/shop.db", "sqlite:////data/shop.db"),
    ],
)
def test_what_is_shown_of_a_url(url, shown):
    assert connect.masked(url) == shown


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("postgres://x/y", "postgresql"),
        ("postgresql+psycopg://x/y", "postgresql"),
        ("mysql+pymysql://x", "mariadb"),
        ("DuckDB:///x", "duckdb"),
        ("sqlite://", "sqlite"),
    ],
)
def test_the_engine_of_a_url(url, engine):
    assert connect.engine_name(url) == engine


def test_what_is_no_url_is_said_so():
    with pytest.raises(TextError) as caught:
        connect.engine_name("data/shop.db")
    assert str(caught.value).startswith("'data/shop.db' is not a database URL. Write it as ")
    with pytest.raises(UnknownNameError, match="There is no kind of database 'oracle'"):
        connect.engine_name("oracle://scott:tiger@db")


SECRET = "s3cr/et?"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:s3cr%2Fet%3F@127.0.0.1:9/shop",
        "mariadb://ann:s3cr%2Fet%3F@127.0.0.1:9/shop",
        "postgresql://127.0.0.1:9/shop?password=s3cr%2Fet%3F",
        "postgresql://ann:s3cr%2Fet%3F@127.0.0.1:nine/shop",
    ],
)
def test_a_password_is_in_no_text_of_an_error(url):
    with pytest.raises(ConnectError) as caught:
        connect.open_database(url)
    text = "".join(traceback.format_exception(caught.value))
    assert SECRET not in text
    assert "s3cr%2Fet" not in str(caught.value)
    assert "***" in str(caught.value)


def test_a_driver_that_is_not_installed_is_named_with_the_extra():
    with pytest.raises(MissingExtraError) as caught:
        connect.open_database("postgresql+psycopg2://db/shop")
    assert str(caught.value) == (
        "The driver psycopg2 of PostgreSQL is not installed. Install data-modeling-workbench[postgresql]."
    )


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_a_file_is_opened_so_that_nothing_changes(tmp_path, engine):
    url = f"{engine}:///{tmp_path}/x.db"
    with connect.open_database(url, read_only=False, create=True) as database:
        database.execute("CREATE TABLE t (a INTEGER)")
        database.execute("INSERT INTO t VALUES (7)")
    with connect.open_database(url) as database:
        assert database.rows("SELECT a, '%s :x' FROM t") == [(7, "%s :x")]
        with pytest.raises(EngineError, match=r"(?i)read.?only"):
            database.execute("DELETE FROM t")
        assert database.engine.name == engine
        assert str(database.engine.version) in database.version


def test_servers_are_opened_so_that_nothing_changes(postgresql_url, mariadb_url):
    for url in (postgresql_url, mariadb_url):
        with connect.open_database(url, read_only=False) as database:
            database.execute("CREATE TABLE t (a INTEGER)")
        with connect.open_database(url) as database:
            with pytest.raises(EngineError, match=r"(?i)read.only"):
                database.execute("INSERT INTO t VALUES (1)")
            assert database.value("SELECT count(*) FROM t") == 0


def test_an_error_of_the_engine_is_one_line():
    with connect.open_database("duckdb://") as database, pytest.raises(EngineError) as caught:
        database.execute("SELEC 1")
    assert str(caught.value).startswith("DuckDB: Parser Error: ")
    assert "\n" not in str(caught.value)


def test_duckdb_never_asks_the_network_for_an_extension():
    with connect.open_database("duckdb://") as database:
        assert database.value("SELECT current_setting('autoinstall_known_extensions')") is False


def test_a_temporary_file_is_gone_afterwards():
    with connect.temporary_file(engines.load("duckdb")) as url:
        path = url.removeprefix("duckdb:///")
        with connect.open_database(url, read_only=False, create=True) as database:
            database.execute("CREATE TABLE t (a INTEGER)")
        assert Path(path).exists()
    assert not Path(path).exists()


def test_what_ctrl_c_interrupts_is_no_error_of_the_engine():
    with connect.open_database("duckdb://") as database:
        timer = threading.Timer(0.3, database.raw.interrupt)
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            database.rows("SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range")
        timer.join()
