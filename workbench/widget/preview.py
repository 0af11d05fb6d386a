"""Preview: what accepting findings would do to the text, before anybody accepts them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.formats.dbml import patch
from workbench.model.diff import renames_of
from workbench.model.edits import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.findings import Finding
    from workbench.model.edits import Edit
    from workbench.session import State


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

    def html(self, limit: int = 200) -> str:
        """Show the changed lines, coloured; at most `limit` of them."""
        kinds = {"+": "add", "-": "drop", "@": "gap"}
        shown = "".join(
            f'<span class="workbench-diff-{kinds.get(line[:1], "same")}">{escape(line) or " "}</span>'
            for line in self.lines[:limit]
        )
        more = f"… and {len(self.lines) - limit} more lines" if len(self.lines) > limit else ""
        return f'<pre class="workbench-diff" tabindex="0" aria-label="What changes in the text">{shown}{more}</pre>'


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
    lines = difflib.unified_diff(state.text.splitlines(), after.text.splitlines(), n=1, lineterm="")
    return Preview(
        tuple(fitting),
        tuple(clashing),
        tuple(map(str, edits)),
        # The two lines of the file names say nothing here, and the line numbers little.
        # Nor do blank lines that come or go.
        tuple("@" if line.startswith("@@") else line for line in list(lines)[2:] if line.strip() not in ("+", "-")),
    )
