import pytest

from workbench import engines
from workbench.engines._engine import Engine, Version, since, until
from workbench.errors import UnknownNameError, UsageError
from workbench.model.types import SIMPLE


@pytest.mark.parametrize(
    ("older", "newer"), [("9.6", "10"), ("10.8", "10.11.6-MariaDB"), ("v1.4.2", "v2.0.0"), ("15.20 (Debian)", "18.4")]
)
def test_versions_are_compared_by_number_not_by_letter(older, newer):
    assert Version(older) < Version(newer)
    assert Version(newer) >= Version(older)
    assert not Version(newer) < Version(older)


def test_trailing_zeros_make_no_other_version():
    assert Version("15") == Version("15.0")
    assert hash(Version("15")) == hash(Version("15.0.0"))


def test_a_flag_is_resolved_for_the_version():
    class Sample(Engine):
        name, title, default_version, oldest_version = "sample", "Sample", "3", "1"
        deferrable = since("2", value=True, before=False)
        comments = until("2.5", "text", after="inline")

    assert [Sample(version).deferrable for version in ("1.9", "2", "3")] == [False, True, True]
    assert [Sample(version).comments for version in ("2.4", "2.5")] == ["text", "inline"]
    assert Sample().deferrable is True


def test_postgresql_by_version():
    newest, older = engines.load("postgresql"), engines.parse("postgresql@15")
    assert newest.generated == {"stored", "virtual"}
    assert older.generated == {"stored"}
    assert (older.nulls_not_distinct, engines.load("postgresql", "14.9").nulls_not_distinct) == (True, False)
    assert (str(older), older.label) == ("postgresql@15", "PostgreSQL 15")


def test_mariadb_has_a_uuid_type_since_10_7():
    assert engines.load("mariadb", "10.6.12-MariaDB").types["uuid"].sql == "CHAR(36)"
    assert engines.load("mariadb").types["uuid"].sql == "UUID"


@pytest.mark.parametrize("name", engines.names())
def test_every_engine_stores_every_logical_type(name):
    engine = engines.load(name)
    wanted = {*SIMPLE, "decimal", "decimal(p,s)", "text(n)", "char(n)", "list", "struct", "text"}
    assert wanted <= set(engine.types)
    assert engine.nested_lists or "list of lists" in engine.types


@pytest.mark.parametrize("name", engines.names())
def test_every_flag_of_an_engine_is_one_that_is_documented(name):
    known = set(dir(Engine)) | set(Engine.__annotations__)
    own = {flag for flag in vars(type(engines.load(name))) if not flag.startswith("_")}
    assert own - known == set()


def test_engines_are_equal_by_name_and_version():
    assert engines.load("sqlite") == engines.load("sqlite")
    assert engines.load("postgresql") != engines.parse("postgresql@15")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "postgres",
            "There is no engine 'postgres'. Did you mean 'postgresql'? Known: duckdb, mariadb, postgresql, sqlite.",
        ),
        ("oracle@23", "There is no engine 'oracle'. Known: duckdb, mariadb, postgresql, sqlite."),
    ],
)
def test_an_unknown_engine_names_the_known_ones(text, message):
    with pytest.raises(UnknownNameError) as caught:
        engines.parse(text)
    assert str(caught.value) == message


def test_a_version_is_a_number():
    with pytest.raises(UsageError) as caught:
        engines.parse("postgresql@newest")
    assert (
        str(caught.value)
        == "'postgresql@newest' names no version. Write it as postgresql@15, or postgresql for the newest."
    )
