import pytest

from workbench import engines, relational
from workbench.model import parse_type
from workbench.relational._types import Spelled, column_type, stored

# The logical type on duckdb, mariadb, postgresql and sqlite; from the engines' manuals.
TABLE = """
boolean        | BOOLEAN         | BOOLEAN         | BOOLEAN                  | INTEGER
int16          | SMALLINT        | SMALLINT        | SMALLINT                 | INTEGER
int64          | BIGINT          | BIGINT          | BIGINT                   | INTEGER
decimal(12,2)  | DECIMAL(12, 2)  | DECIMAL(12, 2)  | NUMERIC(12, 2)           | REAL
decimal(65,40) | DOUBLE          | DOUBLE          | NUMERIC(65, 40)          | REAL
float32        | FLOAT           | FLOAT           | REAL                     | REAL
float64        | DOUBLE          | DOUBLE          | DOUBLE PRECISION         | REAL
text           | VARCHAR         | LONGTEXT        | TEXT                     | TEXT
text(40)       | VARCHAR         | VARCHAR(40)     | VARCHAR(40)              | TEXT
text(20000)    | VARCHAR         | LONGTEXT        | VARCHAR(20000)           | TEXT
char(2)        | VARCHAR         | CHAR(2)         | CHAR(2)                  | TEXT
char(300)      | VARCHAR         | VARCHAR(300)    | CHAR(300)                | TEXT
timestamptz    | TIMESTAMPTZ     | DATETIME(6)     | TIMESTAMP WITH TIME ZONE | TEXT
uuid           | UUID            | UUID            | UUID                     | TEXT
json           | JSON            | JSON            | JSONB                    | TEXT
binary         | BLOB            | LONGBLOB        | BYTEA                    | BLOB
list<int32>    | INTEGER[]       | JSON            | INTEGER[]                | TEXT
list<list<date>> | DATE[][]      | JSON            | JSONB                    | TEXT
struct{a: int32, b: text} | STRUCT(a INTEGER, b VARCHAR) | JSON | JSONB            | TEXT
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_how_a_type_is_stored(line):
    kind, *expected = (cell.strip() for cell in line.split("|"))
    for name, wanted in zip(engines.names(), expected, strict=True):
        assert stored(parse_type(kind), engines.load(name)).sql == wanted


@pytest.mark.parametrize("name", engines.names())
def test_sqlalchemy_compiles_a_type_to_the_spelling_of_the_engine(name):
    engine = engines.load(name)
    dialect = relational.load(engine).dialect(engine)
    for line in TABLE.strip().splitlines():
        spelling = stored(parse_type(line.partition("|")[0]), engine).sql
        assert column_type(spelling, dialect).compile(dialect) == spelling


def test_types_that_sqlalchemy_knows_are_its_own():
    engine = engines.load("postgresql")
    dialect = relational.load(engine).dialect(engine)
    assert not isinstance(column_type("NUMERIC(10, 2)", dialect), Spelled)
    assert not isinstance(column_type("INTEGER[]", dialect), Spelled)
    assert isinstance(column_type("TSVECTOR2", dialect), Spelled)
