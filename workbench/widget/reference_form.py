"""ReferenceForm: add, change and drop references between entities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from workbench.errors import ModelError
from workbench.model import Attribute, Cardinality, QualifiedName, Reference, Subject
from workbench.model.edits import Add, Replace
from workbench.naming import singular
from workbench.widget.choices import CHILD_CARDINALITIES, DELETE_ACTIONS, NO_ACTION, PARENT_CARDINALITIES, entity_names
from workbench.widget.form import Form, Values, named, offer
from workbench.widget.pairs import Options, Pairs

if TYPE_CHECKING:
    from workbench.model import Entity, Model, Node
    from workbench.model.edits import Edit

# Value of the menu's entry that makes the attribute; no attribute has an empty name.
NEW_ATTRIBUTE = ""
# Names that say nothing without their entity.
_PLAIN = frozenset({"id", "code", "key", "nr", "no", "number", "uuid", "name"})


class ReferenceForm(Form):
    """Child and parent with their attributes, how many there are at either end, and what a deletion does."""

    noun: ClassVar[str] = "reference"

    def fields(self) -> list[Any]:
        """Make the widgets above the buttons."""
        entities = entity_names(self.session.model)
        self.child = named(self._menu("From", entities), "workbench-child")
        self.parent = named(self._menu("To", entities), "workbench-parent")
        self.child.tooltip = "The child: the entity that holds the reference"
        self.parent.tooltip = "The parent: the entity that is referred to"
        self.pairs = Pairs(self._pairs_picked)
        self.parent_cardinality = named(self._menu("Parents", PARENT_CARDINALITIES), "workbench-parent-cardinality")
        self.child_cardinality = named(self._menu("Children", CHILD_CARDINALITIES), "workbench-child-cardinality")
        self.parent_cardinality.tooltip = "How many parents one child has"
        self.child_cardinality.tooltip = "How many children one parent has"
        self.on_delete = named(self._menu("On delete", DELETE_ACTIONS), "workbench-on-delete")
        self.on_delete.tooltip = "What becomes of the children when their parent is deleted"
        self.child.observe(self._ends_picked, "value")
        self.parent.observe(self._ends_picked, "value")
        return [
            *(self.picker, self.child, self.parent, self.pairs.box),
            *(self.parent_cardinality, self.child_cardinality, self.on_delete),
        ]

    def choices(self, model: Model) -> list[tuple[str, Subject]]:
        """References by both of their ends, in alphabetical order."""
        return sorted(((str(r), Subject.reference(r)) for r in model.references), key=lambda c: c[0].casefold())

    def offer(self, model: Model) -> None:
        """Bring the menus of entities and attributes up to a model."""
        for menu in (self.child, self.parent):
            offer(menu, entity_names(model))
        self._offer_attributes(model)

    def values(self) -> Values:
        """What the fields hold."""
        return {
            "child": self.child.value,
            "parent": self.parent.value,
            "pairs": self.pairs.value,
            "parent_cardinality": self.parent_cardinality.value,
            "child_cardinality": self.child_cardinality.value,
            "on_delete": self.on_delete.value,
        }

    def fill(self, node: Node | None, model: Model) -> None:
        """Show a reference, or a guess at a new one."""
        reference = cast("Reference | None", node)
        if reference is None:
            self.on_delete.value = NO_ACTION
            self.pairs.put(self._guess(model))
            self._suggest(model)
            return
        if reference.child in model.entities_by_name and reference.parent in model.entities_by_name:
            self.child.value, self.parent.value = reference.child, reference.parent
        self._offer_attributes(model)
        self.pairs.put(list(zip(reference.child_attributes, reference.parent_attributes, strict=False)))
        self.child_cardinality.value = reference.child_cardinality
        # Many parents and one child are refused by the model itself; a text may hold many on both sides.
        offered = [value for _, value in PARENT_CARDINALITIES]
        parents = reference.parent_cardinality
        self.parent_cardinality.value = parents if parents in offered else Cardinality.of(parents.minimum, many=False)
        self.on_delete.value = reference.on_delete or NO_ACTION

    def additions(self) -> tuple[Subject, list[Edit]]:
        """Add the reference, and the attributes that are to be made for it."""
        edits, attributes = self._new_attributes(self.session.model)
        reference = Reference(**self._ends(attributes), **self._choices())
        return Subject.reference(reference), [*edits, Add(reference)]

    def changes(self, subject: Subject, model: Model) -> tuple[Subject, list[Edit]]:
        """Put the reference as the fields say in place of the one that is there."""
        reference = cast("Reference", model.get(subject))
        edits, attributes = self._new_attributes(model)
        changed = replace(reference, **self._ends(attributes), **self._choices())
        return Subject.reference(changed), [*edits, Replace(subject, changed)] if changed != reference else edits

    def select(self, subject: Subject | None) -> None:
        """Begin a new reference at the entity that was chosen elsewhere."""
        if subject is None or self.picked is not None or self.touched:
            return
        if subject.name in [name for _, name in self.child.options]:
            self.child.value = subject.name
            self._filled = self.values()

    # -- inside -------------------------------------------------------------------------------------------------

    def _ends(self, child_attributes: tuple[str, ...]) -> dict[str, Any]:
        return {
            "child": self.child.value,
            "child_attributes": child_attributes,
            "parent": self.parent.value,
            "parent_attributes": tuple(parent for _, parent in self.pairs.value),
        }

    def _choices(self) -> dict[str, Any]:
        return {
            "parent_cardinality": self.parent_cardinality.value,
            "child_cardinality": self.child_cardinality.value,
            "on_delete": self.on_delete.value or None,
        }

    def _new_attributes(self, model: Model) -> tuple[list[Edit], tuple[str, ...]]:
        """Edits that make the missing attributes of the child, and the names of all of its attributes."""
        if self.child.value is None or self.parent.value is None:
            raise ModelError("There are no entities to join.", hint="Add two entities first.")
        child, parent = model.entity(self.child.value), model.entity(self.parent.value)
        edits: list[Edit] = []
        names = []
        for name, target in self.pairs.value:
            if not target:
                raise ModelError(f"{parent.name} has no attribute to refer to.", hint="Give it a key first.")
            if name != NEW_ATTRIBUTE:
                names.append(name)
                continue
            names.append(new_name(child, parent, target))
            attribute = Attribute(
                name=names[-1],
                type=model.attribute(parent.name, target).type,
                nullable=self.parent_cardinality.value.minimum == 0,
            )
            edits.append(Add(attribute, within=child.name))
        return edits, tuple(names)

    def _offer_attributes(self, model: Model) -> None:
        child, parent = (self._entity(model, menu.value) for menu in (self.child, self.parent))
        key = parent.primary_key.attributes[0] if parent and parent.primary_key else "id"
        new = f"+ new: {new_name(child, parent, key)}" if child and parent else "+ new attribute"
        self.pairs.offer([(new, NEW_ATTRIBUTE), *_options(child)], _options(parent))

    def _guess(self, model: Model) -> list[tuple[str, str]]:
        """Pairs that a new reference probably has: the parent's key, and what is named after it in the child."""
        child, parent = (self._entity(model, menu.value) for menu in (self.child, self.parent))
        if child is None or parent is None:
            return []
        key = parent.primary_key.attributes if parent.primary_key else tuple(a.name for a in parent.attributes[:1])
        return [(self._like(child, parent, target), target) for target in key]

    def _like(self, child: Entity, parent: Entity, target: str) -> str:
        wanted = {new_name(child, parent, target).casefold(), f"{singular(parent.name.name)}_{target}".casefold()}
        if child is not parent:
            wanted |= {target.casefold()} - _PLAIN
        return next((a.name for a in child.attributes if a.name.casefold() in wanted), NEW_ATTRIBUTE)

    @staticmethod
    def _entity(model: Model, name: QualifiedName | None) -> Entity | None:
        return None if name is None else model.entities_by_name.get(name)

    def _ends_picked(self, _change: object) -> None:
        if self._refilling:
            return
        with self.controller.lock:
            model = self.session.model
            self._offer_attributes(model)
            self.pairs.put(self._guess(model))
            self._suggest(model)

    def _pairs_picked(self) -> None:
        if not self._refilling and self.picked is None:
            with self.controller.lock:
                self._suggest(self.session.model)

    def _suggest(self, model: Model) -> None:
        """Choose the cardinalities that the attributes imply: no value no parent, a unique value at most one child."""
        child = self._entity(model, self.child.value)
        names = tuple(name for name, _ in self.pairs.value if name != NEW_ATTRIBUTE)
        found = [child.attribute(name) for name in names] if child else []
        optional = any(attribute is not None and attribute.nullable for attribute in found)
        unique = child is not None and len(names) == len(self.pairs.value) and child.key_of(names) is not None
        self.parent_cardinality.value = Cardinality.of(0 if optional else 1, many=False)
        self.child_cardinality.value = Cardinality.of(0, many=not unique)


def new_name(child: Entity, parent: Entity, target: str) -> str:
    """Name for the attribute of a child that names `target` of a parent; one that is not taken.

    Examples
    --------
    >>> from workbench.model import Entity, QualifiedName
    >>> orders, customers = Entity(name=QualifiedName("orders")), Entity(name=QualifiedName("customers"))
    >>> new_name(orders, customers, "id"), new_name(orders, customers, "CustomerNo"), new_name(orders, orders, "id")
    ('customer_id', 'CustomerNo', 'parent_id')
    """
    if child.name == parent.name:
        name = f"parent_{target}"
    elif target.casefold() in _PLAIN:
        name = f"{singular(parent.name.name)}_{target}"
    else:
        name = target
    taken = {attribute.name.casefold() for attribute in child.attributes}
    numbered = (name if number == 1 else f"{name}_{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in numbered if candidate.casefold() not in taken)


def _options(entity: Entity | None) -> Options:
    return [(attribute.name, attribute.name) for attribute in entity.attributes] if entity else []
