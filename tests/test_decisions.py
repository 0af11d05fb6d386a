"""Decisions: they outlive the run, follow renames, and let a finding back only when its evidence has changed."""

from dataclasses import replace

import pytest

from workbench.decisions import Decision, Decisions, followed
from workbench.findings import Finding
from workbench.model import QualifiedName, Subject
from workbench.model.edits import Batch, Drop, Rename

REFERENCE = Subject.parse("reference:orders(customer_id)->customers(id)")
FINDING = Finding("REF-001-inclusion", "advice", REFERENCE, "Make it a reference.", confidence=0.6)


def test_a_decision_remembers_what_the_finding_said_when_it_was_made():
    decision = Decision.on(FINDING, "rejected", "They are legacy numbers.")
    assert decision == Decision(
        "REF-001-inclusion", REFERENCE, "rejected", "They are legacy numbers.", confidence=0.6, severity="advice"
    )


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (FINDING, None),
        (replace(FINDING, confidence=0.70), None),  # exactly 0.1 more is not more than 0.1
        (replace(FINDING, confidence=0.71), "confidence was 0.60 and is 0.71 now"),
        (replace(FINDING, confidence=0.49), "confidence was 0.60 and is 0.49 now"),
        (replace(FINDING, severity="error"), "it was advice and is error now"),
        (replace(FINDING, confidence=None), None),
        (replace(FINDING, message="Other words."), None),
    ],
)
def test_a_rejected_finding_comes_back_only_when_its_own_evidence_has_changed(now, why):
    decisions = Decisions([Decision.on(FINDING, "rejected")])
    assert decisions[now.identity].reopened_by(now) == why
    expected = [] if why is None else [replace(now, message=f"{now.message} Rejected before; {why}.")]
    assert list(decisions.open([now])) == expected


def test_an_accepted_finding_does_not_come_back():
    decisions = Decisions([Decision.on(FINDING, "accepted")])
    assert list(decisions.open([replace(FINDING, confidence=1.0, severity="error")])) == []


def test_undecided_findings_stay_open_in_their_order():
    other = replace(FINDING, subject=Subject.entity("orders"))
    same = replace(FINDING, code="REF-002-name")
    decisions = Decisions([Decision.on(FINDING, "rejected")])
    assert list(decisions.open([other, FINDING, same])) == [other, same]


def test_the_last_decision_on_a_finding_counts():
    first = Decisions([Decision.on(FINDING, "rejected")])
    both = first.with_(Decision.on(FINDING, "accepted", "Now I know."))
    assert [d.verdict for d in both.values()] == ["accepted"]
    assert [d.verdict for d in first.values()] == ["rejected"]
    assert len(both) == 1


@pytest.mark.parametrize(
    ("subject", "rename", "after"),
    [
        ("entity:orders", ("entity:orders", "sales"), "entity:sales"),
        ("entity:orders", ("entity:orders", "s.sales"), "entity:s.sales"),
        ("entity:orders_old", ("entity:orders", "sales"), "entity:orders_old"),
        ("attribute:orders.status", ("entity:orders", "sales"), "attribute:sales.status"),
        ("attribute:orders.status", ("attribute:orders.status", "state"), "attribute:orders.state"),
        ("attribute:lines.status", ("attribute:orders.status", "state"), "attribute:lines.status"),
        ("key:orders(a, b)", ("attribute:orders.b", "c"), "key:orders(a, c)"),
        ("index:orders[by date]", ("entity:orders", "sales"), "index:sales[by date]"),
        ("index:orders[by date]", ("index:orders[by date]", "ix"), "index:orders[ix]"),
        ("reference:orders(c)->customers(id)", ("entity:customers", "people"), "reference:orders(c)->people(id)"),
        ("reference:orders(c)->customers(id)", ("entity:orders", "sales"), "reference:sales(c)->customers(id)"),
        ("reference:orders(c)->customers(id)", ("attribute:customers.id", "no"), "reference:orders(c)->customers(no)"),
        ("reference:orders(c)->customers(id)", ("attribute:orders.c", "who"), "reference:orders(who)->customers(id)"),
        ("reference:people(id)->people(boss)", ("attribute:people.id", "no"), "reference:people(no)->people(boss)"),
        ("enum:status", ("enum:status", "state"), "enum:state"),
        ("enum:status", ("entity:status", "state"), "enum:status"),
        ("generalisation:people[kind]", ("attribute:people.kind", "sort"), "generalisation:people[sort]"),
        (
            "index:people[kind]",
            ("attribute:people.kind", "sort"),
            "index:people[kind]",
        ),  # a name, as far as one can tell
        ("model", ("entity:orders", "sales"), "model"),
    ],
)
def test_a_subject_follows_renames_of_what_it_names(subject, rename, after):
    edit = Rename(Subject.parse(rename[0]), rename[1])
    assert str(followed(Subject.parse(subject), edit)) == after


def test_decisions_follow_the_renames_of_a_batch_one_after_the_other():
    decisions = Decisions([Decision.on(FINDING, "rejected")])
    batch = Batch(
        (
            Rename(Subject.entity("customers"), "people"),
            Drop(Subject.entity("lines")),
            Batch((Rename(Subject.attribute("people", "id"), "number"),)),
        )
    )
    assert [str(subject) for _, subject in decisions.follow(batch)] == ["reference:orders(customer_id)->people(number)"]


def test_decisions_are_the_same_object_after_an_edit_that_renames_nothing():
    decisions = Decisions([Decision.on(FINDING, "rejected")])
    assert decisions.follow(Drop(Subject.entity(QualifiedName("orders")))) is decisions
