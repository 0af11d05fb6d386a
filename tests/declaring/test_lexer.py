"""Tokens by the rules of PostgreSQL (4.1, Lexical Structure) and SQLite (lang_keywords.html)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.declaring._lexer import tokens

PIECES = [
    "'",
    "''",
    '"',
    "`",
    "[",
    "]",
    "$$",
    "$a$",
    "/*",
    "*/",
    "--",
    "\n",
    ";",
    "\\",
    "e'",
    "word",
    "é",
    "1.5",
    " ",
    ".",
]


def kinds(text, **options):
    return [(token.kind, token.text) for token in tokens(text, **options) if token.kind != "space"]


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.booleans())
def test_tokens_joined_give_the_text_and_know_their_places(text, postgresql):
    found = list(tokens(text, postgresql=postgresql))
    assert "".join(token.text for token in found) == text
    assert all(text[token.start : token.end] == token.text for token in found)


@pytest.mark.parametrize(
    "text",
    ["'a;b'", "'it''s;'", "E'it\\'s;'", "e'\\\\'", "$$;'$$", "$tag$ $$ ; $tag$", "$ü$;$ü$"],
)
def test_a_text_of_postgresql_is_one_token(text):
    assert kinds(text) == [("string", text)]


def test_a_backslash_ends_no_plain_text():
    assert kinds("'a\\';") == [("string", "'a\\'"), ("other", ";")]


def test_dollars_inside_of_a_word_quote_nothing():
    assert kinds("a$b$ c$b$") == [("word", "a$b$"), ("word", "c$b$")]


def test_comments_of_postgresql_stand_in_each_other_and_those_of_sqlite_do_not():
    text = "/* a /* b */ c */"
    assert kinds(text) == [("comment", text)]
    assert kinds(text, postgresql=False)[:2] == [("comment", "/* a /* b */"), ("word", "c")]


@pytest.mark.parametrize("text", ['"a;""b"', "`a;``b`", "[a;b]"])
def test_a_quoted_name_of_sqlite_is_one_token(text):
    assert kinds(text, postgresql=False) == [("quoted", text)]


@pytest.mark.parametrize(
    ("text", "name"), [("Abc", "Abc"), ('"a""b"', 'a"b'), ("`a``b`", "a`b"), ("[a b]", "a b"), ("'a'", ""), ("(", "")]
)
def test_a_name_is_without_its_quotes(text, name):
    assert next(tokens(text, postgresql=False)).name == name


@pytest.mark.parametrize("text", ["'a", '"a', "$$ a", "$a$ b $b$", "/* a", "/* /* */", "E'a\\'"])
def test_what_nothing_ends_reaches_to_the_end(text):
    assert kinds(text) == [("open", text)]
