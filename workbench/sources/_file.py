"""FileKind: what a module of this package says of the files that it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import SourceError
from workbench.sources._source import Source


class NoTableError(SourceError):
    """A file that is well-formed and holds no rows, such as one JSON object of settings: left out with advice."""


@dataclass(frozen=True)
class FileKind:
    """Files that are read in one way.

    Parameters
    ----------
    name
        As people call them.
    suffixes
        Endings, the compressed ones included.
    load
        Reads a file into a source; raises :class:`~workbench.errors.SourceError` when nothing of it can be read.
    companions
        What is added to the file's name for files beside it that hold a part of its rows, such as a log.
    """

    name: str
    suffixes: tuple[str, ...]
    load: Callable[[Source, Path], None]
    companions: tuple[str, ...] = ()

    def stem(self, path: Path) -> str:
        """File's name without its ending."""
        lower = path.name.lower()
        suffix = max((s for s in self.suffixes if lower.endswith(s)), key=len, default="")
        return path.name[: len(path.name) - len(suffix)] if suffix else path.stem
