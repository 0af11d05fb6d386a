from datetime import timedelta

import pytest

from workbench.samples.customers import CUSTOMERS, addresses_of, make_customers


@pytest.fixture(scope="module")
def made():
    return make_customers(1)


def test_numbers_follow_the_day_of_signing_up(made):
    customers, _, _ = made
    assert [one.customer_id for one in customers] == list(range(10001, 10001 + CUSTOMERS))
    assert [one.signed_up_on for one in customers] == sorted(one.signed_up_on for one in customers)


def test_businesses_are_exactly_the_customers_of_that_kind(made):
    customers, businesses, _ = made
    assert [one.customer_id for one in businesses] == [one.customer_id for one in customers if one.kind == "business"]
    assert len({one.company_name for one in businesses}) == len({one.vat_id for one in businesses}) == len(businesses)


def test_businesses_have_no_birthday_and_persons_are_of_age(made):
    customers, _, _ = made
    for one in customers:
        if one.kind == "business":
            assert one.birth_date is None
        elif one.birth_date:
            assert one.birth_date + timedelta(days=18 * 365) < one.signed_up_on


def test_every_customer_has_an_address_in_one_country(made):
    customers, _, addresses = made
    homes = addresses_of(addresses)
    assert set(homes) == {one.customer_id for one in customers}
    assert all(len({address.country_code for address in mine}) == 1 for mine in homes.values())
    assert 1.1 < len(addresses) / len(customers) < 1.5


def test_credit_is_a_multiple_of_500(made):
    _, businesses, _ = made
    assert all(one.credit_limit % 500 == 0 and one.credit_limit > 0 for one in businesses)
