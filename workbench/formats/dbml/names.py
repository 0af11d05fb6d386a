"""Names: what things are called before and after some renames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.model.names import QualifiedName
from workbench.model.nodes import Ends
from workbench.model.subjects import Subject


class Names:
    """Look up new names by old ones.

    Parameters
    ----------
    renames
        Pairs of addresses before and after.
    """

    def __init__(self, renames: Iterable[tuple[Subject, Subject]]) -> None:
        self._whole: dict[tuple[str, QualifiedName], QualifiedName] = {}
        self._attributes: dict[QualifiedName, dict[str, str]] = {}
        for old, new in renames:
            if old.name is None or new.name is None:
                continue
            if old.kind == "attribute":
                self._attributes.setdefault(old.name, {})[old.attributes[0]] = new.attributes[0]
            else:
                self._whole[old.kind, old.name] = new.name

    def entity(self, name: QualifiedName) -> QualifiedName:
        """Name of an entity now."""
        return self._whole.get(("entity", name), name)

    def enum(self, name: QualifiedName) -> QualifiedName:
        """Name of an enum now."""
        return self._whole.get(("enum", name), name)

    def area(self, name: QualifiedName) -> QualifiedName:
        """Name of a subject area now."""
        return self._whole.get(("area", name), name)

    def attributes(self, entity: QualifiedName) -> Mapping[str, str]:
        """Names now of the renamed attributes of an entity, which is given by its old name."""
        return self._attributes.get(entity, {})

    def ends(self, ends: Ends) -> Ends:
        """Ends of a reference now."""
        child, child_attributes, parent, parent_attributes = ends
        ours, theirs = self.attributes(child), self.attributes(parent)
        return (
            self.entity(child),
            tuple(ours.get(name, name) for name in child_attributes),
            self.entity(parent),
            tuple(theirs.get(name, name) for name in parent_attributes),
        )
