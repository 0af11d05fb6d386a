"""Enum patch: rewrite, inside the text of an enum, only the values that a change concerns."""

from __future__ import annotations

from workbench.formats.dbml import syntax, writer
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.scope import qualified
from workbench.formats.dbml.splices import Splice, line_splices, rel, spliced
from workbench.formats.dbml.strings import quote_qualified
from workbench.formats.dbml.transition import Transition
from workbench.formats.dbml.writer import INDENT


def patch_enum(chunk: Chunk, element: syntax.EnumElement, transition: Transition) -> Chunk | None:
    """Rewrite an enum's chunk so that it says the enum as it is to be; None when it is gone."""
    name = qualified(element.name)
    before = transition.before.enums_by_name.get(name)
    after = transition.after.enums_by_name.get(transition.names.enum(name))
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    transition.said.add(("enum", after.name))
    if before is after:
        return chunk
    splices = []
    if before.name != after.name:
        splices.append(Splice(*rel(chunk, element.name_span), quote_qualified(after.name)))
    old, new = writer.enum_lines(before), writer.enum_lines(after)
    spans = [value.span for value in element.values] or ([element.placeholder] if element.placeholder else [])
    splices += line_splices(chunk, old, new, spans, close=chunk.rel(element.close), indent=INDENT)
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk
