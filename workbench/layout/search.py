"""Search: of many ways to spread boxes over columns, the one whose layout is best."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from workbench.layout import columns, layered
from workbench.layout.quality import quality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.layout.columns import Columns
    from workbench.layout.graph import Graph, Placement

# Trials for a small graph. The work of one grows with its size; that of all together is bounded.
_WORK: Final = 900
_MOST: Final = 24
_SEEDS: Final = 2  # spreads per trial: much cheaper than a layout
_AT_ONCE: Final = 6  # moves tried before the next round starts from the best
_ONE_RUN: Final = 300  # boxes; beyond, a second run for the order of the slots takes too long


# The same picture is drawn in two themes and several formats, and most edits leave most parts of it as they are.
@lru_cache(maxsize=64)
def lay_out(graph: Graph) -> Placement:
    """Lay out boxes that hang together; of several ways to spread them over columns, the least costly one is kept.

    How many are tried depends on the size of the graph only, so that the same graph gives the same picture anywhere.
    """
    trials = min(_MOST, _WORK // (len(graph.boxes) + len(graph.lines)))
    best: tuple[Columns, Placement] | None = None
    tried: list[Columns] = []

    def attempt(candidates: Iterator[Columns], most: int) -> bool:
        """Try so many candidates in all, old ones counted; return whether one was better."""
        nonlocal best
        better = False
        for candidate in candidates:
            if len(tried) >= most:
                break
            if candidate in tried:
                continue
            tried.append(candidate)
            laid = layered.lay_out(graph, candidate, None if best is None else best[1])
            if best is None or _cost(laid) < _cost(best[1]):
                best, better = (candidate, laid), True
        return better

    has_frames = any(box.group is not None for box in graph.boxes)
    spreads = _framed if has_frames else _spreads
    attempt(spreads(graph, trials), max(1, trials // 2))
    assert best is not None  # noqa: S101  there is always a first candidate
    if len(graph.boxes) > _ONE_RUN:
        return best[1]
    while not has_frames and attempt(_moves(graph, best[0], len(tried)), min(trials, len(tried) + _AT_ONCE)):
        pass
    # The slots follow where the other ends came to stand, which takes a second run.
    return min((best[1], layered.lay_out(graph, best[0], best[1])), key=_cost)


def _spreads(graph: Graph, trials: int) -> Iterator[Columns]:
    """Give different columns for the boxes: by the direction of the lines, then spread over about the ideal number."""
    if trials >= 2:
        yield columns.whole(graph, columns.separated(graph, columns.longest_paths(graph)))
    for trial in range(max(1, 2 * trials)):
        yield columns.whole(graph, _spread(graph, trial))


def _framed(graph: Graph, trials: int) -> Iterator[Columns]:
    """Give different columns for the frames, and for the boxes inside each."""
    outer = columns.contracted(graph)
    groups = tuple(dict.fromkeys(box.group for box in graph.boxes if box.group is not None))
    parts = {group: columns.part_of(graph, group) for group in groups}
    for trial in range(max(1, 2 * trials)):
        inside = {group: _spread(part, trial) for group, part in parts.items()}
        yield columns.framed(graph, _spread(outer, trial // 2), inside)


def _spread(graph: Graph, trial: int) -> Columns:
    """Spread over about the ideal number of columns; each trial gives another one."""
    if len(graph.boxes) < 2:
        return {box.name: 0 for box in graph.boxes}
    ideal = columns.ideal_count(graph)
    count = max(2, round(ideal + (0, -1, 1, 2, -0.5, 0.5)[trial % 6] * max(1.0, ideal / 6)))
    seeds = range(_SEEDS * trial, _SEEDS * (trial + 1))
    return min((columns.spread(graph, min(count, len(graph.boxes)), seed) for seed in seeds), key=_first)[1]


def _moves(graph: Graph, chosen: Columns, start: int) -> Iterator[Columns]:
    """Give the columns that differ by one box, which stands beside a neighbour's column; loose boxes first."""
    joined = columns.neighbours(graph)
    at = {name: column // columns.STRIDE for name, column in chosen.items()}
    names = sorted(at, key=lambda name: len(joined[name]))
    for position in range(len(names)):
        name = names[(position + start) % len(names)]
        taken = {at[other] for other in joined[name]}
        for column in sorted({c + step for c in taken for step in (-1, 1)} - taken - {at[name]}):
            yield columns.whole(graph, columns.separated(graph, at | {name: column}))


def _first(pair: tuple[float, Columns]) -> float:
    return pair[0]


def _cost(placement: Placement) -> float:
    return quality(placement).cost
