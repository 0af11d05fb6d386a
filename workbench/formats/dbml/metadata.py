"""Metadata: what ``Metadata`` elements say of tables, columns and groups; it goes before what these say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbench.formats.dbml import syntax
from workbench.formats.dbml.scope import Scope, qualified
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity
from workbench.model.properties import Properties

Said = dict[str, str]
# What the official parser has a word for, and our name of it where the node has a field of its own.
NOTE, HEADER, COLOUR = "note", "headercolor", "color"


@dataclass
class Metadata:
    """What metadata say, by what they are about.

    Parameters
    ----------
    tables, columns, groups
        Values by key: of tables and groups by their names, of columns by the table and the column.
    """

    tables: dict[QualifiedName, Said] = field(default_factory=dict)
    columns: dict[QualifiedName, dict[str, Said]] = field(default_factory=dict)
    groups: dict[QualifiedName, Said] = field(default_factory=dict)

    @classmethod
    def of(cls, elements: Iterable[syntax.Element], scope: Scope) -> Metadata:
        """Collect what the elements of a text say; the last of them that says something is right."""
        found = cls()
        for element in elements:
            if isinstance(element, syntax.Pairs) and element.keyword == "metadata":
                said = found._about(element, scope)
                if said is not None:
                    said.update(overlaid(said, values_of(element)))
        return found

    def _about(self, element: syntax.Pairs, scope: Scope) -> Said | None:
        name = element.name
        if element.target == "table":
            return self.tables.setdefault(scope.table(name), {})
        if element.target == "column" and len(name) > 1:
            return self.columns.setdefault(scope.table(name[:-1]), {}).setdefault(name[-1], {})
        if element.target == "tablegroup":
            return self.groups.setdefault(qualified(name), {})
        return None  # the model knows no notes that stand alone


def values_of(element: syntax.Pairs) -> Said:
    """Texts by key; the official parser passes over notes and colours without one."""
    found = {item.name: item.value.text for item in element.items if item.value is not None and item.ref is None}
    if element.notes:
        found[NOTE] = element.notes[-1].text
    return {
        key.lower() if key.lower() in (NOTE, HEADER, COLOUR) else key: text
        for key, text in found.items()
        if text or key.lower() not in (NOTE, HEADER, COLOUR)
    }


def overlaid(said: Mapping[str, str], over: Mapping[str, str]) -> Said:
    """Values with others over them; keys that differ in case alone are one.

    Examples
    --------
    >>> overlaid({"Owner": "a", "x": "1"}, {"owner": "b"})
    {'x': '1', 'owner': 'b'}
    """
    if not over:
        return dict(said)
    hidden = {key.lower() for key in over}
    return {key: value for key, value in said.items() if key.lower() not in hidden} | dict(over)


def unsaid(entity: Entity, said: Mapping[str, Said]) -> Entity:
    """Entity without the notes and properties of columns that metadata say already, by column."""
    if not said:
        return entity
    attributes = []
    for attribute in entity.attributes:
        known = said.get(attribute.name, {})
        left = {key: value for key, value in attribute.properties.items() if known.get(key) != value}
        note = None if known.get(NOTE) == attribute.note else attribute.note
        attributes.append(replace(attribute, note=note, properties=Properties(left)) if known else attribute)
    return replace(entity, attributes=tuple(attributes))
