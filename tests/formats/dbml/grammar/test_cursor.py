"""Cursor: it goes along the tokens of a text, and says what it found where something else should stand."""

import pytest

from workbench.formats.dbml.grammar.cursor import Cursor, Wrong
from workbench.formats.dbml.grammar.tokens import tokenize


def cursor(text, at=0):
    found = Cursor(tokenize(text))
    found.at = at
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Table t", "'Table'"),
        ("'x y' z", "\"'x y'\""),
        ("{ }", "'{'"),
        ("?<>? a", "'?<>?'"),
        ("x" * 50, repr("x" * 40)),
        ("", "the end of the text"),
        ("// only a comment", "the end of the text"),
    ],
)
def test_what_stands_here_is_shown_as_it_is_written(text, found):
    assert cursor(text).found() == found


@pytest.mark.parametrize(("at", "found"), [(0, "'a'"), (1, "'{'"), (2, "the end of the text")])
def test_a_failure_says_what_was_expected_what_was_found_and_where(at, found):
    with pytest.raises(Wrong) as caught:
        cursor("a {", at).fail("a colon")
    assert caught.value.message == f"Expected a colon, found {found}."
    assert caught.value.at == at


def test_a_failure_at_what_is_no_token_says_nothing_more():
    with pytest.raises(Wrong) as caught:
        cursor("a $", 1).fail("a colon")
    assert (caught.value.message, caught.value.at) == ("", 1)


def test_a_token_of_the_right_kind_is_gone_past():
    here = cursor("a 'b'")
    assert (here.take("word", "a name"), here.at) == (0, 1)
    assert (here.take("string", "a text"), here.at) == (1, 2)


def test_a_token_of_another_kind_stays():
    here = cursor("a b")
    with pytest.raises(Wrong, match=r"Expected '\{', found 'a'\."):
        here.take("{", "'{'")
    assert here.at == 0


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("Table t", None, "table"),
        ("Table T", 1, "t"),
        ('"Table" t', None, ""),
        ("'Table' t", None, ""),
        ("{ Table", None, ""),
        ("", None, ""),
    ],
)
def test_only_a_word_without_quotes_is_a_word(text, at, word):
    assert cursor(text).word(at) == word


def test_complaints_are_kept_in_order_and_empty_ones_are_none():
    here = cursor("a b")
    for message, at in (("One.", 1), ("", 0), ("Two.", 0)):
        here.complain(message, at)
    assert here.wrong == [("One.", 1), ("Two.", 0)]


def test_a_comma_is_gone_past():
    here = cursor("(a, b)", 2)
    here.comma(0, ")")
    assert here.at == 3


@pytest.mark.parametrize(
    ("text", "start", "at", "expected"),
    [
        ("(a b)", 0, 2, "',' or ')'"),
        ("x\n\n(a\n b)", 1, 3, "',' or ')' for the '(' of line 3"),
        ("x\n(a b)", 1, 3, "',' or ')'"),
        ("(\na b)", 0, 2, "',' or ')' for the '(' of line 1"),
        ("(a\n", 0, 2, "',' or ')' for the '(' of line 1"),
    ],
)
def test_what_may_close_brackets_says_on_which_other_line_they_begin(text, start, at, expected):
    here = cursor(text, at)
    assert here.closing(start, ")") == expected
    with pytest.raises(Wrong) as caught:
        here.comma(start, ")")
    assert caught.value.message == f"Expected {expected}, found {here.found()}."
