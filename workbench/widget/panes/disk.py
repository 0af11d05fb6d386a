"""Disk: saving, what another program has written meanwhile, and unsaved work of an earlier time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench import outside
from workbench.errors import UsageError
from workbench.widget.desk import given, needed
from workbench.widget.panes import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.widget.desk import Desk

    Given = Mapping[str, Any]


def _path(desk: Desk) -> Path:
    path = desk.services.path() if desk.services.path is not None else None
    if path is None:
        raise UsageError("This design has no file yet.", hint="Save it under a name first.")
    return path


def _look(desk: Desk, _values: Given) -> dict[str, Any]:
    """How the file stands to what is seen, and what was found when the editor opened."""
    kept = desk.autosave.found if desk.autosave is not None else None
    told: dict[str, Any] = {
        "situation": "none",
        "found": None if kept is None else kept.when,
        "fault": desk.autosave.fault if desk.autosave is not None else "",
    }
    path = desk.services.path() if desk.services.path is not None else None
    if path is not None:
        seen = outside.look(desk.session, path)
        told |= {"situation": seen.situation, "message": seen.message, "path": str(path)}
    return told


def _theirs(desk: Desk, _values: Given) -> dict[str, Any]:
    """What they have changed, and what was changed here."""
    seen = outside.look(desk.session, _path(desk))
    base = desk.session.saved_text
    return {
        "theirs": outside.differences(base, seen.text),
        "mine": outside.differences(base, desk.session.text),
        "both": outside.differences(desk.session.text, seen.text),
    }


def _found(desk: Desk, _values: Given) -> list[str]:
    """What the unsaved work would change here."""
    kept = desk.autosave.found if desk.autosave is not None else None
    return list(outside.differences(desk.session.text, kept.text)) if kept is not None else []


def _save(desk: Desk, values: Given) -> str:
    written = str(needed(desk.services.save, "save to")(given(values, "path", str, None)))
    if desk.autosave is not None:
        desk.autosave.keep()
    return written


def _reload(desk: Desk, _values: Given) -> None:
    outside.take_theirs(desk.session, _path(desk))


def _merge(desk: Desk, _values: Given) -> None:
    outside.merge(desk.session, _path(desk))


def _keep(desk: Desk, _values: Given) -> None:
    outside.keep_mine(desk.session, _path(desk))


def _restore(desk: Desk, _values: Given) -> None:
    if desk.autosave is not None:
        desk.autosave.restore()


def _forget(desk: Desk, _values: Given) -> None:
    if desk.autosave is not None:
        desk.autosave.forget_found()


TARGET = Pane(
    answers={"look": _look, "theirs": _theirs, "found": _found},
    deeds={
        "save": _save, "reload": _reload, "merge": _merge, "keep": _keep, "restore": _restore, "forget": _forget,
    },
)  # fmt: skip
