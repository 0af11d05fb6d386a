"""Names and texts as DBML writes them; what is written is read as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.dbml.grammar.tokens import tokenize, unescaped
from workbench.formats.dbml.strings import (
    dedent,
    quote_colour,
    quote_expression,
    quote_name,
    quote_note,
    quote_qualified,
    quote_text,
    quoted_name,
    unescape_expression,
)
from workbench.model.names import QualifiedName

# What people type, and what breaks quoting.
TEXT = st.text(st.sampled_from("ab'\"`\\\n\r\t\0{}[]/*#é😀 \u2028"), max_size=20) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
)


@given(TEXT)
def test_a_text_is_one_token_on_one_line_and_read_as_the_same(text):
    written = quote_text(text)
    assert "\n" not in written
    assert tokenize(written).kinds == ["string", "end"]
    assert unescaped(written[1:-1]) == text


@given(TEXT.filter(bool))
def test_a_name_is_one_token_and_read_as_the_same(name):
    written = quote_name(name)
    assert tokenize(written).kinds in (["word", "end"], ["quoted", "end"])
    assert (unescaped(written[1:-1]) if written.startswith('"') else written) == name
    assert unescaped(quoted_name(name)[1:-1]) == name


@given(TEXT)
def test_an_expression_is_one_token_and_read_as_the_same(expression):
    written = quote_expression(expression)
    assert tokenize(written).kinds == ["code", "end"]
    assert unescape_expression(written[1:-1]) == expression


@given(TEXT, st.sampled_from(["", "  ", "    "]))
def test_a_note_is_one_token_and_read_as_the_same_however_far_it_is_indented(text, indent):
    written = quote_note(text, indent)
    kind, _ = tokenize(written).kinds
    if written.startswith("'''"):
        assert unescaped(dedent(written[3:-3])) == text
        assert all(line.startswith(indent) or not line for line in written.split("\n")[1:])
    else:
        assert (kind, unescaped(written[1:-1])) == ("string", text)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        *[("orders", "orders"), ("Order_2", "Order_2"), ("order lines", '"order lines"'), ("2nd", '"2nd"')],
        *[("table", '"table"'), ("Note", '"Note"'), ("true", '"true"'), ("été", '"été"'), ("a.b", '"a.b"')],
        *[('say "hi"', r'"say \"hi\""'), ("a\\b", r'"a\\b"'), ("", '""')],
    ],
)
def test_a_name_is_quoted_only_where_it_needs_it(name, written):
    assert quote_name(name) == written


def test_a_name_with_its_schema():
    assert quote_qualified(QualifiedName("order lines", "sales")) == 'sales."order lines"'
    assert quote_qualified(QualifiedName("orders")) == "orders"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"it\'s\\so", r"it's\so"),
        (r"tab\there\nline", "tab\there\nline"),
        (r"\u00e9\u0041", "éA"),
        (r"\ud83d\ude00", "😀"),  # two escapes of one character
        (r"\ud800!", "\ufffd!"),  # half a character is none
        ("over \\\nlines", "over lines"),
        ("over \\\r\nlines", "over lines"),
        (r"\q\x", "qx"),
        (r"\u12", "u12"),
    ],
)
def test_escapes_as_the_official_parser_resolves_them(body, text):
    assert unescaped(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("one line", "one line"),
        ("\n    a\n      b\n  ", "a\n  b"),
        ("a\n    b\n    c", "a\nb\nc"),
        ("\n  a\n\n  b\n", "a\n\nb"),
        ("\r\n  a\r\n  b\r\n", "a\nb"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_the_common_indentation_is_taken_off(body, text):
    assert dedent(body) == text


@pytest.mark.parametrize(
    ("colour", "written"),
    [
        ("#fff", "#fff"),
        ("#A1B2C3", "#A1B2C3"),
        ("none", "none"),
        ("red", "'red'"),
        ("#ff", "'#ff'"),
        ("#fffg", "'#fffg'"),
    ],
)
def test_only_colours_that_dbml_knows_are_written_bare(colour, written):
    assert quote_colour(colour) == written
