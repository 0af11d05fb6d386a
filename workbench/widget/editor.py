"""Editor: a session and the page that shows it: what happens on either side is seen on the other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from workbench.errors import TextError
from workbench.findings import SEVERITIES
from workbench.model import Subject
from workbench.session import Session
from workbench.successor import successor
from workbench.widget import panes
from workbench.widget.desk import Desk, given
from workbench.widget.drawing import Drawing, contents
from workbench.widget.panes.findings import waiting
from workbench.widget.screen import Actions, Screen
from workbench.widget.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.diagram import Detail
    from workbench.model import Model
    from workbench.widget.stage import Follower, Places

# Undo and redo are of whatever is there by then: a person who presses Ctrl+Z twice does not wait for the first.
_WHENEVER = frozenset({"canvas.undo", "canvas.redo", "disk.save", "disk.restore", "disk.forget"})


class Editor:
    """Shows a session in a notebook and lets a person change it; follows changes made elsewhere at once.

    JupyterLab sends messages of widgets on a thread of its own, so actions run beside cells. The session's lock guards
    the model; `lock` guards what the page shows, and is the inner one: code that holds it never changes the session.

    Parameters
    ----------
    desk
        The session, and what is handed down from above.
    diagram
        Draws a model as SVG; the usual diagram, with the session's layout, when None.
    live
        Gives what lays out the model for the canvas at a level of detail; the usual diagram when None.
    height
        Height on the page in pixels.
    """

    def __init__(
        self,
        desk: Desk | Session,
        *,
        diagram: Callable[[Model], str] | None = None,
        live: Callable[[Detail, Places], Follower] | None = None,
        height: int = 640,
    ) -> None:
        self.desk = Desk(desk) if isinstance(desk, Session) else desk
        self.session = self.desk.session
        self.drawing = Drawing(diagram)
        self.stage = Stage(live, self.session.shown())
        self.session.shown = self.stage.places
        self.lock = threading.RLock()
        self.selected: Subject | None = None
        self._subjects: list[Subject] = []
        self._views = 0
        self._awake = True
        actions = Actions(self._chosen, self._viewed, self._again, self._asked, self._done)
        self.screen = Screen(actions, height=height)
        self._stop = self.session.observe(lambda _before, _after: self.refresh())
        if self.desk.autosave is not None:
            self.desk.autosave.told = self._tell
        self.refresh()

    # -- Python to the page -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the session's present state."""
        with self.lock:
            if not self._awake:
                return
            # Read inside the lock: of two threads that refresh, the later one never shows the earlier state.
            state = self.session.state
            self.desk.remember(state)
            base = self.stage.revision
            change = self.stage.follow(state)
            subjects = [Subject.entity(entity.name) for entity in state.model.entities]
            if self.selected is not None:
                self._select(successor(self.selected, self._subjects, subjects))
            self._subjects = subjects
            with self.screen.hold_sync():
                self.screen.label, self.screen.revision = f"Diagram: {contents(state.model)}", state.revision
            if base < 0:
                self._show_all()
            elif base != state.revision:
                self.screen.send({"type": "change", "base": base, "change": change, **self._told()})
            else:
                self._tell()

    def _show_all(self) -> None:
        self.screen.send({"type": "scene", "scene": self.stage.scene, **self._told()})

    def _tell(self) -> None:
        """Say how things stand, though the model is the same."""
        with self.lock:
            if self._awake:
                self.screen.send({"type": "change", "base": self.stage.revision, "change": None, **self._told()})

    def _told(self) -> dict[str, object]:
        session = self.session
        found = list(waiting(self.desk).values())
        marks: dict[str, str] = {}
        for finding in reversed(found):  # the worst comes first in the list, and stays
            if finding.severity != "advice" and finding.subject.name is not None:
                marks[str(finding.subject.name)] = finding.severity
        path = self.desk.services.path() if self.desk.services.path is not None else None
        status = {
            "revision": self.stage.revision,
            "undo": session.undo_label,
            "redo": session.redo_label,
            "dirty": session.dirty,
            "file": None if path is None else path.name,
            "findings": [sum(f.severity == severity for f in found) for severity in SEVERITIES],
            "marks": marks,
            "fault": self.stage.fault or (self.desk.autosave.fault if self.desk.autosave is not None else ""),
            "detail": self.stage.detail,
        }
        return {"state": status}

    def select(self, subject: Subject | str | None) -> None:
        """Choose an entity on the page; one that the model does not hold (any more) chooses nothing."""
        wanted = Subject.parse(subject) if isinstance(subject, str) else subject
        with self.lock:
            self._select(wanted if wanted in self._subjects else None)

    def _select(self, subject: Subject | None) -> None:
        self.selected = subject
        self.screen.selected = "" if subject is None else str(subject)

    def close(self) -> None:
        """Stop following the session and take the widget away."""
        self._stop()
        if self.desk.autosave is not None:
            self.desk.autosave.close()
        self.screen.close()

    # -- the page to Python -------------------------------------------------------------------------------------

    def _chosen(self, subject: Subject | None, _revision: int) -> None:
        # An entity chosen on an older diagram may be gone, or have another name: then nothing is chosen.
        self.select(subject)

    def _again(self) -> None:
        with self.lock:
            self._show_all()

    def _asked(self, what: str, values: Mapping[str, Any]) -> object:
        if what == "canvas.detail":
            self._show_detail(given(values, "detail", str))
            return None
        return panes.find(what, "answers")(self.desk, values)

    def _done(self, what: str, values: Mapping[str, Any], revision: int) -> object:
        deed = panes.find(what, "deeds")
        with self.session.locked(None if what in _WHENEVER else revision):
            return deed(self.desk, values)

    def _show_detail(self, detail: str) -> None:
        if detail not in {"names", "keys", "all"}:
            raise TextError(f"{detail!r} is no level of detail.", hint="Known: names, keys, all.")
        with self.lock:
            self.stage.detail = cast("Detail", detail)
            self.stage.follow(self.session.state)
            self._show_all()

    def _viewed(self, is_open: bool) -> None:
        # A cell that runs again leaves its former editor behind: without a view there is nothing to draw for.
        with self.lock:
            self._views = max(0, self._views + (1 if is_open else -1))
            self._awake = self._views > 0
        if is_open:
            self.refresh()
            self._again()

    # -- display ------------------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        return f"<Editor of {contents(self.session.model)}, revision {self.session.revision}>"

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        """Show the widget; where no kernel runs, the diagram as a picture."""
        bundle = self.screen._repr_mimebundle_()
        widget = bundle[0] if isinstance(bundle, tuple) else bundle
        data: dict[str, Any] = {**(widget or {}), "text/plain": repr(self)}
        with self.lock:
            self.drawing.follow(self.session.state)
        return {**data, "image/svg+xml": self.drawing.svg} if self.drawing.svg else data
