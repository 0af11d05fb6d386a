"""Transition: what a text says, what it is to say, and what of that it says already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import is_not
from typing import TypeVar

from workbench.formats.dbml import references, syntax, twins
from workbench.formats.dbml.document import Chunk, Document
from workbench.formats.dbml.mentions import ENUM, GROUP, PROJECT
from workbench.formats.dbml.names import Names
from workbench.formats.dbml.scope import qualified
from workbench.formats.dbml.strings import quote_name, quote_qualified
from workbench.model.lookups import carry_lookups
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Ends, Reference

_T = TypeVar("_T")


class Transition:
    """Two models, the names that lead from one to the other, and the text of the first.

    Parameters
    ----------
    document
        Text that says `before`.
    before, after
        Model that the text says, and the one that it is to say.
    names
        New names by old ones.

    Attributes
    ----------
    said
        Changed nodes of the model after that some element says: ``("entity", name)``, ``("reference", ends)``, ….
    imports
        What stands in other files.
    lost
        Ends of references whose place in the text is gone though the model keeps them.
    twins_after, twins
        References of the model after that DBML cannot say beside others, and their ends.
    strict, was_strict
        Whether operators mean exactly what DBML 9 says, in the text after and before.
    """

    def __init__(self, document: Document, before: Model, after: Model, names: Names) -> None:
        self.before = before
        self.after = after
        self.names = names
        self.scope = document.scope
        self.imports = document.imports
        self._mentions = document.mentions
        self.said: set[tuple[str, object]] = set(self.imports.said)
        self.lost: set[Ends] = set()
        self.entities_before, self.entities_after = apart(before.entities, after.entities)
        self.references_before, self.references_after = apart(before.references, after.references)
        carry_lookups(
            before,
            after,
            (self.entities_before, self.entities_after),
            (self.references_before, self.references_after),
        )
        projects = [chunk.element for chunk in document.mentions.of([PROJECT])]
        said = {names.ends(ends) for ends in twins.said_in(projects)}
        self.twins_after = twins.twins_after(after, self.references_after, said)
        self.twins = {reference.ends for reference in self.twins_after}
        self.lost |= {ends for ends in said - self.twins if ends in self.new_by_ends}
        self.was_strict = self.scope.strict
        self.strict = self.was_strict or not self._still_loose()

    def _still_loose(self) -> bool:
        """Whether plain operators can say all references after; of those before it is known that they do."""
        if not self.before.references:
            return False
        held = (r for entity in self.entities_after for r in self.after.references_from(entity.name))
        return all(
            r.ends in self.twins or references.is_loose(r, self.after.entities_by_name.get(r.child))
            for r in (*self.references_after, *held, *(self.new_by_ends[ends] for ends in self.lost))
        )

    # -- what the change concerns -------------------------------------------------------------------------------

    @cached_property
    def reference_tables(self) -> frozenset[str]:
        """Words that may stand for a table at an end of a changed reference, as the text has it."""
        found = {name.name for r in self.references_before for name in (r.child, r.parent)}
        return frozenset(found) | {name for (name,) in self.scope.aliases}

    @cached_property
    def tables(self) -> frozenset[str]:
        """Words that may stand for a table that is changed, or at an end of a changed reference, in the text."""
        held = frozenset(reference.child.name for reference in self.references_after)
        return frozenset(entity.name.name for entity in self.entities_before) | self.reference_tables | held

    @cached_property
    def lost_aliases(self) -> frozenset[syntax.Name]:
        """Aliases of the text that stand for nothing any more."""
        kept = {entity.alias for entity in self.entities_after}
        return frozenset(
            (entity.alias,) for entity in self.entities_before if entity.alias is not None and entity.alias not in kept
        )

    @cached_property
    def enum_names(self) -> frozenset[str]:
        """Names, as texts hold them, of enums that are there in one model only: types are written otherwise then."""
        if self.before.enums is self.after.enums:
            return frozenset()
        changed = {name.name for name in self.before.enums_by_name.keys() ^ self.after.enums_by_name.keys()}
        return frozenset(text for name in changed for text in (name, quote_name(name).strip('"')))

    @property
    def candidates(self) -> list[Chunk] | None:
        """Chunks that a change may concern; None where it may be all of them."""
        if self.strict != self.was_strict or self.lost_aliases or self.enum_names:
            return None
        kinds = [PROJECT]
        kinds += [ENUM] if self.before.enums is not self.after.enums else []
        kinds += [GROUP] if self.before.areas is not self.after.areas else []
        return self._mentions.of([*self.tables, *kinds, *self.enum_words])

    @cached_property
    def enum_words(self) -> frozenset[str]:
        """Last words of enums that are other ones now."""
        if self.before.enums is self.after.enums:
            return frozenset()
        gone, _ = apart(self.before.enums, self.after.enums)
        return frozenset(enum.name.name for enum in gone)

    def concerns(self, chunk: Chunk) -> bool:
        """Whether the chunk may have to be rewritten; a quick look that may say yes too often, never no."""
        element = chunk.element
        if isinstance(element, syntax.Ref):  # most elements of a large text
            if self.strict != self.was_strict:
                return True
            known, lost = self.reference_tables, self.lost_aliases
            if lost and any(line.left in lost or line.right.table in lost for line in element.lines):
                return True
            for line in element.lines:  # noqa: SIM110 - a generator for each line takes as long as the rest
                if line.left[-1] in known and line.right.table[-1] in known:
                    return True
            return False
        match element:
            case syntax.Other():
                if not self.enum_words.isdisjoint(element.words):
                    return True
                of_group = element.keyword == "diagramview" and self.before.areas is not self.after.areas
                return of_group or not self.tables.isdisjoint(element.words)
            case syntax.Table(partial=True):
                return not self.tables.isdisjoint(element.words)
            case syntax.Table(name=name):
                return (
                    name[-1] in self.tables
                    or not (self.tables | self.enum_words).isdisjoint(element.words)
                    or (bool(element.injected) and self.strict != self.was_strict)
                    or (element.references > 0 and (self.strict != self.was_strict or bool(self.lost_aliases)))
                    or (bool(self.enum_names) and any(enum in chunk.text for enum in self.enum_names))
                )
            case syntax.Pairs(target="table", name=name):
                return name[-1] in self.tables
            case syntax.Pairs(target="column", name=name):
                return name[-2:-1] != () and name[-2] in self.tables
            case syntax.Pairs(target="tablegroup"):
                return self.before.areas is not self.after.areas
            case syntax.EnumElement():
                return self.before.enums is not self.after.enums
            case syntax.Group():
                return self.before.areas is not self.after.areas or bool(self.lost_aliases)
            case syntax.Pairs(keyword="project"):
                return True
            case _:
                return False

    @property
    def keeps_order(self) -> bool:
        """Whether the entities that stay, some under new names, follow each other as before, and none is new."""
        old, new = self.before.entities, self.after.entities
        stays = self.after.entities_by_name
        gone = {id(e) for e in self.entities_before if self.names.entity(e.name) not in stays}
        kept = [e for e in old if id(e) not in gone] if gone else old
        if len(kept) != len(new):
            return False
        others = compress(zip(kept, new, strict=True), map(is_not, kept, new))
        return all(self.names.entity(a.name) == b.name for a, b in others)

    def has_metadata(self, name: QualifiedName) -> bool:
        """Whether metadata of the text may be about an entity, or its columns."""
        return any(isinstance(chunk.element, syntax.Pairs) for chunk in self._mentions.of([name.name]))

    @cached_property
    def partials(self) -> Mapping[str, Chunk]:
        """Chunks of the partials of the text, by name."""
        words = [name[-1] for name in self.scope.partials]
        found = (chunk for chunk in self._mentions.of(words) if isinstance(chunk.element, syntax.Table))
        return {c.element.name[-1]: c for c in found if isinstance(c.element, syntax.Table) and c.element.partial}

    # -- look-up ------------------------------------------------------------------------------------------------

    @cached_property
    def by_ends(self) -> Mapping[Ends, Reference]:
        """References before."""
        return self.before.references_by_ends

    @cached_property
    def new_by_ends(self) -> Mapping[Ends, Reference]:
        """References after."""
        return self.by_ends if self.before.references is self.after.references else self.after.references_by_ends

    @property
    def needs_level(self) -> bool:
        """Whether the text must say that its operators are strict, in case no ``?`` shows it."""
        return self.strict and bool(self.after.references)

    def spelled_before(self, said: syntax.Name, name: QualifiedName) -> str:
        """Name of a table before, in the words of the text."""
        kept = said and self.scope.table(said) == name
        return ".".join(map(quote_name, said)) if kept else quote_qualified(name)

    def spelled(self, said: syntax.Name, name: QualifiedName) -> str:
        """Name of a table after, in the words of the text where they still stand for it."""
        entity = self.after.entities_by_name.get(name)
        if said in self.scope.aliases:
            kept = entity is not None and entity.alias == said[0]
        else:
            kept = bool(said) and self.scope.table(said) == name and entity is not None
        return ".".join(map(quote_name, said)) if kept else quote_qualified(name)

    def unsaid_references(self) -> list[Reference]:
        """References after that no element says yet, in order."""
        new = {r.ends for r in self.references_after} | self.lost
        new = {ends for ends in new if ("reference", ends) not in self.said} - self.twins
        return [r for r in self.after.references if r.ends in new] if new else []

    def same_references(self, before: QualifiedName, after: QualifiedName) -> bool:
        """Whether an entity holds the same references before and after, by identity."""
        old, new = self.before.references_from(before), self.after.references_from(after)
        return len(old) == len(new) and all(a is b for a, b in zip(old, new, strict=True))

    def name_of(self, element: syntax.Element) -> QualifiedName:
        """Name, in the model after, of the table that an element of the patched text speaks of."""
        name = qualified(element.name)
        return name if name in self.after.entities_by_name else self.names.entity(self.scope.table(element.name))


def apart(before: Sequence[_T], after: Sequence[_T]) -> tuple[list[_T], list[_T]]:
    """Nodes that are in one sequence only, by identity."""
    if before is after:
        return [], []
    ids = frozenset(map(id, before)), frozenset(map(id, after))
    return [node for node in before if id(node) not in ids[1]], [node for node in after if id(node) not in ids[0]]
