"""Editor: the diagram beside the forms, all on one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets

from workbench.diagram import colors
from workbench.findings import Finding, Findings
from workbench.widget.attribute_form import AttributeForm
from workbench.widget.canvas import Canvas
from workbench.widget.controller import Controller
from workbench.widget.drawing import Drawing, contents
from workbench.widget.entity_form import EntityForm
from workbench.widget.findings_panel import FindingsPanel
from workbench.widget.form import named
from workbench.widget.reference_form import ReferenceForm
from workbench.widget.text_panel import TextPanel
from workbench.widget.toolbar import Toolbar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.model import Model, Subject
    from workbench.session import Session, State


class Editor:
    """Shows a session in a notebook and lets a person change it; follows changes made elsewhere at once.

    Parameters
    ----------
    session, findings, save, diagram
        As :func:`workbench.widget.edit` says.
    """

    def __init__(
        self,
        session: Session,
        *,
        findings: Callable[[], Iterable[Finding]] | None = None,
        save: Callable[[], object] | None = None,
        diagram: Callable[[Model], str] | None = None,
    ) -> None:
        self.session = session
        self.controller = Controller(session)
        self.drawing = Drawing(diagram)
        self.canvas = Canvas(on_select=self._chosen, on_view=self._viewed, dark=colors("dark"))
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
        self.drawing.follow(state)
        if self.drawing.fault != self._fault:
            self._fault = self.drawing.fault
            self.toolbar.message.error(self._fault) if self._fault else self.toolbar.message.clear()
        with self.canvas.hold_sync():
            self.canvas.svg, self.canvas.label = self.drawing.svg, self.drawing.label
            self.canvas.revision = state.revision
        self.select(self.controller.selected)

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

    def _viewed(self, is_open: bool) -> None:
        # A cell that runs again leaves its former editor behind: without a view there is nothing to draw for.
        self._views = max(0, self._views + (1 if is_open else -1))
        if is_open:
            self.controller.wake()
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
