"""EntityForm: add, rename and drop entities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

import ipywidgets

from workbench.errors import InvalidNameError
from workbench.model import Attribute, Entity, Key, QualifiedName, Subject
from workbench.model.edits import Add, Rename, Replace
from workbench.model.types import INT64
from workbench.naming import check_name
from workbench.widget.choices import entity_names
from workbench.widget.form import Form, Values, named, on_enter

if TYPE_CHECKING:
    from workbench.model import Model, Node
    from workbench.model.edits import Edit


class EntityForm(Form):
    """Name, note and, for a new entity, the attribute that numbers its rows."""

    noun: ClassVar[str] = "entity"

    def fields(self) -> list[Any]:
        """Make the widgets above the buttons."""
        self.name = named(ipywidgets.Text(description="Name", placeholder="orders, or sales.orders"), "workbench-name")
        self.key = named(ipywidgets.Text(description="Key", placeholder="none"), "workbench-key")
        self.key.tooltip = "Attribute that numbers the rows and identifies each; leave it empty for an entity without"
        self.note = named(ipywidgets.Textarea(description="Note", rows=4), "workbench-note")
        for field in (self.name, self.key):
            on_enter(field, self.submit)
        return [self.picker, self.name, self.key, self.note]

    def choices(self, model: Model) -> list[tuple[str, Subject]]:
        """Entities by their names."""
        return [(label, Subject.entity(name)) for label, name in entity_names(model)]

    def offer(self, model: Model) -> None:
        """Nothing to choose from among the fields."""

    def values(self) -> Values:
        """What the fields hold."""
        return {"name": self.name.value, "key": self.key.value, "note": self.note.value}

    def fill(self, node: Node | None, model: Model) -> None:
        """Show an entity, or what a new one begins with."""
        entity = cast("Entity | None", node)
        self.name.value = "" if entity is None else str(entity.name)
        self.note.value = "" if entity is None else entity.note or ""
        self.key.value = (
            "id" if entity is None else ", ".join(entity.primary_key.attributes if entity.primary_key else ())
        )
        # The key of an entity that is there is changed where its attributes are.
        self.key.disabled = entity is not None

    def additions(self) -> tuple[Subject, list[Edit]]:
        """Add the entity, with its numbering attribute as the primary key."""
        key = self.key.value.strip()
        attributes: tuple[Attribute, ...] = ()
        primary = None
        if key:
            check_name(key, "attribute name")
            attributes = (Attribute(name=key, type=INT64, nullable=False),)
            primary = Key(attributes=(key,))
        entity = Entity(
            name=self._name(), attributes=attributes, primary_key=primary, note=self.note.value.strip() or None
        )
        return Subject.entity(entity.name), [Add(entity)]

    def changes(self, subject: Subject, model: Model) -> tuple[Subject, list[Edit]]:
        """Rename the entity and change its note."""
        entity = cast("Entity", model.get(subject))
        name, note = self._name(), self.note.value.strip() or None
        edits: list[Edit] = []
        if note != entity.note:
            edits.append(Replace(subject, replace(entity, note=note)))
        if name != entity.name:
            edits.append(Rename(subject, str(name)))
        return Subject.entity(name), edits

    def settle(self, subject: Subject, *, added: bool) -> None:
        """Go on with the entity: its attributes come next."""
        super().settle(subject, added=added)
        self.controller.select(subject)

    def select(self, subject: Subject | None) -> None:
        """Show the entity that was chosen elsewhere."""
        if subject is not None and subject != self.picked and not self.touched:
            self.pick(subject)

    def _picked(self, change: object) -> None:
        super()._picked(change)
        if not self._refilling and self.picked is not None:
            self.controller.select(self.picked)

    def _name(self) -> QualifiedName:
        if not self.name.value.strip():
            raise InvalidNameError("The entity has no name.", hint="Write one, for example orders.")
        return QualifiedName.of(self.name.value.strip())
