"""Tables and columns that the data have and the model lacks, and the other way round."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Data, Q, entity
from workbench.advise.structure.tables import declared_type, judge
from workbench.model import Attribute, AttributeBinding, Entity, EntityBinding, Model
from workbench.model.edits import Add

DATA = Data(orders={"id": [1, 2], "order date": ["a", None]})


def test_a_new_table_comes_as_it_is_named_and_optional():
    (finding,) = DATA.findings(judge)
    assert (finding.code, finding.confidence) == ("DAT-001-new-table", 1.0)
    assert finding.message == "The data have the table 'orders' with 2 columns and 2 rows; add it."
    attributes = (Attribute(name="id", nullable=True), Attribute(name="order date", nullable=True))
    assert finding.edits == (Add(Entity(name=Q("orders"), attributes=attributes)),)


def test_a_new_column_of_a_known_table():
    (finding,) = DATA.findings(judge, entity("orders", "id int32"))
    assert (finding.code, finding.subject.title) == ("DAT-002-new-column", 'orders."order date"')
    assert finding.edits == (Add(Attribute(name="order date", nullable=True), Q("orders")),)


def test_renamed_and_bound_entities_are_known_by_their_source():
    renamed = Entity(
        name=Q("sales"),
        attributes=(
            Attribute(name="number", binding=AttributeBinding(column="id")),
            Attribute(name="day", binding=AttributeBinding(column="order date")),
        ),
        binding=EntityBinding(source="orders"),
    )
    assert list(DATA.findings(judge, renamed)) == []


def test_an_attribute_without_a_column_is_a_warning_unless_it_needs_none():
    one = entity("orders", "id int32", "amount int32", "order date text", "twice int32")
    computed = replace(one.attributes[3], binding=AttributeBinding(expression="id + id"))
    one = replace(one, attributes=(*one.attributes[:3], computed))
    (finding,) = DATA.findings(judge, one)
    assert (finding.code, finding.severity, finding.subject.title) == ("DAT-004-no-column", "warning", "orders.amount")
    assert finding.message == (
        "The table 'orders' has no column 'amount'. Bind it in the text with [wb_source: 'COLUMN'], or drop it."
    )


def test_an_entity_without_data_is_a_warning():
    (finding,) = DATA.findings(judge, *DATA.findings(judge)[0].edits[0].apply(Model()).entities, entity("gone"))
    assert (finding.code, finding.severity) == ("DAT-003-no-data", "warning")
    assert finding.message == "The data have no table 'gone'. Bind it to another, or leave it empty."


def test_an_entity_with_a_select_of_its_own_needs_no_table():
    selected = Entity(name=Q("totals"), binding=EntityBinding(select="SELECT 1 AS a"))
    assert [f.code for f in DATA.findings(judge, selected)] == ["DAT-001-new-table"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("VARCHAR", "text"), ("TINYINT", "int16"), ("UTINYINT", "int16"), ("USMALLINT", "int32"), ("UINTEGER", "int64"),
        ("UBIGINT", "decimal(20,0)"), ("HUGEINT", "decimal(38,0)"), ("DECIMAL(12,2)", "decimal(12,2)"),
        ("FLOAT", "float32"), ("DOUBLE", "float64"), ("TIMESTAMP_NS", "timestamp"), ("TIME", "time"),
        ("TIMESTAMP WITH TIME ZONE", "timestamptz"), ("BLOB", "binary"), ("UUID", "uuid"), ("INTERVAL", "interval"),
        ("ENUM('a', 'b')", "text"), ("INTEGER[]", "list<int32>"), ("STRUCT(a INTEGER)[]", "json"),
        ("STRUCT(a INTEGER)", "json"), ("MAP(VARCHAR, INTEGER)", "json"), ("INTEGER[3]", "json"),
        ("UNION(a INTEGER)", "json"), ("BIT", "text"),
    ],
)  # fmt: skip
def test_types_that_a_source_declares(raw, expected):
    assert str(declared_type(raw)) == expected
