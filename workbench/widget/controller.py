"""Controller: what the parts of an editor share: the session, the selection, and how an action is tried.

Locks. JupyterLab sends messages of widgets on a thread of its own, so actions run beside cells. The session's lock
guards the model; `Controller.lock` guards what the widgets show, and is the inner one: code that holds it never
changes the session.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from workbench.errors import WorkbenchError
from workbench.model import Subject
from workbench.widget.following import followed

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.session import Session, State
    from workbench.widget.message import Message


class Part(Protocol):
    """A part of the editor that follows the session."""

    def refresh(self, state: State) -> None:
        """Show a state; called with the controller's lock held."""

    def select(self, subject: Subject | None) -> None:
        """Show what a person has chosen; called with the controller's lock held."""


class Controller:
    """What the parts of an editor share.

    Parameters
    ----------
    session
        What is edited.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.selected: Subject | None = None
        self.lock = threading.RLock()
        self.parts: list[Part] = []
        self._awake = True
        self._subjects: list[Subject] = []
        self._stop = session.observe(lambda _before, _after: self.refresh())

    def refresh(self) -> None:
        """Bring all parts up to the session's present state."""
        with self.lock:
            if not self._awake:
                return
            # Read inside the lock: of two threads that refresh, the later one never shows the earlier state.
            state = self.session.state
            subjects = [Subject.entity(entity.name) for entity in state.model.entities]
            if self.selected is not None:
                self.selected = followed(self.selected, self._subjects, subjects)
            self._subjects = subjects
            for part in self.parts:
                part.refresh(state)

    def select(self, subject: Subject | None) -> None:
        """Choose an entity in all parts; one that the model does not hold (any more) chooses nothing."""
        with self.lock:
            if subject not in self._subjects:
                subject = None
            self.selected = subject
            for part in self.parts:
                part.select(subject)

    def attempt(self, action: Callable[[], object], message: Message) -> bool:
        """Do what a person asked for, and say below the form why it could not be done.

        Returns
        -------
        bool
            Whether it was done. No exception gets through: it would end as a traceback nowhere near the form.
        """
        message.clear()
        try:
            action()
        except WorkbenchError as error:
            message.error(str(error))
            return False
        except Exception as error:  # noqa: BLE001 - a fault of the program, told where it arose
            message.error(f"Workbench failed here: {type(error).__name__}: {error}. The model is as it was.")
            return False
        return True

    def sleep(self) -> None:
        """Stop following: nobody sees the editor any more."""
        with self.lock:
            self._awake = False

    def wake(self) -> None:
        """Follow again, and catch up."""
        with self.lock:
            if not self._awake:
                self._awake = True
                self.refresh()

    def close(self) -> None:
        """Stop following for good."""
        self._stop()
