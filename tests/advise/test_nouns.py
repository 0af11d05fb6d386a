"""Nouns: what they are of comes from WordNet; the expectations are those of a dictionary, not of the list."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from workbench.advise import _nouns


@pytest.mark.parametrize(
    ("word", "kind"),
    [("plaintiff", "person"), ("photographer", "person"), ("mechanic", "person"), ("consignee", "person"),
     ("airport", "place"), ("warehouse", "place"), ("depot", "place"), ("bureau", "organisation"),
     ("university", "organisation")],
)  # fmt: skip
def test_what_a_noun_is_of(word, kind):
    assert kind in _nouns.kinds(word)


# Words of many meanings, which name no role by themselves.
@pytest.mark.parametrize("word", ["status", "type", "head", "amount", "date", "order", "xyzzy", ""])
def test_words_of_other_meanings_are_of_none(word):
    assert _nouns.kinds(word) == frozenset()


@pytest.mark.parametrize(
    ("a", "b"), [("physician", "doctor"), ("vessel", "ship"), ("aircraft", "plane"), ("film", "movie")]
)
def test_related_nouns_are_related_both_ways(a, b):
    assert b in _nouns.related(a)
    assert a in _nouns.related(b)


def test_unrelated_nouns_are_not():
    assert "customer" not in _nouns.related("supplier")
    assert _nouns.related("xyzzy") == frozenset()


def test_the_list_is_read_when_it_is_first_asked_for():
    code = "from workbench.advise import _nouns, _words, _naming; print(_nouns._lines.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0\n"


def test_the_licence_stands_beside_the_list():
    folder = Path(_nouns.__file__).parent
    assert "WordNet 3.1 Copyright 2011 by Princeton University" in (folder / "words-licence.txt").read_text()
    assert (folder / "words.txt").stat().st_size < 250_000
