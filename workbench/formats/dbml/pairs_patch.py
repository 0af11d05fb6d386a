"""Pairs patch: rewrite, inside ``Project`` and ``Metadata``, only the fields that a change concerns."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from workbench.formats.dbml import extras, syntax, twins, writer
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.splices import Splice, before_brace, rel, spliced, without_line
from workbench.formats.dbml.strings import quote_name, quote_note, quote_qualified, quote_text
from workbench.formats.dbml.transition import Transition
from workbench.formats.dbml.writer import INDENT
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity, Reference


def project_fields(
    model: Model, *, level: bool, said: Collection[str] = (), apart: Iterable[Reference]
) -> dict[str, str]:
    """Free fields of ``Project``, with the level of DBML or without it."""
    return writer.project_fields(model, said, apart, strict=level)


def patch_project(chunk: Chunk, element: syntax.Pairs, transition: Transition) -> Chunk:
    """Rewrite ``Project`` so that it says what the model as a whole is to say."""
    transition.said.add(("project", None))
    before, after = transition.before, transition.after
    said = {item.name for item in element.items}
    keeps = "wb_dbml" in said
    texts = {item.name: item.value.text for item in element.items if item.value is not None}
    apart = [transition.by_ends[ends] for ends in twins.said_by(texts) if ends in transition.by_ends]
    old = project_fields(before, level=keeps, said=said, apart=apart)
    new = project_fields(after, level=keeps or transition.needs_level, said=said, apart=transition.twins_after)
    if keeps:
        old["wb_dbml"] = new["wb_dbml"] = "10"
    splices = _field_splices(chunk, element, old, new, in_order=_ORDERED)
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


def patch_metadata(
    chunk: Chunk, element: syntax.Pairs, transition: Transition, *, first: bool, elsewhere: Collection[str]
) -> Chunk | None:
    """Rewrite ``Metadata Table`` so that it says what the parts of the entity are to say; None when nothing is left.

    Parameters
    ----------
    chunk, element, transition
        The block, and what changes.
    first
        Whether it is the first block of its table; what is new goes there.
    elsewhere
        Fields of all blocks of its table.
    """
    name = transition.scope.table(element.name)
    before = transition.before.entities_by_name.get(name)
    after = transition.after.entities_by_name.get(transition.names.entity(name))
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    respelled = name != after.name or element.name in transition.lost_aliases
    if before is after and not respelled and transition.same_references(name, after.name):
        return chunk
    here = {item.name for item in element.items}
    old, new = (_said(*pair, here) for pair in ((before, transition.before), (after, transition.after)))
    new = {key: value for key, value in new.items() if key in here or (first and key not in elsewhere)}
    if not new and here <= set(old):
        return without(chunk)
    splices = [Splice(*rel(chunk, element.name_span), quote_qualified(after.name))] if respelled else []
    splices += _field_splices(chunk, element, old, new)
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk


def settings_elsewhere(
    elements: Iterable[syntax.Element | None], name_of: Callable[[syntax.Name], QualifiedName]
) -> dict[QualifiedName, frozenset[str]]:
    """Settings of each table that a ``Metadata`` block says."""
    found: dict[QualifiedName, frozenset[str]] = {}
    for element in elements:
        if isinstance(element, syntax.Pairs) and element.target == "table":
            name = name_of(element.name)
            found[name] = found.get(name, frozenset()) | {item.name for item in element.items}
    return found


def _said(entity: Entity, model: Model, here: set[str]) -> dict[str, str]:
    """What the metadata of an entity say: of its parts, and the properties that this text has among them."""
    items = writer.metadata_items(entity, model)
    plain, _ = extras.free_settings(entity.properties)
    return items | {key: value for key, value in plain.items() if key in here}


# Fields that hold one node each; their order is that of the nodes.
_ORDERED = ("wb_domain_", "wb_generalisation_", "wb_view_", "wb_pattern_")


def _field_splices(
    chunk: Chunk, element: syntax.Pairs, old: Mapping[str, str], new: Mapping[str, str], in_order: tuple[str, ...] = ()
) -> list[Splice]:
    """Change the fields of a block that differ; those whose order counts are written again where it is another."""
    splices = []
    here = {item.name: item for item in element.items}
    moved = tuple(prefix for prefix in in_order if not _is_ordered(prefix, list(here), list(new)))
    for key, item in list(here.items()):
        if key.startswith(moved):
            splices.append(without_line(chunk, item.span))
            del here[key]
        elif key not in old or old[key] == new.get(key):
            continue
        elif (value := new.get(key)) is None:
            splices.append(without_line(chunk, item.span))
        else:
            said = chunk.text[slice(*rel(chunk, item.span))]
            head = quote_name(key) if said.startswith('"') else said.split(":")[0].rstrip()
            splices.append(Splice(*rel(chunk, item.span), f"{head}: {quote_text(value)}"))
    fresh = [f"{INDENT}{key}: {quote_text(value)}" for key, value in new.items() if key not in here]
    if fresh:
        splices.append(before_brace(chunk, chunk.rel(element.close), fresh))
    return splices


def _is_ordered(prefix: str, here: list[str], wanted: list[str]) -> bool:
    """Whether the fields of a prefix that stay, followed by the new ones, are in the wanted order."""
    target = [key for key in wanted if key.startswith(prefix)]
    stay = [key for key in here if key.startswith(prefix) and key in target]
    return stay == target[: len(stay)]


def _merged(splices: list[Splice]) -> list[Splice]:
    """Join insertions at one position, which would otherwise have no order."""
    found: dict[tuple[int, int], str] = {}
    for splice in splices:
        key = (splice.start, splice.end)
        found[key] = found.get(key, "") + splice.text if splice.start == splice.end else splice.text
    return [Splice(start, end, text) for (start, end), text in found.items()]
