"""Reference patch: rewrite the lines, and the settings of columns, that say references."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.references import (
    is_one_sided,
    operator,
    read_reference,
    reference_body,
    turned,
)
from workbench.formats.dbml.splices import Splice, rel, spliced, without_line
from workbench.formats.dbml.strings import quote_name
from workbench.formats.dbml.transition import Transition
from workbench.model.names import QualifiedName
from workbench.model.nodes import Reference

ByColumn: TypeAlias = dict[str, tuple[str, ...]]
Spelling: TypeAlias = Callable[[syntax.Name, QualifiedName], str]


def patch_ref(chunk: Chunk, element: syntax.Ref, transition: Transition) -> Chunk | None:
    """Rewrite the lines of a ``Ref`` whose references have changed; None when none is left."""
    name = ".".join(element.name) or None
    splices, left = [], len(element.lines)
    for line in element.lines:
        old = read_reference(transition.scope, (line.left, line.left_columns), line.right, line.settings, name)
        was = transition.by_ends.get(old.ends)
        new = transition.new_by_ends.get(transition.names.ends(old.ends))
        if was is None:
            continue
        if new is None or new.ends in transition.twins:
            left -= 1
            splices.append(without_line(chunk, line.span))
            continue
        transition.said.add(("reference", new.ends))
        if new.name != was.name:
            splices.append(_renamed(chunk, element, new.name))
        if (body := _body(line, new, transition)) != _body_before(line, was, transition):
            splices.append(Splice(*rel(chunk, line.span), body))
    if not left and element.lines:
        return without(chunk)
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk


def _renamed(chunk: Chunk, element: syntax.Ref, name: str | None) -> Splice:
    """Another name, or none, behind the keyword."""
    keyword = chunk.start + len("Ref")
    end = chunk.rel(element.name_span[1]) if element.name else keyword
    return Splice(keyword, end, f" {quote_name(name)}" if name is not None else "")


def _body_before(line: syntax.RefLine, reference: Reference, transition: Transition) -> str:
    """What a line says, in this package's own style but with the author's words for tables, on the author's sides."""
    tables, parent_first = _sides(line, reference, transition.spelled_before)
    return reference_body(reference, strict=transition.was_strict, tables=tables, parent_first=parent_first)


def _body(line: syntax.RefLine, reference: Reference, transition: Transition) -> str:
    """What the line is to say, in the same words on the same sides."""
    tables, parent_first = _sides(line, reference, transition.spelled)
    return reference_body(reference, strict=transition.strict, tables=tables, parent_first=parent_first)


def _sides(line: syntax.RefLine, reference: Reference, spell: Spelling) -> tuple[tuple[str, str], bool]:
    """Words for child and parent, and whether the parent stands on the left."""
    parent_first = line.right.operator.strip("?") == "<"
    child, parent = (line.right.table, line.left) if parent_first else (line.left, line.right.table)
    tables = spell(child, reference.child), spell(parent, reference.parent)
    return tables, parent_first and is_one_sided(reference)


def inline_references(table: syntax.Table, name: QualifiedName, transition: Transition) -> tuple[ByColumn, ByColumn]:
    """References that the columns of a table say, by column: as they are, and as they are to be."""
    before: ByColumn = {}
    after: ByColumn = {}
    for column in table.columns:
        for setting in column.settings.items:
            if setting.ref is None:
                continue
            end = setting.ref
            old = read_reference(transition.scope, (table.name, (column.name,)), end)
            was = transition.by_ends.get(old.ends, old)
            new = transition.new_by_ends.get(transition.names.ends(old.ends))
            text = _inline_text(was, end, transition.spelled_before, strict=transition.was_strict)
            before[column.name] = (*before.get(column.name, ()), text)
            if new is None or new.ends in transition.twins:
                continue
            place = transition.names.attributes(name).get(column.name, column.name)
            if not _inline_can_say(new, end) or not _has(transition, name, place):
                transition.lost.add(new.ends)
            else:
                transition.said.add(("reference", new.ends))
                text = _inline_text(new, end, transition.spelled, strict=transition.strict)
                after[place] = (*after.get(place, ()), text)
    return before, after


def _has(transition: Transition, table: QualifiedName, column: str) -> bool:
    """Whether the table is to have that column."""
    entity = transition.after.entities_by_name.get(transition.names.entity(table))
    return entity is not None and entity.attribute(column) is not None


def _inline_text(reference: Reference, end: syntax.Endpoint, spell: Spelling, *, strict: bool) -> str:
    symbol = operator(reference, strict=strict)
    if end.operator.strip("?") == "<":  # the column stands at the parent's end
        far = spell(end.table, reference.child)
        return f"{turned(symbol)} {far}.{quote_name(reference.child_attributes[0])}"
    return f"{symbol} {spell(end.table, reference.parent)}.{quote_name(reference.parent_attributes[0])}"


def _inline_can_say(reference: Reference, end: syntax.Endpoint) -> bool:
    """Whether a column's ``ref:`` can say the reference: it takes no name and no settings."""
    plain = reference.on_delete is None and reference.on_update is None and reference.enforced
    single = reference.color is None and reference.name is None and len(reference.child_attributes) == 1
    return plain and single and (end.operator.strip("?") != "<" or is_one_sided(reference))
