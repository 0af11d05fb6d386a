from collections import Counter
from random import Random

import pytest

from workbench.samples.draw import Draw, Weighted


@pytest.fixture
def draw():
    return Draw(7, "test")


def test_a_stream_is_the_plain_generator_seeded_with_its_name():
    expected = Random("7/test")
    draw = Draw(7, "test")
    assert [draw.unit() for _ in range(3)] == [expected.random() for _ in range(3)]


def test_streams_of_other_names_or_seeds_differ(draw):
    firsts = {draw.unit(), Draw(8, "test").unit(), Draw(7, "tests").unit()}
    assert len(firsts) == 3


def test_between_reaches_both_ends_and_no_further(draw):
    assert set(Counter(draw.between(3, 6) for _ in range(500))) == {3, 4, 5, 6}
    assert {draw.below(2) for _ in range(50)} == {0, 1}


def test_chance_is_a_share(draw):
    assert not any(draw.chance(0.0) for _ in range(100))
    assert all(draw.chance(1.0) for _ in range(100))
    assert 230 < sum(draw.chance(0.25) for _ in range(1000)) < 290


def test_sample_draws_different_items_and_leaves_the_source(draw):
    items = tuple("abcdef")
    drawn = draw.sample(items, 4)
    assert len(set(drawn)) == 4
    assert set(drawn) <= set(items)
    assert sorted(draw.sample(items, 6)) == list(items)


def test_bell_has_the_mean_and_spread_it_is_given(draw):
    values = [draw.bell(10, 2) for _ in range(4000)]
    mean = sum(values) / len(values)
    spread = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    assert mean == pytest.approx(10, abs=0.1)
    assert spread == pytest.approx(2, abs=0.1)
    assert all(abs(value - 10) <= 2 * 4.25 for value in values)


def test_run_length_halves_at_one_half_and_stops_at_the_longest(draw):
    lengths = Counter(draw.run_length(0.5, 4) for _ in range(4000))
    assert set(lengths) == {1, 2, 3, 4}
    assert lengths[1] == pytest.approx(2000, rel=0.07)
    assert lengths[3] == pytest.approx(500, rel=0.2)
    assert lengths[4] == pytest.approx(500, rel=0.2)  # all longer runs are cut here


def test_text_fills_digits_and_letters_and_keeps_the_rest(draw):
    text = draw.text("+49 #@-##")
    assert text[:4] == "+49 "
    assert text[4].isdigit()
    assert text[5].isupper()
    assert text[6] == "-"
    assert text[7:].isdigit()


def test_letters_are_never_mistaken_for_digits(draw):
    assert not set("IO") & set(draw.text("@" * 500))


def test_weights_are_shares(draw):
    drawn = Counter(Weighted("abc", (1, 0, 3)).pick(draw) for _ in range(4000))
    assert drawn["b"] == 0
    assert drawn["c"] == pytest.approx(3000, rel=0.05)


def test_among_limits_to_the_first_items(draw):
    weighted = Weighted("abc", (1, 1, 98))
    assert {weighted.pick(draw, 2) for _ in range(100)} == {"a", "b"}
