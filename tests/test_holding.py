"""Holding: what breaks a model, and the line that says so."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.findings import Finding, Findings
from workbench.formats.dbml import read_dbml
from workbench.holding import breaks, check_mates, verdict_text
from workbench.model.subjects import Subject
from workbench.sources import open_source

MODEL = read_dbml("Table t {\n  id int [pk]\n}\n")


def finding(code, severity="warning"):
    return Finding(code, severity, Subject.entity("t"), "Look.")


@pytest.mark.parametrize(
    ("code", "severity", "broken"),
    [
        ("DATA-001-duplicate-key", "warning", True),
        ("DATA-002-orphan", "warning", True),
        ("DATA-002-orphan", "advice", False),
        ("DATA-003-all-null", "warning", False),
        ("SRC-004-rows", "error", True),
        ("SRC-002-encoding", "warning", False),
        ("LINT-001-x", "error", True),
    ],
)
def test_what_breaks_a_model(code, severity, broken):
    assert breaks(finding(code, severity)) is broken


def test_the_verdict_stands_last_and_what_breaks_first():
    found = Findings([finding("DATA-003-all-null"), finding("DATA-002-orphan")])
    lines = verdict_text(MODEL, found, data="folder").splitlines()
    assert lines == [
        "What breaks it", "1 warning", "  t: Look. [DATA-002-orphan]", "",
        "Besides", "1 warning", "  t: Look. [DATA-003-all-null]", "",
        "The model does not hold for folder: 1 finding breaks it (1 table, 0 references).",
    ]  # fmt: skip
    assert verdict_text(MODEL, Findings(), data="folder") == "The model holds for folder (1 table, 0 references)."
    two = Findings([finding("DATA-001-duplicate-key"), finding("DATA-002-orphan")])
    assert "does not hold: 2 findings break it" in verdict_text(MODEL, two)


def test_the_data_of_another_model_are_refused(tmp_path):
    (tmp_path / "other.csv").write_text("a\n1\n")
    with open_source(tmp_path) as source, pytest.raises(UsageError, match="hold none of the 1 table of the model"):
        check_mates(source, MODEL)
    (tmp_path / "t.csv").write_text("id\n1\n")
    with open_source(tmp_path) as source:
        check_mates(source, MODEL)
