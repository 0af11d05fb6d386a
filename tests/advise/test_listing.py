"""Listing: names as a sentence lists them."""

from __future__ import annotations

import pytest

from workbench.advise._listing import listed


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (("größe", "日付"), "größe and 日付"),
        (["net", "net"], "net and net"),
        (["a, b", "c and d"], "a, b and c and d"),  # what is listed is left as it is
        ([""], ""),
    ],
)
def test_commas_between_all_but_the_last_two_and_no_comma_before_and(names, sentence):
    assert listed(names) == sentence


def test_there_is_no_sentence_of_nothing():
    with pytest.raises(IndexError):
        listed([])
