"""Files of comma-, tab- or otherwise separated values, read as text and nothing else."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import SourceError
from workbench.findings import Figure
from workbench.naming import shown, sql_quote, text_literal
from workbench.sources._columns import column_names
from workbench.sources._file import FileKind
from workbench.sources._memory import too_little
from workbench.sources._narrow import (
    NARROW_BYTES,
    failed_column,
    kind_of,
    narrow_types,
    narrowed_sql,
    spread_rows,
    wider,
)
from workbench.sources._source import STORED, Source, readable, size_of, stored_name
from workbench.sources._text import BLOCK_BYTES, Survey, decoded_head, head, plain_copy, refuse_other, survey

if TYPE_CHECKING:
    import duckdb

_DELIMITERS = ",;\t|"
# DuckDB keeps this much of a line that it rejects.
_KEPT_CHARACTERS = 10_000
# Longest line that is read. DuckDB sets aside memory for a few of them before it reads any, so that long ones are only
# reckoned with where there are some.
_MOST_BYTES = 128 << 20
_USUAL_BYTES = 8 * BLOCK_BYTES
# DuckDB would take sixteen times the longest line for each of some buffers.
_BUFFER_BYTES = 32 << 20
# Rows that narrower types are guessed from.
_GUESS_ROWS = 2_000
# How often a file is loaded with one narrow column less or a wider one, the last time with none.
_ATTEMPTS = 5


def load(source: Source, path: Path) -> None:
    """Read a file into a table of text columns; rows that do not fit are reported with their lines."""
    readable(path)
    with source.unchanged(path):
        _read(source, path)


def _read(source: Source, path: Path) -> None:
    start = head(path)
    if not start.strip(b"\r\n\t \xef\xbb\xbf"):
        raise SourceError("The file is empty.", place=str(path), hint="Fill it or take it away.")
    refuse_other(start, path, "CSV")
    found = survey(path, start)
    text = decoded_head(start, found.encoding)
    delimiter, header, skip = _dialect(text)
    _refuse_header(text, header, skip, delimiter, path)
    _report_preamble(source, path.name, text, skip)
    _report_values(source, path.name, header)
    names = column_names(header, lambda message: source.report("SRC-002-column-name", "warning", path.name, message))
    _report_encoding(source, path.name, found)
    name = source.free_name(KIND.stem(path), path.name.replace(".", "_"), path.name)
    utf8 = path if found.plain else plain_copy(source, path, found, delimiter)
    # DuckDB finds \r\n by itself and misreads a file where it is told so.
    newline = {"\r\n": "", "\r": r", new_line = '\r'"}.get(found.newline or "\n", r", new_line = '\n'")
    most = _MOST_BYTES if found.long else _USUAL_BYTES
    con = source.cursor()  # what was rejected stands in temporary tables of this connection
    kinds: dict[str, str] = {}
    if (size_of(path) or 0) >= NARROW_BYTES:
        first = [row for _, row in _records(text, delimiter, _GUESS_ROWS)[1:]]
        kinds = narrow_types(names, first + spread_rows(utf8, delimiter))
    stored = _create(
        con,
        name,
        utf8,
        origin=path,
        names=names,
        kinds=kinds,
        delimiter=delimiter,
        options=f", skip = {skip}{newline}, max_line_size = {most}, buffer_size = {max(_BUFFER_BYTES, 2 * most)}",
    )
    source.add(name, str(path), size_bytes=size_of(path), stored=stored)
    _report_rows(source, con, name, path.name, found)


def _create(
    con: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    *,
    origin: Path,
    names: list[str],
    kinds: dict[str, str],
    delimiter: str,
    options: str,
) -> dict[str, str]:
    """Load the rows; gives the columns that stand in narrower types than text."""
    texts = ", ".join(f"{text_literal(column)}: 'VARCHAR'" for column in names)
    for attempt in range(_ATTEMPTS):
        narrow = kinds if attempt < _ATTEMPTS - 1 else {}
        target = stored_name(name) if narrow else sql_quote(name)
        sql = (
            f"CREATE TABLE {target} AS SELECT {narrowed_sql(names, narrow)} FROM read_csv(?, columns = {{{texts}}}, "
            f"header = true, auto_detect = false, delim = {text_literal(delimiter)}, quote = '\"', escape = '\"', "
            f"nullstr = '', strict_mode = true, store_rejects = true, rejects_limit = 0{options})"
        )
        try:
            if narrow:
                con.execute(f"CREATE SCHEMA IF NOT EXISTS {STORED}")
            con.execute(sql, [str(path)])
        except _duckdb_error() as error:
            failed = failed_column(str(error))
            if failed is None:
                raise _refusal(error, origin) from error
            other = wider(kinds[names[failed]])
            kinds = {column: kind for column, kind in kinds.items() if column != names[failed]}
            kinds |= {names[failed]: other} if other else {}
            con.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        else:
            return {column: kind_of(kind) for column, kind in narrow.items()}
    raise AssertionError("unreachable: without narrow columns nothing fails to be narrowed")  # pragma: no cover


def _refusal(error: Exception, origin: Path) -> SourceError:
    first = str(error).split("\n")[0]
    if isinstance(error, _out_of_memory()):
        return too_little(str(origin))
    return SourceError(
        f"The file cannot be read as CSV: {first}", place=str(origin), hint="Export it again as plain CSV."
    )


def _report_encoding(source: Source, origin: str, found: Survey) -> None:
    utf8 = found.encoding in ("utf-8", "utf-8-sig")
    if utf8 and not found.damaged:
        return
    damage = (
        f"{found.damaged} {'character' if found.damaged == 1 else 'characters'} cannot be read "
        f"(the first in line {found.first_damage}) and {'is' if found.damaged == 1 else 'are'} read as \ufffd"
    )
    text = (
        f"The file is UTF-8, but {damage}. Mend it, or export it again."
        if utf8
        else f"The file is not UTF-8; it is read as {found.encoding}"
        + (f", where {damage}" if found.damaged else "")
        + ". Look at a name with an accent, or save it as UTF-8."
    )
    figures = [Figure("damaged", found.damaged, "characters")] if found.damaged else []
    source.report("SRC-003-encoding", "warning", origin, text, figures=figures)


def _report_rows(source: Source, con: duckdb.DuckDBPyConnection, name: str, origin: str, found: Survey) -> None:
    """Say which rows were left out, and when there are none."""
    # DuckDB gives a line with the end of the one before it, where lines end in two characters.
    rejected = con.execute(
        "SELECT line, min(error_message), max(length(text)), max(length(text) - length(replace(text, chr(10), ''))) "
        "FROM (SELECT *, trim(regexp_replace(csv_line, '\r\n?', chr(10), 'g'), chr(10)) AS text FROM reject_errors) "
        "GROUP BY line ORDER BY line"
    ).fetchall()
    con.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    if rejected:
        # A quote that is never closed takes all lines up to the end of the file with it.
        lost = [
            found.lines - int(line) + 1 if breaks and length >= _KEPT_CHARACTERS * 0.9 else 1 + breaks
            for line, _, length, breaks in rejected
        ]
        many = sum(lost) > 1
        numbers = ", ".join(str(row[0]) for row in rejected[:5]) + (" …" if len(rejected) > 5 else "")
        width = len(source.table(name).columns)
        text = (
            f"{sum(lost):,} {'rows do' if many else 'row does'} not fit the {width} columns and "
            f"{'were' if many else 'was'} left out (line{'s' if len(rejected) > 1 else ''} {numbers}). "
            f"Mend {'these lines' if many else 'this line'}."
        )
        swallowed = next((row[0] for row, lines in zip(rejected, lost, strict=True) if lines > 1), None)
        long = next((row[0] for row in rejected if "line size" in row[1].lower()), None)
        if long is not None:
            text = f"{text} Line {long} is longer than {_MOST_BYTES >> 20} MiB."
        if swallowed is not None:
            text = f"{text} A quote that opens in line {swallowed} is not closed where its field ends."
        source.report(
            "SRC-004-rejected-rows", "error", origin, text,
            figures=[Figure("rows", sum(lost), "rows")], reason=str(rejected[0][1]),
        )  # fmt: skip
        return
    row = con.execute(f"SELECT count(*) FROM {sql_quote(name)}").fetchone()
    if row and not row[0]:
        source.report(
            "SRC-005-no-rows", "warning", origin,
            "The file has a header and no rows; its columns are taken for text. Add rows to learn more.",
        )  # fmt: skip


# A number with digits behind the point or below four digits (2019 may head a column), a date, an address.
_VALUE = re.compile(r"[+-]?(?:\d{1,3}|\d{5,}|\d*[.,]\d+)|\d{4}-\d\d-\d\d.*|\d\d?[./]\d\d?[./]\d{2,4}|\S+@\S+\.\w+")


def _report_values(source: Source, origin: str, header: list[str]) -> None:
    """Say when the first line looks like a row: without a header, a row would be lost in silence."""
    values = [cell for cell in header if _VALUE.fullmatch(cell.strip())]
    if values and 3 * len(values) >= len(header):
        text = (
            f"The first line was taken for the names of the columns, and looks like values: {shown(values[0])}. "
            "Give the file a line of names if it has none."
        )
        figures = [Figure("names like values", len(values), "columns"), Figure("columns", len(header), "columns")]
        source.report("SRC-010-header-like-values", "warning", origin, text, figures=figures)


def _refuse_header(text: str, header: list[str], skip: int, delimiter: str, path: Path) -> None:
    """Raise where no names of columns can be made out, so that the rows would be taken for a name."""
    if not header:
        raise SourceError(
            "The first line is longer than a megabyte; it holds no names of columns.",
            place=str(path), hint="Give the file a line of names.",
        )  # fmt: skip
    lines = _lines(text)[skip:]
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        if "end of data" not in str(error):
            return
        column = next((i for i, name in enumerate(header, 1) if "\n" in name or "\r" in name), len(header))
        raise SourceError(
            f"A quote that opens in line {skip + 1}, column {column}, among the names of the columns, is never closed.",
            place=str(path), hint="Close it, or take it out.",
        ) from error  # fmt: skip


def _lines(text: str) -> list[str]:
    """Lines with their ends, which are those of files only: `str.splitlines` knows more."""
    return list(io.StringIO(text, newline=""))


def _report_preamble(source: Source, origin: str, text: str, skip: int) -> None:
    """Say which lines stand before the names of the columns."""
    filled = [number for number, line in enumerate(_lines(text)[:skip], 1) if line.strip()]
    if filled:
        which = f"Line {filled[0]} stands" if len(filled) == 1 else f"Lines {filled[0]} to {filled[-1]} stand"
        source.report(
            "SRC-012-lines-before-names", "warning", origin,
            f"{which} before the names of the columns and {'was' if len(filled) == 1 else 'were'} left out. "
            f"The names are taken from line {skip + 1}.",
            figures=[Figure("lines", len(filled), "lines")],
        )  # fmt: skip


def _dialect(text: str) -> tuple[str, list[str], int]:
    """Delimiter, header and lines before it: the delimiter that splits the first lines into the same most fields."""
    cut = max(text.rfind("\n"), text.rfind("\r")) + 1
    complete = text if len(text) < BLOCK_BYTES // 2 else text[:cut]
    best: tuple[float, str, list[str], int] = (-1.0, ",", [], 0)
    for delimiter in _DELIMITERS:
        rows = _records(complete, delimiter, 50)
        if not rows:
            continue
        rows = rows[_preamble(rows) :]
        skip, header = rows[0]
        width = len(header)
        same = sum(len(row) == width for _, row in rows) / len(rows)
        score = same * (width > 1) + min(width, 100) / 1000
        if score > best[0]:
            best = (score, delimiter, header, skip)
    return best[1:]


def _preamble(rows: list[tuple[int, list[str]]]) -> int:
    """How many rows stand before the names: comments, the mark of a spreadsheet, a title with a blank line below."""
    open_title = False
    for at, (line, row) in enumerate(rows[:20]):
        if len(row) > 1 and row[0].strip().casefold() != "sep=":
            like = all(len(later) == len(row) for _, later in rows[at + 1 : at + 3])
            return at if like and not open_title else 0
        if "\n" in row[0] or "\r" in row[0]:
            return 0
        following = rows[at + 1][0] if at + 1 < len(rows) else line
        mark = row[0].lstrip().startswith("#") or row[0].casefold().startswith("sep=")
        # A title may have more than one line; the blank one ends it.
        open_title = following <= line + 1 and (open_title or not mark)
    return 0


def _records(text: str, delimiter: str, most: int) -> list[tuple[int, list[str]]]:
    """First rows that are not blank, each with the number of lines before it."""
    csv.field_size_limit(1 << 30)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            if row:
                rows.append((before, row))
            before = reader.line_num
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def _out_of_memory() -> Any:
    import duckdb

    return duckdb.OutOfMemoryException


def _duckdb_error() -> Any:
    import duckdb

    return duckdb.Error


KIND = TARGET = FileKind("CSV", (".csv", ".tsv", ".csv.gz", ".tsv.gz"), load)
