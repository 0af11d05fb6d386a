"""Order: which of several things may stay where they are when all are put in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def staying(ranks: Sequence[int]) -> frozenset[int]:
    """Places of as many things as possible that are in order already; only the others need to move.

    A longest increasing subsequence (M. Fredman, "On computing the length of longest increasing subsequences",
    Discrete Mathematics 11, 1975).

    Parameters
    ----------
    ranks
        For each thing in its present place, its place in the wanted order; no two are equal.

    Examples
    --------
    >>> sorted(staying([1, 2, 0, 3]))
    [0, 1, 3]
    """
    ends: list[int] = []  # ends[n]: lowest rank that ends an increasing run of n + 1
    places: list[int] = []
    before: list[int] = []
    for place, rank in enumerate(ranks):
        length = bisect_left(ends, rank)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [rank]
        places[length : length + 1] = [place]
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return frozenset(found)
