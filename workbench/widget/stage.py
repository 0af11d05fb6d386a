"""Stage: the scene that canvases show, and what is otherwise in the next one.

A change of one column moves a few boxes and lines of hundreds; only these are sent, and the order of all where it is
another.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.carrying import Position
    from workbench.diagram import Scene
    from workbench.model import Model, QualifiedName
    from workbench.state import State

Data = dict[str, Any]
_PARTS = ("boxes", "lines", "frames")


class Stage:
    """Scene of a session's state as data, laid out again only when something in it has changed.

    Parameters
    ----------
    build
        Lays a model out, with the places that people gave and at a level of detail; the usual diagram when None.

    Attributes
    ----------
    detail
        ``names``, ``keys`` or ``all``, as :class:`workbench.diagram.Options` has it.
    """

    def __init__(self, build: Callable[[Model, Mapping[str, Position], str], Scene] | None = None) -> None:
        self._build = build or _usual
        self._model: Model | None = None
        self._layout: Mapping[QualifiedName, Position] = {}
        self.revision = -1
        self.detail = "all"
        self._drawn = ""
        self.scene: Data = {part: [] for part in _PARTS}
        self.shift: tuple[float, float] = (0.0, 0.0)
        self.fault = ""

    def follow(self, state: State) -> Data:
        """Show a state; returns what is otherwise, as the front end takes it. The former scene stays where that fails.

        Returns
        -------
        dict
            ``boxes``, ``lines`` and ``frames`` that are new or other ones, and in ``order`` the keys of all of these
            where they, or their order, have changed.
        """
        before = self.scene
        self.revision = state.revision
        if state.model is not self._model or state.layout != self._layout or self.detail != self._drawn:
            try:
                places = {str(name): place for name, place in state.layout.items()}
                scene = self._build(state.model, places, self.detail)
                self.scene, self.shift, self.fault = _keyed(scene.as_json()), scene.shift, ""
                self._model, self._layout, self._drawn = state.model, state.layout, self.detail
            except WorkbenchError as error:
                self.fault = f"The diagram is that of an earlier state: {error}"
            except Exception as error:  # noqa: BLE001 - the forms must go on working
                self.fault = f"The diagram is that of an earlier state: {type(error).__name__}: {error}"
        return difference(before, self.scene)


def difference(before: Data, after: Data) -> Data:
    """What is otherwise in a scene.

    Examples
    --------
    >>> one, two = {"key": "a", "x": 1}, {"key": "b", "x": 2}
    >>> change = difference({"boxes": [one]}, {"boxes": [one, two]})
    >>> change["boxes"], change["order"]
    ([{'key': 'b', 'x': 2}], {'boxes': ['a', 'b']})
    """
    change: Data = {"order": {}}
    for part in _PARTS:
        old, new = before.get(part, ()), after.get(part, ())
        known = {item["key"]: item for item in old}
        change[part] = [item for item in new if known.get(item["key"]) != item]
        keys = [item["key"] for item in new]
        if keys != [item["key"] for item in old]:
            change["order"][part] = keys
    return change


def _keyed(scene: Data) -> Data:
    """Tell the things of a scene apart: a generalisation is drawn as a line per subtype, all of one subject."""
    for part in _PARTS:
        drawn: Counter[str] = Counter()
        for item in scene[part]:
            subject = item["subject"]
            drawn[subject] += 1
            item["key"] = subject if drawn[subject] == 1 else f"{subject} {drawn[subject]}"
    return scene


def _usual(model: Model, positions: Mapping[str, Position], detail: str) -> Scene:
    from workbench import diagram  # loads the layout engine

    return diagram.scene(model, positions=dict(positions), title="", detail=detail)
