"""Message: the line below a form that says what came of a person's last action, where it arose."""

from __future__ import annotations

from html import escape
from typing import Literal

import ipywidgets

Kind = Literal["error", "info"]


class Message:
    """One line of text, empty at first; screen readers hear it when it changes.

    Examples
    --------
    >>> message = Message()
    >>> message.error("There is no entity 'x'.")
    >>> message.kind, message.text
    ('error', "There is no entity 'x'.")
    """

    def __init__(self) -> None:
        self.widget = ipywidgets.HTML()
        self.widget.add_class("workbench-message")
        self.clear()

    def error(self, text: str) -> None:
        """Say what went wrong, and what to do next."""
        self._put("error", text)

    def info(self, text: str) -> None:
        """Say what was done."""
        self._put("info", text)

    def clear(self) -> None:
        """Say nothing."""
        self.kind: Kind = "info"
        self.text = ""
        self.widget.value = ""

    def _put(self, kind: Kind, text: str) -> None:
        self.kind, self.text = kind, text
        role = "alert" if kind == "error" else "status"
        self.widget.value = f'<div class="workbench-{kind}" role="{role}">{escape(text)}</div>'
