"""Waiting: findings that a person has yet to decide on, by number, as the model is now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.advise.lint.linter import Linter
from workbench.findings import Finding, Findings
from workbench.following import Following
from workbench.register import Register, acceptable, chosen, numbered
from workbench.session import Session

# Kinds of subjects that are gone with their entity.
_OF_ENTITIES = ("entity", "attribute", "key", "reference", "check")


class Waiting:
    """Findings that wait for a decision.

    Parameters
    ----------
    session
        The design that they are about.
    about_data
        What was found in the data, under the names of the session's present model; what is about the model alone is
        looked for anew whenever somebody asks.

    Examples
    --------
    >>> session = Session.of_text("Table t { id int }")
    >>> [finding.code for finding in Waiting(session).now()[0]]
    ['LINT-002-no-key']
    """

    def __init__(self, session: Session, about_data: Iterable[Finding] = ()) -> None:
        self.session = session
        self._about = Following((f for f in about_data if not f.code.startswith(("LINT", "REN"))), session.model)
        self._linter = Linter()
        self._register = Register()

    def now(self) -> tuple[Findings, dict[int, Finding]]:
        """All of them in order of worth, and by numbers that stay while others come and go."""
        model = self.session.model
        about_data = self._about.now(model)
        waiting = [found for found, _ in about_data.values() if self._is_open(found)]
        linted = [f for f in self._linter.lint(model) if f.identity not in self.session.state.decisions]
        found = Findings([*self.session.perhaps_renamed, *waiting, *linted])
        return found, self._register.number(found, {key: first for key, (_, first) in about_data.items()})

    def acceptable(self, finding: object, *, above: float | None = None, code: str | None = None) -> list[Finding]:
        """Those that somebody wants to accept; what drops something is never taken by the beginning of a code alone.

        Parameters
        ----------
        finding
            One of them or its number; None where the others say which.
        above
            Least confidence (0..1).
        code
            How the code begins.

        Raises
        ------
        UsageError, UnknownNameError
            When there is nothing of the kind, or nothing in it to accept.
        """

        def able(found: Finding) -> bool:
            return found.acceptable and (not found.drops or above is not None or code == found.code)

        if isinstance(finding, int):
            finding = acceptable(self.now()[1], finding)
        return self.meant(finding, above=above, code=code, able=able)

    def meant(
        self,
        finding: object,
        *,
        above: float | None = None,
        code: str | None = None,
        able: Callable[[Finding], bool] = lambda _: True,
    ) -> list[Finding]:
        """Those that somebody means, as in :meth:`acceptable`; `able` says what can be chosen by code or confidence."""
        if isinstance(finding, Finding):
            return [finding]
        waiting = self.now()[1]
        if finding is not None:
            return [numbered(waiting, finding)]
        return chosen(waiting, above=above, code=code, able=able)

    def _is_open(self, finding: Finding) -> bool:
        if not self._concerns_what_is_there(finding):
            return False
        decision = self.session.state.decisions.get(finding.identity)
        return decision is None or "before" in finding.message

    def _concerns_what_is_there(self, finding: Finding) -> bool:
        """Whether the entity that a finding is about is in the model: it may have been dropped, or a step undone."""
        subject = finding.subject
        if finding.code.startswith("DAT-") or subject.kind not in _OF_ENTITIES:
            return True
        names = self.session.model.entities_by_name
        return all(name is None or name in names for name in (subject.name, subject.target))
