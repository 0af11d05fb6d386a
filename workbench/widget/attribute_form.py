"""AttributeForm: add, rename, change and drop the attributes of an entity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

import ipywidgets

from workbench.errors import InvalidNameError, ModelError
from workbench.model import Attribute, Key, QualifiedName, Subject, parse_type
from workbench.model.edits import Add, Move, Rename, Replace, SetPrimaryKey
from workbench.naming import check_name
from workbench.widget.choices import entity_names, type_names
from workbench.widget.form import NEW, Form, Values, button, named, offer, on_enter

if TYPE_CHECKING:
    from workbench.model import Entity, Model, Node
    from workbench.model.edits import Edit


class AttributeForm(Form):
    """Entity, name, type, whether a value may be missing, whether it is part of the primary key, note."""

    noun: ClassVar[str] = "attribute"

    def fields(self) -> list[Any]:
        """Make the widgets above the buttons."""
        self.entity = named(self._menu("Entity", entity_names(self.session.model)), "workbench-entity")
        self.entity.observe(self._entity_picked, "value")
        self.name = named(ipywidgets.Text(description="Name", placeholder="customer_id"), "workbench-name")
        self.type = named(
            ipywidgets.Combobox(description="Type", placeholder="text", options=type_names(self.session.model)),
            "workbench-type",
        )
        self.required = named(ipywidgets.Checkbox(description="required", indent=False), "workbench-required")
        self.required.tooltip = "Every row has a value (not null)"
        self.key = named(ipywidgets.Checkbox(description="primary key", indent=False), "workbench-key")
        self.key.observe(self._key_ticked, "value")
        self.note = named(ipywidgets.Textarea(description="Note", rows=2), "workbench-note")
        self.up_button = named(
            button("", lambda: self.move(-1), tooltip="Move the attribute up", icon="arrow-up"), "workbench-up"
        )
        self.down_button = named(
            button("", lambda: self.move(1), tooltip="Move the attribute down", icon="arrow-down"), "workbench-down"
        )
        self.buttons.children = (*self.buttons.children, self.up_button, self.down_button)
        for field in (self.name, self.type):
            on_enter(field, self.submit)
        flags = named(ipywidgets.HBox([self.required, self.key]), "workbench-flags")
        return [self.entity, self.picker, self.name, self.type, flags, self.note]

    def choices(self, model: Model) -> list[tuple[str, Subject]]:
        """Attributes of the chosen entity, in order, with what matters of each."""
        entity = self._entity(model)
        if entity is None:
            return []
        keyed = entity.primary_key.attributes if entity.primary_key else ()
        return [
            (f"{a.name} · {a.type}{' · key' if a.name in keyed else ''}", Subject.attribute(entity.name, a.name))
            for a in entity.attributes
        ]

    def offer(self, model: Model) -> None:
        """Bring the menu of entities and the types up to a model."""
        offer(self.entity, entity_names(model))
        self.type.options = type_names(model)

    def values(self) -> Values:
        """What the fields hold, besides the entity."""
        return {
            "name": self.name.value,
            "type": self.type.value,
            "required": self.required.value,
            "key": self.key.value,
            "note": self.note.value,
        }

    def fill(self, node: Node | None, model: Model) -> None:
        """Show an attribute, or what a new one begins with."""
        attribute, entity = cast("Attribute | None", node), self._entity(model)
        key = entity.primary_key if entity else None
        self.name.value = attribute.name if attribute else ""
        self.type.value = str(attribute.type) if attribute else ""
        self.key.value = bool(attribute and key and attribute.name in key.attributes)
        self.required.value = bool(attribute and not attribute.nullable)
        self.required.disabled = self.key.value
        self.note.value = (attribute.note or "") if attribute else ""

    def additions(self) -> tuple[Subject, list[Edit]]:
        """Add the attribute, into the primary key too where that is ticked."""
        entity = self._chosen(self.session.model)
        attribute = Attribute(
            name=self._name(),
            type=self._type(),
            nullable=not (self.required.value or self.key.value),
            note=self.note.value.strip() or None,
        )
        return Subject.attribute(entity.name, attribute.name), [
            Add(attribute, within=entity.name),
            *self._key_edits(entity, attribute.name),
        ]

    def changes(self, subject: Subject, model: Model) -> tuple[Subject, list[Edit]]:
        """Change type, flags and note, then the key, then the name."""
        entity = self._chosen(model)
        attribute = cast("Attribute", model.get(subject))
        changed = replace(
            attribute,
            type=self._type(),
            nullable=not (self.required.value or self.key.value),
            note=self.note.value.strip() or None,
        )
        edits: list[Edit] = [Replace(subject, changed)] if changed != attribute else []
        edits += self._key_edits(entity, attribute.name)
        name = self._name()
        if name != attribute.name:
            edits.append(Rename(subject, name))
        return Subject.attribute(entity.name, name), edits

    def move(self, steps: int) -> None:
        """Move the chosen attribute up or down among the others."""
        subject = self.picked
        if subject is None:
            return
        entity = self._chosen(self.session.model)
        at = [attribute.name for attribute in entity.attributes].index(subject.attributes[0])
        to = at + steps
        if 0 <= to < len(entity.attributes):
            self.controller.attempt(lambda: self._do([Move(subject, to)], None), self.message)

    def settle(self, subject: Subject, *, added: bool) -> None:
        """Begin the next one after an addition: attributes come in rows."""
        super().settle(subject, added=added)
        if added:
            text = self.message.text
            self.pick(None)
            self.message.info(text)

    def select(self, subject: Subject | None) -> None:
        """Show the attributes of the entity that was chosen elsewhere."""
        if subject is None or subject.name == self.entity.value or (self.touched and self.picked is not None):
            return
        if subject.name in [name for _, name in self.entity.options]:
            self.entity.value = subject.name

    def _show_buttons(self) -> None:
        super()._show_buttons()
        entity, subject = self._entity(self.session.model), self.picked
        names = [attribute.name for attribute in entity.attributes] if entity and subject else []
        name = subject.attributes[0] if subject else ""
        self.up_button.disabled = name not in names or name == names[0]
        self.down_button.disabled = name not in names or name == names[-1]

    # -- inside -------------------------------------------------------------------------------------------------

    def _entity(self, model: Model) -> Entity | None:
        name: QualifiedName | None = self.entity.value
        return None if name is None else model.entities_by_name.get(name)

    def _chosen(self, model: Model) -> Entity:
        if self.entity.value is None:
            raise ModelError("There is no entity to hold attributes.", hint="Add an entity first.")
        return model.entity(self.entity.value)

    def _name(self) -> str:
        name: str = self.name.value.strip()
        if not name:
            raise InvalidNameError("The attribute has no name.", hint="Write one, for example customer_id.")
        return check_name(name, "attribute name")

    def _type(self) -> Any:
        return parse_type(self.type.value.strip() or "text")

    def _key_edits(self, entity: Entity, name: str) -> list[Edit]:
        key = entity.primary_key
        attributes = key.attributes if key else ()
        if self.key.value == (name in attributes):
            return []
        wanted = (*attributes, name) if self.key.value else tuple(a for a in attributes if a != name)
        changed = replace(key, attributes=wanted) if key else Key(attributes=wanted)
        return [SetPrimaryKey(entity.name, changed if wanted else None)]

    def _key_ticked(self, _change: object) -> None:
        self.required.disabled = self.key.value
        if self.key.value:
            self.required.value = True

    def _entity_picked(self, _change: object) -> None:
        if self._refilling:
            return
        with self.controller.lock:
            keep = self.picked is None and self.touched
            self.message.clear()
            self._refilling = True
            self.picker.value = NEW
            self._show_choices(self.session.state)
            if not keep:  # a new attribute may be meant for the other entity
                self._refill(self.session.state)
            if self.entity.value is not None:
                self.controller.select(Subject.entity(self.entity.value))
