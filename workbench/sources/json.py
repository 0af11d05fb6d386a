"""JSON files: an array of objects, or one object a line; numbers keep their digits, nested values stay JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from workbench.errors import SourceError
from workbench.findings import Figure
from workbench.sources._file import FileKind, NoTableError
from workbench.sources._source import Source, column_names, readable, size_of
from workbench.sources._text import head, opened_text, refuse_other


def load(source: Source, path: Path) -> None:
    """Read objects into a table of text columns, one for each key in the order of first appearance."""
    readable(path)
    refuse_other(head(path), path, "JSON")
    wrong: list[tuple[int, str]] = []
    keys: dict[str, None] = {}
    count = 0
    for record in _records(path, wrong):
        keys.update(dict.fromkeys(record))
        count += 1
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
    rows = ([_text(record.get(key)) for key in old] for record in _records(path, []))
    source.load_rows(name, names, rows, str(path), size_bytes=size_of(path))
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


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def _records(path: Path, wrong: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """Objects of the file; lines that are none are added to `wrong`."""
    decoder = json.JSONDecoder(parse_float=_Number, parse_int=_Number)
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
            except (ValueError, RecursionError) as error:
                wrong.append((number, str(error)))
                continue
            if isinstance(record, dict):
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


def _array(file: TextIO, decoder: json.JSONDecoder, path: Path) -> Iterator[dict[str, Any]]:
    try:
        records = decoder.decode(file.read())
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"The file is not JSON: {error}.", place=str(path), hint="Mend it there, or export it again."
        ) from error
    for place, record in enumerate(records):
        if not isinstance(record, dict):
            raise SourceError(f"Item {place + 1} of the array is not an object.", place=str(path), hint="Take it out.")
        yield record


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):  # a number as it was written, too
        return str(value)
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, _Number):
        return float(value) if any(c in value for c in ".eE") else int(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


KIND = TARGET = FileKind("JSON", (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"), load)
