"""Fault: what is wrong with a script, and where."""

from __future__ import annotations

from workbench.errors import TextError
from workbench.formats.dbml import Diagnostic
from workbench.formats.dbml.places import place


class DdlError(TextError):
    """A script of SQL that declares nothing, because something in it is wrong; holds what, each with its place."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        first = diagnostics[0]
        super().__init__(first.message, place=f"SQL:{first.line}:{first.column}")

    @property
    def further(self) -> tuple[str, ...]:
        """The other diagnostics, each with line and column."""
        return tuple(f"SQL:{diagnostic}" for diagnostic in self.diagnostics[1:])


def fault(script: str, position: int, message: str, length: int = 1, severity: str = "error") -> Diagnostic:
    r"""Say what is wrong at a position of a script, in characters from 0.

    Examples
    --------
    >>> str(fault("a;\nb c", 5, "Odd."))
    '2:3: Odd.'
    """
    found = place(script, position)
    return Diagnostic(message, found.line, found.column, length, severity)
