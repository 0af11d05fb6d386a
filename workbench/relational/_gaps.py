"""Gaps: what a model needs and an engine lacks, collected while the tables are made, as findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.findings import Evidence, Finding, Findings, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.engines._engine import Engine
    from workbench.model import Subject


@dataclass(frozen=True)
class Gap:
    """A kind of gap: how bad it is, and what it means for whoever runs the script."""

    code: str
    severity: Severity
    meaning: str


_GAPS = (
    Gap("DDL-001-name-changed", "error", "a table, column or type cannot have its name here"),
    Gap("DDL-002-names-clash", "error", "two names are one to the engine"),
    Gap("DDL-003-names-differ-by-case", "warning", "two names are one on some servers"),
    Gap("DDL-004-constraint-renamed", "advice", "a constraint or index cannot have its name here"),
    Gap("DDL-005-schema-in-name", "advice", "the engine has no schemas"),
    Gap("DDL-010-type-approximated", "advice", "values lose something in the type they are stored as"),
    Gap("DDL-011-type-unknown", "error", "the type is not one of this engine"),
    Gap("DDL-012-key-text-length", "warning", "a text in a key gets a limit"),
    Gap("DDL-013-type-aligned", "advice", "a reference takes the type of its parent"),
    Gap("DDL-014-enum-empty", "error", "an enum without values"),
    Gap("DDL-015-enum-value-length", "error", "a value of an enum is too long"),
    Gap("DDL-020-action-left-out", "warning", "the engine does not act on the children itself"),
    Gap("DDL-021-not-deferrable", "warning", "the reference is checked at once"),
    Gap("DDL-022-cycle-left-out", "warning", "a reference that closes a cycle is not enforced"),
    Gap("DDL-023-self-reference-by-level", "advice", "rows must go in one level at a time"),
    Gap("DDL-024-reference-left-out", "error", "a reference does not lead to a key"),
    Gap("DDL-025-reference-types", "error", "both ends of a reference have different types"),
    Gap("DDL-026-reference-across-schemas", "warning", "the engine has no foreign keys between schemas"),
    Gap("DDL-027-cardinality", "warning", "no engine enforces how many children a parent has, but for a key"),
    Gap("DDL-030-partial-index", "warning", "the engine has no partial indexes"),
    Gap("DDL-031-expression-index", "warning", "the engine has no indexes on expressions"),
    Gap("DDL-032-index-method", "advice", "the engine lacks the method of an index"),
    Gap("DDL-033-index-shortened", "advice", "an index holds less than it was to"),
    Gap("DDL-034-key-nulls", "warning", "the engine counts nulls as different"),
    Gap("DDL-035-key-left-out", "error", "a key names attributes that are not there"),
    Gap("DDL-040-check-left-out", "warning", "a check cannot be said in the engine's SQL"),
    Gap("DDL-041-default-left-out", "warning", "a default cannot be said in the engine's SQL"),
    Gap("DDL-042-generated-column", "advice", "the engine lacks this kind of generated column"),
    Gap("DDL-043-identity-left-out", "warning", "the engine cannot number these rows"),
    Gap("DDL-050-comment-shortened", "advice", "a comment is too long for the engine"),
    Gap("DDL-060-not-written", "warning", "Workbench does not write this kind of node yet"),
)
GAPS: Final = {gap.code: gap for gap in _GAPS}
# Rules that the model says and that no engine could have: they lead nowhere, or join what does not compare.
_UNFOUNDED: Final = ("DDL-024", "DDL-025", "DDL-035")


def unfounded(findings: Iterable[Finding]) -> list[Finding]:
    """Findings about rules that are left out because of the model, and not of the engine."""
    return [finding for finding in findings if finding.code.startswith(_UNFOUNDED)]


class Gaps:
    """Findings under way."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: dict[tuple[str, Subject], Finding] = {}

    def add(self, code: str, subject: Subject, message: str) -> None:
        """Note a gap; the same gap of the same subject is noted once, with all its sentences."""
        gap = next(gap for name, gap in GAPS.items() if name.startswith(code))
        evidence = Evidence(status=f"not tried: known of {self._engine.label}", reason=gap.meaning)
        before = self._found.get((gap.code, subject))
        if before is not None:
            if message in before.message:
                return
            message = f"{before.message} {message}"
        self._found[gap.code, subject] = Finding(gap.code, gap.severity, subject, message, evidence)

    @property
    def findings(self) -> Findings:
        """All that was noted."""
        return Findings(self._found.values())
