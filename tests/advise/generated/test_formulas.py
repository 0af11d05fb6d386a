"""Formulas: which expressions are tried for which columns, and how each is said; all worked out by hand."""

from __future__ import annotations

import pytest

from tests.advise.tables import attribute
from workbench.advise.generated._formulas import formulas
from workbench.model import Attribute
from workbench.model.types import Decimal

# Besides them a table has more numbers than are tried in all pairs; their names say nothing.
MANY = tuple(f"x{i} int32" for i in range(7))
PRICES = "quantity int32", "unit_price decimal(6,2)", "discount decimal(3,2)", "total decimal(8,2)"


def tried(target, *attributes):
    """Expressions for a column, in order."""
    return [f.expression for f in formulas(tuple(map(attribute, attributes))) if f.target == target]


def formula(expression, *attributes):
    """The first formula with an expression."""
    return next(f for f in formulas(tuple(map(attribute, attributes))) if f.expression == expression)


def said(one):
    return one.exact, one.check, one.computed, one.rounded


# -- what is tried ----------------------------------------------------------------------------------------------


def test_nothing_is_computed_from_nothing():
    assert list(formulas(())) == []
    assert list(formulas([attribute("total decimal(8,2)")])) == []
    assert tried("total", "total decimal(8,2)", "quantity text", "price text", "paid boolean") == []


def test_a_total_is_a_product_with_and_without_its_discount_or_a_sum():
    assert tried("total", *PRICES, *MANY) == [
        "quantity * unit_price",
        "quantity * unit_price * (1 - discount)",
        "quantity * unit_price * (1 - discount / 100.0)",
        "quantity * unit_price - discount",
        "unit_price * (1 - discount)",
        "unit_price * (1 - discount / 100.0)",
        "unit_price + discount",
        "unit_price - discount",
        "discount - unit_price",
    ]
    assert {f.target for f in formulas(tuple(map(attribute, (*PRICES, *MANY))))} == {"total"}


def test_a_tax_is_added_where_a_discount_is_taken_off():
    assert tried("total", "total decimal(8,2)", "hours int32", "fee decimal(6,2)", "vat decimal(3,2)", *MANY)[:4] == [
        "hours * fee",
        "hours * fee * (1 + vat)",
        "hours * fee * (1 + vat / 100.0)",
        "hours * fee + vat",
    ]
    assert tried("gross", "gross decimal(8,2)", "net decimal(8,2)", "vat decimal(3,2)", *MANY)[:2] == [
        "net * (1 + vat)",
        "net * (1 + vat / 100.0)",
    ]


def test_the_price_of_one_is_tried_before_a_price_in_a_list():
    found = tried("amount", "amount int32", "list_price int32", "unit_price int32", "quantity int32", *MANY)
    assert found[:2] == ["quantity * unit_price", "quantity * list_price"]


def test_a_rate_of_a_tax_is_no_price():
    assert tried("total", "total int32", "quantity int32", "tax_rate int32", *MANY) == []


@pytest.mark.parametrize("name", ["unit_price", "tax_rate", "revenue_share", "quantity", "x"])
def test_what_is_no_total_by_its_name_is_not_computed(name):
    assert tried(name, f"{name} int32", "count int32", "price int32", "net int32", "fx_rate int32", *MANY) == []


def test_a_tax_is_a_share_of_an_amount_and_the_rate_itself_is_none():
    known = "net decimal(8,2)", "tax_rate decimal(4,1)", "tax decimal(8,2)", *MANY
    assert tried("tax", *known) == ["net * tax_rate", "net * tax_rate / 100.0"]
    assert tried("tax_rate", *known) == []
    assert tried("tax", "quantity int32", "tax_rate int32", "tax int32", *MANY) == []  # of no amount
    assert tried("tax", "fee_rate int32", "tax_rate int32", "tax int32", *MANY) == []  # a rate is none
    for whole in ("turnover", "freight"):  # the word of a total, and that of any other amount
        assert tried("tax", f"{whole} int32", "tax_rate int32", "tax int32", *MANY)[0] == f"{whole} * tax_rate"


def test_what_a_tax_is_added_to_is_an_amount_and_no_rate_tax_or_discount():
    assert tried("total", "total int32", "vat int32", "rebate int32", *MANY) == [
        "vat + rebate", "vat - rebate", "rebate - vat",
    ]  # fmt: skip
    assert tried("total", "total int32", "vat int32", "fee_rate int32", *MANY) == []


def test_areas_and_volumes_are_products_of_their_sides():
    sides = "width int32", "height int32", "depth int32"
    assert tried("area", "area int32", *sides[:2], *MANY) == ["width * height"]
    assert tried("volume", "volume int32", *sides, *MANY) == [
        "width * height", "width * depth", "height * depth", "width * height * depth",
    ]  # fmt: skip
    assert tried("volume", "volume int32", sides[0], *MANY) == []


