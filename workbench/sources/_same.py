"""Same: files that hold the same bytes under several names, which would be designed as several tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path


def same_files(paths: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Each file that is identical to one before it, after that one; empty files and what cannot be read are left out.

    Only files of the same size are read.
    """
    by_size: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        try:
            size = path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
        if size:
            by_size[size].append(path)
    for alike in by_size.values():
        if len(alike) < 2:
            continue
        first: dict[bytes, Path] = {}
        for path in alike:
            try:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").digest()
            except OSError:
                continue
            if digest in first:
                yield first[digest], path
            first.setdefault(digest, path)
