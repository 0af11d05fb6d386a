from collections import Counter
from decimal import Decimal

import pytest

from workbench.samples.catalogue import (
    iban_of,
    make_categories,
    make_product_suppliers,
    make_products,
    make_suppliers,
    sellable_until,
)


@pytest.fixture(scope="module")
def categories():
    return make_categories()


@pytest.fixture(scope="module")
def products(categories):
    return make_products(1, categories)


@pytest.fixture(scope="module")
def suppliers():
    return make_suppliers(1)


def test_categories_are_numbered_densely_and_one_level_deep(categories):
    assert [one.category_id for one in categories] == list(range(1, 41))
    tops = {one.category_id for one in categories if one.parent_category_id is None}
    assert len(tops) == 8
    assert {one.parent_category_id for one in categories} == tops | {None}


@pytest.mark.parametrize(
    ("country", "account", "iban"),
    [  # examples of the SWIFT IBAN registry
        ("DE", "370400440532013000", "DE89370400440532013000"),
        ("FR", "20041010050500013M02606", "FR1420041010050500013M02606"),
        ("CH", "00762011623852957", "CH9300762011623852957"),
    ],
)
def test_check_digits_are_those_of_the_registry(country, account, iban):
    assert iban_of(country, account) == iban


def test_every_iban_leaves_the_remainder_one(suppliers):
    ibans = [one.iban for one in suppliers if one.iban]
    assert len(set(ibans)) == len(ibans) > 30
    for iban in ibans:
        digits = "".join(str(ord(sign) - 55) if sign.isalpha() else sign for sign in iban[4:] + iban[:4])
        assert int(digits) % 97 == 1


def test_suppliers_overseas_have_no_iban(suppliers):
    assert {one.country_code for one in suppliers if one.iban is None} == {"VN", "TW", "JP"}
    assert all(one.rating is None or Decimal("1.0") <= one.rating <= Decimal("5.0") for one in suppliers)


def test_products_have_rising_codes_and_unique_names(products):
    codes = [one.product_code for one in products]
    assert codes == sorted(set(codes))
    assert len({one.name for one in products}) == len(products) == 720


def test_every_category_below_a_department_has_products(products, categories):
    leaves = {one.category_id for one in categories if one.parent_category_id}
    assert {one.category_id for one in products} == leaves


def test_only_discontinued_products_have_an_end(products):
    gone = [one for one in products if one.discontinued_on]
    assert {one.status for one in gone} == {"discontinued"}
    assert {one.product_code for one in gone} == {one.product_code for one in products if one.status == "discontinued"}
    assert len(gone) < 0.15 * len(products)
    assert all(sellable_until(one) == one.discontinued_on for one in gone)


def test_food_has_calories_and_no_colours(products, categories):
    food = {one.category_id for one in categories if one.name == "Trail Food"}
    for one in products:
        assert ("colours" in one.attributes) == (one.category_id not in food)
    assert any("kcal" in one.attributes for one in products)


def test_each_product_has_exactly_one_preferred_supplier(products, suppliers):
    rows = make_product_suppliers(1, products, suppliers)
    assert len({(row.product_code, row.supplier_id) for row in rows}) == len(rows)
    preferred = Counter(row.product_code for row in rows if row.is_preferred)
    assert preferred == dict.fromkeys([one.product_code for one in products], 1)
