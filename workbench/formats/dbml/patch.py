r"""Patch: rewrite, in the text of a model, only what an edit concerns.

Both models are given: the one that the text says, and the one that it is to say. Chunks whose nodes are the same
objects are not even looked at. A table that could not be patched line by line is written anew, so that the text
always says the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from workbench.formats.dbml import metadata_patch, placing, reader, syntax, writer
from workbench.formats.dbml.columns import speaks_sql
from workbench.formats.dbml.document import Chunk, Document, is_use, without_collecting
from workbench.formats.dbml.enum_patch import patch_enum
from workbench.formats.dbml.group_patch import patch_group
from workbench.formats.dbml.mention_patch import patch_mentions
from workbench.formats.dbml.metadata import Metadata, unsaid
from workbench.formats.dbml.metadata_patch import settings_elsewhere
from workbench.formats.dbml.names import Names
from workbench.formats.dbml.pairs_patch import patch_project, project_fields, with_level
from workbench.formats.dbml.partial_patch import NOTHING_BORROWED, Borrowed, borrowed, inlined, keeps
from workbench.formats.dbml.reference_patch import inline_references, patch_ref
from workbench.formats.dbml.references import reference_text, references_of
from workbench.formats.dbml.scope import is_strict, qualified
from workbench.formats.dbml.splices import lines_of, rel
from workbench.formats.dbml.table_patch import TableChange, patch_table
from workbench.formats.dbml.transition import Transition
from workbench.formats.dbml.writer import TableStyle
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity
from workbench.model.subjects import Subject


def patch(document: Document, before: Model, after: Model, renames: Iterable[tuple[Subject, Subject]] = ()) -> Document:
    r"""Rewrite a document so that it says another model.

    Parameters
    ----------
    document
        Text that says `before`.
    before, after
        Model that the text says, and the one that it is to say.
    renames
        Pairs of addresses in `before` and in `after` that are the same node.

    Raises
    ------
    ModelError
        When it would change what stands in another file.

    Returns
    -------
    Document
        Every line that the change does not concern is the same, byte for byte.

    Examples
    --------
    >>> from workbench.model.edits import Rename
    >>> document = Document.of("Table t {\n  a int // mine\n}\n")
    >>> rename = Rename(Subject.attribute("t", "a"), "b")
    >>> after = rename.apply(document.model)
    >>> print(patch(document, document.model, after, [(rename.subject, rename.renamed)]).text)
    Table t {
      b int [wb_source: 'a'] // mine
    }
    <BLANKLINE>
    """
    if before is after:
        return document
    document.imports.check(before, after)
    with without_collecting():
        return _patch(document, before, after, Names(renames))


def _patch(document: Document, before: Model, after: Model, names: Names) -> Document:
    transition = Transition(document, before, after, names)
    known = transition.candidates
    ids = None if known is None else set(map(id, known))
    places = [p for p, c in enumerate(document.chunks) if (ids is None or id(c) in ids) and transition.concerns(c)]
    concerned = [document.chunks[place] for place in places]
    chunks = _patched(document, places, transition)
    _add_missing(chunks, transition)
    if not transition.keeps_order:
        chunks = placing.ordered(chunks, syntax.Table, after.entities)
    if before.enums is not after.enums:
        chunks = placing.ordered(chunks, syntax.EnumElement, after.enums)
    if before.areas is not after.areas:
        chunks = placing.ordered(chunks, syntax.Group, after.areas)
    result = _checked(document.with_chunks(chunks), transition)
    if transition.needs_level and not result.scope.strict:
        result = _with_level(result)
    mixed = document.newline == "\r\n" or any("\r\n" in chunk.text for chunk in concerned)
    return _with_newlines(result, document) if mixed else result


def _with_level(document: Document) -> Document:
    chunks = list(document.chunks)
    for place, chunk in enumerate(chunks):
        if isinstance(chunk.element, syntax.Pairs) and chunk.element.keyword == "project":
            chunks[place] = with_level(chunk, chunk.element)
            return document.with_chunks(chunks)
    placing.insert(chunks, 0, writer.project_block(Model(), {"wb_dbml": "10"}))
    return document.with_chunks(chunks)


# -- what is there ----------------------------------------------------------------------------------------------


def _patched(document: Document, places: Iterable[int], transition: Transition) -> list[Chunk]:
    """Chunks that say the model after, as far as elements of the text say its nodes already."""
    concerned = [document.chunks[place] for place in places]
    elsewhere = settings_elsewhere([chunk.element for chunk in concerned], transition.scope.table)
    described: set[QualifiedName] = set()
    chunks: list[Chunk | None] = list(document.chunks)
    for place, original in zip(places, concerned, strict=True):
        # Line ends are put back at the very end: see _with_newlines.
        chunk = original.with_plain_ends()
        new: Chunk | None = chunk
        match element := chunk.element:
            case syntax.Table(partial=False):
                new = _table(chunk, element, transition, elsewhere)
                if element.words and new is not None:
                    new = patch_mentions(new, transition)
            case syntax.Ref():
                new = patch_ref(chunk, element, transition)
            case syntax.EnumElement():
                new = patch_enum(chunk, element, transition)
            case syntax.Group():
                new = patch_group(chunk, element, transition)
            case syntax.Pairs(keyword="project"):
                new = patch_project(chunk, element, transition)
            case syntax.Pairs(target="table"):
                name = transition.scope.table(element.name)
                said = elsewhere.get(name, frozenset())
                first = name not in described
                new = metadata_patch.patch_table(chunk, element, transition, first=first, elsewhere=said)
                described.add(name)
            case syntax.Pairs(target="column"):
                new = metadata_patch.patch_column(chunk, element, transition)
            case syntax.Pairs(target="tablegroup"):
                new = metadata_patch.patch_group(chunk, element, transition)
            case syntax.Table(partial=True) | syntax.Other() if element.words:
                new = patch_mentions(chunk, transition)
            case _:
                pass
        chunks[place] = original if new is chunk else new
    return [chunk for chunk in chunks if chunk is not None]


def _table(
    chunk: Chunk, table: syntax.Table, transition: Transition, elsewhere: Mapping[QualifiedName, frozenset[str]]
) -> Chunk | None:
    name = transition.scope.table(table.name)
    before = transition.before.entities_by_name.get(name)
    after = transition.after.entities_by_name.get(transition.names.entity(name))
    if before is None:
        return chunk
    if after is None:
        return placing.without(chunk)
    transition.said.add(("entity", after.name))
    taken = borrowed(table, transition.scope)
    said = elsewhere.get(name, frozenset())
    if not table.injected:
        return _patched_table(chunk, (before, after), transition, said, taken)
    names = transition.names.attributes(name)
    if not _shares_what_changes(table, transition) and (before is after or keeps(taken, before, after, names)):
        patched = _patched_table(chunk, (before, after), transition, said, taken)
        parts = transition.scope.parts_of(_as_table(patched))
        if transition.has_metadata(name) or not reader.entities_that_differ(parts, transition.scope, [after]):
            return patched
    chunk = inlined(chunk, table, transition.scope, transition.partials)
    return _patched_table(chunk, (before, after), transition, said, NOTHING_BORROWED)


def _patched_table(
    chunk: Chunk, entities: tuple[Entity, Entity], transition: Transition, elsewhere: frozenset[str], taken: Borrowed
) -> Chunk:
    table, (before, after) = _as_table(chunk), entities
    inline = inline_references(table, before.name, transition) if table.references else ({}, {})
    if before is after and inline[0] == inline[1] and not transition.enum_names:
        return chunk
    table_change = TableChange(
        before=before,
        after=after,
        columns=transition.names.attributes(before.name),
        enums=(transition.before.enums_by_name, transition.after.enums_by_name),
        references_before=inline[0],
        references_after=inline[1],
        elsewhere=elsewhere,
        borrowed=taken,
    )
    return patch_table(chunk, table_change)


def _shares_what_changes(table: syntax.Table, transition: Transition) -> bool:
    """Whether partials of a table say references for it that are others now."""
    for old, place, *_ in references_of(table, transition.scope):
        if place is table:
            continue
        was, new = transition.by_ends.get(old.ends), transition.new_by_ends.get(transition.names.ends(old.ends))
        if was is None or (
            new is None and transition.names.entity(old.parent) not in transition.after.entities_by_name
        ):
            continue  # it is gone with its parent, in the partial too
        child, child_attributes, parent, parent_attributes = transition.names.ends(old.ends)
        moved = replace(
            was,
            child=child,
            child_attributes=child_attributes,
            parent=parent,
            parent_attributes=parent_attributes,
        )
        if new != moved or transition.strict != transition.was_strict:
            return True
        transition.said.add(("reference", new.ends))
    return False


def _as_table(chunk: Chunk) -> syntax.Table:
    assert isinstance(chunk.element, syntax.Table)  # noqa: S101 - what takes the place of a table is one
    return chunk.element


# -- what is missing --------------------------------------------------------------------------------------------


def _add_missing(chunks: list[Chunk], transition: Transition) -> None:
    """Add an element for each node of the model after that none says yet."""
    after = transition.after
    for enum in after.enums if after.enums is not transition.before.enums else ():
        if ("enum", enum.name) not in transition.said:
            place = placing.after_last(chunks, syntax.EnumElement)
            at = placing.before_tables(chunks) if place is None else place
            placing.insert(chunks, at, writer.enum_text(enum))
    _add_tables(chunks, transition)
    for reference in transition.unsaid_references():
        place = placing.after_last(chunks, syntax.Ref)
        text = reference_text(reference, strict=transition.strict)
        placing.insert(chunks, len(chunks) if place is None else place, text, blank=place is None)
    for area in after.areas if after.areas is not transition.before.areas else ():
        if ("area", area.name) not in transition.said:
            placing.insert(chunks, len(chunks), writer.area_text(area))
    if ("project", None) not in transition.said:
        level = transition.needs_level and (not transition.was_strict or not is_strict(_elements(chunks)))
        fields = project_fields(transition.imports.without(after), level=level, apart=transition.twins_after)
        if fields or after.name is not None or after.note is not None:
            placing.insert(chunks, 0, writer.project_block(after, fields))


def _add_tables(chunks: list[Chunk], transition: Transition) -> None:
    """Add the tables that are new, each behind the one before it in the model, and metadata that are new."""
    after = transition.after
    new = {entity.name for entity in transition.entities_after if ("entity", entity.name) not in transition.said}
    for place, entity in enumerate(after.entities if new else ()):
        if entity.name in new:
            leader = after.entities[place - 1].name if place else None
            at = None if leader is None else placing.place_of(chunks, transition.name_of, leader)
            at = placing.before_tables(chunks) if at is None else placing.past_metadata(chunks, at)
            style = TableStyle(sql_types=speaks_sql(_some_columns(chunks)))
            placing.insert(chunks, at, writer.table_text(entity, after, style))
    changed = {entity.name for entity in transition.entities_after} | {r.child for r in transition.references_after}
    for name in changed & after.entities_by_name.keys():
        text = writer.metadata_text(after.entities_by_name[name], after)
        if text and not any(_is_metadata(element, name, transition) for element in _elements(chunks)):
            at = placing.place_of(chunks, transition.name_of, name)
            placing.insert(chunks, len(chunks) if at is None else at + 1, text)


def _some_columns(chunks: Iterable[Chunk]) -> list[syntax.Column]:
    """Columns of the first tables, whose types show in which words the text speaks."""
    tables = (chunk.element for chunk in chunks if isinstance(chunk.element, syntax.Table))
    return [column for table in islice(tables, 20) for column in table.columns]


def _is_metadata(element: syntax.Element, name: QualifiedName, transition: Transition) -> bool:
    return isinstance(element, syntax.Pairs) and element.target == "table" and transition.name_of(element) == name


def _elements(chunks: Iterable[Chunk]) -> list[syntax.Element]:
    return [chunk.element for chunk in chunks if chunk.element is not None]


# -- the whole --------------------------------------------------------------------------------------------------


def _with_newlines(result: Document, document: Document) -> Document:
    """Give each line that was there its own line end again, and those that are new the one of the text."""
    kept = {id(chunk) for chunk in result.chunks}
    lines = (line for chunk in document.chunks if id(chunk) not in kept for line in lines_of(chunk.text))
    ends = {line.rstrip("\r\n"): "\r\n" if line.endswith("\r\n") else "\n" for line in lines}
    old = {id(chunk) for chunk in document.chunks}
    chunks = [c if id(c) in old else _with_line_ends(c, ends, document.newline) for c in result.chunks]
    return result.with_chunks(chunks)


def _with_line_ends(chunk: Chunk, ends: Mapping[str, str], newline: str) -> Chunk:
    bodies = [(line, line.rstrip("\r\n")) for line in lines_of(chunk.text)]
    text = "".join(body + ends.get(body, newline) if line.endswith("\n") else line for line, body in bodies)
    if text == chunk.text:
        return chunk
    return Chunk(text) if chunk.element is None else Chunk.of(text)


def _checked(result: Document, transition: Transition) -> Document:
    """Read the changed tables back; one that says something else is written anew."""
    after = transition.after
    changed = transition.entities_after
    if not changed:
        return result
    words = {entity.name.name for entity in changed} | {alias for (alias,) in result.scope.aliases}
    named = {id(chunk): chunk.element for chunk in result.mentions.of(words)}
    speaking = [named[id(chunk)] for chunk in result.chunks if id(chunk) in named]
    wrong = reader.entities_that_differ([e for e in speaking if e is not None], result.scope, changed)
    if not wrong:
        return result
    elsewhere = settings_elsewhere(result.elements, result.scope.table)
    columns = Metadata.of(result.elements, result.scope).columns
    chunks = []
    for chunk in result.chunks:
        element = chunk.element
        name = qualified(element.name) if isinstance(element, syntax.Table) and not element.partial else None
        if name is None or name not in wrong:
            chunks.append(chunk)
        else:
            if isinstance(element, syntax.Table) and element.injected:
                chunk = inlined(chunk, element, result.scope, transition.partials)  # noqa: PLW2901 - what is written anew
            style = TableStyle(inline_references=_inline_texts(chunk), sql_types=speaks_sql(_as_table(chunk).columns))
            entity, said = unsaid(after.entities_by_name[name], columns.get(name, {})), elsewhere.get(name, frozenset())
            chunks.append(chunk.with_element(writer.table_text(entity, after, style, said)))
    return result.with_chunks(chunks)


def _inline_texts(chunk: Chunk) -> dict[str, tuple[str, ...]]:
    """References that the columns of a table say, as they say them."""
    assert isinstance(chunk.element, syntax.Table)  # noqa: S101 - callers pass chunks of tables only
    found: dict[str, tuple[str, ...]] = {}
    for column in chunk.element.columns:
        said = [chunk.text[slice(*rel(chunk, s.span))] for s in column.settings.items if s.ref is not None]
        if said:
            found[column.name] = tuple(text.partition(":")[2].strip() for text in said)
    return found


def flattened(document: Document) -> Document:
    r"""Text in which what it takes from other files stands itself; all else is as the author wrote it.

    Examples
    --------
    >>> from workbench.formats.dbml.imports import Files
    >>> files = Files("/shop.dbml", {"/base.dbml": "Enum e { on }"}.get)
    >>> text = "use * from './base'\nTable t { x e }  // mine\n"
    >>> print(flattened(Document.of(text, files=files)).text)
    Enum e {
      on
    }
    <BLANKLINE>
    Table t { x e }  // mine
    <BLANKLINE>
    """
    if not document.uses:
        return document
    kept = [placing.without(c) if c.element is not None and is_use(c.element) else c for c in document.chunks]
    chunks = []
    for chunk in (chunk for chunk in kept if chunk is not None):
        table, taken = chunk.element, document.imports.names.partials.keys()
        if isinstance(table, syntax.Table) and not taken.isdisjoint((name,) for name in table.injected):
            chunks.append(inlined(chunk, table, document.scope, {}))
        else:
            chunks.append(chunk)
    alone = Document(tuple(chunks), imports=document.imports)
    before = document.imports.without(alone.model)
    return patch(Document(alone.chunks), before, document.model)
