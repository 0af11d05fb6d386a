import pytest

from workbench import engines
from workbench.errors import TextError
from workbench.relational._expressions import carry

COLUMNS = {name: name for name in ("price", "Kind", "unit cost", "order", "at")}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # (in the model, by engine: duckdb, mariadb, postgresql, sqlite)
        ("price > 0", ("price > 0",) * 4),
        ("PRICE > 0", ("price > 0",) * 4),
        ("kind = 'price'", ("\"Kind\" = 'price'", "`Kind` = 'price'", "\"Kind\" = 'price'", "\"Kind\" = 'price'")),
        ('"unit cost" >= 1', ('"unit cost" >= 1', "`unit cost` >= 1", '"unit cost" >= 1', '"unit cost" >= 1')),
        ('"order" <> 3', ('"order" <> 3', "`order` <> 3", '"order" <> 3', '"order" <> 3')),
        (
            "kind ~ '^[A-Z]'",
            ("REGEXP_MATCHES(\"Kind\", '^[A-Z]')", "`Kind` REGEXP '^[A-Z]'", "\"Kind\" ~ '^[A-Z]'", TextError),
        ),
        (
            "price::int = 1",
            ("CAST(price AS INT) = 1", "CAST(price AS SIGNED) = 1", "price::int = 1", "CAST(price AS INTEGER) = 1"),
        ),
        (
            "kind || 'x' <> ''",
            ("\"Kind\" || 'x' <> ''", "CONCAT(`Kind`, 'x') <> ''", "\"Kind\" || 'x' <> ''", "\"Kind\" || 'x' <> ''"),
        ),
        # AT is a reserved word of DuckDB.
        (
            "extract(year from at) > 1",
            ('EXTRACT(YEAR FROM "at") > 1', "EXTRACT(YEAR FROM at) > 1", "extract(year from at) > 1", TextError),
        ),
    ],
)
def test_an_expression_in_the_sql_of_each_engine(expression, expected):
    for name, wanted in zip(engines.names(), expected, strict=True):
        engine = engines.load(name)
        if wanted is TextError:
            with pytest.raises(TextError, match=engine.title):
                carry(expression, COLUMNS, engine)
        else:
            assert carry(expression, COLUMNS, engine) == wanted


def test_columns_may_have_other_names_than_attributes():
    assert carry("kind > 0", {"kind": "Kind_2"}, engines.load("postgresql")) == '"Kind_2" > 0'


def test_a_function_is_no_attribute():
    assert carry("upper(kind)", {"upper": "Upper", "kind": "kind"}, engines.load("postgresql")) == "upper(kind)"


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("a > 0; DROP TABLE t", "holds ';'"),
        ("a > 0) OR (1 = 1", "closes a bracket"),
        ("(a > 0", "leaves a bracket open"),
        ("a > 0 -- x", "holds a comment"),
        ("a /* x */ > 0", "holds a comment"),
        ("a = 'it", 'holds "\'"'),
        ("a = $x$b$x$", "holds '$'"),
        ("a = E'\\''", "escaped string"),
        ("a = `b`", "holds '`'"),
        (" ", "is empty"),
    ],
)
def test_what_is_not_one_expression_is_refused_for_every_engine(expression, why):
    for name in engines.names():
        with pytest.raises(TextError) as caught:
            carry(expression, {"a": "a"}, engines.load(name))
        assert why in str(caught.value)


def test_what_cannot_be_read_says_where():
    with pytest.raises(TextError) as caught:
        carry("a > AND", {"a": "a"}, engines.load("sqlite"))
    assert str(caught.value) == "'a > AND' cannot be read from column 7 on."


def test_a_statement_is_no_expression():
    with pytest.raises(TextError, match="is a statement"):
        carry("SELECT 1", {"a": "a"}, engines.load("duckdb"))
