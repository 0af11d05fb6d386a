from collections import Counter
from datetime import date

import pytest

from workbench.samples.company import SALARIES, make_employees, make_stores


@pytest.fixture(scope="module")
def stores():
    return make_stores(1)


@pytest.fixture(scope="module")
def employees(stores):
    return make_employees(1, stores)


def test_stores_open_one_after_the_other_before_the_first_order(stores):
    days = [store.opened_on for store in stores]
    assert days == sorted(set(days))
    assert days[-1] < date(2022, 1, 1)
    assert {store.has_workshop for store in stores} == {True, False}


def test_two_cities_have_more_than_one_store(stores):
    assert [city for city, count in Counter(store.city for store in stores).items() if count > 1] == [
        "Berlin",
        "München",
    ]


def test_everyone_but_the_head_reports_up_to_the_head(employees):
    boss = {employee.employee_id: employee.reports_to for employee in employees}
    assert [number for number, above in boss.items() if above is None] == [101]
    for number in boss:
        chain = [number]
        while (above := boss[chain[-1]]) is not None:
            assert above not in chain
            chain.append(above)
        assert chain[-1] == 101
        assert len(chain) <= 4


def test_numbers_follow_the_day_of_hiring(employees):
    assert [employee.hired_on for employee in employees] == sorted(employee.hired_on for employee in employees)
    assert [employee.employee_id for employee in employees] == list(range(101, 101 + len(employees)))


def test_every_store_has_one_manager_and_someone_who_sells(stores, employees):
    for store in stores:
        titles = Counter(employee.job_title for employee in employees if employee.store_code == store.store_code)
        assert titles["Store Manager"] == 1
        assert titles["Sales Assistant"] >= 2
        assert (titles["Workshop Technician"] > 0) == store.has_workshop


def test_pay_lies_in_the_range_of_the_job(employees):
    for employee in employees:
        low, high = SALARIES[employee.job_title]
        assert low * 100 <= employee.salary <= high * 100


def test_mail_addresses_are_unique(employees):
    assert len({employee.email for employee in employees}) == len(employees)
    assert any(not employee.is_active for employee in employees)
