"""Naming: what is left of a column's name without what a house style puts around it."""

from __future__ import annotations

import pytest

from workbench.advise._naming import Naming


@pytest.mark.parametrize(
    ("name", "body", "refers"),
    [
        ("customer_id", ("customer",), True),
        ("customer", ("customer",), False),
        ("fk_winner", ("winner",), True),  # the mark says what id would
        ("winner_fk", ("winner",), True),
        ("fkWinner", ("winner",), True),
        ("fk", ("fk",), False),
        ("id_customer", ("customer",), True),
        ("id_tariff_code", ("tariff", "code"), True),
        ("parent_id_cost_center", ("parent", "cost", "center"), True),
        ("approved_by", ("approved", "by"), True),
        ("id", (), False),
    ],
)
def test_what_a_name_says_and_whether_it_refers(name, body, refers):
    column = Naming([("t", [name])]).column("t", name)
    assert (column.body, column.refers) == (body, refers)
