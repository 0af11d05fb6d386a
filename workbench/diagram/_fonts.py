"""Fonts: how wide a text is, and the few glyphs of a picture as a font of its own, from the font that is shipped.

The font is Inter (SIL Open Font License 1.1), in two weights. A picture carries just the glyphs that it uses, so that
it looks the same everywhere; characters that Inter lacks (Chinese, Arabic, emoji, …) come from the reader's own fonts.
Tables of a font: https://learn.microsoft.com/typography/opentype/spec/otff; WOFF: https://www.w3.org/TR/WOFF/.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

Weight = Literal["regular", "semibold"]
FILES: Final[dict[Weight, str]] = {"regular": "Inter-Regular.ttf", "semibold": "Inter-SemiBold.ttf"}
FAMILY: Final = "Inter"
STACK: Final = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif"

ELLIPSIS: Final = "…"
_WIDE: Final = 1.0  # em of a character that Inter lacks: East Asian wide ones and emoji
_OTHER: Final = 0.65  # em of others
# Without these a browser refuses a font; kerning and ligatures (GPOS, GSUB) stay out, so that widths are sums.
_KEPT: Final = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post")


class FontError(WorkbenchError):
    """The shipped font is not there."""


@dataclass(frozen=True)
class Font:
    """One weight of the font, read from its file."""

    data: bytes

    @cached_property
    def tables(self) -> Mapping[str, bytes]:
        """Tables by their tags."""
        (count,) = struct.unpack_from(">H", self.data, 4)
        records = (struct.unpack_from(">4sIII", self.data, 12 + 16 * n) for n in range(count))
        return {tag.decode("ascii"): self.data[start : start + size] for tag, _, start, size in records}

    @cached_property
    def units_per_em(self) -> int:
        """Font units that an em has."""
        return int(struct.unpack_from(">H", self.tables["head"], 18)[0])

    @cached_property
    def glyphs(self) -> Mapping[int, int]:
        """Glyph of each character of the basic plane (cmap format 4)."""
        table = self.tables["cmap"]
        (count,) = struct.unpack_from(">H", table, 2)
        offsets = (struct.unpack_from(">HHI", table, 4 + 8 * n)[2] for n in range(count))
        start = next(offset for offset in offsets if struct.unpack_from(">H", table, offset)[0] == 4)
        segments = struct.unpack_from(">H", table, start + 6)[0] // 2
        ends, starts, deltas, ranges = (
            struct.unpack_from(f">{segments}H", table, start + 14 + skip + 2 * segments * part)
            for part, skip in ((0, 0), (1, 2), (2, 2), (3, 2))
        )
        found: dict[int, int] = {}
        for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
            for character in range(first, min(last, 0xFFFE) + 1):
                glyph = character
                if offset:
                    at = start + 16 + 6 * segments + 2 * n + offset + 2 * (character - first)
                    (glyph,) = struct.unpack_from(">H", table, at)
                    if not glyph:
                        continue
                found[character] = (glyph + delta) & 0xFFFF
        return found

    @cached_property
    def advances(self) -> tuple[int, ...]:
        """Width of each glyph in font units (hmtx)."""
        (count,) = struct.unpack_from(">H", self.tables["hhea"], 34)
        return struct.unpack_from(">" + "Hh" * count, self.tables["hmtx"])[::2]

    @cached_property
    def _em_by_character(self) -> dict[str, float]:
        return {}

    def width(self, text: str, size: float) -> float:
        """Width of a text in pixels at a font size in pixels."""
        ems = self._em_by_character
        total = 0.0
        for character in text:
            if (em := ems.get(character)) is None:
                em = ems[character] = self._em(character)
            total += em
        return total * size

    def _em(self, character: str) -> float:
        glyph = self.glyphs.get(ord(character))
        if glyph is not None:
            return self.advances[min(glyph, len(self.advances) - 1)] / self.units_per_em
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            return 0.0
        wide = unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF
        return _WIDE if wide else _OTHER

    def holds(self, text: str) -> bool:
        """Whether the font has all characters of a text."""
        return all(ord(character) in self.glyphs for character in text)

    def subset(self, characters: Iterable[str]) -> bytes:
        """WOFF file with the glyphs of some characters only, with the numbers that they have in the whole font."""
        return _woff(_subset(self, sorted({ord(c) for c in characters} & self.glyphs.keys())))


def font_file(weight: Weight) -> Traversable:
    """File of one weight.

    Raises
    ------
    FontError
        When it has not been built.
    """
    file = resources.files(__package__).joinpath("static", FILES[weight])
    if not file.is_file():
        raise FontError(
            f"The font of the diagrams ({FILES[weight]}) has not been built.",
            place="workbench/diagram/static",
            hint="Run `make setup` in the checkout, or install the wheel.",
        )
    return file


@cache
def font(weight: Weight) -> Font:
    """Font of one weight, read once per process."""
    return Font(font_file(weight).read_bytes())


def width(text: str, size: float, weight: Weight = "regular") -> float:
    """Width of a text in pixels.

    Examples
    --------
    >>> width("ii", 12) < width("mm", 12) < width("mm", 12, "semibold")
    True
    """
    return font(weight).width(text, size)


def fitted(text: str, room: float, size: float, weight: Weight = "regular") -> str:
    """Text, cut at its end and marked with an ellipsis when it is wider than the room.

    Examples
    --------
    >>> fitted("customer", 200, 12), fitted("customer", 40, 12)
    ('customer', 'cust…')
    """
    if width(text, size, weight) <= room:
        return text
    kept, used = "", width(ELLIPSIS, size, weight)
    for character in text:
        used += width(character, size, weight)
        if used > room:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


def _subset(whole: Font, characters: list[int]) -> dict[str, bytes]:
    """Empty all glyphs but those of some characters; numbers stay, so that no table has to be rewritten."""
    tables = {tag: whole.tables[tag] for tag in _KEPT}
    long = struct.unpack_from(">h", tables["head"], 50)[0] == 1
    size = len(tables["loca"]) // (4 if long else 2)
    where = struct.unpack(f">{size}{'I' if long else 'H'}", tables["loca"])
    places = where if long else tuple(2 * place for place in where)
    kept = {0} | {whole.glyphs[character] for character in characters}
    waiting = list(kept)
    while waiting:
        glyph = waiting.pop()
        for part in _parts(tables["glyf"][places[glyph] : places[glyph + 1]]):
            if part not in kept:
                kept.add(part)
                waiting.append(part)
    outlines, new_places = bytearray(), [0]
    for glyph in range(size - 1):
        if glyph in kept:
            outlines += tables["glyf"][places[glyph] : places[glyph + 1]]
            outlines += bytes(-len(outlines) % 4)
        new_places.append(len(outlines))
    metrics = bytearray(tables["hmtx"])
    for glyph in range(len(whole.advances)):
        if glyph not in kept:
            metrics[4 * glyph : 4 * glyph + 4] = bytes(4)
    bearings = 4 * len(whole.advances)
    metrics[bearings:] = bytes(len(metrics) - bearings)
    head = bytearray(tables["head"])
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">I", head, 8, 0)
    post = struct.pack(">I", 0x00030000) + tables["post"][4:32]  # version 3: no glyph names
    return tables | {
        "glyf": bytes(outlines),
        "loca": struct.pack(f">{size}I", *new_places),
        "hmtx": bytes(metrics),
        "cmap": _cmap(whole, characters),
        "head": bytes(head),
        "post": post,
        "name": _name(),
    }


def _parts(outline: bytes) -> list[int]:
    """Glyphs that a composite glyph is put together from."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    parts, at = [], 10
    while True:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        parts.append(glyph)
        at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 64 else 8 if flags & 128 else 0)
        if not flags & 32:
            return parts


