"""Cursor: a connection that asks for more memory where the usual limit does not do, instead of giving up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import duckdb


class _Patient:
    """Connection whose statements are run again when they fail for want of memory and more of it was granted."""

    def __init__(self, con: duckdb.DuckDBPyConnection, more: Callable[[], bool]) -> None:
        self._con = con
        self._more = more

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def execute(self, *arguments: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        import duckdb

        try:
            return self._con.execute(*arguments, **options)
        except duckdb.OutOfMemoryException:
            if not self._more():
                raise
        return self._con.execute(*arguments, **options)


def patient(con: duckdb.DuckDBPyConnection, more: Callable[[], bool]) -> duckdb.DuckDBPyConnection:
    """Connection that runs a statement again, where it failed for want of memory.

    Parameters
    ----------
    con
        The connection; what is not `execute` goes to it as it is.
    more
        Grants more memory; False where there is none to grant.
    """
    return cast("duckdb.DuckDBPyConnection", _Patient(con, more))
