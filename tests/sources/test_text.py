"""Text: encodings and line ends, seen from the bytes."""

from __future__ import annotations

import gzip

import pytest

from workbench.errors import SourceError
from workbench.sources._text import BLOCK_BYTES, Survey, head, opened_text, plain_copy, refuse_other, survey


class Folder:
    """As much of a source as copies need."""

    tables = ()

    def __init__(self, folder):
        self.folder = folder


def surveyed(folder, content):
    path = folder / "a.txt"
    path.write_bytes(content)
    return survey(path, head(path))


SURVEYS = {
    b"a\nb\n": Survey("utf-8", 2, "\n"),
    b"a\r\nb\r\n": Survey("utf-8", 2, "\r\n"),
    b"a\rb": Survey("utf-8", 1, "\r"),
    b"a\r\nb\nc\rd": Survey("utf-8", 3, None),
    b"a": Survey("utf-8", 0, "\n"),
    b"\xef\xbb\xbfa\n": Survey("utf-8-sig", 1, "\n"),
    b"\xff\xfea\0\n\0": Survey("utf-16", 1, "\n"),
    b"a\0b\0c\0d\0\n\0": Survey("utf-16-le", 1, "\n"),
    b"\0a\0b\0c\0d\0\n": Survey("utf-16-be", 1, "\n"),
    b"caf\xe9\n": Survey("windows-1252", 1, "\n"),
    "café\nthé\n".encode() + b"\xe9": Survey("utf-8", 2, "\n", damaged=1, first_damage=3),
    b"\x81\xe9\n": Survey("windows-1252", 1, "\n", damaged=1, first_damage=1),  # 0x81 is nothing in that page
}


@pytest.mark.parametrize(
    ("content", "long"),
    [
        (b"a,b\n1,2\n", False),
        (b'a,b\n1,"2\n3"\n', False),
        (b"a,b\n" + b'1,"2\n3"\n' * BLOCK_BYTES, False),
        (b'a,b\n1,"' + b"x\n" * (2 * BLOCK_BYTES) + b'"\n', True),  # a record that goes on over any number of lines
        (b'a,b\r1,"' + b"x\r" * (2 * BLOCK_BYTES) + b'"\r', True),
        (b'a,b\n1,"' + b'""\n' * (2 * BLOCK_BYTES) + b'"\n', True),  # two quotes are one inside a text
        (b'a,b\n1,5"\n' + b"1,2\n" * (2 * BLOCK_BYTES), True),  # one that nobody closes may hold all the rest
        (b"a\n" + b"x" * (2 * BLOCK_BYTES) + b"\n", True),
        ((b"x" * (BLOCK_BYTES // 2) + b"\n") * 6, False),
    ],
)
def test_whether_records_may_be_long(tmp_path, content, long):
    assert surveyed(tmp_path, content).long == long


@pytest.mark.parametrize("content", SURVEYS)
def test_survey(tmp_path, content):
    assert surveyed(tmp_path, content) == SURVEYS[content]


def test_a_line_end_across_two_blocks_is_one(tmp_path):
    content = b"a" * (BLOCK_BYTES - 1) + b"\r\n" + b"b\r\n"
    assert surveyed(tmp_path, content) == Survey("utf-8", 2, "\r\n")


def test_a_character_across_two_blocks_is_one(tmp_path):
    assert surveyed(tmp_path, b"a" * (BLOCK_BYTES - 1) + "é\n".encode()) == Survey("utf-8", 1, "\n", long=True)


def test_only_sound_utf_8_with_one_line_end_is_read_as_it_lies():
    assert Survey("utf-8-sig", 2, "\r\n").plain
    for other in (Survey("utf-16", 2, "\n"), Survey("utf-8", 2, None), Survey("utf-8", 2, "\n", 1, 1)):
        assert not other.plain


def test_a_copy_has_one_line_end_outside_quotes_and_the_authors_inside(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b'h\r\n"a\r\nb"\r\nc"d\r\n"e""\r"\n\r\n')
    copy = plain_copy(Folder(tmp_path), path, survey(path, head(path)), ",")
    # The quote in c"d opens nothing: it stands inside a field.
    assert copy.read_bytes() == b'h\n"a\r\nb"\nc"d\n"e""\r"\n\n'


def test_nul_bytes_are_refused(tmp_path):
    with pytest.raises(SourceError, match=r"holds NUL bytes \(1, in line 1\); it is no text\. Export it again as text"):
        surveyed(tmp_path, b"abcdefgh\0\n")


def test_other_kinds_of_file_are_named(tmp_path):
    with pytest.raises(SourceError, match="This is an old Excel file, not a CSV file"):
        refuse_other(b"\xd0\xcf\x11\xe0", tmp_path, "CSV")
    refuse_other(b'{"id": 1}', tmp_path, "JSON")
    refuse_other(b"{id},name\n", tmp_path, "CSV")


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b"abc\xe9"))
    with (
        pytest.raises(SourceError, match=r"a\.json\.gz: The file is not UTF-8 \(.*in line 1\)"),
        opened_text(path) as text,
    ):
        text.read()
