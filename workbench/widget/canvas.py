"""Canvas: the diagram in the notebook, drawn in Python, moved about in and chosen from in the browser.

The front end is ``frontend/src/widget.ts``, built into ``static/``; what both sides say to each other stands in
``frontend/src/protocol.ts``. Where no kernel runs (GitHub, nbconvert, Voila), the output is the diagram as a picture.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from workbench.errors import TextError, WorkbenchError
from workbench.model import Subject

if TYPE_CHECKING:
    from collections.abc import Callable


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


class Canvas(anywidget.AnyWidget):
    """A diagram that a person can move about in and choose entities from.

    Traits
    ------
    svg
        The diagram as one SVG element; entities carry ``data-entity``, the text of their name.
    revision
        State of the session that the diagram shows; the front end sends it back with each message.
    selected
        Text of the chosen subject, ``entity:orders``, or nothing.
    theme
        ``light``, ``dark``, or ``auto`` to follow the page.
    dark
        Colours of the diagram in the dark, by the names of its CSS variables; it is drawn in those of the light.
    label
        What the diagram shows, for people who do not see it.

    Examples
    --------
    >>> canvas = Canvas(svg="<svg/>", label="nothing yet")
    >>> canvas
    <Canvas: nothing yet>
    >>> sorted(canvas._repr_mimebundle_()[0])
    ['application/vnd.jupyter.widget-view+json', 'image/svg+xml', 'text/plain']
    """

    _esm = asset("widget.js")
    _css = asset("widget.css")
    svg = traitlets.Unicode().tag(sync=True)
    revision = traitlets.Int(0).tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True)
    dark = traitlets.Dict().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        *,
        on_select: Callable[[Subject | None, int], None] | None = None,
        on_view: Callable[[bool], None] | None = None,
        **traits: Any,
    ) -> None:
        super().__init__(**traits)
        self._on_select = on_select
        self._on_view = on_view
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        """Take a message of the front end; what cannot be understood is left alone."""
        match content:
            case {"type": "select", "subject": str(text), "revision": int(revision)} if self._on_select:
                try:
                    subject = Subject.parse(text) if text else None
                except TextError:
                    return
                self._on_select(subject, revision)
            case {"type": "view", "open": bool(is_open)} if self._on_view:
                self._on_view(is_open)
            case _:
                pass

    def __repr__(self) -> str:
        return f"<Canvas: {self.label or 'a diagram'}>"

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_() or ({"text/plain": repr(self)}, {})
        return ({**data, "image/svg+xml": self.svg} if self.svg else data), metadata
