"""Narrow types: columns of a large text file that stand in DuckDB as numbers and dates, without a loss.

Advisors see texts all the same: a source shows every such table through a view that writes the values out. What is
measured goes past the view, and is several times faster on numbers than on their digits.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from workbench.naming import sql_quote, text_literal

# Files below that size are read in no time as they are.
NARROW_BYTES: Final = 4 << 20
# Values of a column that must be there to guess from.
_FEWEST: Final = 20
# Longest numbers seen, in digits, that leave a type of four bytes head-room for some a hundred times as large.
_SHORT_DIGITS: Final = 7
# Texts that are held as one of a list: so many values looked at, of so few kinds, each so often and so short.
_ENUM_FEWEST: Final = 1000
_ENUM_MOST: Final = 24
_ENUM_AGAIN: Final = 3
_ENUM_LENGTH: Final = 40
# Rows are looked at in so many places of a file, so many bytes of it in each.
_PLACES: Final = 16
_PLACE_BYTES: Final = 16 << 10
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
    {'a': 'INTEGER', 'b': 'DECIMAL(9,2)', 'c': 'DATE'}
    >>> narrow_types(["a"], [["new"], ["done"]] * 500)
    {'a': "ENUM('done', 'new')"}
    """
    fitting = [row for row in rows if len(row) == len(names)]
    guesses = {name: _guess([row[at] for row in fitting if row[at]]) for at, name in enumerate(names)}
    return {name: kind for name, kind in guesses.items() if kind is not None}


def spread_rows(path: Path, delimiter: str) -> list[list[str]]:
    """Rows from places all over a file of UTF-8: what stands at its beginning need not be what comes later.

    A place may lie inside quotes; what is read from there is no row, and only makes a guess worse.
    """
    size = path.stat().st_size
    rows: list[list[str]] = []
    with path.open("rb") as file:
        for place in range(1, _PLACES):
            file.seek(size * place // _PLACES)
            lines = file.read(_PLACE_BYTES).decode(errors="replace").splitlines()[1:-1]
            with contextlib.suppress(csv.Error):
                rows += csv.reader(lines, delimiter=delimiter)
    return rows


def _guess(values: Sequence[str]) -> str | None:
    if len(values) < _FEWEST:
        return None
    for pattern, kind in ((_INTEGER, "BIGINT"), (_DATE, "DATE"), (_TIMESTAMP, "TIMESTAMP")):
        if pattern.fullmatch(values[0]):
            if not all(map(pattern.fullmatch, values)):
                return _enum(values)
            return "INTEGER" if kind == "BIGINT" and max(map(len, values)) <= _SHORT_DIGITS else kind
    found = list(map(_DECIMAL.fullmatch, values))
    scales = {len(match[1]) if match else 0 for match in found}
    if len(scales) == 1 and 0 not in scales:
        scale = scales.pop()
        digits = max(len(value.lstrip("-")) for value in values) - 1
        return f"DECIMAL({9 if digits <= _SHORT_DIGITS else 18},{scale})"
    return _enum(values)


def _enum(values: Sequence[str]) -> str | None:
    """Type of a few texts that come again and again; in the order of texts, so that least and largest are theirs."""
    counts = Counter(values)
    if len(values) < _ENUM_FEWEST or len(counts) > _ENUM_MOST or min(counts.values()) < _ENUM_AGAIN:
        return None
    if max(map(len, counts)) > _ENUM_LENGTH:
        return None
    # DuckDB compares texts by their bytes.
    return f"ENUM({', '.join(map(text_literal, sorted(counts, key=str.encode)))})"


def wider(kind: str) -> str | None:
    """Type to try for a column where a value does not fit `kind`; None for text.

    Examples
    --------
    >>> wider("INTEGER"), wider("DECIMAL(9,2)"), wider("DATE")
    ('BIGINT', 'DECIMAL(18,2)', None)
    """
    return "BIGINT" if kind == "INTEGER" else kind.replace("(9,", "(18,") if kind.startswith("DECIMAL(9,") else None


def kind_of(kind: str) -> str:
    """Type without the values of an enumeration."""
    return kind.partition("(")[0] if kind.startswith("ENUM") else kind


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
    # A text of a list is that text or nothing; other values may be written in many ways.
    wrong = f"CAST({value} AS VARCHAR) IS DISTINCT FROM {column}"
    if kind.startswith("ENUM"):
        wrong = f"{value} IS NULL AND {column} IS NOT NULL"
    return f"CASE WHEN {wrong} THEN error('{_MARK}{at}.') ELSE {value} END AS {column}"


def failed_column(message: str) -> int | None:
    """Place of the column that could not be narrowed, from the engine's message; None where that was not the error."""
    found = re.search(f"{_MARK}([0-9]+)[.]", message)
    return int(found[1]) if found else None
