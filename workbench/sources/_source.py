"""Source: tables in a DuckDB of its own, whatever they were read from, with what was wrong about them."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from workbench.errors import MemoryLimitError, SourceError, UnknownNameError, interrupted
from workbench.findings import Evidence, Figure, Finding, Severity
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject
from workbench.naming import clean_name, shown, sql_quote, text_literal
from workbench.sources._cursor import patient
from workbench.sources._memory import USUAL_LIMIT, checked, not_enough

if TYPE_CHECKING:
    import duckdb


_Result = TypeVar("_Result")
_CHANGED = "The file changed while it was read."
_AGAIN = "Read it again when nothing writes to it."


class UnreadableTableError(SourceError):
    """A table whose rows turn out to be damaged when they are read, or whose file has changed since it was opened.

    Parameters
    ----------
    table
        Its name in the source.
    """

    def __init__(self, table: str, message: str, *, place: str, hint: str) -> None:
        super().__init__(message, place=place, hint=hint)
        self.table = table


@dataclass(frozen=True)
class SourceTable:
    """A table of a source.

    Parameters
    ----------
    name
        The source's own name of it: a file's name without its ending.
    columns
        Names and DuckDB types in order; text files have ``VARCHAR`` only, nothing is converted before it is measured.
    origin
        File or database table, as people would look it up.
    size_bytes
        Size of the file; None where there is none.
    loaded
        Whether the rows stand in DuckDB's own storage (a scan costs less) or are read from the file each time.
    stored
        Columns of text whose values stand as numbers or dates that are written in just the same way, with their DuckDB
        types.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    origin: str
    size_bytes: int | None = None
    loaded: bool = True
    stored: tuple[tuple[str, str], ...] = ()

    @property
    def relation(self) -> str:
        """SQL name of the rows as they stand; :attr:`name` shows them with the types of :attr:`columns`."""
        return stored_name(self.name) if self.stored else sql_quote(self.name)

    @property
    def types(self) -> dict[str, str]:
        """DuckDB types by column."""
        return dict(self.columns)


