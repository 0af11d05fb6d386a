"""Prove: a model's DDL run on a real engine, with the data, in five steps. One file per engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import connect, ddl, engines, relational, targets
from workbench.errors import ConnectError, EngineError, MissingExtraError, ModelError, UsageError
from workbench.progress import Progress
from workbench.prove._proof import Count, Proof, RowSource, Step, TableRows, Violation, WrongRow

if TYPE_CHECKING:
    from workbench.artefact import Artefact
    from workbench.findings import Findings
    from workbench.model import Model
    from workbench.prove._ground import Ground

__all__ = ["Count", "Proof", "RowSource", "Step", "TableRows", "Violation", "WrongRow", "names", "prove"]


def names() -> tuple[str, ...]:
    """Engines that a model can be proven on, sorted.

    Examples
    --------
    >>> "sqlite" in names()
    True
    """
    return targets.names("workbench.prove")


def prove(
    model: Model,
    engine: str,
    rows: RowSource | None = None,
    *,
    url: str | None = None,
    version: str | None = None,
    progress: Progress | None = None,
    show_personal: bool = False,
) -> Proof:
    """Run a model's script on an engine, with the data, in a scratch database that is dropped afterwards.

    The script runs as it is written; the catalogue is asked for every key, reference, check and index; the rows are
    counted in tables without constraints; those that break no rule go into the real tables; and for each rule a
    made-up wrong row must be refused.

    Parameters
    ----------
    engine
        Name of the engine: ``"sqlite"``.
    rows
        The data; without them steps three and four are left out.
    url
        A server to prove on. Without one, PostgreSQL is started for the proof, SQLite and DuckDB use a temporary file
        (always: a file that the URL names is not touched), and MariaDB cannot be had.
    version
        Version that the script is written for; the one that runs when it is left out.
    show_personal
        Show values of personal attributes in the rows that break a rule.

    Returns
    -------
    Proof
        With status ``not proven`` and the next step when there is no such engine here.

    Raises
    ------
    UnknownNameError
        When there is no such engine; suggests the nearest.
    UsageError
        When the URL leads to another engine.
    InvalidNameError
        When a name of the model holds what no engine could hold.
    ModelError
        When the model has no tables.
    """
    if not model.entities:
        raise ModelError("The model has no tables: there is nothing to prove.", hint="Declare some, or infer them.")
    progress = progress or Progress()
    ground: Ground = targets.load("workbench.prove", engine, kind="engine")
    if url is not None and (other := connect.engine_name(url)) != engine:
        raise UsageError(f"The URL {connect.masked(url)!r} leads to {other}, not {engine}.", hint="Name one of them.")
    written, findings = ddl.write(model, engine, version)
    if why := ground.not_available(url):
        return _not_proven(engine, written, findings, why)
    try:
        with ground.open(url) as database:
            if version is not None and not database.engine.runs_as(version):
                other = f"{database.engine.title} {database.engine.version} runs here, not {version}"
                step = f"Leave the version out, or name a server that is {engine}@{version} with a URL."
                return _not_proven(engine, written, findings, f"{other}. {step}")
            from workbench.prove._run import Run  # imports SQLAlchemy's and the engine's part of the work

            schema = relational.build(model, engines.load(engine, version or database.version))
            script = ddl.load(engine).artefact(schema)
            run = Run(schema, script, ground, database, rows, progress=progress, show_personal=show_personal)
            return run.proof(lambda: relational.load(database.engine).read(database))
    except MissingExtraError as error:
        return _not_proven(engine, written, findings, f"install data-modeling-workbench[{error.extra}]")
    except (ConnectError, EngineError) as error:
        return _not_proven(engine, written, findings, str(error))


def _not_proven(engine: str, script: Artefact, findings: Findings, why: str) -> Proof:
    return Proof(
        engine=engines.load(engine).title,
        version="",
        script=script,
        status="not proven",
        reason=why,
        findings=findings,
    )
