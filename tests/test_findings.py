"""Findings: one noun for every piece of advice, in order of worth."""

import pytest

from workbench.findings import Evidence, Figure, Finding, Findings
from workbench.model import Attribute, QualifiedName, Subject
from workbench.model.edits import Add

STATUS = Subject.attribute("orders", "status")


def finding(code="ENUM-001-closed-list", severity="advice", subject=STATUS, **more):
    return Finding(code, severity, subject, "Make it an enum.", **more)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure("orphans", 3, "rows"), "orphans 3 rows"),
        (Figure("orphans", 1_234_567, "rows"), "orphans 1234567 rows"),
        (Figure("coverage", 0.98765), "coverage 0.9877"),
        (Figure("rows per second", 12_345.6), "rows per second 1.235e+04"),
        (Figure("format", "%d.%m.%Y"), "format %d.%m.%Y"),
    ],
)
def test_a_figure_is_name_value_and_unit(figure, text):
    assert str(figure) == text


def test_evidence_says_how_it_came_about_and_its_figures():
    assert str(Evidence()) == "measured"
    evidence = Evidence("tried on postgresql", (Figure("rows", 3), Figure("orphans", 0, "rows")))
    assert str(evidence) == "tried on postgresql: rows 3; orphans 0 rows"


def test_a_finding_reads_as_one_line():
    assert str(finding()) == "advice: orders.status: Make it an enum. [ENUM-001-closed-list]"
    assert str(finding(severity="error", confidence=0.934)) == (
        "error: orders.status: Make it an enum. (0.93) [ENUM-001-closed-list]"
    )


def test_the_identity_of_a_finding_is_code_and_subject_not_what_it_says():
    assert finding(confidence=0.2).identity == finding(severity="error").identity == ("ENUM-001-closed-list", STATUS)
    assert finding(subject=Subject.entity("orders")).identity != finding().identity


def test_only_a_finding_with_edits_can_be_accepted():
    assert not finding().acceptable
    assert finding(edits=(Add(Attribute(name="a"), QualifiedName("orders")),)).acceptable


def test_errors_come_first_then_the_surest_then_by_code_and_subject():
    found = Findings(
        [
            finding("B-001-b", confidence=0.5),
            finding("A-001-a", "warning"),
            finding("C-001-c", confidence=0.9),
            finding("A-001-a", "error"),
            finding("B-001-b", subject=Subject.entity("a"), confidence=0.5),
            finding("D-001-d"),
        ]
    )
    assert [(f.severity, f.code, str(f.subject), f.confidence) for f in found] == [
        ("error", "A-001-a", "attribute:orders.status", None),
        ("warning", "A-001-a", "attribute:orders.status", None),
        ("advice", "C-001-c", "attribute:orders.status", 0.9),
        ("advice", "B-001-b", "attribute:orders.status", 0.5),
        ("advice", "B-001-b", "entity:a", 0.5),
        ("advice", "D-001-d", "attribute:orders.status", None),
    ]
    assert repr(found) == "<Findings: 1 error, 1 warning, 4 advice>"


def test_findings_are_a_sequence_whose_slices_are_findings():
    found = Findings([finding("A-001-a"), finding("B-001-b"), finding("C-001-c")])
    assert (len(found), found[0].code, found[-1].code) == (3, "A-001-a", "C-001-c")
    assert isinstance(found[1:], Findings)
    assert [f.code for f in found[1:]] == ["B-001-b", "C-001-c"]
    assert found[0] in found


def test_findings_are_chosen_by_area_severity_and_subject():
    found = Findings([finding("KEY-001-a", "error"), finding("KEY-002-b"), finding("REF-001-c")])
    assert [f.code for f in found.where(code="KEY")] == ["KEY-001-a", "KEY-002-b"]
    assert [f.code for f in found.where(code="KEY", severity="advice")] == ["KEY-002-b"]
    assert len(found.where(subject="orders.")) == 3
    assert len(found.where(subject="lines")) == 0


def test_rows_hold_plain_data_only():
    evidence = Evidence("measured", (Figure("distinct", 3, "values"),), "SELECT 1", "Few values.", personal=True)
    edit = Add(Attribute(name="kind"), QualifiedName("orders"))
    assert Findings([finding(evidence=evidence, edits=(edit,), confidence=0.5)]).rows() == [
        {
            "code": "ENUM-001-closed-list",
            "severity": "advice",
            "subject": "attribute:orders.status",
            "message": "Make it an enum.",
            "confidence": 0.5,
            "evidence": {
                "status": "measured",
                "figures": {"distinct": 3},
                "sql": "SELECT 1",
                "reason": "Few values.",
            },
            "edits": ["add attribute orders.kind"],
        }
    ]
