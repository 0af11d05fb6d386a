"""Scripts as text; that engines run them is tested with the proof."""

import os

import pytest
from hypothesis import given

from tests.ddl.everything import EVERYTHING, Q, attribute, index, reference
from tests.strategies import models
from workbench import ddl
from workbench.errors import InvalidNameError, UnknownNameError
from workbench.formats.dbml import read_dbml
from workbench.model import Attribute, Check, Default, Entity, Enum, EnumValue, Key, Model, QualifiedName, Reference
from workbench.model.types import INT32, parse_type


def entity(name, *attributes, **values):
    return Entity(name=QualifiedName(name), attributes=attributes, **values)


def codes(findings):
    return {(finding.code[:7], str(finding.subject)) for finding in findings}


@pytest.mark.parametrize("engine", ddl.names())
def test_the_whole_script(engine, checkout):
    """Expected files are read and approved by a person; `WORKBENCH_GOLDEN=write` writes them anew."""
    path = checkout / "tests/golden/ddl" / engine / "everything.sql"
    text = ddl.write(EVERYTHING, engine)[0].text
    if os.environ.get("WORKBENCH_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("engine", ddl.names())
def test_the_artefact_says_what_it_is(engine):
    artefact, _ = ddl.write(EVERYTHING, engine)
    assert (artefact.path, artefact.media_type) == (f"ddl/{engine}.sql", "application/sql")
    assert artefact.text.startswith('-- Tables of the model "everything" for ')


@pytest.mark.parametrize("engine", ddl.names())
def test_the_same_model_gives_the_same_text(engine):
    assert ddl.write(EVERYTHING, engine)[0] == ddl.write(EVERYTHING, engine)[0]


@given(models())
def test_every_model_becomes_a_script_for_every_engine(model):
    for engine in ddl.names():
        artefact, _ = ddl.write(model, engine)
        assert artefact.text.count("\nCREATE TABLE ") == len(model.entities)


@pytest.mark.parametrize("engine", ddl.names())
@pytest.mark.parametrize("name", ["a\x00b", "a\nb", "", " ", "a\u202eb"])
def test_names_that_no_engine_can_hold_are_refused_before_anything_is_written(engine, name):
    for model in (
        Model(entities=(entity(name, attribute("x")),)),
        Model(entities=(entity("t", Attribute(name=name)),)),
        Model(entities=(entity("t", attribute("x"), keys=(Key(attributes=("x",), name=name or "\x07"),)),)),
    ):
        with pytest.raises(InvalidNameError):
            ddl.write(model, engine)


def test_an_unknown_engine_is_named():
    with pytest.raises(UnknownNameError, match="There is no engine 'postgres'"):
        ddl.write(EVERYTHING, "postgres")


# -- names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engine", "name", "written"),
    [
        ("postgresql", "é" * 32, "é" * 29),  # 64 bytes
        ("mariadb", "x" * 65, "x" * 59),
        ("mariadb", "pile \N{PILE OF POO}", "pile u1f4a9"),
        ("mariadb", "ends in space ", "ends in space"),
        ("sqlite", "sqlite_things", "t_sqlite_things"),
    ],
)
def test_a_name_that_must_change_is_an_error_that_says_so(engine, name, written):
    script, findings = ddl.write(Model(entities=(entity(name, attribute("x")),)), engine)
    assert written in script.text.partition("CREATE TABLE ")[2].partition("(")[0]
    assert [(finding.code, finding.severity) for finding in findings] == [("DDL-001-name-changed", "error")]


def test_a_column_that_every_table_of_postgresql_has_anyhow():
    model = Model(entities=(entity("t", attribute("CTID"), attribute("xmin")),))
    script, findings = ddl.write(model, "postgresql")
    assert '    "CTID_" TEXT NOT NULL,\n    xmin_ TEXT NOT NULL\n' in script.text
    assert {finding.code for finding in findings} == {"DDL-001-name-changed"}
    assert not ddl.write(model, "sqlite")[1]


