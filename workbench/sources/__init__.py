"""Sources: whatever holds data, opened as tables that can be measured.

A folder or a glob of files, one file, a database file, or data frames. Each kind of file is a module of this package.
"""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import targets
from workbench.errors import SourceError
from workbench.progress import Progress
from workbench.sources._file import FileKind, NoTableError
from workbench.sources._frames import load_frames
from workbench.sources._memory import checked as check_limit
from workbench.sources._memory import enough_memory
from workbench.sources._passed import passed_over
from workbench.sources._same import same_files
from workbench.sources._source import Source, SourceTable

if TYPE_CHECKING:
    from typing import TypeAlias

    Data: TypeAlias = "str | PathLike[str] | Mapping[str, Any]"

__all__ = [
    "FileKind", "Source", "SourceTable", "check_limit", "check_path", "files_of", "kinds", "left_out", "open_source",
]  # fmt: skip


def kinds() -> dict[str, FileKind]:
    """Kinds of files that can be read, by the module's name."""
    return {name: targets.load(__name__, name) for name in targets.names(__name__)}


def open_source(data: Data, *, progress: Progress | None = None, memory_limit: str | None = None) -> Source:
    """Open data as tables.

    Parameters
    ----------
    data
        A folder, a glob, a file, or a dict of data frames (pandas, polars, Arrow).
    progress
        Shows which file is being read.
    memory_limit
        Most memory for DuckDB, ``"2GB"``.

    Returns
    -------
    Source
        To be closed by the caller. What was wrong with single files stands in its ``findings``.

    Raises
    ------
    SourceError
        When the path does not exist, or nothing in it can be read; names the file and the next step.
    """
    progress = progress or Progress()
    if isinstance(data, Mapping):
        source = Source("data frames", memory_limit=memory_limit)
        try:
            load_frames(source, data)
        except BaseException:
            source.close()
            raise
        return source
    files = files_of(data)
    source = Source(str(data), memory_limit=memory_limit)
    try:
        _report_same(source, _load(source, files, progress))
        for name, text in left_out(data):
            source.report("SRC-009-passed-over", "advice", name, text)
    except BaseException:
        source.close()
        raise
    return source


def check_path(data: str | PathLike[str]) -> None:
    """Raise :class:`SourceError` when a path leads nowhere; looks at nothing else."""
    _refuse_other(data)
    path = Path(data).expanduser()
    with contextlib.suppress(OSError):
        if not path.exists() and not glob.has_magic(str(path)):
            raise SourceError(
                f"There is no file or folder {str(data)!r}.", hint=_URL_HINT if "://" in str(data) else _PATH
            )


def _refuse_other(data: object) -> None:
    if not isinstance(data, str | PathLike):
        kind = type(data).__name__
        raise SourceError(
            f"{'An' if kind[:1] in 'aeiou' else 'A'} {kind} is no path.",
            hint="Give a data frame a name: {'orders': frame}.",
        )


_PATH = "Look at the path."
_URL_HINT = "A database is read with `workbench import URL`; data come from files."


def _load(source: Source, files: list[tuple[Path, FileKind]], progress: Progress) -> list[Path]:
    """Read files; gives those of which something was read."""
    errors: list[SourceError] = []
    read: list[Path] = []
    with progress.step("Reading files", len(files)) as step:
        for path, kind in files:
            try:
                with enough_memory(str(path)):
                    kind.load(source, path)
                read.append(path)
            except NoTableError as error:
                errors.append(error)
                source.report("SRC-007-no-table", "advice", path.name, _said(error))
            except SourceError as error:
                errors.append(error)
                source.report("SRC-006-unreadable", "error", path.name, _said(error))
            step.advance(path.name)
    if not source.tables:
        if len(errors) == 1:
            raise errors[0]
        listing = "; ".join(str(error) for error in errors[:5])
        listing += f"; and {len(errors) - 5} more" if len(errors) > 5 else ""
        raise SourceError(f"None of the {len(errors)} files can be read: {listing}", place=source.origin)
    return read


def left_out(data: str | PathLike[str]) -> list[tuple[str, str]]:
    """Name of what in a folder looks like data and is not read, and what to do about it."""
    known, folder = kinds(), Path(data).expanduser()
    return list(passed_over(folder, lambda path: _kind(path, known) is not None)) if folder.is_dir() else []


def _report_same(source: Source, paths: list[Path]) -> None:
    for first, other in same_files(paths):
        names = (first.name, other.name) if first.name != other.name else (str(first), str(other))
        text = f"{names[1]} is identical to {names[0]}, byte for byte, and both are read. Take one of them away."
        source.report("SRC-011-identical-files", "advice", other.name, text)


def _said(error: SourceError) -> str:
    """Text of an error without its place: the finding names the file."""
    return f"{error.message} {error.hint}" if error.hint else error.message


def files_of(data: str | PathLike[str]) -> list[tuple[Path, FileKind]]:
    """Files that are read, in their order, with their kinds.

    Raises
    ------
    SourceError
        When the path does not exist, or leads to no file of a known kind.
    """
    _refuse_other(data)
    path = Path(data).expanduser()
    known = kinds()
    suffixes = ", ".join(
        sorted({suffix for kind in known.values() for suffix in kind.suffixes if suffix.count(".") == 1})
    )
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        raise SourceError(f"{str(data)!r} cannot be looked at: {error.strerror}.") from error
    if is_folder:
        try:
            candidates: Iterable[Path] = sorted(p for p in path.iterdir() if _may_hold_rows(p))
        except PermissionError as error:
            raise SourceError(
                "The folder may not be read.", place=str(path), hint="Give yourself permission."
            ) from error
        where = "The folder holds"
    elif exists:
        candidates, where = [path], "This is"
    else:
        # Path.glob takes no absolute pattern.
        candidates = sorted(Path(found) for found in glob.glob(str(path))) if glob.has_magic(str(path)) else []  # noqa: PTH207
        if not candidates:
            hint = _URL_HINT if "://" in str(data) else _PATH
            raise SourceError(f"There is no file or folder {str(data)!r}.", hint=hint)
        where = "The pattern finds"
    found = [(p, kind) for p in candidates if (kind := _kind(p, known)) is not None]
    if not found:
        raise SourceError(f"{where} no file that can be read.", place=str(path), hint=f"Known endings: {suffixes}.")
    # Tables of the same name: the richer kind comes first and keeps the name.
    return sorted(
        found, key=lambda item: (item[0].name.partition(".")[0].casefold(), item[1].name != "Parquet", item[0])
    )


def _may_hold_rows(path: Path) -> bool:
    """Files, and links that lead nowhere, which are reported; not the files of this package beside its models."""
    there = path.is_file() or (path.is_symlink() and not path.exists())
    return there and not path.name.startswith(".") and not path.name.endswith(".workbench.json")


def _kind(path: Path, known: Mapping[str, FileKind]) -> FileKind | None:
    lower = path.name.lower()
    return next((kind for kind in known.values() if lower.endswith(kind.suffixes)), None)
