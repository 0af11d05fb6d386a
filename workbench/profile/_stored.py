"""Stored: readings of columns that stand in narrower types than text, from what the first scan has found.

The first scan has found the smallest and the largest number, the nulls and the number of values of such a column; how
many fit a type of the same kind follows from them. A scan more of a large table would cost as much as all the others.
"""

from __future__ import annotations

from decimal import Decimal as Number

from workbench.facts import ColumnFacts, FitFact, Fits
from workbench.model.nodes import Attribute
from workbench.model.types import Decimal, LogicalType, Simple, family
from workbench.profile._texts import digits_of, shortest
from workbench.reading import value_sql

_RANGES = {"int16": 2**15, "int32": 2**31, "int64": 2**63}


def fit(question: Fits, column: ColumnFacts, stored: str) -> FitFact | None:
    """Answer to a question of how a column is read; None where a scan must tell.

    Parameters
    ----------
    question
        What is asked.
    column
        What the first scan has found.
    stored
        DuckDB type in which the column stands.
    """
    kind = question.type
    value, _ = value_sql("c", "VARCHAR", Attribute(name="c", type=kind, binding=question.binding), stored)
    # Read from its text, or from another kind of value, it may be less than the whole.
    if "VARCHAR" in value or not _holds(stored, kind, column):
        return None
    scale = _scale(stored)
    present = column.rows - column.nulls
    least, most = (_written(limit, kind) for limit in (column.minimum, column.maximum))
    return FitFact(
        question=question,
        values=present,
        misfits=0,
        nulls=column.nulls,
        distinct=column.distinct,
        distinct_exact=column.distinct_exact,
        minimum=least,
        maximum=most,
        digits=digits_of(least, most) if isinstance(kind, Decimal) else None,
        scale=scale if isinstance(kind, Decimal) and present else None,
    )


def _scale(stored: str) -> int:
    return int(stored.rstrip(")").rpartition(",")[2]) if stored.startswith("DECIMAL") else 0


def _holds(stored: str, kind: LogicalType, column: ColumnFacts) -> bool:
    """Whether every value that may stand in a column between its limits is one of a type."""
    match stored, kind:
        case "DATE", Simple("date"):
            return True
        case "TIMESTAMP", Simple("timestamp"):
            return True
        case "INTEGER" | "BIGINT", Simple(name) if family(kind) == "integer":
            limit = _RANGES[name]
            return all(-limit <= int(text) < limit for text in (column.minimum, column.maximum) if text is not None)
        case _, Decimal(precision, scale) if stored.startswith("DECIMAL"):
            if precision is None:
                return True
            digits = digits_of(column.minimum, column.maximum) or 0
            return _scale(stored) <= (scale or 0) and digits <= precision - (scale or 0)
        case _:
            return False


def _written(text: str | None, kind: LogicalType) -> str | None:
    """Text of a limit as the engine writes it in a type."""
    if text is None or not isinstance(kind, Decimal):
        return text
    return shortest(text, kind) if kind.precision is None else f"{Number(text):.{kind.scale or 0}f}"
