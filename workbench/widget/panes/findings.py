"""Findings: what the data suggest and what is wrong, with evidence; and the verdicts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError
from workbench.findings import Findings
from workbench.register import confidence_of, numbered
from workbench.widget.chart import chart
from workbench.widget.desk import given, needed
from workbench.widget.panes import Pane
from workbench.widget.preview import Preview, preview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.findings import Finding
    from workbench.widget.desk import Desk

    Given = Mapping[str, Any]


def waiting(desk: Desk) -> Mapping[int, Finding]:
    """Findings that wait for a decision, by number, the most worth first."""
    return desk.services.findings() if desk.services.findings is not None else {}


def _list(desk: Desk, _values: Given) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "code": f.code,
            "severity": f.severity,
            "title": f.subject.title,
            "subject": str(f.subject),
            "entities": [str(name) for name in (f.subject.name, f.subject.target) if name is not None],
            "message": f.message,
            "confidence": f.confidence,
            "acceptable": f.acceptable,
        }
        for number, f in waiting(desk).items()
    ]


def _one(desk: Desk, values: Given) -> dict[str, Any]:
    finding = numbered(waiting(desk), given(values, "number", int))
    facts = desk.services.facts() if desk.services.facts is not None else None
    evidence = finding.evidence
    return {
        "reason": evidence.reason,
        "status": evidence.status,
        "sql": evidence.sql,
        "figures": [[f.name, f.value, f.unit] for f in evidence.figures],
        "chart": chart(finding, facts, desk.session.model),
        **_changes(preview(desk.session.state, [finding])),
    }


def _rows(desk: Desk, values: Given) -> dict[str, Any]:
    finding = numbered(waiting(desk), given(values, "number", int))
    found = needed(desk.services.rows, "look at rows")(finding)
    return {"columns": found.columns, "rows": found.rows, "more": found.more, "masked": found.masked}


def _above(desk: Desk, values: Given) -> dict[str, Any]:
    return _changes(preview(desk.session.state, _sure(desk, values)))


def _sure(desk: Desk, values: Given) -> list[Finding]:
    least = confidence_of(given(values, "above", float))
    return [f for f in waiting(desk).values() if f.acceptable and f.confidence is not None and f.confidence >= least]


def _changes(shown: Preview) -> dict[str, Any]:
    return {
        "fitting": len(shown.fitting),
        "clashing": [[f.subject.title, reason] for f, reason in shown.clashing],
        "edits": list(shown.edits),
        "diff": list(shown.lines),
    }


def _accept(desk: Desk, values: Given) -> None:
    finding = numbered(waiting(desk), given(values, "number", int))
    desk.session.accept([finding], given(values, "reason", str, ""))


def _accept_above(desk: Desk, values: Given) -> int:
    fitting = preview(desk.session.state, _sure(desk, values)).fitting
    if not fitting:
        raise UsageError("No finding that is so sure can be accepted.", hint="Choose a lower confidence.")
    desk.session.accept(Findings(fitting), given(values, "reason", str, ""))
    return len(fitting)


def _reject(desk: Desk, values: Given) -> None:
    finding = numbered(waiting(desk), given(values, "number", int))
    desk.session.reject(finding, given(values, "reason", str, ""))


TARGET = Pane(
    answers={"list": _list, "one": _one, "rows": _rows, "above": _above},
    deeds={"accept": _accept, "accept_above": _accept_above, "reject": _reject},
)
