"""Folder: where a cache lies on the disk, readable by its owner only.

It stands inside the folder of the data, so that whoever deletes, moves or encrypts the data does so with what was
measured of them. Where nothing may be written there, or others could put files there, it is the user's own cache
folder. Nothing here raises: a cache that cannot be read or written is as good as none.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from workbench.cache._stamp import stamp

NAME: Final = ".workbench"
VARIABLE: Final = "WORKBENCH_CACHE"
# What all entries of a folder may take, and how many there may be; the least recently used go first.
MOST_BYTES: Final = 512 * 2**20
MOST_FILES: Final = 200
_ABANDONED_S: Final = 3600  # from this age on, what was never renamed is nobody's any more


class Folder:
    """Entries by name, each of them lines of bytes.

    Parameters
    ----------
    path
        The folder; made when something is first written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> list[bytes] | None:
        """Lines of an entry; None where there is none, or it is damaged, or another version wrote it."""
        file = self.path / name
        try:
            if not (_is_own(self.path, stat.S_ISDIR) and _is_own(file, stat.S_ISREG)):
                return None
            lines = zlib.decompress(file.read_bytes()).split(b"\n")  # its end holds a checksum of all of it
            with contextlib.suppress(OSError):
                os.utime(file)  # used: the least recently used go first
        except (OSError, zlib.error):
            return None
        return lines[1:] if lines[0] == stamp() else None

    def write(self, name: str, lines: Iterable[bytes]) -> bool:
        """Put lines in the place of an entry, whole or not at all; whether that was done."""
        try:
            self._make()
            handle, part = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=self.path)  # 0600
            try:
                with open(handle, "wb") as file:  # noqa: PTH123 - a file that is open already
                    file.write(zlib.compress(b"\n".join([stamp(), *lines]), 1))
                Path(part).replace(self.path / name)
            except BaseException:
                with contextlib.suppress(OSError):  # in its place already
                    Path(part).unlink()
                raise
            self._tidy()
        except OSError:  # no room, no permission
            return False
        return True

    def _make(self) -> None:
        with contextlib.suppress(FileExistsError):
            self.path.mkdir(mode=0o700, parents=True)
        if not _is_own(self.path, stat.S_ISDIR):
            raise PermissionError(self.path)
        self.path.chmod(0o700)  # an older folder, or one that somebody opened
        ignored = self.path / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="ascii")
            ignored.chmod(0o600)

    def _tidy(self) -> None:
        """Take away what has not been used for longest, where there is too much."""
        found = [(path, path.lstat()) for path in self.path.iterdir() if path.suffix in (".part", *SUFFIXES)]
        found.sort(key=lambda item: item[1].st_mtime, reverse=True)
        size_bytes = 0
        now = time.time()
        for number, (path, status) in enumerate(found):
            size_bytes += status.st_size
            abandoned = path.suffix == ".part" and now - status.st_mtime > _ABANDONED_S
            # The newest stays, however large it is.
            if abandoned or (number and (size_bytes > MOST_BYTES or number >= MOST_FILES)):
                with contextlib.suppress(OSError):
                    path.unlink()


SUFFIXES: Final = (".source", ".facts", ".result")


def folder_for(beside: Path) -> Folder | None:
    """Folder for the cache of data that lie in a folder; None where there is to be none.

    Parameters
    ----------
    beside
        Folder of the data. ``WORKBENCH_CACHE`` names another one to put the cache in, or ``off``.
    """
    chosen = os.environ.get(VARIABLE, "")
    if chosen.lower() == "off":
        return None
    if chosen:
        return Folder(Path(chosen).expanduser() / NAME)  # what else lies there is left alone
    if is_private(beside):
        return Folder(beside / NAME)
    return Folder(user_folder())


def is_private(folder: Path) -> bool:
    """Whether the user, and not everybody, may put files into a folder, and into its cache if there is one."""
    try:
        mode = folder.stat().st_mode
        # The superuser may write anywhere; a folder without any right to write is meant to stay as it is.
        if not mode & 0o222 or mode & 0o002 or not os.access(folder, os.W_OK | os.X_OK):
            return False
        own = folder / NAME
        return not os.path.lexists(own) or _is_own(own, stat.S_ISDIR)
    except OSError:
        return False


def user_folder() -> Path:
    """Cache folder of the user, as each system has it."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if not named:
        with contextlib.suppress(RuntimeError):  # no home
            home = Path.home()
            named = str(home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache")
    return Path(named or tempfile.gettempdir()) / "workbench"


def _is_own(path: Path, is_kind: object) -> bool:
    """Whether it is a folder or file of that kind, no link, that nobody else made."""
    status = path.lstat()
    mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    return mine and callable(is_kind) and bool(is_kind(status.st_mode))
