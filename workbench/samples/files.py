"""Rows as the bytes of a file: CSV with all the ways in which people write values, and JSON lines."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zlib import crc32

from workbench.samples.schema import DOTTED_DATES, TableSchema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.samples.rows import Row
    from workbench.samples.truth import ColumnTruth


def csv_bytes(schema: TableSchema, rows: Iterable[Row]) -> bytes:
    """Rows as CSV with a header: UTF-8, line feeds, quotes only where needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=schema.delimiter or ",", lineterminator="\n")
    columns = list(schema.columns.items())
    style_column, dotted_value = DOTTED_DATES
    style_place = next((place for place, (name, _) in enumerate(columns) if name == style_column), None)
    writer.writerow(schema.columns)
    for row in rows:
        dotted = style_place is not None and row[style_place] == dotted_value
        writer.writerow(
            [_csv_value(row[0], name, facts, row[place], dotted) for place, (name, facts) in enumerate(columns)]
        )
    return text.getvalue().encode("utf-8")


def _csv_value(key: object, name: str, column: ColumnTruth, value: object, dotted: bool) -> str:
    if value is None:
        # The key picks the spelling of a null, so that a row that stands there twice reads the same twice.
        return column.null_tokens[crc32(f"{name} {key}".encode()) % len(column.null_tokens)]
    if isinstance(value, bool):
        return (column.true_words if value else column.false_words)[0]
    if isinstance(value, Decimal) and column.decimal_mark:
        return f"{value:,}".translate({ord(","): column.thousands_mark, ord("."): column.decimal_mark})
    if dotted and isinstance(value, date) and column.date_formats:
        return f"{value.day:02d}.{value.month:02d}.{value.year}"
    return plain_text(value)


def plain_text(value: object) -> str:
    """A value in the form that every reader takes: ISO dates, decimal points, JSON for objects.

    Examples
    --------
    >>> plain_text(datetime(2024, 3, 5, 17, 30))
    '2024-03-05 17:30:00'
    """
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def json_lines_bytes(schema: TableSchema, rows: Iterable[Row]) -> bytes:
    """Rows as JSON lines; decimal numbers keep their places and timestamps are ISO 8601 with a ``T``."""
    names = [json.dumps(name) for name in schema.columns]
    lines = (
        "{" + ", ".join(f"{name}: {_json_value(value)}" for name, value in zip(names, row, strict=True)) + "}\n"
        for row in rows
    )
    return "".join(lines).encode("utf-8")


def _json_value(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    return json.dumps(value, ensure_ascii=False)


def plain_csv_text(names: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows as CSV in the simplest spelling, nulls empty: what the Parquet writer loads."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(["" if value is None else plain_text(value) for value in row] for row in rows)
    return text.getvalue()
