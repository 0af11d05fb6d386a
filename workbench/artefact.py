"""Artefact: something written for people or machines, as a value; and the one way to put it on disk.

Exporters return artefacts and never write. :func:`write` is all or nothing: every file is written beside its target,
flushed to the disk, and renamed only when all of them are complete, so that a full disk or an interruption leaves
what stood there before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from workbench.errors import UsageError, WriteError
from workbench.naming import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True)
class Artefact:
    """A file in the making: where it goes, what it is, what it holds.

    Parameters
    ----------
    path
        Relative path with forward slashes, ``"ddl/postgresql.sql"``.
    media_type
        IANA media type, ``"image/svg+xml"``.
    content
        Text (written as UTF-8) or bytes.
    """

    path: str
    media_type: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        """The bytes that stand in the file."""
        return self.content if isinstance(self.content, bytes) else self.content.encode("utf-8")

    @property
    def text(self) -> str:
        """The content as text; raises :class:`UnicodeDecodeError` for a picture."""
        return self.content if isinstance(self.content, str) else self.content.decode("utf-8")


def path_of(value: object) -> str:
    """Path that a text or a path object says.

    Raises
    ------
    UsageError
        When it is neither.
    """
    if not isinstance(value, str | PathLike):
        raise UsageError(f"{value!r} is no path.", hint="Give the name of a file as text: 'shop.dbml'.")
    return str(fspath(value))


def write_file(path: Path, data: bytes) -> None:
    """Write bytes to an open file's place and flush them to the disk (the part that tests make fail)."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write(
    artefacts: Iterable[Artefact], folder: Path | str = ".", *, writer: Callable[[Path, bytes], None] = write_file
) -> list[Path]:
    """Write artefacts below a folder: all of them or none.

    Parameters
    ----------
    artefacts
        What to write; their paths are relative to `folder`.
    folder
        Made when it does not exist.
    writer
        Writes one temporary file; a test passes one that fails.

    Returns
    -------
    list of Path
        The files, in the order of the artefacts.

    Raises
    ------
    WriteError
        When a file cannot be written (disk full, no permission, a folder in the way). Nothing was replaced then.
    """
    folder = Path(folder)
    work = _Writing(writer)
    targets: list[Path] = []
    try:
        for artefact in artefacts:
            target = _target(folder, artefact.path)
            targets.append(target)
            with _explained(target):
                work.stage(target, artefact.data)
        for target, part in work.staged:
            with _explained(target):
                work.put(target, part)
    except BaseException:
        work.undo()
        raise
    work.forget()
    return targets


class _Writing:
    """Files on their way: what was made besides them, so that it can be taken back."""

    def __init__(self, writer: Callable[[Path, bytes], None]) -> None:
        self.writer = writer
        self.staged: list[tuple[Path, Path | bytes]] = []
        self.folders: list[Path] = []
        self.put_back: list[tuple[Path, Path | None]] = []  # (file, what stood there before)

    def stage(self, target: Path, data: bytes) -> None:
        """Write what is to stand at a target beside it."""
        if any(target == other for other, _ in self.staged):
            raise WriteError(f"{str(target)!r} would be written twice.", hint="Give one of both another name.")
        if target.is_dir():
            raise WriteError(f"{str(target)!r} is a folder.", hint="Name a file.")
        if target.exists() and not target.is_file():  # a device such as /dev/full: there is nothing to rename onto
            self.staged.append((target, data))
            return
        real = target.resolve()
        if real.exists() and not real.stat().st_mode & 0o222:  # a rename onto it would go through all the same
            raise WriteError(f"{str(target)!r} is write-protected.", hint="Make it writable, or name another file.")
        self._make(real.parent)
        part = _beside(real)
        self.staged.append((target, part))
        self.writer(part, data)
        part.chmod(real.stat().st_mode & 0o777 if real.exists() else 0o666 & ~_umask())

    def put(self, target: Path, part: Path | bytes) -> None:
        """Put what was written in the target's place."""
        if isinstance(part, bytes):
            target.write_bytes(part)
            return
        real = target.resolve()
        kept = _kept(real) if real.exists() else None
        self.put_back.append((real, kept))
        part.replace(real)

    def undo(self) -> None:
        """Leave everything as it was."""
        for file, kept in reversed(self.put_back):
            with contextlib.suppress(OSError):
                file.unlink() if kept is None else kept.replace(file)
        for _, part in self.staged:
            if isinstance(part, Path):
                with contextlib.suppress(OSError):
                    part.unlink()
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):
                folder.rmdir()

    def forget(self) -> None:
        """Drop what was kept for the case of a failure."""
        for _, kept in self.put_back:
            if kept is not None:
                with contextlib.suppress(OSError):
                    kept.unlink()

    def _make(self, folder: Path) -> None:
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            self.folders.append(each)


def _target(folder: Path, path: str) -> Path:
    """File that an artefact's path stands for; it never leads out of the folder."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise WriteError(f"{path!r} does not lead to a file in the folder.", hint="Name a relative path without '..'.")
    return folder / parts


def _beside(file: Path) -> Path:
    """Make an empty file for what is to stand in another one's place."""
    # A name in UTF-8 may be four times as long in bytes, and a file system takes 255 of them.
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:40]}.", suffix=".part", dir=file.parent)
    os.close(handle)
    return Path(name)


def _kept(file: Path) -> Path:
    """Second name of a file, under which it outlives being replaced."""
    kept = _beside(file)
    kept.unlink()
    try:
        kept.hardlink_to(file)
    except OSError:  # a file system without hard links
        shutil.copy2(file, kept)
    return kept


def _umask() -> int:
    # Reading the mask means setting it; the two calls stand together to keep the window small.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


_NEXT = {
    errno.ENOSPC: "Free some space or choose another place.",
    errno.EDQUOT: "Free some space or choose another place.",
    errno.EACCES: "Get the right to write there, or choose another place.",
    errno.EPERM: "Get the right to write there, or choose another place.",
    errno.EROFS: "Get the right to write there, or choose another place.",
}


@contextlib.contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Say what the system refused, and that nothing has changed."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path, half of a surrogate pair in the text
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise WriteError(
            f"{shown(str(target), 200)} could not be written: {reason}.",
            hint=f"Nothing was changed. {_NEXT.get(getattr(error, 'errno', None) or 0, 'Choose another place.')}",
        ) from error
