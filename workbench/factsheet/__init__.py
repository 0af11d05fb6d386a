"""Factsheet: what was measured, a table for each table of the data, for people to read.

One self-contained page, or a fragment for a notebook's output. Tables are sorted by a style sheet alone; without it, or
without its newest words, they stand in the order of the columns, whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2s
from typing import TYPE_CHECKING

from markupsafe import Markup

from workbench import __version__
from workbench.artefact import Artefact
from workbench.factsheet._picture import histogram
from workbench.factsheet._rows import Row, Table, tables
from workbench.model.model import Model
from workbench.webpage import fill, render

if TYPE_CHECKING:
    from workbench.facts import Facts
    from workbench.findings import Finding

__all__ = ["Sheet", "fragment", "page", "sheet"]

_PACKAGE = "workbench.factsheet"


@dataclass(frozen=True)
class Sheet:
    """What a page or fragment shows.

    Parameters
    ----------
    source
        Name of what was measured; empty where it has none.
    notes
        Severity and text of what was wrong with whole files.
    written_on, version
        Day, and version of this package.
    """

    source: str
    tables: tuple[Table, ...]
    masked: bool
    notes: tuple[tuple[str, str], ...] = ()
    written_on: date = field(default_factory=lambda: datetime.now(tz=UTC).astimezone().date())
    version: str = __version__

    @property
    def title(self) -> str:
        """Heading."""
        return self.source or "Profile"

    @property
    def figures(self) -> tuple[tuple[str, int], ...]:
        """Numbers at the head of the page."""
        columns = sum(len(table.columns) for table in self.tables)
        return ("tables", len(self.tables)), ("columns", columns), ("rows", sum(table.rows for table in self.tables))

    @property
    def mark(self) -> str:
        """What tells the controls of this sheet from those of another in the same notebook."""
        shown = repr([(table.name, table.rows, [c.name for c in table.columns]) for table in self.tables])
        return "f" + blake2s(shown.encode(), digest_size=4).hexdigest()


def sheet(
    facts: Facts,
    model: Model | None = None,
    *,
    hidden: Iterable[tuple[str, str]] = (),
    findings: Iterable[Finding] = (),
    source: str = "",
) -> Sheet:
    """Work out what is shown.

    Parameters
    ----------
    facts
        What was measured.
    model
        How it is read; without it, columns are shown as the source has them.
    hidden
        Columns (table, column) whose values are masked.
    findings
        Give the reasons for types (TYPE-001), keys that are proposed, and what else was found about tables and columns.
    source
        Name of what was measured: a folder, a file, a database.
    """
    masked = frozenset(hidden)
    model = model or Model()
    sources = {entity.name: entity for entity in model.entities}
    findings = tuple(findings)
    reasons: dict[tuple[str, str], str] = {}
    told: dict[str, list[str]] = {}
    notes = []
    for finding in findings:
        if finding.subject.kind == "source":
            notes.append((finding.severity, f"{finding.subject.title}: {finding.message}"))
            continue
        entity = sources.get(finding.subject.name) if finding.subject.name else None
        table = entity.source if entity else finding.subject.name.name if finding.subject.name else ""
        if finding.code.startswith("TYPE-001") and finding.subject.attributes:
            attribute = entity.attribute(finding.subject.attributes[0]) if entity else None
            column = attribute.column if attribute else finding.subject.attributes[0]
            reasons[table, column] = finding.evidence.reason
        elif finding.severity != "advice" and table and not finding.code.startswith("LINT"):  # about data only
            about = f"{', '.join(finding.subject.attributes)}: " if finding.subject.attributes else ""
            told.setdefault(table, []).append(about + finding.message)
    return Sheet(source, tables(facts, model, reasons, masked, told, findings=findings), bool(masked), tuple(notes))


def page(shown: Sheet) -> Artefact:
    """Page that stands alone: one file, nothing fetched, searchable by the browser, readable without JavaScript."""
    return Artefact("profile.html", "text/html", render(_PACKAGE, "page.html.j2", _context(shown)))


def fragment(shown: Sheet) -> str:
    """HTML for the output of a notebook's cell."""
    return fill(_PACKAGE, "fragment.html.j2", _context(shown))


def _context(shown: Sheet) -> Mapping[str, object]:
    # Pictures are made of numbers alone.
    def picture(row: Row) -> Markup:
        return Markup(histogram(row.bins))  # noqa: S704

    return {"sheet": shown, "picture": picture}
