"""Form: a menu of the nodes there are, fields of the chosen one, and the buttons that make edits of them.

A form remembers the revision on which it was filled. A change from elsewhere refills a form that nobody has touched;
one that somebody is typing in keeps what was typed, and its next action is refused with the reason, once, so that
nothing is overwritten unseen and nothing typed is lost.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

import ipywidgets

from workbench.errors import StaleRevisionError
from workbench.model.diff import diff
from workbench.widget.following import followed
from workbench.widget.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.model import Model, Node, Subject
    from workbench.model.edits import Edit
    from workbench.session import State
    from workbench.widget.controller import Controller

Values = dict[str, Any]
# Value of a menu's entry that stands for no node yet; ipywidgets shows nothing at all for None.
NEW = ""


def button(text: str, act: Callable[[], object], *, tooltip: str = "", style: str = "", icon: str = "") -> Any:
    """Button that calls `act`."""
    made = ipywidgets.Button(description=text, tooltip=tooltip or text, button_style=style, icon=icon)
    made.on_click(lambda _button: act())
    return made


def on_enter(field: Any, act: Callable[[], object]) -> Any:
    """Let Enter in a one-line field do what the button does."""
    field.on_msg(lambda _field, content, _buffers: act() if content.get("event") == "submit" else None)
    return field


def named(widget: Any, css_class: str) -> Any:
    """Give a widget a CSS class, for style and for tests."""
    widget.add_class(css_class)
    return widget


def row(*widgets: Any) -> Any:
    """Widgets beside each other."""
    return named(ipywidgets.HBox(widgets), "workbench-row")


def offer(menu: Any, options: Sequence[tuple[str, Any]]) -> None:
    """Put other options into a menu, keeping what is chosen where it is still there."""
    options = tuple(options)
    if tuple(menu.options) == options:
        return
    value = menu.value
    # One message to the browser for both, so that nothing flickers.
    before, after = [option for _, option in menu.options], [option for _, option in options]
    with menu.hold_sync():
        menu.options = options
        kept = followed(value, before, after)
        menu.value = kept if kept is not None or not after else after[0]


class Form(ABC):
    """What the forms of all kinds of nodes share.

    Subclasses name the kind of node and say what the fields hold and which edits they make.
    """

    noun: ClassVar[str]

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self.session = controller.session
        self.message = Message()
        self.model = self.session.model
        self.revision = self.session.revision
        self.node: Node | None = None
        self._filled: Values = {}
        self._refilling = False
        self.picker = named(self._menu(self.noun.capitalize(), [(self._new, NEW)]), "workbench-picker")
        self.picker.observe(self._picked, "value")
        self.apply_button = named(button("", self.submit, style="primary"), "workbench-apply")
        self.drop_button = named(button("Drop", self.drop, tooltip=f"Drop this {self.noun}"), "workbench-drop")
        self.reset_button = named(
            button("Reset", self._reset_pressed, tooltip="Show the present state again"), "workbench-reset"
        )
        self.buttons = row(self.apply_button, self.drop_button, self.reset_button)
        self.box = ipywidgets.VBox([*self.fields(), self.buttons, self.message.widget])
        self.box.add_class("workbench-form")
        self.box.add_class(f"workbench-form-{self.noun}")
        self._show_choices(self.session.state)
        self._refill(self.session.state)

    # -- for subclasses -----------------------------------------------------------------------------------------

    @abstractmethod
    def fields(self) -> list[Any]:
        """Make the widgets above the buttons, the menu of nodes among them."""

    @abstractmethod
    def choices(self, model: Model) -> list[tuple[str, Subject]]:
        """Nodes to choose from, by their labels."""

    @abstractmethod
    def offer(self, model: Model) -> None:
        """Bring the menus among the fields up to a model, keeping what is chosen."""

    @abstractmethod
    def values(self) -> Values:
        """What the fields hold."""

    @abstractmethod
    def fill(self, node: Node | None, model: Model) -> None:
        """Show a node, or what a new one begins with."""

    @abstractmethod
    def additions(self) -> tuple[Subject, list[Edit]]:
        """Address of the node that the fields describe, and the edits that add it."""

    @abstractmethod
    def changes(self, subject: Subject, model: Model) -> tuple[Subject, list[Edit]]:
        """Address of the chosen node afterwards, and the edits that make it as the fields say."""

    # -- what a person does -------------------------------------------------------------------------------------

    @property
    def picked(self) -> Subject | None:
        """Address of the chosen node; None for a new one."""
        picked: Subject | None = self.picker.value or None
        return picked

    @property
    def touched(self) -> bool:
        """Whether somebody has changed the fields since they were filled."""
        return self.values() != self._filled

    def pick(self, subject: Subject | None) -> None:
        """Choose a node, or a new one."""
        self.picker.value = subject if subject in [value for _, value in self.picker.options] else NEW

    def submit(self) -> None:
        """Add the new node, or change the chosen one."""
        subject = self.picked
        afterwards: list[Subject] = []

        def act() -> None:
            after, edits = self.additions() if subject is None else self.changes(subject, self.session.model)
            verb = "add" if subject is None else "change"
            label = None if len(edits) == 1 else f"{verb} {self.noun} {after.title}"
            # Filled with the present state before the session is, so that its observers find nothing touched.
            afterwards.append(after)
            self._do(edits, label)

        if self.controller.attempt(act, self.message):
            with self.controller.lock:
                self.settle(afterwards[0], added=subject is None)

    def drop(self) -> None:
        """Drop the chosen node, with what cannot stand without it."""
        from_ = self.picked
        if from_ is not None and self.controller.attempt(lambda: self._do(self.drops(from_), None), self.message):
            with self.controller.lock:
                self.reset()

    def drops(self, subject: Subject) -> list[Edit]:
        """Edits that drop the chosen node."""
        from workbench.model.edits import Drop

        return [Drop(subject)]

    def reset(self) -> None:
        """Show the chosen node's present state; what was typed is let go."""
        with self.controller.lock:
            self._refill(self.session.state)

    def _reset_pressed(self) -> None:
        self.message.clear()
        self.reset()

    def settle(self, subject: Subject, *, added: bool) -> None:
        """Show what an action has made; called with the controller's lock held."""
        text = self.message.text
        self._show_choices(self.session.state)
        self.pick(subject)
        self.reset()
        self.message.info(text)

    def _do(self, edits: list[Edit], label: str | None) -> None:
        if not edits:
            self.message.info("Nothing to change.")
            return
        try:
            before = self.session.model
            state = self.session.apply(*edits, label=label, revision=self.revision)
        except StaleRevisionError as error:
            between = diff(self.model, self.session.model).edits
            shown = "; ".join(map(str, between[:3])) + (f" and {len(between) - 3} more" if len(between) > 3 else "")
            with self.controller.lock:
                self.model, self.revision = self.session.model, self.session.revision
                self._show_choices(self.session.state)
            raise StaleRevisionError(
                f"Not done, because the model has changed meanwhile{f' ({shown})' if shown else ''}.",
                hint="What you typed is still here: look at it and try again, or press Reset.",
            ) from error
        self.message.info(_done(state, before))

    # -- following the session ----------------------------------------------------------------------------------

    def refresh(self, state: State) -> None:
        """Show a state; called with the controller's lock held."""
        touched, self._refilling = self.touched, True
        if self.message.kind == "info":
            self.message.clear()
        try:
            self.offer(state.model)
        finally:
            self._refilling = False
        self._show_choices(state)
        node = None if self.picked is None else state.model.find(self.picked)
        if node == self.node:
            # What the form shows is still so, whatever else has changed.
            self.node, self.model, self.revision = node, state.model, state.revision
        if not touched or (node is None and self.node is not None):
            self._refill(state)

    @abstractmethod
    def select(self, subject: Subject | None) -> None:
        """Show what a person has chosen; called with the controller's lock held."""

    def _show_choices(self, state: State) -> None:
        self._refilling = True
        try:
            offer(self.picker, [(self._new, NEW), *self.choices(state.model)])
        finally:
            self._refilling = False
        self._show_buttons()

    def _refill(self, state: State) -> None:
        self._refilling = True
        try:
            self.model, self.revision = state.model, state.revision
            self.node = None if self.picked is None else state.model.find(self.picked)
            self.offer(state.model)
            self.fill(self.node, state.model)
            self._filled = self.values()
        finally:
            self._refilling = False
        self._show_buttons()

    def _picked(self, _change: object) -> None:
        if not self._refilling:
            with self.controller.lock:
                self.message.clear()
                self._refill(self.session.state)

    def _show_buttons(self) -> None:
        new = self.picked is None
        self.apply_button.description = f"Add {self.noun}" if new else "Apply"
        self.apply_button.tooltip = self.apply_button.description
        self.drop_button.disabled = new

    @property
    def _new(self) -> str:
        return f"+ new {self.noun}"

    def _menu(self, label: str, options: Sequence[tuple[str, Any]]) -> Any:
        return ipywidgets.Dropdown(description=label, options=options, value=options[0][1] if options else None)


def _done(state: State, before: Model) -> str:
    """Say what was done, and what else went with it."""
    gone = len(before.references) - len(state.model.references)
    more = f", with {gone} reference{'s' if gone > 1 else ''}" if gone > 0 and state.label.startswith("drop") else ""
    return f"Done: {state.label}{more}."
