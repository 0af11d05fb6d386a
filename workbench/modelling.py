"""Modelling: everything that changes a design, as methods: what canvas, grid and menus do, for notebooks."""

from __future__ import annotations

import math
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any, Self

from workbench import clipping, sheet
from workbench.errors import ModelError, UnknownNameError, UsageError
from workbench.formats.codec import decode, encode
from workbench.model import drafts
from workbench.model.edits import Add, Drop, Edit, Rename, flatten
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Node, Reference
from workbench.model.subjects import Subject
from workbench.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    Name = str | QualifiedName


class Modelling:
    """A design that can be changed; each method is one step, which undo takes back.

    Parameters
    ----------
    session
        The design to go on with; an empty one otherwise.
    """

    def __init__(self, session: Session | None = None) -> None:
        self.session = session or Session()

    @property
    def model(self) -> Model:
        """The present model; setting it changes only what differs."""
        return self.session.model

    @model.setter
    def model(self, model: Model) -> None:
        self.session.set_model(model)

    @property
    def text(self) -> str:
        """The present model as DBML; setting it reads it."""
        return self.session.text

    @text.setter
    def text(self, text: str) -> None:
        self.session.set_text(text)

    def apply(self, *edits: Edit) -> Self:
        """Make edits as one step: all of them, or none."""
        self.session.apply(*edits)
        return self

    def add(self, node: Node, within: str | QualifiedName | None = None) -> Self:
        """Add a node; attributes, keys, indexes and checks need the entity that they belong to.

        Names and types may be given as text: ``add(Attribute(name="age", type="int"), "people")``.

        Raises
        ------
        UsageError
            When it is no node.
        TextError
            When a field of it does not fit; names the field.
        """
        given: object = node
        if not isinstance(given, Node):
            hint = "Add Entity(…), Attribute(…), Reference(…) or another node, or write it with %%dbml."
            raise UsageError(f"A {type(given).__name__} is no part of a model.", hint=hint)
        node = decode(type(node), encode(node), place=type(node).__name__)
        return self.apply(Add(node, QualifiedName.of(within) if within is not None else None))

    def drop(self, subject: str | Subject) -> Self:
        """Drop an entity ``"orders"``, an attribute ``"orders.status"``, a reference ``"a(b)->c(d)"``, ``"enum:e"``, ….

        Keys, indexes and checks are given as ``Subject.key("orders", ("a", "b"))``, ``Subject.index("orders", NAME)``
        and ``Subject.check("orders", NAME)``.
        """
        return self.apply(Drop(_subject(subject)))

    def rename(self, subject: str | Subject, to: str) -> Self:
        """Rename an entity or an attribute; everything that mentions it follows."""
        return self.apply(Rename(_subject(subject), to))

    def undo(self) -> Self:
        """Take the last step back."""
        self.session.undo()
        return self

    def redo(self) -> Self:
        """Make the step again that was taken back last."""
        self.session.redo()
        return self

    # -- gestures -----------------------------------------------------------------------------------------------

    def refer(self, child: Name, parent: Name, pairs: Sequence[drafts.Pair] | None = None, **fields: Any) -> Self:
        r"""Let an entity refer to another one; columns that it lacks for that are added to it.

        Parameters
        ----------
        child, parent
            The entity that is to hold the reference, and the one referred to.
        pairs
            Columns of both; None for one that is to be made. The parent's key is joined when this is left out.
        fields
            Further fields of the :class:`~workbench.model.nodes.Reference`.

        Raises
        ------
        ModelError, UnknownNameError
            When the parent has no key, or something that is named is not there.

        Examples
        --------
        >>> shop = Modelling(Session.of_text("Table customer { id int [pk] }\nTable order { id int [pk] }"))
        >>> print(shop.refer("order", "customer").model.references[0])
        order(customer_id) → customer(id)
        """
        known = {field.name for field in fields_of(Reference)} - {"child", "child_attributes", "parent"}
        for field in fields:
            if field not in known:
                raise UnknownNameError("field of a reference", field, sorted(known))
        joined: object = pairs
        if joined is not None and not _are_pairs(joined):
            raise UsageError(f"{pairs!r} are no pairs of columns.", hint="Write them as [('customer_id', 'id')].")
        edit = drafts.refer(self.model, _name(child), _name(parent), pairs, **fields)
        for step in flatten((edit,)):
            if isinstance(step, Add) and isinstance(step.node, Reference):
                decode(Reference, encode(step.node), place="the reference")  # says which field does not fit
        return self.apply(edit)

    def junction(self, one: Name, other: Name, name: str | None = None) -> Self:
        """Make the entity that joins many of one to many of another; raises as :meth:`refer`."""
        if name is not None and QualifiedName(name, _name(one).schema) in self.model.entities_by_name:
            raise ModelError(f"There is already an entity {name}.", hint="Choose another name.")
        return self.apply(drafts.junction(self.model, _name(one), _name(other), name))

    def subtype(self, parent: Name, name: str | None = None, *, discriminator: str | None = None) -> Self:
        """Make a subtype of an entity, with the key of that; raises as :meth:`refer`."""
        if discriminator is not None:
            self.model.attribute(_name(parent), discriminator)
        edit = drafts.subtype(self.model, _name(parent), name, discriminator=discriminator)
        return self.apply(edit)

    def copy(self, *entities: Name) -> str:
        """Entities as DBML, with the enums that they need and the references among them, to be pasted elsewhere."""
        return clipping.clip(self.model, map(QualifiedName.of, entities))

    def paste(self, text: str) -> Self:
        """Put the tables of a DBML text into the design; a name that is taken gets a number.

        Raises
        ------
        DbmlError, UsageError
            When the text cannot be read, or holds no table and no enum.
        """
        given: object = text
        if not isinstance(given, str):
            raise UsageError(f"A {type(given).__name__} is no text.", hint="Paste DBML, as copy() gives it.")
        return self.apply(clipping.paste(self.model, text))

    def sheet(self, entity: Name) -> pd.DataFrame:
        """Columns of an entity as the rows of a data frame; :meth:`fill` takes it back."""
        import pandas as pd

        return pd.DataFrame(sheet.sheet(self.model, _name(entity)), columns=list(sheet.FIELDS), dtype=str)

    def fill(self, entity: Name, rows: str | pd.DataFrame | Iterable[Mapping[str, Any]]) -> Self:
        r"""Put rows of a spreadsheet into an entity as its columns; it is made if it is not there.

        Parameters
        ----------
        entity
            Its name.
        rows
            A data frame, mappings, or what a spreadsheet has copied, with a heading: ``name``, ``type``, ``key`` (or
            ``PK``), ``required`` (``not null``), ``unique``, ``default``, ``comment``, …. A row with the name of a
            column changes what its other cells say of it; others add one.

        Raises
        ------
        UnknownNameError, UsageError, TextError
            When a heading is not known, or a cell does not fit; names it, and nothing has changed.

        Examples
        --------
        >>> shop = Modelling().fill("member", "name\ttype\tPK\nid\tint\tx\nborn\tdate\t")
        >>> print(shop.text, end="")
        Table member {
          id int32 [pk]
          born date
        }
        """
        return self.apply(sheet.filled(self.model, _name(entity), rows))

    def place(self, positions: Mapping[Name, tuple[float, float]]) -> Self:
        """Put entities at places of the diagram: upper left corners in pixels, downwards."""
        self.session.place({QualifiedName.of(name): _place(name, place) for name, place in positions.items()})
        return self

    def arrange(self, *entities: Name) -> Self:
        """Let the program place entities of the diagram anew, or all of them."""
        self.session.arrange(map(QualifiedName.of, entities) if entities else None)
        return self


def _are_pairs(given: object) -> bool:
    return isinstance(given, list | tuple) and all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in given)


def _place(name: Name, place: object) -> tuple[float, float]:
    match place:
        case (int() | float() as x, int() | float() as y) if math.isfinite(x) and math.isfinite(y):
            return float(x), float(y)
        case _:
            raise UsageError(f"{place!r} is no place for {name}.", hint="Give two numbers, (x, y), in pixels.")


def _name(given: object) -> QualifiedName:
    """Name of an entity; says so where it is none."""
    if not isinstance(given, str | QualifiedName):
        raise UsageError(f"{given!r} is no name.", hint="Name a table as text, 'orders'.")
    return QualifiedName.of(given)


def _subject(subject: str | Subject) -> Subject:
    given: object = subject
    if not isinstance(given, str | Subject):
        raise UsageError(
            f"{given!r} is no name.", hint="Name a table, 'orders', or a column, 'orders.status', as text."
        )
    return given if isinstance(given, Subject) else Subject.parse(given)
