import pytest

from tests.widget.conftest import TEXT
from workbench.findings import Evidence, Figure, Finding
from workbench.model import Attribute, QualifiedName, Subject
from workbench.model.edits import Add, Drop
from workbench.widget.editor import Editor


def suggestion(name, confidence, severity="advice", **more):
    return Finding(
        f"X-00{len(name)}-{name}",
        severity,
        Subject.entity("customers"),
        f"Add {name}.",
        Evidence(figures=(Figure("rows", 300_000), Figure("null share", 0.12345, "of 1")), reason="It is there."),
        (Add(Attribute(name=name), within=QualifiedName("customers")),),
        confidence,
    )


FOUND = [
    suggestion("email", 0.95),
    suggestion("phone_number", 0.97),
    suggestion("fax", 0.5),
    Finding("LINT-009-odd", "warning", Subject.model(), "Odd & <b>strange</b>."),
]


@pytest.fixture
def panel(session):
    editor = Editor(session, findings=lambda: FOUND, diagram=lambda model: "<svg/>")
    yield editor.findings
    editor.close()


def labels(panel):
    return [label for label, _ in panel.list.options]


def test_findings_stand_in_order_of_worth_and_the_first_is_shown(panel):
    assert labels(panel) == [
        "▲ the model · Odd & <b>strange</b>.",
        "● customers · 0.97 · Add phone_number.",
        "● customers · 0.95 · Add email.",
        "● customers · 0.50 · Add fax.",
    ]
    assert "Odd &amp; &lt;b&gt;strange&lt;/b&gt;." in panel.detail.value
    assert "Nothing to accept here" in panel.detail.value
    assert panel.accept_button.disabled
    assert panel.title == "Findings (4)"


def test_a_finding_shows_its_figures_and_what_it_would_change(panel):
    panel.pick(FOUND[0])
    for text in ("300,000", "0.1235 of 1", "It is there.", "X-005-email", "confidence 0.95", "+  email text"):
        assert text in panel.detail.value


def test_accepting_makes_the_edit_and_brings_the_next_one_up(panel, session):
    panel.pick(FOUND[1])
    panel.reason.value = "we call them"
    panel.accept()
    assert session.model.entity("customers").attribute("phone_number") is not None
    decision = session.state.decisions[FOUND[1].identity]
    assert (decision.verdict, decision.reason) == ("accepted", "we call them")
    assert panel.chosen == FOUND[0]
    assert panel.reason.value == ""
    assert len(labels(panel)) == 3
    session.undo()
    assert session.text == TEXT
    assert len(labels(panel)) == 4


def test_rejecting_remembers_the_reason_and_changes_no_text(panel, session):
    panel.pick(FOUND[2])
    panel.reason.value = "it is this century"
    panel.reject()
    assert session.text == TEXT
    assert session.state.decisions[FOUND[2].identity].reason == "it is this century"
    assert FOUND[2] not in list(panel.open)


def test_all_from_a_threshold_on_are_shown_first_and_accepted_as_one_step(panel, session):
    panel.threshold.value = 0.9
    panel.choose_all()
    assert panel.accept_button.description == "Accept 2"
    assert "2 findings with confidence 0.9 or more." in panel.detail.value
    assert session.revision == 0
    panel.accept()
    assert [a.name for a in session.model.entity("customers").attributes] == ["id", "name", "phone_number", "email"]
    assert session.undo_label == "accept 2 findings"
    session.undo()
    assert session.text == TEXT


def test_what_was_shown_on_an_older_revision_is_not_accepted_unseen(panel, session):
    panel.pick(FOUND[0])
    panel.revision -= 1  # the press was on its way while the model changed
    panel.accept()
    assert session.revision == 0
    assert "This was made on revision -1" in panel.message.text
    panel.accept()
    assert session.revision == 1


def test_a_finding_that_no_longer_fits_says_why(panel, session):
    session.apply(Drop(Subject.entity("customers")))
    panel.pick(FOUND[0])
    assert "Left out: customers: There is no entity &#x27;customers&#x27;." in panel.detail.value
    assert panel.accept_button.disabled
    panel.accept()
    assert panel.message.text == "There is nothing to accept. Choose a finding that changes something."


def test_a_rejected_finding_comes_back_with_what_changed_and_says_so_once(session):
    session.reject(suggestion("email", 0.5))
    again = suggestion("email", 0.95)
    for given in (again, next(session.state.decisions.open([again]))):
        editor = Editor(session, findings=lambda given=given: [given], diagram=lambda model: "<svg/>")
        assert [f.message for f in editor.findings.open] == [
            "Add email. Rejected before; confidence was 0.50 and is 0.95 now."
        ]
        editor.close()


def test_findings_that_fail_leave_the_forms_working(session):
    def fail():
        raise OSError("the disk is gone")

    editor = Editor(session, findings=fail, diagram=lambda model: "<svg/>")
    assert "The findings could not be worked out: the disk is gone" in editor.findings.message.text
    editor.entities.name.value = "shops"
    editor.entities.submit()
    assert session.model.has_entity("shops")
    editor.close()
