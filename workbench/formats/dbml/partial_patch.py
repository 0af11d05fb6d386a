"""Partial patch: what a table takes from partials, and the table with their lines in their place.

A partial may be shared. What an edit changes in one table alone cannot be said there, so that the lines of the partial,
as the author wrote them, take its place in that table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.formats.dbml import syntax, writer
from workbench.formats.dbml.columns import read_attribute
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.scope import Scope
from workbench.formats.dbml.splices import Splice, rel, spliced
from workbench.formats.dbml.strings import quote_expression, quote_name
from workbench.model.names import QualifiedName
from workbench.model.nodes import Check, Entity


@dataclass(frozen=True)
class Borrowed:
    """What a table takes from its partials.

    Parameters
    ----------
    columns
        Columns by name, each with the span of the line that takes it in.
    indexes, checks
        Lines of the partials in this package's own style.
    inline_checks
        How many checks the columns of partials say.
    """

    columns: Mapping[str, syntax.Span]
    indexes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    inline_checks: int = 0


NOTHING_BORROWED = Borrowed({})


def borrowed(table: syntax.Table, scope: Scope) -> Borrowed:
    """What a table takes from its partials."""
    if not table.injected:
        return NOTHING_BORROWED
    spans = dict(zip(table.injected, table.injections, strict=True))
    found = [(column, part) for column, part in scope.columns(table) if part is not table]
    parts = scope.parts_of(table)[:-1]
    return Borrowed(
        {column.name: spans[part.name[-1]][1] for column, part in found},
        tuple(index_line(line) for part in parts for line in part.indexes),
        tuple(check_line(line) for part in parts for line in part.checks),
        sum(s.name == "check" for column, _ in found for s in column.settings.items),
    )


def keeps(taken: Borrowed, before: Entity, after: Entity, names: Mapping[str, str]) -> bool:
    """Whether all that a table takes from partials is to stay as it is."""
    for name in taken.columns:
        if names.get(name, name) != name or before.attribute(name) != after.attribute(name):
            return False
    order = [a.name for a in after.attributes if a.name in taken.columns]
    if order != [a.name for a in before.attributes if a.name in taken.columns]:
        return False
    keys = {key for key in before.all_keys if set(key.attributes) <= taken.columns.keys()}
    if not keys <= set(after.all_keys) or (before.primary_key in keys and before.primary_key != after.primary_key):
        return False
    lines = writer.index_lines(after, writer.TableStyle(frozenset(key.attributes for key in after.all_keys)))
    checks = [writer.check_line(check) for check in after.checks]
    said = set(lines) | {line.replace(" [unique]", "") for line in lines}
    return set(taken.indexes) <= said and set(taken.checks) <= set(checks)


def inlined(chunk: Chunk, table: syntax.Table, scope: Scope, sources: Mapping[str, Chunk]) -> Chunk:
    """Chunk of a table in which the lines of its partials stand instead of them.

    Parameters
    ----------
    chunk, table
        The table.
    scope
        What its names stand for.
    sources
        Chunks of partials by their names; one that stands in another file is written in this package's own style.
    """
    splices = []
    columns = scope.columns(table)
    for name, (_, span) in zip(table.injected, table.injections, strict=True):
        start, end = rel(chunk, span)
        line = chunk.text.rfind("\n", 0, start) + 1
        indent = chunk.text[line:start] if not chunk.text[line:start].strip() else writer.INDENT
        lines = [
            _column_text(column, part, sources.get(name), scope)
            for column, part in columns
            if part is not table and part.name[-1] == name
        ]
        splices.append(Splice(start, end, f"\n{indent}".join(lines)))
    return Chunk.of(spliced(chunk.text, splices))


def _column_text(column: syntax.Column, part: syntax.Table, source: Chunk | None, scope: Scope) -> str:
    if source is not None and source.element is part:
        return source.text[slice(*rel(source, column.span))]
    attribute = read_attribute(column, scope.enums, lambda *_: None)
    return writer.column_text(attribute, Entity(name=QualifiedName("t"), attributes=(attribute,)), scope.enums)


def index_line(line: syntax.IndexLine) -> str:
    """A line of ``indexes`` in this package's own style."""
    parts = [quote_name(text) if kind == "name" else quote_expression(text) for kind, text in line.parts]
    said = line.settings
    method, name, note = (value.text if (value := said.get(key)) else None for key in ("type", "name", "note"))
    words = ["pk"] if said.has("pk", "primary key") else ["unique"] if said.has("unique") else []
    if method is not None:
        words.append(f"type: {quote_name(method)}")
    return writer.index_text(parts, words, name, note)


def check_line(line: syntax.CheckLine) -> str:
    """A line of ``checks`` in this package's own style."""
    name = line.settings.get("name")
    return writer.check_line(Check(expression=line.expression, name=name.text if name else None))


def without_lines(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """Lines but for others, each of which goes once."""
    left = list(lines)
    for line in others:
        if line in left:
            left.remove(line)
    return left
