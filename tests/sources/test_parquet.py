"""Parquet files: read where they lie, with their types."""

from __future__ import annotations

import duckdb
import pytest

from workbench.errors import SourceError
from workbench.profile import measure
from workbench.sources import open_source


def test_parquet_keeps_its_types(tmp_path):
    with duckdb.connect() as con:
        con.execute(
            'COPY (SELECT 1::SMALLINT AS a, 1.5::DECIMAL(9,2) AS b, [1, 2] AS l, NULL::DATE AS "a\x01") '
            f"TO '{tmp_path / 'p q.parquet'}' (FORMAT parquet)"
        )  # fmt: skip
    with open_source(tmp_path) as source:
        table = source.table("p q")
        assert table.columns == (("a", "SMALLINT"), ("b", "DECIMAL(9,2)"), ("l", "INTEGER[]"), ("a_2", "DATE"))
        assert [f.code for f in source.findings] == ["SRC-002-column-name"]
        assert not table.loaded


def test_parquet_refused(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_text("id,name\n1,a\n")
    with pytest.raises(SourceError) as caught:
        open_source(path)
    assert str(caught.value) == f"{path}: This is not a Parquet file. Give it the ending of what it is."
    path.write_bytes(b"PAR1" + b"abcd" * 50)
    with pytest.raises(SourceError, match=r"a\.parquet: The Parquet file cannot be read: .*Write it again"):
        open_source(path)


def damage(path):
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 100_000] = b"\xff" * 100_000
    path.write_bytes(content)


def test_pages_of_a_parquet_file_that_are_damaged_are_said_when_they_are_read(tmp_path):
    path = tmp_path / "a.parquet"
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT md5(range::VARCHAR) AS v FROM range(100000)) TO '{path}' (FORMAT parquet)")
    damage(path)
    with (
        open_source(path) as source,
        pytest.raises(SourceError, match=r"a\.parquet: The rows of 'a' cannot be read: .*sound copy"),
    ):
        measure(source)
