"""FindingsPanel: what the data suggest and what is wrong, to be accepted or rejected."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets

from workbench.errors import ModelError
from workbench.findings import Finding, Findings
from workbench.webpage.wording import plural
from workbench.widget.form import button, named, row
from workbench.widget.message import Message
from workbench.widget.preview import Preview, preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbench.decisions import Decisions
    from workbench.model import Subject
    from workbench.session import State
    from workbench.widget.controller import Controller

_MARKS = {"error": "✖", "warning": "▲", "advice": "●"}


class FindingsPanel:
    """A list in order of worth, the chosen finding with its evidence and what it changes, and the two verdicts.

    Parameters
    ----------
    controller
        What the parts of the editor share.
    findings
        Gives the present findings; those that are decided are left out here.
    """

    def __init__(self, controller: Controller, findings: Callable[[], Iterable[Finding]]) -> None:
        self.controller = controller
        self.session = controller.session
        self.message = Message()
        self.open: Findings = Findings()
        self.preview = Preview()
        self.revision = self.session.revision
        self._findings = findings
        self._refilling = False
        self.list = named(ipywidgets.Select(options=[], rows=6), "workbench-findings-list")
        self.list.tooltip = "Findings, the most worth first"
        self.list.observe(self._picked, "value")
        self.detail = named(ipywidgets.HTML(), "workbench-finding")
        self.reason = named(
            ipywidgets.Text(description="Reason", placeholder="why, for the record"), "workbench-reason"
        )
        self.accept_button = named(button("Accept", self.accept, style="primary"), "workbench-accept")
        self.reject_button = named(button("Reject", self.reject), "workbench-reject")
        self.threshold = named(
            ipywidgets.BoundedFloatText(description="All from", value=0.9, min=0.0, max=1.0, step=0.05),
            "workbench-threshold",
        )
        self.threshold.tooltip = "Confidence (0..1) from which on all are chosen"
        self.all_button = named(
            button("Show", self.choose_all, tooltip="Show what accepting all of them changes"), "workbench-accept-all"
        )
        self.box = named(
            ipywidgets.VBox(
                [
                    self.list,
                    named(row(self.threshold, self.all_button), "workbench-all"),
                    self.detail,
                    self.reason,
                    row(self.accept_button, self.reject_button),
                    self.message.widget,
                ]
            ),
            "workbench-findings",
        )

    # -- what a person does -------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Finding | None:
        """The finding that is chosen in the list."""
        identity = self.list.value
        return next((finding for finding in self.open if finding.identity == identity), None)

    def pick(self, finding: Finding) -> None:
        """Choose a finding."""
        self.list.value = finding.identity

    def choose_all(self) -> None:
        """Choose all that can be accepted and are as sure as the threshold says, to look at before accepting."""
        least = self.threshold.value
        sure = [f for f in self.open if f.acceptable and (1.0 if f.confidence is None else f.confidence) >= least]
        with self.controller.lock:
            self._refilling = True
            try:
                self.list.value = None
            finally:
                self._refilling = False
            self._show(sure, f"{plural(len(sure), 'finding')} with confidence {least:g} or more")

    def accept(self) -> None:
        """Make the edits that are shown, as one step that undo takes back."""

        def act() -> None:
            if not self.preview.fitting:
                raise ModelError("There is nothing to accept.", hint="Choose a finding that changes something.")
            reason = self.reason.value.strip()
            self._say(self.session.accept(self.preview.fitting, reason, revision=self.revision))

        self.controller.attempt(act, self.message)
        self._catch_up()

    def reject(self) -> None:
        """Remember that the chosen finding does not hold, and why."""

        def act() -> None:
            if self.chosen is None:
                raise ModelError("No finding is chosen.", hint="Choose one in the list.")
            self._say(self.session.reject(self.chosen, self.reason.value.strip()))

        self.controller.attempt(act, self.message)
        self._catch_up()

    def _say(self, state: State) -> None:
        self.reason.value = ""
        self.message.info(f"Done: {state.label}.")

    def _catch_up(self) -> None:
        # What was refused as stale is shown anew, so that the next press is on what is seen.
        with self.controller.lock:
            if self.revision != self.session.revision:
                self.refresh(self.session.state)

    # -- following the session ----------------------------------------------------------------------------------

    def refresh(self, state: State) -> None:
        """Show the open findings of a state; called with the controller's lock held."""
        if self.message.kind == "info":
            self.message.clear()
        try:
            self.open = Findings(_open(self._findings(), state.decisions))
        except Exception as error:  # noqa: BLE001 - the forms must go on working
            self.open = Findings()
            self.message.error(f"The findings could not be worked out: {error}")
        self.revision = state.revision
        identities = [finding.identity for finding in self.open]
        before = [identity for _, identity in self.list.options]
        chosen = self.list.value
        if chosen not in identities:
            # After a verdict the next one in the list comes up.
            at = before.index(chosen) if chosen in before else 0
            chosen = identities[min(at, len(identities) - 1)] if identities else None
        self._refilling = True
        try:
            with self.list.hold_sync():
                self.list.options = [(_label(finding), finding.identity) for finding in self.open]
                self.list.value = chosen
        finally:
            self._refilling = False
        self._show_chosen()

    def select(self, subject: Subject | None) -> None:
        """Findings are of the whole model, whatever is chosen."""

    @property
    def title(self) -> str:
        """Heading of the panel, with how many there are."""
        return f"Findings ({len(self.open)})" if self.open else "Findings"

    def _picked(self, _change: object) -> None:
        if not self._refilling:
            with self.controller.lock:
                self.message.clear()
                self._show_chosen()

    def _show_chosen(self) -> None:
        finding = self.chosen
        self._show([finding] if finding else [], "")

    def _show(self, findings: list[Finding], title: str) -> None:
        """Show one finding, or several under a title."""
        self.preview = preview(self.session.state, findings)
        self.revision = self.session.revision
        count = len(self.preview.fitting)
        self.accept_button.description = f"Accept {count}" if title and count else "Accept"
        self.accept_button.disabled = count == 0
        self.reject_button.disabled = self.chosen is None
        self.reason.disabled = not findings
        if title:
            changes = self._changes() if findings else ""
            self.detail.value = f'<p class="workbench-finding-text">{escape(title)}.</p>{changes}'
        elif findings:
            self.detail.value = _describe(findings[0]) + self._changes()
        else:
            self.detail.value = '<p class="workbench-soft">Nothing to decide: no open findings.</p>'

    def _changes(self) -> str:
        clashes = "".join(
            f'<p class="workbench-error">Left out: {escape(f.subject.title)}: {escape(reason)}</p>'
            for f, reason in self.preview.clashing
        )
        if not self.preview.fitting:
            return clashes or '<p class="workbench-soft">Nothing to accept here: it is for you to judge.</p>'
        return f"{clashes}{self.preview.html()}"


