"""State: everything that undo takes back, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.carrying import Position, Unsure
from workbench.decisions import Decisions
from workbench.formats.dbml import Document
from workbench.model.model import Model
from workbench.model.names import QualifiedName


@dataclass(frozen=True, eq=False)
class Arranged:
    """A time that the program was asked to place entities of the diagram anew; each is another one.

    Parameters
    ----------
    names
        Which entities; all when None.
    """

    names: frozenset[QualifiedName] | None = None


@dataclass(frozen=True)
class State:
    """Everything that undo takes back, as one value.

    Parameters
    ----------
    model
        The design.
    document
        Its text.
    layout
        Where people put entities in the diagram, in pixels; entities left out are placed by the program.
    decisions
        What was decided about findings.
    unsure
        What may have been renamed in a text that was changed outside, and waits for an answer.
    revision
        Counts every change, undo and redo included; a front end sends it back with each message.
    label
        What the change did, as people say it: ``rename entity a to b``.
    arranged
        When the program was last asked to place entities; None for never.
    """

    model: Model = field(default_factory=Model)
    document: Document = field(default_factory=Document)
    layout: Mapping[QualifiedName, Position] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    unsure: tuple[Unsure, ...] = ()
    revision: int = 0
    label: str = ""
    arranged: Arranged | None = None

    @property
    def text(self) -> str:
        """The model as DBML."""
        return self.document.text