def _cmap(whole: Font, characters: list[int]) -> bytes:
    """Map of characters to glyphs, one segment per character (format 4)."""
    segments = [(character, (whole.glyphs[character] - character) & 0xFFFF) for character in characters]
    segments.append((0xFFFF, 1))
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    codes = [character for character, _ in segments]
    body = struct.pack(
        f">{count}HH{count}H{count}H{count}H", *codes, 0, *codes, *(delta for _, delta in segments), *[0] * count
    )
    search = (2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    table = struct.pack(">HHHHHHH", 4, 14 + len(body), 0, *search) + body
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _name() -> bytes:
    """Family and licence; the full table is longer than the glyphs of a small picture."""
    texts = {1: FAMILY, 2: "Regular", 13: "SIL Open Font License, Version 1.1", 14: "https://openfontlicense.org"}
    strings = {key: text.encode("utf-16-be") for key, text in texts.items()}
    records, body = b"", b""
    for key, text in strings.items():
        records += struct.pack(">HHHHHH", 3, 1, 0x409, key, len(text), len(body))
        body += text
    return struct.pack(">HHH", 0, len(strings), 6 + len(records)) + records + body


def _woff(tables: Mapping[str, bytes]) -> bytes:
    """Pack tables as WOFF 1.0."""
    tags = sorted(tables)
    total = 12 + 16 * len(tags)
    directory, body = b"", b""
    start = 44 + 20 * len(tags)
    for tag in tags:
        data = tables[tag]
        padded = data + bytes(-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        packed = zlib.compress(data, 9)
        packed = packed if len(packed) < len(data) else data
        directory += struct.pack(">4sIIII", tag.encode("ascii"), start + len(body), len(packed), len(data), checksum)
        body += packed + bytes(-len(packed) % 4)
        total += len(padded)
    header = struct.pack(
        ">4sIIHHIHHIIIII", b"wOFF", 0x00010000, start + len(body), len(tags), 0, total, 1, 0, 0, 0, 0, 0, 0
    )
    return header + directory + body
