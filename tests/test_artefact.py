"""Artefacts on disk: all of them or none, and what stood there before still stands when one cannot be written."""

import errno
import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from workbench.artefact import Artefact, write, write_file
from workbench.errors import WriteError

ONE = Artefact("one.txt", "text/plain", "eins\n")
TWO = Artefact("sub/two.svg", "image/svg+xml", "<svg/>")
PICTURE = Artefact("picture.png", "image/png", b"\x89PNG\r\n")


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes, and every folder."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


def test_text_is_utf_8_with_its_line_ends_and_bytes_are_themselves(tmp_path):
    text = Artefact("a.txt", "text/plain", "é\r\n\n")
    assert write([text, PICTURE], tmp_path) == [tmp_path / "a.txt", tmp_path / "picture.png"]
    assert everything(tmp_path) == {"a.txt": b"\xc3\xa9\r\n\n", "picture.png": b"\x89PNG\r\n"}
    assert (text.data, PICTURE.data) == ("é\r\n\n".encode(), b"\x89PNG\r\n")
    assert text.text == "é\r\n\n"
    with pytest.raises(UnicodeDecodeError):
        _ = PICTURE.text


def test_folders_are_made_and_files_replaced_without_leaving_anything_beside_them(tmp_path):
    write([ONE, TWO], tmp_path / "new" / "folder")
    write([Artefact("one.txt", "text/plain", "uno"), TWO], tmp_path / "new" / "folder")
    assert everything(tmp_path / "new" / "folder") == {"one.txt": b"uno", "sub": None, "sub/two.svg": b"<svg/>"}


def test_a_new_file_obeys_the_umask_and_a_replaced_one_keeps_its_mode(tmp_path):
    old = os.umask(0o027)
    try:
        write([ONE], tmp_path)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "one.txt").stat().st_mode) == 0o640
    (tmp_path / "one.txt").chmod(0o755)
    write([ONE], tmp_path)
    assert stat.S_IMODE((tmp_path / "one.txt").stat().st_mode) == 0o755


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "real.txt").write_text("old")
    (tmp_path / "one.txt").symlink_to("elsewhere/real.txt")
    write([ONE], tmp_path)
    assert (tmp_path / "one.txt").is_symlink()
    assert everything(tmp_path / "elsewhere") == {"real.txt": b"eins\n"}


def full_after(files: int):
    """Writer on a disk that is full after so many files, half-way through the next one."""
    left = files

    def writer(path: Path, data: bytes) -> None:
        nonlocal left
        if not left:
            path.write_bytes(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left -= 1
        write_file(path, data)

    return writer


@pytest.mark.parametrize("files", [0, 1, 2])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path, files):
    (tmp_path / "one.txt").write_text("old")
    before = everything(tmp_path)
    with pytest.raises(WriteError) as caught:
        write([ONE, TWO, PICTURE], tmp_path, writer=full_after(files))
    name = [ONE, TWO, PICTURE][files].path
    assert str(caught.value) == (
        f"{str(tmp_path / name)!r} could not be written: No space left on device. "
        "Nothing was changed. Free some space or choose another place."
    )
    assert everything(tmp_path) == before


def test_an_interruption_leaves_everything_as_it_was(tmp_path):
    def interrupted(path: Path, data: bytes) -> None:
        path.write_bytes(data)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write([ONE], tmp_path / "new", writer=interrupted)
    assert everything(tmp_path) == {}


