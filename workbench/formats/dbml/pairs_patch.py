"""Pairs patch: rewrite, inside ``Project``, only the fields that a change concerns; splices for fields of any block."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from workbench.formats.dbml import syntax, twins, writer
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.splices import Splice, before_brace, rel, spliced, without_line
from workbench.formats.dbml.strings import quote_name, quote_note, quote_text
from workbench.formats.dbml.transition import Transition
from workbench.formats.dbml.writer import INDENT
from workbench.model.model import Model
from workbench.model.nodes import Reference


def project_fields(
    model: Model, *, level: bool, said: Collection[str] = (), apart: Iterable[Reference]
) -> dict[str, str]:
    """Free fields of ``Project``, with the level of DBML or without it."""
    return writer.project_fields(model, said, apart, strict=level)


def patch_project(chunk: Chunk, element: syntax.Pairs, transition: Transition) -> Chunk:
    """Rewrite ``Project`` so that it says what the model as a whole is to say."""
    transition.said.add(("project", None))
    before, after = (transition.imports.without(model) for model in (transition.before, transition.after))
    said = {item.name for item in element.items}
    keeps = "wb_dbml" in said
    texts = {item.name: item.value.text for item in element.items if item.value is not None}
    apart = [transition.by_ends[ends] for ends in twins.said_by(texts) if ends in transition.by_ends]
    old = project_fields(before, level=keeps, said=said, apart=apart)
    # A text that is strict because of a `?` says the level only when the last of these is gone.
    level = keeps or (transition.needs_level and not transition.was_strict)
    new = project_fields(after, level=level, said=said, apart=transition.twins_after)
    if keeps:
        old["wb_dbml"] = new["wb_dbml"] = "10"
    splices = field_splices(chunk, element, old, new, in_order=_ORDERED)
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


def with_level(chunk: Chunk, element: syntax.Pairs) -> Chunk:
    """``Project`` that says the level of DBML, since no ``?`` shows it any more."""
    line = f"{INDENT}wb_dbml: '10'"
    return Chunk.of(spliced(chunk.text, [before_brace(chunk, chunk.rel(element.close), [line])]))


# Fields that hold one node each; their order is that of the nodes.
_ORDERED = ("wb_domain_", "wb_generalisation_", "wb_view_", "wb_pattern_")


def field_splices(
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
