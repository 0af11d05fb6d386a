"""Table patch: rewrite, inside the text of one table, only the lines that a change concerns."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from workbench.formats.dbml import syntax, writer
from workbench.formats.dbml.columns import speaks_sql, write_type
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.note_patch import patch_note
from workbench.formats.dbml.order import staying
from workbench.formats.dbml.partial_patch import NOTHING_BORROWED, Borrowed, check_line, index_line, without_lines
from workbench.formats.dbml.splices import (
    Splice,
    alone,
    before_brace,
    line_splices,
    rel,
    settings_splices,
    spliced,
    without_block,
    without_line,
)
from workbench.formats.dbml.strings import (
    PLACEHOLDER,
    quote_name,
    quote_qualified,
)
from workbench.formats.dbml.writer import INDENT, TableStyle
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity


@dataclass(frozen=True)
class TableChange:
    """What a table said and is to say.

    Parameters
    ----------
    before, after
        The entity as the text has it, and as it is to be.
    columns
        New names of columns that were renamed.
    enums
        Names of the enums before and after, which decide how types are written.
    references_before, references_after
        References that columns say themselves, by column: ``> customers.id``.
    elsewhere
        Settings of the table that a ``Metadata`` block says.
    borrowed
        What the table takes from partials, and keeps so.
    """

    before: Entity
    after: Entity
    columns: Mapping[str, str]
    enums: tuple[Collection[QualifiedName], Collection[QualifiedName]]
    references_before: Mapping[str, tuple[str, ...]]
    references_after: Mapping[str, tuple[str, ...]]
    elsewhere: frozenset[str] = frozenset()
    borrowed: Borrowed = NOTHING_BORROWED


def patch_table(chunk: Chunk, change: TableChange) -> Chunk:
    """Rewrite a table's chunk so that it says the entity as it is to be."""
    for step in (_header, _columns, _column_order, _index_block, _check_block, _note):
        chunk = step(chunk, change)
    return chunk


def _table(chunk: Chunk) -> syntax.Table:
    assert isinstance(chunk.element, syntax.Table)  # noqa: S101 - callers pass chunks of tables only
    return chunk.element


def _done(chunk: Chunk, splices: list[Splice]) -> Chunk:
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk


# -- styles -----------------------------------------------------------------------------------------------------


def styles(table: syntax.Table, change: TableChange) -> tuple[TableStyle, TableStyle]:
    """Choices of the text before, and the same choices under the new names."""
    lined = {
        tuple(text for _, text in line.parts)
        for line in table.indexes
        if line.settings.has("pk", "primary key", "unique") and all(kind == "name" for kind, _ in line.parts)
    }
    inline = {
        column.name: tuple(s.value.text for s in column.settings.items if s.name == "check" and s.value)
        for column in table.columns
    }
    inline = {name: checks for name, checks in inline.items() if checks}
    renamed = {change.columns.get(name, name): _moved(checks, change) for name, checks in inline.items()}
    sql = speaks_sql(table.columns)
    return (
        TableStyle(frozenset(lined), inline, change.references_before, sql),
        TableStyle(
            frozenset(tuple(change.columns.get(name, name) for name in names) for names in lined),
            renamed,
            change.references_after,
            sql,
        ),
    )


def _moved(checks: tuple[str, ...], change: TableChange) -> tuple[str, ...]:
    """What checks of a column say after: the same, or what stands at their place when an edit rewrote them all."""
    was, now = change.before.checks, change.after.checks
    places = {check.expression: place for place, check in reversed(list(enumerate(was)))}
    unnamed = {check.expression for check in now if check.name is None}
    found = []
    for text in checks:
        place = places.get(text)
        if text in unnamed:
            found.append(text)
        elif place is not None and len(was) == len(now) and now[place].name is None:
            found.append(now[place].expression)
    return tuple(found)


# -- header -----------------------------------------------------------------------------------------------------


def _header(chunk: Chunk, change: TableChange) -> Chunk:
    table, before, after = _table(chunk), change.before, change.after
    splices = []
    if before.name != after.name:
        splices.append(Splice(*rel(chunk, table.name_span), quote_qualified(after.name)))
    name_end = chunk.rel(table.name_span[1])
    settings_start = chunk.rel(table.settings.span[0]) if table.settings.items else chunk.rel(table.open)
    if before.alias != after.alias:
        gap = chunk.text[name_end:settings_start]
        alias = f" as {quote_name(after.alias)} " if after.alias is not None else " "
        splices.append(Splice(name_end, name_end + len(gap), alias))
    old = {key: f"{key}: {value}" for key, value in writer.table_settings(before).items()}
    new = {key: f"{key}: {value}" for key, value in writer.table_settings(after).items()}
    if old != new:
        grouped_old, grouped_new = ({k: [v] for k, v in g.items() if k not in change.elsewhere} for g in (old, new))
        splices += settings_splices(
            chunk, table.settings, chunk.rel(table.open), grouped_old, grouped_new, before_brace=True
        )
    return _done(chunk, splices)


