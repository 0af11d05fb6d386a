"""Folder: private, whole or not at all, never larger than it may be, and never a reason to fail."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from workbench.cache import _folder
from workbench.cache._folder import Folder, folder_for, is_private, user_folder
from workbench.cache._stamp import stamp


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "data" / ".workbench")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_read(folder):
    old = os.umask(0)
    try:
        assert folder.write("a.facts", [b"secret"])
    finally:
        os.umask(old)
    assert mode(folder.path) == 0o700
    assert {path.name: mode(path) for path in folder.path.iterdir()} == {".gitignore": 0o600, "a.facts": 0o600}
    assert (folder.path / ".gitignore").read_text() == "*\n"
    assert folder.read("a.facts") == [b"secret"]


def test_a_folder_that_was_opened_is_closed_again(folder):
    folder.write("a.facts", [])
    folder.path.chmod(0o755)
    folder.write("b.facts", [])
    assert mode(folder.path) == 0o700


DAMAGES = {
    "empty": lambda data: b"",
    "something else": lambda data: b"garbage",
    "end missing": lambda data: data[:-3],
    "half": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:20] + bytes([data[20] ^ 8]) + data[21:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_as_good_as_none(folder, damage):
    folder.write("a.facts", [b"%d" % number for number in range(500)])
    file = folder.path / "a.facts"
    file.write_bytes(damage(file.read_bytes()))
    assert folder.read("a.facts") is None
    assert folder.write("a.facts", [b"new"])
    assert folder.read("a.facts") == [b"new"]


def test_another_version_reads_nothing(folder, monkeypatch):
    folder.write("a.facts", [b"old"])
    monkeypatch.setattr(_folder, "stamp", lambda: stamp() + b" newer")
    assert folder.read("a.facts") is None


def test_the_stamp_names_what_measures(monkeypatch):
    from importlib.metadata import version

    assert f"duckdb {version('duckdb')} ".encode() in stamp()
    monkeypatch.setattr("workbench.profile._sample.SAMPLE_ROWS", 17)
    assert stamp.__wrapped__() != stamp()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_full_disk_leaves_what_was_there(folder, monkeypatch, number):
    folder.write("a.facts", [b"old"])

    def refused(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refused)
    assert not folder.write("a.facts", [b"new"])
    assert folder.read("a.facts") == [b"old"]
    assert sorted(path.name for path in folder.path.iterdir()) == [".gitignore", "a.facts"]


def test_ctrl_c_leaves_nothing_half_written(folder, monkeypatch):
    folder.write("a.facts", [b"old"])

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        folder.write("a.facts", [b"new"])
    assert folder.read("a.facts") == [b"old"]
    assert sorted(path.name for path in folder.path.iterdir()) == [".gitignore", "a.facts"]


def _write_often(path, number):
    lines = [b"%d" % number] * 5000
    for _ in range(40):
        Folder(path).write("a.facts", lines)


def test_two_at_once_leave_the_whole_of_one(folder):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_write_often, args=(folder.path, number)) for number in (1, 2)]
    for process in both:
        process.start()
    seen = set()
    while any(process.is_alive() for process in both):
        if (lines := folder.read("a.facts")) is not None:
            assert len(lines) == 5000
            seen.add(frozenset(lines))
    for process in both:
        process.join()
        assert process.exitcode == 0
    assert seen <= {frozenset([b"1"]), frozenset([b"2"])}
    assert len(folder.read("a.facts")) == 5000
    assert sorted(path.name for path in folder.path.iterdir()) == [".gitignore", "a.facts"]


def test_the_least_recently_used_go_first(folder, monkeypatch):
    monkeypatch.setattr(_folder, "MOST_FILES", 3)
    for number, name in enumerate(["a.result", "b.result", "c.result"]):
        folder.write(name, [b"x"])
        os.utime(folder.path / name, (1000 + number, 1000 + number))
    (folder.path / "notes.txt").write_text("not of the cache")
    folder.read("a.result")  # used: the oldest is b now
    folder.write("d.result", [b"x"])
    found = sorted(path.name for path in folder.path.iterdir())
    assert found == [".gitignore", "a.result", "c.result", "d.result", "notes.txt"]


def test_no_more_than_so_many_bytes(folder, monkeypatch):
    monkeypatch.setattr(_folder, "MOST_BYTES", 1000)
    folder.write("a.facts", [os.urandom(900)])
    os.utime(folder.path / "a.facts", (1000, 1000))
    folder.write("b.facts", [os.urandom(900)])
    assert folder.read("a.facts") is None
    assert folder.read("b.facts") is not None


def test_what_an_interrupted_run_left_behind_goes_in_time(folder):
    folder.write("a.facts", [])
    for name, age in (("old.part", 10_000), ("new.part", 10)):
        (folder.path / name).write_bytes(b"")
        now = (folder.path / "a.facts").stat().st_mtime
        os.utime(folder.path / name, (now - age, now - age))
    folder.write("a.facts", [])
    assert sorted(path.name for path in folder.path.iterdir()) == [".gitignore", "a.facts", "new.part"]


# -- where it lies -------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("WORKBENCH_CACHE")
    return tmp_path / "home" / "workbench"


@pytest.fixture
def data(tmp_path):
    (tmp_path / "data").mkdir(mode=0o755)
    return tmp_path / "data"


def test_beside_the_data(data, home):
    assert folder_for(data).path == data / ".workbench"


@pytest.mark.parametrize("rights", [0o555, 0o777])
def test_where_none_may_write_or_all_may_it_is_the_users_own(data, home, rights):
    data.chmod(rights)
    assert folder_for(data).path == home
    data.chmod(0o755)


def test_a_link_or_a_file_in_its_place_is_not_followed(data, home, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (data / ".workbench").symlink_to(tmp_path / "elsewhere")
    assert not is_private(data)
    assert folder_for(data).path == home
    assert not Folder(data / ".workbench").write("a.facts", [b""])
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_somebody_elses_folder_is_not_believed(data, home, monkeypatch):
    Folder(data / ".workbench").write("a.facts", [b"planted"])
    monkeypatch.setattr(os, "geteuid", lambda: data.stat().st_uid + 1)
    assert Folder(data / ".workbench").read("a.facts") is None
    assert not Folder(data / ".workbench").write("a.facts", [b""])


def test_the_environment_says_where_or_that_there_is_none(data, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBENCH_CACHE", "OFF")
    assert folder_for(data) is None
    monkeypatch.setenv("WORKBENCH_CACHE", str(tmp_path / "there"))
    assert folder_for(data).path == tmp_path / "there" / ".workbench"


def test_without_a_place_for_caches_there_is_still_one(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder() in (tmp_path / ".cache" / "workbench", tmp_path / "Library" / "Caches" / "workbench")
