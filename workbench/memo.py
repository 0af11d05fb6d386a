"""Memo: what was worked out in one round, for the next one to take over where nothing has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")


class Memo(Generic[T]):
    """Results of the round before, each beside what it was worked out from.

    Examples
    --------
    >>> memo = Memo()
    >>> memo.of("a", (1,), lambda: "first"), memo.of("a", (1,), lambda: "second"), memo.of("a", (2,), lambda: "third")
    ('first', 'first', 'third')
    >>> memo.turn(); memo.turn()  # what a whole round has not asked for is forgotten
    >>> memo.of("a", (2,), lambda: "fourth")
    'fourth'
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[tuple[Any, ...], T]] = {}
        self._now: dict[Hashable, tuple[tuple[Any, ...], T]] = {}

    def of(self, key: Hashable, given: tuple[Any, ...], work: Callable[[], T]) -> T:
        """Result for a key: the former object where the same was given, a new one otherwise."""
        found = self._now.get(key) or self._before.get(key)
        if found is None or not _same(found[0], given):
            found = given, work()
        self._now[key] = found
        return found[1]

    def turn(self) -> None:
        """End a round."""
        self._before, self._now = self._now, {}


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(a is b or a == b for a, b in zip(one, other, strict=True))
