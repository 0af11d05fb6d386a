import pytest

from workbench.declaring._split import split
from workbench.declaring._verdict import judge


def verdict(text, runs=()):
    (statement,) = split(text)
    return judge(statement, runs)


@pytest.mark.parametrize(
    "text",
    [
        "create table t (a int)",
        "CREATE TEMP TABLE IF NOT EXISTS t (a int)",
        "CREATE UNIQUE INDEX i ON t (a)",
        "CREATE TYPE mood AS ENUM ('ok')",
        "CREATE SCHEMA s",
        "CREATE SEQUENCE q",
        "ALTER TABLE ONLY t ADD CONSTRAINT c UNIQUE (a)",
        "ALTER TABLE t ADD b int, OWNER TO me",
        "COMMENT ON TABLE t IS 'x'",
        "DROP TABLE t",
        "BEGIN",
        "COMMIT",
    ],
)
def test_what_declares_is_run_and_nothing_is_told(text):
    assert verdict(text).does == "run"
    assert verdict(text).message == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CREATE OR REPLACE VIEW v AS SELECT 1", "CREATE VIEW is run, and not read back"),
        ("CREATE MATERIALIZED VIEW v AS SELECT 1", "CREATE VIEW is run"),
        ("CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t", "CREATE TRIGGER is run"),
        ("CREATE DOMAIN d AS int", "CREATE DOMAIN is run"),
        ("CREATE TABLE t (a int) PARTITION BY RANGE (a)", "PARTITION BY is run, and not read back"),
    ],
)
def test_what_is_run_and_lost_is_told(text, words):
    assert verdict(text).does == "run"
    assert verdict(text).message.startswith(words)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("INSERT INTO t VALUES (1)", "INSERT is left out: rows are no part of a design."),
        ("copy t from '/etc/passwd'", "COPY is left out: rows"),
        ("WITH a AS (SELECT 1) SELECT 1", "WITH is left out: a query declares nothing."),
        ("GRANT SELECT ON t TO ann", "GRANT is left out: rights"),
        ("CREATE ROLE ann", "CREATE ROLE is left out: rights"),
        ("ALTER TABLE public.t OWNER TO ann", "ALTER TABLE … OWNER TO is left out: rights"),
        ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ann", "ALTER DEFAULT PRIVILEGES is left out"),
        ("CREATE EXTENSION IF NOT EXISTS citext", "CREATE EXTENSION is left out: what an extension brings"),
        ("COMMENT ON EXTENSION citext IS 'x'", "COMMENT ON EXTENSION is left out"),
        ("SET x = 1", "SET is left out"),
        ("VACUUM INTO '/tmp/x'", "VACUUM is left out"),
    ],
)
def test_what_declares_nothing_is_left_out_with_its_reason(text, why):
    assert verdict(text).does == "leave out"
    assert verdict(text).message.startswith(why)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "DROP DATABASE shop",
            "CREATE DATABASE shop",
            "ALTER SYSTEM SET fsync = off",
            "CREATE TABLESPACE x LOCATION '/'",
        ),
        *("CREATE PERSISTENT SECRET s (TYPE s3)", "CREATE SERVER s", "CREATE FOREIGN TABLE t (a int) SERVER s"),
        *(
            "CREATE VIRTUAL TABLE t USING fts5(a)",
            "ATTACH 'x' AS y",
            "LOAD 'x'",
            "INSTALL httpfs",
            "DO $$ $$",
            "CALL f()",
        ),
        *("EXPORT DATABASE 'x'", "IMPORT DATABASE 'x'", "EXECUTE p", "CREATE SUBSCRIPTION s", "USE s"),
    ],
)
def test_what_reaches_outside_or_cannot_be_judged_is_refused(text):
    assert verdict(text).does == "refuse"
    assert "Leave it out" in verdict(text).message


def test_an_engine_may_run_more():
    assert verdict("DO $$ $$", ("DO",)).does == "run"


def test_a_word_that_begins_no_statement_has_a_nearest_one():
    assert verdict("crate table t (a int)").message == (
        "There is no statement 'crate'. Did you mean 'CREATE'? Known: ALTER, COMMENT ON, CREATE, DROP."
    )
    assert verdict("(").message == "A statement begins with a word, as in CREATE TABLE."