class Source:
    """Tables to be measured, in a DuckDB that lives as long as the source.

    Parameters
    ----------
    origin
        What was opened, as people say it.
    memory_limit
        Most memory that DuckDB may use, ``"2GB"``; it spills to disk above that. By default little, and more where a
        statement cannot do with it.
    """

    def __init__(self, origin: str, *, memory_limit: str | None = None) -> None:
        self.origin = origin
        self.tables: dict[str, SourceTable] = {}
        self.findings: list[Finding] = []
        self._watched: dict[str, tuple[Path, object]] = {}
        self._closing = contextlib.ExitStack()
        # The network is never asked: what DuckDB has not built in is not to be had (stack.md, Engines).
        config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        self._memory_limit = memory_limit
        self._granted = False
        config["memory_limit"] = USUAL_LIMIT if memory_limit is None else checked(memory_limit)
        self.folder = Path(tempfile.mkdtemp(prefix="workbench-"))
        # Gone at the latest when nobody holds the source any more: notebooks rarely close what they open.
        self._closing.callback(weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True))
        try:
            self._connection = connect_duckdb(":memory:", {**config, "temp_directory": str(self.folder / "spill")})
            self._closing.callback(self._connection.close)
            # A time without a zone means the same on every machine.
            self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
        except Exception as error:
            self._closing.close()
            if memory_limit is None:
                raise
            hint = "Set a larger one, or none."
            raise MemoryLimitError(f"The memory limit of {memory_limit} is too small.", hint=hint) from error

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Connection to the tables for one thread."""
        return patient(self._connection.cursor(), self._grant_memory)

    def _grant_memory(self) -> bool:
        """Leave the limit to DuckDB, unless somebody has set one or this was done before."""
        if self._memory_limit is not None or self._granted:
            return False
        self._granted = True
        self._connection.execute("RESET GLOBAL memory_limit")
        return True

    def table(self, name: str) -> SourceTable:
        """Table of that name; raises :class:`UnknownNameError` with the nearest."""
        if name not in self.tables:
            raise UnknownNameError("table", name, self.tables, place=self.origin)
        return self.tables[name]

    @contextlib.contextmanager
    def explaining(self, name: str, what: str = "", hint: str = "") -> Iterator[None]:
        """Say of which table it is, where DuckDB cannot read on: damaged pages, no memory, no room on the disk.

        Parameters
        ----------
        name
            The table.
        what
            What cannot be done; reading the table's rows otherwise.
        hint
            The next step, where it is neither room nor a sound file that is missing.
        """
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            if interrupted(error):
                raise KeyboardInterrupt from error
            self._refuse_changed(name)
            place = self.tables[name].origin if name in self.tables else self.origin
            if isinstance(error, duckdb.OutOfMemoryException):
                raise not_enough(self._memory_limit, name, place) from error
            told = _without_values(str(error).splitlines()[0]).rstrip(".")
            room = isinstance(error, duckdb.IOException)
            plain = "Free room on the disk, or set a larger memory limit." if room else "Take a sound copy of it."
            text = f"{what or f'The rows of {shown(name)} cannot be read'}: {told}."
            if name in self.tables and not what:
                raise UnreadableTableError(name, text, place=place, hint=hint or plain) from error
            raise SourceError(text, place=place, hint=hint or plain) from error

    def surviving(self, work: Callable[[], _Result]) -> _Result:
        """Do work on all tables; one that turns out to be unreadable is reported and left out, and the work done again.

        Raises
        ------
        SourceError
            When no table is left.
        """
        while True:
            try:
                result = work()
                for name in self._watched:
                    self._refuse_changed(name)
            except UnreadableTableError as error:
                if len(self.tables) < 2:
                    raise
                self.leave_out(error.table)
                text = f"{error.message} {error.hint}"
                self.report("SRC-006-unreadable", "error", Path(error.place or error.table).name, text)
            else:
                return result

    def leave_out(self, name: str) -> None:
        """Forget a table."""
        gone = self.tables.pop(name)
        self._watched.pop(name, None)
        kind = "TABLE" if gone.loaded and not gone.stored else "VIEW"
        self._connection.execute(f"DROP {kind} IF EXISTS {sql_quote(name)}")
        if gone.stored:
            self._connection.execute(f"DROP TABLE IF EXISTS {gone.relation}")

    def watch(self, name: str, path: Path) -> None:
        """Tell later when the file of a table, which is read where it lies, is no longer the same."""
        self._watched[name] = (path, _stamp(path))

    def _refuse_changed(self, name: str) -> None:
        path, stamp = self._watched.get(name, (None, None))
        if path is not None and _stamp(path) != stamp:
            raise UnreadableTableError(name, _CHANGED, place=self.tables[name].origin, hint=_AGAIN)

    @contextlib.contextmanager
    def unchanged(self, path: Path) -> Iterator[None]:
        """Read a file; what was read of it is thrown away, with an error, when it changes meanwhile."""
        known, said, stamp = set(self.tables), len(self.findings), _stamp(path)
        try:
            yield
        except SourceError:
            if _stamp(path) == stamp:
                raise
        if _stamp(path) != stamp:
            for name in self.tables.keys() - known:
                self.leave_out(name)
            del self.findings[said:]
            raise SourceError(_CHANGED, place=str(path), hint=_AGAIN)

    def add(
        self,
        name: str,
        origin: str,
        *,
        size_bytes: int | None = None,
        loaded: bool = True,
        types: Any = None,
        stored: Mapping[str, str] | None = None,
    ) -> None:
        """Take note of a table that stands in DuckDB under that name, or in the schema of what is stored narrower."""
        if stored:
            known = self._connection.execute(f"DESCRIBE {stored_name(name)}").fetchall()
            texts = ", ".join(f"CAST({sql_quote(row[0])} AS VARCHAR) AS {sql_quote(row[0])}" for row in known)
            self._connection.execute(f"CREATE VIEW {sql_quote(name)} AS SELECT {texts} FROM {stored_name(name)}")
        # The catalogue lists the columns of all tables each time; DESCRIBE looks at this one.
        rows = types or self._connection.execute(f"DESCRIBE {sql_quote(name)}").fetchall()
        columns = tuple((str(column), str(kind)) for column, kind, *_ in rows)
        self.tables[name] = SourceTable(name, columns, origin, size_bytes, loaded, tuple((stored or {}).items()))

    def free_name(self, name: str, alternative: str, origin: str) -> str:
        """Name for a new table: `name`, or `alternative` where another file has taken it."""
        wanted = clean_name(name) or "table"
        # DuckDB, like most engines, does not tell names apart by case alone.
        taken = {known.casefold(): known for known in self.tables}
        if wanted.casefold() not in taken:
            return wanted
        other = clean_name(alternative)
        number = 2
        while other.casefold() in taken:
            other = f"{clean_name(alternative)}_{number}"
            number += 1
        first = Path(self.tables[taken[wanted.casefold()]].origin).name
        self.report(
            "SRC-001-same-name",
            "warning",
            origin,
            f"{first} gives a table {shown(wanted)} too; this one is read as {shown(other)}. Rename one of them.",
        )
        return other

    def report(
        self,
        code: str,
        severity: Severity,
        origin: str,
        message: str,
        *,
        figures: Sequence[Figure] = (),
        reason: str = "",
    ) -> None:
        """Take note of what is wrong with a file or table."""
        subject = Subject("source", QualifiedName(origin))
        self.findings.append(
            Finding(code, severity, subject, message, Evidence("measured", tuple(figures), None, reason))
        )

    def load_rows(
        self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], origin: str, **fields: Any
    ) -> None:
        """Load rows of text (or None) from elsewhere, through a file that DuckDB reads."""
        path = self.folder / f"{len(self.tables)}.csv"
        changed, first = 0, ""
        with path.open("w", encoding="utf-8", newline="") as file:
            for number, row in enumerate(rows, 1):
                spelled = [None if value is None else _spelled(value) for value in row]
                sound = [None if text is None else _UNSOUND.sub("\ufffd", text) for text in spelled]
                if spelled != sound:
                    places = [i for i, text in enumerate(spelled) if text != sound[i]]
                    first = first or f"row {number}, column {shown(columns[places[0]])}"
                    changed += len(places)
                file.write(",".join(map(_field, sound)) + "\n")
        if changed:
            values = f"value ({first}) holds" if changed == 1 else f"values (the first in {first}) hold"
            self.report(
                "SRC-008-unsound-text", "warning", Path(origin).name,
                f"{changed} {values} a NUL or half a character, which no database takes; each is read as \ufffd. "
                "Mend it in the file.",
                figures=[Figure("values", changed, "values")],
            )  # fmt: skip
        kinds = ", ".join(f"{text_literal(column)}: 'VARCHAR'" for column in columns)
        self._connection.execute(
            f"CREATE TABLE {sql_quote(name)} AS SELECT * FROM read_csv(?, columns = {{{kinds}}}, header = false, "
            f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '{NULL}', "
            "allow_quoted_nulls = false, new_line = '\\n', max_line_size = 268435456)",
            [str(path)],
        )
        path.unlink()
        self.add(name, origin, **fields)

    def close(self) -> None:
        """Give the memory and the temporary files back."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[SourceTable]:
        return iter(self.tables.values())


