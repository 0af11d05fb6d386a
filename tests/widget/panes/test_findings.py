"""Tests of findings and verdicts on a page."""

import pytest

from tests.widget.conftest import Page
from workbench.findings import Evidence, Figure, Finding
from workbench.model import Attribute, QualifiedName, Subject
from workbench.model.edits import Add, Change
from workbench.widget.desk import Desk, Services
from workbench.widget.editor import Editor
from workbench.witnesses import Witnesses

STATE = Subject.attribute("orders", "state")
REQUIRED = Finding(
    "NULL-001-required", "advice", STATE, "state is never empty.",
    Evidence(figures=(Figure("rows", 300, "rows"), Figure("nulls", 0, "rows")), sql="SELECT 1", reason="All have one."),
    (Change.of(STATE, nullable=False),), 0.8,
)  # fmt: skip
EMAIL = Add(Attribute(name="email"), within=QualifiedName("customers"))
ONE, OTHER = (
    Finding(f"X-00{n}-x", "advice", Subject.entity("customers"), "…", edits=(EMAIL,), confidence=0.9) for n in (1, 2)
)
TOLD = Finding("DAT-001-x", "warning", Subject.entity("orders"), "Look.")


@pytest.fixture
def page(session):
    found = {3: TOLD, 5: ONE, 6: OTHER, 9: REQUIRED}

    def findings():
        return {n: f for n, f in found.items() if f.identity not in session.state.decisions}

    rows = Witnesses("SELECT 1", ("n", "email"), (("1", "***"),), more=True, masked=("email",))
    editor = Editor(Desk(session, Services(findings=findings, rows=lambda _: rows)), diagram=lambda _: "<svg/>")
    yield Page(editor)
    editor.close()


def test_findings_are_listed_in_order_with_their_numbers(page):
    listed = page.ask("findings.list")
    assert [(f["number"], f["severity"], f["acceptable"], f["entities"]) for f in listed] == [
        (3, "warning", False, ["orders"]),
        (5, "advice", True, ["customers"]),
        (6, "advice", True, ["customers"]),
        (9, "advice", True, ["orders"]),
    ]


def test_one_is_told_with_what_it_rests_on_and_what_it_changes(page, session):
    told = page.ask("findings.one", number=9)
    assert (told["reason"], told["figures"]) == ("All have one.", [["rows", 300, "rows"], ["nulls", 0, "rows"]])
    assert told["chart"]["bars"] == [["rows", 300, False], ["nulls", 0, True]]
    assert [line for line in told["diff"] if line[0] in "+-"] == ["-  state text", "+  state text [not null]"]
    assert page.ask("findings.rows", number=9) == {
        "columns": ["n", "email"], "rows": [["1", "***"]], "more": True, "masked": ["email"],
    }  # fmt: skip
    assert session.revision == 0


def test_what_is_accepted_is_what_was_shown(page, session):
    page.do("findings.accept", number=9, reason="seen")
    assert not session.model.attribute("orders", "state").nullable
    assert [(d.verdict, d.reason) for d in session.state.decisions.values()] == [("accepted", "seen")]
    assert "There is no finding 9" in page.refused("findings.accept", number=9)


def test_a_rejection_keeps_its_reason_and_changes_nothing_else(page, session):
    text = session.text
    page.do("findings.reject", number=5, reason="not ours")
    assert (session.text, [f["number"] for f in page.ask("findings.list")]) == (text, [3, 6, 9])


def test_all_above_are_shown_and_accepted_as_one_step_without_those_that_clash(page, session):
    shown = page.ask("findings.above", above=0.85)
    assert (shown["fitting"], len(shown["clashing"])) == (1, 1)
    assert page.do("findings.accept_above", above=0.5) == 2
    assert (session.revision, session.model.entity("customers").attribute("email") is not None) == (1, True)
    assert "Choose a lower confidence" in page.refused("findings.accept_above", above=1)
    assert "is no confidence" in page.refused("findings.above", above=3)


def test_what_proposes_nothing_cannot_be_accepted(page):
    assert "nothing to accept in DAT-001-x" in page.refused("findings.accept", number=3)
