"""Encodings, bytes that no text has, packed files, and files of another kind than their ending says."""

from __future__ import annotations

import gzip
import random

from tests.sources.corpus.case import ENCODED, Case, refused

TEXT = "id,name\r\n1,Zürich\r\n2,Genève\r\n"
ROWS = (("1", "Zürich"), ("2", "Genève"))
NAMES = ("id", "name")
# Random digits pack badly, so that a cut falls among the rows.
_draw = random.Random(5)
PACKED = gzip.compress(("id,n\n" + "".join(f"{i},{_draw.random()}\n" for i in range(20_000))).encode())


def read_as(encoding: str, said: str) -> Case:
    """A text that is read whole, with a warning that names the encoding."""
    return Case(encoding, "a.csv", TEXT.encode(encoding), {"a": 2}, NAMES, ROWS, said=((ENCODED, f"read as {said}"),))


CASES = (
    Case("a byte-order mark", "a.csv", TEXT.encode("utf-8-sig"), {"a": 2}, NAMES, ROWS),
    Case("a byte-order mark before a quote", "a.csv", b'\xef\xbb\xbf"id","n"\n1,a\n', {"a": 1}, ("id", "n")),
    read_as("latin-1", "windows-1252"),  # whose printable characters are a superset of those of Latin-1
    read_as("windows-1252", "windows-1252"),
    read_as("utf-16", "utf-16"),
    read_as("utf-16-le", "utf-16-le"),
    read_as("utf-16-be", "utf-16-be"),
    read_as("utf-32", "utf-32"),
    Case(
        "quotes and a euro sign of windows-1252", "a.csv", b"id,name\n1,\x93a\x94 \x80\n", {"a": 1}, NAMES,
        (("1", "“a” €"),), said=((ENCODED, "read as windows-1252"),),
    ),
    Case(
        "half a character of UTF-8", "a.csv", TEXT.encode().replace("è".encode(), b"\xc3"), {"a": 2}, NAMES,
        (("1", "Zürich"), ("2", "Gen\ufffdve")), said=((ENCODED, "1 character cannot be read", "line 3"),),
    ),
    Case(
        "UTF-16 with a byte too many", "a.csv", TEXT.encode("utf-16") + b"\n", {"a": 2}, NAMES, ROWS,
        said=((ENCODED, "1 character cannot be read", "line 4"), ("SRC-004-rejected-rows", "1 row", "line 4")),
    ),
    refused("NUL bytes", "a.csv", b"id,n\n1,a\n2,b\0c\n3,\0\n", "NUL bytes (2, the first in line 3)"),
    refused("a tail of NUL bytes", "a.csv", b"id,n\n1,a\n" + bytes(4096), "NUL bytes (4,096, the first in line 3)"),
    Case("a packed file", "a.csv.gz", gzip.compress(b"id,n\n1,a\n"), {"a": 1}, ("id", "n"), (("1", "a"),)),
    refused("a packed file that is cut", "a.csv.gz", PACKED[: len(PACKED) // 2], "cannot be unpacked", "ended before"),
    refused("a packed file with a wrong sum", "a.csv.gz", PACKED[:-8] + bytes(8), "cannot be unpacked", "CRC"),
    refused("a plain file called packed", "a.csv.gz", b"id,n\n1,a\n", "cannot be unpacked", "Not a gzipped file"),
    refused("a packed file called plain", "a.csv", gzip.compress(b"id,n\n1,a\n"), "This is a packed file"),
    refused("a web page", "a.csv", "<!DOCTYPE html><html>404</html>", "This is a web page"),
    refused("a table of a web page", "a.csv", "<table><tr><td>1</td></tr></table>", "This is a web page"),
    refused("a web page with a byte-order mark", "a.csv", b"\xef\xbb\xbf<html>", "This is a web page"),
    refused("a workbook of Excel", "a.csv", b"PK\x03\x04" + bytes(60), "This is an Excel or ZIP file"),
    refused("a workbook of old Excel", "a.csv", b"\xd0\xcf\x11\xe0" + bytes(60), "This is an old Excel file"),
    refused("JSON called CSV", "a.csv", '[{"id": 1}]', "This is JSON"),
)  # fmt: skip
