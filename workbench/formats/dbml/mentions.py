"""Mentions: which chunks of a text speak of a table, by the last word of its name.

An edit of a large text concerns a handful of its elements. They are looked up here, not searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workbench.formats.dbml import syntax

if TYPE_CHECKING:
    from workbench.formats.dbml.document import Chunk

# Kinds of elements that a change of the whole model may concern; no name has such a word.
PROJECT, ENUM, GROUP = "\0project", "\0enum", "\0group"


class Mentions:
    """Chunks by the words that they mention.

    Parameters
    ----------
    chunks
        Chunks of a text.
    """

    def __init__(self, chunks: Iterable[Chunk] = ()) -> None:
        self._by_word: dict[str, tuple[Chunk, ...]] = {}
        for chunk in chunks:
            self._add(chunk)

    def of(self, words: Iterable[str]) -> list[Chunk]:
        """Chunks that mention one of some words, each once, in no order."""
        found = {id(chunk): chunk for word in words for chunk in self._by_word.get(word, ())}
        return list(found.values())

    def followed(self, gone: Iterable[Chunk], new: Iterable[Chunk]) -> Mentions:
        """Mentions of a text in which some chunks gave way to others."""
        result = Mentions()
        result._by_word = self._by_word.copy()
        for chunk in gone:
            for word in words_of(chunk.element):
                result._by_word[word] = tuple(c for c in result._by_word.get(word, ()) if c is not chunk)
        for chunk in new:
            result._add(chunk)
        return result

    def _add(self, chunk: Chunk) -> None:
        for word in words_of(chunk.element):
            self._by_word[word] = (*self._by_word.get(word, ()), chunk)


def words_of(element: syntax.Element | None) -> Iterator[str]:
    """Words by which a change may concern an element."""
    match element:
        case syntax.Table():
            yield from {element.name[-1], *element.words}
        case syntax.Ref():
            for line in element.lines:
                yield from {line.left[-1], *line.right.table[-1:]}
        case syntax.Pairs(keyword="project"):
            yield PROJECT
        case syntax.Pairs(target="tablegroup") | syntax.Group():
            yield GROUP
        case syntax.Pairs(target="column", name=name):
            yield from name[-2:-1]
        case syntax.Pairs(target="table", name=name):
            yield from name[-1:]
        case syntax.EnumElement():
            yield ENUM
        case syntax.Other():
            yield from element.words
            if element.keyword == "diagramview":
                yield GROUP
        case _:
            return
