"""Stage: the scene that canvases show, and what is otherwise in the next one.

A change of one column moves a few boxes and lines of hundreds; only these are sent, and the order of all where it is
another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from workbench.errors import WorkbenchError
from workbench.memo import Memo
from workbench.model import QualifiedName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from workbench.carrying import Position
    from workbench.diagram import Detail, Scene
    from workbench.model import Model
    from workbench.state import Arranged, State

    Places: TypeAlias = Mapping[QualifiedName, Position]

Data: TypeAlias = dict[str, Any]
PARTS = ("boxes", "lines", "frames")
_REMEMBERED = 20  # arrangements of the diagram that undo brings back as they were seen


class Follower(Protocol):
    """Lays out one model again and again; :class:`workbench.diagram.Live` says more."""

    def follow(self, model: Model, places: Mapping[QualifiedName, Position]) -> Scene:
        """Lay out what the model has become."""

    def again(self, names: Iterable[QualifiedName]) -> Follower:
        """Begin from the present scene, with some entities placed anew."""


class Stage:
    """Scene of a session's state as data, laid out again only where something in it has changed.

    Parameters
    ----------
    begin
        Gives what lays out a model at a level of detail, and entities where they were seen before; the usual diagram
        when None.
    seen
        Where another diagram of the session shows entities.

    Attributes
    ----------
    detail
        ``names``, ``keys`` or ``all``, as :class:`workbench.diagram.Options` has it.
    """

    def __init__(self, begin: Callable[[Detail, Places], Follower] | None = None, seen: Places | None = None) -> None:
        self._begin = begin or _usual
        self._model: Model | None = None
        self._layout: Mapping[QualifiedName, Position] = {}
        # Undo of an arrangement brings back what was seen before it.
        self._followers: dict[tuple[str, Arranged | None], Follower] = {}
        self._drawn: tuple[Detail, Arranged | None] | None = None
        self._seen = dict(seen or {})
        self._memo: Memo[Data] = Memo()
        self._full: Data = {part: [] for part in PARTS}
        self.revision = -1
        self.detail: Detail = "all"
        self.scene: Data = {part: [] for part in PARTS}
        self.fault = ""

    def follow(self, state: State) -> Data:
        """Show a state; returns what is otherwise, as the front end takes it. The former scene stays where that fails.

        Returns
        -------
        dict
            ``boxes``, ``lines`` and ``frames`` that are new or other ones, and in ``order``, where that has changed,
            what is there: the key of a new one, or where several begin and end in the order before.
        """
        before = self.scene
        self.revision = state.revision
        wanted = self.detail, state.arranged
        if state.model is not self._model or state.layout != self._layout or wanted != self._drawn:
            try:
                follower = self._follower(wanted)
                scene = follower.follow(state.model, state.layout)
                self.scene, self.fault = self._keyed(scene), ""
                self._model, self._layout, self._drawn = state.model, state.layout, wanted
                self._full = self.scene if self.detail == "all" else self._full
            except WorkbenchError as error:
                self.fault = f"The diagram is that of an earlier state: {error}"
            except Exception as error:  # noqa: BLE001 - the forms must go on working
                self.fault = f"The diagram is that of an earlier state: {type(error).__name__}: {error}"
        return difference(before, self.scene)

    def places(self) -> Places:
        """Where entities are shown, with all their columns."""
        boxes = [box for box in self._full["boxes"] if box["kind"] == "entity"]
        return {QualifiedName.of(box["name"]): (box["x"], box["y"]) for box in boxes}

    def _follower(self, wanted: tuple[Detail, Arranged | None]) -> Follower:
        """What lays out this arrangement: as it was left, or begun anew."""
        detail, arranged = wanted
        found = self._followers.pop(wanted, None)
        if found is None:
            seen = self._followers.get(self._drawn) if self._drawn is not None and self._drawn[0] == detail else None
            if seen is not None and arranged is not None and arranged.names is not None:
                found = seen.again(arranged.names)
            else:
                found = self._begin(detail, self._seen if not self._followers and detail == "all" else {})
        self._followers[wanted] = found
        while len(self._followers) > _REMEMBERED:
            del self._followers[next(iter(self._followers))]
        return found

    def _keyed(self, scene: Scene) -> Data:
        """A scene as data, its things told apart: a generalisation is drawn as a line per subtype, of one subject."""
        data: Data = {}
        for part in PARTS:
            drawn: Counter[str] = Counter()
            data[part] = []
            for item in getattr(scene, part):
                drawn[item.subject] += 1
                key = item.subject if drawn[item.subject] == 1 else f"{item.subject} {drawn[item.subject]}"
                data[part].append(self._memo.of((part, key), (item,), partial(_data, key, item)))
        self._memo.turn()
        return data


def difference(before: Data, after: Data) -> Data:
    """What is otherwise in a scene.

    Examples
    --------
    >>> one, two = {"key": "a", "x": 1}, {"key": "b", "x": 2}
    >>> change = difference({"boxes": [one]}, {"boxes": [one, two]})
    >>> change["boxes"], change["order"]
    ([{'key': 'b', 'x': 2}], {'boxes': [[0, 1], 'b']})
    """
    change: Data = {"order": {}}
    for part in PARTS:
        old, new = before.get(part, ()), after.get(part, ())
        known = {item["key"]: item for item in old}
        change[part] = [item for item in new if (was := known.get(item["key"])) is not item and was != item]
        keys, former = [item["key"] for item in new], [item["key"] for item in old]
        if keys != former:
            change["order"][part] = _runs(former, keys)
    return change


def _runs(before: Sequence[str], after: Sequence[str]) -> list[str | list[int]]:
    """An order by what it has of another one: where runs of that begin and end, and keys that are new."""
    number = {key: position for position, key in enumerate(before)}
    runs: list[str | list[int]] = []
    for key in after:
        at = number.get(key)
        if at is None:
            runs.append(key)
        elif runs and isinstance(last := runs[-1], list) and last[1] == at:
            last[1] += 1
        else:
            runs.append([at, at + 1])
    return runs


def _data(key: str, item: Any) -> Data:
    return asdict(item) | {"key": key}


def _usual(detail: Detail, seen: Places) -> Follower:
    from workbench.diagram import Live  # loads the layout engine

    return Live(detail, seen)
