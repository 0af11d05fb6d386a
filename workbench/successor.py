"""Successor: what has become of something that was chosen, after the things to choose from have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

T = TypeVar("T", bound="Hashable")


def successor(value: T, before: Sequence[T], after: Sequence[T]) -> T | None:
    """Find it among the others: itself, or what stands where it stood before a rename; None when it is gone.

    Examples
    --------
    >>> successor("b", ["a", "b", "c"], ["a", "c", "z"]), successor("b", ["a", "b"], ["a", "b", "c"])
    ('z', 'b')
    >>> successor("b", ["a", "b", "c"], ["x", "y", "z"]), successor("b", ["a", "b", "c"], ["a", "c"])
    ('y', None)
    """
    if value in after:
        return value
    return successors(before, after).get(value)


def successors(before: Sequence[T], after: Sequence[T]) -> dict[T, T]:
    """What stands where something else did that is gone, by that.

    Examples
    --------
    >>> successors(["a", "b", "c"], ["a", "x", "c"]), successors(["a", "b"], ["a"])
    ({'b': 'x'}, {})
    """
    old, new = set(before), set(after)
    gone, come = [v for v in before if v not in new], [v for v in after if v not in old]
    if len(gone) == len(come) == 1:
        return {gone[0]: come[0]}
    if len(before) != len(after):
        return {}
    return {was: now for was, now in zip(before, after, strict=True) if was not in new}
