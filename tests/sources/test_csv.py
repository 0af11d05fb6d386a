"""CSV files: what is read as it stands, what is reported, what is refused; never a row dropped in silence."""

from __future__ import annotations

import csv
import gzip
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import SourceError
from workbench.sources import Source
from workbench.sources.csv import KIND


@pytest.fixture(scope="module")
def source():
    with Source("tests") as opened:
        yield opened


@pytest.fixture(scope="module")
def read(source, tmp_path_factory):
    """Read one file; gives rows, columns and findings. All tests share a DuckDB: opening one takes long."""
    folder = tmp_path_factory.mktemp("csv")

    def read(content, name="a.csv"):
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        source.findings.clear()
        KIND.load(source, path)
        rows = source.cursor().execute("FROM a").fetchall()
        source.cursor().execute("DROP TABLE a")
        return rows, list(source.tables.pop("a").types), [(f.code, f.severity, f.message) for f in source.findings]

    return read


AS_THEY_STAND = {
    "line feeds": ("id,name\n1,a\n2,b\n", [("1", "a"), ("2", "b")]),
    "carriage returns and line feeds": ("id,name\r\n1,a\r\n2,b\r\n", [("1", "a"), ("2", "b")]),
    "carriage returns": ("id,name\r1,a\r2,b\r", [("1", "a"), ("2", "b")]),
    "several line ends": ("id,name\r\n1,a\n2,b\r3,c\r\n", [("1", "a"), ("2", "b"), ("3", "c")]),
    "no line end at the end": ("id,name\n1,a\n2,b", [("1", "a"), ("2", "b")]),
    "a byte-order mark": ("\ufeffid,name\n1,a\n", [("1", "a")]),
    "a byte-order mark and quotes": ('\ufeff"id","name"\n1,a\n', [("1", "a")]),
    "blank lines": ("\n\nid,name\n\n1,a\n\n2,b\n", [("1", "a"), ("2", "b")]),
    "line ends in fields": ('id,name\n1,"a\nb"\n2,"c, ""d"""\n', [("1", "a\nb"), ("2", 'c, "d"')]),
    "spreadsheet cells of two lines": ('id,name\r\n1,"a\nb"\r\n2,c\r\n', [("1", "a\nb"), ("2", "c")]),
    "a quote inside a field": ('id,name\n1,a"b\n2,c\n', [("1", 'a"b'), ("2", "c")]),
    "a quote inside a field, several line ends": ('id,name\r\n1,a"b\r\n2,c\n', [("1", 'a"b'), ("2", "c")]),
    "semicolons": ("id;name\n1;a,b\n", [("1", "a,b")]),
    "bars": ("id|name\n1|a\n", [("1", "a")]),
    "numbers are text": ("id,n\n01,1.50\n", [("01", "1.50")]),
    "quoted nothing is nothing": ('id,name\n1,""\n2,\n', [("1", None), ("2", None)]),
    "long lines": (f"id,name\n1,{'x' * 3_000_000}\n", [("1", "x" * 3_000_000)]),
    "control characters in values": ("id,name\n1,a\x07\n", [("1", "a\x07")]),
}


@pytest.mark.parametrize("what", AS_THEY_STAND)
def test_read_as_it_stands(read, what):
    content, rows = AS_THEY_STAND[what]
    found, _, findings = read(content)
    assert (found, findings) == (rows, [])


def test_tabs_and_packed_files(read):
    assert read("id\tname\n1\ta,b\n", "a.tsv")[:2] == ([("1", "a,b")], ["id", "name"])
    assert read(gzip.compress(b"id,name\n1,a\n"), "a.csv.gz")[:2] == ([("1", "a")], ["id", "name"])
    assert read(gzip.compress("id,name\r\n1,é\n".encode("latin-1")), "a.csv.gz")[0] == [("1", "é")]


def test_a_line_end_in_a_quoted_header_loses_no_row(read):
    rows, columns, findings = read('"id","na\nme"\r\n1,a\r\n2,b\r\n')
    assert (rows, columns) == ([("1", "a"), ("2", "b")], ["id", "name"])
    assert findings == [
        ("SRC-002-column-name", "warning", r"Column 2 is named 'na\nme' and is read as 'name'. Rename it in the file.")
    ]


