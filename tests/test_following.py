"""Following: what waits for a decision stays, and does the same, when what it is about has another name."""

from __future__ import annotations

import pytest

from workbench import Project
from workbench.findings import Finding
from workbench.following import follow, renames_between
from workbench.model.edits import Add, Batch, Drop, Rename
from workbench.model.nodes import Check
from workbench.model.subjects import Subject
from workbench.session import Session

TEXT = """
Table orders {
  id int32 [pk]
  customer_id int32
  amount int32
}
Table customers {
  id int32 [pk]
}
"""


@pytest.fixture
def model():
    return Session.of_text(TEXT).model


def renamed(model, *renames):
    for subject, to in renames:
        model = Rename(Subject.parse(subject), to).apply(model)
    return model


def test_renames_are_seen_by_what_the_data_are_called(model):
    now = renamed(model, ("orders.amount", "total"), ("orders", "sales"), ("customers.id", "no"))
    assert [str(rename) for rename in renames_between(model, now)] == [
        "rename attribute orders.amount to total",
        "rename entity orders to sales",
        "rename attribute customers.id to no",
    ]
    assert renames_between(model, model) == []
    assert [str(rename) for rename in renames_between(now, model)] == [
        "rename attribute sales.total to amount",
        "rename entity sales to orders",
        "rename attribute customers.no to id",
    ]


def test_names_that_were_exchanged_are_left_alone(model):
    now = renamed(model, ("orders", "x"), ("customers", "orders"), ("x", "customers"))
    assert renames_between(model, now) == []


def test_a_change_is_made_under_the_new_names(model):
    check = Add(Check(expression="amount >= 0", name="paid"), Subject.entity("orders").name)
    about = Finding("CHK-002-range", "advice", Subject.parse("check:orders[paid]"), "Make it a check.", edits=(check,))
    gone = Finding("X-001-x", "advice", Subject.entity("orders"), "Drop it.", edits=(Drop(Subject.entity("orders")),))
    other = Finding("X-001-x", "advice", Subject.entity("customers"), "Look at it.")
    now = renamed(model, ("orders.amount", "total"), ("orders", "sales"))
    found = list(follow([about, gone, other], model, renames_between(model, now)))
    assert [str(f.subject) for f in found] == ["check:sales[paid]", "entity:sales", "entity:customers"]
    assert found[2] is other
    after = Batch(found[0].edits).apply(now)
    assert [str(c.expression) for c in after.entity("sales").checks] == ["total >= 0"]
    assert [str(edit) for edit in found[1].edits] == ["drop entity sales"]


def test_findings_of_a_project_keep_their_numbers_through_a_rename_and_back(tmp_path):
    (tmp_path / "members.csv").write_text("member_id,fee\n" + "".join(f"{i},{i % 7}.50\n" for i in range(1, 41)))
    (tmp_path / "loans.csv").write_text("loan_id,member_id\n" + "".join(f"{i},{1 + i % 41}\n" for i in range(1, 201)))
    project = Project(tmp_path, cache=False).infer()

    def waiting():
        return {number: (f.code, str(f.subject)) for number, f in project.findings.numbers.items()}

    before = waiting()
    assert ("DATA-002-orphan", "reference:loans(member_id)->members(member_id)") in before.values()
    project.rename("members.fee", "due").rename("members", "people")
    assert waiting() == {
        number: (code, subject.replace("fee", "due").replace("members", "people"))
        for number, (code, subject) in before.items()
    }
    told = next(f for f in project.findings if f.code == "DATA-002-orphan")
    assert "name a row of people" in told.message
    (number,) = (n for n, (code, _) in waiting().items() if code == "CHK-002-range")
    project.accept(number)
    assert "due >= 0" in project.text
    project.undo().undo().undo()
    assert waiting() == before
