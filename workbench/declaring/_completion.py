"""Completion: what may stand at a position of a script of SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from workbench import engines
from workbench.declaring._lexer import Token, tokens
from workbench.formats.dbml.completion import Completion
from workbench.naming import sql_name

if TYPE_CHECKING:
    from workbench.declaring._scratch import Scratch

_STATEMENTS: Final = (
    *("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE TYPE", "CREATE SCHEMA", "ALTER TABLE"),
    *("COMMENT ON TABLE", "COMMENT ON COLUMN", "DROP TABLE"),
)
_CONSTRAINTS: Final = ("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK")
_OF_COLUMN: Final = ("NOT NULL", "NULL", "DEFAULT", "PRIMARY KEY", "UNIQUE", "REFERENCES", "CHECK", "GENERATED")
_OF_REFERENCE: Final = ("ON DELETE", "ON UPDATE", "DEFERRABLE")
_ACTIONS: Final = ("CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION")
_REST: Final = (
    *("ADD COLUMN", "ADD CONSTRAINT", "AND", "AS ENUM", "BETWEEN", "IF NOT EXISTS", "IN", "IS NOT NULL", "NOT", "ON"),
    *("OR", "USING", "WHERE"),
)
Proposal = tuple[Iterable[str], str]  # names or words, and of which kind they are

_BEFORE_TABLE: Final = frozenset({"TABLE", "ON", "INTO", "FROM", "JOIN", "UPDATE", "ONLY", "OF"})


class _Cell:
    """Names that the statements of a text declare, finished or not."""

    def __init__(self, statements: list[list[Token]]) -> None:
        self.tables: dict[str, list[str]] = {}
        self.types: list[str] = []
        for own in statements:
            words = [token.word for token in own]
            if words[:1] != ["CREATE"]:
                continue
            if "TABLE" in words[:4]:
                name, at = _named(own, words.index("TABLE") + 1)
                if name:
                    self.tables[name] = [part[0].name for part in _parts(own[at:]) if _is_column(part)]
            elif words[1:2] in (["TYPE"], ["DOMAIN"]):
                name, _ = _named(own, 2)
                self.types += [name] if name else []


def completions(text: str, position: int, engine: str, scratch: Scratch) -> list[Completion]:
    r"""What may stand at a position of a script, given what is written of it already.

    Parameters
    ----------
    text
        The script, which may be broken.
    position
        A place in it, in characters from 0.
    engine
        Name of the engine that it is for.
    scratch
        What is known of scripts for that engine.

    Examples
    --------
    >>> from workbench.declaring import load
    >>> text = "CREATE TABLE artist (id int);\nCREATE TABLE album (artist_id int REFERENCES ar"
    >>> [found.label for found in completions(text, len(text), "sqlite", load("sqlite"))]
    ['artist']
    """
    found = re.search(r"\w*\Z", text[:position])
    start = found.start() if found else position
    before = list(tokens(text[:start], postgresql=scratch.postgresql_quotes))
    last = before[-1] if before else None
    if last is not None and (last.kind == "open" or (last.kind == "comment" and last.text.startswith("--"))):
        return []
    statements = _statements(tokens(text, postgresql=scratch.postgresql_quotes))
    current = (_statements(before) or [[]])[-1]
    typed = text[start:position]
    lower = typed.islower() or (not typed and "create " in text)
    proposed = []
    for labels, kind in _proposals(current, _Cell(statements), engine, scratch):
        for label in labels:
            plain = kind in ("keyword", "type")
            written = (label.lower() if lower else label.upper()) if plain else sql_name(label)
            if label.lower().startswith(typed.lower()):
                proposed.append(Completion(label, written, kind, "", (start, position)))
    return list({completion.text: completion for completion in proposed}.values())


def _statements(found: Iterable[Token]) -> list[list[Token]]:
    """Tokens of each statement; the last one is what is being written."""
    statements: list[list[Token]] = [[]]
    for token in found:
        if token.text == ";" and token.kind == "other":
            statements.append([])
        elif token.kind not in ("space", "comment"):
            statements[-1].append(token)
    return statements


def _named(own: list[Token], at: int) -> tuple[str, int]:
    """Name that stands at a place of a statement, without its schema, and the place behind it."""
    if [token.word for token in own[at : at + 3]] == ["IF", "NOT", "EXISTS"]:
        at += 3
    while len(own) > at + 2 and own[at + 1].text == ".":
        at += 2
    return (own[at].name, at + 1) if len(own) > at else ("", at)


def _parts(own: list[Token]) -> Iterator[list[Token]]:
    """What stands between the commas of the first brackets."""
    depth, part = 0, list[Token]()
    for token in own:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and part:
            break
        if depth == 1 and token.text == ",":
            yield part
            part = []
        elif depth and not (depth == 1 and token.text == "(" and not part):
            part.append(token)
    yield part


def _is_column(part: list[Token]) -> bool:
    first = part[0].word if part else "LIKE"
    return bool(part and part[0].name) and first not in (*_FIRST_OF_CONSTRAINTS, "EXCLUDE", "LIKE")


_FIRST_OF_CONSTRAINTS: Final = tuple(constraint.split()[0] for constraint in _CONSTRAINTS)


def _open_brackets(own: list[Token]) -> list[int]:
    """Places of the brackets that are not closed."""
    opened: list[int] = []
    for at, token in enumerate(own):
        if token.text == "(":
            opened.append(at)
        elif token.text == ")" and opened:
            opened.pop()
    return opened


def _proposals(own: list[Token], cell: _Cell, engine: str, scratch: Scratch) -> Iterator[Proposal]:
    if not own:
        yield _STATEMENTS, "keyword"
        return
    words, last = [token.word for token in own], own[-1]
    opened = _open_brackets(own)
    if last.text == ".":
        yield cell.tables.get(own[-2].name if len(own) > 1 else "", ()), "column"
    elif words[0] not in ("CREATE", "ALTER", "COMMENT", "DROP"):
        yield cell.tables, "table"
        yield (column for columns in cell.tables.values() for column in columns), "column"
    elif last.word in ("DELETE", "UPDATE") and "REFERENCES" in words:
        yield _ACTIONS, "keyword"
    elif last.word == "REFERENCES" or (last.word in _BEFORE_TABLE and words[:2] != ["CREATE", "TABLE"]):
        yield (("TABLE", "COLUMN") if words == ["COMMENT", "ON"] else ()), "keyword"
        yield cell.tables, "table"
    elif "TABLE" in words[:4] and opened:
        yield from _in_table(own, opened, cell, engine, scratch)
    elif len(words) > 1 and words[-2:-1] == ["COLUMN"]:
        yield _types(engine, scratch)
    elif opened:
        yield _columns_before(own, opened[0], cell), "column"
    elif last.word not in ("TABLE", "TYPE", "SCHEMA", "INDEX"):
        yield (*_REST, *_CONSTRAINTS, *_OF_COLUMN), "keyword"


def _in_table(own: list[Token], opened: list[int], cell: _Cell, engine: str, scratch: Scratch) -> Iterator[Proposal]:
    name, _ = _named(own, [token.word for token in own].index("TABLE") + 1)
    part = list(_parts(own[opened[0] :]))[-1]
    said = [token.word for token in part]
    if len(opened) > 1 or said[:1] == ["CHECK"]:
        yield _columns_before(own, opened[-1], cell) or cell.tables.get(name, ()), "column"
    elif not part:
        yield _CONSTRAINTS, "keyword"
    elif not _is_column(part):
        yield (*_CONSTRAINTS[1:], "KEY", "REFERENCES", *_OF_REFERENCE), "keyword"
    elif len(part) == 1:
        yield _types(engine, scratch)
        yield cell.types, "enum"
    else:
        yield (*(_OF_REFERENCE if "REFERENCES" in said else ()), *_OF_COLUMN), "keyword"


def _columns_before(own: list[Token], bracket: int, cell: _Cell) -> list[str]:
    """Columns of the table whose name stands before a bracket: ``REFERENCES artist (``, ``ON artist (``."""
    return cell.tables.get(own[bracket - 1].name, []) if bracket else []


def _types(engine: str, scratch: Scratch) -> tuple[Iterable[str], str]:
    known = (re.split(r"[({]", entry.sql)[0].strip() for entry in engines.load(engine).types.values())
    return sorted({name.lower() for name in (*known, *scratch.types) if name}), "type"
