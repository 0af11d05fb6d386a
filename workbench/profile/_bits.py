"""Bits: how many different integers there are, exactly, by one bit for each number between the smallest and largest.

Grouping the rows of a large table by a key builds a hash table as large as the table. Where the key is of integers
that lie close together, as those of keys do, a bit for each possible value says the same, tenfold faster and in a few
megabytes. Where they lie further apart, one number for each combination is still grouped faster than the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from workbench.model.types import family

if TYPE_CHECKING:
    import duckdb

    from workbench.model.nodes import Attribute

# Where the numbers lie further apart, most bits would stay empty; and memory for all of them is taken at once.
_MOST_BITS: Final = 2**29
_MOST_BITS_A_ROW: Final = 64
_MOST_PLACES: Final = 2**62  # of a BIGINT


class Counted(NamedTuple):
    """Rows, those of them with a value in each column, and the different combinations of values."""

    rows: int
    present: int
    distinct: int


def counted(
    con: duckdb.DuckDBPyConnection, relation: str, attributes: Sequence[Attribute], values: Sequence[str]
) -> Counted | None:
    """Count the different combinations of some integers.

    Parameters
    ----------
    con
        Connection to the source.
    relation
        What stands after FROM.
    attributes
        What is counted.
    values
        SQL of the value of each of them.

    Returns
    -------
    Counted or None
        None where one of them is no integer, or where their combinations are more than a number of 64 bits can tell
        apart.
    """
    if not attributes or any(family(attribute.type) != "integer" for attribute in attributes):
        return None
    names = [f"k{i}" for i in range(len(values))]
    inner = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
    filled = " AND ".join(f"{name} IS NOT NULL" for name in names)
    of_rows = f"FROM (SELECT {inner} FROM {relation})"
    ends = ", ".join(f"{which}({name}) FILTER (WHERE {filled})" for name in names for which in ("min", "max"))
    row = con.execute(f"SELECT count(*), count(*) FILTER (WHERE {filled}), {ends} {of_rows}").fetchone()
    assert row is not None  # noqa: S101 - an aggregate gives one row
    rows, present = int(row[0]), int(row[1])
    if not present:
        return Counted(rows, 0, 0)
    least, most = row[2::2], row[3::2]
    sizes = [int(high) - int(low) + 1 for low, high in zip(least, most, strict=True)]
    bits = prod(sizes)
    if bits > _MOST_PLACES or min(least) < -_MOST_PLACES or max(most) > _MOST_PLACES:
        return None
    place = "0"
    for name, low, size in zip(names, least, sizes, strict=True):
        place = f"({place}) * {size} + (CAST({name} AS BIGINT) - ({int(low)}))"
    few = bits <= min(_MOST_BITS, _MOST_BITS_A_ROW * rows)
    number = f"bit_count(bitstring_agg({place}, 0, {bits - 1}))" if few else f"count(DISTINCT {place})"
    found = con.execute(f"SELECT {number} {of_rows} WHERE {filled}").fetchone()
    assert found is not None  # noqa: S101
    return Counted(rows, present, int(found[0]))
