"""Extras: what DBML has no word for, as settings that the official parser accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.dbml.extras import (
    free_settings,
    from_json,
    is_free,
    join_words,
    node_properties,
    properties_of,
    slugs,
    split_words,
    to_json,
)
from workbench.model import Properties

WORDS = st.lists(st.text(st.sampled_from('ab |[],"\\é'), max_size=6), min_size=1, max_size=4).map(tuple)


@given(WORDS)
def test_several_short_texts_as_one(words):
    assert split_words(join_words(words)) == words


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("NA", "-"), "NA | -"),
        (("Y",), "Y"),
        (("",), '[""]'),
        (("a|b",), '["a|b"]'),
        (("[a",), '["[a"]'),
        ((" x",), '[" x"]'),
    ],
)
def test_texts_that_could_be_misread_become_json(words, text):
    assert join_words(words) == text


def test_what_a_person_typed_with_odd_spaces_is_understood():
    assert split_words("NA|-  |  n/a") == ("NA", "-", "n/a")
    assert split_words("[not json") == ("[not json",)


@given(st.lists(st.text(max_size=50), max_size=6))
def test_each_label_has_a_word_of_its_own(labels):
    words = slugs(labels)
    assert len(set(words)) == len(words) == len(labels)
    assert all(word.replace("_", "").isalnum() and word.isascii() for word in words)


def test_labels_of_one_word_are_counted():
    assert slugs(["by date", "by-date", "By Date", "by_date_2"]) == ["by_date", "by_date_2", "by_date_3", "by_date_2_2"]


@pytest.mark.parametrize(
    ("key", "free"),
    [
        *[("owner", True), ("Owner_2", True), ("pk", False), ("NOTE", False), ("wb_unit", False), ("a b", False)],
        *[("", False), ("2nd", False), ("é", False), ("color", False)],
    ],
)
def test_which_properties_can_be_settings(key, free):
    assert is_free(key) is free
    plain, odd = free_settings(Properties({key: "x"}))
    assert (key in plain, odd is None) == (free, free)


def test_a_property_that_a_text_says_in_a_field_stays_there():
    assert free_settings(Properties({"a b": "x"}), said={"a b"}) == ({"a b": "x"}, None)


@given(st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=3))
def test_properties_are_read_from_where_they_were_written(pairs):
    plain, odd = free_settings(Properties(pairs))
    settings = {**plain, **({"wb_properties": odd} if odd is not None else {}), "wb_unit": "EUR"}
    assert properties_of(settings) == Properties(pairs)


@pytest.mark.parametrize("text", ["", "{", "nope", "[" * 100_000])
def test_what_is_no_json_is_none(text):
    assert from_json(text) is None
    assert node_properties({"x_properties": text}, "x") == Properties()


def test_json_keeps_letters_as_they_are():
    assert to_json({"ä": "日本"}) == '{"ä": "日本"}'
    assert node_properties({"x_properties": '{"a": 1}'}, "x") == Properties({"a": "1"})
    assert node_properties({"x_properties": "[1]"}, "x") == Properties()
    assert node_properties({}, "x") == Properties()
