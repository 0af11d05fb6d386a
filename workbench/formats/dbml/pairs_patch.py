"""Pairs patch: rewrite, inside ``Project`` and ``Metadata``, only the fields that a change concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.formats.dbml import extras, syntax, writer
from workbench.formats.dbml.change import Change
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.splices import Splice, before_brace, rel, spliced, without_line
from workbench.formats.dbml.strings import quote_name, quote_note, quote_qualified, quote_text
from workbench.formats.dbml.writer import INDENT
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity


def project_fields(model: Model, *, level: bool) -> dict[str, str]:
    """Free fields of ``Project``, with the level of DBML or without it."""
    fields = writer.project_fields(model)
    if not level:
        fields.pop("wb_dbml", None)
    return fields


def patch_project(chunk: Chunk, element: syntax.Pairs, change: Change) -> Chunk:
    """Rewrite ``Project`` so that it says what the model as a whole is to say."""
    change.said.add(("project", None))
    before, after = change.before, change.after
    keeps = any(item.name == "wb_dbml" for item in element.items)
    old = project_fields(before, level=keeps)
    new = project_fields(after, level=keeps or change.needs_level)
    if keeps:
        old["wb_dbml"] = new["wb_dbml"] = "10"
    splices = _field_splices(chunk, element, old, new)
    if before.name != after.name:
        name = quote_name(after.name) if after.name is not None else ""
        if element.name:
            splices.append(Splice(*rel(chunk, element.name_span), name))
        else:
            at = chunk.start + len("project")
            splices.append(Splice(at, at, f" {name}"))
    if before.note != after.note:
        text = f"Note: {quote_note(after.note, INDENT)}" if after.note is not None else ""
        if element.notes:
            span = element.notes[-1].span
            splices.append(Splice(*rel(chunk, span), text) if text else without_line(chunk, span))
        elif text:
            splices.append(before_brace(chunk, chunk.rel(element.close), [INDENT + text]))
    return Chunk.of(spliced(chunk.text, _merged(splices))) if splices else chunk


def patch_metadata(chunk: Chunk, element: syntax.Pairs, change: Change, *, first: bool) -> Chunk | None:
    """Rewrite ``Metadata Table`` so that it says what the parts of the entity are to say; None when nothing is left.

    Parameters
    ----------
    chunk, element, change
        The block, and what changes.
    first
        Whether it is the first block of its table; what is new goes there.
    """
    name = change.scope.table(element.name)
    before = change.before.entities_by_name.get(name)
    after = change.after.entities_by_name.get(change.names.entity(name))
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    if before is after and change.same_references(name, after.name):
        return chunk
    here = {item.name for item in element.items}
    old, new = (_said(*pair, here) for pair in ((before, change.before), (after, change.after)))
    if not first:
        new = {key: value for key, value in new.items() if key in here}
    if not new and here <= set(old):
        return without(chunk)
    splices = [] if name == after.name else [Splice(*rel(chunk, element.name_span), quote_qualified(after.name))]
    splices += _field_splices(chunk, element, old, new)
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk


def settings_elsewhere(
    elements: Iterable[syntax.Element | None], change: Change
) -> dict[QualifiedName, frozenset[str]]:
    """Settings of each table that a ``Metadata`` block says."""
    found: dict[QualifiedName, frozenset[str]] = {}
    for element in elements:
        if isinstance(element, syntax.Pairs) and element.target == "table":
            name = change.scope.table(element.name)
            found[name] = found.get(name, frozenset()) | {item.name for item in element.items}
    return found


def _said(entity: Entity, model: Model, here: set[str]) -> dict[str, str]:
    """What the metadata of an entity say: of its parts, and the properties that this text has among them."""
    items = writer.metadata_items(entity, model)
    plain, _ = extras.free_settings(entity.properties)
    return items | {key: value for key, value in plain.items() if key in here}


def _field_splices(chunk: Chunk, element: syntax.Pairs, old: Mapping[str, str], new: Mapping[str, str]) -> list[Splice]:
    """Change the fields of a block that differ."""
    splices = []
    here = {item.name: item for item in element.items}
    for key, item in here.items():
        if key not in old or old[key] == new.get(key):
            continue
        if (value := new.get(key)) is None:
            splices.append(without_line(chunk, item.span))
        else:
            head = chunk.text[slice(*rel(chunk, item.span))].split(":")[0]
            splices.append(Splice(*rel(chunk, item.span), f"{head}: {quote_text(value)}"))
    fresh = [f"{INDENT}{key}: {quote_text(value)}" for key, value in new.items() if key not in here]
    if fresh:
        splices.append(before_brace(chunk, chunk.rel(element.close), fresh))
    return splices


def _merged(splices: list[Splice]) -> list[Splice]:
    """Join insertions at one position, which would otherwise have no order."""
    found: dict[tuple[int, int], str] = {}
    for splice in splices:
        key = (splice.start, splice.end)
        found[key] = found.get(key, "") + splice.text if splice.start == splice.end else splice.text
    return [Splice(start, end, text) for (start, end), text in found.items()]
