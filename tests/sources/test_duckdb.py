"""DuckDB files: tables of all schemas, read where they lie."""

from __future__ import annotations

import duckdb
import pytest

from workbench.errors import SourceError
from workbench.profile import measure
from workbench.sources import open_source


def write(path, sql):
    with duckdb.connect(str(path)) as con:
        con.execute(sql)


def test_duckdb_tables_of_all_schemas_are_read_where_they_lie(tmp_path):
    path = tmp_path / "shop.duckdb"
    write(
        path,
        "CREATE TABLE t AS SELECT range AS id, md5(range::VARCHAR) AS v FROM range(30000);"
        'CREATE SCHEMA s; CREATE TABLE s."we.ird" AS SELECT 1.5 AS a; CREATE VIEW w AS FROM t',
    )
    with open_source(path) as source:
        assert {name: table.columns for name, table in source.tables.items()} == {
            "t": (("id", "BIGINT"), ("v", "VARCHAR")),
            "s.we.ird": (("a", "DECIMAL(2,1)"),),
        }
        facts = measure(source).tables["t"]
        assert facts.rows == 30_000
        assert facts.column("id").maximum == "29999"
        assert 2_000 < facts.column("v").sample_rows <= 30_000


def test_duckdb_refused(tmp_path):
    path = tmp_path / "a.duckdb"
    path.write_text("id,name\n1,a\n")
    with pytest.raises(
        SourceError, match=r"a\.duckdb: This is not a DuckDB file that can be read: .*Take a sound copy"
    ):
        open_source(path)
    path.unlink()
    write(path, "SELECT 1")
    with pytest.raises(SourceError, match=r"a\.duckdb: The DuckDB file holds no tables\."):
        open_source(path)


def damage(path):
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 100_000] = b"\xff" * 100_000
    path.write_bytes(content)


def test_pages_of_a_duckdb_file_that_are_damaged_are_said_when_they_are_read(tmp_path):
    path = tmp_path / "a.duckdb"
    write(path, "CREATE TABLE t AS SELECT md5(range::VARCHAR) AS v FROM range(100000)")
    damage(path)
    with (
        open_source(path) as source,
        pytest.raises(SourceError, match=r"a\.duckdb:t: The rows of 't' cannot be read: .*sound copy"),
    ):
        measure(source)
