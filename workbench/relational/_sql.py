"""Sql: a piece of SQL that SQLAlchemy puts into a statement as it stands."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles


class Sql(sa.ColumnElement[Any]):
    """SQL as it stands: no bind parameters, no columns, no percent signs to double.

    ``sqlalchemy.text`` takes ``:word`` for a parameter, and ``literal_column`` is taken for a column of the table.
    """

    inherit_cache = False

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


@compiles(Sql)
def _compile(element: Sql, _compiler: Any, **_: Any) -> str:
    return element.text
