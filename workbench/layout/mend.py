"""Mend: small faults of routed lines that a reader would notice."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.layout.graph import Placement, Route
from workbench.layout.quality import merges, segments
from workbench.layout.slots import WIDEST_GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_JOG: Final = 7.0  # pixels; more would leave the row
_ALONE: Final = 2 * WIDEST_GAP  # gap of a line that no other is near at its row
_SAME: Final = 2.0  # pixels: lines this close look like one
_APART: Final = 9.0  # of lines, so that marks do not touch


def straight(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Straighten lines with a small step, where one end is alone at its row and may move to the level of the other."""
    levels = [(y1, x1, x2, route.name) for route in routes for x1, y1, x2, y2 in segments(route.points) if y1 == y2]
    levels.sort()
    result = []
    for route in routes:
        if len(route.points) == 4:
            (left, y1), _, _, (right, y2) = route.points
            for level, gap in ((y1, route.target_gap), (y2, route.source_gap)):
                if 0 < abs(y1 - y2) <= _JOG and gap >= _ALONE and _is_free(route.name, level, left, right, levels):
                    route = replace(route, points=((left, level), (right, level)))  # noqa: PLW2901  mended
                    levels.append((level, min(left, right), max(left, right), route.name))
                    levels.sort()
                    break
        result.append(route)
    return tuple(result)


def _is_free(name: str, level: float, left: float, right: float, levels: list[tuple[float, float, float, str]]) -> bool:
    first, last = min(left, right), max(left, right)
    near = levels[bisect_left(levels, (level - _APART,)) : bisect_left(levels, (level + _APART,))]
    return all(other == name or start > last or end < first for _, start, end, other in near)


def apart(routes: Sequence[Route]) -> tuple[Route, ...]:
    """Take lines apart that ELK has let run along each other: two that come from both sides at the same level.

    Their upright parts change places, or one of them moves within its row.
    """
    mended = {route.name: route for route in routes}
    for first, second in merges(Placement(routes=tuple(routes))):
        before = _faults((mended[first], mended[second]), mended)
        for trial in _trials(mended[first], mended[second]):
            if _faults(trial, mended) < before:
                mended |= {route.name: route for route in trial}
                break
    return tuple(mended.values())


def _faults(pair: tuple[Route, Route], all_routes: Mapping[str, Route]) -> int:
    """How often one of two lines runs along any line."""
    names = {route.name for route in pair}
    others = [route for name, route in all_routes.items() if name not in names]
    return sum(_along(route, other) for route in pair for other in others) + _along(*pair)


def _along(first: Route, second: Route) -> bool:
    for x1, y1, x2, y2 in segments(first.points):
        for a1, b1, a2, b2 in segments(second.points):
            if y1 == y2 and b1 == b2:
                if abs(y1 - b1) < _SAME and min(x2, a2) - max(x1, a1) > _SAME:
                    return True
            elif x1 == x2 and a1 == a2 and abs(x1 - a1) < _SAME and min(y2, b2) - max(y1, b1) > _SAME:
                return True
    return False


def _trials(first: Route, second: Route) -> Iterator[tuple[Route, Route]]:
    if len(first.points) == len(second.points) == 4:
        one, two = first.points[1][0], second.points[1][0]
        yield _upright_at(first, two), _upright_at(second, one)
        for step in (-4.0, 4.0):
            yield _upright_at(first, two + step), second
            yield first, _upright_at(second, one + step)
    for step in (-12.0, 12.0):
        for moved in _uprights_moved(first, step):
            yield moved, second
        for moved in _uprights_moved(second, step):
            yield first, moved
    for step in (5.0, -5.0):
        for moved in _ends_moved(first, step):
            yield moved, second
        for moved in _ends_moved(second, step):
            yield first, moved


def _uprights_moved(route: Route, step: float) -> Iterator[Route]:
    """Move one upright part sideways, still clear of the boxes."""
    for number in range(1, len(route.points) - 2):
        (x1, y1), (x2, y2) = route.points[number : number + 2]
        if x1 == x2:
            points = (*route.points[:number], (x1 + step, y1), (x2 + step, y2), *route.points[number + 2 :])
            yield replace(route, points=points)


def _ends_moved(route: Route, step: float) -> Iterator[Route]:
    """Move an end that is alone at its row."""
    if len(route.points) > 2:
        if route.source_gap >= _ALONE:
            (x1, y1), (x2, _), *rest = route.points
            yield replace(route, points=((x1, y1 + step), (x2, y1 + step), *rest))
        if route.target_gap >= _ALONE:
            *rest, (x2, _), (x1, y1) = route.points
            yield replace(route, points=(*rest, (x2, y1 + step), (x1, y1 + step)))


def _upright_at(route: Route, x: float) -> Route:
    start, (_, y1), (_, y2), goal = route.points
    return replace(route, points=(start, (x, y1), (x, y2), goal))
