"""Finding: one piece of advice, the same noun for every advisor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from workbench.model.edits import Edit
    from workbench.model.subjects import Subject

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")


@dataclass(frozen=True)
class Figure:
    """A number that a finding rests on: ``Figure("orphans", 3, "rows")``."""

    name: str
    value: float | int | str
    unit: str = ""

    def __str__(self) -> str:
        value = f"{self.value:,.4g}" if isinstance(self.value, float) else str(self.value)
        return f"{self.name} {value} {self.unit}".rstrip()


@dataclass(frozen=True)
class Evidence:
    """What a finding rests on.

    Parameters
    ----------
    status
        ``measured``, ``tried on ENGINE`` or ``not tried: reason``.
    figures
        The numbers.
    sql
        SELECT over the source (DuckDB) that shows the rows, where there are any.
    reason
        Why the figures lead to the advice, as a sentence.
    personal
        Whether the rows hold personal values, to be masked.
    """

    status: str = "measured"
    figures: tuple[Figure, ...] = ()
    sql: str | None = None
    reason: str = ""
    personal: bool = False

    def __str__(self) -> str:
        figures = "; ".join(map(str, self.figures))
        return f"{self.status}: {figures}" if figures else self.status


@dataclass(frozen=True, repr=False)
class Finding:
    """One piece of advice.

    Parameters
    ----------
    code
        ``AREA-NNN-slug``; never changes its meaning.
    severity
        ``error`` (wrong, or cannot run), ``warning`` or ``advice``.
    subject
        What it is about. With the code it is the finding's identity.
    message
        One sentence for people: what is so, and what to do.
    evidence
        What it rests on.
    edits
        What accepting it does to the model; empty when there is nothing to accept.
    confidence
        How sure the advisor is (0..1); None for what is simply so.
    """

    code: str
    severity: Severity
    subject: Subject
    message: str
    evidence: Evidence = Evidence()
    edits: tuple[Edit, ...] = ()
    confidence: float | None = None

    @property
    def identity(self) -> tuple[str, Subject]:
        """Code and subject: what a decision is remembered by."""
        return self.code, self.subject

    @property
    def acceptable(self) -> bool:
        """Whether accepting it would change the model."""
        return bool(self.edits)

    @property
    def drops(self) -> bool:
        """Whether accepting it would take something out of the model."""
        from workbench.model.edits import Drop

        return any(isinstance(edit, Drop) for edit in self.edits)

    def __repr__(self) -> str:
        return f"<Finding {self}>"

    def __str__(self) -> str:
        sure = "" if self.confidence is None else f" ({self.confidence:.2f})"
        return f"{self.severity}: {self.subject.title}: {self.message}{sure} [{self.code}]"


class Findings(Sequence[Finding]):
    """Findings in order of worth: errors first, then by confidence.

    Examples
    --------
    >>> from workbench.model.subjects import Subject
    >>> a = Finding("X-001-a", "advice", Subject.model(), "Later.", confidence=0.4)
    >>> b = Finding("X-002-b", "error", Subject.model(), "First.")
    >>> [finding.code for finding in Findings([a, b])]
    ['X-002-b', 'X-001-a']
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._items = tuple(sorted(findings, key=_worth))

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Findings: ...
    def __getitem__(self, index: int | slice) -> Finding | Findings:
        return Findings(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def where(
        self, *, code: str | None = None, severity: Severity | None = None, subject: str | None = None
    ) -> Findings:
        """Findings whose code begins so, of that severity, and whose subject's text holds that."""
        return Findings(
            f
            for f in self._items
            if (code is None or f.code.startswith(code))
            and (severity is None or f.severity == severity)
            and (subject is None or subject in str(f.subject))
        )

    def rows(self) -> list[dict[str, Any]]:
        """One dict a finding, for a data frame or JSON."""
        return [
            {
                "code": f.code,
                "severity": f.severity,
                "subject": str(f.subject),
                "message": f.message,
                "confidence": f.confidence,
                "evidence": {
                    "status": f.evidence.status,
                    "figures": {figure.name: figure.value for figure in f.evidence.figures},
                    "sql": f.evidence.sql,
                    "reason": f.evidence.reason,
                },
                "edits": [str(edit) for edit in f.edits],
            }
            for f in self._items
        ]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self.where(severity=s))} {s}" for s in SEVERITIES)
        return f"<Findings: {counts}>"


def _worth(finding: Finding) -> tuple[int, float, str, str]:
    return SEVERITIES.index(finding.severity), -(finding.confidence or 0.0), finding.code, str(finding.subject)
