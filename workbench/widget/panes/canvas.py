"""Canvas: what a person does to the diagram with pointer and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.clipping import clip, paste
from workbench.errors import TextError
from workbench.formats.edits import decode_edit
from workbench.model import QualifiedName, Subject, drafts
from workbench.model.edits import Drop
from workbench.widget.desk import given, name_of, names_of
from workbench.widget.panes import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.carrying import Position
    from workbench.widget.desk import Desk

    Given = Mapping[str, Any]


def _edit(desk: Desk, values: Given) -> None:
    edits = [decode_edit(edit) for edit in given(values, "edits", list)]
    desk.session.apply(*edits, label=given(values, "label", str, None))


def _place(desk: Desk, values: Given) -> None:
    desk.session.place(_positions(given(values, "positions", dict)))


def _arrange(desk: Desk, values: Given) -> None:
    """All entities, or some of them around the others, which stay where they are seen."""
    if "entities" not in values:
        desk.session.arrange()
        return
    chosen = names_of(values, "entities")
    others = {name: at for name, at in _positions(given(values, "positions", dict)).items() if name not in chosen}
    with desk.session.batch("arrange some entities of the diagram"):
        if others:
            desk.session.place(others)
        desk.session.arrange(chosen)


def _refer(desk: Desk, values: Given) -> None:
    pairs = given(values, "pairs", list, None)
    joined = None if pairs is None else [_pair(pair) for pair in pairs]
    desk.session.apply(drafts.refer(desk.session.model, name_of(values, "child"), name_of(values, "parent"), joined))


def _junction(desk: Desk, values: Given) -> str:
    before = desk.session.model.entities_by_name
    made = given(values, "name", str, None)
    desk.session.apply(drafts.junction(desk.session.model, name_of(values, "one"), name_of(values, "other"), made))
    return _new(desk, before)


def _subtype(desk: Desk, values: Given) -> str:
    before = desk.session.model.entities_by_name
    edit = drafts.subtype(
        desk.session.model,
        name_of(values, "parent"),
        given(values, "name", str, None),
        discriminator=given(values, "discriminator", str, None),
    )
    desk.session.apply(edit)
    return _new(desk, before)


def _copy(desk: Desk, values: Given) -> str:
    before = desk.session.model.entities_by_name
    names = names_of(values, "entities")
    with desk.session.batch(f"copy {', '.join(map(str, names))}"):
        for name in names:
            desk.session.apply(drafts.copy_entity(desk.session.model, name))
    return _new(desk, before)


def _copy_attribute(desk: Desk, values: Given) -> None:
    edit = drafts.copy_attribute(desk.session.model, name_of(values, "entity"), given(values, "attribute", str))
    desk.session.apply(edit)


def _paste(desk: Desk, values: Given) -> list[str]:
    before = desk.session.model.entities_by_name
    desk.session.apply(paste(desk.session.model, given(values, "text", str)))
    return [str(name) for name in desk.session.model.entities_by_name if name not in before]


def _drop(desk: Desk, values: Given) -> None:
    """Several things at once: what goes with one of them is not asked for twice."""
    model = before = desk.session.model
    kept: list[Drop] = []
    for text in given(values, "subjects", list):
        edit = Drop(Subject.parse(text if isinstance(text, str) else ""))
        if model.find(edit.subject) is None and before.find(edit.subject) is not None:
            continue
        model = edit.apply(model)
        kept.append(edit)
    desk.session.apply(*kept)


def _undo(desk: Desk, _values: Given) -> None:
    desk.session.undo()


def _redo(desk: Desk, _values: Given) -> None:
    desk.session.redo()


def _clip(desk: Desk, values: Given) -> str:
    return clip(desk.session.model, names_of(values, "entities"))


def _new(desk: Desk, before: Mapping[QualifiedName, object]) -> str:
    """Name of the entity that was not there before, for the canvas to choose it."""
    return next((str(name) for name in desk.session.model.entities_by_name if name not in before), "")


def _pair(pair: object) -> tuple[str | None, str]:
    match pair:
        case [(str() | None) as name, str(target)]:
            return name, target
        case _:
            raise TextError(f"{pair!r} is no pair of attributes.")


def _positions(values: Given) -> dict[QualifiedName, Position]:
    found = {}
    for name, place in values.items():
        match name, place:
            case str(), [int() | float() as x, int() | float() as y]:
                found[QualifiedName.of(name)] = (round(float(x), 1), round(float(y), 1))
            case _:
                raise TextError(f"{place!r} is no place for {name!r}.")
    return found


TARGET = Pane(
    answers={"clip": _clip},
    deeds={
        "edit": _edit, "place": _place, "arrange": _arrange, "refer": _refer, "junction": _junction,
        "subtype": _subtype, "copy": _copy, "copy_attribute": _copy_attribute, "paste": _paste, "drop": _drop,
        "undo": _undo, "redo": _redo,
    },
)  # fmt: skip