_WORDS = re.compile(r"(not null|[\w]+)")


def _grouped(settings: list[str]) -> dict[str, list[str]]:
    """Settings by their keys, in order."""
    groups: dict[str, list[str]] = {}
    for text in settings:
        match = _WORDS.match(text)
        groups.setdefault(match[1] if match else text, []).append(text)
    return groups


# -- columns ----------------------------------------------------------------------------------------------------


def _columns(chunk: Chunk, change: TableChange) -> Chunk:
    table = _table(chunk)
    old_style, new_style = styles(table, change)
    splices: list[Splice] = []
    kept: dict[str, syntax.Column] = {}
    for column in table.columns:
        name = change.columns.get(column.name, column.name)
        before, after = change.before.attribute(column.name), change.after.attribute(name)
        if after is None or before is None:
            splices.append(without_line(chunk, column.span))
            continue
        kept[name] = column
        if name != column.name:
            splices.append(Splice(*rel(chunk, column.name_span), quote_name(name)))
        if before.type != after.type or _type_moved(change, before.type):
            splices.append(
                Splice(*rel(chunk, column.type_span), write_type(after.type, change.enums[1], sql=old_style.sql_types))
            )
        old = _grouped(writer.column_settings(before, change.before, old_style))
        new = _grouped(writer.column_settings(after, change.after, new_style))
        # A primary key among the indexes says by itself that its columns are required.
        for settings, entity, style, said in (
            (old, change.before, old_style, column.name),
            (new, change.after, new_style, name),
        ):
            if _is_lined_primary(entity, style, said):
                settings.pop("not null", None)
        if old != new:
            splices += settings_splices(chunk, column.settings, chunk.rel(column.type_span[1]), old, new)
    own = {change.columns.get(a.name, a.name) for a in change.before.attributes}
    fresh = [a for a in change.after.attributes if a.name not in own]
    groups: dict[int, list[str]] = {}
    for attribute in fresh:
        text = writer.column_text(attribute, change.after, change.enums[1], new_style)
        at = _anchor(chunk, change.after, attribute.name, kept, change.borrowed.columns)
        groups.setdefault(at, []).append(text)
    indent = _indent(chunk, table)
    for at, texts in groups.items():
        splices.append(_insertion(chunk, at, [indent + text for text in texts]))
    if table.placeholder is not None and change.after.attributes:
        splices.append(without_line(chunk, table.placeholder))
    elif table.placeholder is None and change.before.attributes and not change.after.attributes:
        splices.append(_insertion(chunk, chunk.rel(table.open) + 1, [f"{indent}{PLACEHOLDER} int"]))
    return _done(chunk, splices)


def _is_lined_primary(entity: Entity, style: TableStyle, name: str) -> bool:
    key = entity.primary_key
    return key is not None and name in key.attributes and not writer.is_inline_primary(entity, style)


def _type_moved(change: TableChange, kind: object) -> bool:
    """Whether the same type is written otherwise now, because the enums have changed."""
    before, after = change.enums
    return before is not after and write_type(kind, before) != write_type(kind, after)  # type: ignore[arg-type]  # a type


def _anchor(
    chunk: Chunk, entity: Entity, name: str, kept: Mapping[str, syntax.Column], borrowed: Mapping[str, syntax.Span]
) -> int:
    """Where a new column goes: behind the line of the last column before it, or of the partial that it is from."""
    at = None
    for attribute in entity.attributes:
        if attribute.name == name:
            break
        if attribute.name in kept:
            at = kept[attribute.name].span[1]
        elif attribute.name in borrowed:
            at = borrowed[attribute.name][1]
    if at is None:
        return chunk.rel(_table(chunk).open) + 1
    return chunk.rel(at)


def _insertion(chunk: Chunk, at: int, lines: list[str]) -> Splice:
    """New lines behind the line on which a position stands; that line may have to be broken first."""
    text = chunk.text
    line_end = text.find("\n", at)
    rest = text[at : line_end if line_end >= 0 else len(text)]
    body = "\n".join(lines)
    if line_end >= 0 and "}" not in rest.split("//")[0]:
        return Splice(line_end + 1, line_end + 1, body + "\n")
    return Splice(at, at + len(rest) - len(rest.lstrip(" \t")), "\n" + body + "\n")


