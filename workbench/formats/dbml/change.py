"""Change: what a text says, what it is to say, and what of that it says already."""

from __future__ import annotations

from functools import cached_property

from workbench.formats.dbml import references, syntax
from workbench.formats.dbml.document import Document
from workbench.formats.dbml.names import Ends, Names
from workbench.formats.dbml.scope import qualified
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Reference


class Change:
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
        Nodes of the model after that some element says: ``("entity", name)``, ``("reference", ends)``, ….
    strict, was_strict
        Whether operators mean exactly what DBML 9 says, in the text after and before.
    """

    def __init__(self, document: Document, before: Model, after: Model, names: Names) -> None:
        self.before = before
        self.after = after
        self.names = names
        self.scope = document.scope
        self.said: set[tuple[str, object]] = set()
        self.was_strict = self.scope.strict
        loose = not self.was_strict and bool(before.references)
        self.strict = not loose or not all(
            references.is_loose(r, after.entities_by_name.get(r.child)) for r in after.references
        )

    @cached_property
    def by_ends(self) -> dict[Ends, Reference]:
        """References before."""
        return {r.ends: r for r in self.before.references}

    @cached_property
    def new_by_ends(self) -> dict[Ends, Reference]:
        """References after."""
        return {r.ends: r for r in self.after.references}

    @property
    def needs_level(self) -> bool:
        """Whether the text must say that its operators are strict, in case no ``?`` shows it."""
        return self.strict and bool(self.after.references)

    def same_references(self, before: QualifiedName, after: QualifiedName) -> bool:
        """Whether an entity holds the same references before and after, by identity."""
        old, new = self.before.references_from(before), self.after.references_from(after)
        return len(old) == len(new) and all(a is b for a, b in zip(old, new, strict=True))

    def name_of(self, element: syntax.Element) -> QualifiedName:
        """Name, in the model after, of the table that an element of the patched text speaks of."""
        name = qualified(element.name)
        return name if name in self.after.entities_by_name else self.names.entity(self.scope.table(element.name))
