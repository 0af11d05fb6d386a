"""Closed lists: a few values that name a kind or a state, and lists that only look like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Data, Q, entity
from workbench.advise.enums.closed_list import judge
from workbench.model import Model
from workbench.model.edits import Add, Change
from workbench.model.types import EnumOf

N = 400


def judged(name, values, rows=N, table="orders", kind="text(20)"):
    data = Data(**{table: {name: [values[i % len(values)] for i in range(rows)]}})
    return list(data.findings(judge, entity(table, f"{name} {kind}")))


def test_a_state_becomes_an_enum():
    (finding,) = judged("status", ["open", "paid", "sent"])
    # 0.55 + 0.2 (133 rows a value: 2/3 of it) + 0.1 (few values) + 0.25 (its name) + 0.08 (lower case), capped
    assert (finding.code, finding.confidence) == ("ENUM-001-closed-list", 0.97)
    assert finding.message == "Holds one of 3 values: open, paid, sent. Make it the enum order_status."
    add, change = finding.edits
    assert isinstance(add, Add)
    assert [value.name for value in add.node.values] == ["open", "paid", "sent"]
    assert change == Change.of(finding.subject, type=EnumOf(Q("order_status")))


@pytest.mark.parametrize(
    ("name", "values", "low"),
    [
        ("country_code", ["DE", "FR", "US"], 0.3),  # a list that is kept elsewhere
        ("city", ["Berlin", "Paris"], 0.6),
        ("line", ["1", "2", "3"], 0.6),  # numbers that came as text
    ],
)
def test_open_lists_are_doubtful(name, values, low):
    found = judged(name, values)
    assert not found or found[0].confidence <= low


@pytest.mark.parametrize(
    ("name", "values", "rows"),
    [
        ("status", ["open"], N),  # one value tells nothing
        ("status", [f"s{i}" for i in range(40)], N),  # too many
        ("status", ["open", "paid"], 40),  # too few rows
        ("status", ["open", "x" * 41], N),  # sentences
        ("status", [f"s{i}" for i in range(15)], 100),  # more than a tenth of the rows
    ],
)
def test_no_list(name, values, rows):
    assert judged(name, values, rows) == []


def test_numbers_keys_references_and_values_of_people_are_no_lists():
    assert judged("status", ["1", "2"], kind="int32") == []
    data = Data(orders={"status": ["open", "paid"] * 200})
    whole = entity("orders", "status text(20)")
    assert list(data.findings(judge, replace(whole, attributes=(replace(whole.attributes[0], personal="name"),)))) == []
    assert data.asked == []


def test_attributes_with_the_same_list_share_an_enum():
    values = ["low", "mid", "high"]
    columns = {"priority": [values[i % 3] for i in range(N)], "ship_priority": [values[i // 2 % 3] for i in range(N)]}
    data = Data(orders=columns)
    found = list(data.findings(judge, entity("orders", "priority text(9)", "ship_priority text(9)")))
    assert [change.values for f in found for change in f.edits if isinstance(change, Change)] == [
        (("type", EnumOf(Q("ship_priority"))),)
    ] * 2


def test_an_enum_that_the_model_has_is_used():
    (first,) = judged("status", ["open", "paid"])
    model = first.edits[0].apply(Model(entities=(entity("orders", "status text(9)"),)))
    data = Data(orders={"status": ["open", "paid"] * 200})
    (finding,) = data.findings(judge, model=model)
    assert [type(edit) for edit in finding.edits] == [Change]


def test_two_lists_of_one_name_are_two_enums():
    data = Data(orders={"status": ["open", "paid"] * 200}, order={"status": ["new", "old"] * 200})
    found = data.findings(judge, entity("orders", "status text(9)"), entity("order", "status text(9)"))
    assert sorted(str(f.edits[0].node.name) for f in found) == ["order_status", "order_status_2"]
