"""Other kinds of files: JSON (RFC 8259), Parquet, SQLite and DuckDB, whole and damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb

from tests.sources.corpus.case import REFUSED, REJECTED, Case, refused


def parquet(path: Path) -> bytes:
    """Write a sound Parquet file; gives its bytes."""
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT range AS id, md5(range::VARCHAR) AS v FROM range(50000)) TO '{path}' (FORMAT parquet)"
        )
    return path.read_bytes()


def cut(path: Path) -> None:
    """Leave a part of a Parquet file, without its end."""
    path.write_bytes(parquet(path)[:-100])


def damaged(path: Path) -> None:
    """Overwrite pages of a Parquet file; the description at its end stays sound."""
    content = bytearray(parquet(path))
    content[100_000:200_000] = b"\xff" * 100_000
    path.write_bytes(content)


def sqlite(path: Path, *, whole: bool) -> None:
    """Write two tables; in the larger one of them a page is overwritten, or the file ends in it."""
    with closing(sqlite3.connect(path)) as con:
        con.execute("CREATE TABLE large (id INTEGER PRIMARY KEY, n TEXT)")
        con.execute("CREATE TABLE small (id INTEGER PRIMARY KEY, n TEXT)")
        con.execute("INSERT INTO small VALUES (1, 'a')")
        con.executemany("INSERT INTO large VALUES (?, ?)", [(i, "x" * 50) for i in range(5000)])
        con.commit()
    content = bytearray(path.read_bytes())
    content[-40_960:-36_864] = b"\xff" * 4096
    path.write_bytes(content if whole else content[:20_000])


def duckdb_cut(path: Path, size: int) -> None:
    """Leave the first bytes of a DuckDB file."""
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE t AS SELECT md5(range::VARCHAR) AS v FROM range(50000)")
    path.write_bytes(path.read_bytes()[:size])


MALFORMED = "database disk image is malformed"

CASES = (
    Case(
        "objects of unlike keys", "a.json", '[{"a": 1}, {"b": 2, "a": null}, {"c": [1, 2]}]', {"a": 3},
        ("a", "b", "c"), (("1", None, None), (None, "2", None), (None, None, "[1, 2]")),
    ),
    Case(
        "no numbers", "a.json", '[{"a": NaN}, {"a": -Infinity}, {"a": {"b": [NaN, 1.50]}}]', {"a": 3}, ("a",),
        (("NaN",), ("-Infinity",), ('{"b": [null, 1.50]}',)),
        said=(("SRC-014-no-number", "3 values", "object 1, key 'a'"),),
    ),
    Case(
        "nested numbers of many digits", "a.json", '[{"a": {"b": 12345678901234567890.12345}}]', {"a": 1}, ("a",),
        (('{"b": 12345678901234567890.12345}',),),
    ),
    Case("a nested number of 5000 digits", "a.json", '[{"a": [%s]}]' % ("9" * 5000), {"a": 1}, ("a",)),
    Case(
        "a key twice", "a.ndjson", '{"a": 1}\n{"a": 2, "a": 3}\n', {"a": 2}, ("a",), (("1",), ("3",)),
        said=(("SRC-013-key-twice", "1 object", "object 2, key 'a'"),),
    ),
    Case(
        "one broken line", "a.ndjson", '{"a": 1}\n{"a": 2\n{"a": 3}\n', {"a": 2}, ("a",), (("1",), ("3",)),
        said=((REJECTED, "1 line", "line 2"),),
    ),
    Case(
        "nesting without end", "a.ndjson", '{"a": 1}\n{"a": ' + "[" * 100_000 + "\n", {"a": 1}, ("a",), (("1",),),
        said=((REJECTED, "1 line", "line 2"),),
    ),
    Case(
        "nested 200 deep", "a.ndjson", '{"a": ' + "[" * 200 + "]" * 200 + "}\n", {"a": 1}, ("a",),
        (("[" * 200 + "]" * 200,),),
    ),
    Case(
        "nested 950 deep", "a.ndjson", '{"a": 1}\n{"a": ' + "[" * 950 + "]" * 950 + "}\n", {"a": 1}, ("a",),
        (("1",),), said=((REJECTED, "1 line", "line 2"),),
    ),
    refused("an array nested 950 deep", "a.json", '[{"a": ' + "[" * 950 + "]" * 950 + "}]", "nested too deeply"),
    Case(
        "half a character", "a.ndjson", '{"a": "x"}\n{"a": "\\ud800"}\n', {"a": 2}, ("a",), (("x",), ("\ufffd",)),
        said=(("SRC-008-unsound-text", "1 value", "row 2, column 'a'"),),
    ),
    Case("one object", "a.json", '{\n "a": 1\n}\n', {}, said=(("SRC-007-no-table", "one JSON object"),)),
    refused("a number", "a.json", "42", "line 1", "not an object"),
    refused("numbers", "a.json", "[1, 2]", "Item 1"),
    refused("objects and a number", "a.json", '[{"a": 1}, 2]', "Item 2"),
    refused("an array that is cut", "a.json", '[{"a": 1},\n{"a":', "line 2 column 6"),
    refused("two arrays", "a.json", '[{"a": 1}]\n[{"a": 2}]', "Extra data", "line 2"),
    refused("JSON in Latin-1", "a.json", '[{"a": 1},\n{"a": "é"}]'.encode("latin-1"), "not UTF-8", "line 2"),
    refused("JSON in UTF-16", "a.json", '[{"a": 1}]'.encode("utf-16"), "not UTF-8"),
    refused("a Parquet file that is cut", "a.parquet", cut, "cannot be read", "fetch it again"),
    refused("an empty Parquet file", "a.parquet", b"", "not a Parquet file"),
    Case(
        "a Parquet file with damaged pages", "a.parquet", damaged, {"a": 50_000}, ("id", "v"),
        inferred=((REFUSED, "a.parquet", "The rows of 'a' cannot be read"),),
    ),
    Case(
        "a SQLite file with a damaged table", "a.db", lambda path: sqlite(path, whole=True), {"small": 1}, ("id", "n"),
        (("1", "a"),), said=((REFUSED, "The rows of 'large' cannot be read", MALFORMED),),
    ),
    refused("a SQLite file that is cut", "a.db", lambda path: sqlite(path, whole=False), MALFORMED),
    refused(
        "a DuckDB file that is cut at once", "a.duckdb", lambda path: duckdb_cut(path, 5000),
        "not a DuckDB file that can be read",
    ),
    Case(
        "a DuckDB file that is cut", "a.duckdb", lambda path: duckdb_cut(path, 300_000), {"t": 50_000}, ("v",),
        inferred=((REFUSED, "a.duckdb:t", "The rows of 't' cannot be read"),),
    ),
)  # fmt: skip
