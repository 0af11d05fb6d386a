"""Tests of what waits for a decision: numbers that stay, what was undone, and what may be accepted together."""

import pytest

from workbench.errors import UsageError
from workbench.findings import Finding
from workbench.model import Subject
from workbench.model.edits import Change, Drop, Rename
from workbench.session import Session
from workbench.waiting import Waiting

TEXT = "Table t { id int [pk]\n a int }\nTable u { id int [pk] }"


@pytest.fixture
def session():
    return Session.of_text(TEXT)


def required(column, confidence, code="NULL-001-required"):
    subject = Subject.attribute("t", column)
    edits = (Change.of(subject, nullable=False),)
    return Finding(code, "advice", subject, f"{column} is never null.", edits=edits, confidence=confidence)


def unused(confidence):
    subject = Subject.attribute("t", "a")
    return Finding("NULL-002-unused", "advice", subject, "a is empty.", edits=(Drop(subject),), confidence=confidence)


def codes(waiting):
    return [finding.code for finding in waiting.now()[0]]


def test_what_was_decided_waits_no_more_and_the_others_keep_their_numbers(session):
    first, second = required("a", 0.9), unused(0.8)
    waiting = Waiting(session, [first, second])
    before = waiting.now()[1]
    session.reject(first)
    after = waiting.now()[1]
    assert first not in after.values()
    assert [n for n, f in after.items() if f is second] == [n for n, f in before.items() if f is second]


def test_a_finding_about_what_was_dropped_comes_back_with_undo(session):
    waiting = Waiting(session, [required("a", 0.9)])
    session.apply(Drop(Subject.entity("t")))
    assert "NULL-001-required" not in codes(waiting)
    session.undo()
    assert "NULL-001-required" in codes(waiting)


def test_a_finding_follows_a_rename(session):
    waiting = Waiting(session, [required("a", 0.9)])
    session.apply(Rename(Subject.attribute("t", "a"), "amount"))
    found = next(f for f in waiting.now()[0] if f.code == "NULL-001-required")
    assert found.subject == Subject.attribute("t", "amount")
    session.accept([found])
    assert session.model.attribute("t", "amount").nullable is False


def test_findings_of_lint_are_of_the_present_model_whatever_was_found_before(session):
    stale = Finding("LINT-002-no-key", "warning", Subject.entity("t"), "No key.")
    waiting = Waiting(session, [stale])
    assert "LINT-002-no-key" not in codes(waiting)
    session.set_text("Table t { a int }")
    assert "LINT-002-no-key" in codes(waiting)


def test_what_drops_something_is_not_taken_by_the_beginning_of_a_code(session):
    keep, drop = required("a", 0.9), unused(0.8)
    waiting = Waiting(session, [keep, drop])
    assert waiting.acceptable(None, code="NULL") == [keep]
    assert waiting.acceptable(None, code="NULL-002-unused") == [drop]
    assert waiting.acceptable(None, above=0.8) == [keep, drop]
    assert waiting.meant(None, code="NULL") == [keep, drop]


def test_a_number_that_nothing_has_is_refused_with_those_there_are(session):
    waiting = Waiting(session, [required("a", 0.9)])
    number = next(n for n, f in waiting.now()[1].items() if f.code == "NULL-001-required")
    assert waiting.acceptable(number)[0].code == "NULL-001-required"
    with pytest.raises(UsageError, match="There is no finding 99"):
        waiting.meant(99)
    with pytest.raises(UsageError, match="Say which finding"):
        waiting.meant(None)
