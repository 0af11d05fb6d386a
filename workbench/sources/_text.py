"""Text: what a text file is written in, and a copy in UTF-8 with one kind of line end where it is anything else."""

from __future__ import annotations

import codecs
import gzip
import io
import mmap
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from workbench.errors import SourceError
from workbench.sources._source import Source

BLOCK_BYTES = 1 << 20
# Line ends of a block that are looked at, before all of them are taken for parts of a quoted text.
_LINE_ENDS = 4096
# Signatures of files that people rename by mistake.
_SIGNATURES = {
    b"PAR1": "a Parquet file",
    b"PK\x03\x04": "an Excel or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF file",
    b"SQLite format 3": "a SQLite database",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file",
    b"BZh": "a packed file",
    b"7z\xbc\xaf": "a packed file",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|!--|html|head|body|table|\?xml)", re.IGNORECASE)
_JSON = re.compile(rb"\s*(?:\{\s*\"|\[\s*[{\[])")


@dataclass(frozen=True)
class Survey:
    """What one pass over the bytes of a text file says.

    Parameters
    ----------
    encoding
        Name that Python knows it by.
    lines
        Number of line ends.
    newline
        The one kind of line end; None where there are several (often inside quotes).
    damaged
        Places that cannot be read in the encoding and are read as U+FFFD.
    first_damage
        Line of the first such place, counted from 1.
    long
        Whether a record may be longer than three blocks: there is a block in which none ends, for want of a line end
        or because all of them may be inside quotes.
    """

    encoding: str
    lines: int
    newline: str | None
    damaged: int = 0
    first_damage: int = 0
    long: bool = False

    @property
    def plain(self) -> bool:
        """Whether the file can be read as it lies: sound UTF-8 with one kind of line end."""
        return self.encoding in ("utf-8", "utf-8-sig") and not self.damaged and self.newline is not None


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Bytes of a file, unpacked where its name ends in ``.gz``; raises :class:`SourceError` when that fails."""
    try:
        with cast("BinaryIO", gzip.open(path)) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            yield file
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise SourceError(
            f"The file cannot be unpacked: {error}.", place=str(path), hint="Pack it again, or fetch it again."
        ) from error
    except OSError as error:
        raise SourceError(
            f"The file cannot be read: {error.strerror or error}.", place=str(path), hint="Look at the path."
        ) from error


def head(path: Path) -> bytes:
    """First megabyte of a file."""
    with opened(path) as file:
        return file.read(BLOCK_BYTES)


def refuse_other(start: bytes, path: Path, kind: str) -> None:
    """Raise :class:`SourceError` when a file begins as one of another kind does.

    Parameters
    ----------
    start
        First bytes of the file.
    kind
        What its ending says it is: ``CSV`` or ``JSON``.
    """
    start = start.removeprefix(codecs.BOM_UTF8)
    what = next((what for signature, what in _SIGNATURES.items() if start.startswith(signature)), None)
    if what is None and _MARKUP.match(start):
        what = "a web page or XML"
    if what is None and kind == "CSV" and _JSON.match(start):
        what = "JSON"
    if what is not None:
        raise SourceError(f"This is {what}, not a {kind} file.", place=str(path), hint="Give it its own ending.")


def survey(path: Path, start: bytes) -> Survey:
    """Read a whole file once for its encoding and its line ends.

    Raises
    ------
    SourceError
        When it holds NUL bytes, so that it is no text.
    """
    wide = _wide(start)
    if wide is not None:
        return _survey_of(path, wide, errors="replace")
    try:
        return _survey_of(path, "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8", errors="strict")
    except UnicodeDecodeError:
        damaged = _survey_of(path, "utf-8", errors="replace")
        # Latin-1 text hardly ever holds a byte sequence that UTF-8 allows; where most are allowed it is UTF-8, damaged.
        if _sound(path) >= damaged.damaged:
            return damaged
        # Bytes 0x80-0x9f are printable in windows-1252 only; Latin-1 has control characters there.
        return _survey_of(path, "windows-1252", errors="replace")


def _wide(start: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark, or UTF-16 by every other byte of Western text being NUL."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the former begins as UTF-16 does
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other, rest = start[offset::2], start[1 - offset :: 2]
        if every_other.count(0) > 0.4 * max(4, len(every_other)) and rest.count(0) < 0.1 * len(rest):
            return name
    return None


def _ends_a_record(text: str, *, quoted: bool) -> bool:
    """Whether some line end of a block stands outside quotes, if the block begins inside or outside of them."""
    newline = "\n" if "\n" in text else "\r"
    at = before = 0
    for _ in range(_LINE_ENDS):
        before, at = at, text.find(newline, at) + 1
        if not at:
            return False
        quoted ^= text.count('"', before, at) % 2 == 1
        if not quoted:
            return True
    return False


def _survey_of(path: Path, encoding: str, *, errors: str) -> Survey:
    feeds = returns = pairs = damaged = first = nuls = nul_line = 0
    last = ""
    long = quoted = False
    for text in _decoded(path, encoding, errors):
        long = long or (len(text) >= BLOCK_BYTES // 4 and not _ends_a_record(text, quoted=quoted))
        # To look for what is hardly ever there costs a tenth of counting it.
        if '"' in text:
            quoted ^= text.count('"') % 2 == 1
        if "\0" in text:
            nul_line = nul_line or 1 + feeds + text.count("\n", 0, text.index("\0"))
            nuls += text.count("\0")
        if errors == "replace" and (here := text.count("\ufffd")):
            first = first or 1 + feeds + text.count("\n", 0, text.index("\ufffd"))
            damaged += here
        pairs += last == "\r" and text.startswith("\n")
        if "\r" in text:
            pairs += text.count("\r\n")
            returns += text.count("\r")
        feeds += text.count("\n")
        last = text[-1:]
    if nuls:
        which = "1, in" if nuls == 1 else f"{nuls:,}, the first in"
        raise SourceError(
            f"The file holds NUL bytes ({which} line {nul_line}); it is no text.",
            place=str(path), hint="Export it again as text.",
        )  # fmt: skip
    kinds = {"\r\n": pairs, "\n": feeds - pairs, "\r": returns - pairs}
    used = [newline for newline, count in kinds.items() if count]
    newline = None if len(used) > 1 else used[0] if used else "\n"
    return Survey(encoding, sum(kinds.values()), newline, damaged, first, long)


def _decoded(path: Path, encoding: str, errors: str = "replace") -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with opened(path) as file:
        while block := file.read(BLOCK_BYTES):
            yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _sound(path: Path) -> int:
    """How many characters outside ASCII a file holds that are written as UTF-8 writes them."""
    texts = (text for text in _decoded(path, "utf-8") if not text.isascii())
    return sum(sum(not c.isascii() for c in text) - text.count("\ufffd") for text in texts)


def decoded_head(start: bytes, encoding: str) -> str:
    """Text of the first bytes of a file, without a mark of byte order."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(start).removeprefix("\ufeff")


