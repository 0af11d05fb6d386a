"""Note patch: what a table or a group says of itself, where its text says it."""

from __future__ import annotations

from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.splices import Splice, before_brace, rel, settings_splices, spliced, without_line
from workbench.formats.dbml.strings import quote_note
from workbench.formats.dbml.writer import INDENT


def patch_note(chunk: Chunk, note: str | None, *, apart: bool = False) -> Chunk:
    """Make a block say another note, or none.

    Parameters
    ----------
    chunk
        Text of a table or a group.
    note
        What is to be said.
    apart
        Whether an empty line goes before a note that is new.
    """
    element = chunk.element
    assert isinstance(element, syntax.Table | syntax.Group)  # noqa: S101 - callers pass chunks of these only
    inline = next((s for s in element.settings.items if s.name == "note"), None)
    if element.notes:
        if note is None:
            header = settings_splices(chunk, element.settings, 0, {"note": [""]}, {}) if inline else []
            return _done(chunk, [*header, *(without_line(chunk, line.span) for line in element.notes)])
        return _done(chunk, [Splice(*rel(chunk, element.notes[-1].span), f"Note: {quote_note(note, INDENT)}")])
    if inline is not None:
        new = {"note": [f"note: {quote_note(note, '')}"]} if note is not None and "\n" not in note else {}
        chunk = _done(chunk, settings_splices(chunk, element.settings, 0, {"note": [""]}, new))
        if new or note is None:
            return chunk
    if note is None:
        return chunk
    lines = [*([""] if apart else []), f"{INDENT}Note: {quote_note(note, INDENT)}"]
    element = chunk.element
    assert isinstance(element, syntax.Table | syntax.Group)  # noqa: S101 - it was one before its note went
    return _done(chunk, [before_brace(chunk, chunk.rel(element.close), lines)])


def _done(chunk: Chunk, splices: list[Splice]) -> Chunk:
    return Chunk.of(spliced(chunk.text, splices)) if splices else chunk
