"""The engines themselves keep a script inside: statements that the verdict would refuse are run here all the same."""

import pandas as pd
import pytest

from workbench import connect, embedded
from workbench.declaring import load
from workbench.declaring._scratch import named_in
from workbench.declaring._split import split


@pytest.fixture(scope="module", autouse=True)
def _one_server_for_all_tests():
    with embedded.postgresql():
        yield


def words(engine, text):
    (statement,) = split(text)
    with load(engine).open() as database:
        blame = load(engine).run(database, statement)
    return blame.words if blame else ""


def test_postgresql_lets_a_script_reach_nothing_outside(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text("1")
    for text in (
        f"COPY (SELECT 1) TO '{tmp_path}/out'",
        f"CREATE TABLE t AS SELECT pg_read_file('{file}')",
        f"SELECT lo_import('{file}')",
        "DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''id'''; END $$",
        "ALTER SYSTEM SET fsync = on",
        "CREATE DATABASE other",
        "CREATE ROLE other",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT * FROM pg_authid",
    ):
        assert "permission denied" in words("postgresql", text), text
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_duckdb_lets_a_script_reach_nothing_outside(tmp_path, monkeypatch):
    file = tmp_path / "rows.csv"
    file.write_text("a\n1")
    # DuckDB would find a data frame by the name of a variable where it is called.
    monkeypatch.setattr(connect, "frame", pd.DataFrame({"a": [1]}), raising=False)
    for text, expected in {
        f"COPY (SELECT 1) TO '{tmp_path}/out.csv'": "disabled by configuration",
        f"CREATE TABLE t AS FROM '{file}'": "disabled by configuration",
        f"CREATE TABLE t AS FROM read_csv('{file}')": "disabled by configuration",
        f"ATTACH '{tmp_path}/x.db'": "disabled by configuration",
        f"EXPORT DATABASE '{tmp_path}/all'": "disabled by configuration",
        "INSTALL httpfs": "disabled by configuration",
        "LOAD httpfs": "disabled through configuration",
        "CREATE TABLE t AS FROM frame": "does not exist",
        "SET enable_external_access = true": "locked",
        "CREATE PERSISTENT SECRET s (TYPE http)": "disabled",
    }.items():
        assert expected in words("duckdb", text), text
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_sqlite_lets_a_script_reach_nothing_outside(tmp_path):
    for text in (f"ATTACH '{tmp_path}/x.db' AS x", f"VACUUM INTO '{tmp_path}/x.db'"):
        assert "too many attached databases" in words("sqlite", text)
    assert "not authorized" in words("sqlite", "SELECT load_extension('x')")
    assert [path.name for path in tmp_path.iterdir()] == []


def test_nothing_is_left_of_a_scratch_database_and_its_user():
    with embedded.postgresql() as url:
        with pytest.raises(RuntimeError), load("postgresql").open():
            raise RuntimeError
        with connect.open_database(url) as server:
            assert server.rows("SELECT datname FROM pg_database WHERE datname LIKE 'workbench_declared%'") == []
            assert server.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'workbench_declared%'") == []


@pytest.mark.parametrize(
    ("said", "name", "found"),
    [
        ('column "B" named in key does not exist', "", (23, 1)),
        ("no such column: b", "b", (23, 1)),
        ('relation "s.u" does not exist', "", (40, 3)),
        ('table "t" is odd', "", (13, 1)),
        ("something else", "", None),
        ('"gone" is not there', "", None),
    ],
)
def test_what_an_error_names_is_found_in_the_statement(said, name, found):
    (statement,) = split('CREATE TABLE t (a int, b int REFERENCES "u")')
    assert named_in(statement, said, name) == found