ENCODINGS = {
    "windows-1252": ("windows-1252", "windows-1252"),
    "latin-1": ("latin-1", "windows-1252"),
    "utf-16": ("utf-16", "utf-16"),
    "utf-16-le without a mark": ("utf-16-le", "utf-16-le"),
    "utf-16-be without a mark": ("utf-16-be", "utf-16-be"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_another_encoding_is_read_and_said(read, name):
    written, said = ENCODINGS[name]
    rows, _, findings = read("id,name\r\n1,Zürich\r\n2,Genève\r\n".encode(written))
    assert rows == [("1", "Zürich"), ("2", "Genève")]
    text = f"The file is not UTF-8; it is read as {said}. Look at a name with an accent, or save it as UTF-8."
    assert findings == [("SRC-003-encoding", "warning", text)]


def test_utf_8_that_is_cut_or_damaged_stays_utf_8(read):
    content = "id,name\n1,Zürich\n2,Genève\n3,Orléans\n".encode()
    rows, _, findings = read(content.replace("è".encode(), b"\xc3") + "4,Köl".encode() + b"\xc3")
    assert rows == [("1", "Zürich"), ("2", "Gen\ufffdve"), ("3", "Orléans"), ("4", "Köl\ufffd")]
    text = (
        "The file is UTF-8, but 2 characters cannot be read (the first in line 3) and are read as \ufffd. "
        "Mend it, or export it again."
    )
    assert findings == [("SRC-003-encoding", "warning", text)]


ONE_ROW = "1 row does not fit the 2 columns and was left out (line 3). Mend this line."
REJECTED = {
    # what: file, rows kept, lines left out, figures in the text
    "too few fields": ("id,name\n1,a\n2\n3,c\n", ["1", "3"], 1, ONE_ROW),
    "too few and too many": (
        "id,name\n1,a\n2\n3,c,d\n4,e\n", ["1", "4"], 2,
        "2 rows do not fit the 2 columns and were left out (lines 3, 4). Mend these lines.",
    ),
    "each line": (
        "id,name\n1\n2\n3\n4\n5\n6\n", [], 6,
        "6 rows do not fit the 2 columns and were left out (lines 2, 3, 4, 5, 6 …). Mend these lines.",
    ),
    "text after a quote": ('id,name\n1,a\n2,"b"x\n3,c\n', ["1", "3"], 1, ONE_ROW),
    "a quote that is never closed": (
        'id,name\n1,a\n2,"b\n3,c\n4,d\n', ["1"], 3,
        (
            "3 rows do not fit the 2 columns and were left out (line 3). Mend these lines. "
            "A quote that opens in line 3 is not closed where its field ends."
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REJECTED)
def test_rows_that_do_not_fit_are_counted_and_their_lines_named(source, read, what):
    content, kept, lost, text = REJECTED[what]
    rows, _, findings = read(content)
    assert [row[0] for row in rows] == kept
    assert findings == [("SRC-004-rejected-rows", "error", text)]
    assert [(figure.name, figure.value) for figure in source.findings[0].evidence.figures] == [("rows", lost)]


def test_a_quote_that_swallows_most_of_a_long_file_is_counted_whole(read):
    lines = [f"{i},a" for i in range(40_000)]
    lines[10_000] = '10000,"a'
    rows, _, findings = read("id,name\n" + "\n".join(lines) + "\n")
    assert len(rows) == 10_000
    assert findings[0][2].startswith("30,000 rows do not fit the 2 columns and were left out (line 10002).")


NAMES = {
    "a reserved word": ("id,select\n1,a\n", ["id", "select"], []),
    "spaces and quotes": ("id,a b,\"c\"\"d\",e'f\n1,2,3,4\n", ["id", "a b", 'c"d', "e'f"], []),
    "200 characters": (f"id,{'x' * 200}\n1,a\n", ["id", "x" * 200], []),
    "control characters": (
        "id,na\x01me\n1,a\n", ["id", "name"],
        [r"Column 2 is named 'na\x01me' and is read as 'name'. Rename it in the file."],
    ),
    "twice": (
        "id,name,Name\n1,a,b\n", ["id", "name", "Name_2"],
        [
            ("Column 3 is named 'Name' beside 'name', which differs in capitals only, and is read as 'Name_2'. Rename "
             "it in the file.")
        ],
    ),
    "none": ("id,,\n1,a,b\n", ["id", "column_2", "column_3"], [
        "Column 2 has no name and is read as 'column_2'. Rename it in the file.",
        "Column 3 has no name and is read as 'column_3'. Rename it in the file.",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMES)
def test_names_of_columns(read, what):
    content, columns, messages = NAMES[what]
    rows, found, findings = read(content)
    assert (len(rows), found) == (1, columns)
    assert findings == [("SRC-002-column-name", "warning", message) for message in messages]


def test_a_header_without_rows_is_a_table_without_rows(read):
    text = "The file has a header and no rows; its columns are taken for text. Add rows to learn more."
    for content in ("id,name\n", "id,name"):
        assert read(content) == ([], ["id", "name"], [("SRC-005-no-rows", "warning", text)])


REFUSED = {
    "empty": (b"", "The file is empty. Fill it or take it away."),
    "blank": (b"\xef\xbb\xbf\r\n \n", "The file is empty. Fill it or take it away."),
    "Excel": (b"PK\x03\x04" + bytes(100), "This is an Excel or ZIP file, not a CSV file. Give it its own ending."),
    "Parquet": (b"PAR1" + bytes(100), "This is a Parquet file, not a CSV file. Give it its own ending."),
    "a picture": (b"\x89PNG\r\n\x1a\n", "This is a picture, not a CSV file. Give it its own ending."),
    "a web page": (b"<!DOCTYPE html><p>404", "This is a web page or XML, not a CSV file. Give it its own ending."),
    "JSON": (b'[\n {"id": 1}]', "This is JSON, not a CSV file. Give it its own ending."),
    "NUL": (
        b"id,name\n1,a\n2,\0\0\n",
        "The file holds NUL bytes (2, the first in line 3); it is no text. Export it again as text.",
    ),
    "NUL far behind": (
        b"id,name\n" + b"1,a\n" * 300_000 + b"2,\0\n",
        "The file holds NUL bytes (1, in line 300002); it is no text. Export it again as text.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_the_file_and_the_next_step(read, what):
    content, text = REFUSED[what]
    with pytest.raises(SourceError) as caught:
        read(content)
    assert str(caught.value).endswith(f"/a.csv: {text}")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"id,name\n1,a\n", r"Not a gzipped file \(b'id'\)"),
        (gzip.compress(b"id,name\n" + b"".join(b"%d,a\n" % (i * i) for i in range(400_000)))[:-500], "ended before"),
    ],
)  # fmt: skip
def test_a_packed_file_that_cannot_be_unpacked(read, content, why):
    with pytest.raises(SourceError, match=rf"a\.csv\.gz: The file cannot be unpacked: .*{why}.*Pack it again"):
        read(content, "a.csv.gz")


_fields = st.text(st.sampled_from('ab "\n\r,;é'), max_size=4)


@given(
    st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(_fields, min_size=n, max_size=n), min_size=1, max_size=8)),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "windows-1252", "utf-16"]),
)
def test_whatever_is_written_as_csv_is_read_back(read, rows, end, encoding):
    head = [f"c{i}" for i in range(len(rows[0]))]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    found, columns, findings = read(text.getvalue().encode(encoding))
    assert columns == head
    assert found == [tuple(field or None for field in row) for row in rows]
    assert {code for code, _, _ in findings} <= {"SRC-003-encoding"}


@given(st.lists(st.sampled_from(["1,a", "2", "3,c,d", '4,"e, f"', "5,", ",", "x,y"]), min_size=1, max_size=12))
def test_each_line_is_a_row_or_reported(read, lines):
    rows, _, findings = read("id,name\n" + "\n".join(lines) + "\n")
    lost = [int(re.match(r"(\d+) row", text)[1]) for code, _, text in findings if code == "SRC-004-rejected-rows"]
    assert len(rows) + sum(lost) == len(lines)
    assert sum(lost) == lines.count("2") + lines.count("3,c,d")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("1,Ann,2024-01-05", True),
        ("7;3,50;ann@example.org", True),
        ("id,name,born", False),
        ("region,2019,2020,2021", False),
        ("q1,q2,1st", False),
    ],
)
def test_a_first_line_of_values_is_told(read, header, told):
    _, _, findings = read(f"{header}\n{header}\n")
    assert ("SRC-010-header-like-values" in str(findings)) is told
