"""Placing: where in a text a new element goes, how elements are put into order, and how one is taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeAlias

from workbench.formats.dbml import syntax
from workbench.formats.dbml.document import Chunk
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


def past_metadata(chunks: Sequence[Chunk], at: int, name_of: NameOf, name: QualifiedName) -> int:
    """Place behind a table and the ``Metadata`` blocks that follow it."""
    place = at + 1
    while place < len(chunks):
        element = chunks[place].element
        if not isinstance(element, syntax.Pairs) or element.target != "table" or name_of(element) != name:
            break
        place += 1
    return place


def ordered(chunks: list[Chunk], kind: type[syntax.Element], nodes: Iterable[_Named]) -> list[Chunk]:
    """Put the elements of a kind into the order of the nodes that they say, among the places that they have."""
    order: Mapping[QualifiedName, int] = {node.name: place for place, node in enumerate(nodes)}
    places, ranks = [], []
    for place, chunk in enumerate(chunks):
        if isinstance(chunk.element, kind) and (rank := order.get(_name(chunk.element))) is not None:
            places.append(place)
            ranks.append(rank)
    if all(a <= b for a, b in pairwise(ranks)):
        return chunks
    sources = [place for _, place in sorted(zip(ranks, places, strict=True))]
    result = list(chunks)
    for place, source in zip(places, sources, strict=True):
        # The text before an element (comments, blank lines) goes with it; the file's first and last line end stay.
        result[place] = _fitted(chunks[source], first=place == 0, last=place == len(chunks) - 1, like=chunks[place])
    return result


def _name(element: syntax.Element) -> QualifiedName:
    return group_name(element) if isinstance(element, syntax.Group) else qualified(element.name)


def _fitted(chunk: Chunk, *, first: bool, last: bool, like: Chunk) -> Chunk:
    text = chunk.text
    if first:
        text = text.lstrip("\r\n")
    elif not text.startswith(("\n", "\r\n")) and like.text.startswith(("\n", "\r\n")):
        text = "\n" + text
    if not text.endswith("\n") and not last:
        text += "\n"
    return Chunk.of(text) if text != chunk.text else chunk
