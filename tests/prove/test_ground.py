"""What stands in an engine's table after rows went there."""

import datetime as dt
import json
import uuid
from decimal import Decimal

import pytest

from tests.prove.rows import Q, Rows, attribute
from workbench import engines, relational, targets
from workbench.model import Entity, Key, Model
from workbench.prove import prove
from workbench.prove._source import Loading
from workbench.prove._staging import Staging

VALUES = {
    "boolean": "true",
    "int64": "-9223372036854775807",
    "decimal(12,2)": "-1234567890.12::DECIMAL(12,2)",
    "float64": "-1e300::DOUBLE",
    "text": "'a''b\\c\"d,e' || chr(10) || 'ü😀'",
    "date": "DATE '2024-02-29'",
    "time": "TIME '23:59:59.123456'",
    "timestamp": "TIMESTAMP '1999-12-31 23:59:59.5'",
    "timestamptz": "TIMESTAMPTZ '2024-06-01 12:00:00+02'",
    "uuid": "'00000000-0000-4000-8000-00000000000a'::UUID",
    "json": """'{"a": [1, "x\\""]}'::JSON""",
    "binary": r"'\x00\xFF\x27'::BLOB",
    "list<text>": """['a', NULL, 'b"c\\', 'd,e']""",
}
NOON = dt.datetime(2024, 6, 1, 10, tzinfo=dt.UTC)
PYTHON = {
    "boolean": True,
    "int64": -9223372036854775807,
    "decimal(12,2)": Decimal("-1234567890.12"),
    "float64": -1e300,
    "text": "a'b\\c\"d,e\nü😀",
    "date": dt.date(2024, 2, 29),
    "time": dt.time(23, 59, 59, 123456),
    "timestamp": dt.datetime(1999, 12, 31, 23, 59, 59, 500_000),  # noqa: DTZ001  # without a zone on purpose
    "timestamptz": NOON,
    "uuid": uuid.UUID(int=0x4000800000000000000A),
    "json": {"a": [1, 'x"']},
    "binary": b"\x00\xff'",
    "list<text>": ["a", None, 'b"c\\', "d,e"],
}
# How an engine that lacks a type gives its values back.
OTHERWISE = {
    "duckdb": {"timestamptz": "2024-06-01 10:00:00+00", "json": '{"a": [1, "x\\""]}'},
    "mariadb": {
        "time": dt.timedelta(hours=23, minutes=59, seconds=59, microseconds=123456),
        "timestamptz": NOON.replace(tzinfo=None),
        "uuid": str(PYTHON["uuid"]),
        "json": '{"a": [1, "x\\""]}',
        "list<text>": json.dumps(PYTHON["list<text>"], separators=(",", ":")),
    },
    "postgresql": {},
    "sqlite": {
        "boolean": 1,
        "decimal(12,2)": -1234567890.12,
        "date": "2024-02-29",
        "time": "23:59:59.123456",
        "timestamp": "1999-12-31 23:59:59.5",
        "timestamptz": "2024-06-01 10:00:00",
        "uuid": str(PYTHON["uuid"]),
        "json": '{"a": [1, "x\\""]}',
        "list<text>": json.dumps(PYTHON["list<text>"], separators=(",", ":")),
    },
}


@pytest.mark.parametrize(
    "name",
    ["duckdb", "postgresql", "sqlite", pytest.param("mariadb", marks=pytest.mark.server)],
)
def test_values_arrive_as_they_were(name, request):
    url = request.getfixturevalue("mariadb_url") if name == "mariadb" else None
    attributes = tuple(attribute(f"c{n}", kind, nullable=True) for n, kind in enumerate(VALUES))
    entity = Entity(name=Q("t"), attributes=attributes)
    selected = ", ".join(f"{sql} AS c{number}" for number, sql in enumerate(VALUES.values()))
    nulls = ", ".join("NULL" for _ in VALUES)
    rows = Rows(t=f"SELECT {selected} UNION ALL SELECT {nulls}")
    ground = targets.load("workbench.prove", name)
    with ground.open(url) as database:
        schema = relational.build(Model(entities=(entity,)), engines.load(name, database.version))
        staging = Staging(schema, ground, schema.order)
        for statement in staging.create():
            database.execute(statement)
        stage = staging.stages[entity.name]
        loading = Loading(rows, staging, samples=1, show_personal=False)
        taken = loading.load(stage, lambda sql, cursor: ground.load(database, stage.table, sql, cursor))
        columns = ", ".join(ground.show(a, staging.column(stage, a)) for a in stage.attributes)
        full, empty = database.rows(f"SELECT {columns} FROM {stage.table} ORDER BY workbench_row")
    assert (taken.rows, taken.misread) == (2, 0)
    assert dict(zip(VALUES, full, strict=True)) == PYTHON | OTHERWISE[name]
    assert set(empty) == {None}


def test_texts_longer_than_a_key_of_the_engine_allows_are_refused(mariadb_url):
    entity = Entity(name=Q("t"), attributes=(attribute("x", "text"),), primary_key=Key(attributes=("x",)))
    rows = Rows(t="SELECT unnest([repeat('x', 255), repeat('x', 256), 'y']) AS x")
    proof = prove(Model(entities=(entity,)), "mariadb", rows, url=mariadb_url)
    assert (proof.status, proof.rows_in, proof.rows_refused) == ("proven", 2, 1)
    assert [(v.kind, str(v.subject), v.count, v.on) for v in proof.violations] == [
        ("type", "attribute:t.x", 1, "source")
    ]
    assert prove(Model(entities=(entity,)), "sqlite", rows).rows_in == 3
