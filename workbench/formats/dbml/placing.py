"""Placing: where in a text a new element goes, how elements are put into order, and how one is taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeAlias

from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Chunk
from workbench.formats.dbml.order import staying
from workbench.formats.dbml.scope import group_name, qualified
from workbench.formats.dbml.splices import is_comment
from workbench.model.names import QualifiedName


class _Named(Protocol):
    @property
    def name(self) -> QualifiedName: ...


NameOf: TypeAlias = Callable[[syntax.Element], QualifiedName]


def insert(chunks: list[Chunk], at: int, body: str, *, blank: bool = True) -> None:
    """Put a new element before the chunk at a place, with an empty line on both sides or on a line of its own."""
    before = chunks[at - 1].text if at else ""
    lead = "" if not before or before.endswith("\n") else "\n"
    if blank and before.strip() and not (before + lead).endswith("\n\n"):
        lead += "\n"
    following = chunks[at].text if at < len(chunks) else ""
    tail = "\n" if not blank or not following or following.startswith(("\n", "\r\n")) else "\n\n"
    chunks.insert(at, Chunk.of(lead + body + tail))


def without(chunk: Chunk) -> Chunk | None:
    """Take an element out with the comment behind it; comments that stood before it stay."""
    line_start = chunk.text.rfind("\n", 0, chunk.start) + 1
    head, tail = chunk.text[:line_start], chunk.text[chunk.end :]
    if tail.strip() and not is_comment(tail):
        head, tail = chunk.text[: chunk.start], tail.lstrip(" \t")
    else:
        tail = ""
    left = head + tail
    return Chunk(left) if left.strip() else None


def after_last(chunks: Sequence[Chunk], kind: type[syntax.Element]) -> int | None:
    """Place behind the last element of a kind, or None where there is none."""
    return max((i + 1 for i, chunk in enumerate(chunks) if isinstance(chunk.element, kind)), default=None)


def before_tables(chunks: Sequence[Chunk]) -> int:
    """Place behind ``Project`` and enums, before the first table; at the end where there is none."""
    for place, chunk in enumerate(chunks):
        if isinstance(chunk.element, syntax.Table) and not chunk.element.partial:
            return place
    return len(chunks)


def place_of(chunks: Sequence[Chunk], name_of: NameOf, name: QualifiedName) -> int | None:
    """Place of the table of that name, or None."""
    for place, chunk in enumerate(chunks):
        element = chunk.element
        if isinstance(element, syntax.Table) and not element.partial and name_of(element) == name:
            return place
    return None


def past_metadata(chunks: Sequence[Chunk], at: int) -> int:
    """Place behind a table and the ``Metadata`` blocks that follow it."""
    return at + len(_with_metadata(chunks, at))


def ordered(chunks: list[Chunk], kind: type[syntax.Element], nodes: Iterable[_Named]) -> list[Chunk]:
    """Put the elements of a kind into the order of the nodes that they say; as few as possible move.

    The text before an element (comments, blank lines) goes with it, and so do the metadata behind a table.
    """
    order: Mapping[QualifiedName, int] = {node.name: place for place, node in enumerate(nodes)}
    places, ranks = [], []
    for place, chunk in enumerate(chunks):
        if isinstance(chunk.element, kind) and (rank := order.get(_name(chunk.element))) is not None:
            places.append(place)
            ranks.append(rank)
    if all(a < b for a, b in pairwise(ranks)):
        return chunks
    stay = staying(ranks)
    moved = {ranks[i]: _with_metadata(chunks, places[i]) for i in range(len(ranks)) if i not in stay}
    gone = {id(chunk) for group in moved.values() for chunk in group}
    result = [chunk for chunk in chunks if id(chunk) not in gone]
    homes = {ranks[i]: chunks[places[i]] for i in stay}
    for rank, group in sorted(moved.items()):
        leader = max((r for r in homes if r < rank), default=None)
        if leader is None:
            at = _index(result, homes[min(homes)])
        else:
            at = _index(result, homes[leader])
            at += len(_with_metadata(result, at))
        fitted = [_fitted(chunk, first=at == 0) for chunk in group]
        if at and not result[at - 1].text.endswith("\n"):
            result[at - 1] = _ended(result[at - 1])
        result[at:at] = fitted
        homes[rank] = fitted[0]
    return result


def _index(chunks: Sequence[Chunk], wanted: Chunk) -> int:
    return next(place for place, chunk in enumerate(chunks) if chunk is wanted)


def _with_metadata(chunks: Sequence[Chunk], at: int) -> Sequence[Chunk]:
    """Chunk at a place with the metadata of its table right behind it."""
    element = chunks[at].element
    name = element.name if element is not None else ()
    end = at + 1
    while end < len(chunks) and _describes(chunks[end].element, name):
        end += 1
    return chunks[at:end]


def _describes(element: syntax.Element | None, table: syntax.Name) -> bool:
    """Whether an element is a ``Metadata`` block of a table or of one of its columns."""
    if not isinstance(element, syntax.Pairs):
        return False
    return (element.target == "table" and element.name == table) or (
        element.target == "column" and element.name[:-1] == table
    )


def _name(element: syntax.Element) -> QualifiedName:
    return group_name(element) if isinstance(element, syntax.Group) else qualified(element.name)


def _fitted(chunk: Chunk, *, first: bool) -> Chunk:
    text = chunk.text.lstrip("\r\n") if first else chunk.text
    if not first and not text.startswith(("\n", "\r\n")):
        text = "\n" + text
    text = text if text.endswith("\n") else text + "\n"
    return Chunk.of(text) if text != chunk.text else chunk


def _ended(chunk: Chunk) -> Chunk:
    return Chunk(chunk.text + "\n") if chunk.element is None else Chunk.of(chunk.text + "\n")