# Schema of the tables that a view shows: a table of the source may have any name.
STORED = "workbench_stored"


def stored_name(name: str) -> str:
    """SQL name of the table behind the view of that name."""
    return f"{STORED}.{sql_quote(name)}"


NULL = "\\N"
# NUL and lone surrogates: no engine stores them.
_UNSOUND = re.compile("[\0\ud800-\udfff]")


def _spelled(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _field(text: str | None) -> str:
    """Every text is quoted, so that the bare mark is null and nothing else."""
    return NULL if text is None else '"' + text.replace('"', '""') + '"'


def connect_duckdb(path: str, config: dict[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB; the one place of this layer that imports it."""
    import duckdb

    return duckdb.connect(path, config=dict[str, Any](config or {}))


def readable(path: Path) -> None:
    """Raise a :class:`SourceError` that says why a file cannot be read."""
    try:
        if path.is_char_device() or path.is_block_device():  # /dev/zero has no end
            raise SourceError("This is a device, not a file.", place=str(path), hint="Name a file.")
        with path.open("rb") as file:
            file.read(1)
    except PermissionError as error:
        raise SourceError(
            "The file may not be read.", place=str(path), hint="Give yourself read permission."
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"The file cannot be read: {reason}.", place=str(path), hint="Look at the path.") from error


def _stamp(path: Path) -> object:
    """What differs when a file was written to or put in another's place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def size_of(path: Path) -> int | None:
    """Size of a file in bytes, or None."""
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return None


def _without_values(text: str) -> str:
    """Text of a conversion error of DuckDB without the value, which may be somebody's."""
    return re.sub(r"(Could not convert \w+ )'.*'( to )", r"\1'***'\2", text)
