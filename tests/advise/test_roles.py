"""Roles: what names ask for, and what tables are, as a reader of the names would say."""

from __future__ import annotations

import pytest

from workbench.advise._naming import Naming
from workbench.advise._roles import kinds, names_somebody, role, speaks

PEOPLE = {"id", "name", "birthday"}


def column(name):
    return Naming([("t", [name])]).column("t", name)


@pytest.mark.parametrize(
    ("table", "columns", "expected"),
    [
        (("photographer",), {"id", "firstname"}, {"person"}),
        (("plaintiff",), PEOPLE, {"person"}),
        (("employee",), {"id"}, {"person"}),
        (("ward",), {"id", "floor"}, set()),  # a ward is a person in a dictionary first
        (("advertiser",), {"id", "name"}, {"doer", "organisation"}),
        (("airport",), {"id"}, {"place"}),
        (("rental", "house"), {"id", "name", "phone"}, {"place", "organisation"}),
        (("status",), {"id", "name"}, set()),
    ],
)
def test_what_a_table_is_of(table, columns, expected):
    assert kinds(table, columns) == expected


@pytest.mark.parametrize(
    ("name", "of", "expected"),
    [
        ("photographer_id", {"person"}, 1.0),
        ("photographer_id", {"place"}, -1.0),
        ("developer_id", {"organisation"}, 0.5),  # a developer is a person in a dictionary, a firm in a database
        ("approved_by", {"person"}, 1.0),
        ("approved_by", {"organisation"}, 0.5),
        ("approved_by", {"place"}, -1.0),
        ("destination_id", {"place"}, 1.0),
        ("airport_id", {"person"}, -1.0),
        ("status_id", {"person"}, 0.0),
        ("id", {"person"}, 0.0),
    ],
)
def test_how_a_role_fits(name, of, expected):
    assert role(column(name), frozenset(of)) == expected


def test_what_speaks_of_somebody():
    assert speaks(column("plaintiff_id"))
    assert speaks(column("parent_id"))
    assert not speaks(column("quantity"))
    assert names_somebody(column("manager_id"))
    assert names_somebody(column("referred_by"))
    assert not names_somebody(column("parent_id"))
