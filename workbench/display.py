"""Display: what a notebook shows for a value, readable without JavaScript and as plain text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import UnknownNameError
from workbench.findings import Finding, Findings
from workbench.register import numbered

if TYPE_CHECKING:
    import pandas as pd

    from workbench.artefact import Artefact
    from workbench.facts import Facts
    from workbench.factsheet import Sheet
    from workbench.model import Model

_STYLE = (
    "<style>.wb-table{border-collapse:collapse;font-size:12px}.wb-table td,.wb-table th{text-align:left!important;"
    "padding:3px 10px 3px 0;vertical-align:top;border-bottom:1px solid var(--jp-border-color2,#ddd)}"
    ".wb-bar{display:inline-block;width:60px;height:8px;background:var(--jp-layout-color3,#ddd);border-radius:4px}"
    ".wb-bar i{display:block;height:8px;background:#c2571a;border-radius:4px}.wb-muted{opacity:.65}</style>"
)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """HTML of a table; cells that are :class:`Raw` stand as they are, all others are escaped."""
    cells = "".join(f"<th>{html.escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"{_STYLE}<table class='wb-table'><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


class Raw(str):
    """HTML that was made here."""

    __slots__ = ()


def _cell(cell: Any) -> str:
    return cell if isinstance(cell, Raw) else html.escape(str(cell))


@dataclass(frozen=True)
class Picture:
    """A diagram: shown as SVG in a notebook, saved as any format by :meth:`Project.diagram`."""

    svg: str

    def _repr_html_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Picture: {len(self.svg):,} characters of SVG>"


@dataclass(frozen=True)
class Text:
    """A text with the findings about it: a DDL script, a dictionary."""

    text: str
    findings: Findings = field(default_factory=Findings)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        shown = f"<pre style='max-height:30em;overflow:auto;font-size:12px'>{html.escape(self.text)}</pre>"
        return shown + (findings_html(dict(enumerate(self.findings))) if self.findings else "")


@dataclass(frozen=True)
class Page:
    """An HTML page of its own, shown in a frame so that its style and scripts stay inside."""

    page: str
    height: int = 520

    def _repr_html_(self) -> str:
        content = html.escape(self.page, quote=True)
        style = f"width:100%;height:{self.height}px;border:0"
        return f'<iframe srcdoc="{content}" style="{style}" sandbox="allow-scripts"></iframe>'

    def __repr__(self) -> str:
        return f"<Page: {len(self.page):,} characters of HTML>"


class FindingsView:
    """Findings as a table in a notebook, and as a data frame on request.

    Behaves like the findings themselves: it can be filtered and gone through. In brackets stands the number of a
    finding, as it is shown and accepted; of those that were filtered, which of them it is, from 0.

    Parameters
    ----------
    findings
        The findings.
    numbers
        The same with the number of each; they are numbered from 0 where it is left out.
    filtered
        Whether there are more, so that their numbers are not what somebody counts.
    """

    def __init__(
        self, findings: Findings, numbers: Mapping[int, Finding] | None = None, *, filtered: bool = False
    ) -> None:
        self.findings = findings
        self.filtered = filtered
        self.numbers = dict(enumerate(findings)) if numbers is None else dict(numbers)

    def __iter__(self) -> Any:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return self._only(self.findings[index])
        return self.findings[index] if self.filtered else numbered(self.numbers, index)

    def where(self, **conditions: Any) -> FindingsView:
        """Findings with a code, a severity or a subject; see :meth:`workbench.findings.Findings.where`."""
        return self._only(self.findings.where(**conditions))

    def _only(self, findings: Findings) -> FindingsView:
        kept = {finding.identity for finding in findings}
        return FindingsView(findings, {n: f for n, f in self.numbers.items() if f.identity in kept}, filtered=True)

    def to_frame(self) -> pd.DataFrame:
        """One row a finding, by number."""
        return frame([{"number": n, **row} for n, row in zip(self.numbers, self.findings.rows(), strict=True)])

    def _repr_html_(self) -> str:
        return findings_html(self.numbers)

    def __repr__(self) -> str:
        lines = [f"[{number}]{_MARK[f.acceptable]} {f}" for number, f in self.numbers.items()]
        return "\n".join([*lines, _LEGEND] if any(f.acceptable for f in self.findings) else lines) or "<no findings>"


_MARK = {True: "+", False: " "}
_LEGEND = "[number]+ can be accepted: accept(number) changes the model, undo() takes it back; reject(number) any."


def findings_html(findings: Mapping[int, Finding]) -> str:
    """Findings by number as a table, with the number that accepts or rejects each."""
    rows = (
        (
            i, f.severity, f.subject.title, f.message, "" if f.confidence is None else f"{f.confidence:.2f}",
            Raw(_evidence(f)), Raw(_change(f)), f.code,
        )
        for i, f in findings.items()
    )  # fmt: skip
    return table(["#", "severity", "about", "finding", "sure", "evidence", "accepting it", "code"], rows)


def _change(finding: Finding) -> str:
    """What accepting does, or that there is nothing to accept."""
    if not finding.acceptable:
        return "<span class='wb-muted'>–</span>"
    first, *more = [html.escape(str(edit)) for edit in finding.edits]
    rest = f"<details><summary>{len(more)} more</summary>{'<br>'.join(more)}</details>" if more else ""
    return first + rest


def _evidence(finding: Finding) -> str:
    """Figures, and behind them the SELECT that lists the rows."""
    text = html.escape(str(finding.evidence))
    if finding.evidence.sql is None:
        return text
    return f"{text}<details><summary>SELECT</summary><code>{html.escape(finding.evidence.sql)}</code></details>"


def personal_columns(model: Model) -> frozenset[tuple[str, str]]:
    """Columns (table of the source, column) whose values are of people, and those that hold the same values."""
    from workbench.dictionary import personal_attributes

    return frozenset(
        (model.entity(entity).source, model.attribute(entity, name).column)
        for entity, name in personal_attributes(model)
    )


class FactsView:
    """What was measured, as tables in a notebook and as a data frame on request.

    Parameters
    ----------
    facts
        What was measured.
    personal
        Columns (table, column) whose values are masked.
    model
        How columns are read; as the source has them where it is left out.
    findings
        Give the reasons for the types, and warnings.
    """

    def __init__(
        self,
        facts: Facts,
        personal: frozenset[tuple[str, str]],
        model: Model | None = None,
        findings: Iterable[Finding] = (),
    ) -> None:
        self.facts = facts
        self._personal = personal
        self._model = model
        self._findings = tuple(findings)

    def to_frame(self) -> pd.DataFrame:
        """One row a measurement: subject, measure, value, unit, source; personal values are masked."""
        hidden = {"minimum", "maximum"}
        rows = []
        for fact in self.facts.rows():
            subject = fact.subject
            column = (subject.name.name, subject.attributes[0]) if subject.name and subject.attributes else None
            masked = fact.measure in hidden and column in self._personal
            value = "(masked)" if masked else fact.value
            rows.append(
                {
                    "subject": subject.title,
                    "measure": fact.measure,
                    "value": value,
                    "unit": fact.unit,
                    "source": fact.source,
                }
            )
        return frame(rows)

    def __getitem__(self, table: str) -> FactsView:
        """One table alone; raises :class:`~workbench.errors.UnknownNameError` with the nearest name."""
        if table not in self.facts.tables:
            raise UnknownNameError("table", table, self.facts.tables)
        facts = replace(self.facts, tables={table: self.facts.tables[table]})
        return FactsView(facts, self._personal, self._model, self._findings)

    def page(self, source: str | PathLike[str] = "") -> Artefact:
        """Page of its own that shows all of it.

        Parameters
        ----------
        source
            What was measured; the page states the last part of this path only, as people elsewhere know no other.
        """
        from workbench import factsheet

        return factsheet.page(self._sheet(Path(source).resolve().name if fspath(source) else ""))

    def _sheet(self, source: str = "") -> Sheet:
        from workbench import factsheet

        return factsheet.sheet(self.facts, self._model, hidden=self._personal, findings=self._findings, source=source)

    def _repr_html_(self) -> str:
        from workbench import factsheet

        return factsheet.fragment(self._sheet())

    def __repr__(self) -> str:
        from workbench.webpage import plural

        return "\n".join(
            f"{t.name}: {plural(t.rows, 'row')}, {plural(len(t.columns), 'column')}{t.grain and f'. {t.grain}.'}"
            for t in self._sheet().tables
        )


def frame(rows: Sequence[Any]) -> pd.DataFrame:
    """Rows as a pandas frame; pandas is imported here and nowhere else."""
    import pandas as pd

    return pd.DataFrame(rows)