def test_sums_and_differences_of_two_three_and_four():
    found = tried("total", "total int32", "net int32", "vat int32", "tip int32", "refund int32", *MANY)
    sums = [text for text in found if "*" not in text]
    assert [text for text in sums if text.count(" ") == 2] == [
        "net + vat", "net + tip", "net + refund", "vat + tip", "vat + refund", "tip + refund",
        "net - vat", "net - tip", "net - refund", "vat - net", "vat - tip", "vat - refund",
        "tip - net", "tip - vat", "tip - refund", "refund - net", "refund - vat", "refund - tip",
    ]  # fmt: skip
    assert [text for text in sums if text.count(" ") == 4][:4] == [
        "net + vat + tip", "vat + tip - net", "net + tip - vat", "net + vat - tip",
    ]  # fmt: skip
    assert [text for text in sums if text.count(" ") == 6] == ["net + vat + tip + refund"]


def test_of_many_addends_seven_are_tried():
    names = "shipping freight base tip deposit paid debit credit principal".split()
    found = tried("total", "total int32", *(f"{name} int32" for name in names))
    # Of seven: 21 pairs added, 42 taken from each other, 35 threes with each sign or none, 35 fours.
    assert len(found) == 21 + 42 + 35 * 4 + 35
    assert not any("credit" in text or "principal" in text for text in found)


def test_names_that_say_nothing_are_tried_in_pairs_of_up_to_six_numbers():
    assert tried("a", "a int32", "größe float64", "c decimal(5,2)") == ['"größe" * c', '"größe" + c']
    assert tried("a", "a int32", "b int32") == []
    six = [f"n{i} int32" for i in range(6)]
    assert len(list(formulas(tuple(map(attribute, six))))) == 6 * 10 * 2  # each of ten pairs of the other five
    assert list(formulas(tuple(map(attribute, [*six, "n6 int32"])))) == []
    assert len(list(formulas(tuple(map(attribute, [*six, "n6 text"]))))) == 120  # a text is no number


# -- how it is said ---------------------------------------------------------------------------------------------


def test_the_rows_that_matter_are_those_in_which_each_operand_makes_a_difference():
    assert formula("quantity * unit_price", *PRICES).matters == "quantity <> 1 AND unit_price <> 0"
    assert formula("quantity * unit_price * (1 - discount)", *PRICES).matters == (
        "discount <> 0 AND quantity <> 1 AND unit_price <> 0"
    )
    assert formula("unit_price - discount", *PRICES).matters == "unit_price <> 0 AND discount <> 0"
    assert formula("a * b", "a int32", "b int32", "c int32").matters == "a NOT IN (0, 1) AND b NOT IN (0, 1)"
    assert formula("net * tax_rate", "tax int32", "net int32", "tax_rate int32", *MANY).matters == (
        "net <> 0 AND tax_rate NOT IN (0, 1)"
    )


def test_operands_are_the_names_of_attributes_and_expressions_quote_them():
    one = formula('"Menge" * "Preis je Stück"', "Menge int32", "Preis je Stück int32", "order int32")
    assert (one.target, one.operands) == ("order", ("Menge", "Preis je Stück"))
    assert one.exact == '"order" = "Menge" * "Preis je Stück"'
    assert one.matters == '"Menge" NOT IN (0, 1) AND "Preis je Stück" NOT IN (0, 1)'


def test_a_product_that_fits_into_the_digits_is_not_rounded():
    assert said(formula("quantity * unit_price", *PRICES)) == (
        "total = quantity * unit_price",
        "abs(total - (quantity * unit_price)) <= 0.006",  # six tenths of the last digit
        "quantity * unit_price",
        False,
    )


def test_a_product_of_more_digits_is_rounded():
    text = "quantity * unit_price * (1 - discount)"  # 0 + 2 + 2 digits
    assert said(formula(text, *PRICES)) == (
        f"total = round({text}, 2)", f"abs(total - ({text})) <= 0.006", f"round({text}, 2)", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "a", "b", "product", "added"),
    [
        # The digits of a product are those of both together, of a sum those of the one that has more.
        ("int32", "int32", "int64", False, False),
        ("int32", "int32", "decimal(5,1)", True, True),
        ("decimal(8,2)", "decimal(5,1)", "decimal(5,1)", False, False),
        ("decimal(8,2)", "decimal(5,1)", "decimal(5,2)", True, False),
        ("decimal(8,2)", "int16", "decimal(5,3)", True, True),
        ("decimal(8,0)", "int16", "decimal(5,0)", False, False),
        ("decimal(8,2)", "int16", "decimal", True, True),  # a decimal without bounds may have any number of digits
        ("int32", "decimal", "int16", True, True),
    ],
)
def test_when_a_product_and_a_sum_are_rounded(target, a, b, product, added):
    known = f"c {target}", f"a {a}", f"b {b}"
    assert (formula("a * b", *known).rounded, formula("a + b", *known).rounded) == (product, added)


def test_a_decimal_whose_scale_is_left_out_has_no_digits_behind_the_point():
    numbers = [Attribute(name=name, type=Decimal(8)) for name in "abc"]
    one = next(f for f in formulas(numbers) if f.target == "c" and f.expression == "a * b")
    assert said(one) == ("c = a * b", "c = a * b", "a * b", False)


