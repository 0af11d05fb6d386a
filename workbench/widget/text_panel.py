"""TextPanel: the model as DBML, to be read and written."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets

from workbench.errors import StaleRevisionError, WorkbenchError
from workbench.formats.dbml import DbmlError
from workbench.model.diff import diff
from workbench.widget.excerpt import excerpt
from workbench.widget.form import button, named, row
from workbench.widget.message import Message

if TYPE_CHECKING:
    from workbench.model import Subject
    from workbench.session import State
    from workbench.widget.controller import Controller


class TextPanel:
    """The text; what is typed stays until it is applied or taken back, whatever else happens to the model."""

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self.session = controller.session
        self.message = Message()
        self.state = self.session.state
        self.area = named(ipywidgets.Textarea(value=self.state.text, rows=20), "workbench-dbml")
        self.area.tooltip = "The model as DBML"
        self.faults = named(ipywidgets.HTML(), "workbench-faults")
        self.apply_button = named(button("Apply", self.apply, style="primary"), "workbench-apply")
        self.revert_button = named(
            button("Revert", self.revert, tooltip="Show the model's text; what was typed is let go"), "workbench-revert"
        )
        self.box = named(
            ipywidgets.VBox([self.area, row(self.apply_button, self.revert_button), self.faults, self.message.widget]),
            "workbench-text",
        )

    @property
    def touched(self) -> bool:
        """Whether something was typed that the model does not say."""
        return bool(self.area.value != self.state.text)

    def apply(self) -> None:
        """Put what was typed in place of the model."""
        self.faults.value = ""
        typed: str = self.area.value

        def act() -> None:
            if typed == self.session.text:
                self.message.info("Nothing to change.")
                return
            try:
                state = self.session.set_text(typed, revision=self.state.revision)
            except DbmlError as error:
                self._show_faults(typed, error)
                raise WorkbenchError("The text cannot be read; the model is as it was.") from error
            except StaleRevisionError as error:
                changes = "; ".join(map(str, diff(self.state.model, self.session.model).edits[:3]))
                with self.controller.lock:
                    self.state = self.session.state
                raise StaleRevisionError(
                    f"Not done, because the model has changed meanwhile{f' ({changes})' if changes else ''}.",
                    hint="Your text is still here: Apply again puts it in place, Revert shows the model's.",
                ) from error
            self.message.info(f"Done: {state.label}.")

        if self.controller.attempt(act, self.message):
            self._show(self.session.state)

    def revert(self) -> None:
        """Show the model's text again."""
        self.message.clear()
        self._show(self.session.state)

    def refresh(self, state: State) -> None:
        """Show the text of a state, unless somebody is typing; called with the controller's lock held."""
        if self.message.kind == "info":
            self.message.clear()
        if self.touched:
            return
        self.state = state
        self.area.value = state.text

    def select(self, subject: Subject | None) -> None:
        """The text is of the whole model, whatever is chosen."""

    def _show(self, state: State) -> None:
        with self.controller.lock:
            self.state = state
            self.area.value = state.text
            self.faults.value = ""

    def _show_faults(self, text: str, error: DbmlError) -> None:
        shown = escape(excerpt(text, error.diagnostics))
        self.faults.value = f'<pre class="workbench-excerpt" role="alert">{shown}</pre>'
