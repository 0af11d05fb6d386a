"""Data frames as tables: pandas, polars, Arrow or whatever else DuckDB can scan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from workbench.errors import SourceError
from workbench.naming import sql_quote
from workbench.sources._columns import column_names
from workbench.sources._source import Source


def load_frames(source: Source, frames: Mapping[str, Any]) -> None:
    """Copy frames into tables of their names."""
    if not frames:
        raise SourceError("The dict holds no data frames.", hint="Pass {'name': frame, …}.")
    con = source.cursor()
    for number, (name, given) in enumerate(frames.items()):
        view, frame = f"__frame_{number}", _with_index(given)
        try:
            con.register(view, frame)
            described = con.execute(f"DESCRIBE {view}").fetchall()
        except Exception as error:
            first = str(error).split("\n")[0]
            raise SourceError(
                f"{name!r} is a {type(frame).__name__}, not a data frame that can be read: {first}",
                hint="Pass pandas, polars or Arrow frames.",
            ) from error
        old = [str(row[0]) for row in described]
        names = column_names(_given(frame, old), partial(source.report, "SRC-002-column-name", "warning", str(name)))
        columns = ", ".join(f"{sql_quote(a)} AS {sql_quote(b)}" for a, b in zip(old, names, strict=True))
        table = source.free_name(str(name), f"{name}_2", str(name))
        con.execute(f"CREATE TABLE {sql_quote(table)} AS SELECT {columns} FROM {view}")
        con.unregister(view)
        source.add(table, f"data frame {name!r}")


def _with_index(frame: Any) -> Any:
    """Pandas frame whose named index is made columns, which DuckDB would not see."""
    index = getattr(frame, "index", None)
    names = [name for name in getattr(index, "names", ()) if name is not None]
    if not names or set(names) & set(getattr(frame, "columns", ())):
        return frame
    return frame.reset_index(level=names)


def _given(frame: Any, described: list[str]) -> list[str]:
    """Names as the frame has them: DuckDB changes those that differ by case only, and says nothing."""
    given = getattr(frame, "column_names", None)  # Arrow; its `columns` are the values
    if given is None:
        given = getattr(frame, "columns", described)
    names = [str(name) for name in given]
    return names if len(names) == len(described) else described
