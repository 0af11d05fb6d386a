"""Stamp: which program measured; what another one kept is measured anew."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import workbench
from workbench.profile import _sample, columns


@cache
def stamp() -> bytes:
    """One line of ASCII for this version of the package, of DuckDB and of how much is sampled.

    The package's files count by size and time of change, so that work on them is never answered from before.
    """
    from importlib.metadata import PackageNotFoundError, version

    try:
        duckdb = version("duckdb")
    except PackageNotFoundError:
        duckdb = "unknown"
    sampled = [_sample.SAMPLE_ROWS, columns.EXACT_ROWS, columns.SAMPLE_VALUES]
    code = hashlib.blake2b(digest_size=16)
    for line in sorted(_code(Path(workbench.__file__).parent)):
        code.update(line.encode("utf-8", "surrogatepass"))
    return f"workbench cache 1 {workbench.__version__} duckdb {duckdb} {sampled} {code.hexdigest()}".encode()


def _code(folder: Path) -> list[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # packed in an archive: the version must do
        return []
    found = []
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in ("frontend", "static", "node_modules", "__pycache__"):
                found += _code(Path(entry.path))
        elif entry.name.endswith((".py", ".json")):
            status = entry.stat()
            found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}\n")
    return found
