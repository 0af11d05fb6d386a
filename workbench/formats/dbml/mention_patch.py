"""Mention patch: names follow, and lines go, in what a text says beyond the model: dependencies, records and views.

Nobody reads these into the model, so they are looked at in the tree of the grammar, one chunk at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.grammar.nodes import (
    Atom,
    Call,
    Comma,
    Element,
    Expression,
    Infix,
    Line,
    Listing,
    Node,
    Prefix,
    Setting,
    Tuple,
)
from workbench.formats.dbml.grammar.parser import Parser
from workbench.formats.dbml.grammar.settings import grouped
from workbench.formats.dbml.grammar.tokens import Tokens, tokenize
from workbench.formats.dbml.grammar.values import End, chain, end_of, is_name, row_of, settings_of
from workbench.formats.dbml.placing import without
from workbench.formats.dbml.splices import Splice, spliced, without_line
from workbench.formats.dbml.strings import quote_name, quote_qualified, quote_text
from workbench.formats.dbml.transition import Transition
from workbench.model.names import QualifiedName


def patch_mentions(chunk: Chunk, transition: Transition) -> Chunk | None:
    """Rewrite a chunk so that it speaks of what is there, by its name; None when nothing is left of it."""
    tokens = tokenize(chunk.text)
    items = Parser(tokens).program().items
    if len(items) != 1 or not isinstance(items[0], Element):
        return chunk
    patch = _Patch(chunk, tokens, transition)
    patch.element(items[0])
    if patch.gone:
        return without(chunk)
    return Chunk.of(spliced(chunk.text, patch.splices)) if patch.splices else chunk


class _Patch:
    def __init__(self, chunk: Chunk, tokens: Tokens, transition: Transition) -> None:
        self.chunk = chunk
        self.tokens = tokens
        self.transition = transition
        self.splices: list[Splice] = []
        self.gone = False

    # -- elements -------------------------------------------------------------------------------------------------

    def element(self, element: Element) -> None:
        match element.kind:
            case "dep":
                self.dependency(element)
            case "records":
                self.records(element)
            case "diagramview":
                for block in element.elements:
                    self.view(block)
            case "table" | "tablepartial":
                self.settings(element, "dep" if element.kind == "table" else "ref")
                self.inner_records(element)

    def dependency(self, element: Element) -> None:
        lines = [line for line in element.lines if isinstance(line.head, Infix)]
        left = len(lines)
        for line in lines:
            assert isinstance(line.head, Infix)  # noqa: S101 - the others were left out
            ends = [self.end(end_of(node)) for node in (line.head.left, line.head.right)]
            if None in ends:
                left -= 1
                self.drop(line)
            else:
                self.splices += [splice for end in ends if end for splice in end]
        self.gone = bool(lines) and not left

    def view(self, block: Element) -> None:
        for line in block.lines:
            end = end_of(line.head)
            if end is None or end.listed:
                continue
            if block.kind == "tables":
                table = self.table_of(end.names)
                if table is None:
                    continue
                found = self.respelled(end.names, table)
            elif block.kind == "tablegroups":
                found = self.group(end.names[-1])
            else:
                continue
            if found is None:
                self.drop(line)
            else:
                self.splices += found

    def group(self, name: Atom) -> list[Splice] | None:
        old = QualifiedName(name.value)
        areas = {area.name for area in self.transition.before.areas}
        new = self.transition.names.area(old)
        if old not in areas:
            return []
        if new not in {area.name for area in self.transition.after.areas}:
            return None
        return [self.instead(name, quote_name(new.name))] if new != old else []

    # -- records --------------------------------------------------------------------------------------------------

    def records(self, element: Element) -> None:
        """Records that name their table: ``records t(a, b) { … }``."""
        if not isinstance(element.name, Call):
            return
        end = end_of(element.name.callee)
        table = self.table_of(end.names) if end is not None and not end.listed else None
        if end is None or table is None:
            return
        found = self.respelled(end.names, table)
        if found is None:
            self.gone = True
            return
        self.splices += found
        self.columns(element, table, element.name.arguments)

    def settings(self, element: Element, key: str) -> None:
        """What settings say of other tables; the references of a table are patched already."""
        for listing, place in self.listings(element):
            for setting in grouped(listing).get(key, ()):
                end = end_of(setting.value.value) if isinstance(setting.value, Prefix) else None
                found = self.end(end, alone=place) if end is not None else []
                if found is None:
                    self.drop_setting(listing, setting)
                else:
                    self.splices += found

    def inner_records(self, element: Element) -> None:
        table = self.own_table(end_of(element.name))
        for inner in element.elements:
            if inner.kind == "records" and table is not None:
                if isinstance(inner.name, Tuple):
                    self.columns(inner, table, inner.name)
                else:
                    self.listed(inner, table)

    def listings(self, element: Element) -> Iterator[tuple[Listing, bool]]:
        if element.settings is not None:
            yield element.settings, False
        for line in element.lines:
            listing = settings_of(line)
            if listing is not None:
                yield listing, True

    def own_table(self, end: End | None) -> QualifiedName | None:
        """Name, before, of the table that a chunk says, whose name is the new one by now."""
        if end is None:
            return None
        now = _qualified(end.names)
        old = (e.name for e in self.transition.before.entities if self.transition.names.entity(e.name) == now)
        return next(old, None)

    def columns(self, element: Element, table: QualifiedName, listed: Tuple) -> None:
        """Put the names of columns right, and take out those that are gone with their values."""
        before = self.transition.before.entities_by_name.get(table)
        after = self.transition.after.entities_by_name.get(self.transition.names.entity(table))
        if before is None or after is None:
            return
        names = self.transition.names.attributes(table)
        kept, words = [], []
        for place, item in enumerate(listed.items):
            known = is_name(item) and before.attribute(item.value) is not None
            new = names.get(item.value, item.value) if is_name(item) else ""
            if known and after.attribute(new) is None:
                continue
            kept.append(place)
            words.append(quote_name(new) if known and is_name(item) and new != item.value else self.text(item))
        if not kept:
            self.drop_element(element)
            return
        if words != [self.text(item) for item in listed.items]:
            self.splices.append(self.instead(listed, f"({', '.join(words)})"))
        self.rows(element, kept, len(listed.items))

    def listed(self, element: Element, table: QualifiedName) -> None:
        """Records of all columns: once these are others, or in another order, the old ones are named."""
        before = self.transition.before.entities_by_name.get(table)
        after = self.transition.after.entities_by_name.get(self.transition.names.entity(table))
        if before is None or after is None:
            return
        names = self.transition.names.attributes(table)
        old = [names.get(attribute.name, attribute.name) for attribute in before.attributes]
        now = [attribute.name for attribute in after.attributes]
        if old == now:
            self.rows(element, range(len(old)), len(old))
            return
        kept = [place for place, name in enumerate(old) if name in now]
        if not kept:
            self.drop_element(element)
            return
        at = self.tokens.ends[element.at]
        self.splices.append(Splice(at, at, f" ({', '.join(quote_name(old[place]) for place in kept)})"))
        self.rows(element, kept, len(old))

    def rows(self, element: Element, kept: Sequence[int], columns: int) -> None:
        """Take values out that have no column any more, and put those right that are of an enum."""
        for line in element.lines:
            values = row_of(line)
            said = [self.text(value) for value in values]
            texts = [self.value(value) for value in values]
            if len(values) == columns and len(kept) != columns:
                texts = [texts[place] for place in kept]
            if texts != said:
                whole = line.head if isinstance(line.head, Comma) else line
                self.splices.append(self.instead(whole, ", ".join(texts)))

    def value(self, node: Expression) -> str:
        """Text of a value; one of an enum that is gone, or has it no more, becomes a plain text."""
        parts = chain(node)
        names = [part for part in parts if is_name(part)]
        if not isinstance(node, Infix) or len(names) != len(parts):
            return self.text(node)
        old = _qualified(names[:-1])
        enum = self.transition.before.enums_by_name.get(old)
        if enum is None:
            return self.text(node)
        new = self.transition.after.enums_by_name.get(self.transition.names.enum(old))
        if new is None or names[-1].value not in {value.name for value in new.values}:
            return quote_text(names[-1].value)
        return f"{quote_qualified(new.name)}.{quote_name(names[-1].value)}" if new.name != old else self.text(node)

    # -- names ----------------------------------------------------------------------------------------------------

    def end(self, end: End | None, *, alone: bool = False) -> list[Splice] | None:
        """Splices for an end of a dependency; None where what it names is gone."""
        if end is None or not end.names:
            return []
        names, columns = end.names, end.columns
        table = self.table_of(names)
        if table is None and len(names) > 1 and not end.listed:
            table, names, columns = self.table_of(names[:-1]), names[:-1], names[-1:]
        if table is None or (alone and len(end.names) == 1):
            return []
        found = self.respelled(names, table)
        entity = self.transition.after.entities_by_name.get(self.transition.names.entity(table))
        if found is None or entity is None:
            return None
        before = self.transition.before.entities_by_name.get(table)
        new_names = self.transition.names.attributes(table)
        for column in columns:
            new = new_names.get(column.value, column.value)
            if before is not None and before.attribute(column.value) is not None and entity.attribute(new) is None:
                return None
            if new != column.value:
                found.append(self.instead(column, quote_name(new)))
        return found

    def table_of(self, names: Sequence[Atom]) -> QualifiedName | None:
        """Table of the model before that some words stand for."""
        table = self.transition.scope.table(tuple(name.value for name in names)) if names else None
        return table if table in self.transition.before.entities_by_name else None

    def respelled(self, names: Sequence[Atom], table: QualifiedName) -> list[Splice] | None:
        """Splice that puts the name of a table right; None where the table is gone."""
        new = self.transition.names.entity(table)
        if new not in self.transition.after.entities_by_name:
            return None
        said = tuple(name.value for name in names)
        if new == table and said not in self.transition.lost_aliases:
            return []
        start, end = self.tokens.starts[names[0].at], self.tokens.ends[names[-1].at]
        text = self.transition.spelled(said, new)
        return [Splice(start, end, text)] if self.chunk.text[start:end] != text else []

    # -- pieces of the text -----------------------------------------------------------------------------------------

    def span(self, node: Node) -> tuple[int, int]:
        return self.tokens.starts[node.at], self.tokens.ends[node.end - 1]

    def text(self, node: Expression) -> str:
        return self.chunk.text[slice(*self.span(node))] if node.end > node.at else ""

    def instead(self, node: Node, text: str) -> Splice:
        return Splice(*self.span(node), text)

    def drop(self, line: Line) -> None:
        start, end = self.span(line)
        self.splices.append(without_line(self.chunk, (start + self.chunk.base, end + self.chunk.base)))

    def drop_element(self, element: Element) -> None:
        if element.parent is None:
            self.gone = True
        else:
            start, end = self.span(element)
            self.splices.append(without_line(self.chunk, (start + self.chunk.base, end + self.chunk.base)))

    def drop_setting(self, listing: Listing, setting: Setting) -> None:
        others = [self.text(s) for s in listing.settings if s is not setting]  # type: ignore[arg-type]
        start, end = self.span(listing)
        if not others:
            start = len(self.chunk.text[:start].rstrip(" \t"))
        self.splices.append(Splice(start, end, f"[{', '.join(others)}]" if others else ""))


def _qualified(names: Sequence[Atom]) -> QualifiedName:
    return QualifiedName(names[-1].value, ".".join(name.value for name in names[:-1]) or None)