def test_long_names_that_begin_alike_stay_different():
    model = Model(entities=(entity("x" * 70 + "a", attribute("y")), entity("x" * 70 + "b", attribute("y"))))
    text = ddl.write(model, "postgresql")[0].text
    tables = {line.split()[2] for line in text.splitlines() if line.startswith("CREATE TABLE")}
    assert len(tables) == 2
    assert all(len(table) == 63 for table in tables)


@pytest.mark.parametrize(
    ("engine", "found"),
    [("postgresql", set()), ("sqlite", {"DDL-002"}), ("duckdb", {"DDL-002"}), ("mariadb", {"DDL-003"})],
)
def test_table_names_that_differ_by_case_only(engine, found):
    model = Model(entities=(entity("Order", attribute("x")), entity("order", attribute("x"))))
    assert {finding.code[:7] for finding in ddl.write(model, engine)[1]} == found


def test_names_of_indexes_are_unique_where_the_engine_wants_it():
    model = Model(entities=tuple(entity(t, attribute("x"), indexes=(index("x", name="by_x"),)) for t in ("a", "b")))
    for engine in ("postgresql", "sqlite", "duckdb"):
        script, findings = ddl.write(model, engine)
        assert "CREATE INDEX by_x_2 ON b (x);" in script.text
        assert codes(findings) == {("DDL-004", "index:b[by_x]")}
    assert "CREATE INDEX by_x ON b (x(255));" in ddl.write(model, "mariadb")[0].text


def test_an_enum_may_not_have_the_name_of_a_table_on_postgresql():
    model = Model(
        enums=(Enum(name=Q("status"), values=(EnumValue(name="a"),)),),
        entities=(entity("status", attribute("x", "enum:status")),),
    )
    assert "x status_2" in ddl.write(model, "postgresql")[0].text
    assert "x status NOT NULL" in ddl.write(model, "duckdb")[0].text


# -- what engines lack ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        (
            "duckdb",
            "DDL-010 DDL-020 DDL-021 DDL-022 DDL-023 DDL-024 DDL-025 DDL-026 DDL-030 DDL-032 DDL-033 DDL-034 DDL-042",
        ),
        (
            "mariadb",
            "DDL-004 DDL-005 DDL-010 DDL-012 DDL-013 DDL-021 DDL-024 DDL-025 DDL-030 DDL-031 DDL-032 DDL-033 DDL-034",
        ),
        ("postgresql", "DDL-004 DDL-010 DDL-024 DDL-025 DDL-032"),
        ("sqlite", "DDL-005 DDL-010 DDL-024 DDL-025 DDL-032 DDL-033 DDL-034 DDL-040"),
    ],
)
def test_what_an_engine_lacks_of_everything(engine, expected):
    assert " ".join(sorted({finding.code[:7] for finding in ddl.write(EVERYTHING, engine)[1]})) == expected


def test_an_older_version_lacks_more():
    newest, oldest = (ddl.write(EVERYTHING, "postgresql", version)[1] for version in ("18", "14"))
    assert codes(oldest) - codes(newest) == {
        ("DDL-034", "key:customer(phone)"),  # NULLS NOT DISTINCT came with 15
        ("DDL-042", "attribute:customer.label"),  # virtual columns with 18
    }


CYCLE = Model(
    entities=tuple(
        entity(name, attribute("id", "int32"), attribute("other", "int32"), primary_key=Key(attributes=("id",)))
        for name in ("a", "b")
    ),
    references=(reference("a", "other", "b", "id"), reference("b", "other", "a", "id")),
)


def test_a_cycle_of_references():
    for engine in ("postgresql", "mariadb"):
        assert "ALTER TABLE" in ddl.write(CYCLE, engine)[0].text
    sqlite, findings = ddl.write(CYCLE, "sqlite")
    assert ("ALTER TABLE" in sqlite.text, sqlite.text.count("FOREIGN KEY"), len(findings)) == (False, 2, 0)
    duckdb, findings = ddl.write(CYCLE, "duckdb")
    assert (duckdb.text.count("FOREIGN KEY"), {f.code for f in findings}) == (1, {"DDL-022-cycle-left-out"})


