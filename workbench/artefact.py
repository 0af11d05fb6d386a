"""Artefact: something written for people or machines, as a value; and the one way to put it on disk.

Exporters return artefacts and never write. :func:`write` is all or nothing: every file is written beside its target,
flushed to the disk, and renamed only when all of them are complete, so that a full disk or an interruption leaves
what stood there before.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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
    staged: list[tuple[Path, Path]] = []
    try:
        for artefact in artefacts:
            target = folder / artefact.path
            staged.append((_stage(target, artefact.data, writer), target))
        for temporary, target in staged:
            _put(temporary, target)
    except BaseException:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise
    return [target for _, target in staged]


def _stage(target: Path, data: bytes, writer: Callable[[Path, bytes], None]) -> Path:
    if target.is_dir():
        raise WriteError(f"{str(target)!r} is a folder.", hint="Name a file.")
    if target.exists() and not target.is_file():  # a device such as /dev/full: nothing to rename onto
        try:
            target.write_bytes(data)
        except OSError as error:
            raise _explain(target, error) from error
        return target
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        os.close(handle)
        temporary = Path(name)
        writer(temporary, data)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise _explain(target, error) from error
    except BaseException:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put(temporary: Path, target: Path) -> None:
    if temporary == target:
        return
    try:
        temporary.replace(target.resolve() if target.is_symlink() else target)
    except OSError as error:
        raise _explain(target, error) from error


def _umask() -> int:
    # Reading the mask means setting it; the two calls stand together to keep the window small.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _explain(target: Path, error: OSError) -> WriteError:
    reason = error.strerror or str(error)
    return WriteError(
        f"{str(target)!r} could not be written: {reason}.",
        hint="Nothing was changed. Free some space or choose another place.",
    )
