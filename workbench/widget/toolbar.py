"""Toolbar: undo, redo, save, and how the model stands."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets

from workbench.widget.drawing import contents
from workbench.widget.form import button, named
from workbench.widget.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.model import Subject
    from workbench.session import State
    from workbench.widget.controller import Controller


class Toolbar:
    """The line above the diagram.

    Parameters
    ----------
    controller
        What the parts of the editor share.
    save
        Writes the model to its file; there is no button without it.
    """

    def __init__(self, controller: Controller, save: Callable[[], object] | None = None) -> None:
        self.controller = controller
        self.session = controller.session
        self.message = Message()
        self._save = save
        self.undo_button = named(button("Undo", self.undo, icon="undo"), "workbench-undo")
        self.redo_button = named(button("Redo", self.redo, icon="repeat"), "workbench-redo")
        self.save_button = named(button("Save", self.save, icon="save"), "workbench-save")
        self.status = named(ipywidgets.HTML(), "workbench-status")
        buttons = [self.undo_button, self.redo_button, *([self.save_button] if save else [])]
        self.box = named(ipywidgets.HBox([*buttons, self.message.widget, self.status]), "workbench-toolbar")

    def undo(self) -> None:
        """Take the last step back."""
        label = self.session.undo_label
        if self.controller.attempt(self.session.undo, self.message):
            self.message.info(f"Undone: {label}.")

    def redo(self) -> None:
        """Make the step again that was taken back."""
        label = self.session.redo_label
        if self.controller.attempt(self.session.redo, self.message):
            self.message.info(f"Done again: {label}.")

    def save(self) -> None:
        """Write the model to its file."""
        if self._save is not None and self.controller.attempt(self._save, self.message):
            with self.controller.lock:
                self.refresh(self.session.state)
            self.message.info("Saved.")

    def refresh(self, state: State) -> None:
        """Show a state; called with the controller's lock held."""
        if self.message.kind == "info":
            self.message.clear()
        for made, verb, label in (
            (self.undo_button, "Undo", self.session.undo_label),
            (self.redo_button, "Redo", self.session.redo_label),
        ):
            made.disabled = label is None
            made.tooltip = f"{verb}: {label}" if label else f"Nothing to {verb.lower()}"
        dirty = self.session.dirty
        self.save_button.disabled = not dirty
        self.save_button.tooltip = "Save the model to its file" if dirty else "Everything is saved"
        mark = '<span class="workbench-dirty" title="not saved yet">● changed</span> · ' if dirty else ""
        self.status.value = (
            f"<div>{mark}{escape(contents(state.model))} · "
            f'<span class="workbench-revision" data-revision="{state.revision}">revision {state.revision}</span></div>'
        )

    def select(self, subject: Subject | None) -> None:
        """Undo and save are of the whole model, whatever is chosen."""
