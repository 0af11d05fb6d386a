"""Canvas: the diagram in the notebook, laid out in Python, drawn and edited in the browser.

The front end is ``frontend/src/``, built into ``static/``; what both sides say to each other stands in
``frontend/src/protocol.ts``. Where no kernel runs (GitHub, nbconvert, Voila), the output is the diagram as a picture.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.errors import TextError, WorkbenchError
from workbench.formats.edits import decode_edit
from workbench.model import QualifiedName, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.model.edits import Edit

MODULE = "app.js"


def asset(name: str) -> str:
    """Text of a built file of the front end.

    Raises
    ------
    WorkbenchError
        When the front end has not been built: a checkout before its first `make`.
    """
    try:
        return (resources.files("workbench.widget") / "static" / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise WorkbenchError(
            f"The front end of the editor is not built: {name} is missing.", hint="Run `make setup` in the checkout."
        ) from None


@cache
def module() -> tuple[str, bytes]:
    """Module that draws, and a name that no other version of it has: pages keep it by that."""
    content = asset(MODULE).encode("utf-8")
    return f"{MODULE}-{hashlib.blake2b(content, digest_size=8).hexdigest()}", content


@dataclass(frozen=True)
class Actions:
    """What a person may do on a canvas; each raises :class:`WorkbenchError` where it cannot be done.

    Parameters
    ----------
    select
        Choose a subject, or nothing, on a revision.
    view
        A view of the canvas has come onto a page (True), or has left it.
    again
        Send the whole scene once more: a canvas has missed something.
    edit
        Make edits, as one step, on a revision.
    place
        Put entities at places, on a revision.
    command
        ``undo``, ``redo`` or ``arrange``.
    """

    select: Callable[[Subject | None, int], object] = lambda _subject, _revision: None
    view: Callable[[bool], object] = lambda _open: None
    again: Callable[[], object] = lambda: None
    edit: Callable[[list[Edit], int], object] = lambda _edits, _revision: None
    place: Callable[[Mapping[QualifiedName, tuple[float, float]], int], object] = lambda _positions, _revision: None
    command: Callable[[str], object] = lambda _name: None


class Canvas(anywidget.AnyWidget):
    """A diagram that a person can move about in, and change.

    Traits
    ------
    revision
        State of the session that the diagram shows; the front end sends it back with each message.
    selected
        Text of the chosen subject, ``entity:orders``, or nothing.
    theme
        ``light``, ``dark``, or ``auto`` to follow the page.
    label
        What the diagram shows, for people who do not see it.
    module
        Name of the module that draws.

    Examples
    --------
    >>> canvas = Canvas(label="nothing yet")
    >>> canvas
    <Canvas: nothing yet>
    """

    _esm = asset("widget.js")
    _css = asset("widget.css")
    revision = traitlets.Int(0).tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    module = traitlets.Unicode().tag(sync=True)

    def __init__(self, actions: Actions | None = None, **traits: Any) -> None:
        super().__init__(module=module()[0], **traits)
        self._actions = actions or Actions()
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Take a message of the front end; what cannot be understood is left alone."""
        match content:
            case {"type": "module", "name": str(name)} if name == self.module:
                self.send({"type": "module", "name": name}, [module()[1]])
            case {"type": "select", "subject": str(text), "revision": int(revision)}:
                try:
                    subject = Subject.parse(text) if text else None
                except TextError:
                    return
                self._actions.select(subject, revision)
            case {"type": "view", "open": bool(is_open)}:
                self._actions.view(is_open)
            case {"type": "again"}:
                self._actions.again()
            case {"type": "edit", "edits": list(edits), "revision": int(revision), "number": int(number)}:
                self._answer(number, lambda: self._actions.edit([decode_edit(edit) for edit in edits], revision))
            case {"type": "place", "positions": dict(given), "revision": int(revision), "number": int(number)}:
                self._answer(number, lambda: self._actions.place(_positions(given), revision))
            case {"type": "command", "name": ("undo" | "redo" | "arrange") as name, "number": int(number)}:
                self._answer(number, lambda: self._actions.command(str(name)))
            case _:
                pass

    def _answer(self, number: int, act: Callable[[], object]) -> None:
        """Do what a person asked for, and say whether it was done: an exception would end nowhere near the canvas."""
        try:
            act()
        except WorkbenchError as error:
            self.send({"type": "refused", "number": number, "message": str(error)})
        except Exception as error:  # noqa: BLE001 - a fault of the program, told where it arose
            text = f"Workbench failed here: {type(error).__name__}: {error}. The model is as it was."
            self.send({"type": "refused", "number": number, "message": text})
        else:
            self.send({"type": "done", "number": number})

    def __repr__(self) -> str:
        return f"<Canvas: {self.label or 'a diagram'}>"


def _positions(given: Mapping[object, object]) -> dict[QualifiedName, tuple[float, float]]:
    found = {}
    for name, place in given.items():
        match name, place:
            case str(), [int() | float() as x, int() | float() as y]:
                found[QualifiedName.of(name)] = (round(float(x), 1), round(float(y), 1))
            case _:
                raise TextError(f"{place!r} is no place for {name!r}.")
    return found
