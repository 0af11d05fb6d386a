"""Tables: rules of tables and table partials, of their columns, indexes and checks."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.formats.dbml.grammar import settings as allowed
from workbench.formats.dbml.grammar.nodes import Code, Element, Expression, Index, Line, Listing, Prefix
from workbench.formats.dbml.grammar.settings import Allowed, Fault
from workbench.formats.dbml.grammar.shape import in_braces, name_faults, no_name, no_settings, one_note
from workbench.formats.dbml.grammar.values import is_index_part, is_name, is_type, is_word, unrolled


def table(element: Element, _parent: Element | None) -> Iterator[Fault]:
    """Judge a table."""
    yield from name_faults(element, single=False)
    if element.alias is not None and not is_name(element.alias):
        yield "An alias is one word, or a name in double quotes.", element.alias.at
    yield from allowed.TABLE.faults(element.settings)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        if isinstance(line.head, Prefix) and line.head.operator == "~":
            if not is_name(line.head.value):
                yield "A table partial is taken in by ~ and its name.", line.head.at
            for more in line.rest:
                yield "Nothing stands behind the name of a table partial.", more.at
        else:
            yield from _column(line, allowed.COLUMN)
    yield from one_note(element)


def partial(element: Element, _parent: Element | None) -> Iterator[Fault]:
    """Judge a table partial."""
    yield from name_faults(element, single=True)
    yield from allowed.PARTIAL.faults(element.settings)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        if isinstance(line.head, Prefix):
            yield "A table partial takes in no other one.", line.at
        else:
            yield from _column(line, allowed.COLUMN_OF_PARTIAL)
    yield from one_note(element)


def _column(line: Line, permitted: Allowed) -> Iterator[Fault]:
    if not is_name(line.head):
        yield "A column is named by a word, or a name in double quotes.", line.head.at
    if not line.rest:
        name = repr(line.head.value) if is_name(line.head) else "here"
        yield f"The column {name} has no type.", line.head.at
        return
    if not is_type(line.rest[0]):
        kind = line.rest[0]
        if isinstance(kind, Index) and is_type(kind.base):
            yield "Put a blank between the type and its settings.", kind.indexer.at
        else:
            yield "This is no type: a name with at most one schema, and what stands behind it in brackets.", kind.at
    if len(line.rest) == 1:
        return
    bare = line.rest[1:]
    listing = bare.pop() if bare and isinstance(bare[-1], Listing) else None
    unlike = [part for part in bare if not is_word(part)]
    if unlike:
        yield "Behind the type of a column stand pk, unique, or settings in brackets.", unlike[0].at
        return
    said: dict[str, int] = {}
    for part in bare:
        word = part.value.lower() if is_word(part) else ""
        if word not in ("pk", "unique"):
            yield f"Only pk and unique may stand there without brackets, not {word!r}.", part.at
            return
        said[word] = said.get(word, 0) + 1
    listing = listing if isinstance(listing, Listing) else None
    yield from permitted.faults(listing)
    if listing is None and not said:
        return
    found = allowed.grouped(listing)
    count = {name: len(found.get(name, ())) + said.get(name, 0) for name in ("pk", "unique", "primary key")}
    for name in ("pk", "unique"):
        if said.get(name) and count[name] > 1:
            yield f"The setting {name!r} stands here twice.", line.at
    if count["pk"] and count["primary key"]:
        yield "Say pk or primary key, and not both.", line.at
    if "null" in found and "not null" in found:
        yield "A column cannot be null and not null.", found["not null"][0].at


def indexes(element: Element, _parent: Element | None) -> Iterator[Fault]:
    """Judge a block of indexes."""
    yield from no_name(element)
    yield from no_settings(element)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        parts: list[Expression] = [line.head, *line.rest]
        if isinstance(parts[-1], Listing):
            yield from allowed.INDEX.faults(parts.pop())  # type: ignore[arg-type]
        for part in parts:
            for inner in unrolled(part):
                if not is_index_part(inner):
                    yield "An index is of columns and of expressions in backticks.", inner.at


def checks(element: Element, _parent: Element | None) -> Iterator[Fault]:
    """Judge a block of checks."""
    yield from no_name(element)
    yield from no_settings(element)
    if isinstance(element.body, Line):
        yield from in_braces(element)
        return
    for line in element.lines:
        parts: list[Expression] = [line.head, *line.rest]
        if isinstance(parts[-1], Listing):
            yield from allowed.CHECK.faults(parts.pop())  # type: ignore[arg-type]
        if len(parts) != 1 or not isinstance(parts[0], Code):
            yield "A check is an expression in backticks.", line.at
