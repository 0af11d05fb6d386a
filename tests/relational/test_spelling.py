import pytest

from workbench.relational._spelling import spelled_type


@pytest.mark.parametrize(
    ("spelling", "logical"),
    [
        ("DOUBLE PRECISION", "float64"),
        ("NUMERIC(10, 2)", "decimal(10,2)"),
        ("CHARACTER VARYING(5)[]", "list<text(5)>"),
        ("DATETIME(6)", "timestamp"),
        ("TIMESTAMP WITH TIME ZONE", "timestamptz"),
        ("LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "text"),
        ('STRUCT("a b" INTEGER, c STRUCT(d VARCHAR[]))', 'struct{"a b": int32, c: struct{d: list<text>}}'),
        ("TSVECTOR", "native:TSVECTOR"),
        ("GEOMETRY(POINT,4326)", "native:GEOMETRY(POINT,4326)"),
    ],
)
def test_the_logical_type_of_a_spelling(spelling, logical):
    assert str(spelled_type(spelling)) == logical
