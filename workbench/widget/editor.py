"""Editor: the diagram beside the forms, all on one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets

from workbench.findings import Finding, Findings
from workbench.widget.attribute_form import AttributeForm
from workbench.widget.canvas import Actions, Canvas
from workbench.widget.controller import Controller
from workbench.widget.drawing import Drawing, contents
from workbench.widget.entity_form import EntityForm
from workbench.widget.findings_panel import FindingsPanel
from workbench.widget.form import named
from workbench.widget.reference_form import ReferenceForm
from workbench.widget.stage import Stage
from workbench.widget.text_panel import TextPanel
from workbench.widget.toolbar import Toolbar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workbench.carrying import Position
    from workbench.diagram import Scene
    from workbench.model import Model, QualifiedName, Subject
    from workbench.model.edits import Edit
    from workbench.session import Session, State


class Editor:
    """Shows a session in a notebook and lets a person change it; follows changes made elsewhere at once.

    Parameters
    ----------
    session, findings, save, diagram
        As :func:`workbench.widget.edit` says.
    scene
        Lays a model out for the canvas; the usual diagram when None.
    """

    def __init__(
        self,
        session: Session,
        *,
        findings: Callable[[], Iterable[Finding]] | None = None,
        save: Callable[[], object] | None = None,
        diagram: Callable[[Model], str] | None = None,
        scene: Callable[[Model, Mapping[str, Position]], Scene] | None = None,
    ) -> None:
        self.session = session
        self.controller = Controller(session)
        self.drawing = Drawing(diagram)
        self.stage = Stage(scene)
        self.canvas = Canvas(
            Actions(self._chosen, self._viewed, self._again, self._edited, self._placed, self._commanded)
        )
        self.toolbar = Toolbar(self.controller, save)
        self.entities = EntityForm(self.controller)
        self.attributes = AttributeForm(self.controller)
        self.references = ReferenceForm(self.controller)
        self.findings = FindingsPanel(self.controller, findings or Findings)
        self.text = TextPanel(self.controller)
        self._views = 0
        self._fault = ""
        panels: tuple[Any, ...] = (self.entities, self.attributes, self.references, self.findings, self.text)
        self.tabs = named(ipywidgets.Tab([panel.box for panel in panels]), "workbench-tabs")
        body = named(ipywidgets.HBox([self.canvas, self.tabs]), "workbench-body")
        self.box = named(ipywidgets.VBox([self.toolbar.box, body]), "workbench-editor")
        self.controller.parts += [self, self.toolbar, *panels, _Titles(self)]
        self.controller.refresh()

    def refresh(self, state: State) -> None:
        """Draw a state; called with the controller's lock held."""
        base = self.stage.revision
        change = self.stage.follow(state)
        if self.stage.fault != self._fault:
            self._fault = self.stage.fault
            self.toolbar.message.error(self._fault) if self._fault else self.toolbar.message.clear()
        with self.canvas.hold_sync():
            self.canvas.label, self.canvas.revision = f"Diagram: {contents(state.model)}", state.revision
        if base < 0:
            self._show_all()
        elif base != state.revision:
            self.canvas.send({"type": "change", "base": base, "change": change, **self._told()})
        self.select(self.controller.selected)

    def _show_all(self) -> None:
        self.canvas.send({"type": "scene", "scene": self.stage.scene, **self._told()})

    def _told(self) -> dict[str, object]:
        session = self.session
        status = {
            "revision": self.stage.revision,
            "undo": session.undo_label,
            "redo": session.redo_label,
            "dirty": session.dirty,
        }
        return {"shift": list(self.stage.shift), "state": status}

    def select(self, subject: Subject | None) -> None:
        """Show what a person has chosen; called with the controller's lock held."""
        self.canvas.selected = "" if subject is None else str(subject)

    def close(self) -> None:
        """Stop following the session and take the widgets away."""
        self.controller.close()
        self.box.close()
        self.canvas.close()

    def _chosen(self, subject: Subject | None, _revision: int) -> None:
        # An entity chosen on an older diagram may be gone, or have another name: then nothing is chosen.
        self.controller.select(subject)

    def _again(self) -> None:
        with self.controller.lock:
            self._show_all()

    def _edited(self, edits: list[Edit], revision: int) -> None:
        self.session.apply(*edits, revision=revision)

    def _placed(self, positions: Mapping[QualifiedName, Position], revision: int) -> None:
        with self.session.locked(revision):
            self.session.place(positions)

    def _commanded(self, name: str) -> None:
        match name:
            case "undo":
                self.session.undo()
            case "redo":
                self.session.redo()
            case _:
                self.session.arrange()

    def _viewed(self, is_open: bool) -> None:
        # A cell that runs again leaves its former editor behind: without a view there is nothing to draw for.
        self._views = max(0, self._views + (1 if is_open else -1))
        if is_open:
            self.controller.wake()
            self._again()
        elif self._views == 0:
            self.controller.sleep()

    def __repr__(self) -> str:
        return f"<Editor of {contents(self.session.model)}, revision {self.session.revision}>"

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        """Show the widgets; where no kernel runs, the diagram as a picture."""
        data: dict[str, Any] = {**self.box._repr_mimebundle_(), "text/plain": repr(self)}
        with self.controller.lock:
            self.drawing.follow(self.session.state)
        return {**data, "image/svg+xml": self.drawing.svg} if self.drawing.svg else data


class _Titles:
    """Headings of the tabs; the one of the findings says how many there are."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor

    def refresh(self, state: State) -> None:
        """Count the findings; called with the controller's lock held."""
        self.editor.tabs.titles = ("Entity", "Attributes", "References", self.editor.findings.title, "Text")

    def select(self, subject: Subject | None) -> None:
        """Headings are the same whatever is chosen."""
