"""Writing: full disks, folders in the way and missing rights; what stood there before still stands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.running import DATA, MODEL, refused, runner, write

pytestmark = pytest.mark.slow  # runs whole programs, or on all of the sample data


@pytest.fixture
def run(capsys):
    return runner(capsys)


# -- disks and permissions ---------------------------------------------------------------------------------------


def outputs(data, model, out):
    """Each command that writes, writing to `out` plus an ending."""
    return {
        "infer": ["infer", data, "-o", f"{out}.dbml"],
        "profile": ["profile", data, "-o", f"{out}.txt"],
        "import": ["import", model, "-o", f"{out}.dbml"],
        "import json": ["import", model, "-o", f"{out}.json"],
        "diagram": ["diagram", model, "-o", f"{out}.svg"],
        "png": ["diagram", model, "-o", f"{out}.png"],
        "dictionary": ["dictionary", model, "-o", f"{out}.md"],
        "ddl": ["ddl", model, "--engine", "sqlite", "-o", f"{out}.sql"],
    }


WRITING = sorted(outputs("", "", ""))


@pytest.fixture
def shop(tmp_path):
    data = write(tmp_path / "data", {"orders.csv": DATA})
    (tmp_path / "shop.dbml").write_text(MODEL)
    (tmp_path / "out").mkdir()
    return data, tmp_path / "shop.dbml", tmp_path / "out"


@pytest.mark.parametrize("what", WRITING)
def test_a_full_device(run, shop, what):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    data, model, out = shop
    arguments = outputs(data, model, out / "full")[what]
    target = Path(arguments[-1])
    target.symlink_to("/dev/full")
    if what in {"infer", "import"}:  # a model that is there is read first, and a device has no end
        refused(run(*arguments), f"{target}: This is a device, not a file. Name a file.")
    else:
        status, _, err = run(*arguments)
        assert status == 2
        assert "could not be written: No space left on device. Nothing was changed. Free some space" in err
    assert [p for p in out.iterdir() if not p.is_symlink()] == []


@pytest.mark.parametrize("what", ["profile", "ddl"])
def test_the_full_device_by_its_name(run, shop, what):
    data, model, _ = shop
    arguments = outputs(data, model, "x")[what][:-1]
    refused(run(*arguments, "/dev/full"), "'/dev/full' could not be written: No space left on device.")


@pytest.mark.parametrize("what", WRITING)
def test_a_disk_that_fills_up_while_writing(run, shop, what, monkeypatch):
    data, model, out = shop

    def fail(path, content):
        path.write_bytes(content[: len(content) // 2])
        raise OSError(28, os.strerror(28))

    arguments = outputs(data, model, out / "a")[what]
    target = Path(arguments[-1])
    existing = what not in {"infer", "import"}  # onto an existing model nothing would be written
    if existing:
        target.write_text("what stood there")
    monkeypatch.setattr("workbench.artefact.write.__kwdefaults__", {"writer": fail})
    refused(run(*arguments), f"{str(target)!r} could not be written: No space left on device.", "Nothing was changed.")
    assert [(p.name, p.read_text()) for p in out.iterdir()] == ([(target.name, "what stood there")] if existing else [])


@pytest.mark.parametrize("what", WRITING)
def test_a_folder_in_the_way_or_a_file_instead_of_a_folder(run, shop, what):
    data, model, out = shop
    arguments = outputs(data, model, out / "a")[what]
    target = Path(arguments[-1])
    (out / "file").write_text("x")
    below = [*arguments[:-1], out / "file" / target.name]
    refused(run(*below), "could not be written: ")
    if what != "import" and not what.startswith("infer"):
        target.mkdir()
        refused(run(*arguments), f"{str(target)!r} is a folder. Name a file.")


def as_nobody(*arguments, first=()):
    """Run a command as a user without rights; as root by giving the rights up.

    Such a user may not be able to read Python's own library either: a run of the like on `first` loads all modules.
    """
    program = (
        "import contextlib, io, os, sys\n"
        "from workbench import cli, commands\n"
        "split = sys.argv.index('--then')\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    assert cli.main(sys.argv[1:split]) in (0, 1)\n"
        "if os.getuid() == 0:\n    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(cli.main(sys.argv[split + 1:]))"
    )
    every = [*map(str, first), "-q", "--then", *map(str, arguments), "-q"]
    done = subprocess.run(
        [sys.executable, "-c", program, *every], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def closed():
    """A folder that everybody may enter, for a user without rights."""
    folder = Path(tempfile.mkdtemp(prefix="workbench-test-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are POSIX's")
class TestRights:
    @pytest.mark.parametrize("name", ["a.csv", "b.json", "c.parquet", "d.sqlite", "e.duckdb"])
    def test_a_file_that_may_not_be_read(self, closed, name):
        (closed / name).write_text(DATA)
        (closed / name).chmod(0)
        (closed / "good.csv").write_text(DATA)
        refused(
            as_nobody("infer", closed / name, first=["infer", closed / "good.csv"]),
            f"{closed / name}: The file may not be read. Give yourself read permission.",
        )

    def test_beside_one_that_may_be_read_it_is_reported(self, closed):
        (closed / "a.csv").write_text(DATA)
        (closed / "b.csv").write_text(DATA)
        (closed / "b.csv").chmod(0)
        status, out, err = as_nobody("infer", closed, first=["infer", closed])
        said = (
            "Nothing was saved; -o NAME.dbml writes the model.\n"
            'Not read: "b.csv"; the reasons stand among the errors. The others were.\n'
        )
        assert (status, err) == (3, said)
        assert '"b.csv": The file may not be read. Give yourself read permission. [SRC-006-unreadable]' in out

    def test_a_folder_that_may_not_be_read(self, closed):
        (closed / "a.csv").write_text(DATA)
        (closed / "data").mkdir()
        (closed / "data").chmod(0)
        refused(
            as_nobody("infer", closed / "data", first=["infer", closed]),
            f"{closed / 'data'}: The folder may not be read. Give yourself permission.",
        )

    def test_a_model_that_may_not_be_read(self, closed):
        for name in ("shop.dbml", "other.dbml"):
            (closed / name).write_text(MODEL)
        (closed / "shop.dbml").chmod(0)
        refused(
            as_nobody("check", closed / "shop.dbml", first=["check", closed / "other.dbml"]),
            f"{closed / 'shop.dbml'}: The file cannot be read: Permission denied. Look at the path.",
        )

    @pytest.mark.parametrize("what", WRITING)
    def test_a_folder_that_may_not_be_written(self, closed, what):
        data, model = write(closed / "data", {"orders.csv": DATA}), closed / "shop.dbml"
        model.write_text(MODEL)
        for name in ("out", "open"):
            (closed / name).mkdir()
        (closed / "out").chmod(0o555)
        arguments, first = (outputs(data, model, closed / name / "a")[what] for name in ("out", "open"))
        refused(
            as_nobody(*arguments, first=first),
            f"{arguments[-1]!r} could not be written: Permission denied.",
            "choose another place",
        )
        assert list((closed / "out").iterdir()) == []