def plain_copy(source: Source, path: Path, found: Survey, delimiter: str) -> Path:
    """Copy a file to UTF-8 with one kind of line end; line ends inside quotes stay as they are.

    Parameters
    ----------
    source
        Whose folder of temporary files the copy goes to.
    delimiter
        What separates fields: a quote counts where a field begins only.
    """
    copy = source.folder / f"utf8-{len(source.tables)}.csv"
    with copy.open("w", encoding="utf-8", newline="") as out:
        for text in _decoded(path, found.encoding):
            out.write(text)
    if found.newline is not None or not copy.stat().st_size:
        return copy
    even = copy.with_suffix(".even.csv")
    field = rb"(?<![^\r\n" + re.escape(delimiter).encode() + rb'])"(?:[^"]|"")*+"'
    pattern = re.compile(field + rb"|\r\n?")
    with (
        copy.open("rb") as raw,
        mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as held,
        even.open("wb") as out_bytes,
    ):
        at = 0
        for match in pattern.finditer(held):
            if held[match.start()] == 0x0D:
                out_bytes.write(held[at : match.start()] + b"\n")
                at = match.end()
        out_bytes.write(held[at:])
    copy.unlink()
    return even


@contextmanager
def opened_text(path: Path) -> Iterator[TextIO]:
    """UTF-8 text of a file; raises :class:`SourceError` when it is none."""
    with opened(path) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig") as text:
        try:
            yield text
        except UnicodeDecodeError as error:
            line = 1
            for block in _decoded(path, "utf-8"):
                line += block.partition("\ufffd")[0].count("\n")
                if "\ufffd" in block:
                    break
            raise SourceError(
                f"The file is not UTF-8 (the first such character in line {line}).",
                place=str(path), hint="Save it as UTF-8.",
            ) from error  # fmt: skip
