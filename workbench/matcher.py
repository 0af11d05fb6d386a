"""Matcher: completion inside the cells and lines of Workbench's magics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from workbench import declaring, engines
from workbench.formats.dbml.completion import completions
from workbench.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from IPython.core.completer import CompletionContext, SimpleMatcherResult

_ID: Final = "workbench.matcher"
# IPython takes empty lines before a cell magic away.
_CELL: Final = re.compile(r"\s*%%(dbml|ddl)([ \t][^\n]*)?(?:\n|\Z)")
_LINE: Final = re.compile(r"(?:^|\n)[ \t]*(?:[\w., \t]+=[ \t]*)?%ddl[ \t]([^\n]*)\Z")


class Proposal(NamedTuple):
    """What may stand in a cell from ``start`` up to the cursor."""

    text: str
    kind: str
    start: int


def proposals(cell: str, position: int, names: Iterable[str] = ()) -> list[Proposal] | None:
    r"""What may stand at a position of a cell; None where that is not for Workbench to say.

    Parameters
    ----------
    cell
        The cell, with its magic.
    position
        A place in it, in characters from 0.
    names
        Names of projects.

    Examples
    --------
    >>> [found.text for found in proposals("%%dbml\nTable t { id big", 24)]
    ['bigint']
    >>> [found.text for found in proposals("%ddl postgresql s", 17, ["shop", "model"])]
    ['shop']
    """
    magic = _CELL.match(cell)
    if magic is None:
        line = _LINE.search(cell[:position])
        return _of_line(line[1], position, (engines.names(), names)) if line else None
    if position < magic.end() or (position == magic.end() and not magic[0].endswith("\n")):
        begun = cell[magic.start(2) : position] if magic[2] and position > magic.start(2) else None
        if begun is None:
            return None
        order = (names,) if magic[1] == "dbml" else ((*names, *engines.names()), engines.names())
        return _of_line(begun[1:], position, order)
    body, at = cell[magic.end() :], position - magic.end()
    found = completions(body, at) if magic[1] == "dbml" else declaring.completions(body, at, _engine(magic[2] or ""))
    return [Proposal(each.text, each.kind, each.span[0] + magic.end()) for each in found]


def projects(shell: Any) -> dict[str, Project]:
    """Projects among the names of a shell; those that begin with an underscore are IPython's own."""
    return {
        name: value for name, value in shell.user_ns.items() if isinstance(value, Project) and not name.startswith("_")
    }


def add(shell: Any) -> None:
    """Complete in the cells of a shell; asked again, it changes nothing."""
    completer = getattr(shell, "Completer", None)
    if completer is None or any(getattr(own, "matcher_identifier", "") == _ID for own in completer.custom_matchers):
        return
    from IPython.core.completer import SimpleCompletion, context_matcher

    # Before those of IPython: what they would propose is Python.
    @context_matcher(identifier=_ID, priority=100)  # type: ignore[untyped-decorator]  # IPython gives it no types
    def match(context: CompletionContext) -> SimpleMatcherResult:
        nothing: SimpleMatcherResult = {"completions": [], "suppress": False}
        try:
            lines = context.full_text.split("\n")
            before = sum(len(line) + 1 for line in lines[: context.cursor_line])
            position = before + context.cursor_position
            found = proposals(context.full_text, position, projects(shell))
        except Exception:  # noqa: BLE001  # whatever is wrong here, people go on completing Python
            return nothing
        if found is None:
            return nothing
        start = found[0].start if found else position - len(_typed(context.full_text[:position]))
        typed = context.full_text[start:position]
        if not found and typed:
            # What is written already, as the only proposal, keeps those of Python away.
            found = [Proposal(typed, "text", start)]
        return {
            "completions": [SimpleCompletion(each.text, type=each.kind) for each in found],
            "matched_fragment": typed,
            "suppress": True,
            "ordered": True,
        }

    completer.custom_matchers.append(match)


def _typed(before: str) -> str:
    found = re.search(r"\w+\Z", before)
    return found[0] if found else ""


def _of_line(begun: str, position: int, order: tuple[Iterable[str], ...]) -> list[Proposal]:
    """Words of a magic's line: `order` says what each of them may be."""
    words = re.split(r"[ \t]+", begun.lstrip())
    if len(words) > len(order):
        return []
    kinds = frozenset(engines.names())
    return [
        Proposal(word, "engine" if word in kinds else "project", position - len(words[-1]))
        for word in order[len(words) - 1]
        if word.startswith(words[-1])
    ]


def _engine(line: str) -> str:
    """Engine that the line of %%ddl names, or the one that is meant without."""
    named = [word.partition("@")[0] for word in line.split()]
    return next((word for word in named if word in declaring.names()), declaring.DEFAULT_ENGINE)
