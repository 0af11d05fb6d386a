"""Command line: bad input ends with status 2 and one line on stderr; nothing is left half-written."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.running import DATA, MODEL, refused, runner, write
from workbench import commands
from workbench.cli import build_parser, main


@pytest.fixture
def run(capsys):
    return runner(capsys)


# -- bad input ---------------------------------------------------------------------------------------------------

BAD = {
    "an empty folder": ({}, "", ["The folder holds no file that can be read. Known endings: .csv"]),
    "a missing path": ({}, "gone", ["There is no file or folder", "Look at the path."]),
    "Excel as CSV": ({"a.csv": b"PK\x03\x04"}, "", ["a.csv: This is an Excel or ZIP file, not a CSV file. Give it"]),
    "CSV as Parquet": ({"a.parquet": DATA}, "", ["a.parquet: This is not a Parquet file. Give it the ending"]),
    "text as SQLite": ({"a.sqlite": DATA}, "", ["a.sqlite: This is not a SQLite database. Give it the ending"]),
    "text as DuckDB": ({"a.duckdb": DATA}, "", ["a.duckdb: This is not a DuckDB file that can be read", "sound copy"]),
    "a picture as JSON": ({"a.json": b"\x89PNG\r\n"}, "", ["a.json: This is a picture, not a JSON file. Give it"]),
    "an empty file": ({"a.csv": ""}, "", ["a.csv: The file is empty. Fill it or take it away."]),
    "NUL bytes": (
        {"a.csv": b"id,na\0me\n"},
        "",
        ["a.csv: The file holds NUL bytes (1, in line 1); it is no text. Export it again"],
    ),
    "JSON cut off": ({"a.json": '[{"id": 1},'}, "", ["a.json: The file is not JSON", "Mend it there"]),
    "two bad files": ({"a.csv": "", "b.parquet": DATA}, "", ["None of the 2 files can be read", "a.csv", "b.parquet"]),
}


@pytest.mark.parametrize("command", ["infer", "profile", "check", "dictionary", "prove"])
@pytest.mark.parametrize("what", BAD)
def test_bad_data(run, tmp_path, what, command):
    files, name, words = BAD[what]
    data = write(tmp_path / "data", files) / name if name else write(tmp_path / "data", files)
    model, out = tmp_path / "shop.dbml", tmp_path / "out.html"
    model.write_text(MODEL)
    arguments = {
        "infer": ["infer", data, "-o", tmp_path / "new.dbml"],
        "profile": ["profile", data, "--format", "html", "-o", out],
        "check": ["check", model, "--data", data],
        "dictionary": ["dictionary", model, "--data", data, "-o", out],
        "prove": ["prove", model, "--data", data, "--engine", "sqlite"],
    }[command]
    refused(run(*arguments), *words)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "shop.dbml"]


USAGE = {
    "an unknown engine": (
        ["ddl", "M", "--engine", "postgres"], "There is no engine 'postgres'. Did you mean 'postgresql'?",
    ),
    "an unknown version": (["ddl", "M", "--engine", "postgresql@x"], "postgresql"),
    "a version too old": (["ddl", "M", "--engine", "postgresql@9"], "PostgreSQL 9 is too old. Workbench writes for 12"),
    "an ending that no diagram has": (["diagram", "M", "-o", "a.xyz"], "a.xyz"),
    "an ending that no dictionary has": (["dictionary", "M", "-o", "a.xyz"], "for the ending '.xyz'. Known: .htm"),
    "an ending that no model has": (
        ["infer", "D", "-o", "a.txt"], "'a.txt' does not end in .dbml. Give it that ending.",
    ),
    "nothing to import": (
        ["import", "a.txt"],
        "'a.txt' cannot be imported. Give a .dbml, .json, SQLite or DuckDB file, or a SQLAlchemy URL.",
    ),
    "no such model": (["check", "gone.dbml"], "There is no file 'gone.dbml'. Look at the path."),
    "no such memory": (
        ["profile", "D", "--memory-limit", "lots"], "'lots' is no amount of memory. Write it as 500MB or 2GB.",
    ),
    "an unknown kind of database": (["import", "oracel://u:s3cret@h/db"], "There is no kind of database 'oracel'."),
}  # fmt: skip


@pytest.mark.parametrize("what", USAGE)
def test_bad_usage(run, tmp_path, monkeypatch, what):
    arguments, text = USAGE[what]
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "data", {"orders.csv": DATA})
    (tmp_path / "shop.dbml").write_text(MODEL)
    result = run(*({"M": "shop.dbml", "D": "data"}.get(a, a) for a in arguments))
    refused(result, text)
    assert "s3cret" not in result[2]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "shop.dbml"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Table orders {\n  id\n}\n", ["shop.dbml:2:3", "The column 'id' has no type"]),
        (b"Table caf\xe9 {}\n", ["shop.dbml: The file is not UTF-8 (byte 9). Save it as UTF-8."]),
        ("Table orders { id int", ["shop.dbml:1:"]),
    ],
    ids=["no type", "encoding", "cut off"],
)
def test_a_model_that_cannot_be_read(run, tmp_path, content, words):
    model = write(tmp_path / "m", {"shop.dbml": content}) / "shop.dbml"
    for arguments in (
        ["check", model],
        ["ddl", model, "--engine", "sqlite"],
        ["diagram", model, "-o", tmp_path / "a.svg"],
    ):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert all(word in err for word in words)
    assert [p.name for p in tmp_path.iterdir()] == ["m"]


def test_every_fault_of_a_text_is_listed(run, tmp_path):
    (tmp_path / "a.dbml").write_text(
        "Table t {\n  a int [unqiue]\n  b int [pkk]\n}\nTable u {\n  c int [defalt: 3]\n}\n"
    )
    status, _, err = run("check", tmp_path / "a.dbml")
    assert status == 2
    assert [line.partition("a.dbml:")[2][:4] for line in err.splitlines()] == ["2:10", "3:10", "6:10"]


def test_arguments_that_do_not_parse_are_told_with_the_usage(capsys):
    for arguments in (["infer"], ["nothing"], ["infer", "a", "--accept-above", "2"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
    assert "'2' is not a number from 0 to 1" in capsys.readouterr().err
    assert main([]) == 2
    assert "usage: workbench" in capsys.readouterr().err


@pytest.fixture
def shop(tmp_path):
    data = write(tmp_path / "data", {"orders.csv": DATA})
    (tmp_path / "out").mkdir()
    return data, tmp_path / "out"


# -- what leads nowhere ------------------------------------------------------------------------------------------


def test_a_full_device_behind_stdout(shop):
    data, _ = shop
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "workbench", "infer", data, "-q"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "workbench: No space left on device. Free some room and try again.\n")


def test_a_reader_who_has_seen_enough(shop):
    data, _ = shop
    read, write_end = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "infer", data, "-q"],
        stdout=write_end, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
    )  # fmt: skip
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_that_lacks_characters_gets_the_rest(shop):
    data, _ = shop
    write(data, {"preise.csv": "id,größe\n1,2\n"})
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "profile", data, "-q"],
        capture_output=True, check=False, timeout=60, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"gr\xf6\xdfe" in done.stdout


def test_ctrl_c_is_one_line(run, shop, monkeypatch):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.sources.open_source", interrupted)
    data, out = shop
    status, _, err = run("infer", data, "-o", out / "a.dbml")
    assert (status, err) == (130, "workbench: stopped; nothing was written.\n")
    assert list(out.iterdir()) == []


def test_progress_goes_to_stderr_and_results_to_stdout(shop, capsys):
    data, _ = shop
    assert main(["infer", str(data)]) == 0
    assert capsys.readouterr().out.startswith("table  ")


def test_each_command_has_a_function_and_a_help():
    choices = build_parser()._subparsers._group_actions[0].choices
    assert sorted(choices) == [
        "check", "ddl", "demo", "diagram", "dictionary", "fmt", "import", "infer", "profile", "prove", "schema",
        "targets",
    ]  # fmt: skip
    for name, parser in choices.items():
        assert callable(getattr(commands, parser.get_default("command"))), name
        assert parser.format_help()
