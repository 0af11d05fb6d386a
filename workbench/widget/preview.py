"""Preview: what accepting findings would do to the text, before anybody accepts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.formats.dbml import patch
from workbench.model.diff import renames_of
from workbench.model.edits import Batch
from workbench.outside import differences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.findings import Finding
    from workbench.model.edits import Edit
    from workbench.state import State


@dataclass(frozen=True)
class Preview:
    """Findings that can be accepted together, those that cannot, and the lines that would change.

    Parameters
    ----------
    fitting
        Findings whose edits can be made, one after the other.
    clashing
        The others, each with the reason.
    edits
        The edits in words, one for each line.
    lines
        Changed lines of the text: ``-`` before, ``+`` after, ``@`` where pieces are left out.
    """

    fitting: tuple[Finding, ...] = ()
    clashing: tuple[tuple[Finding, str], ...] = ()
    edits: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def preview(state: State, findings: Iterable[Finding]) -> Preview:
    """Work out what accepting findings would change.

    Parameters
    ----------
    state
        Where they would be accepted.
    findings
        In the order in which they would be accepted; those without edits are left out.

    Examples
    --------
    >>> from workbench.findings import Finding
    >>> from workbench.model import Subject
    >>> from workbench.model.edits import Rename
    >>> from workbench.session import Session
    >>> subject = Subject.attribute("t", "x")
    >>> finding = Finding("LINT-001-name", "advice", subject, "Say y.", edits=(Rename(subject, "y"),))
    >>> print(*preview(Session.of_text("Table t { x int }").state, [finding]).edits)
    rename attribute t.x to y
    """
    model = state.model
    fitting: list[Finding] = []
    clashing: list[tuple[Finding, str]] = []
    edits: list[Edit] = []
    for finding in findings:
        if not finding.acceptable:
            continue
        try:
            model = Batch(finding.edits).apply(model)
        except WorkbenchError as error:
            clashing.append((finding, str(error)))
        else:
            fitting.append(finding)
            edits.extend(finding.edits)
    after = patch(state.document, state.model, model, renames_of(Batch(tuple(edits))))
    return Preview(
        tuple(fitting),
        tuple(clashing),
        tuple(map(str, edits)),
        differences(state.text, after.text),
    )
