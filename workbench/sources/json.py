"""JSON files: an array of objects, or one object a line; numbers keep their digits, nested values stay JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from workbench.errors import SourceError
from workbench.findings import Figure
from workbench.naming import shown
from workbench.sources._columns import column_names
from workbench.sources._file import FileKind, NoTableError
from workbench.sources._source import Source, readable, size_of
from workbench.sources._text import head, opened_text, refuse_other


def load(source: Source, path: Path) -> None:
    """Read objects into a table of text columns, one for each key in the order of first appearance."""
    readable(path)
    with source.unchanged(path):
        _read(source, path)


def _read(source: Source, path: Path) -> None:
    refuse_other(head(path), path, "JSON")
    wrong: list[tuple[int, str]] = []
    keys: dict[str, None] = {}
    odd = {_TWICE: _Odd(), _NO_NUMBER: _Odd()}
    count = 0
    for record in _records(path, wrong):
        count += 1
        keys.update(dict.fromkeys(record))
        if record.twice is not None:
            odd[_TWICE].see(count, record.twice)
        for key in record.no_numbers:
            odd[_NO_NUMBER].see(count, key)
    if not count:
        reason = f" (line {wrong[0][0]}: {wrong[0][1]})" if wrong else ""
        raise SourceError(f"No JSON objects are in the file{reason}.", place=str(path), hint="Write one object a line.")
    if not keys:
        raise SourceError(
            f"None of the {count} JSON objects in the file has a key.", place=str(path), hint="Give them values."
        )
    origin = path.name
    old = list(keys)
    names = column_names(old, lambda message: source.report("SRC-002-column-name", "warning", origin, message))
    name = source.free_name(KIND.stem(path), path.name.replace(".", "_"), origin)
    rows = ([record.get(key) for key in old] for record in _records(path, []))
    source.load_rows(name, names, rows, str(path), size_bytes=size_of(path))
    for code, seen in odd.items():
        if seen.count:
            _report_odd(source, origin, code, seen)
    if wrong:
        lines = ", ".join(str(line) for line, _ in wrong[:5]) + (" …" if len(wrong) > 5 else "")
        text = (
            f"{len(wrong):,} lines are no JSON objects and were left out (lines {lines}). Mend these lines."
            if len(wrong) > 1
            else f"1 line is no JSON object and was left out (line {lines}). Mend this line."
        )
        source.report(
            "SRC-004-rejected-rows", "error", origin, text,
            figures=[Figure("rows", len(wrong), "rows")], reason=wrong[0][1],
        )  # fmt: skip


_TWICE, _NO_NUMBER = "SRC-013-key-twice", "SRC-014-no-number"
_SAID = {
    _TWICE: ("1 object has", "objects have", "the same key twice", "the last value of each was read. Rename one key."),
    _NO_NUMBER: (
        "1 value holds", "values hold", "NaN or an infinity, which are no numbers in JSON",
        "inside objects and arrays they are read as null. Write null.",
    ),
}  # fmt: skip


@dataclass
class _Odd:
    """How often something odd was seen, and where first: object and key."""

    count: int = 0
    row: int = 0
    key: str = ""

    def see(self, row: int, key: str) -> None:
        if not self.count:
            self.row, self.key = row, key
        self.count += 1


def _report_odd(source: Source, origin: str, code: str, seen: _Odd) -> None:
    one, many, what, step = _SAID[code]
    where = f"{'' if seen.count == 1 else 'the first in '}object {seen.row}, key {shown(seen.key)}"
    text = f"{one if seen.count == 1 else f'{seen.count:,} {many}'} {what} ({where}); {step}"
    source.report(code, "warning", origin, text, figures=[Figure("values", seen.count, "values")])


class _Number(str):
    """A number as it was written, or a word for what is no number."""

    __slots__ = ()


class _Doubled(dict[str, Any]):
    """An object in which a key stands twice; its last value is kept."""

    key = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) == len(pairs):
        return held
    counts = Counter(key for key, _ in pairs)
    doubled = _Doubled(held)
    doubled.key = counts.most_common(1)[0][0]
    return doubled


class _Record(dict[str, str | None]):
    """An object with its values as text; which key stands twice, and which hold what is no number."""

    def __init__(self, held: dict[str, Any]) -> None:
        super().__init__((key, _text(value)) for key, value in held.items())
        self.twice = held.key if isinstance(held, _Doubled) else None
        self.no_numbers = [key for key, value in held.items() if _holds_no_number(value)]


def _holds_no_number(value: Any) -> bool:
    if isinstance(value, _Number):
        return value.endswith(("N", "y"))  # NaN, Infinity, -Infinity
    if isinstance(value, dict):
        return any(map(_holds_no_number, value.values()))
    return isinstance(value, list) and any(map(_holds_no_number, value))


def _records(path: Path, wrong: list[tuple[int, str]]) -> Iterator[_Record]:
    """Objects of the file; lines that are none are added to `wrong`."""
    decoder = json.JSONDecoder(
        parse_float=_Number, parse_int=_Number, parse_constant=_Number, object_pairs_hook=_object
    )
    with opened_text(path) as file:
        first = file.read(1)
        while first.isspace():
            first = file.read(1)
        file.seek(0)
        if first == "{" and _is_one_object(file, decoder):
            raise NoTableError("The file holds one JSON object, not rows; it was left out.", place=str(path))
        if first == "[":
            yield from _array(file, decoder, path)
            return
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = decoder.decode(line)
                if isinstance(record, dict):
                    record = _Record(record)
            except (ValueError, RecursionError) as error:
                wrong.append((number, str(error)))
                continue
            if isinstance(record, _Record):
                yield record
            else:
                wrong.append((number, "not an object"))


def _is_one_object(file: TextIO, decoder: json.JSONDecoder) -> bool:
    """Whether an object begins on the first line and ends on a later one: settings, not a table."""
    try:
        decoder.decode(file.readline())
    except (ValueError, RecursionError):
        file.seek(0)
        try:
            return isinstance(decoder.decode(file.read(1 << 26)), dict)
        except (ValueError, RecursionError):
            return False
    finally:
        file.seek(0)
    return False


def _array(file: TextIO, decoder: json.JSONDecoder, path: Path) -> Iterator[_Record]:
    try:
        records = decoder.decode(file.read())
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise SourceError(
            f"The file is not JSON: {reason}.", place=str(path), hint="Mend it there, or export it again."
        ) from error
    for place, record in enumerate(records):
        if not isinstance(record, dict):
            raise SourceError(f"Item {place + 1} of the array is not an object.", place=str(path), hint="Take it out.")
        try:
            held = _Record(record)
        except RecursionError as error:
            message = f"Item {place + 1} of the array is nested too deeply."
            raise SourceError(message, place=str(path), hint="Take it out.") from error
        yield held


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):  # a number as it was written, too
        return str(value)
    return _nested(value)


def _nested(value: Any) -> str:
    """JSON of a nested value, each number as it was written: as a float it would lose digits."""
    if isinstance(value, _Number):
        return "null" if _holds_no_number(value) else str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(key)}: {_nested(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_nested, value)) + "]"
    return _quoted(value)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


KIND = TARGET = FileKind("JSON", (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"), load)
