"""The page that shows all parts of a design together: diagram, proofs, faults, findings, DDL, model, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup

from workbench.artefact import Artefact
from workbench.document.tables import Table, state_of, table
from workbench.errors import TextError, UsageError
from workbench.findings import SEVERITIES
from workbench.model import Subject
from workbench.webpage import count, inline_svg, plural, render

# What people call a file with such an ending, where the caller says nothing of it.
_KINDS: Final = {
    ".dbml": "The model as text",
    ".html": "Web page",
    ".json": "Data for programs",
    ".md": "For a repository or a wiki",
    ".mmd": "ER diagram for Mermaid",
    ".pdf": "For printing",
    ".png": "ER diagram as a picture",
    ".sql": "DDL",
    ".svg": "ER diagram, sharp at any size",
}
_BADGES: Final = {"error": "bad", "warning": "warn", "advice": "accent"}
MANY_FINDINGS: Final = 12
"""From here on, advice is folded away: it must not bury errors and warnings, nor what stands below."""


@dataclass(frozen=True)
class File:
    """A file beside the page."""

    path: str
    href: str
    note: str
    size_bytes: int | None


@dataclass(frozen=True)
class Source:
    """A source text on the page, with the file that holds it, where there is one."""

    label: str
    text: str
    file: File | None

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())


@dataclass(frozen=True)
class Group:
    """Findings of one severity."""

    severity: str
    badge: str
    rows: tuple[Mapping[str, Any], ...]

    @property
    def open(self) -> bool:
        """Whether they are shown at first."""
        return self.severity != "advice" or len(self.rows) < MANY_FINDINGS


def index(
    title: str,
    *,
    summary: str | None = None,
    figures: Mapping[str, int | float | str] | None = None,
    svg: str | None = None,
    svg_dark: str | None = None,
    proofs: Iterable[Mapping[str, Any]] = (),
    faults: Iterable[Mapping[str, Any]] = (),
    findings: Iterable[Mapping[str, Any]] = (),
    ddl: Mapping[str, str] | None = None,
    dbml: str | None = None,
    files: Iterable[str | Mapping[str, Any]] = (),
    path: str = "index.html",
) -> Artefact:
    """Write the page that a person opens first: one self-contained file beside those that it links to.

    A part that is not given is left out. Values are shown as they are passed: personal ones are masked by the caller.

    Parameters
    ----------
    title
        Name of the design.
    summary
        A sentence under the title; from the proofs otherwise.
    figures
        What is counted → how many: ``{"tables": 15, "rows": 412345}``.
    svg
        The ER diagram, as the text of an SVG document.
    svg_dark
        The same in the colours of a dark theme.
    proofs
        One dict an engine, its keys in the order of the columns: ``engine``, ``version``, ``keys``, ``references``,
        ``checks``, ``indexes``, ``rows_in``, ``refused``, ``wrong_rows_refused``, ``outcome``.
        ``outcome`` begins with ``proven`` or ``not proven``; counts are numbers or ``"11 of 11"``.
    faults
        One dict a fault found in the data, with any keys; ``outcome``, ``verdict``, ``status`` and ``agrees`` are
        shown as badges.
    findings
        Rows of :meth:`workbench.findings.Findings.rows`.
    ddl
        Engine → DDL.
    dbml
        The model's text.
    files
        Paths relative to the page, or dicts of ``path`` and, where known, ``note`` and ``size_bytes``.
    path
        Where the page goes.

    Raises
    ------
    TextError
        When a diagram is not an SVG document.
    UsageError
        When the path of a file leads out of the page's folder.

    Examples
    --------
    >>> artefact = index("Shop", figures={"tables": 2}, files=["dictionary.html"])
    >>> artefact.path, 'href="dictionary.html"' in artefact.text
    ('index.html', True)
    """
    links = [_file(file) for file in files]
    proven = list(proofs)
    context = {
        "title": title,
        "summary": summary or _summary(proven),
        "figures": {name: count(n) if isinstance(n, (int, float)) else n for name, n in (figures or {}).items()},
        "engines": [_engine(proof) for proof in proven],
        # Disarmed right here, and nothing else on the page goes in unescaped.
        "diagram": None if svg is None else Markup(inline_svg(svg, svg_dark)),  # noqa: S704
        "diagram_file": _first(links, ".svg"),
        "dictionary_file": next((f for f in links if f.path.endswith(".html") and f.path != path), None),
        "proofs": table(proven),
        "faults": table(faults),
        "groups": _groups(findings),
        "ddl": [Source(name, text, _first(links, ".sql", holding=name)) for name, text in (ddl or {}).items()],
        "dbml": None if dbml is None else Source("DBML", dbml, _first(links, ".dbml")),
        "files": [file for file in links if file.path != path],
    }
    return Artefact(path, "text/html", render("workbench.document", "index.html.j2", context))


def _file(given: str | Mapping[str, Any]) -> File:
    entry: Mapping[str, Any] = {"path": given} if isinstance(given, str) else given
    path = PurePosixPath(str(entry["path"]))
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(
            f"The file {str(path)!r} is outside the page's folder.", hint="Give a path relative to the page."
        )
    note = str(entry.get("note") or _KINDS.get(path.suffix.lower(), ""))
    # A colon is quoted too, so that no path can be taken for a scheme (RFC 3986, section 4.2).
    return File(str(path), quote(str(path)), note, entry.get("size_bytes"))


def _first(files: Iterable[File], suffix: str, *, holding: str = "") -> File | None:
    return next((f for f in files if f.path.endswith(suffix) and holding.casefold() in f.path.casefold()), None)


def _engine(proof: Mapping[str, Any]) -> tuple[str, str, str]:
    """Name, outcome and state of an engine, for the badges under the title."""
    name = " ".join(str(proof[key]) for key in ("engine", "version") if proof.get(key))
    outcome = str(proof.get("outcome") or "not tried")
    return name, outcome, state_of(outcome)


def _summary(proofs: list[Mapping[str, Any]]) -> str:
    proven = sum(state_of(str(proof.get("outcome", ""))) == "good" for proof in proofs)
    if not proofs:
        return "A database design, drawn from data."
    if not proven:
        return "A database design, drawn from data and not yet proven on an engine."
    return f"A database design, drawn from data and proven on {plural(proven, 'engine')}."


def _groups(findings: Iterable[Mapping[str, Any]]) -> list[Group]:
    rows = [{**row, "about": _about(row), "figures": _figures(row)} for row in findings]
    known = dict.fromkeys((*SEVERITIES, *(str(row.get("severity")) for row in rows)))
    groups = (
        Group(severity, _BADGES.get(severity, "plain"), tuple(r for r in rows if str(r.get("severity")) == severity))
        for severity in known
    )
    return [group for group in groups if group.rows]


def _about(row: Mapping[str, Any]) -> str:
    text = str(row.get("subject") or "")
    try:
        return Subject.parse(text).title
    except TextError:
        return text


def _figures(row: Mapping[str, Any]) -> str:
    evidence = row.get("evidence") or {}
    figures: Table = table([evidence.get("figures") or {}])
    shown = (f"{c.title.lower()} {cell.text}" for c, cell in zip(figures.columns, figures.rows[0], strict=True))
    return " · ".join(shown)
