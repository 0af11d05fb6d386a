"""Panes: what the parts of the editor ask of Python and have done there. One file each; its name begins their messages.

The front end asks ``text.complete`` and does ``findings.accept``: the word before the point is the file, the one behind
it a function of its ``TARGET``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from workbench import targets
from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.widget.desk import Desk

    Function: TypeAlias = Callable[[Desk, Mapping[str, Any]], Any]


@dataclass(frozen=True)
class Pane:
    """What one pane asks and does.

    Parameters
    ----------
    answers
        Functions that change nothing, by name.
    deeds
        Functions that change something, by name; they are called with the session locked, on the revision that the
        person saw.
    """

    answers: Mapping[str, Function] = field(default_factory=dict)
    deeds: Mapping[str, Function] = field(default_factory=dict)


def find(what: str, kind: str) -> Function:
    """Function for a message.

    Parameters
    ----------
    what
        ``PANE.NAME``.
    kind
        ``answers`` or ``deeds``.

    Raises
    ------
    UnknownNameError
        When there is none; suggests the nearest.

    Examples
    --------
    >>> find("table.entitty", "answers")
    Traceback (most recent call last):
    workbench.errors.UnknownNameError: There is no message 'table.entitty'. Did you mean 'table.entity'? Known: ...
    """
    pane, _, name = what.partition(".")
    known: Mapping[str, Function] = {}
    if pane in targets.names(__name__):
        known = getattr(targets.load(__name__, pane), kind)
    if name not in known:
        raise UnknownNameError("message", what, [f"{pane}.{key}" for key in known] or list(targets.names(__name__)))
    return known[name]
