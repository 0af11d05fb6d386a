"""Properties: an immutable mapping that can be a field of a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.properties import NO_PROPERTIES, Properties

PAIRS = st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=4)


@given(PAIRS)
def test_they_are_a_mapping_in_the_order_given(pairs):
    assert list(Properties(pairs).items()) == list(pairs.items())
    assert dict(Properties(pairs.items())) == pairs
    assert len(Properties(pairs)) == len(pairs)


@given(PAIRS)
def test_equal_ones_have_one_hash_whatever_their_order(pairs):
    turned = Properties(dict(reversed(pairs.items())))
    assert Properties(pairs) == turned
    assert hash(Properties(pairs)) == hash(turned)


@given(PAIRS, st.text(max_size=3), st.text(max_size=3))
def test_setting_gives_a_new_one_and_leaves_the_old(pairs, key, value):
    before = Properties(pairs)
    assert before.set(key, value) == Properties(pairs | {key: value})
    assert key not in before.set(key, value).set(key, None)
    assert before == Properties(pairs)


def test_they_cannot_be_changed_in_place():
    with pytest.raises(TypeError):
        NO_PROPERTIES["a"] = "b"
    with pytest.raises(AttributeError):
        NO_PROPERTIES.other = {}


def test_a_later_change_of_what_they_were_made_of_does_not_reach_them():
    given = {"a": "1"}
    made = Properties(given)
    given["a"] = "2"
    assert made["a"] == "1"


def test_they_differ_from_a_dict_of_the_same_content():
    assert Properties({"a": "1"}) != {"a": "1"}
    assert repr(Properties({"a": "1"})) == "Properties({'a': '1'})"
