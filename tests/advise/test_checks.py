"""Checks: which attributes an expression names, and which it only seems to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import entity
from workbench.advise._checks import checked, mentions
from workbench.model import Check


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("quantity >= 1", "quantity"),
        ("QUANTITY >= 1", "quantity"),
        ("quantity >= 1", "Quantity"),
        ("0 < quantity", "quantity"),
        ("abs(total - (net + tax)) <= 0.006", "tax"),
        ('"unit price" > 0', "unit price"),
        ('"Unit Price" > 0', "unit price"),  # in whatever case, also in quotes
        ('"say ""so""" <> 1', 'say "so"'),
        ("t.quantity >= 1", "quantity"),
        ("größe > 0", "GRÖSSE"),  # ß and SS are the same letters in another case
        ("日付 IS NOT NULL", "日付"),
        ("a/b > 1", "b"),
        ("extract(year from paid) = 2026", "paid"),
        ("length(length) > 1", "length"),  # the function is none, what it is given is
        ("CAST(date AS date) = date", "date"),
    ],
)
def test_an_attribute_is_named(expression, name):
    assert mentions(expression, name)


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("", "quantity"),
        ("quantity_sold >= 1", "quantity"),
        ("sold_quantity >= 1", "quantity"),
        ('"unit price" > 0', "unit"),
        ("kind <> 'quantity'", "quantity"),
        ("kind <> 'it''s quantity'", "quantity"),
        ("kind > 1 -- quantity", "quantity"),
        ("kind > 1 /* quantity */", "quantity"),
        ("x > 1e5", "e5"),
        ("length(code) = 5", "length"),
        ("round (net, 2) = net", "round"),
        ("CAST(paid AS date) = due", "date"),
        ("paid::date = due", "date"),
        ("paid > DATE '2026-01-31'", "date"),
        ("extract(year from paid) = 2026", "year"),
    ],
)
def test_a_part_of_a_word_a_text_a_comment_a_function_and_a_type_are_no_attributes(expression, name):
    assert not mentions(expression, name)


def test_any_of_the_checks_may_speak_of_an_attribute():
    one = entity("lines", "id int32", "quantity int32", "price decimal(6,2)", "length int32")
    assert not checked(one, "quantity")
    both = replace(one, checks=(Check(expression="price > 0"), Check(expression="Quantity > 0 AND length(id) > 1")))
    assert [checked(both, name) for name in ("price", "quantity", "id", "length", "gone")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_the_name_of_a_check_says_nothing():
    named = replace(entity("t", "a int32"), checks=(Check(expression="b > 0", name="a"),))
    assert not checked(named, "a")
