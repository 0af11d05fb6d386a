"""Joined: names without marks between their words, taken apart by hand for the expectations."""

from __future__ import annotations

import pytest

from workbench.advise._joined import Joined
from workbench.advise._naming import Naming

CLAIMS = [
    ("apppolicies", ["polpolicyno", "polholderno", "polsoldby"]),
    ("apppolicyholders", ["polpolicyholderno", "polfirstname", "polcity"]),
    ("appclaims", ["claclaimno", "clapolicyno", "claadjusterno", "claamount"]),
    ("appadjusters", ["adjadjusterno", "adjsupervisorno"]),
    ("appclaimpayments", ["cpclaimpaymentno", "cpclaimno", "cpapprovedby"]),
]


@pytest.mark.parametrize(
    ("table", "column", "apart"),
    [("appclaims", "claclaimno", "claim_no"), ("appclaims", "claadjusterno", "adjuster_no"),
     ("appclaimpayments", "cpclaimpaymentno", "claim_payment_no"), ("appclaimpayments", "cpapprovedby", "approved_by"),
     ("apppolicies", "polsoldby", "sold_by"), ("appadjusters", "adjsupervisorno", "supervisor_no"),
     ("apppolicyholders", "polfirstname", "first_name")],
)  # fmt: skip
def test_columns_are_taken_apart(table, column, apart):
    assert Joined(CLAIMS).column(table, column) == apart


def test_tables_lose_what_all_begin_with():
    assert Joined(CLAIMS).table("appclaimpayments") == "claim_payments"
    assert Joined(CLAIMS).table("apppolicyholders") == "policyholders"


def test_names_with_marks_are_left_alone():
    marked = [(table, [f"{column[:3]}_{column[3:]}" for column in columns]) for table, columns in CLAIMS]
    assert not Joined(marked).applies
    assert not Joined([("claims", ["claimno", "amount"])]).applies  # too few to tell


def test_naming_sees_the_words():
    names = Naming(CLAIMS)
    assert names.table("appclaimpayments") == ("claim", "payment")
    column = names.column("appclaimpayments", "cpclaimno")
    assert (column.body, column.tail) == (("claim",), True)
    assert names.column("appclaimpayments", "cpapprovedby").refers
