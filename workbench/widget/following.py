"""Following: what has become of something that was chosen, after the things to choose from have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def followed(value: T, before: Sequence[T], after: Sequence[T]) -> T | None:
    """Find it among the others: itself, or what stands where it stood before a rename; None when it is gone.

    Examples
    --------
    >>> followed("b", ["a", "b", "c"], ["a", "c", "z"]), followed("b", ["a", "b"], ["a", "b", "c"])
    ('z', 'b')
    >>> followed("b", ["a", "b", "c"], ["x", "y", "z"]), followed("b", ["a", "b", "c"], ["a", "c"])
    ('y', None)
    """
    if value in after:
        return value
    gone, come = [v for v in before if v not in after], [v for v in after if v not in before]
    if len(gone) == len(come) == 1 and gone[0] == value:
        return come[0]
    if len(before) == len(after) and value in before:
        return after[before.index(value)]
    return None
