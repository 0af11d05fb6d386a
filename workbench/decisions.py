"""Decision: an accepted or rejected finding, with its reason, that outlives the run that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from workbench.findings import Finding
from workbench.model.edits import Edit, Rename, flatten
from workbench.model.model import PARTS
from workbench.model.subjects import Subject

if TYPE_CHECKING:
    from workbench.model.names import QualifiedName

Verdict = Literal["accepted", "rejected"]
# A rejected finding comes back only when its confidence has moved by more than this (design.md, Decision).
CONFIDENCE_MOVES = 0.1


@dataclass(frozen=True)
class Decision:
    """What was decided about a finding.

    Parameters
    ----------
    code, subject
        Identity of the finding; the subject follows renames.
    verdict
        ``accepted`` or ``rejected``.
    reason
        Why, in the person's words.
    confidence
        The finding's confidence when it was decided.
    severity
        The finding's severity when it was decided.
    """

    code: str
    subject: Subject
    verdict: Verdict
    reason: str = ""
    confidence: float | None = None
    severity: str = "advice"

    @classmethod
    def on(cls, finding: Finding, verdict: Verdict, reason: str = "") -> Decision:
        """Decide about a finding."""
        return cls(finding.code, finding.subject, verdict, reason, finding.confidence, finding.severity)

    def reopened_by(self, finding: Finding) -> str | None:
        """Say what changed, when the finding's own evidence overturns the rejection; else None.

        Examples
        --------
        >>> old = Finding("REF-001-inclusion", "advice", Subject.model(), "…", confidence=0.6)
        >>> decision = Decision.on(old, "rejected")
        >>> decision.reopened_by(replace(old, confidence=0.65)) is None
        True
        >>> decision.reopened_by(replace(old, confidence=0.95))
        'confidence was 0.60 and is 0.95 now'
        """
        if finding.severity != self.severity:
            return f"it was {self.severity} and is {finding.severity} now"
        if finding.confidence is None or self.confidence is None:
            return None
        if abs(finding.confidence - self.confidence) > CONFIDENCE_MOVES:
            return f"confidence was {self.confidence:.2f} and is {finding.confidence:.2f} now"
        return None


class Decisions(Mapping[tuple[str, Subject], Decision]):
    """All decisions of a project; immutable."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._items = {(d.code, d.subject): d for d in decisions}

    def __getitem__(self, identity: tuple[str, Subject]) -> Decision:
        return self._items[identity]

    def __iter__(self) -> Iterator[tuple[str, Subject]]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def with_(self, *decisions: Decision) -> Decisions:
        """Decisions with more of them; a later one on the same finding replaces the earlier."""
        return Decisions([*self._items.values(), *decisions])

    def open(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings that are not decided, and those whose evidence overturns a rejection, saying what changed."""
        for finding in findings:
            decision = self._items.get(finding.identity)
            if decision is None:
                yield finding
            elif decision.verdict == "rejected" and (why := decision.reopened_by(finding)):
                yield replace(finding, message=f"{finding.message} Rejected before; {why}.")

    def follow(self, edit: Edit) -> Decisions:
        """Decisions whose subjects have followed the renames of an edit."""
        renames = [step for step in flatten((edit,)) if isinstance(step, Rename)]
        decisions = list(self._items.values())
        for rename in renames:
            decisions = [replace(d, subject=followed(d.subject, rename)) for d in decisions]
        return Decisions(decisions) if renames else self


# Kinds of subjects whose name is that of an entity.
_OF_ENTITIES = ("entity", *PARTS, "reference", "generalisation")


def followed(subject: Subject, rename: Rename) -> Subject:
    """Address after a rename of it, of its entity or of one of its attributes.

    Examples
    --------
    >>> rename = Rename(Subject.entity("orders"), "sales")
    >>> followed(Subject.attribute("orders", "id"), rename)
    Subject('attribute:sales.id')
    """
    old, new = rename.subject, rename.renamed
    if subject == old:
        return new
    if subject.kind not in _OF_ENTITIES:
        return subject
    if old.kind == "entity":

        def entity(name: QualifiedName | None) -> QualifiedName | None:
            return new.name if name == old.name else name

        return replace(subject, name=entity(subject.name), target=entity(subject.target))
    if old.kind == "attribute":

        def names(owner: QualifiedName | None, values: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(rename.to if owner == old.name and v == old.attributes[0] else v for v in values)

        (discriminator,) = names(subject.name, (subject.label or "",))
        return replace(
            subject,
            attributes=names(subject.name, subject.attributes),
            target_attributes=names(subject.target, subject.target_attributes),
            label=discriminator if subject.kind == "generalisation" and subject.label else subject.label,
        )
    return subject
