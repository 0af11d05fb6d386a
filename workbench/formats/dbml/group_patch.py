"""Group patch: rewrite, inside the text of a table group, only the lines that a change concerns."""

from __future__ import annotations

from workbench.formats.dbml import syntax, writer
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.note_patch import patch_note
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.scope import group_name
from workbench.formats.dbml.splices import Splice, line_splices, rel, settings_splices, spliced
from workbench.formats.dbml.strings import quote_name, quote_qualified
from workbench.formats.dbml.transition import Transition
from workbench.formats.dbml.writer import INDENT


def patch_group(chunk: Chunk, element: syntax.Group, transition: Transition) -> Chunk | None:
    """Rewrite a group's chunk so that it says the subject area as it is to be; None when it is gone."""
    name = group_name(element)
    before = next((a for a in transition.before.areas if a.name == name), None)
    after = next((a for a in transition.after.areas if a.name == transition.names.area(name)), None)
    if before is None:
        return chunk
    if after is None:
        return without(chunk)
    transition.said.add(("area", after.name))
    if before is after and not transition.lost_aliases:
        return chunk
    splices = []
    if before.name != after.name:
        splices.append(Splice(*rel(chunk, element.name_span), quote_name(after.name.name)))
    said, now_said = ({k: [v] for k, v in writer.area_settings(area).items()} for area in (before, after))
    if said != now_said:
        at = chunk.rel(element.open)
        splices += settings_splices(chunk, element.settings, at, said, now_said, before_brace=True)
    old, spellings = [], {}
    for (word, _), entity in zip(element.tables, before.entities, strict=False):
        old.append(transition.spelled_before(word, entity))
        now = transition.names.entity(entity)
        spellings[now] = transition.spelled(word, now)
    new = [spellings.get(entity) or quote_qualified(entity) for entity in after.entities]
    spans = [span for _, span in element.tables]
    splices += line_splices(chunk, old, new, spans, close=chunk.rel(element.close), indent=INDENT)
    chunk = Chunk.of(spliced(chunk.text, splices)) if splices else chunk
    return chunk if before.note == after.note else patch_note(chunk, after.note)
