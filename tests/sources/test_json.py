"""JSON files: arrays of objects, objects line by line, and everything else that is called .json."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import SourceError
from workbench.sources import Source, open_source
from workbench.sources._file import NoTableError
from workbench.sources.json import KIND


@pytest.fixture(scope="module")
def source():
    with Source("tests") as opened:
        yield opened


@pytest.fixture(scope="module")
def read(source, tmp_path_factory):
    """Read one file; gives rows, columns and findings."""
    folder = tmp_path_factory.mktemp("json")

    def read(content, name="a.json"):
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        source.findings.clear()
        KIND.load(source, path)
        rows = source.cursor().execute("FROM a").fetchall()
        source.cursor().execute("DROP TABLE a")
        return rows, list(source.tables.pop("a").types), [(f.code, f.severity, f.message) for f in source.findings]

    return read


AS_THEY_STAND = {
    "lines": ('{"id": 1, "n": 1.50}\n\n{"id": 2}\n', [("1", "1.50"), ("2", None)]),
    "an array": ('[{"id": 1, "n": 1.50}, {"id": 2, "n": null}]', [("1", "1.50"), ("2", None)]),
    "keys in any order": ('{"id": 1, "n": 2}\n{"n": 4, "id": 3}\n', [("1", "2"), ("3", "4")]),
    "large numbers keep their digits": ('{"id": 12345678901234567890, "n": 1e-3}', [("12345678901234567890", "1e-3")]),
    "booleans and nested values": (
        '{"id": true, "n": {"a": [1, 2.5]}}\n', [("true", '{"a": [1, 2.5]}')],
    ),
    "texts with line ends, quotes and the mark of null": (
        '{"id": "x\\ny\\r", "n": "\\\\N"}\n{"id": "\\"", "n": ""}\n', [("x\ny\r", "\\N"), ('"', "")],
    ),
    "a byte-order mark": ('\ufeff{"id": 1, "n": 2}\n', [("1", "2")]),
}  # fmt: skip


@pytest.mark.parametrize("what", AS_THEY_STAND)
def test_read_as_it_stands(read, what):
    content, rows = AS_THEY_STAND[what]
    assert read(content) == (rows, ["id", "n"], [])
    assert read(gzip.compress(content.encode()), "a.jsonl.gz") == (rows, ["id", "n"], [])


def test_lines_that_are_no_objects_are_counted_and_named(source, read):
    rows, _, findings = read('{"id": 1}\n{"id":\n[1]\n{"id": 3}\nnull\n')
    assert rows == [("1",), ("3",)]
    text = "3 lines are no JSON objects and were left out (lines 2, 3, 5). Mend these lines."
    assert findings == [("SRC-004-rejected-rows", "error", text)]
    assert source.findings[0].evidence.figures[0].value == 3
    text = "1 line is no JSON object and was left out (line 2). Mend this line."
    assert read('{"id": 1}\n{\n')[2] == [("SRC-004-rejected-rows", "error", text)]


def test_nesting_without_end_is_a_wrong_line(read):
    rows, _, findings = read('{"id": 1}\n{"id": ' + "[" * 100_000 + "]" * 100_000 + "}\n")
    assert (rows, findings[0][0]) == ([("1",)], "SRC-004-rejected-rows")


def test_nul_and_half_characters_are_replaced_and_said(read):
    rows, columns, findings = read('{"id": "\\ud800", "n\\u0000m": "a\\u0000b"}\n{"id": "c", "n\\u0000m": "d"}\n')
    assert (rows, columns) == ([("\ufffd", "a\ufffdb"), ("c", "d")], ["id", "nm"])
    assert findings == [
        ("SRC-002-column-name", "warning", r"Column 2 is named 'n\x00m' and is read as 'nm'. Rename it in the file."),
        (
            "SRC-008-unsound-text", "warning",
            (
                "2 values (the first in row 1, column 'id') hold a NUL or half a character, "
                "which no database takes; each is read as \ufffd. Mend it in the file."
            ),
        ),
    ]  # fmt: skip


NOT_UTF_8 = "The file is not UTF-8 (the first such character in line 1). Save it as UTF-8."
REFUSED = {
    "empty": (b"", "No JSON objects are in the file. Write one object a line."),
    "an empty array": (b"[]", "No JSON objects are in the file. Write one object a line."),
    "objects without keys": (b"{}\n{}\n", "None of the 2 JSON objects in the file has a key. Give them values."),
    "a picture": (b"\x89PNG\r\n", "This is a picture, not a JSON file. Give it its own ending."),
    "a web page": (b"<html>", "This is a web page or XML, not a JSON file. Give it its own ending."),
    "text": (
        b"id,name\n",
        (
            "No JSON objects are in the file (line 1: Expecting value: line 1 column 1 (char 0)). "
            "Write one object a line."
        ),
    ),
    "another encoding": ('{"id": "Zürich"}'.encode("latin-1"), NOT_UTF_8),
    "utf-16": ('{"id": "a"}'.encode("utf-16"), NOT_UTF_8),
    "an array cut off": (
        b'[{"id": 1},',
        "The file is not JSON: Expecting value: line 1 column 12 (char 11). Mend it there, or export it again.",
    ),
    "an array of other things": (b'[{"id": 1}, 2]', "Item 2 of the array is not an object. Take it out."),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_the_file_and_the_next_step(read, what):
    content, text = REFUSED[what]
    with pytest.raises(SourceError) as caught:
        read(content)
    assert str(caught.value).endswith(f"/a.json: {text}")


@pytest.mark.parametrize("content", [b"{}", gzip.compress(b"{}\n" * 200_000)[:-9]])
def test_a_packed_file_that_cannot_be_unpacked(read, content):
    with pytest.raises(SourceError, match=r"a\.json\.gz: The file cannot be unpacked: .*Pack it again"):
        read(content, "a.json.gz")


def test_one_object_of_settings_is_no_table_and_left_out_with_advice(tmp_path):
    (tmp_path / "settings.json").write_text('{\n "id": 1\n}\n')
    with pytest.raises(NoTableError, match=r"settings\.json: The file holds one JSON object, not rows"):
        open_source(tmp_path)
    (tmp_path / "a.csv").write_text("id\n1\n")
    with open_source(tmp_path) as source:
        assert list(source.tables) == ["a"]
        assert [(f.code, f.severity) for f in source.findings] == [("SRC-007-no-table", "advice")]


_values = st.none() | st.booleans() | st.integers() | st.text(max_size=6)


@given(st.lists(st.fixed_dictionaries({"a": _values, "b": _values}), min_size=1, max_size=6), st.booleans())
def test_whatever_is_written_as_json_is_read_back(read, records, as_array):
    content = json.dumps(records) if as_array else "\n".join(map(json.dumps, records))

    def text(value):
        if isinstance(value, bool):
            return "true" if value else "false"
        return None if value is None else str(value).replace("\0", "\ufffd")

    rows, columns, _ = read(content)
    assert rows == [tuple(text(record[name]) for name in columns) for record in records]