def _indent(chunk: Chunk, table: syntax.Table) -> str:
    for column in table.columns:
        start = chunk.rel(column.span[0])
        line = chunk.text[chunk.text.rfind("\n", 0, start) + 1 : start]
        if not line.strip():
            return line
    return INDENT


def _column_order(chunk: Chunk, change: TableChange) -> Chunk:
    """Bring the lines of the columns into the order of the attributes."""
    columns = _table(chunk).columns
    order = {attribute.name: place for place, attribute in enumerate(change.after.attributes)}
    wanted = sorted(columns, key=lambda column: order.get(column.name, 0))
    if [c.name for c in wanted] == [c.name for c in columns]:
        return chunk
    lines = [alone(chunk, column.span) for column in columns]
    if all(line is not None for line in lines):
        return _done(chunk, _moved_lines(chunk, columns, lines, order))
    spans = [_segment(chunk, column.span) for column in columns]
    place = {column.name: span for column, span in zip(columns, spans, strict=True)}
    return _done(
        chunk,
        [
            Splice(*span, chunk.text[slice(*place[column.name])])
            for span, column in zip(spans, wanted, strict=True)
            if place[column.name] != span
        ],
    )


def _moved_lines(
    chunk: Chunk, columns: list[syntax.Column], lines: list[syntax.Span | None], order: Mapping[str, int]
) -> list[Splice]:
    """Cut out the lines of columns that must move, and put each behind the column before it."""
    stay = staying([order[column.name] for column in columns])
    text = {c.name: chunk.text[slice(*line)] for c, line in zip(columns, lines, strict=True) if line is not None}
    splices = [Splice(*line, "") for place, line in enumerate(lines) if place not in stay and line is not None]
    homes = {columns[place].name: line[1] for place in stay if (line := lines[place]) is not None}
    at = chunk.text.find("\n", chunk.rel(_table(chunk).open)) + 1
    inserted: dict[int, str] = {}
    for name in sorted(text, key=lambda name: order[name]):
        if name in homes:
            at = homes[name]
        else:
            inserted[at] = inserted.get(at, "") + text[name]
    return splices + [Splice(at, at, body) for at, body in inserted.items()]


def _segment(chunk: Chunk, span: syntax.Span) -> tuple[int, int]:
    """From a column to the end of its line, its trailing comment included, where it has the line to itself."""
    start, end = rel(chunk, span)
    line_end = chunk.text.find("\n", end)
    rest = chunk.text[end:line_end]
    return (start, line_end) if line_end >= 0 and rest.strip().startswith("//") else (start, end)


# -- blocks -----------------------------------------------------------------------------------------------------


def _index_block(chunk: Chunk, change: TableChange) -> Chunk:
    table = _table(chunk)
    # The columns say by now what they are to say, so what the text has in lines decides the style.
    new = without_lines(writer.index_lines(change.after, styles(table, change)[1]), change.borrowed.indexes)
    return _block(chunk, "indexes", [index_line(i) for i in table.indexes], new, [i.span for i in table.indexes])


def _check_block(chunk: Chunk, change: TableChange) -> Chunk:
    table = _table(chunk)
    inline = sum(setting.name == "check" for column in table.columns for setting in column.settings.items)
    old = [check_line(line) for line in table.checks]
    lines = [writer.check_line(check) for check in change.after.checks[inline + change.borrowed.inline_checks :]]
    new = without_lines(lines, change.borrowed.checks)
    return _block(chunk, "checks", old, new, [line.span for line in table.checks])


def _block(chunk: Chunk, word: str, old: list[str], new: list[str], spans: list[syntax.Span]) -> Chunk:
    if old == new:
        return chunk
    table = _table(chunk)
    block = next((b for b in table.blocks if b.kind == word), None)
    if block is None:
        lines = ["", f"{INDENT}{word} {{", *(INDENT * 2 + line for line in new), f"{INDENT}}}"]
        return _done(chunk, [before_brace(chunk, chunk.rel(table.close), lines)])
    if not new:
        return _done(chunk, [without_block(chunk, b.span) for b in table.blocks if b.kind == word])
    splices = line_splices(chunk, old, new, spans, close=chunk.rel(block.close), indent=INDENT * 2)
    return _done(chunk, splices)


# -- note -------------------------------------------------------------------------------------------------------


def _note(chunk: Chunk, change: TableChange) -> Chunk:
    before, after = change.before.note, change.after.note
    return chunk if before == after else patch_note(chunk, after, apart=bool(_table(chunk).columns))