def _open(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """Findings that are not decided, or whose rejection their own evidence overturns."""
    for finding in findings:
        for found in decisions.open([finding]):
            # Whoever gives the findings may have said already that one was rejected before.
            yield finding if "Rejected before;" in finding.message else found


def _label(finding: Finding) -> str:
    sure = "" if finding.confidence is None else f" · {finding.confidence:.2f}"
    return f"{_MARKS[finding.severity]} {finding.subject.title}{sure} · {finding.message}"


def _describe(finding: Finding) -> str:
    figures = "".join(
        f"<div><dt>{escape(figure.name)}</dt><dd>{escape(_value(figure.value))} {escape(figure.unit)}</dd></div>"
        for figure in finding.evidence.figures
    )
    sure = "" if finding.confidence is None else f" · confidence {finding.confidence:.2f}"
    reason = f"<p>{escape(finding.evidence.reason)}</p>" if finding.evidence.reason else ""
    return (
        f'<p class="workbench-finding-head"><span class="workbench-{finding.severity}-mark">{finding.severity}</span> '
        f"<strong>{escape(finding.subject.title)}</strong></p>"
        f'<p class="workbench-finding-text">{escape(finding.message)}</p>{reason}'
        f'<p class="workbench-soft">{escape(finding.code)} · {escape(finding.evidence.status)}{sure}</p>'
        f'<dl class="workbench-figures">{figures}</dl>'
    )


def _value(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
