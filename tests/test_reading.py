"""Reading: how the texts of a source become values; a text that cannot be read is never dropped in silence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal as Number

import duckdb
import pytest

from workbench.errors import SourceError, UnknownNameError
from workbench.model import Attribute, AttributeBinding, Entity, EntityBinding, Model, QualifiedName, parse_type
from workbench.model.nodes import Generated
from workbench.reading import Reading, duckdb_type, value_sql
from workbench.sources import open_source


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as opened:
        yield opened


def read(con, text, kind, raw="VARCHAR", **binding):
    """Value of a text, and whether it is a misfit."""
    attribute = Attribute(name="a", type=parse_type(kind), binding=AttributeBinding(**binding))
    value, misfit = value_sql("a", raw, attribute)
    return con.execute(f"SELECT {value}, {misfit} FROM (SELECT ?::{raw} AS a)", [text]).fetchone()


VALUES = [
    # text, type, binding, value
    ("12", "int32", {}, 12),
    (" 12 ", "int32", {}, 12),
    ("+12", "int32", {}, 12),
    ("007", "int32", {}, 7),
    ("1.234.567", "int64", {"thousands_mark": "."}, 1234567),
    ("1.50", "decimal(10,2)", {}, Number("1.50")),
    ("1.500", "decimal(10,2)", {}, Number("1.50")),  # a longer fraction of zeros loses nothing
    ("-1.234,50", "decimal(10,2)", {"decimal_mark": ",", "thousands_mark": "."}, Number("-1234.50")),
    ("$1,003.62", "decimal(10,2)", {"thousands_mark": ",", "unit_mark": "$"}, Number("1003.62")),
    ("-$5", "int32", {"unit_mark": "$"}, -5),
    ("12.5 %", "float64", {"unit_mark": "%"}, 12.5),
    ("1\u202f234 €", "int32", {"thousands_mark": "\u202f", "unit_mark": "€"}, 1234),
    ("1e3", "float64", {}, 1000.0),
    ("1,5", "float64", {"decimal_mark": ","}, 1.5),
    ("Y", "boolean", {}, True),
    ("no", "boolean", {}, False),
    ("ja", "boolean", {"true_words": ("Ja",), "false_words": ("Nein",)}, True),
    ("2024-02-29", "date", {}, dt.date(2024, 2, 29)),
    ("29.02.2024", "date", {"formats": ("%Y-%m-%d", "%d.%m.%Y")}, dt.date(2024, 2, 29)),
    ("29.02.2024 13:05", "timestamp", {"formats": ("%d.%m.%Y %H:%M",)}, dt.datetime(2024, 2, 29, 13, 5)),  # noqa: DTZ001 - as it is written
    ("13:05", "time", {"formats": ("%H:%M",)}, dt.time(13, 5)),
    ("-", "int32", {"null_tokens": ("-", "NA")}, None),
    (" NA ", "text", {"null_tokens": ("-", "NA")}, None),
    (None, "int32", {}, None),
    (" a ", "text", {}, " a "),
    ("ab", "char(2)", {}, "ab"),
    ('{"a": 1}', "json", {}, '{"a": 1}'),
]

MISFITS = [
    ("1.5", "int32", {}),  # DuckDB would round it to 2
    ("3000000000", "int32", {}),
    ("abc", "int32", {}),
    ("1.555", "decimal(10,2)", {}),  # DuckDB would round it to 1.56
    ("123456789.00", "decimal(10,2)", {}),
    ("1,5", "decimal(10,2)", {}),
    ("31/02/1990", "date", {"formats": ("%d/%m/%Y",)}),
    ("1983-02-29", "date", {}),
    ("maybe", "boolean", {}),
    ("Y", "boolean", {"true_words": ("Ja",), "false_words": ("Nein",)}),
    ("abc", "char(2)", {}),
    ("abc", "text(2)", {}),
    ("{", "json", {}),
    ("x", "uuid", {}),
    ("NA", "int32", {"null_tokens": ("-",)}),
]


@pytest.mark.parametrize(("text", "kind", "binding", "value"), VALUES)
def test_value(con, text, kind, binding, value):
    assert read(con, text, kind, **binding) == (value, False)


@pytest.mark.parametrize(("text", "kind", "binding"), MISFITS)
def test_misfit(con, text, kind, binding):
    assert read(con, text, kind, **binding) == (None, True)


def test_values_that_have_a_type_already(con):
    assert read(con, 12, "int32", "INTEGER") == (12, False)
    assert read(con, 3_000_000_000, "int32", "BIGINT") == (None, True)
    assert read(con, 12, "text", "INTEGER") == ("12", False)
    assert read(con, [1, 2], "json", "INTEGER[]") == ("[1,2]", False)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("decimal", "DECIMAL(38,10)"),
        ("decimal(60,4)", "DECIMAL(38,4)"),
        ("struct{a b: int32, c: list<text>}", 'STRUCT("a b" INTEGER, "c" VARCHAR[])'),
        ("enum:state", "VARCHAR"),
        ("native:tsvector", "VARCHAR"),
        ("timestamptz", "TIMESTAMPTZ"),
    ],
)
def test_types_of_duckdb(kind, expected):
    assert duckdb_type(parse_type(kind)) == expected


Q = QualifiedName.of


def attribute(name, kind="text", **binding):
    return Attribute(name=name, type=parse_type(kind), binding=AttributeBinding(**binding))


@pytest.fixture
def source(tmp_path):
    (tmp_path / "Order Lines.csv").write_text('id,"a ""b",__n\n1,x,2\n2,y,z\n')
    with open_source(tmp_path) as opened:
        yield opened


def lines(*attributes, **binding):
    bound = EntityBinding(**(binding or {"source": "Order Lines"}))
    return Model(entities=(Entity(name=Q("lines"), attributes=attributes, binding=bound),))


def rows(source, model):
    reading = Reading(source, model)
    return reading.cursor().execute(reading.relation(model.entities[0])).fetchall()


def test_rows_come_in_the_order_of_the_attributes_and_say_whether_they_hold_a_misfit(source):
    model = lines(attribute("n", "int32", column="__n"), attribute("key", "int32", column="id"))
    assert rows(source, model) == [(2, 1, False), (None, 2, True)]


def test_expressions_selects_and_generated_attributes(source):
    twice = Attribute(name="twice", type=parse_type("int32"), generated=Generated(expression="n * 2"))
    model = lines(attribute("n", "int32", expression='CAST("id" AS INTEGER) + 1'), twice)
    assert rows(source, model) == [(2, False), (3, False)]
    model = lines(attribute("total", "int64"), select='SELECT count(*) AS total FROM "Order Lines"')
    assert rows(source, model) == [(2, False)]
    assert Reading(source, model).has(model.entities[0])


def test_the_rows_of_a_misfit_can_be_listed(source):
    model = lines(attribute("n", "int32", column="__n"))
    reading = Reading(source, model)
    found = reading.cursor().execute(reading.misfits(model.entities[0], model.entities[0].attributes[0])).fetchall()
    assert found == [("2", "y", "z")]


def test_a_time_without_a_zone_is_read_alike_on_every_machine(source):
    model = lines(attribute("moment", "timestamptz", expression="'2024-02-29 12:00:00'"))
    sql = f"SELECT epoch(moment) FROM ({Reading(source, model).relation(model.entities[0])})"
    expected = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC).timestamp()
    assert source.cursor().execute(sql).fetchall() == [(expected,), (expected,)]


def test_a_column_or_table_that_is_not_there_is_named(source):
    with pytest.raises(SourceError) as caught:
        rows(source, lines(attribute("gone")))
    assert str(caught.value) == (
        f"{source.origin}: The table 'Order Lines' has no column 'gone' for lines.gone. "
        "Say in the text which one it is, [wb_source: 'COLUMN'], or drop the attribute."
    )
    model = lines(attribute("id"), source="Order Line")
    assert not Reading(source, model).has(model.entities[0])
    with pytest.raises(UnknownNameError, match=r"no table 'Order Line'\. Did you mean 'Order Lines'"):
        rows(source, model)


def test_a_select_that_cannot_run_is_named(source):
    with pytest.raises(SourceError, match=r"The SELECT of lines cannot be run: .*Mend the SELECT"):
        rows(source, lines(attribute("a"), select="SELECT FROM nothing"))
