"""Patch: rewrite, in the text of a model, only what an edit concerns.

Both models are given: the one that the text says, and the one that it is to say. Chunks whose nodes are the same
objects are not even looked at. A table that could not be patched line by line is written anew, so that the text
always says the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.formats.dbml import extras, reader, syntax, writer
from workbench.formats.dbml.document import Chunk, Document
from workbench.formats.dbml.names import Names
from workbench.formats.dbml.strings import quote_name, quote_note, quote_qualified, quote_text
from workbench.formats.dbml.table_patch import (
    Splice,
    TableChange,
    before_brace,
    line_splices,
    patch_table,
    rel,
    spliced,
    without_line,
)
from workbench.formats.dbml.writer import INDENT
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Reference
from workbench.model.subjects import Subject


def patch(document: Document, before: Model, after: Model, renames: Iterable[tuple[Subject, Subject]] = ()) -> Document:
    """Rewrite a document so that it says another model.

    Parameters
    ----------
    document
        Text that says `before`.
    before, after
        Model that the text says, and the one that it is to say.
    renames
        Pairs of addresses in `before` and in `after` that are the same node.

    Returns
    -------
    Document
        Every line that the change does not concern is the same, byte for byte.

    Examples
    --------
    >>> from workbench.model.edits import Rename
    >>> document = Document.of("Table t {\\n  a int // mine\\n}\\n")
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
    return _Patch(document, before, after, Names(renames)).run()


