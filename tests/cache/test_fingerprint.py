"""Fingerprint: a file is known again by a look, and never by less than its content when the look says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from workbench.cache import _fingerprint
from workbench.cache._fingerprint import BLOCK_BYTES, BLOCKS, is_unchanged, mark

LONG_AGO = 1_600_000_000
SIZE = 4 * 2**20


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(os.urandom(SIZE))
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def poke(path, place, *, keep_time=True):
    """Change one byte; the size stays, and with `keep_time` the time too."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))
    if keep_time:
        os.utime(path, (LONG_AGO, LONG_AGO))


def reads(monkeypatch):
    """Files that are read as a whole from now on."""
    found = []
    whole = _fingerprint._whole
    monkeypatch.setattr(_fingerprint, "_whole", lambda file: found.append(Path(file.name)) or whole(file))
    return found


SPREAD = [(SIZE - BLOCK_BYTES) * number // (BLOCKS + 1) for number in range(BLOCKS + 2)]


@pytest.mark.parametrize("place", [0, SPREAD[1], SPREAD[33] + BLOCK_BYTES - 1, SPREAD[64], SIZE - 1])
def test_a_change_in_a_sampled_block_is_seen_though_size_and_time_are_the_same(large, place):
    before = mark(large)
    poke(large, place)
    after = mark(large, before)
    assert (after.size_bytes, after.modified_ns) == (before.size_bytes, before.modified_ns)
    assert after.content != before.content


def test_a_change_between_the_blocks_is_seen_by_its_time_and_by_verify(large):
    before = mark(large)
    poke(large, SPREAD[1] + 2 * BLOCK_BYTES)
    assert mark(large, before) == before  # what a look cannot see
    assert mark(large, before, verify=True).content != before.content
    poke(large, SPREAD[2] + 2 * BLOCK_BYTES, keep_time=False)
    assert mark(large, before).content != before.content


def test_an_unchanged_file_is_not_read_as_a_whole(large, monkeypatch):
    before = mark(large)
    found = reads(monkeypatch)
    assert mark(large, before) is before
    assert found == []


def test_a_touched_file_is_read_and_found_to_be_the_same(large, monkeypatch):
    before = mark(large)
    os.utime(large, (LONG_AGO + 60, LONG_AGO + 60))
    found = reads(monkeypatch)
    after = mark(large, before)
    assert (found, after.content) == ([large], before.content)
    assert mark(large, after) is after  # and is known by its new time from now on
    assert found == [large]


def test_a_file_that_was_just_written_is_not_trusted_by_its_time(large, monkeypatch):
    large.write_bytes(large.read_bytes())
    before = mark(large)
    assert before.modified_ns == -1
    found = reads(monkeypatch)
    assert is_unchanged(large, before)
    assert found == [large]


def test_growing_and_shrinking_are_changes(large):
    before = mark(large)
    with large.open("ab") as file:
        file.write(b"1,2\n")
    assert mark(large, before).content != before.content
    large.write_bytes(b"")
    assert not is_unchanged(large, before)


def test_small_files_are_read_as_a_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * BLOCK_BYTES * (BLOCKS + 2))
    os.utime(path, (LONG_AGO, LONG_AGO))
    before = mark(path)
    assert before.sample == before.content
    for place in range(0, path.stat().st_size, 997):
        poke(path, place)
        assert mark(path, before).content != before.content
        poke(path, place)


def test_of_parquet_the_footer_is_looked_at(tmp_path, monkeypatch):
    path = tmp_path / "a.parquet"
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT hash(i) AS h FROM range(300000) t(i)) TO '{path}' (FORMAT parquet)")
    os.utime(path, (LONG_AGO, LONG_AGO))
    before = mark(path)
    end = path.read_bytes()[-8:]
    length = int.from_bytes(end[:4], "little")
    poke(path, path.stat().st_size - 8 - length)
    assert mark(path, before).content != before.content


def test_what_is_no_file_has_no_mark(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere")
    assert mark(tmp_path / "pipe.csv") is None
    assert mark(tmp_path / "link.csv") is None
    assert mark(tmp_path) is None
