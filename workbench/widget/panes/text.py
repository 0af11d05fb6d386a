"""Text: the model as DBML while somebody types in it.

The editor of the front end holds what is typed; it says it as a change of the text of a revision. What can be read is
put in place of the model, what cannot is answered with the places that are wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.formats.dbml.completion import completions
from workbench.formats.dbml.service import definition, diagnostics, hover
from workbench.widget.desk import given
from workbench.widget.panes import Pane
from workbench.widget.splice import Splice, as_shown, between, character, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.widget.desk import Desk

    Given = Mapping[str, Any]


def _whole(desk: Desk, _values: Given) -> dict[str, Any]:
    state = desk.session.state
    return {"text": as_shown(state.text), "revision": state.revision}


def _since(desk: Desk, values: Given) -> dict[str, Any]:
    """What has changed in the text since a revision; the whole where that is not known any more."""
    state = desk.session.state
    before = desk.texts.get(given(values, "revision", int))
    if before is None:
        return {"text": as_shown(state.text), "revision": state.revision}
    splice = between(before, state.text)
    return {"splice": splice.data if splice else None, "revision": state.revision}


def _typed(desk: Desk, values: Given) -> str:
    """The text that somebody sees: that of a revision, with a change."""
    revision = given(values, "revision", int, desk.session.revision)
    text = desk.texts.get(revision, desk.session.text)
    splice = values.get("splice")
    return Splice.parse(splice).apply(text) if splice is not None else text


def _put(desk: Desk, values: Given) -> dict[str, Any] | None:
    """Put what was typed in place of the model; returns what its text says otherwise, as where data follow a rename."""
    typed = _typed(desk, {**values, "revision": desk.session.revision})
    if typed == desk.session.text:
        return None
    state = desk.session.set_text(typed, label="edit the text")
    splice = between(typed, state.text)
    return {"splice": splice.data if splice else None, "revision": state.revision}


def _diagnose(desk: Desk, values: Given) -> list[dict[str, Any]]:
    text = as_shown(_typed(desk, values))
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for told in diagnostics(text, desk.session.state.document.files)[:200]:
        start = min(len(text), starts[min(told.line, len(starts) - 1) - 1] + told.column - 1)
        end = min(len(text), start + max(1, told.length))
        found.append(
            {
                "from": unit(text, start),
                "to": unit(text, end),
                "message": told.message,
                "severity": told.severity,
                "line": told.line,
                "column": told.column,
            }
        )
    return found


def _complete(desk: Desk, values: Given) -> list[dict[str, Any]]:
    text = as_shown(_typed(desk, values))
    found = completions(text, character(text, given(values, "position", int)))
    return [
        {
            "label": c.label,
            "text": c.text,
            "kind": c.kind,
            "about": c.about,
            "from": unit(text, c.span[0]),
            "to": unit(text, c.span[1]),
        }
        for c in found[:200]
    ]


def _hover(desk: Desk, values: Given) -> str | None:
    text = as_shown(_typed(desk, values))
    return hover(text, character(text, given(values, "position", int)))


def _definition(desk: Desk, values: Given) -> list[int] | None:
    text = as_shown(_typed(desk, values))
    span = definition(text, character(text, given(values, "position", int)))
    return None if span is None else [unit(text, span[0]), unit(text, span[1])]


TARGET = Pane(
    answers={
        "whole": _whole, "since": _since, "diagnose": _diagnose, "complete": _complete, "hover": _hover,
        "definition": _definition,
    },
    deeds={"put": _put},
)  # fmt: skip