class _Patch:
    def __init__(self, document: Document, before: Model, after: Model, names: Names) -> None:
        self.document = document
        self.before = before
        self.after = after
        self.names = names
        self.reader = reader.name_reader(document.elements)
        self.was_strict = self.reader.strict
        loose = not self.was_strict and bool(before.references)
        self.strict = not loose or not all(
            writer.is_loose(r, after.entities_by_name.get(r.child)) for r in after.references
        )
        self.by_ends = {r.ends: r for r in before.references}
        self.new_by_ends = {r.ends: r for r in after.references}
        self.said: set[object] = set()  # nodes of the model after that some chunk says
        self.metadata: dict[QualifiedName, list[int]] = {}

    # -- the whole ----------------------------------------------------------------------------------------------

    def run(self) -> Document:
        described = self.described()
        chunks: list[Chunk | None] = []
        for chunk in self.document.chunks:
            element = chunk.element
            match element:
                case syntax.Table(partial=False):
                    chunks.append(self.table(chunk, element, described))
                case syntax.Ref():
                    chunks.append(self.ref(chunk, element))
                case syntax.EnumElement():
                    chunks.append(self.enum(chunk, element))
                case syntax.Group():
                    chunks.append(self.group(chunk, element))
                case syntax.Pairs(keyword="project"):
                    chunks.append(self.project(chunk, element))
                case syntax.Pairs(target="table"):
                    chunks.append(self.table_metadata(chunk, element))
                case _:
                    chunks.append(chunk)
        kept = [chunk for chunk in chunks if chunk is not None]
        self.add_missing(kept)
        kept = self.ordered(kept)
        result = Document(tuple(self.ended(kept)))
        return self.checked(result)

    def ended(self, chunks: list[Chunk]) -> list[Chunk]:
        """Use the line ends of the text in what was added to it."""
        if self.document.newline == "\n":
            return chunks
        old = {id(chunk) for chunk in self.document.chunks}
        return [
            c if id(c) in old else Document.of(c.text.replace("\r\n", "\n").replace("\n", "\r\n")).chunks[0]
            for c in chunks
        ]

    def described(self) -> dict[QualifiedName, frozenset[str]]:
        """Settings of each table that a ``Metadata`` block says."""
        found: dict[QualifiedName, frozenset[str]] = {}
        for element in self.document.elements:
            if isinstance(element, syntax.Pairs) and element.target == "table":
                name = self.reader.table_name(element.name)
                found[name] = found.get(name, frozenset()) | {item.name for item in element.items}
        return found

    def checked(self, result: Document) -> Document:
        """Read the changed tables back; one that says something else is written anew."""
        wrong = reader.entities_that_differ(result.elements, self.after, self.before)
        if not wrong:
            return result
        chunks = []
        for chunk in result.chunks:
            element = chunk.element
            name = reader.qualified(element.name) if isinstance(element, syntax.Table) and not element.partial else None
            entity = self.after.entities_by_name.get(name) if name is not None and name in wrong else None
            if entity is None:
                chunks.append(chunk)
            else:
                text = writer.table_text(entity, self.after)
                chunks.append(Chunk.of(chunk.text[: chunk.start] + text + chunk.text[chunk.end :]))
        return Document(tuple(chunks))

    # -- tables -------------------------------------------------------------------------------------------------

    def table(
        self, chunk: Chunk, table: syntax.Table, described: Mapping[QualifiedName, frozenset[str]]
    ) -> Chunk | None:
        name = self.reader.table_name(table.name)
        before = self.before.entities_by_name.get(name)
        after = self.after.entities_by_name.get(self.names.entity(name))
        if before is None:
            return chunk
        if after is None:
            return _without(chunk)
        self.said.add(after.name)
        enums = self.before.enums_by_name, self.after.enums_by_name
        inline = self.inline(table, name) if table.references else ({}, {})
        enums_moved = self.before.enums is not self.after.enums and enums[0].keys() != enums[1].keys()
        if before is after and inline[0] == inline[1] and not enums_moved:
            return chunk
        change = TableChange(
            before=before,
            after=after,
            columns=self.names.attributes(name),
            enums=enums,
            references_before=inline[0],
            references_after=inline[1],
            elsewhere=described.get(name, frozenset()),
        )
        return patch_table(chunk, change)

    def inline(
        self, table: syntax.Table, name: QualifiedName
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
        """References that the columns of a table say, by column: as they are, and as they are to be."""
        before: dict[str, tuple[str, ...]] = {}
        after: dict[str, tuple[str, ...]] = {}
        for column in table.columns:
            for setting in column.settings.items:
                if setting.ref is None:
                    continue
                old = self.reader.reference(table.name, (column.name,), setting.ref, syntax.NO_SETTINGS, None)
                was = self.by_ends.get(old.ends)
                new = self.new_by_ends.get(self.names.ends(old.ends))
                before[column.name] = (
                    *before.get(column.name, ()),
                    self.inline_text(was or old, name, self.was_strict),
                )
                if new is not None and _inline_can_say(new):
                    self.said.add(new.ends)
                    place = self.names.attributes(name).get(column.name, column.name)
                    text = self.inline_text(new, self.names.entity(name), self.strict)
                    after[place] = (*after.get(place, ()), text)
        return before, after

    @staticmethod
    def inline_text(reference: Reference, owner: QualifiedName, strict: bool) -> str:
        symbol = writer.operator(reference, strict=strict)
        if reference.child == owner:
            return f"{symbol} {quote_qualified(reference.parent)}.{quote_name(reference.parent_attributes[0])}"
        # The column stands at the parent's end: turn the operator round.
        turned = symbol[::-1].translate(str.maketrans("<>", "><"))
        return f"{turned} {quote_qualified(reference.child)}.{quote_name(reference.child_attributes[0])}"

    def table_metadata(self, chunk: Chunk, element: syntax.Pairs) -> Chunk | None:
        name = self.reader.table_name(element.name)
        before = self.before.entities_by_name.get(name)
        after = self.after.entities_by_name.get(self.names.entity(name))
        if before is None:
            return chunk
        if after is None:
            return _without(chunk)
        first = name not in self.metadata
        self.metadata.setdefault(name, [])
        old_references, new_references = self.before.references_from(name), self.after.references_from(after.name)
        same = len(old_references) == len(new_references) and all(map(_is, old_references, new_references))
        if before is after and same:
            return chunk
        here = {item.name for item in element.items}
        settings = [_plain_settings(entity) for entity in (before, after)]
        old, new = writer.metadata_items(before, self.before), writer.metadata_items(after, self.after)
        old |= {k: v for k, v in settings[0].items() if k in here}
        new |= {k: v for k, v in settings[1].items() if k in here}
        if not first:
            new = {k: v for k, v in new.items() if k in here}
        splices = [] if name == after.name else [Splice(*rel(chunk, element.name_span), quote_qualified(after.name))]
        splices += _pairs(chunk, element, old, new)
        if not new and here <= set(old):
            return _without(chunk)
        return Chunk.of(spliced(chunk.text, splices)) if splices else chunk

    # -- references ---------------------------------------------------------------------------------------------

    def ref(self, chunk: Chunk, element: syntax.Ref) -> Chunk | None:
        name = ".".join(element.name) or None
        splices, left = [], len(element.lines)
        for line in element.lines:
            old = self.reader.reference(line.left, line.left_columns, line.right, line.settings, name)
            was = self.by_ends.get(old.ends)
            new = self.new_by_ends.get(self.names.ends(old.ends))
            if was is None:
                continue
            if new is None:
                left -= 1
                splices.append(without_line(chunk, line.span))
                continue
            self.said.add(new.ends)
            moved = self.strict != self.was_strict
            if new is was and not moved:
                continue
            if new.name != was.name and len(element.lines) == 1:
                return Chunk.of(
                    chunk.text[: chunk.start] + writer.reference_text(new, strict=self.strict) + chunk.text[chunk.end :]
                )
            body = writer.reference_body(new, strict=self.strict)
            if moved or body != writer.reference_body(was, strict=self.was_strict):
                splices.append(Splice(*rel(chunk, line.span), body))
        if not left and element.lines:
            return _without(chunk)
        return Chunk.of(spliced(chunk.text, splices)) if splices else chunk

    # -- enums and groups ---------------------------------------------------------------------------------------

    def enum(self, chunk: Chunk, element: syntax.EnumElement) -> Chunk | None:
        name = reader.qualified(element.name)
        before = self.before.enums_by_name.get(name)
        after = self.after.enums_by_name.get(self.names.enum(name))
        if before is None:
            return chunk
        if after is None:
            return _without(chunk)
        self.said.add(("enum", after.name))
        if before is after:
            return chunk
        splices = (
            [] if before.name == after.name else [Splice(*rel(chunk, element.name_span), quote_qualified(after.name))]
        )
        old, new = ([line.strip() for line in writer.enum_text(e).split("\n")[1:-1]] for e in (before, after))
        spans = [value.span for value in element.values]
        splices += line_splices(chunk, old, new, spans, chunk.rel(element.close), INDENT)
        return Chunk.of(spliced(chunk.text, splices)) if splices else chunk

    def group(self, chunk: Chunk, element: syntax.Group) -> Chunk | None:
        name = reader.qualified(element.name)
        before = next((a for a in self.before.areas if a.name == name), None)
        after = next((a for a in self.after.areas if a.name == self.names.area(name)), None)
        if before is None:
            return chunk
        if after is None:
            return _without(chunk)
        self.said.add(("area", after.name))
        if before is after:
            return chunk
        text = writer.area_text(after)
        if before.note == after.note and writer.area_settings(before) == writer.area_settings(after):
            splices = [Splice(*rel(chunk, element.name_span), quote_qualified(after.name))]
            old, new = ([quote_qualified(n) for n in area.entities] for area in (before, after))
            splices += line_splices(chunk, old, new, [s for _, s in element.tables], chunk.rel(element.close), INDENT)
            return Chunk.of(spliced(chunk.text, splices))
        return Chunk.of(chunk.text[: chunk.start] + text + chunk.text[chunk.end :])

    # -- project ------------------------------------------------------------------------------------------------

    def fields(self, model: Model, *, strict: bool) -> dict[str, str]:
        fields = writer.project_fields(model)
        if not strict:
            fields.pop("wb_dbml", None)
        return fields

    def project(self, chunk: Chunk, element: syntax.Pairs) -> Chunk:
        self.said.add("project")
        here = {item.name for item in element.items}
        old = self.fields(self.before, strict="wb_dbml" in here)
        keeps = "wb_dbml" in here
        new = self.fields(self.after, strict=keeps or self.needs_level())
        if keeps:
            old["wb_dbml"] = new["wb_dbml"] = "10"
        splices = _pairs(chunk, element, old, new)
        if self.before.name != self.after.name:
            after = quote_name(self.after.name) if self.after.name is not None else ""
            if element.name:
                splices.append(Splice(*rel(chunk, element.name_span), after))
            else:
                at = chunk.start + len("project")
                splices.append(Splice(at, at, f" {after}"))
        if self.before.note != self.after.note:
            text = f"Note: {quote_note(self.after.note, INDENT)}" if self.after.note is not None else ""
            if element.notes:
                span = element.notes[-1].span
                splices.append(Splice(*rel(chunk, span), text) if text else without_line(chunk, span))
            elif text:
                splices.append(before_brace(chunk, chunk.rel(element.close), [INDENT + text]))
        return Chunk.of(spliced(chunk.text, _merged(splices))) if splices else chunk

    def needs_level(self) -> bool:
        """Whether the text must say that its operators are strict because no ``?`` shows it."""
        return self.strict and bool(self.after.references)

    # -- additions ----------------------------------------------------------------------------------------------

    def add_missing(self, chunks: list[Chunk]) -> None:
        after = self.after
        for enum in after.enums:
            if ("enum", enum.name) not in self.said:
                place = _after_last(chunks, syntax.EnumElement)
                _insert(chunks, _before_tables(chunks) if place is None else place, writer.enum_text(enum))
        last: int | None = None
        for entity in after.entities:
            at = _index_of(chunks, self.reader_name, entity.name)
            if at is None:
                at = _before_tables(chunks) if last is None else last
                _insert(chunks, at, writer.table_text(entity, after))
            last = _past_metadata(chunks, at, self.reader_name, entity.name)
            changed = self.before.entities_by_name.get(entity.name) is not entity or not self._same_references(
                entity.name
            )
            if changed and last == at + 1 and (text := writer.metadata_text(entity, after)):
                if not self._has_metadata(chunks, entity.name):
                    _insert(chunks, last, text)
                    last += 1
        for reference in after.references:
            if reference.ends not in self.said:
                place = _after_last(chunks, syntax.Ref)
                text = writer.reference_text(reference, strict=self.strict)
                if place is None:
                    _insert(chunks, len(chunks), text)
                else:
                    _insert(chunks, place, text, blank=False)
        for area in after.areas:
            if ("area", area.name) not in self.said:
                _insert(chunks, len(chunks), writer.area_text(area))
        if "project" not in self.said:
            fields = self.fields(after, strict=self.needs_level() and (not self.was_strict or self._level_lost(chunks)))
            if fields or after.name is not None or after.note is not None:
                _insert(chunks, 0, writer.project_block(after, fields))

    def _level_lost(self, chunks: Sequence[Chunk]) -> bool:
        return not reader.is_strict(c.element for c in chunks if c.element is not None)

    def _same_references(self, name: QualifiedName) -> bool:
        old, new = self.before.references_from(name), self.after.references_from(name)
        return len(old) == len(new) and all(map(_is, old, new))

    def _has_metadata(self, chunks: Sequence[Chunk], name: QualifiedName) -> bool:
        return any(
            isinstance(c.element, syntax.Pairs) and c.element.target == "table" and self.reader_name(c.element) == name
            for c in chunks
        )

    def reader_name(self, element: syntax.Element) -> QualifiedName:
        """Name of a table, in the model after, that an element of the patched text speaks of."""
        name = reader.qualified(element.name)
        return name if name in self.after.entities_by_name else self.names.entity(self.reader.table_name(element.name))

    def ordered(self, chunks: list[Chunk]) -> list[Chunk]:
        """Bring tables, and enums, into the order of the model."""
        tables = {entity.name: place for place, entity in enumerate(self.after.entities)}
        enums = {enum.name: place for place, enum in enumerate(self.after.enums)}
        areas = {area.name: place for place, area in enumerate(self.after.areas)}
        for kind, order in ((syntax.Table, tables), (syntax.EnumElement, enums), (syntax.Group, areas)):
            chunks = _permuted(chunks, kind, order)
        return chunks


def _plain_settings(entity: object) -> dict[str, str]:
    properties = getattr(entity, "properties", extras.NO_PROPERTIES)
    return dict(extras.free_settings(properties)[0])


def _is(a: object, b: object) -> bool:
    return a is b


def _inline_can_say(reference: Reference) -> bool:
    """Whether a column's ``ref:`` can say the reference: it takes no name and no settings."""
    plain = reference.on_delete is None and reference.on_update is None and reference.enforced
    return plain and reference.color is None and reference.name is None and len(reference.child_attributes) == 1


def _without(chunk: Chunk) -> Chunk | None:
    """Take an element out; comments that stood before it stay."""
    line_start = chunk.text.rfind("\n", 0, chunk.start) + 1
    head, tail = chunk.text[:line_start], chunk.text[chunk.end :]
    if tail.strip():
        head, tail = chunk.text[: chunk.start], tail.lstrip(" \t")
    else:
        tail = ""
    left = head + tail
    return Chunk(left) if left.strip() else None


def _pairs(chunk: Chunk, element: syntax.Pairs, old: Mapping[str, str], new: Mapping[str, str]) -> list[Splice]:
    """Change the fields of a block that differ."""
    splices = []
    here = {item.name: item for item in element.items}
    for key, item in here.items():
        if key in old and old[key] != new.get(key):
            value = new.get(key)
            text = (
                f"{chunk.text[slice(*rel(chunk, item.span))].split(':')[0]}: {quote_text(value)}"
                if value is not None
                else ""
            )
            splices.append(
                Splice(*rel(chunk, item.span), text) if value is not None else without_line(chunk, item.span)
            )
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


def _insert(chunks: list[Chunk], at: int, body: str, *, blank: bool = True) -> None:
    before = chunks[at - 1].text if at else ""
    lead = "" if not before or before.endswith("\n") else "\n"
    if blank and before.strip() and not (before + lead).endswith("\n\n"):
        lead += "\n"
    following = chunks[at].text if at < len(chunks) else ""
    tail = "\n" if not blank or not following or following.startswith(("\n", "\r\n")) else "\n\n"
    chunks.insert(at, Chunk.of(lead + body + tail))


def _after_last(chunks: Sequence[Chunk], kind: type[syntax.Element]) -> int | None:
    return max((i + 1 for i, chunk in enumerate(chunks) if isinstance(chunk.element, kind)), default=None)


def _before_tables(chunks: Sequence[Chunk]) -> int:
    """Behind ``Project`` and enums, before the first table; at the end where there is none."""
    for place, chunk in enumerate(chunks):
        if isinstance(chunk.element, syntax.Table) and not chunk.element.partial:
            return place
    return len(chunks)


def _index_of(chunks: Sequence[Chunk], name_of: object, name: QualifiedName) -> int | None:
    for place, chunk in enumerate(chunks):
        element = chunk.element
        if isinstance(element, syntax.Table) and not element.partial and name_of(element) == name:  # type: ignore[operator]
            return place
    return None


def _past_metadata(chunks: Sequence[Chunk], at: int, name_of: object, name: QualifiedName) -> int:
    place = at + 1
    while place < len(chunks):
        element = chunks[place].element
        if not isinstance(element, syntax.Pairs) or element.target != "table" or name_of(element) != name:  # type: ignore[operator]
            break
        place += 1
    return place


def _permuted(chunks: list[Chunk], kind: type[syntax.Element], order: Mapping[QualifiedName, int]) -> list[Chunk]:
    """Put the chunks of a kind into order among the places that they have."""
    places = [
        place
        for place, chunk in enumerate(chunks)
        if isinstance(chunk.element, kind) and reader.qualified(chunk.element.name) in order
    ]
    wanted = sorted(places, key=lambda place: order[reader.qualified(_element(chunks[place]).name)])
    if wanted == places:
        return chunks
    result = list(chunks)
    for place, source in zip(places, wanted, strict=True):
        text, body = chunks[place], chunks[source]
        # The text before an element (comments, blank lines) goes with it; the file's first and last line end stay.
        result[place] = _joined(body, first=place == 0, last=place == len(chunks) - 1, like=text)
    return result


def _element(chunk: Chunk) -> syntax.Element:
    assert chunk.element is not None  # noqa: S101 - callers pass chunks with an element
    return chunk.element


def _joined(chunk: Chunk, *, first: bool, last: bool, like: Chunk) -> Chunk:
    text = chunk.text
    if first:
        text = text.lstrip("\r\n")
    elif not text.startswith(("\n", "\r\n")) and like.text.startswith(("\n", "\r\n")):
        text = "\n" + text
    if not text.endswith("\n") and not last:
        text += "\n"
    return Chunk.of(text)