@pytest.mark.parametrize("name", ["net (w/o tax)", "net*", "5 %"])
def test_signs_in_a_name_are_no_signs_of_the_expression(name):
    # Two digits and two digits are added: nothing is to be rounded.
    one = formula(f'"{name}" + tax', f"{name} decimal(8,2)", "tax decimal(8,2)", "gross decimal(8,2)")
    assert (one.rounded, one.computed) == (False, f'"{name}" + tax')


def test_a_division_is_always_rounded():
    known = "tax int32", "net int32", "tax_rate int32", *MANY
    text = "net * tax_rate / 100.0"
    expected = f"tax = round({text}, 0)", f"abs(tax - ({text})) <= 0.6", f"round({text}, 0)", True
    assert said(formula(text, *known)) == expected
    known = "total decimal(9,4)", "count int32", "fee int32", "rebate int32", *MANY
    assert formula("count * fee * (1 - rebate / 100.0)", *known).rounded
    assert formula("fee * (1 - rebate / 100.0)", *known).rounded
    assert not formula("count * fee * (1 - rebate)", *known).rounded


@pytest.mark.parametrize(
    ("kind", "check"),
    [("int32", "c = a + b"), ("decimal(8,0)", "c = a + b"), ("decimal(8,1)", "abs(c - (a + b)) <= 0.06"),
     ("decimal(12,4)", "abs(c - (a + b)) <= 0.00006")],
)  # fmt: skip
def test_whole_numbers_are_equal_and_others_within_six_tenths_of_their_last_digit(kind, check):
    assert formula("a + b", f"c {kind}", "a int32", "b int32").check == check


@pytest.mark.parametrize(
    "kinds", [("float64", "int32", "int32"), ("int32", "float32", "int32"), ("decimal", "int32", "int32")]
)
def test_binary_fractions_and_decimals_without_bounds_have_no_last_digit(kinds):
    known = tuple(f"{name} {kind}" for name, kind in zip("cab", kinds, strict=True))
    assert said(formula("a * b", *known)) == ("c = a * b", "abs(c - (a * b)) <= 0.006", None, False)


# -- names and dates --------------------------------------------------------------------------------------------


def test_a_full_name_is_one_of_three_ways_to_write_both_parts():
    known = "first_name text", "surname text", "full_name text"
    assert tried("full_name", *known) == [
        "first_name || ' ' || surname", "surname || ', ' || first_name", "surname || ' ' || first_name",
    ]  # fmt: skip
    one = formula("first_name || ' ' || surname", *known)
    same = "full_name = first_name || ' ' || surname"
    assert said(one) == (same, same, "first_name || ' ' || surname", False)
    assert (one.operands, one.matters) == (("first_name", "surname"), "first_name <> '' AND surname <> ''")
    assert {f.target for f in formulas(tuple(map(attribute, known)))} == {"full_name"}


def test_a_name_needs_both_parts_and_all_are_texts():
    assert tried("full_name", "full_name text", "first_name text") == []
    assert tried("full_name", "full_name text", "last_name text") == []
    assert tried("full_name", "full_name text", "first_name text", "last_name int32") == []
    for label in ("label", "name_tag"):
        assert tried(label, f"{label} text", "first_name text", "last_name text") == []


def test_of_several_parts_the_first_two_of_each_are_tried():
    known = [f"{first}_name text" for first in ("first", "given", "forename")]
    known += [f"{last}_name text" for last in ("last", "family", "surname")]
    found = tried("Name", "Name text", *known)
    assert len(found) == 2 * 2 * 3
    assert not any("forename" in text or "surname" in text for text in found)


@pytest.mark.parametrize("name", ["%", "--", "№", "日付", "größe"])
def test_names_without_words_or_in_other_letters_are_tried_for_nothing(name):
    known = "first_name text", "last_name text", "placed date", f"{name} "
    assert tried(name, *known[:3], known[3] + "text") == []
    assert tried(name, *known[:3], known[3] + "int32") == []


@pytest.mark.parametrize("part", ["year", "quarter", "month", "week", "day"])
def test_a_part_of_a_date(part):
    (one,) = formulas((attribute(f"order_{part} int16"), attribute("Placed date")))
    same = f'order_{part} = extract({part} from "Placed")'
    assert said(one) == (same, same, None, False)  # engines write it in their own ways
    assert (one.target, one.operands, one.matters) == (f"order_{part}", ("Placed",), f"order_{part} IS NOT NULL")


def test_only_a_moment_has_an_hour():
    assert tried("hour", "hour int16", "d date", "t timestamp", "z timestamptz") == [
        "extract(hour from t)", "extract(hour from z)",
    ]  # fmt: skip


def test_a_part_of_a_date_is_a_whole_number_that_ends_in_its_word():
    assert tried("year", "year text", "d date") == []
    assert tried("year", "year decimal(4,0)", "d date") == []
    assert tried("year_built", "year_built int16", "d date") == []
    assert tried("year", "year int16", "d text") == []
    assert tried("years", "years int16", "d date") == ["extract(year from d)"]


def test_of_many_dates_four_are_tried():
    dates = [f"d{i} date" for i in range(6)]
    assert tried("year", "year int16", *dates) == [f"extract(year from d{i})" for i in range(4)]
