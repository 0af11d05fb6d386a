"""Carrying: what people decided follows what was renamed outside of edits, in an editor or by a merge.

Two texts do not say what was renamed. A pair that is much alike, and like nothing else, is taken for a rename;
one that might be becomes a finding, and accepting that carries over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from workbench.decisions import Decisions
from workbench.findings import Evidence, Figure, Finding
from workbench.model.diff import ProposedRename, proposed_renames
from workbench.model.edits import Batch, Change, Edit, Rename
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject

CODE = "REN-001-perhaps-renamed"
Position = tuple[float, float]
Layout = Mapping[QualifiedName, Position]


@dataclass(frozen=True)
class Unsure:
    """What may be a rename.

    Parameters
    ----------
    rename
        From what to what.
    finding
        The question to people; its edit says where the values come from.
    position
        Where the entity stood in the diagram.
    """

    rename: ProposedRename
    finding: Finding
    position: Position | None = None


def renamed_outside(before: Model, after: Model, layout: Layout) -> tuple[list[ProposedRename], list[Unsure]]:
    """Renames that are sure, and those to ask about, between two texts of a design."""
    sure, unsure = [], []
    open_tables = set()
    for rename in proposed_renames(before, after):  # entities come first
        edit = _binding_edit(rename, before, after)
        if rename.before.kind == "entity" and not rename.sure:
            open_tables.add(rename.before.name)
        if rename.sure and rename.before.name not in open_tables:
            sure.append(rename)
        elif edit is not None:
            place = layout.get(rename.before.name) if rename.before.kind == "entity" and rename.before.name else None
            unsure.append(Unsure(rename, _question(rename, edit), place))
    return sure, unsure


def new_questions(
    unsure: Iterable[Unsure], asked: Iterable[Unsure], stands_elsewhere: Callable[[Subject], bool]
) -> tuple[Unsure, ...]:
    """Questions but for those whether what was gone has come back under another name: it is simply back.

    Nor is asked about what stands in another file, where nothing can be changed.
    """
    gone = {u.rename.before for u in asked}
    return tuple(u for u in unsure if u.rename.after not in gone and not stands_elsewhere(u.rename.after))


def still_asked(unsure: Iterable[Unsure], model: Model) -> tuple[Unsure, ...]:
    """Questions that a model leaves open: what is new is there, and what is gone has not come back."""
    return tuple(u for u in unsure if model.find(u.rename.after) is not None and model.find(u.rename.before) is None)


def binding_edits(renames: Iterable[ProposedRename], before: Model, after: Model) -> list[Edit]:
    """Edits by which values still come from where they came from before the renames."""
    return [edit for rename in renames if (edit := _binding_edit(rename, before, after)) is not None]


def _binding_edit(rename: ProposedRename, before: Model, after: Model) -> Edit | None:
    old, new = before.find(rename.before), after.find(rename.after)
    match old, new:
        case Entity(), Entity() if new.binding.source is None and new.binding.select is None:
            source = old.binding.source or old.name.name
            if source != new.name.name:
                return Change.of(rename.after, binding=replace(new.binding, source=source))
        case Attribute(), Attribute() if new.binding.column is None and new.binding.expression is None:
            column = old.binding.column or old.name
            if old.binding.expression is None and column != new.name:
                return Change.of(rename.after, binding=replace(new.binding, column=column))
        case _:
            pass
    return None


def carried_layout(renames: Iterable[ProposedRename], layout: Layout) -> Layout:
    """Layout in which entities stand where they stood under their old names."""
    moved = dict(layout)
    for rename in renames:
        old, new = rename.before, rename.after
        if old.kind == "entity" and old.name in moved and new.name is not None:
            moved.setdefault(new.name, moved.pop(old.name))
    return layout if moved == layout else moved


def carried_decisions(renames: Iterable[ProposedRename], decisions: Decisions) -> Decisions:
    """Decisions on what things are called now."""
    steps = []
    entities: dict[QualifiedName | None, QualifiedName | None] = {}
    for rename in renames:  # entities come first, so that attributes are addressed under the new name
        old, new = rename.before, rename.after
        if old.kind == "entity":
            entities[old.name] = new.name
            steps.append(Rename(old, str(new.name)))
        elif old.attributes != new.attributes:
            steps.append(Rename(replace(old, name=entities.get(old.name, old.name)), new.attributes[0]))
    return decisions.follow(Batch(tuple(steps))) if steps else decisions


def _question(rename: ProposedRename, edit: Edit) -> Finding:
    kind = "table" if rename.before.kind == "entity" else "column"
    gone = rename.before.title
    return Finding(
        CODE,
        "advice",
        rename.after,
        f"This {kind} is new, and {gone} is gone. If it is {gone} under another name, accept this: it keeps its data, "
        "its place and what was decided about it.",
        Evidence("measured", (Figure("likeness", rename.score),)),
        (edit,),
        confidence=rename.score,
    )
