"""Lookups: a code and its name, said again in every row."""

from __future__ import annotations

import pytest

from tests.advise.measured import found, listed, model
from tests.advise.tables import entity
from workbench.advise.structure.lookups import judge

ENTITY = entity("tickets", "id int64", "status_code text", "status_name text?", "price_name text", key="id")
NAMES = {"o": "Open", "c": "Closed", "w": "Waiting"}
CODES = list("ocw" * 10)


def data(codes, names):
    return {"tickets": {"id": list(range(len(codes))), "status_code": codes, "status_name": names, "price_name": codes}}


def test_a_code_and_the_name_that_depends_on_it():
    rows = data(CODES, [NAMES[c] for c in CODES])
    (finding,) = found(judge, model(ENTITY), **rows)
    assert (finding.code, finding.subject.title) == ("STR-007-lookup", "tickets.status_code")
    assert finding.message.startswith("Each of its 3 values has one status_name, repeated in 30 rows.")
    assert sorted(listed(finding, **rows)) == [("c", "Closed"), ("o", "Open"), ("w", "Waiting")]


@pytest.mark.parametrize("name", ["Shut", None])
def test_a_code_that_says_two_things_is_no_list(name):
    assert found(judge, model(ENTITY), **data(CODES, [NAMES[c] for c in CODES[:-1]] + [name])) == []
