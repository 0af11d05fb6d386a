"""Questions about the shape of rows: conditions, subtypes, periods, snapshots and copies; and the facts that answer.

They stand beside those of :mod:`workbench.facts`, which are about readings, keys, inclusions and values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def _counted(unit: str) -> Any:
    return field(metadata={"unit": unit})


@dataclass(frozen=True)
class Holds:
    """Question: in how many rows of an entity each of some conditions (SQL over these attributes) is true, or false.

    Parameters
    ----------
    first
        Look at so many rows only, to see which conditions are worth asking of all; None looks at all of them.
    """

    entity: str
    attributes: tuple[str, ...]
    conditions: tuple[str, ...]
    first: int | None = None


@dataclass(frozen=True, kw_only=True)
class HoldsFact:
    """Answer to :class:`Holds`, exact over the rows that are asked for; a value that cannot be read counts as missing.

    Parameters
    ----------
    met, broken
        Rows, one number for each condition; where it is neither true nor false a value is missing.
    relation
        SELECT (DuckDB) of the attributes that were looked at.
    """

    question: Holds
    rows: int = _counted("rows")
    met: tuple[int, ...] = _counted("rows")
    broken: tuple[int, ...] = _counted("rows")
    relation: str

    def sql(self, condition: str) -> str:
        """SELECT of the rows in which a condition is false."""
        return f"SELECT * FROM ({self.relation}) WHERE NOT ({condition})"


@dataclass(frozen=True)
class Subtyped:
    """Question: which rows of an entity have a row of the same key in others, by the values of some attributes.

    Parameters
    ----------
    key
        Key of the parent.
    discriminators
        Attributes of the parent that may tell.
    children
        Entities with their attributes in the order of the key.
    """

    parent: str
    key: tuple[str, ...]
    discriminators: tuple[str, ...]
    children: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class SubtypedFact:
    """Answer to :class:`Subtyped`, exact over the different keys of the parent.

    Parameters
    ----------
    parents
        Different keys.
    together
        For each set of children that the same keys have: whether each of them is there, and how many keys.
    told
        The same for each discriminator and each of its values (None where it is missing).
    relation
        SELECT (DuckDB) of one row a key: the discriminators under their names, and whether each child is there as
        ``__in_1``, ``__in_2``, ….
    """

    question: Subtyped
    parents: int = _counted("rows")
    together: tuple[tuple[tuple[bool, ...], int], ...]
    told: tuple[tuple[tuple[str | None, tuple[bool, ...], int], ...], ...]
    relation: str

    def members(self, child: int) -> int:
        """Keys of the parent that one of the children has."""
        return sum(count for there, count in self.together if there[child])

    @property
    def most(self) -> int:
        """Most of the children that one key is in."""
        return max((sum(there) for there, _ in self.together), default=0)


@dataclass(frozen=True)
class Periods:
    """Question: whether the periods of each key of an entity overlap, or leave gaps."""

    entity: str
    key: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class PeriodsFact:
    """Answer to :class:`Periods`, exact over the rows with key and start.

    Parameters
    ----------
    keys
        Different keys.
    repeated
        Keys with more than one period.
    reversed
        Rows that end before they start.
    overlaps
        Rows that start before an earlier period of the same key has ended.
    touching, following
        Rows that start on the very end of the period before, and on the day after.
    gaps
        Rows that start later than that.
    open_null, open_far
        Rows without an end, and with one in the year 9999 or later (or 2999-12-31).
    sql
        SELECT (DuckDB) of the rows that overlap one before them.
    """

    question: Periods
    rows: int = _counted("rows")
    keys: int = _counted("values")
    repeated: int = _counted("values")
    reversed: int = _counted("rows")
    overlaps: int = _counted("rows")
    touching: int = _counted("rows")
    following: int = _counted("rows")
    gaps: int = _counted("rows")
    open_null: int = _counted("rows")
    open_far: int = _counted("rows")
    sql: str


@dataclass(frozen=True)
class Snapshot:
    """Question: how far each date of an entity has the same keys as the date before."""

    entity: str
    key: tuple[str, ...]
    date: str


@dataclass(frozen=True, kw_only=True)
class SnapshotFact:
    """Answer to :class:`Snapshot`, exact over all rows.

    Parameters
    ----------
    rows, distinct
        Rows with key and date, and how many of them differ in both together.
    dates, keys
        Different ones.
    kept
        Rows whose key the next date has too.
    followed
        Rows of all dates but the last.
    """

    question: Snapshot
    rows: int = _counted("rows")
    distinct: int = _counted("values")
    dates: int = _counted("values")
    keys: int = _counted("values")
    kept: int = _counted("rows")
    followed: int = _counted("rows")


@dataclass(frozen=True)
class Copies:
    """Question: how many rows of an entity's table are like another one in every column."""

    entity: str


@dataclass(frozen=True, kw_only=True)
class CopiesFact:
    """Answer to :class:`Copies`, exact over all rows.

    Parameters
    ----------
    surplus
        Rows too many: all of those that are alike but one.
    listed
        Rows that the SELECT shows: those that have a copy, and the copies.
    """

    question: Copies
    rows: int = _counted("rows")
    surplus: int = _counted("rows")
    listed: int = _counted("rows")
    sql: str
