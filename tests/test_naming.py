"""Names as text: what is allowed, words, plurals, cutting, and renaming inside SQL."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InvalidNameError
from workbench.naming import (
    byte_size,
    check_name,
    clean_name,
    rename_in_sql,
    rename_table_in_sql,
    shorten,
    shown,
    singular,
    slug,
    sql_columns,
    sql_names,
    sql_quote,
    sql_tokens,
    words,
)


@pytest.mark.parametrize("name", ["select", "order line", 'a"b', "日本", "x" * 200, "ÿ", "a.b", "😀"])
def test_any_text_that_an_engine_can_hold_is_a_name(name):
    assert check_name(name) is name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x\x00y", "U+0000"),  # PostgreSQL's drivers cut the name here in silence
        ("a\nb", "U+000A"),
        ("a\x7f", "U+007F"),
        ("a\x85b", "U+0085"),
        ("admin\u202etxt.exe", "U+202E"),  # reads backwards
        ("a\u2028b", "U+2028"),
        ("\ud800", "U+D800"),
    ],
)
def test_control_characters_and_what_makes_a_name_read_otherwise_are_refused_by_their_code(name, code):
    with pytest.raises(InvalidNameError) as caught:
        check_name(name, "column name")
    assert str(caught.value) == f"The column name {name!r} holds the character {code}. Take it out."
    assert check_name(clean_name(name) or "x")


@pytest.mark.parametrize("name", ["", "  ", "\u3000"])
def test_an_empty_name_is_refused(name):
    with pytest.raises(InvalidNameError, match="is empty"):
        check_name(name)


def test_a_long_name_is_shown_from_both_ends():
    assert shown("a" * 30 + "b" * 170 + "c" * 30) == f"'{'a' * 30}…{'c' * 30}'"
    assert shown("a\x00") == r"'a\x00'"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CustomerID", ("customer", "id")),
        ("customerIDs", ("customer", "ids")),
        ("l_orderkey", ("l", "orderkey")),
        ("HTTPServer2", ("http", "server", "2")),
        ("XMLHttpRequest", ("xml", "http", "request")),
        ("order-line no.", ("order", "line", "no")),
        ("Größe", ("grösse",)),
        ("ÉcoleNuméro1", ("école", "numéro", "1")),
        ("日本", ("日本",)),
        ("__", ()),
    ],
)
def test_words_of_a_name_in_any_style_and_script(name, expected):
    assert words(name) == expected


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        *[("orders", "order"), ("categories", "category"), ("boxes", "box"), ("classes", "class"), ("sizes", "size")],
        *[("houses", "house"), ("statuses", "status"), ("bonuses", "bonus"), ("buses", "bus"), ("aliases", "alias")],
        *[("movies", "movie"), ("people", "person"), ("heroes", "hero"), ("shoes", "shoe"), ("caches", "cache")],
        *[("databases", "database"), ("analyses", "analysis"), ("indices", "index"), ("indexes", "index")],
        # What is no plural stays.
        *[("status", "status"), ("address", "address"), ("series", "series"), ("bus", "bus"), ("data", "data")],
    ],
)
def test_the_singular_of_a_word(plural, expected):
    assert singular(plural) == expected


@given(st.text(max_size=300), st.integers(8, 80))
def test_a_cut_name_fits_in_characters_and_in_bytes(name, limit):
    assert len(shorten(name, limit)) <= limit
    assert byte_size(shorten(name, limit, size=byte_size)) <= limit


def test_names_that_differ_at_their_end_stay_different_when_cut():
    names = {f"{'long_' * 20}{number}" for number in range(200)}
    assert len({shorten(name, 63) for name in names}) == len(names)
    assert shorten("fits", 63) == "fits"


@given(st.text(max_size=40))
def test_a_slug_is_a_lower_case_ascii_word(text):
    assert slug(text).isascii()
    assert slug(text).replace("_", "").isalnum()
    assert slug(text) == slug(text).lower()


def test_slugs_tell_other_scripts_apart():
    assert slug("Détails ß") == "details_ss"
    assert slug("日本") != slug("本日")
    assert slug("!") == "x"


# -- SQL --------------------------------------------------------------------------------------------------------


@given(st.text(max_size=60))
def test_the_tokens_of_an_expression_joined_are_the_expression(expression):
    assert "".join(text for _, text in sql_tokens(expression)) == expression


@given(st.text(min_size=1, max_size=20).filter(lambda s: "\x00" not in s and s.isprintable()))
def test_a_quoted_identifier_is_one_for_a_real_engine(name):
    with sqlite3.connect(":memory:") as connection:
        connection.execute(f"CREATE TABLE t ({sql_quote(name)} INTEGER)")
        (found,) = connection.execute("SELECT name FROM pragma_table_info('t')").fetchone()
    connection.close()
    assert found == name


def test_names_in_an_expression_are_words_and_quoted_identifiers_not_strings_or_comments():
    found = sql_names('price > 0 AND "unit ""cost""" <> \'it\'\'s\' -- tax\n /* vat */')
    assert found == {"price", "AND", 'unit "cost"'}


