"""Tests of splices: a browser counts in UTF-16 and knows one end of a line, and the text keeps its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import TextError
from workbench.widget.splice import Splice, as_shown, between, character, unit

pieces = st.lists(st.sampled_from(["a", "ü", "\U0001f600", "\n", "\r\n", "\r", " "]), max_size=12).map("".join)


@given(before=pieces, after=pieces)
def test_the_change_between_two_texts_leads_from_one_to_the_other_as_they_are_shown(before, after):
    splice = between(before, after)
    if splice is None:
        assert as_shown(before) == as_shown(after)
    else:
        assert as_shown(splice.apply(before)) == as_shown(after)
        assert Splice.parse(splice.data) == splice


def test_ends_of_lines_that_are_not_touched_stay_as_they_are():
    text = "one\r\ntwo\rthree\nfour"
    assert Splice(4, 7, "TWO").apply(text) == "one\r\nTWO\rthree\nfour"
    assert Splice(0, 3, "a\nb").apply(text) == "a\r\nb\r\ntwo\rthree\nfour"
    assert Splice(3, 4, "").apply(text) == "onetwo\rthree\nfour"


def test_a_lone_carriage_return_does_not_become_one_end_with_the_line_feed_behind_it():
    assert as_shown(Splice(0, 0, "a\n").apply("\na\r\r\n")) == "a\n\na\n\n"
    assert as_shown(Splice(1, 2, "").apply("\ra\n")) == "\n\n"


def test_positions_are_counted_as_browsers_count_them():
    assert [unit("a\U0001f600b", n) for n in range(4)] == [0, 1, 3, 4]
    assert [character("a\U0001f600b", n) for n in (0, 1, 3, 4)] == [0, 1, 2, 3]


@pytest.mark.parametrize("data", [None, [1, 2], [3, 2, ""], [-1, 2, ""], [0, 1, 5], ["0", 1, ""], {"from": 1}])
def test_what_is_no_change_is_refused(data):
    with pytest.raises(TextError, match="is no change of a text"):
        Splice.parse(data)


def test_a_change_behind_the_end_is_refused():
    with pytest.raises(TextError, match="behind the end"):
        Splice(0, 9, "").apply("short")
