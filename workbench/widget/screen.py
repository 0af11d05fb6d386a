"""Screen: the editor as it stands on a page, and the messages between that page and Python.

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
from workbench.formats.dbml import DbmlError
from workbench.model import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What a page fetches once, when it first needs it: the editor, and the editor of texts inside it.
MODULES = ("app.js", "text.js")


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
def module(name: str) -> tuple[str, bytes]:
    """A module of the front end, and a name that no other version of it has: pages keep it by that."""
    content = asset(name).encode("utf-8")
    return f"{name}-{hashlib.blake2b(content, digest_size=8).hexdigest()}", content


@dataclass(frozen=True)
class Actions:
    """What a person may do on a page; each raises :class:`WorkbenchError` where it cannot be done.

    Parameters
    ----------
    select
        Choose a subject, or nothing, on a revision.
    view
        A view of the editor has come onto a page (True), or has left it.
    again
        Send the whole scene once more: a page has missed something.
    ask
        Answer a question of a pane; ``text.complete``. It changes nothing.
    act
        Change something on a revision; returns what a pane wants to know of that.
    """

    select: Callable[[Subject | None, int], object] = lambda _subject, _revision: None
    view: Callable[[bool], object] = lambda _open: None
    again: Callable[[], object] = lambda: None
    ask: Callable[[str, Mapping[str, Any]], object] = lambda _what, _given: None
    act: Callable[[str, Mapping[str, Any], int], object] = lambda _what, _given, _revision: None


class Screen(anywidget.AnyWidget):
    """The editor on a page.

    Traits
    ------
    revision
        State of the session that is shown; the front end sends it back with each message.
    selected
        Text of the chosen subject, ``entity:orders``, or nothing.
    theme
        ``light``, ``dark``, or ``auto`` to follow the page.
    label
        What the diagram shows, for people who do not see it.
    modules
        Names of the modules that a page fetches, by their files.
    height
        Height on the page in pixels.

    Examples
    --------
    >>> screen = Screen(label="nothing yet")
    >>> screen
    <Screen: nothing yet>
    """

    _esm = asset("widget.js")
    _css = asset("widget.css")
    revision = traitlets.Int(0).tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    modules = traitlets.Dict().tag(sync=True)
    height = traitlets.Int(640).tag(sync=True)

    def __init__(self, actions: Actions | None = None, **traits: Any) -> None:
        super().__init__(modules={name: module(name)[0] for name in MODULES}, **traits)
        self._actions = actions or Actions()
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Take a message of the front end; what cannot be understood is left alone."""
        match content:
            case {"type": "module", "name": str(name)}:
                for file in MODULES:
                    if module(file)[0] == name:
                        self.send({"type": "module", "name": name}, [module(file)[1]])
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
            case {"type": "ask", "what": str(what), "given": dict(given), "number": int(number)}:
                self._answer(number, lambda: self._actions.ask(what, given))
            case {"type": "do", "what": str(what), "given": dict(given), "revision": int(revision), "number": int(n)}:
                self._answer(n, lambda: self._actions.act(what, given, revision))
            case _:
                pass

    def _answer(self, number: int, work: Callable[[], object]) -> None:
        """Do what a person asked for, and say how it went: an exception would end nowhere near the page."""
        try:
            answer = work()
        except WorkbenchError as error:
            told = {"type": "refused", "number": number, "message": str(error), "kind": type(error).__name__}
            if isinstance(error, DbmlError):
                told["places"] = [[d.line, d.column, d.length, d.message] for d in error.diagnostics[:50]]
            self.send(told)
        except Exception as error:  # noqa: BLE001 - a fault of the program, told where it arose
            text = f"Workbench failed here: {type(error).__name__}: {error}. The model is as it was."
            self.send({"type": "refused", "number": number, "message": text, "kind": "fault"})
        else:
            self.send({"type": "done", "number": number, "answer": answer})

    def __repr__(self) -> str:
        return f"<Screen: {self.label or 'a diagram'}>"