def test_names_of_columns_are_none_of_functions_types_aliases_and_fields_of_dates():
    found = sql_columns("round(price, 2) = \"Net\" OR x::date > DATE '2026-01-31' -- tax")
    assert found == {"price", "Net", "OR", "x"}
    assert sql_columns("extract(year FROM year)") == {"FROM", "year"}
    assert sql_columns('"round"(price) > 1e5') == {"price"}
    assert sql_columns("") == frozenset()


@pytest.mark.parametrize(
    ("expression", "old", "new", "expected"),
    [
        ("price > 0", "price", "amount", "amount > 0"),
        ("PRICE > price", "price", "amount", "amount > amount"),  # words match whatever their case
        ('"PRICE" > "price"', "price", "amount", '"PRICE" > amount'),  # quoted names do not
        ("price_eur > price", "price", "amount", "price_eur > amount"),
        ("kind <> 'price' AND price = 'it''s price'", "price", "p", "kind <> 'price' AND p = 'it''s price'"),
        ("price > 0 -- price\n AND /* price */ price < 9", "price", "p", "p > 0 -- price\n AND /* price */ p < 9"),
        ("lower(name) = lower (name)", "lower", "low", "lower(name) = lower (name)"),  # a function keeps its name
        ("name(name)", "name", "title", "name(title)"),
        ('"name"(name)', "name", "title", '"name"(title)'),
        ("price IN (1, 2)", "price", "p", "p IN (1, 2)"),
        ("t.price > 0", "price", "p", "t.p > 0"),
        ("price > 0", "price", "unit price", '"unit price" > 0'),
        ("price > 0", "price", "Price", '"Price" > 0'),
        ("qty > 0", "qty", "order", '"order" > 0'),  # a reserved word
        ('a = "a b"', "a b", 'a "b"', 'a = "a ""b"""'),
        # Types, aliases and fields of dates are no columns.
        ("CAST(day AS date) < date", "date", "day_of", "CAST(day AS date) < day_of"),
        ("x::date < date", "date", "d", "x::date < d"),
        ("date > DATE '2026-01-31'", "date", "d", "d > DATE '2026-01-31'"),
        ("extract(year FROM placed) = year", "year", "y", "extract(year FROM placed) = y"),
        ("SELECT sum(price) AS price FROM t", "price", "p", "SELECT sum(p) AS price FROM t"),
        ("e5 > 1e5 OR E5 > 1.5E5", "e5", "x", "x > 1e5 OR x > 1.5E5"),  # an exponent is part of its number
        ("e > 2e-5 - e", "e", "x", "x > 2e-5 - x"),
        ("", "a", "b", ""),
    ],
)
def test_renaming_an_identifier_inside_an_expression(expression, old, new, expected):
    assert rename_in_sql(expression, old, new) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT * FROM t", "SELECT * FROM u"),
        ('SELECT "t".t, t.a FROM t AS x', "SELECT u.t, u.a FROM u AS x"),
        ("SELECT t FROM t WHERE t > 0", "SELECT t FROM u WHERE t > 0"),
        ("SELECT 1 FROM a, t, b JOIN T ON t.x = b.t", "SELECT 1 FROM a, u, b JOIN u ON u.x = b.t"),
        ("SELECT 1 FROM s.t, t.t", "SELECT 1 FROM s.u, t.u"),  # the second is in a schema of that name
        ("SELECT s.t.a FROM s.t", "SELECT s.u.a FROM s.u"),
        ("SELECT (SELECT max(t) FROM t), t FROM a", "SELECT (SELECT max(t) FROM u), t FROM a"),
        ("SELECT extract(year FROM t) FROM t", "SELECT extract(year FROM t) FROM u"),
        ("SELECT 't', /* t */ a FROM -- t\n t", "SELECT 't', /* t */ a FROM -- t\n u"),
        ("WITH c AS (SELECT t FROM t) SELECT t FROM c", "WITH c AS (SELECT t FROM u) SELECT t FROM c"),
        ("INSERT INTO t (t) VALUES (1)", "INSERT INTO u (t) VALUES (1)"),
        ("UPDATE t SET t = 1", "UPDATE u SET t = 1"),
        ("SELECT t FROM a GROUP BY t ORDER BY t, t", "SELECT t FROM a GROUP BY t ORDER BY t, t"),
        (")(", ")("),
    ],
)
def test_renaming_a_table_inside_a_statement_leaves_columns_of_its_name(statement, expected):
    assert rename_table_in_sql(statement, "t", "u") == expected


def test_a_renamed_expression_still_runs_on_a_real_engine():
    expression = "\"unit price\" * qty > 10 AND kind <> 'qty'"
    renamed = rename_in_sql(rename_in_sql(expression, "unit price", "select"), "qty", "Order")
    with sqlite3.connect(":memory:") as connection:
        row = connection.execute(f'SELECT {renamed} FROM (SELECT 6 AS "select", 2 AS "Order", \'x\' AS kind)')
        assert row.fetchone() == (1,)
    connection.close()
