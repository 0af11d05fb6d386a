"""Diagnostics: what is wrong with a text, and where."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import TextError


@dataclass(frozen=True)
class Diagnostic:
    """What is wrong, and where: line and column from 1."""

    message: str
    line: int
    column: int
    length: int = 1
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"


class DbmlError(TextError):
    """A DBML text that cannot be read; holds every diagnostic, and shows the first ones."""

    def __init__(self, diagnostics: list[Diagnostic], name: str | None = None) -> None:
        self.diagnostics = tuple(diagnostics)
        first = diagnostics[0]
        more = f" ({len(diagnostics) - 1} more)" if len(diagnostics) > 1 else ""
        super().__init__(f"{first.message}{more}", place=f"{name or 'DBML'}:{first.line}:{first.column}")

    @property
    def further(self) -> tuple[str, ...]:
        """The other diagnostics, each with the file, line and column."""
        file = (self.place or "DBML").rsplit(":", 2)[0]
        return tuple(f"{file}:{diagnostic}" for diagnostic in self.diagnostics[1:])
