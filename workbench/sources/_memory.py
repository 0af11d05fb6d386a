"""Memory: how much of it measuring may take, and what is said when it is not enough."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Final

from workbench.errors import MemoryLimitError
from workbench.naming import shown

# Large files of text are held on the disk above this, at about an eighth more time; a gigabyte of CSV is then measured
# in one of memory, rather than in two.
USUAL_LIMIT: Final = "800MB"
_AMOUNT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[KMGT]i?B\s*", re.IGNORECASE)


def checked(limit: str) -> str:
    """Limit of memory as DuckDB takes it.

    Raises
    ------
    MemoryLimitError
        When it is not a positive number with a unit of bytes; DuckDB takes -5 for no limit at all.

    Examples
    --------
    >>> checked(" 500 mb")
    '500mb'
    """
    amount = _AMOUNT.fullmatch(str(limit))
    if amount is None or not float(amount[1]):
        raise MemoryLimitError(f"{str(limit)!r} is no amount of memory.", hint="Write it as 500MB or 2GB.")
    return "".join(str(limit).split())


def not_enough(limit: str | None, table: str, place: str) -> MemoryLimitError:
    """Error that says that the memory does not do for a table, under a limit or without one."""
    if limit is None:
        hint = "Close other programs, or set a memory limit below what is free: what is above it goes to the disk."
        return MemoryLimitError(f"There is not enough memory for {shown(table)}.", place=place, hint=hint)
    text = f"The memory limit of {limit} is too small for {shown(table)}."
    return MemoryLimitError(text, place=place, hint="Set a larger one, or none.")


def too_little(place: str) -> MemoryLimitError:
    """Error that says that a file cannot be read with the memory there is."""
    hint = "Give more with --memory-limit, or in Python with memory_limit."
    return MemoryLimitError("There is too little memory to read the file.", place=place, hint=hint)


@contextlib.contextmanager
def enough_memory(place: str) -> Iterator[None]:
    """Say of which file it is, where DuckDB has not enough memory to read it."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise too_little(place) from error
