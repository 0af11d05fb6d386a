"""Demo: the whole flow on the sample data, from files to a proven design, and whether every seeded fault was found."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench import ddl, diagram, dictionary, document, engines
from workbench.artefact import Artefact, write
from workbench.errors import WorkbenchError
from workbench.findings import Finding, Findings
from workbench.model import Model
from workbench.model.subjects import Subject
from workbench.progress import Progress
from workbench.project import Project
from workbench.prove import Proof, prove
from workbench.reading import Reading
from workbench.reports import text_table
from workbench.samples import Truth, generate, load_truth

# Which finding reports which kind of seeded fault.
_FAULT_CODES = {
    "orphan": "DATA-002-orphan",
    "duplicate_key": "DATA-001-duplicate-key",
    "all_null": "DATA-003-all-null",
    "order": "DATA-004-order",
    "misfit": "TYPE-002-misfit",
}
_FIGURES = {
    "orphan": "orphans",
    "duplicate_key": "surplus",
    "all_null": "rows",
    "order": "violations",
    "misfit": "misfits",
}
# What a proof calls the violations of these faults.
_VIOLATIONS = {"reference": "orphan", "key": "duplicate_key", "type": "misfit"}

Fault = tuple[str, str, tuple[str, ...], int]


@dataclass
class Demo:
    """What the demo made and found.

    Parameters
    ----------
    folder
        Where the files are.
    proofs
        One for each engine that was tried.
    expected, found
        Faults as (kind, table, columns, count): those of ``truth.toml``, and those that were found.
    design
        How the keys and references of the model compare with those of ``truth.toml``, in words.
    """

    folder: Path
    proofs: list[Proof] = field(default_factory=list)
    expected: Counter[Fault] = field(default_factory=Counter)
    found: Counter[Fault] = field(default_factory=Counter)
    proven_faults: dict[str, Counter[Fault]] = field(default_factory=dict)
    design: str = ""

    @property
    def holds(self) -> bool:
        """Whether the faults found are exactly the seeded ones, in the data and on each engine, and all proofs hold."""
        tried = [proof for proof in self.proofs if proof.status != "not proven"]
        return (
            self.found == self.expected
            and bool(tried)
            and all(proof.proven for proof in tried)
            and all(found == self._provable for found in self.proven_faults.values())
        )

    @property
    def _provable(self) -> Counter[Fault]:
        """Seeded faults that break a constraint; the others are advice."""
        return Counter({fault: n for fault, n in self.expected.items() if fault[0] in _VIOLATIONS.values()})


def run(folder: Path, *, data: Path | None = None, progress: Progress | None = None) -> Demo:
    """Run the demo.

    Parameters
    ----------
    folder
        Where the files go.
    data
        Sample data; the checkout's ``sample_data`` where the command runs in one, else they are generated.
    progress
        Shows long steps.
    """
    progress = progress or Progress()
    with tempfile.TemporaryDirectory(prefix="workbench-demo-") as scratch:
        if data is None:
            data = _checkout_data()
        if data is None:
            data = Path(scratch) / "sample_data"
            with progress.step("Generating sample data", 1) as step:
                generate(data)
                step.advance()
        return _run(folder, data, progress)


def _checkout_data() -> Path | None:
    """``sample_data`` of the present folder, where it holds the sample data of this package."""
    folder = Path("sample_data")
    return folder if (folder / "truth.toml").is_file() and Path("pyproject.toml").is_file() else None


def _run(folder: Path, data: Path, progress: Progress) -> Demo:
    truth = load_truth(data)
    project = Project(data, progress=progress).infer()
    demo = Demo(folder, expected=expected_faults(truth), found=found_faults(project.findings.findings))
    demo.design = compared(project.model, truth)
    findings = project.findings.findings
    artefacts, scripts, svgs = _drawn(project, findings, progress)
    _prove(project, demo, progress)
    artefacts.append(_index(project, demo, scripts, svgs, artefacts))
    write(artefacts, folder)
    project.source.close()
    return demo


def _prove(project: Project, demo: Demo, progress: Progress) -> None:
    """Prove on all engines at once: each waits for its own server most of the time."""
    model, found = project.model, _engines()
    silent = Progress()

    def on(engine: tuple[str, str | None]) -> Proof:
        name, url = engine
        return prove(model, name, Reading(project.source, model), url=url, progress=silent)

    with progress.step("Proving", len(found)) as step, ThreadPoolExecutor(len(found)) as pool:
        try:
            for (name, url), proof in zip(found, pool.map(on, found), strict=True):
                demo.proofs.append(proof)
                if proof.status != "not proven":
                    demo.proven_faults[f"{name} server" if url else name] = proven_faults(proof)
                step.advance(name)
        except BaseException:
            silent.cancel()  # the other threads stop at their next step, and drop what they have made
            raise


def _engines() -> list[tuple[str, str | None]]:
    """Engines to prove on: the embedded ones, and the servers that the environment names."""
    found: list[tuple[str, str | None]] = [("sqlite", None), ("duckdb", None), ("postgresql", None)]
    for name, variable in (("postgresql", "WORKBENCH_POSTGRESQL_URL"), ("mariadb", "WORKBENCH_MARIADB_URL")):
        if url := os.environ.get(variable):
            found.append((name, url))
    return found


def _drawn(
    project: Project, findings: Findings, progress: Progress
) -> tuple[list[Artefact], dict[str, str], dict[str, str]]:
    artefacts = [Artefact("model.dbml", "text/vnd.dbml", project.text)]
    scripts: dict[str, str] = {}
    model, facts = project.model, project.facts
    with progress.step("Drawing and writing", 5 + len(ddl.names())) as step:
        svgs = {theme: diagram.draw(model, "svg", theme=theme, title="")[0].text for theme in ("light", "dark")}
        step.advance("diagram")
        artefacts.append(
            Artefact("diagram.svg", "image/svg+xml", diagram.draw(model, "svg", title="Sample data")[0].text)
        )
        step.advance("svg")
        artefacts.append(
            Artefact("diagram.png", "image/png", diagram.draw(model, "png", title="Sample data")[0].content)
        )
        step.advance("png")
        artefacts.append(Artefact("diagram.mmd", "text/vnd.mermaid", diagram.draw(model, "mermaid")[0].content))
        step.advance("mermaid")
        for name in ("html", "markdown"):
            options: dict[str, Any] = {"facts": facts, "findings": findings, "title": "Sample data: data dictionary"}
            artefact = dictionary.write(
                model, name, diagram_svg=svgs["light"], diagram_svg_dark=svgs["dark"], **options
            )
            artefacts.append(artefact)
        step.advance("dictionary")
        for engine in ddl.names():
            artefact, _ = ddl.write(model, engine)
            scripts[engines.load(engine).title] = artefact.text
            artefacts.append(Artefact(f"{engine}.sql", artefact.media_type, artefact.content))
            step.advance(engine)
    return artefacts, scripts, svgs


def _index(
    project: Project, demo: Demo, scripts: dict[str, str], svgs: dict[str, str], artefacts: list[Artefact]
) -> Artefact:
    model, facts = project.model, project.facts
    rows = sum(table.rows for table in facts.tables.values())
    return document.index(
        "Sample data: a proven design",
        summary="Measured, modelled and proven by Workbench from the files in sample_data.",
        figures={
            "files": len(facts.tables),
            "rows": rows,
            "tables": len(model.entities),
            "columns": sum(len(entity.attributes) for entity in model.entities),
            "references": len(model.references),
            "enums": len(model.enums),
        },
        svg=svgs["light"],
        svg_dark=svgs["dark"],
        proofs=[proof_row(proof) for proof in demo.proofs],
        faults=fault_rows(demo),
        findings=project.findings.findings.rows(),
        ddl=scripts,
        dbml=project.text,
        files=[artefact.path for artefact in artefacts],
    )


# -- faults -----------------------------------------------------------------------------------------------------


def expected_faults(truth: Truth) -> Counter[Fault]:
    """Faults that were put into the data on purpose."""
    return Counter({(f.kind, f.table, tuple(f.columns), f.count): 1 for f in truth.faults})


def found_faults(findings: Iterable[Finding]) -> Counter[Fault]:
    """Faults that findings report, in the same form."""
    kinds = {code: kind for kind, code in _FAULT_CODES.items()}
    found: Counter[Fault] = Counter()
    for finding in findings:
        kind = kinds.get(finding.code)
        if kind is None or finding.subject.name is None:
            continue
        figures = {figure.name: figure.value for figure in finding.evidence.figures}
        columns = finding.subject.attributes or tuple((finding.subject.label or "").split(" <= "))
        found[kind, finding.subject.name.name, columns, int(figures[_FIGURES[kind]])] += 1
    return found


def proven_faults(proof: Proof) -> Counter[Fault]:
    """Faults that an engine counted as violations, in the same form."""
    found: Counter[Fault] = Counter()
    for violation in proof.violations:
        if violation.kind == "parent refused":  # a right row, whose parent is one of the faults
            continue
        kind = _VIOLATIONS.get(violation.kind, violation.kind)
        found[kind, *_place(violation.subject), violation.count] += 1
    return found


def _place(subject: Subject) -> tuple[str, tuple[str, ...]]:
    assert subject.name is not None  # noqa: S101 - a violation is always of something in an entity
    return subject.name.name, subject.attributes or ((subject.label or ""),)


def compared(model: Model, truth: Truth) -> str:
    """How many keys and references of a truth a model holds, and what it holds besides."""
    keys = {str(e.name): e.primary_key.attributes for e in model.entities if e.primary_key is not None}
    right = sum(frozenset(keys.get(name, ())) == frozenset(table.primary_key) for name, table in truth.tables.items())
    true = {_ends(r.table, r.columns, r.references, r.referenced_columns): r.implied for r in truth.references}
    found = {_ends(str(r.child), r.child_attributes, str(r.parent), r.parent_attributes) for r in model.references}
    must = {end for end, implied in true.items() if not implied}
    besides = len(found - true.keys())
    others = f"{besides or 'no'} other {'reference was' if besides == 1 else 'references were'} taken"
    return (
        f"{right} of {len(truth.tables)} primary keys and {len(found & must)} of {len(must)} references are those "
        f"that the data were made with; {others}."
    )


def _ends(table: str, columns: Sequence[str], parent: str, keys: Sequence[str]) -> tuple[str, frozenset[Any], str]:
    return table, frozenset(zip(columns, keys, strict=True)), parent


def fault_rows(demo: Demo) -> list[dict[str, Any]]:
    """One row a fault: where, how many, and whether it was expected and found."""
    rows = []
    for fault in sorted(demo.expected.keys() | demo.found.keys()):
        kind, table, columns, count = fault
        verdict = "not seeded" if fault not in demo.expected else "found" if fault in demo.found else "missed"
        rows.append(
            {
                "fault": kind.replace("_", " "),
                "table": table,
                "columns": ", ".join(columns),
                "rows": count,
                "verdict": verdict,
            }
        )
    return rows


def proof_row(proof: Proof) -> dict[str, Any]:
    """A proof as a row of a short table."""
    counts = {name: f"{count.found} of {count.expected}" for name, count in proof.counts.items()}
    tried = proof.status != "not proven"
    return {
        "engine": proof.engine,
        "version": proof.version or "-",
        "outcome": proof.status if tried else f"{proof.status}: {proof.reason}",
        **{name: counts.get(name, "-") for name in ("keys", "references", "checks", "indexes")},
        "rows in": f"{proof.rows_in:,}" if tried else "-",
        "rows refused": _refused_rows(proof) if tried else "-",
        "wrong rows refused": str(proof.wrong_rows) if tried else "-",
    }


def _refused_rows(proof: Proof) -> str:
    """How many rows were refused, and how many of them only because their parent was."""
    own = sum(violation.count for violation in proof.violations if violation.kind != "parent refused")
    rest = proof.rows_refused - own
    return f"{proof.rows_refused:,} ({rest:,} with their parent)" if rest else f"{proof.rows_refused:,}"


def report(demo: Demo) -> str:
    """What the demo prints: proofs, faults, and where to look."""
    rows = [proof_row(proof) for proof in demo.proofs]
    heads = list(rows[0]) if rows else []
    faults = fault_rows(demo)
    missed = sum(row["verdict"] != "found" for row in faults)
    parts = [
        text_table(heads, [list(row.values()) for row in rows]),
        "",
        text_table(["fault", "table", "columns", "rows", "verdict"], [list(row.values()) for row in faults]),
        "",
        f"{len(demo.expected)} faults were put into the data; "
        + ("all of them and no others were found." if not missed else f"{missed} differ from what was found."),
        *([demo.design] if demo.design else []),
        f"Open {demo.folder / 'index.html'}",
    ]
    return "\n".join(parts)


def main(folder: Path, data: Path | None, progress: Progress) -> int:
    """Run the demo for the command line; 0 exactly when everything that should hold does."""
    try:
        demo = run(folder, data=data, progress=progress)
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return 2
    print(report(demo))
    return 0 if demo.holds else 1
