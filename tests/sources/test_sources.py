"""Sources: folders, globs and single files; one bad file does not hide the good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import CancelledError, SourceError, UnknownNameError
from workbench.progress import Progress
from workbench.sources import Source, kinds, open_source

ENDINGS = ".csv, .db, .ddb, .duckdb, .json, .jsonl, .ndjson, .parquet, .pq, .sqlite, .sqlite3, .tsv"
TEXT = "id,name\n1,a\n2,b\n"


def found(source):
    return [(f.code, f.severity, str(f.subject), f.message) for f in source.findings]


def test_every_kind_of_file_is_a_module_of_the_package():
    assert sorted(kinds()) == ["csv", "duckdb", "json", "parquet", "sqlite"]


def test_an_empty_folder(tmp_path):
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path)
    assert str(caught.value) == f"{tmp_path}: The folder holds no file that can be read. Known endings: {ENDINGS}."


@pytest.mark.parametrize("name", ["nothing", "*.csv"])
def test_a_path_that_leads_nowhere(tmp_path, name):
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path / name)
    assert str(caught.value) == f"There is no file or folder {str(tmp_path / name)!r}. Look at the path."


def test_a_file_of_an_unknown_ending(tmp_path):
    (tmp_path / "a.xyz").write_text(TEXT)
    with pytest.raises(SourceError, match=r"a\.xyz: This is no file that can be read\. Known endings: \.csv"):
        open_source(tmp_path / "a.xyz")


def test_a_name_that_is_too_long_for_a_file(tmp_path):
    with pytest.raises(SourceError):
        open_source(tmp_path / ("x" * 5000))


def test_a_glob_takes_what_it_names_in_order(tmp_path):
    for name in ("b.csv", "a.csv", "c.txt", ".hidden.csv"):
        (tmp_path / name).write_text(TEXT)
    with open_source(str(tmp_path / "*.csv")) as source:
        assert list(source.tables) == ["a", "b"]


def test_one_bad_file_is_reported_beside_the_good_ones(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)
    (tmp_path / "b.parquet").write_text(TEXT)
    (tmp_path / "c.csv").symlink_to(tmp_path / "gone.csv")
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["a"]
        assert found(source) == [
            (
                "SRC-006-unreadable", "error", 'source:"b.parquet"',
                "This is not a Parquet file. Give it the ending of what it is.",
            ),
            (
                "SRC-006-unreadable", "error", 'source:"c.csv"',
                "The file cannot be read: No such file or directory. Look at the path.",
            ),
        ]  # fmt: skip


def test_a_device_is_no_file(tmp_path):
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")
    (tmp_path / "a.csv").symlink_to("/dev/zero")
    with pytest.raises(SourceError, match=r"a\.csv: This is a device, not a file\. Name a file\."):
        open_source(tmp_path / "a.csv")


def test_only_bad_files_are_one_error_that_names_each(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.parquet").write_text(TEXT)
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: None of the 2 files can be read: "
        f"{tmp_path / 'a.csv'}: The file is empty. Fill it or take it away.; "
        f"{tmp_path / 'b.parquet'}: This is not a Parquet file. Give it the ending of what it is."
    )


def test_two_files_for_one_table_are_both_read_and_said(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)
    (tmp_path / "a.tsv").write_text("id\tname\n1\ta\n")
    (tmp_path / "A.json").write_text('{"id": 1}\n{"id": 2}\n')
    with open_source(tmp_path) as source:
        counts = {n: source.cursor().execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in source.tables}
        assert counts == {"A": 2, "a_csv": 2, "a_tsv": 1}
        assert [(code, subject, message) for code, _, subject, message in found(source)] == [
            (
                "SRC-001-same-name", f'source:"{name}"',
                f"A.json gives a table 'a' too; this one is read as '{name.replace('.', '_')}'. Rename one of them.",
            )
            for name in ("a.csv", "a.tsv")
        ]  # fmt: skip


NAMES = (
    "order by", "select", "it's", 'a"b', "a.b.c", "n" * 200, "ä💣", "sqlite_master", "duckdb_tables", "reject_errors",
    "columns", "information_schema.tables", "main", "temp", "pg_class", "rowid", "sampled",
)  # fmt: skip


def test_files_of_any_name_are_tables(tmp_path):
    for name in NAMES:
        (tmp_path / f"{name}.csv").write_text(f"id,{name.replace(chr(34), '')}\n1,a\n2\n")
    with open_source(tmp_path) as source:
        assert sorted(source.tables) == sorted(NAMES)
        assert {code for code, *_ in found(source)} == {"SRC-004-rejected-rows"}
        assert len(source.findings) == len(NAMES)


def test_control_characters_in_a_files_name_are_left_out_of_the_tables(tmp_path):
    (tmp_path / "a\x01b.csv").write_text(TEXT)
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["ab"]


def test_files_of_the_package_beside_the_data_are_no_data(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)
    (tmp_path / "shop.workbench.json").write_text('{\n "version": 1\n}\n')
    with open_source(tmp_path) as source:
        assert (list(source.tables), found(source)) == (["a"], [])


def test_a_cancelled_reading_leaves_no_folder_behind(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(TEXT)
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError, match=r"Stopped while reading files\. Nothing was kept\."):
        open_source(tmp_path / "data", progress=progress)
    assert list((tmp_path / "scratch").iterdir()) == []


def test_an_unknown_table_suggests_the_nearest(tmp_path):
    (tmp_path / "orders.csv").write_text(TEXT)
    with (
        open_source(tmp_path) as source,
        pytest.raises(UnknownNameError, match=r"no table 'order'\. Did you mean 'orders'"),
    ):
        source.table("order")


def test_a_memory_limit_is_kept(tmp_path):
    (tmp_path / "a.csv").write_text(TEXT)
    with open_source(tmp_path, memory_limit="123MB") as source:
        limit = source.cursor().execute("SELECT current_setting('memory_limit')").fetchone()
        assert limit == ("117.3 MiB",)  # 123e6 / 2**20
    with pytest.raises(SourceError, match=r"'lots' is no amount of memory"):
        Source("x", memory_limit="lots")
