"""Live: the scene of a model that is being edited. What an edit does not concern stays where it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench import layout
from workbench.diagram._build import composed, planned
from workbench.diagram._options import Options
from workbench.memo import Memo
from workbench.model import Subject
from workbench.successor import successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.diagram._options import Detail
    from workbench.diagram._scene import Scene
    from workbench.layout import PlacedBox, Point
    from workbench.model import Model, QualifiedName


class Live:
    """Lays one model out again and again as it changes.

    The first scene is that of :func:`workbench.diagram.scene`. In the next ones, boxes stay where they are, new ones
    find a free place, one that grows pushes its neighbours away, and only lines that this concerns are drawn anew.
    What has not changed is the same object as before. Coordinates are those of the positions that people gave, and the
    upper left corner of all may be anywhere.

    Parameters
    ----------
    detail
        As :class:`Options` has it.
    seen
        Where entities were seen before, if another diagram showed them.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Model, QualifiedName
    >>> a, b = (Entity(name=QualifiedName(name), attributes=(Attribute(name="id"),)) for name in "ab")
    >>> live = Live()
    >>> before = live.follow(Model(entities=(a,)), {})
    >>> after = live.follow(Model(entities=(b, a)), {})
    >>> after.boxes[1] is before.boxes[0]
    True
    """

    def __init__(self, detail: Detail = "all", seen: Mapping[QualifiedName, Point] | None = None) -> None:
        self._options = Options(detail=detail, title="")
        self._memo: Memo[Any] = Memo()
        self._earlier: layout.Earlier | None = None
        # Where things were seen, by the place that people had given them then: undo gives that again, and with it
        # where they were seen.
        self._seen: dict[tuple[str, Point | None], Point] = {
            (str(Subject.entity(name)), None): at for name, at in (seen or {}).items()
        }

    def follow(self, model: Model, places: Mapping[QualifiedName, Point]) -> Scene:
        """Lay out a model; what was renamed stays where it was.

        Parameters
        ----------
        model
            The model as it is now.
        places
            Upper left corners of entities that people have put somewhere.

        Raises
        ------
        LayoutError
            When the layout engine was not built; the next call goes on from the scene before.
        """
        plan = planned(model, self._options, self._memo)
        given = {str(Subject.entity(name)): point for name, point in places.items()}
        names = [draft.box.subject for draft in plan.drafts]
        there = self._carry(names)
        wanted = {name: self._place(name, given.get(name), is_back=name not in there) for name in names}
        known = {name: at for name, at in wanted.items() if at is not None}
        placed = layout.follow(plan.graph, known, self._earlier)
        scene = composed(model, self._options, plan, placed, self._memo)
        self._memo.turn()
        self._earlier = layout.Earlier(plan.graph, placed)
        for box in placed.boxes:
            if (at := given.get(box.name)) != (box.x, box.y):
                self._seen[box.name, at] = box.x, box.y
        return scene

    def again(self, names: Iterable[QualifiedName]) -> Live:
        """Begin from the present scene with entities that are to be placed anew, around the others."""
        other = Live(self._options.detail)
        gone = {str(Subject.entity(name)) for name in names}
        other._earlier = self._earlier
        other._seen = {key: at for key, at in self._seen.items() if key[0] not in gone}
        return other

    def _carry(self, names: Sequence[str]) -> set[str]:
        """Give what was renamed the place that it had; returns what was there before, by the present names."""
        before = [box.name for box in self._earlier.graph.boxes] if self._earlier is not None else []
        there = set(before)
        for was, now in successors(before, names).items():
            if now not in there and (was, None) in self._seen:
                self._seen[now, None] = self._seen.pop((was, None))
                there.add(now)
        return there

    def _place(self, name: str, given: Point | None, *, is_back: bool) -> Point | None:
        """Where a box goes: where it was seen, if nothing has taken its place since it was gone."""
        seen = self._seen.get((name, given))
        if given is None and seen is not None and is_back and self._earlier is not None:
            taken = any(_holds(box, seen) for box in self._earlier.placement.boxes)
            return None if taken else seen
        return seen or given


def _holds(box: PlacedBox, point: Point) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom
