"""Sidecar: layout and decisions beside a model's text, as JSON with a line for each, so that work merges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from workbench.carrying import Position
from workbench.decisions import Decision, Decisions
from workbench.errors import TextError
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject
from workbench.state import State

_VERSION = 1


def text(state: State) -> str:
    """The JSON of a state.

    Examples
    --------
    >>> json.loads(text(State(layout={QualifiedName("orders"): (10.0, 20.5)})))["layout"]
    {'orders': [10, 20.5]}
    """
    layout = [
        f"    {json.dumps(str(name), ensure_ascii=False)}: [{x:g}, {y:g}]"
        for name, (x, y) in sorted(state.layout.items(), key=lambda item: str(item[0]))
    ]
    decisions = [
        f"    {json.dumps(_decision(d), ensure_ascii=False, sort_keys=True)}"
        for d in sorted(state.decisions.values(), key=lambda d: (d.code, str(d.subject)))
    ]
    return (
        f'{{\n  "version": {_VERSION},\n  "layout": {{\n' + ",\n".join(layout) + ("\n" if layout else "")
        + '  },\n  "decisions": [\n' + ",\n".join(decisions) + ("\n" if decisions else "") + "  ]\n}\n"
    )  # fmt: skip


def _decision(decision: Decision) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": decision.code,
        "subject": str(decision.subject),
        "verdict": decision.verdict,
        "severity": decision.severity,
    }
    if decision.reason:
        data["reason"] = decision.reason
    if decision.confidence is not None:
        data["confidence"] = decision.confidence
    return data


def layout_of(data: Mapping[str, Any]) -> dict[QualifiedName, Position]:
    """Layout that the JSON holds; raises ValueError, TypeError or :class:`TextError` where it is none."""
    return {QualifiedName.of(name): (float(x), float(y)) for name, (x, y) in data.get("layout", {}).items()}


def decisions_of(data: Mapping[str, Any]) -> Decisions:
    """Decisions that the JSON holds; raises as :func:`layout_of`, and :class:`KeyError`."""
    return Decisions(_read_decision(item) for item in data.get("decisions", []))


def _read_decision(data: Mapping[str, Any]) -> Decision:
    if data["verdict"] not in ("accepted", "rejected"):
        raise TextError(f"{data['verdict']!r} is no verdict.")
    return Decision(
        data["code"],
        Subject.parse(data["subject"]),
        data["verdict"],
        data.get("reason", ""),
        data.get("confidence"),
        data.get("severity", "advice"),
    )