def refuse(*_: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("links", [True, False], ids=["hard links", "no hard links"])
def test_files_that_were_replaced_already_are_put_back_when_a_later_one_cannot_be(tmp_path, monkeypatch, links):
    (tmp_path / "one.txt").write_text("old")
    before = everything(tmp_path)
    real = Path.replace
    monkeypatch.setattr(Path, "replace", lambda a, b: refuse() if b.name == "picture.png" else real(a, b))
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    with pytest.raises(WriteError, match=r"picture\.png.*Operation not permitted"):
        write([ONE, TWO, PICTURE], tmp_path)
    assert everything(tmp_path) == before


def test_a_device_is_written_to_and_never_removed(tmp_path):
    with pytest.raises(WriteError, match=r"'/dev/full' could not be written: No space left on device\."):
        write([Artefact("full", "text/plain", "x")], "/dev")
    assert Path("/dev/full").is_char_device()
    assert write([Artefact("null", "text/plain", "x")], "/dev") == [Path("/dev/null")]
    assert Path("/dev/null").is_char_device()


def test_a_folder_in_the_way_is_named_and_nothing_is_written(tmp_path):
    (tmp_path / "sub" / "two.svg").mkdir(parents=True)
    with pytest.raises(WriteError) as caught:
        write([ONE, TWO], tmp_path)
    assert str(caught.value) == f"{str(tmp_path / 'sub/two.svg')!r} is a folder. Name a file."
    assert everything(tmp_path) == {"sub": None, "sub/two.svg": None}


def test_a_file_where_a_folder_must_be_is_an_error(tmp_path):
    (tmp_path / "sub").write_text("a file")
    with pytest.raises(WriteError, match=r"two\.svg' could not be written: Not a directory\."):
        write([ONE, TWO], tmp_path)
    assert everything(tmp_path) == {"sub": b"a file"}


@pytest.mark.parametrize("path", ["../one.txt", "/one.txt", "sub/../../one.txt", ""])
def test_an_artefact_never_leaves_its_folder(tmp_path, path):
    with pytest.raises(WriteError) as caught:
        write([Artefact(path, "text/plain", "x")], tmp_path)
    assert str(caught.value) == f"{path!r} does not lead to a file in the folder. Name a relative path without '..'."


@pytest.mark.parametrize(
    ("name", "reason"),
    [("x" * 300, "File name too long"), ("a\x00b", "embedded null byte")],
)
def test_a_name_that_no_file_can_have_is_an_error(tmp_path, name, reason):
    with pytest.raises(WriteError, match=reason):
        write([ONE, Artefact(name, "text/plain", "x")], tmp_path)
    assert everything(tmp_path) == {}


def test_a_text_that_is_no_unicode_is_an_error(tmp_path):
    with pytest.raises(WriteError, match="surrogates not allowed"):
        write([Artefact("a.txt", "text/plain", "\ud800")], tmp_path)
    assert everything(tmp_path) == {}


def test_two_artefacts_of_one_path_are_an_error(tmp_path):
    with pytest.raises(WriteError, match=r"one\.txt' would be written twice\. Give one of both another name\."):
        write([ONE, ONE], tmp_path)
    assert everything(tmp_path) == {}


AS_NOBODY = """
import json, os, sys
from workbench.artefact import Artefact, write
from workbench.errors import WriteError
os.setegid(65534)
os.seteuid(65534)
try:
    write([Artefact("new.txt", "text/plain", "x"), Artefact("old.txt", "text/plain", "x")], sys.argv[1])
except WriteError as error:
    print(json.dumps(str(error)))
"""


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="there are no users to change to on this system")
def test_a_folder_without_write_permission_is_an_error(checkout):
    with tempfile.TemporaryDirectory() as name:  # not tmp_path: nobody else may enter that
        folder = Path(name)
        (folder / "old.txt").write_text("old")
        folder.chmod(0o555)
        if os.geteuid() == 0:  # permissions do not bind the administrator
            command = [sys.executable, "-c", AS_NOBODY, name]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=checkout)
            text = json.loads(done.stdout)
        else:
            with pytest.raises(WriteError) as caught:
                write([Artefact("new.txt", "text/plain", "x")], folder)
            text = str(caught.value)
        folder.chmod(0o755)
        assert text.startswith(
            f"{str(folder / 'new.txt')!r} could not be written: Permission denied. Nothing was changed."
        )
        assert everything(folder) == {"old.txt": b"old"}


def test_a_write_protected_file_is_left_alone(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("mine")
    target.chmod(0o444)
    with pytest.raises(WriteError, match="is write-protected"):
        write([Artefact("a.txt", "text/plain", b"other")], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text() == "mine"
