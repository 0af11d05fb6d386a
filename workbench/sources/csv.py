"""Files of comma-, tab- or otherwise separated values, read as text and nothing else."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from pathlib import Path
from typing import Any, BinaryIO, cast

from workbench.errors import SourceError
from workbench.findings import Figure
from workbench.naming import sql_quote
from workbench.sources._file import FileKind
from workbench.sources._source import Source, column_names, readable, size_of, text_literal

_SAMPLE_BYTES = 1 << 20
_DELIMITERS = ",;\t|"
# Signatures of files that people rename to .csv by mistake.
_OTHERS = {
    b"PAR1": "a Parquet file",
    b"PK\x03\x04": "an Excel or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Excel file",
    b"%PDF": "a PDF file",
    b"SQLite format 3": "a SQLite database",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
}


def load(source: Source, path: Path) -> None:
    """Read a file into a table of text columns; rows that do not fit are reported with their lines."""
    readable(path)
    origin = path.name
    head = _head(path)
    if not head.strip(b"\r\n\t \x00\xef\xbb\xbf"):
        raise SourceError("The file is empty.", place=str(path), hint="Fill it or take it away.")
    for signature, what in _OTHERS.items():
        if head.startswith(signature):
            raise SourceError(f"This is {what}, not a CSV file.", place=str(path), hint="Give it its own ending.")
    encoding = _encoding(path, head)
    text = _decode(head, encoding)
    if "\0" in text:
        raise SourceError("The file holds NUL bytes; it is no text.", place=str(path), hint="Export it again as text.")
    delimiter, header = _dialect(text)
    names = column_names(
        header, lambda message: source.report("SRC-002-column-name", "warning", origin, f"{origin}: {message}")
    )
    if encoding not in ("utf-8", "utf-8-sig"):
        source.report(
            "SRC-003-encoding", "warning", origin,
            f"{origin} is not UTF-8; it is read as {encoding}. Look at a name with an accent, or save it as UTF-8.",
        )  # fmt: skip
    name = source.free_name(KIND.stem(path), path.name.replace(".", "_"), origin)
    utf8 = path if encoding in ("utf-8", "utf-8-sig") else _transcoded(source, path, encoding)
    _create(source, name, utf8, origin=path, names=names, delimiter=delimiter)


def _create(source: Source, name: str, path: Path, *, origin: Path, names: list[str], delimiter: str) -> None:
    con = source.cursor()
    kinds = ", ".join(f"{text_literal(column)}: 'VARCHAR'" for column in names)
    sql = (
        f"CREATE TABLE {sql_quote(name)} AS SELECT * FROM read_csv(?, columns = {{{kinds}}}, header = true, "
        f"auto_detect = false, delim = {text_literal(delimiter)}, quote = '\"', escape = '\"', nullstr = '', "
        "strict_mode = true, store_rejects = true, rejects_limit = 0, max_line_size = 134217728)"
    )
    try:
        con.execute(sql, [str(path)])
    except _duckdb_error() as error:
        first = str(error).split("\n")[0]
        raise SourceError(f"The file cannot be read as CSV: {first}", place=str(origin)) from error
    rejected = con.execute(
        "SELECT count(DISTINCT line), list(DISTINCT line ORDER BY line)[:5], min(error_message) FROM reject_errors"
    ).fetchone()
    con.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    source.add(name, str(origin), size_bytes=size_of(origin))
    if rejected and rejected[0]:
        lines = ", ".join(map(str, rejected[1])) + (" …" if rejected[0] > len(rejected[1]) else "")
        source.report(
            "SRC-004-rejected-rows", "error", origin.name,
            f"{origin.name}: {rejected[0]} rows do not fit its {len(names)} columns and were left out "
            f"(lines {lines}). Mend these lines.",
            figures=[Figure("rows", int(rejected[0]), "rows")], reason=str(rejected[2]),
        )  # fmt: skip
    rows = con.execute(f"SELECT count(*) FROM {sql_quote(name)}").fetchone()
    if rows and not rows[0] and not (rejected and rejected[0]):
        source.report(
            "SRC-005-no-rows", "warning", origin.name,
            f"{origin.name} has a header and no rows; its columns are taken for text. Add rows to learn more.",
        )  # fmt: skip


def _head(path: Path) -> bytes:
    with _opened(path) as file:
        try:
            return file.read(_SAMPLE_BYTES)
        except (OSError, EOFError) as error:
            raise SourceError(f"The file cannot be unpacked: {error}.", place=str(path)) from error


def _opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path)) if path.name.endswith(".gz") else path.open("rb")


def _encoding(path: Path, head: bytes) -> str:
    """UTF-8 where the whole file is that; else by byte-order mark, else the code page of most exports."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _opened(path) as file:
        try:
            while block := file.read(_SAMPLE_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            # Bytes 0x80-0x9f are printable in windows-1252 only; Latin-1 has control characters there.
            return "windows-1252"
    return "utf-8"


def _decode(head: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def _transcoded(source: Source, path: Path, encoding: str) -> Path:
    target = source.folder / f"utf8-{len(source.tables)}.csv"
    with _opened(path) as raw, target.open("w", encoding="utf-8", newline="") as out:
        reader = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
        while block := reader.read(_SAMPLE_BYTES):
            out.write(block)
    return target


def _dialect(text: str) -> tuple[str, list[str]]:
    """Delimiter and header: the delimiter that splits the first lines into the same number of most fields."""
    complete = text if len(text) < _SAMPLE_BYTES // 2 else text[: text.rfind("\n") + 1]
    best: tuple[float, str, list[str]] = (-1.0, ",", [])
    for delimiter in _DELIMITERS:
        rows = _records(complete, delimiter, 50)
        if not rows:
            continue
        width = len(rows[0])
        same = sum(len(row) == width for row in rows) / len(rows)
        score = same * (width > 1) + min(width, 100) / 1000
        if score > best[0]:
            best = (score, delimiter, rows[0])
    return best[1], [cell.removeprefix("\ufeff") for cell in best[2]]


def _records(text: str, delimiter: str, most: int) -> list[list[str]]:
    csv.field_size_limit(1 << 30)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def _duckdb_error() -> Any:
    import duckdb

    return duckdb.Error


KIND = TARGET = FileKind("CSV", (".csv", ".tsv", ".csv.gz", ".tsv.gz"), load)
