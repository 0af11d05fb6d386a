"""Same: identical files under two names."""

from __future__ import annotations

import pytest

from workbench.sources import open_source
from workbench.sources._same import same_files


def test_each_identical_file_is_named_after_the_first_and_nothing_else_is(tmp_path):
    contents = {"a.csv": b"id\n1\n", "b.csv": b"id\n2\n", "c.csv": b"id\n1\n", "d.csv": b"id\n1\n", "e": b"", "f": b""}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    paths = [*(tmp_path / name for name in contents), tmp_path / "gone.csv"]
    assert [(a.name, b.name) for a, b in same_files(paths)] == [("a.csv", "c.csv"), ("a.csv", "d.csv")]


@pytest.mark.parametrize("link", [False, True])
def test_both_are_read_and_both_names_are_said(tmp_path, link):
    (tmp_path / "orders.csv").write_text("id,n\n1,a\n")
    if link:
        (tmp_path / "orders_new.csv").symlink_to(tmp_path / "orders.csv")
    else:
        (tmp_path / "orders_new.csv").write_text("id,n\n1,a\n")
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["orders", "orders_new"]
        (finding,) = source.findings
    assert (finding.code, finding.severity) == ("SRC-011-identical-files", "advice")
    assert finding.message == (
        "orders_new.csv is identical to orders.csv, byte for byte, and both are read. Take one of them away."
    )


def test_identical_files_that_cannot_be_read_are_told_once_each(tmp_path):
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_bytes(b"id\n1\n" if name == "c.csv" else b"\0\0\0\0\0")
    with open_source(tmp_path) as source:
        assert [f.code for f in source.findings] == ["SRC-006-unreadable"] * 2
