"""Commands: what the command line does, one function each; each returns the exit status."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from workbench import cache, engines, files, reports, sources
from workbench import ddl as ddl_targets
from workbench import demo as demonstration
from workbench import diagram as diagrams
from workbench import dictionary as dictionaries
from workbench.advise.lint.linter import Linter
from workbench.artefact import Artefact, write
from workbench.connect import is_url
from workbench.errors import UsageError
from workbench.findings import Finding, Findings
from workbench.formats.dbml import DbmlError, Document, check_files, flattened, without_sense, write_at
from workbench.formats.dbml.style import each_difference, formatted
from workbench.formats.json import read_json, write_json
from workbench.holding import breaks, check_mates, verdict_text
from workbench.inference import PROFILED
from workbench.inference import infer as run_inference
from workbench.model.diff import diff
from workbench.progress import Progress
from workbench.prove import prove as run_proof
from workbench.reading import Reading
from workbench.relational import unfounded
from workbench.session import Session
from workbench.state import State
from workbench.webpage.wording import plural


def infer(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench infer``: nothing that people wrote is overwritten unless ``--fresh`` says so."""
    output: Path | None = options.output
    _ending(output, ".dbml")
    exists = output is not None and output.exists() and not options.fresh
    session = files.open_project(output, carry=True) if exists and output is not None else Session()
    before = files.open_project(output).model if exists and output is not None else session.model
    accept_above: float | Literal["default"] | None = None if exists else "default"
    if options.accept_above is not None:
        accept_above = options.accept_above
    with _opened(options, progress, memory_limit=options.memory_limit) as source:
        inference = run_inference(session, source, accept_above=accept_above, progress=progress)
        _tell_cache(source)
    if output is not None:
        if options.fresh and output.exists():
            print(f"The model that was there is kept as {_kept(output)}", file=sys.stderr)
        files.save_project(session, output)
    if options.format == "json":
        _print(_dump(reports.inference_data(inference, session.model)))
    else:
        _print(reports.inference_text(inference, session.model))
    changes = str(diff(before, session.model)) if exists else ""
    if changes:
        print(f"\nChanges in {output}:\n{changes}", file=sys.stderr)
    elif exists:
        print(f"\nNothing in {output} was changed; --accept-above SHARE accepts findings.", file=sys.stderr)
    elif output is not None:
        print(f"Written: {output}", file=sys.stderr)
        if any(finding.acceptable for finding in inference.open):
            step = "run this again with --accept-above SHARE, or choose among them in a notebook with project.edit()"
            print(f"To accept what is advised above, {step}.", file=sys.stderr)
    else:
        print("Nothing was saved; -o NAME.dbml writes the model.", file=sys.stderr)
    return _all_read(inference.open)


def _kept(output: Path) -> Path:
    """Copy a file beside itself, over no other copy; a copy that says the same is enough."""
    number = 1
    while True:
        copy = output.with_name(f"{output.name}.bak{'' if number == 1 else number}")
        if not copy.exists() or files.read_bytes(copy) == files.read_bytes(output):
            return write([Artefact(copy.name, "text/vnd.dbml", files.read_bytes(output))], output.parent)[0]
        number += 1


