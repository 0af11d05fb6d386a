"""Databases made by our own scripts, read back."""

from dataclasses import replace

import pytest

from tests.ddl.everything import CUSTOMER, EVERYTHING, ORDER, STATUS, TYPED, TYPES
from tests.prove.rows import SHOP
from workbench import connect, ddl, embedded, engines, relational, targets
from workbench.errors import ConnectError
from workbench.model import Cardinality, Model, QualifiedName


@pytest.fixture(scope="module", autouse=True)
def _one_server_for_all_tests():
    with embedded.postgresql():
        yield


@pytest.fixture(
    params=["duckdb", "postgresql", "sqlite", pytest.param("mariadb server", marks=pytest.mark.server)], scope="module"
)
def engine_and_url(request):
    return request.param


@pytest.fixture
def place(request, engine_and_url):
    engine, _, server = engine_and_url.partition(" ")
    return engine, request.getfixturevalue(f"{engine}_url") if server else None


def reflected(model, place):
    engine, url = place
    ground = targets.load("workbench.prove", engine)
    with ground.open(url) as database:
        ground.run(database, ddl.write(model, engine)[0].text)
        return relational.load(database.engine).reflect(database)


def test_keys_references_checks_and_indexes_come_back(place):
    found = reflected(SHOP, place)
    assert {e.name: (e.primary_key.attributes, [k.attributes for k in e.keys]) for e in found.entities} == {
        e.name: (e.primary_key.attributes, [k.attributes for k in e.keys]) for e in SHOP.entities
    }
    assert {r.ends for r in found.references} == {r.ends for r in SHOP.references}
    up = next(r for r in found.references if r.child.name == "order")
    assert (up.child_cardinality, up.parent_cardinality) == (Cardinality.ZERO_OR_MORE, Cardinality.ZERO_OR_ONE)
    checks = [check for check in found.entity("customer").checks if "age" in check.expression]
    assert len(checks) == 1
    assert [index.attributes for index in found.entity("order").indexes] == [("placed",)]


def test_required_attributes_come_back(place):
    found = reflected(SHOP, place)
    for entity in SHOP.entities:
        assert {a.name: a.nullable for a in found.entity(entity.name).attributes} == {
            a.name: a.nullable for a in entity.attributes
        }


# What an engine stores otherwise and cannot tell apart afterwards.
LOST = {
    "duckdb": {"decimal": "decimal(38,10)", "char(2)": "text(2)", "inet": "text"},
    "mariadb": {
        "decimal": "decimal(65,30)",
        "timestamptz": "timestamp",
        "interval": "text(100)",
        "inet": "text(43)",
        **{kind: "json" for kind in TYPES if kind.startswith(("list", "struct"))},
        "enum:order_status": "enum:typed_c23",
    },
    "postgresql": {kind: "json" for kind in TYPES if kind.startswith(("list<list", "struct"))},
    "sqlite": {
        "int16": "int64",
        "int32": "int64",
        "decimal": "float64",
        "decimal(12,2)": "float64",
        "float32": "float64",
        "char(2)": "text(2)",
        "timestamptz": "timestamp",
        "interval": "text",
        "inet": "text",
        **{kind: "text" for kind in TYPES if kind.startswith(("list", "struct", "enum"))},
    },
}


def test_every_type_comes_back_as_far_as_the_engine_keeps_it(place):
    found = reflected(Model(entities=(TYPED,), enums=(STATUS,)), place)
    kinds = [str(attribute.type) for attribute in found.entity("typed").attributes]
    assert kinds == [LOST[place[0]].get(kind, kind) for kind in TYPES]


def test_defaults_generated_columns_and_comments_come_back(place):
    engine, _ = place
    found = reflected(EVERYTHING, place).entity("customer")
    defaults = {a.name: a.default and (a.default.kind, a.default.value) for a in found.attributes}
    assert defaults["country"] == ("text", "DE")
    assert defaults["discount"] == ("number", "0.50" if engine == "mariadb" else "0.5")
    assert defaults["since"][0] == "expression"
    assert defaults["customer_id"] is None
    assert found.attribute("customer_id").identity
    assert "1.19" in found.attribute("gross").generated.expression
    assert found.attribute("gross").generated.stored is (engine != "duckdb")
    if engine != "sqlite":
        assert found.note == CUSTOMER.note
        assert found.attribute("Email").note == CUSTOMER.attribute("Email").note


