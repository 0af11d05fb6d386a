"""Desk: what the panes of an editor work with, and how they read what the front end sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, overload

from workbench.errors import TextError, UsageError
from workbench.model import QualifiedName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from workbench.artefact import Artefact
    from workbench.autosave import Autosave
    from workbench.facts import Facts
    from workbench.findings import Finding
    from workbench.session import Session
    from workbench.state import State
    from workbench.witnesses import Witnesses

_T = TypeVar("_T")
_D = TypeVar("_D")


@dataclass
class Services:
    """What lies above the editor, and is handed down to it; whatever is None cannot be done.

    Parameters
    ----------
    findings
        Gives the findings that wait for a decision, by number.
    rows
        Gives the rows that a finding rests on.
    facts
        Gives what was measured so far; None where nothing was.
    dictionary
        Writes the dictionary in a format.
    save
        Writes the model to its file, or to another one.
    path
        Gives the file that the model is saved to.
    """

    findings: Callable[[], Mapping[int, Finding]] | None = None
    rows: Callable[[Finding], Witnesses] | None = None
    facts: Callable[[], Facts | None] | None = None
    dictionary: Callable[[str], Artefact] | None = None
    save: Callable[[str | None], object] | None = None
    path: Callable[[], Path | None] | None = None


@dataclass
class Desk:
    """What panes work with.

    Parameters
    ----------
    session
        What is edited.
    services
        What lies above.
    autosave
        Keeps what was not saved; None where there is nowhere to keep it.
    texts
        Texts of the last revisions.
    """

    session: Session
    services: Services = field(default_factory=Services)
    autosave: Autosave | None = None
    texts: dict[int, str] = field(default_factory=dict)

    def remember(self, state: State) -> None:
        """Keep the text of a state: who types in it says what changes in that of the revision that is seen."""
        self.texts[state.revision] = state.text
        while len(self.texts) > _REMEMBERED:
            del self.texts[min(self.texts)]


# Texts kept: what a person types reaches Python within a few changes that others make meanwhile.
_REMEMBERED = 20


@overload
def given(values: Mapping[str, Any], name: str, kind: type[_T]) -> _T: ...
@overload
def given(values: Mapping[str, Any], name: str, kind: type[_T], default: _D) -> _T | _D: ...
def given(values: Mapping[str, Any], name: str, kind: type[_T], default: Any = ...) -> Any:
    """Value that the front end has sent.

    Raises
    ------
    TextError
        When it is missing or of another kind; names it.

    Examples
    --------
    >>> given({"name": "orders"}, "name", str), given({}, "reason", str, "")
    ('orders', '')
    """
    if name not in values or values[name] is None:
        if default is ...:
            raise TextError(f"The message lacks {name!r}.")
        return default
    value = values[name]
    fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise TextError(f"{name!r} is {value!r}, not {kind.__name__}.")
    return value


def name_of(values: Mapping[str, Any], field: str) -> QualifiedName:
    """Name of an entity that the front end has sent; raises as :func:`given`, and when it is no name."""
    return QualifiedName.of(given(values, field, str))


def names_of(values: Mapping[str, Any], field: str) -> list[QualifiedName]:
    """Names of entities that the front end has sent."""
    found = given(values, field, list)
    if not all(isinstance(name, str) for name in found):
        raise TextError(f"{field!r} is {found!r}, not a list of names.")
    return [QualifiedName.of(name) for name in found]


def needed(service: Callable[..., _T] | None, what: str) -> Callable[..., _T]:
    """A service that is there; raises :class:`UsageError` where it is not."""
    if service is None:
        raise UsageError(f"There is nothing here to {what}.", hint="Open the editor with project.edit().")
    return service
