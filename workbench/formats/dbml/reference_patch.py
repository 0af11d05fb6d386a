"""Reference patch: rewrite the lines, and the settings of columns, that say references."""

from __future__ import annotations

from typing import TypeAlias

from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.references import operator, read_reference, reference_body, reference_text
from workbench.formats.dbml.splices import Splice, rel, spliced, without_line
from workbench.formats.dbml.strings import quote_name, quote_qualified
from workbench.formats.dbml.transition import Transition
from workbench.model.names import QualifiedName
from workbench.model.nodes import Reference

ByColumn: TypeAlias = dict[str, tuple[str, ...]]


def patch_ref(chunk: Chunk, element: syntax.Ref, transition: Transition) -> Chunk | None:
    """Rewrite the lines of a ``Ref`` whose references have changed; None when none is left."""
    name = ".".join(element.name) or None
    splices, left = [], len(element.lines)
    moved = transition.strict != transition.was_strict
    for line in element.lines:
        old = read_reference(transition.scope, (line.left, line.left_columns), line.right, line.settings, name)
        was = transition.by_ends.get(old.ends)
        new = transition.new_by_ends.get(transition.names.ends(old.ends))
        if was is None:
            continue
        if new is None:
            left -= 1
            splices.append(without_line(chunk, line.span))
            continue
        if new.name != was.name and len(element.lines) > 1:
            # The name is that of all lines: this one goes, and gets an element of its own.
            left -= 1
            splices.append(without_line(chunk, line.span))
            continue
        transition.said.add(("reference", new.ends))
        if new is was and not moved:
            continue
        if new.name != was.name:
            return chunk.with_element(reference_text(new, strict=transition.strict))
        body = reference_body(new, strict=transition.strict)
        if moved or body != reference_body(was, strict=transition.was_strict):
            splices.append(Splice(*rel(chunk, line.span), body))
    if not left and element.lines:
        return without(chunk)
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk


def inline_references(table: syntax.Table, name: QualifiedName, transition: Transition) -> tuple[ByColumn, ByColumn]:
    """References that the columns of a table say, by column: as they are, and as they are to be."""
    before: ByColumn = {}
    after: ByColumn = {}
    for column in table.columns:
        for setting in column.settings.items:
            if setting.ref is None:
                continue
            old = read_reference(transition.scope, (table.name, (column.name,)), setting.ref)
            was = transition.by_ends.get(old.ends)
            new = transition.new_by_ends.get(transition.names.ends(old.ends))
            text = _inline_text(was or old, name, strict=transition.was_strict)
            before[column.name] = (*before.get(column.name, ()), text)
            if new is None:
                continue
            place = transition.names.attributes(name).get(column.name, column.name)
            if not _inline_can_say(new) or not _has(transition, name, place):
                transition.lost.add(new.ends)
            else:
                transition.said.add(("reference", new.ends))
                text = _inline_text(new, transition.names.entity(name), strict=transition.strict)
                after[place] = (*after.get(place, ()), text)
    return before, after


def _has(transition: Transition, table: QualifiedName, column: str) -> bool:
    """Whether the table is to have that column."""
    entity = transition.after.entities_by_name.get(transition.names.entity(table))
    return entity is not None and entity.attribute(column) is not None


def _inline_text(reference: Reference, owner: QualifiedName, *, strict: bool) -> str:
    symbol = operator(reference, strict=strict)
    if reference.child == owner:
        return f"{symbol} {quote_qualified(reference.parent)}.{quote_name(reference.parent_attributes[0])}"
    # The column stands at the parent's end: turn the operator round.
    turned = symbol[::-1].translate(str.maketrans("<>", "><"))
    return f"{turned} {quote_qualified(reference.child)}.{quote_name(reference.child_attributes[0])}"


def _inline_can_say(reference: Reference) -> bool:
    """Whether a column's ``ref:`` can say the reference: it takes no name and no settings."""
    plain = reference.on_delete is None and reference.on_update is None and reference.enforced
    return plain and reference.color is None and reference.name is None and len(reference.child_attributes) == 1