def test_indexes_come_back_with_all_that_they_are(place):
    engine, _ = place
    found = {index.name: index for index in reflected(EVERYTHING, place).entity("order").indexes}
    assert found["ix_order_placed_on_select"].attributes == ("placed_on", "select")
    if engine == "postgresql":
        assert found["ix_order_status"].include == ("placed_on",)
        assert found["ix_order_extra"].method == "gin"
        assert found["ix_order_placed_on_select"].parts[0].descending
    if engine in ("postgresql", "sqlite"):
        assert "it''s paid" in found["open_orders"].where
    assert found.keys() <= {*(index.name for index in ORDER.indexes), *found}


def test_actions_and_enums_come_back(place):
    engine, _ = place
    found = reflected(EVERYTHING, place)
    up = next(r for r in found.references if r.child == r.parent)
    assert up.on_delete == (None if engine == "duckdb" else "set null")
    if engine in ("duckdb", "postgresql"):
        assert [[value.name for value in enum.values] for enum in found.enums] == [["open", "it's paid", "100% back"]]
        assert str(found.attribute("order", "status").type) == "enum:order_status"


def test_schemas_come_back_where_there_are_some():
    for engine in ("duckdb", "postgresql"):
        names = {entity.name for entity in reflected(EVERYTHING, (engine, None)).entities}
        assert QualifiedName("shelf", schema="stock") in names
        assert QualifiedName("customer") in names


def test_a_file_is_reflected_by_its_url(tmp_path):
    path = tmp_path / "shop.db"
    with connect.open_database(f"sqlite:///{path}", read_only=False, create=True) as database:
        database.raw.executescript(
            "CREATE TABLE p (a TEXT, b DOUBLE, PRIMARY KEY (a)); CREATE TABLE c (x REFERENCES p)"
        )
    before = path.read_bytes()
    found = relational.reflect(f"sqlite:///{path}")
    assert [str(entity.name) for entity in found.entities] == ["c", "p"]
    assert [str(reference) for reference in found.references] == ["c(x) → p(a)"]
    # Outside strict tables SQLite lets nulls into a primary key; the model does not.
    assert not found.attribute("p", "a").nullable
    assert path.read_bytes() == before


def test_sqlite_finds_a_parent_in_any_case(tmp_path):
    path = tmp_path / "shop.db"
    with connect.open_database(f"sqlite:///{path}", read_only=False, create=True) as database:
        database.raw.executescript(
            "CREATE TABLE Users (Id INTEGER PRIMARY KEY); CREATE TABLE p (u REFERENCES USERS(id))"
        )
    found = relational.reflect(f"sqlite:///{path}")
    assert [str(reference) for reference in found.references] == ["p(u) → Users(Id)"]


def test_columns_that_draw_from_a_sequence_of_postgresql_are_numbered_by_it():
    # https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
    ground = targets.load("workbench.prove", "postgresql")
    with ground.open(None) as database:
        ground.run(
            database,
            "CREATE DOMAIN age AS smallint; CREATE SEQUENCE q;"
            "CREATE TABLE t (id bigserial, a age, maybe int DEFAULT nextval('q'));",
        )
        found = relational.load(database.engine).reflect(database).entity("t")
    assert [(a.name, str(a.type), a.identity, a.default is None) for a in found.attributes] == [
        ("id", "int64", True, True),
        ("a", "int16", False, True),
        ("maybe", "int32", False, False),
    ]


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    for scheme in ("sqlite", "duckdb"):
        path = tmp_path / f"none.{scheme}"
        with pytest.raises(ConnectError, match="There is no"):
            relational.reflect(f"{scheme}:///{path}")
        assert not path.exists()


def test_a_schema_that_misses_nothing_misses_nothing(place):
    engine, url = place
    ground = targets.load("workbench.prove", engine)
    with ground.open(url) as database:
        ground.run(database, ddl.write(EVERYTHING, engine)[0].text)
        catalogue = relational.load(database.engine).read(database)
    schema = relational.build(EVERYTHING, engines.load(engine))
    assert catalogue.missing(schema) == ()
    bare = replace(catalogue, tables=())
    assert set(bare.missing(schema)) == set(schema.rules)
