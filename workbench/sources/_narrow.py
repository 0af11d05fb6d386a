"""Narrow types: columns of a large text file that stand in DuckDB as numbers and dates, without a loss.

Advisors see texts all the same: a source shows every such table through a view that writes the values out. What is
measured goes past the view, and is several times faster on numbers than on their digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from workbench.naming import sql_quote

# Files below that size are read in no time as they are.
NARROW_BYTES: Final = 4 << 20
# Values of a column that must be there to guess from.
_FEWEST: Final = 20
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,11})\.([0-9]{1,6})")
_DATE: Final = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]")
_TIMESTAMP: Final = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]")
_MARK: Final = "workbench narrow column "


def narrow_types(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Guess, from some rows, the DuckDB types whose values are written as these texts and no others.

    Parameters
    ----------
    names
        Columns.
    rows
        Texts; rows of another width are left out.

    Returns
    -------
    dict
        DuckDB type of each column that is no text.

    Examples
    --------
    >>> rows = [["7", "1.50", "2024-02-29", "007"]] * 20
    >>> narrow_types(["a", "b", "c", "d"], rows)
    {'a': 'BIGINT', 'b': 'DECIMAL(18,2)', 'c': 'DATE'}
    """
    fitting = [row for row in rows if len(row) == len(names)]
    guesses = {name: _guess([row[at] for row in fitting if row[at]]) for at, name in enumerate(names)}
    return {name: kind for name, kind in guesses.items() if kind is not None}


def _guess(values: Sequence[str]) -> str | None:
    if len(values) < _FEWEST:
        return None
    for pattern, kind in ((_INTEGER, "BIGINT"), (_DATE, "DATE"), (_TIMESTAMP, "TIMESTAMP")):
        if pattern.fullmatch(values[0]):
            return kind if all(map(pattern.fullmatch, values)) else None
    found = list(map(_DECIMAL.fullmatch, values))
    scales = {len(match[1]) if match else 0 for match in found}
    return f"DECIMAL(18,{scales.pop()})" if len(scales) == 1 and 0 not in scales else None


def narrowed_sql(names: Sequence[str], kinds: Mapping[str, str]) -> str:
    """Columns of a SELECT that turns texts into narrow values; it fails at the first that would not be written so.

    Parameters
    ----------
    names
        Columns in order.
    kinds
        DuckDB types of those to be narrowed.
    """
    return ", ".join(_narrowed(at, name, kinds.get(name)) for at, name in enumerate(names))


def _narrowed(at: int, name: str, kind: str | None) -> str:
    column = sql_quote(name)
    if kind is None:
        return column
    value = f"TRY_CAST({column} AS {kind})"
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN CAST({value} AS VARCHAR) = {column} THEN {value} "
        f"ELSE error('{_MARK}{at}.') END AS {column}"
    )


def failed_column(message: str) -> int | None:
    """Place of the column that could not be narrowed, from the engine's message; None where that was not the error."""
    found = re.search(f"{_MARK}([0-9]+)[.]", message)
    return int(found[1]) if found else None
