"""Document: a DBML text in chunks, one for each top-level element, so that an edit rewrites only what it concerns.

A chunk holds an element with all that stands before it (comments, blank lines) and the rest of its last line. The
chunks joined are the text, byte for byte.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from workbench.formats.dbml import reader, syntax, writer
from workbench.formats.dbml.diagnostics import DbmlError, Diagnostic
from workbench.formats.dbml.imports import NO_IMPORTS, Files, Imports, imports_of
from workbench.formats.dbml.mentions import PROJECT, Mentions
from workbench.formats.dbml.metadata import Metadata
from workbench.formats.dbml.parser import parse
from workbench.formats.dbml.places import place
from workbench.formats.dbml.scope import Scope, is_strict
from workbench.model.model import Model

_TITLES = {"records": "Records", "note": "Note", "diagramview": "DiagramView", "dep": "Dep"}
QUOTED_TEXT = re.compile(r"'''.*?'''|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`", re.DOTALL)
_COMMENT = re.compile(r"//|/\*")
_MANY = 100_000  # new objects


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """Let the cyclic collector rest: a large text becomes a million small objects, and none of them is garbage.

    Nor are they looked at when it wakes: all that is there by then counts as old, which is what freezing and
    unfreezing comes to.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if gc.get_freeze_count() == 0 and gc.get_count()[0] > _MANY:
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@dataclass(frozen=True)
class Chunk:
    """A piece of the text with at most one element; `base` is where the positions of its syntax count from."""

    text: str
    element: syntax.Element | None = None
    base: int = 0

    def rel(self, position: int) -> int:
        """Position inside the chunk's own text."""
        return position - self.base

    @property
    def start(self) -> int:
        """Where the element starts inside the chunk's text."""
        return len(self.text) if self.element is None else self.rel(self.element.span[0])

    @property
    def end(self) -> int:
        """Where the element ends inside the chunk's text."""
        return len(self.text) if self.element is None else self.rel(self.element.span[1])

    def with_element(self, text: str) -> Chunk:
        """Chunk in which another text stands in the place of the element."""
        return Chunk.of(self.text[: self.start] + text + self.text[self.end :])

    def with_plain_ends(self) -> Chunk:
        """Chunk whose lines end with a line feed alone."""
        return Chunk.of(self.text.replace("\r\n", "\n")) if "\r\n" in self.text else self

    @classmethod
    def of(cls, text: str) -> Chunk:
        """Parse a text that holds one element."""
        elements, wrong = parse(text)
        if wrong or len(elements) != 1:
            raise DbmlError(wrong or [Diagnostic(f"Expected one element, found {len(elements)}.", 1, 1)])
        return cls(text, elements[0])


