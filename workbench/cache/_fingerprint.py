"""Fingerprint: by what a file is known again, without reading all of it.

What a file holds is named by a hash of all its bytes, and facts are kept under that name. To learn the name of a file
that was seen before, a look is enough: the same size, time of change and sample of blocks. A file that was only
touched or copied has another time; its bytes are hashed anew and turn out the same. So a file in which something was
written in place, between the sampled blocks, is noticed by its time, and by ``verify`` when that was set back.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

BLOCK_BYTES: Final = 4096
BLOCKS: Final = 64
# A file that was changed so shortly ago may be changed again within the same tick of its file system's clock.
_SETTLED_NS: Final = 2_000_000_000
_MOST_FOOTER_BYTES: Final = 64 * 2**20
_CHUNK_BYTES: Final = 2**20


@dataclass(frozen=True)
class Mark:
    """What was seen of a file.

    Parameters
    ----------
    name
        Name in its folder.
    size_bytes, modified_ns
        Of the file; the time (since 1970) is -1 where it says nothing, because the file had just been written.
    sample
        Hash of head, tail and blocks between; of the footer for Parquet.
    content
        Hash of all bytes.
    """

    name: str
    size_bytes: int
    modified_ns: int
    sample: str
    content: str


def mark(path: Path, known: Mark | None = None, *, verify: bool = False) -> Mark | None:
    """Look at a file.

    Parameters
    ----------
    path
        The file.
    known
        What was seen of it before.
    verify
        Read all of it, whatever was seen before.

    Returns
    -------
    Mark or None
        None where it is no file that can be read.
    """
    try:
        # Opening a pipe would wait for who writes into it.
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            size, modified = status.st_size, status.st_mtime_ns
            settled = modified if time.time_ns() - modified > _SETTLED_NS else -1
            sample = _sample(file, size)
            same = known is not None and (known.size_bytes, known.modified_ns, known.sample) == (size, modified, sample)
            if same and known is not None and not verify:
                return known
            content = sample if size <= BLOCK_BYTES * (BLOCKS + 2) else _whole(file)
            return Mark(path.name, size, settled, sample, content)
    except OSError:
        return None


def is_unchanged(path: Path, seen: Mark) -> bool:
    """Whether a file looks as it did a moment ago: its size, its time and its sample."""
    now = mark(path, seen)
    return now is not None and (now.size_bytes, now.sample, now.content) == (seen.size_bytes, seen.sample, seen.content)


def digest(*parts: str) -> str:
    """Name for what several texts say together."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()


def _sample(file: BinaryIO, size: int) -> str:
    if size <= BLOCK_BYTES * (BLOCKS + 2):
        return _whole(file)
    found = hashlib.blake2b(digest_size=16)
    for start, length in _footer(file, size) or _spread(size):
        file.seek(start)
        found.update(file.read(length))
    return found.hexdigest()


def _spread(size: int) -> list[tuple[int, int]]:
    """Places of the head, the tail, and blocks spread evenly between them."""
    last = size - BLOCK_BYTES
    return [(last * number // (BLOCKS + 1), BLOCK_BYTES) for number in range(BLOCKS + 2)]


def _footer(file: BinaryIO, size: int) -> list[tuple[int, int]] | None:
    """Place of the footer of a Parquet file: it ends with its length and ``PAR1`` (Parquet format, File format)."""
    file.seek(size - 8)
    end = file.read(8)
    length = int.from_bytes(end[:4], "little") + 8
    if end[4:] != b"PAR1" or length > min(size, _MOST_FOOTER_BYTES):
        return None
    return [(size - length, length)]


def _whole(file: BinaryIO) -> str:
    found = hashlib.blake2b(digest_size=16)
    file.seek(0)
    while chunk := file.read(_CHUNK_BYTES):
        found.update(chunk)
    return found.hexdigest()
