"""Passed over: what beside the files that are read looks like data too, so that nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

# Endings of what holds rows and is not read, with the next step.
_SHEETS = "Save each of its sheets as CSV."
_UNPACK = "Unpack it."
_OTHERS: dict[str, str] = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods", ".numbers"), _SHEETS),
    **dict.fromkeys((".zip", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz"), _UNPACK),
    **dict.fromkeys((".avro", ".orc", ".feather", ".arrow", ".pkl"), "Export it as Parquet."),
    **dict.fromkeys((".mdb", ".accdb", ".sas7bdat", ".sav", ".dta", ".xml", ".dbf"), "Export its tables as CSV."),
    **dict.fromkeys((".txt", ".dat", ".tab"), "Give it the ending .csv if it holds rows."),
    ".sql": "Load it into a database and open that.",
}
# Folders of a folder are looked into no further than this many files: a slip may name a whole disk.
_MOST_FILES = 1000


def passed_over(folder: Path, is_read: Callable[[Path], bool]) -> Iterator[tuple[str, str]]:
    """Name of each file and folder that is left out though it looks like data, and what to do about it.

    Parameters
    ----------
    folder
        The folder that is opened.
    is_read
        Whether a file is of a kind that is read.
    """
    for path in sorted(_entries(folder)):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            many = sum(is_read(inner) for _, inner in zip(range(_MOST_FILES), _entries(path), strict=False))
            if many:
                files = "1 file" if many == 1 else f"{many} files"
                yield f"{path.name}/", f"This folder holds {files} of data, not read. Open it by itself."
        elif not is_read(path) and (step := _OTHERS.get(path.suffix.lower())):
            yield path.name, f"This kind of file is not read. {step}"


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return ()  # what may not be looked into is not looked into