@dataclass(frozen=True)
class Document:
    r"""A text and what it says.

    Examples
    --------
    >>> document = Document.of("// orders\nTable t { id int [pk] }\n")
    >>> document.text
    '// orders\nTable t { id int [pk] }\n'
    >>> document.model.entity("t").primary_key.attributes
    ('id',)
    """

    chunks: tuple[Chunk, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), compare=False)
    files: Files | None = field(default=None, compare=False)
    imports: Imports = field(default=NO_IMPORTS, compare=False)

    @cached_property
    def text(self) -> str:
        """The text, byte for byte."""
        return "".join(chunk.text for chunk in self.chunks)

    @property
    def elements(self) -> list[syntax.Element]:
        """Top-level elements in order."""
        return [chunk.element for chunk in self.chunks if chunk.element is not None]

    @property
    def uses(self) -> list[str]:
        """Files from which something is taken, as the text names them."""
        return [e.path for e in self.elements if isinstance(e, syntax.Other) and is_use(e)]

    @cached_property
    def scope(self) -> Scope:
        """What the names in the text stand for."""
        return Scope.of(self.elements, self.imports.names)

    def with_chunks(self, chunks: Sequence[Chunk]) -> Document:
        """Document of other chunks, most of them the same; what its names stand for is carried over."""
        result = replace(self, chunks=tuple(chunks))
        was, now = set(map(id, self.chunks)), set(map(id, result.chunks))
        lost, fresh = was - now, now - was
        gone = [chunk for chunk in self.chunks if id(chunk) in lost] if lost else []
        new = [chunk for chunk in result.chunks if id(chunk) in fresh] if fresh else []
        mentions = result.__dict__["mentions"] = self.mentions.followed(gone, new)
        elements = ([c.element for c in cs if c.element is not None] for cs in (gone, new, mentions.of([PROJECT])))
        before, after, projects = elements
        scope = self.scope.followed(before, after, strict=is_strict(projects))
        if scope is not None:
            result.__dict__["scope"] = scope
        return result

    @cached_property
    def mentions(self) -> Mentions:
        """Which chunks speak of what."""
        return Mentions(self.chunks)

    @cached_property
    def newline(self) -> str:
        """Line end of the text: that of its first line."""
        return "\r\n" if "\r\n" in self.text[:10_000] else "\n"

    @cached_property
    def model(self) -> Model:
        """Model that the text says.

        Raises
        ------
        DbmlError
            With everything that is wrong with the text.
        """
        if self.diagnostics:
            raise DbmlError(list(self.diagnostics))
        diagnostics: list[Diagnostic] = []
        starts = {}
        position = 0
        for chunk in self.chunks:
            if chunk.element is not None:
                starts[id(chunk.element)] = position - chunk.base
            position += len(chunk.text)

        def report(message: str, element: syntax.Element, span: tuple[int, int]) -> None:
            at = place(self.text, starts[id(element)] + span[0])
            diagnostics.append(Diagnostic(message, at.line, at.column, max(1, span[1] - span[0])))

        with without_collecting():
            elements = self.elements
            model = reader.read(elements, report, self.scope, self.imports.model.entities_by_name)
        if diagnostics:
            raise DbmlError(sorted(diagnostics, key=lambda d: (d.line, d.column)))
        if self.imports.homes:
            model = self.imports.joined(model, Metadata.of(elements, self.scope))
        with without_collecting():
            model.look_up()
            _ = self.mentions
        return model

    @property
    def beyond_model(self) -> dict[str, int]:
        """What the text says that no model holds, and how often: ``{"Records": 2, "comments": 1}``."""
        counts = Counter(
            _TITLES[e.keyword] for e in self.elements if isinstance(e, syntax.Other) and e.keyword in _TITLES
        )
        tables = [e for e in self.elements if isinstance(e, syntax.Table)]
        counts["TablePartial"] = sum(table.partial for table in tables)
        text = QUOTED_TEXT.sub("", self.text)
        counts["comments"] = len(_COMMENT.findall(text))
        return {what: count for what, count in counts.items() if count}

    def of_model(self, model: Model) -> Document:
        """Write another model, which was never text, in the place of this one; what is taken stays so."""
        if not self.imports.homes:
            return replace(Document.from_model(model), files=self.files)
        taken = [c.text[c.start : c.end] for c in self.chunks if c.element and is_use(c.element)]
        own = writer.write(self.imports.without(model))
        return Document.of("\n".join([*taken, "", own]), files=self.files)

    @classmethod
    def of(cls, text: str, *, strict: bool = False, files: Files | None = None) -> Document:
        """Parse a text; what is wrong with it is kept in ``diagnostics`` until the model is asked for.

        Parameters
        ----------
        text
            The text.
        strict
            Whether names that stand for nothing are wrong, as to the official parser, or for lint to tell: a design
            in the making has them.
        files
            Where the text stands, for what it takes from other files; without it that is not looked at.
        """
        imports = NO_IMPORTS
        with without_collecting():
            elements, wrong = parse(text, names=strict)
            if files is not None and not wrong and any(map(is_use, elements)):
                imports, wrong = imports_of(text, files, strict=strict)
        chunks = []
        position = 0
        for number, element in enumerate(elements):
            following = elements[number + 1].span[0] if number + 1 < len(elements) else len(text)
            line_end = text.find("\n", element.span[1])
            end = min(following, len(text) if line_end < 0 else line_end + 1)
            chunks.append(Chunk(text[position:end], element, position))
            position = end
        if position < len(text):
            chunks.append(Chunk(text[position:], None, position))
        return cls(tuple(chunks), tuple(wrong), files, imports)

    @classmethod
    def from_model(cls, model: Model) -> Document:
        """Write a model that was never text."""
        return cls.of(writer.write(model))


def is_use(element: syntax.Element) -> bool:
    """Whether an element takes something from another file."""
    return isinstance(element, syntax.Other) and element.keyword in ("use", "reuse")


def read_dbml(text: str, name: str | None = None, files: Files | None = None) -> Model:
    """Read a model from DBML.

    Parameters
    ----------
    text
        The text.
    name
        How errors call it: the file's name.
    files
        Where the text stands, for what it takes from other files; without it that is not looked at.

    Raises
    ------
    DbmlError
        When the text cannot be read; says the first place and holds all diagnostics.

    Examples
    --------
    >>> [str(entity.name) for entity in read_dbml("Table a { id int }").entities]
    ['a']
    """
    try:
        return Document.of(text, strict=True, files=files).model
    except DbmlError as error:
        raise DbmlError(list(error.diagnostics), name) from None


def write_dbml(model: Model) -> str:
    """Write a model as DBML in the style of this package; :func:`read_dbml` gives the same model back.

    See Also
    --------
    workbench.formats.dbml.levels.write_at : write for readers of an older DBML.
    """
    return writer.write(model)
