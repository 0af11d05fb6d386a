"""Lexer: tokens and the gaps between them are the whole text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.dbml.lexer import Place, place, tokenize

PIECES = st.sampled_from(
    [*"{}[]():,.<>?~-'\"`#/*\\ \n\r\t", "'''", "//", "/*", "*/", "Table", "a1", "é", "\ufeff", "\x00"]
)


def kinds(text):
    return tokenize(text).kinds[:-1]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_tokens_stand_in_order_and_only_white_space_and_comments_lie_between_them(text):
    at = 0
    for _, start, end, _ in list(tokenize(text).each())[:-1]:
        assert at <= start < end
        gap = text[at:start]
        assert not gap.strip(" \t\n\r\f\v\xa0\ufeff") or gap.lstrip(" \t\n\r\f\v\xa0\ufeff").startswith(("//", "/*"))
        at = end
    assert list(tokenize(text).each())[-1] == ("end", len(text), len(text), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table a_1 { }", ["word", "word", "{", "}"]),
        ("été 1t _x", ["word"] * 3),
        ('"a b" "say \\"hi\\""', ["quoted", "quoted"]),
        ("'it\\'s' ''", ["string", "string"]),
        ("'''a 'quoted' ''b''\n c'''", ["text"]),
        ("'''a\\'''b'''", ["text"]),
        ("`a > 'x'`", ["expression"]),
        ("`two\nlines`", ["expression"]),
        ("#fff #A1B2C3", ["colour", "colour"]),
        ("a // b c\n d /* e\n f */ g", ["word", "word", "word"]),
        ("-> <- <> ?>?", ["-", ">", "<", "-", "<", ">", "?", ">", "?"]),
        ("1.5e10", ["word", ".", "word"]),
        ("'open\nTable", ["bad", "word"]),
        ('"open\nTable', ["bad", "word"]),
        ("`open Table", ["bad"]),
        ("/* open\nTable", ["bad"]),
        ("'''open\nTable", ["bad", "word"]),
        ("\\", ["bad"]),
    ],
)  # fmt: skip
def test_the_kinds_of_tokens(text, expected):
    assert kinds(text) == expected


def test_a_token_knows_whether_it_begins_a_line():
    text = "a b\n  c /* x\n */ d // e\r\n f\rg /* h */ i"
    assert tokenize(text).firsts[:-1] == [True, False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("position", "expected"), [(0, "1:1"), (2, "1:3"), (3, "2:1"), (4, "3:1"), (6, "3:3"), (99, "3:96")]
)
def test_a_place_counts_lines_and_columns_from_1(position, expected):
    assert str(place("ab\n\ncd", position)) == expected
    assert place("", 0) == Place(1, 1)


def test_a_long_open_quote_takes_no_longer_than_its_length():
    for text in ("'" * 20_000, "'''" + "''\\" * 20_000, "/*" * 20_000, "`" + "\\" * 20_001, '"' + "\\" * 20_001):
        assert tokenize(text).kinds[-1] == "end"
