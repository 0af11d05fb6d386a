"""SQLite files: read row by row as text, since a column may hold anything there."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from workbench.errors import SourceError
from workbench.naming import shown, sql_quote
from workbench.sources._columns import column_names
from workbench.sources._file import FileKind
from workbench.sources._source import Source, readable


def load(source: Source, path: Path) -> None:
    """Load each table of the file."""
    readable(path)
    with path.open("rb") as file:
        if not file.read(16).startswith(b"SQLite format 3"):
            raise SourceError(
                "This is not a SQLite database.", place=str(path), hint="Give it the ending of what it is."
            )
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as con:
            con.text_factory = lambda raw: raw.decode("utf-8", "replace")
            names = con.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            ).fetchall()
            con.execute("BEGIN")  # all tables as they are at one time, whoever writes meanwhile
            damaged = {table: fault for (table,) in names if (fault := _fault(source, con, path, table)) is not None}
    except sqlite3.Error as error:
        raise _unreadable(path, error) from error
    if damaged and len(damaged) == len(names):
        fault = next(iter(damaged.values()))
        raise _unreadable(path, fault) from fault
    for table, fault in damaged.items():
        text = f"The rows of {shown(table)} cannot be read: {fault}. Mend the database, or take a sound copy."
        source.report("SRC-006-unreadable", "error", f"{path.name}:{table}", text)
    if not names:
        raise SourceError("The SQLite database holds no tables.", place=str(path), hint="Take it away.")


def _unreadable(path: Path, error: sqlite3.Error) -> SourceError:
    hint = "Mend it, or take a sound copy."
    return SourceError(f"The SQLite database cannot be read: {error}.", place=str(path), hint=hint)


def _fault(source: Source, con: sqlite3.Connection, path: Path, table: str) -> sqlite3.Error | None:
    """Load a table; gives what is wrong with it, so that the others are read all the same."""
    try:
        _table(source, con, path, table)
    except sqlite3.Error as error:
        return error
    return None


def _table(source: Source, con: sqlite3.Connection, path: Path, table: str) -> None:
    origin = f"{path.name}:{table}"
    rows = con.execute(f"SELECT * FROM {sql_quote(table)}")
    columns = column_names(
        [column[0] for column in rows.description],
        lambda message: source.report("SRC-002-column-name", "warning", origin, message),
    )
    source.load_rows(source.free_name(table, f"{path.stem}_{table}", origin), columns, rows, origin)


TARGET = FileKind("SQLite", (".sqlite", ".sqlite3", ".db"), load, companions=("-wal", "-journal"))
