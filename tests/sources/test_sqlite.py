"""SQLite files: any value in any column, and databases that are none or are damaged."""

from __future__ import annotations

import sqlite3

import pytest

from workbench.errors import SourceError
from workbench.sources import open_source


def test_sqlite_holds_anything_in_any_column(tmp_path):
    path = tmp_path / "shop.db"
    con = sqlite3.connect(path)
    con.executescript(
        "CREATE TABLE 'order lines' (id INTEGER PRIMARY KEY, v, \"select\" TEXT); CREATE VIEW w AS SELECT 1;"
    )
    values = [(1, 1.5, "a"), (2, "x\ny\r", ""), (3, b"\x01\xff", "\\N"), (4, None, None)]
    con.executemany("INSERT INTO 'order lines' VALUES (?, ?, ?)", values)
    con.commit()
    con.close()
    with open_source(path) as source:
        assert source.cursor().execute('FROM "order lines"').fetchall() == [
            ("1", "1.5", "a"), ("2", "x\ny\r", ""), ("3", "01ff", "\\N"), ("4", None, None),
        ]  # fmt: skip
        assert source.table("order lines").columns == (("id", "VARCHAR"), ("v", "VARCHAR"), ("select", "VARCHAR"))


def damaged_sqlite(path):
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)")
    con.executemany("INSERT INTO t VALUES (?, ?)", [(i, "x" * 50) for i in range(5000)])
    con.commit()
    con.close()
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda p: p.write_text("id,name\n"), "This is not a SQLite database. Give it the ending of what it is."),
        (lambda p: p.write_bytes(b""), "This is not a SQLite database. Give it the ending of what it is."),
        (
            lambda p: p.write_bytes(b"SQLite format 3\0" + b"x" * 4000),
            "The SQLite database cannot be read: file is not a database. Mend it, or take a sound copy.",
        ),
        (
            damaged_sqlite,
            "The SQLite database cannot be read: database disk image is malformed. Mend it, or take a sound copy.",
        ),
        (lambda p: sqlite3.connect(p).execute("PRAGMA user_version = 1").connection.close(),
         "The SQLite database holds no tables. Take it away."),
    ],
    ids=["text", "empty", "garbage", "damaged", "no tables"],
)  # fmt: skip
def test_sqlite_refused(tmp_path, make, text):
    make(tmp_path / "a.sqlite")
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path / "a.sqlite")
    assert str(caught.value) == f"{tmp_path / 'a.sqlite'}: {text}"