def test_a_cycle_is_cut_where_a_value_may_be_missing():
    entities = (CYCLE.entities[0], entity("b", attribute("id", "int32"), attribute("other", "int32", nullable=True)))
    entities = (entities[0], entity("b", *entities[1].attributes, primary_key=Key(attributes=("id",))))
    text = ddl.write(Model(entities=entities, references=CYCLE.references), "postgresql")[0].text
    assert "ALTER TABLE b ADD CONSTRAINT fk_b_other FOREIGN KEY(other) REFERENCES a (id);" in text


def test_a_reference_that_the_model_does_not_enforce_is_only_mentioned():
    held = Model(entities=CYCLE.entities, references=(reference("a", "other", "b", "id", enforced=False),))
    script, findings = ddl.write(held, "postgresql")
    assert "FOREIGN KEY" not in script.text
    assert "--   a(other) → b(id): the model says that nothing enforces it." in script.text
    assert not findings


@pytest.mark.parametrize(
    ("operator", "code", "text"),
    [
        ("-", "DDL-027-cardinality", "Nothing keeps p from having several c: add a key on p_id."),
        ("?>", None, ""),
        (">", "DDL-027-cardinality", "Nothing makes sure that each p has a c."),
        ("<>", "DDL-024-reference-left-out", "The reference is left out: many on both ends take a table between them."),
    ],
)
def test_what_a_foreign_key_does_not_say_of_a_reference_is_told(operator, code, text):
    tables = "Table p { id int [pk] }\nTable c {\n  id int [pk]\n  p_id int [not null]\n}\n"
    model = read_dbml(f"Project {{ wb_dbml: '10' }}\n{tables}Ref: c.p_id {operator} p.id\n")
    script, findings = ddl.write(model, "postgresql")
    assert [(f.code, f.message) for f in findings] == ([(code, text)] if code else [])
    assert ("FOREIGN KEY" in script.text) is (operator != "<>")


@pytest.mark.parametrize("expression", ["a > 0); DROP TABLE t; --", "a > 0 -- c", "a > $$x$$", "(a > 0", "E'\\'' = a"])
def test_a_check_that_is_not_one_expression_is_left_out(expression):
    model = Model(entities=(entity("t", attribute("a", "int32"), checks=(Check(expression=expression),)),))
    for engine in ddl.names():
        script, findings = ddl.write(model, engine)
        assert "DROP TABLE" not in script.text.partition("COMMIT")[0].partition("--   t[")[0]
        assert [finding.code for finding in findings] == ["DDL-040-check-left-out"]


def test_a_default_that_cannot_be_carried_is_left_out():
    bad = attribute("a", "int32", default=Default("1); DROP TABLE t; --", "expression"))
    for engine in ddl.names():
        script, findings = ddl.write(Model(entities=(entity("t", bad),)), engine)
        assert "a INTEGER NOT NULL\n" in script.text
        assert [finding.code for finding in findings] == ["DDL-041-default-left-out"]


def test_a_native_type_is_a_type_and_nothing_else():
    fine = Model(entities=(entity("t", attribute("a", "native:tsvector")),))
    assert "a tsvector NOT NULL" in ddl.write(fine, "postgresql")[0].text
    bad = Model(entities=(entity("t", attribute("a", "native:int); DROP TABLE t; --")),))
    script, findings = ddl.write(bad, "postgresql")
    assert "a TEXT NOT NULL" in script.text
    assert [finding.code for finding in findings] == ["DDL-011-type-unknown"]


def test_attributes_of_an_enum_that_is_missing_or_empty_become_text():
    attributes = (attribute("a", "enum:gone"), attribute("b", "enum:empty"))
    model = Model(enums=(Enum(name=Q("empty"), values=()),), entities=(entity("t", *attributes),))
    script, findings = ddl.write(model, "postgresql")
    assert "a TEXT NOT NULL,\n    b TEXT NOT NULL" in script.text
    assert {finding.code[:7] for finding in findings} == {"DDL-011", "DDL-014"}


def test_texts_in_keys_on_mariadb_share_the_room_there_is():
    names = ("a", "b", "c", "d")
    model = Model(entities=(entity("t", *map(attribute, names), primary_key=Key(attributes=names)),))
    text = ddl.write(model, "mariadb")[0].text
    # 3072 bytes, 4 bytes a character, 4 columns
    assert text.count("VARCHAR(192) NOT NULL") == 4
    kept = Model(entities=(entity("t", attribute("a", "text(700)"), primary_key=Key(attributes=("a",))),))
    script, findings = ddl.write(kept, "mariadb")
    assert "VARCHAR(700)" in script.text
    assert not findings


