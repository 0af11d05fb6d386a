"""Random draws that give the same values on every Python, platform and run.

Only `random.Random.random` is promised to stay the same between Python versions, so every draw here is built from it
and from plain arithmetic. Each table draws from a stream of its own: changing one leaves the others as they are.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Draw:
    """A stream of random draws, fixed by a seed and the stream's name.

    Parameters
    ----------
    seed
        Seed of the whole data set.
    stream
        Name of what is drawn, such as a table: streams of different names are independent.

    Examples
    --------
    >>> Draw(1, "orders").between(1, 6) == Draw(1, "orders").between(1, 6)
    True
    """

    def __init__(self, seed: int, stream: str) -> None:
        self.unit = Random(f"{seed}/{stream}").random

    def below(self, bound: int) -> int:
        """Whole number from 0 up to, but without, `bound`."""
        return int(self.unit() * bound)

    def between(self, low: int, high: int) -> int:
        """Whole number from `low` to `high`, both included."""
        return low + int(self.unit() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """Whether something of this probability (0..1) happens."""
        return self.unit() < probability

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each equally likely."""
        return items[int(self.unit() * len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Different items, in the order drawn (Fisher-Yates)."""
        pool = list(items)
        for place in range(count):
            other = place + int(self.unit() * (len(pool) - place))
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:count]

    def bell(self, mean: float, spread: float) -> float:
        """Near-normal value: six uniform draws, so never further than 4.2 spreads from the mean."""
        total = self.unit() + self.unit() + self.unit() + self.unit() + self.unit() + self.unit()
        return mean + spread * (total - 3.0) * 1.4142135623730951

    def run_length(self, again: float, longest: int) -> int:
        """Length of a run that goes on with probability `again`: 1, 2, … `longest` (a cut geometric distribution)."""
        length = 1
        while length < longest and self.unit() < again:
            length += 1
        return length

    def text(self, pattern: str) -> str:
        """Pattern with each ``#`` replaced by a digit and each ``@`` by a capital letter.

        Letters leave out I and O, as code systems do that are read aloud.
        """
        return "".join(
            "0123456789"[self.below(10)]
            if sign == "#"
            else "ABCDEFGHJKLMNPQRSTUVWXYZ"[self.below(24)]
            if sign == "@"
            else sign
            for sign in pattern
        )


class Weighted(Generic[T]):
    """Items drawn in proportion to their weights.

    Examples
    --------
    >>> Weighted(["rain", "sun"], [0.0, 1.0]).pick(Draw(1, "weather"))
    'sun'
    """

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self.items = list(items)
        self.cumulated = list(accumulate(weights))

    def pick(self, draw: Draw, among: int | None = None) -> T:
        """One item; with `among`, only the first so many take part."""
        count = len(self.items) if among is None else among
        place = bisect_right(self.cumulated, draw.unit() * self.cumulated[count - 1], 0, count - 1)
        return self.items[place]