def profile(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench profile``: facts only; values of people are masked."""
    from workbench.display import FactsView, personal_columns

    endings = {".html": "html", ".htm": "html", ".json": "json"}
    ending = endings.get(options.output.suffix.lower()) if options.output else None
    if options.output and not ending and options.output.suffix.lower() not in ("", ".txt", ".text", ".md"):
        raise UsageError(f"A profile is not written as {str(options.output)!r}.", hint="Write .html, .json or .txt.")
    form = options.format or ending or "text"
    if ending is not None and form != ending:
        hint = "Leave out --format, or give the file another ending."
        raise UsageError(f"{str(options.output)!r} would not hold what its ending says: --format {form}.", hint=hint)
    with _opened(options, progress, memory_limit=options.memory_limit) as source:
        session = Session()
        known = run_inference(session, source, progress=progress, stages=PROFILED)
        facts = known.facts
        _tell_cache(source)
        hidden = frozenset() if options.show_personal else personal_columns(session.model)
        findings = Findings(f for f in known.open if f.code.startswith("SRC") or _warns(f))
    if form == "json":
        text = _dump({**reports.facts_data(facts, hidden, session.model), "findings": findings.rows()})
    elif form == "html":
        view = FactsView(facts, hidden, session.model, [*known.accepted, *known.open])
        text = view.page(options.data).text
    else:
        text = reports.facts_text(facts, hidden, session.model, known.open)
        text += f"\n{reports.findings_text(findings)}\n" if findings else ""
    _result(text, options.output, "text/html" if form == "html" else "text/plain")
    return _all_read(known.open)


def _warns(finding: Finding) -> bool:
    """Whether something is wrong with the data; a draft of a model is nobody's to mend."""
    return finding.severity != "advice" and not finding.code.startswith("LINT")


def import_(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench import``: DBML text stays as it is, byte for byte."""
    output: Path | None = options.output
    _ending(output, ".dbml", ".json")
    source: str = options.source
    document: Document | None = None
    scheme = {".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".duckdb": "duckdb"}.get(Path(source).suffix)
    if scheme and not is_url(source):
        source = f"{scheme}:///{source}"
    if is_url(source):
        from workbench.relational import reflect

        model = reflect(source)
    elif source.endswith(".json"):
        model = read_json(files.read_text(Path(source)), source)
    elif source.endswith(".dbml"):
        session = files.open_project(source)
        check_files(Path(source).as_posix(), _text_of)
        model, document = session.model, session.state.document
    else:
        hint = "Give a .dbml, .json, SQLite or DuckDB file, or a SQLAlchemy URL."
        raise UsageError(f"{source!r} cannot be imported.", hint=hint)
    if output is not None and output.suffix == ".json":
        if options.level is not None:
            raise UsageError("A level is one of DBML, not of JSON.", hint="Leave --level out, or write to NAME.dbml.")
        _tell_left_out(document, "the model as data")
        return _result(write_json(model), output, "application/json")
    if output is not None and output.exists():
        session = files.open_project(output)
        difference = diff(session.model, model)
        other = "Nothing was written: take the file away first, or write to another one."
        if difference:
            print(f"{output} exists and was left as it is. It differs by:", file=sys.stderr)
            _print(str(difference))
            print(other, file=sys.stderr)
        else:
            print(f"{output} exists and says the same model. {other}", file=sys.stderr)
        return 0
    if options.flat and document is not None:
        document = flattened(document)
    if options.level is not None:
        _tell_left_out(document, f"DBML of another level ({options.level})")
        text, losses = write_at(model, options.level)
        document = Document.of(text)
        model = document.model
        if losses:
            print(f"DBML {options.level} cannot say everything:", *losses, sep="\n  ", file=sys.stderr)
    made = Session(State(model=model, document=document or Document.from_model(model)))
    for unknown in without_sense(made.state.document):
        print(f"{output or 'DBML'}:{unknown} Other programs will refuse this.", file=sys.stderr)
    if output is None:
        sys.stdout.write(made.text)
    else:
        files.save_project(made, output)
        print(f"Written: {output}", file=sys.stderr)
    return 0


def _tell_left_out(document: Document | None, form: str) -> None:
    """Say what a text holds that no model does."""
    beyond = document.beyond_model if document is not None else {}
    if beyond:
        listed = ", ".join(f"{count} {what}" for what, count in beyond.items())
        print(f"Left out of {form}: {listed}.", file=sys.stderr)


def fmt(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench fmt``: DBML files in the style of this package; 1 with ``--check`` when one is not."""
    unlike = 0
    texts = [(path, files.read_text(path)) for path in options.files]
    styled = []
    for path, text in texts:
        _ending(path, ".dbml")
        try:
            styled.append(formatted(text))
        except DbmlError as error:
            raise DbmlError(list(error.diagnostics), str(path)) from None
    for (path, text), new in zip(texts, styled, strict=True):
        if text == new:
            continue
        unlike += 1
        lines = list(each_difference(text, new))
        if options.check:
            _print(f"{path}: {plural(len(lines), 'line')} in another style, the first is {lines[0] if lines else 1}")
        else:
            write([Artefact(path.name, "text/plain", new)], path.parent)
            print(f"Written: {path} ({plural(len(lines), 'line')} changed)", file=sys.stderr)
    if not unlike:
        print("Everything is in style.", file=sys.stderr)
    return 1 if unlike and options.check else 0


def _text_of(path: str) -> str | None:
    """Text of a file that another one takes something from; None where there is none."""
    return files.read_text(Path(path)) if Path(path).is_file() else None


def check(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench check``: 1 when the model has errors, or does not hold for the data."""
    session = files.open_project(options.model)
    findings = Findings(f for f in Linter().lint(session.model) if f.identity not in session.state.decisions)
    if options.data:
        with _opened(options, progress) as source:
            check_mates(source, session.model)
            findings = run_inference(session, source, accept_above=None, progress=progress).open
            _tell_cache(source)
    names = without_sense(session.state.document)
    holds = not names and not any(map(breaks, findings))
    if options.format == "json":
        told = [{"line": d.line, "column": d.column, "message": d.message} for d in names]
        _print(_dump({"holds": holds, "findings": findings.rows(), "unknown_names": told}))
    else:
        places = [f"{options.model}:{d}" for d in names]
        if places:  # they say the same with the place
            told_already = ("LINT-003", "LINT-007", "LINT-008", "LINT-015")
            findings = Findings(f for f in findings if not f.code.startswith(told_already))
        _print(verdict_text(session.model, findings, data=options.data, places=places))
    return 0 if holds else 1


def diagram(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench diagram``."""
    session = files.open_project(options.model)
    name, suffix = diagrams.format_of(options.output)
    positions = {str(entity): place for entity, place in session.state.layout.items()}
    choices: dict[str, Any] = {"detail": options.detail, "theme": options.theme, "positions": positions or None}
    if name == "eralchemy":
        choices["suffix"] = suffix
    artefact, findings = diagrams.draw(session.model, name, **choices)
    _report(findings)
    return _written(artefact, options.output)


def dictionary(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench dictionary``."""
    session = files.open_project(options.model)
    name = dictionaries.format_of(str(options.output))
    facts, findings = None, Linter().lint(session.model)
    if options.data:
        with sources.open_source(options.data, progress=progress) as source:
            inference = run_inference(session, source, accept_above=None, progress=progress)
        facts, findings = inference.facts, inference.open
    svg = diagrams.draw(session.model, "svg", title="")[0].text if session.model.entities else None
    artefact = dictionaries.write(
        session.model, name, facts=facts, findings=findings, show_personal=options.show_personal, diagram_svg=svg
    )
    return _written(artefact, options.output)


def ddl(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench ddl``."""
    name, version = engines.split(options.engine)
    session = files.open_project(options.model)
    engine = engines.load(name, version)
    if engine.is_newer:
        known = f"{engine.title} {engine.default_version}"
        print(f"{engine.label} is newer than {known}, for which the script is written.", file=sys.stderr)
    artefact, findings = ddl_targets.write(session.model, name, version)
    _report(findings)
    status = _result(artefact.text, options.output, artefact.media_type)
    # The script was written all the same; a pipeline is to notice that it says less than the model.
    return 1 if unfounded(findings) else status


def prove(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench prove``: 1 when the design is not proven."""
    name, version = engines.split(options.engine)
    engines.load(name, version)  # a wrong name is told before the data are read
    session = files.open_project(options.model)
    source = sources.open_source(options.data, progress=progress) if options.data else None
    try:
        rows = Reading(source, session.model) if source is not None else None
        proof = run_proof(session.model, name, rows, url=options.url, progress=progress, version=version)
    finally:
        if source is not None:
            source.close()
    _print(_dump(proof.to_dict()) if options.format == "json" else str(proof))
    left_out = Findings(source.findings) if source is not None else Findings()
    if left_out:
        print(reports.findings_text(left_out), file=sys.stderr)
    if proof.status == "not proven":
        return 2
    unread = sum(finding.severity == "error" for finding in left_out)  # no proof counts what could not even be read
    if proof.proven and (unread or not proof.holds):
        refused = proof.rows_refused
        share = "1 row of the data breaks" if refused == 1 else f"{refused:,} rows of the data break"
        broken = f"{share} it" if not proof.holds else ""
        unsound = f"{unread} file{'s' if unread > 1 else ''} could not be read as a whole" if unread else ""
        told = ", and ".join(part for part in (broken, unsound) if part)
        print(f"The design is proven; {told} (exit status 1).", file=sys.stderr)
    return 0 if proof.holds and not unread else 1


def demo(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench demo``: 0 exactly when the faults found are the seeded ones and all proofs hold."""
    return demonstration.main(options.to, options.data, progress)


def targets(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench targets``: worked out from the files of the package."""
    read = [["read", kind.name, " ".join(kind.suffixes)] for kind in sources.kinds().values()]
    rows = [
        *read,
        ["read, written", "DBML", ".dbml"],
        ["read, written", "model as JSON", ".json"],
        *(["drawn", name, " ".join(diagrams.load(name).suffixes)] for name in diagrams.formats()),
        *(["dictionary", name, ""] for name in dictionaries.formats()),
        *(["DDL, proven", engines.load(name).title, f"--engine {name}"] for name in ddl_targets.names()),
    ]
    _print(reports.text_table(["what", "format", "ending or option"], rows))
    return 0


def schema(options: argparse.Namespace, progress: Progress) -> int:
    """``workbench schema``: the JSON Schema of what a command prints, or of a model as data."""
    _print(resources.files("workbench").joinpath("schemas", f"{options.of}.schema.json").read_text(encoding="utf-8"))
    return 0


# -- shared -----------------------------------------------------------------------------------------------------


def _opened(options: argparse.Namespace, progress: Progress, memory_limit: str | None = None) -> sources.Source:
    return cache.open_source(
        options.data, progress=progress, memory_limit=memory_limit, cache=options.cache, verify=options.verify
    )


def _tell_cache(source: sources.Source) -> None:
    if isinstance(source, cache.CachedSource) and (notice := source.notice()):
        print(notice, file=sys.stderr)


def _all_read(findings: Findings) -> int:
    """Exit status: 3 where some files could not be read; which, the findings say."""
    unread = findings.where(code="SRC-006")
    if not unread:
        return 0
    names = ", ".join(finding.subject.title for finding in unread[:5])
    more = f" and {len(unread) - 5} more" if len(unread) > 5 else ""
    print(f"Not read: {names}{more}; the reasons stand among the errors. The others were.", file=sys.stderr)
    return 3


def _ending(output: Path | None, *known: str) -> None:
    if output is not None and output.suffix not in known:
        raise UsageError(f"{str(output)!r} does not end in {' or '.join(known)}.", hint="Give it that ending.")


def _dump(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _print(text: str) -> None:
    sys.stdout.write(text.rstrip("\n") + "\n")


def _report(findings: Findings) -> None:
    if findings:
        print(reports.findings_text(findings), file=sys.stderr)


def _result(text: str, output: Path | None, media_type: str) -> int:
    if output is None:
        _print(text)
        return 0
    return _written(Artefact(output.name, media_type, text), output)


def _written(artefact: Artefact, output: Path) -> int:
    write([Artefact(output.name, artefact.media_type, artefact.content)], output.parent)
    print(f"Written: {output}", file=sys.stderr)
    return 0
