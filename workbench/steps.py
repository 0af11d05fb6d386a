"""Steps: the state that an edit or another text leads to, with everything that goes along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.carrying import (
    binding_edits,
    carried_decisions,
    carried_layout,
    new_questions,
    renamed_outside,
    still_asked,
)
from workbench.formats.dbml import patch
from workbench.model.diff import renames_of
from workbench.model.drafts import unbound
from workbench.model.edits import Batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.formats.dbml import Document
    from workbench.model.edits import Edit
    from workbench.model.subjects import Subject
    from workbench.state import State

TOLD: Final = 3  # names that the label of a step gives


def edited(
    state: State, edit: Edit, label: str | None = None, *, is_new: Callable[[Subject], bool] = lambda _subject: False
) -> State:
    """Apply an edit: its text changes where the model does, and layout and decisions follow what is renamed.

    Parameters
    ----------
    is_new
        Tells that no data can stand under the name of an entity or attribute, which a rename need not remember then.

    Raises
    ------
    ModelError, UnknownNameError, InvalidNameError
        When the edit cannot be done.
    """
    edit = unbound(state.model, edit, is_new)
    model = edit.apply(state.model)
    renames = renames_of(edit)
    layout = dict(state.layout)
    for old, new in renames:
        if old.kind == "entity" and old.name in layout and new.name is not None:
            layout[new.name] = layout.pop(old.name)
    asked = {u.rename.before.name for u in still_asked(state.unsure, model)}
    layout = {name: at for name, at in layout.items() if name in model.entities_by_name or name in asked}
    return replace(
        state,
        model=model,
        document=patch(state.document, state.model, model, renames),
        layout=layout if layout != state.layout else state.layout,
        decisions=state.decisions.follow(edit),
        label=label or str(edit),
    )


def read_anew(
    state: State, document: Document, label: str, *, is_new: Callable[[Subject], bool] = lambda _subject: False
) -> State:
    """Take another text: what is renamed in it keeps its data, its place and what was decided about it.

    Parameters
    ----------
    document
        The text as it was read; of what it takes from other files, nothing is changed.
    label
        What the step is called; renames are named behind it.
    is_new
        As :func:`edited` has it.
    """
    model, asked = document.model, state.unsure
    renames, unsure = renamed_outside(state.model, model, state.layout)
    after = replace(
        state,
        model=model,
        document=document,
        layout=carried_layout(renames, state.layout),
        decisions=carried_decisions(renames, state.decisions),
        unsure=(*still_asked(asked, model), *new_questions(unsure, asked, document.imports.holds)),
    )
    own = [r for r in renames if not document.imports.holds(r.after) and not is_new(r.before)]
    edits = binding_edits(own, state.model, model)
    after = edited(after, Batch(tuple(edits))) if edits else after
    told = "".join(f"; {r.before.title} is {r.after.title} now" for r in renames[:TOLD])
    more = f" and {len(renames) - TOLD} more" if len(renames) > TOLD else ""
    return replace(after, label=label + told + more)
