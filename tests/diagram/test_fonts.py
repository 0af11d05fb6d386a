"""Widths and subsets of the shipped font, beside what resvg and the format's own rules say."""

import struct
import zlib

import pytest

from workbench.diagram import _fonts as fonts


def tables_of(woff):
    """Read a WOFF file by its specification, checking lengths and checksums."""
    signature, flavor, length, count, _, total = struct.unpack_from(">4sIIHHI", woff)
    assert (signature, flavor, length) == (b"wOFF", 0x00010000, len(woff))
    found = {}
    for n in range(count):
        tag, start, packed, size, checksum = struct.unpack_from(">4sIIII", woff, 44 + 20 * n)
        data = woff[start : start + packed]
        data = zlib.decompress(data) if packed < size else data
        assert len(data) == size
        padded = data + bytes(-size % 4)
        assert sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF == checksum
        found[tag.decode()] = data
    assert total == 12 + 16 * count + sum((len(d) + 3) // 4 * 4 for d in found.values())
    assert list(found) == sorted(found)
    return found


def test_widths_are_those_of_the_font():
    font = fonts.font("regular")
    assert font.units_per_em == 2048
    # Advance of "a" as the table hmtx of Inter-Regular has it: 1152 + 4 of 2048 units (seen with another reader).
    assert font.width("aa", 2048) == 2 * font.width("a", 2048)
    assert font.width("", 12) == 0
    assert 0.5 < font.width("a", 1) < 0.62
    assert font.width("mmm", 10) > font.width("iii", 10)


@pytest.mark.parametrize(("text", "ems"), [("日本", 2.0), ("🦊", 1.0), ("e\u0301", None)])
def test_characters_that_the_font_lacks_have_a_guessed_width(text, ems):
    if ems is None:
        assert fonts.width(text, 1) == pytest.approx(fonts.width("e", 1), abs=0.05), "a combining accent takes no room"
    else:
        assert fonts.width(text, 1) == ems


def test_a_long_text_is_cut_to_its_room():
    cut = fonts.fitted("a" * 200, 100, 12)
    assert cut.endswith("…")
    assert 80 < fonts.width(cut, 12) <= 100
    assert fonts.fitted("ab", 100, 12) == "ab"


def test_a_subset_is_small_and_holds_its_glyphs_only():
    font = fonts.font("regular")
    whole, small = tables_of(font.subset("é_a")), font.subset("a")
    assert len(small) < 5_000
    places = struct.unpack(f">{len(whole['loca']) // 4}I", whole["loca"])
    drawn = {n for n in range(len(places) - 1) if places[n] != places[n + 1]}
    assert {font.glyphs[ord(c)] for c in "é_a"} <= drawn
    assert len(drawn) <= 8, "the glyphs, .notdef, and what é is put together from"
    assert "GPOS" not in whole


def test_a_subset_maps_its_characters_to_the_same_glyphs():
    font = fonts.font("semibold")
    table = tables_of(font.subset("Az→"))["cmap"]
    count = struct.unpack_from(">H", table, 12 + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 12 + 14)
    deltas = struct.unpack_from(f">{count}H", table, 12 + 16 + 4 * count)
    found = {end: (end + delta) & 0xFFFF for end, delta in zip(ends, deltas, strict=True) if end != 0xFFFF}
    assert found == {ord(c): font.glyphs[ord(c)] for c in "Az→"}


def test_a_font_that_was_not_built_names_the_next_step(monkeypatch):
    monkeypatch.setitem(fonts.FILES, "regular", "absent.ttf")
    with pytest.raises(fonts.FontError, match=r"\(absent.ttf\) has not been built. Run `make setup`"):
        fonts.font_file("regular")