def test_a_long_text_in_an_ordinary_index_on_mariadb_is_indexed_by_its_beginning():
    model = Model(entities=(entity("t", attribute("a"), indexes=(index("a"),)),))
    script, findings = ddl.write(model, "mariadb")
    assert "CREATE INDEX ix_t_a ON t (a(255));" in script.text
    assert [finding.code for finding in findings] == ["DDL-033-index-shortened"]


def test_a_child_takes_the_type_of_its_parent_where_the_engine_wants_it():
    def number(name, kind):
        return attribute(name, kind)

    model = Model(
        entities=(
            entity("a", number("id", "int16"), primary_key=Key(attributes=("id",))),
            entity("b", number("id", "int32"), primary_key=Key(attributes=("id",))),
            entity("c", number("id", "int64")),
        ),
        references=(reference("c", "id", "b", "id"), reference("b", "id", "a", "id")),
    )
    assert ddl.write(model, "mariadb")[0].text.count("id SMALLINT NOT NULL") == 3  # down the chain
    assert not ddl.write(model, "postgresql")[1]


def test_identity_that_the_engine_cannot_give():
    model = Model(entities=(entity("t", Attribute(name="n", type=INT32, identity=True), attribute("x")),))
    for engine, found in (("postgresql", []), ("duckdb", []), ("sqlite", ["DDL-043"]), ("mariadb", ["DDL-043"])):
        assert [finding.code[:7] for finding in ddl.write(model, engine)[1]] == found


def test_a_comment_that_is_too_long_for_mariadb_is_cut_with_a_finding():
    model = Model(entities=(entity("t", attribute("x", note="y" * 1025)),))
    script, findings = ddl.write(model, "mariadb")
    assert "y" * 1023 + "…'" in script.text
    assert [finding.code for finding in findings] == ["DDL-050-comment-shortened"]


def test_notes_cannot_end_their_comment():
    note = "one\ntwo\rthree\u2028four\x00; DROP TABLE t;"
    model = Model(entities=(entity("t", attribute("x", note=note), note=note),), note=note)
    text = ddl.write(model, "sqlite")[0].text
    assert "    -- four; DROP TABLE t;\n    x TEXT NOT NULL\n" in text
    assert all(line.strip().startswith("--") for line in text.splitlines() if "three" in line or "DROP" in line)


def test_a_decimal_beyond_what_the_engine_holds():
    model = Model(entities=(entity("t", attribute("x", "decimal(50,2)")),))
    for engine, kind in (("duckdb", "DOUBLE"), ("postgresql", "NUMERIC(50, 2)"), ("mariadb", "DECIMAL(50, 2)")):
        script, findings = ddl.write(model, engine)
        assert f"x {kind} NOT NULL" in script.text
        assert bool(findings) == (engine == "duckdb")


def test_a_reference_names_the_attributes_in_the_order_of_the_key():
    key = entity("p", attribute("a", "int32"), attribute("b", "int32"), primary_key=Key(attributes=("a", "b")))
    child = entity("c", attribute("x", "int32"), attribute("y", "int32"))
    swapped = Reference(child=Q("c"), child_attributes=("y", "x"), parent=Q("p"), parent_attributes=("b", "a"))
    text = ddl.write(Model(entities=(key, child), references=(swapped,)), "mariadb")[0].text
    assert "FOREIGN KEY(x, y) REFERENCES p (a, b)" in text


def test_supported_features_follow_from_the_flags():
    assert "partial indexes" not in ddl.load("duckdb").supports
    assert {"partial indexes", "deferrable references", "gin indexes"} <= ddl.load("postgresql").supports
    assert "comments" not in ddl.load("sqlite").supports


def test_struct_fields_are_quoted():
    model = Model(entities=(entity("t", Attribute(name="x", type=parse_type('struct{"a b": int32}'))),))
    assert 'x STRUCT("a b" INTEGER)' in ddl.write(model, "duckdb")[0].text
