"""Inference: from data to a proposed model, in stages, each resting on the one before.

What the columns hold about people, how their texts are read, what identifies rows, what refers to what, closed lists,
indexes. After each stage the findings that are sure enough are accepted, as edits of a session, and the next stage
judges the model that they made. On a model that exists already nothing is accepted unless it is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from workbench import cache
from workbench.advise import Judge, settle
from workbench.advise.data import duplicates, empty, formats, limits, order, ranges, rules, spread, variants
from workbench.advise.data import spreadsheet as spreadsheets
from workbench.advise.enums import closed_list
from workbench.advise.generated import computed
from workbench.advise.indexes import access
from workbench.advise.keys import primary
from workbench.advise.lint.linter import Linter
from workbench.advise.privacy import personal
from workbench.advise.references import composite, held, inclusion
from workbench.advise.structure import domains, junctions, lookups, subtypes, tables, temporal
from workbench.advise.types import mixed, reading
from workbench.decisions import Decision, Decisions
from workbench.facts import Answer, Facts, Question
from workbench.findings import Finding, Findings
from workbench.formats.dbml import Document
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.progress import Progress
from workbench.register import confidence_of
from workbench.session import Session
from workbench.sources import Source
from workbench.state import State

# From this confidence on a finding about data that no model exists of yet is accepted unasked.
ACCEPT_ABOVE = 0.9
# References sooner: a model without its references is of little use, and each says how sure it is. From here on, of 100
# references that made-up databases led to, 98 were true in the domains trained on, 97 in those held back
# (benchmarks/_hard).
ACCEPT_REFERENCES_ABOVE = 0.7

STAGES: tuple[tuple[str, tuple[Judge, ...]], ...] = (
    ("Tables", (tables.judge,)),
    ("Personal data", (personal.judge,)),
    ("Spreadsheets", (spreadsheets.judge,)),  # while texts are as they were written
    ("Types", (reading.judge,)),
    ("Mixed types", (mixed.judge,)),
    ("Keys", (primary.judge,)),
    # Rows that break references which the model has already are told first; proposals tell of their own.
    ("Composite references", (held.judge, composite.judge)),
    ("References", (inclusion.judge,)),
    ("Values", (variants.judge, closed_list.judge, empty.judge, limits.judge, duplicates.judge)),
    ("Order", (order.judge,)),
    ("Checks", (ranges.judge, formats.judge)),
    ("Structure", (subtypes.judge, junctions.judge, temporal.judge, domains.judge, lookups.judge)),
    ("Computed", (computed.judge,)),
    ("Indexes", (access.judge,)),
)
# What is asked besides about a model that people have worked on; one that was just made of the data holds for them.
HELD: tuple[str, tuple[Judge, ...]] = ("Rules", (rules.judge,))
# What a profile shows besides, of each column as it is read at last; nothing is decided by it.
DESCRIBED: tuple[str, tuple[Judge, ...]] = ("Distributions", (spread.judge,))
# Stages that tell how values are read, which are of people, what there is one row for, and how values lie: what a
# profile shows. What identifies a row is told in words, for which the references in keys are needed.
PROFILED = (
    "Tables",
    "Personal data",
    "Types",
    "Mixed types",
    "Keys",
    "Composite references",
    "References",
    "Order",
    DESCRIBED[0],
)


@dataclass(frozen=True)
class Inference:
    """What came of looking at data.

    Parameters
    ----------
    facts
        Everything that was measured.
    accepted
        Findings whose edits have been made.
    open
        Findings that wait for a decision, and warnings that ask for none.
    elapsed_s
        Wall time.
    """

    facts: Facts
    accepted: Findings
    open: Findings
    elapsed_s: float


def infer(
    session: Session,
    source: Source,
    *,
    accept_above: float | Literal["default"] | None = "default",
    progress: Progress | None = None,
    stages: Collection[str] | None = None,
) -> Inference:
    """Look at data and propose what the model should be.

    Parameters
    ----------
    session
        Holds the model: an empty one, or one that people have worked on.
    source
        The data.
    accept_above
        Findings of at least this confidence are accepted at once; None accepts nothing. By default 0.9, and 0.7 for
        references.
    progress
        Shows the stages; a cancelled run leaves the session as it was.
    stages
        Which of the stages are gone through; when it is left out, all that advise.

    Returns
    -------
    Inference
        The session's model has the accepted edits as one step of its history.

    Raises
    ------
    UsageError
        When `accept_above` is no confidence.
    """
    if accept_above not in (None, "default"):
        confidence_of(accept_above)
    progress = progress or Progress()
    began = time.perf_counter()
    known_by_name = [f for f in session.perhaps_renamed if is_sure(f, accept_above)]
    session.accept(known_by_name)
    asked = cache.Asked(*_written(session.state), accept_above, None if stages is None else tuple(stages))
    alone = not session.state.document.uses  # else the model is not that of the text alone
    if alone and (known := cache.recall(source, asked)) is not None:
        _resume(session, known, source.origin)
        took_s = time.perf_counter() - began
        return Inference(known.facts, Findings([*known_by_name, *known.accepted]), _open(session, known.open), took_s)
    facts = cache.measure(source, progress=progress)
    accepted: list[Finding] = []
    waiting: list[Finding] = list(source.findings)

    def answering(questions: list[Question]) -> Mapping[Question, Answer]:
        return cache.answer(source, session.model, questions, facts=facts, progress=progress)

    fresh = not session.text.strip()
    plan = [title for title, _ in (*STAGES, HELD)]
    with session.batch(f"infer from {source.origin}"):
        for title, judges in (*STAGES, *(() if fresh else (HELD,)), DESCRIBED):
            if title not in (stages if stages is not None else plan):
                continue
            found, facts = settle(judges, facts, session.model, answering)
            sure = [f for f in found if is_sure(f, accept_above) and f.identity not in session.state.decisions]
            sure = [f for f in sure if session.allows(f)]
            if sure:
                session.accept(_without_repeats(sure))
            accepted += sure
            taken = {id(finding) for finding in sure}
            waiting += [finding for finding in found if id(finding) not in taken]
        if fresh:  # nobody's text: in the order of the style, not in that of the stages
            session.rewrite()
    linted = Linter().lint(session.model)
    shown = list(session.state.decisions.open([*waiting, *linted]))
    written = _written(session.state)
    # A text that says something else than the model would lead to another one when it is read.
    exact = alone and Document.of(written[0]).model == session.model
    cache.keep(source, asked, cache.Outcome(*written, facts, tuple(accepted), tuple(shown)) if exact else None)
    took_s = time.perf_counter() - began
    return Inference(facts, Findings([*known_by_name, *accepted]), _open(session, shown), took_s)


def _open(session: Session, found: Iterable[Finding]) -> Findings:
    return Findings([*session.perhaps_renamed, *found])


def described(facts: Facts, model: Model, source: Source, *, progress: Progress | None = None) -> Facts:
    """Facts with what a profile shows besides: how the values of each column lie, as the model reads it."""

    def answering(questions: list[Question]) -> Mapping[Question, Answer]:
        return cache.answer(source, model, questions, progress=progress)

    facts = settle(DESCRIBED[1], facts, model, answering)[1]
    cache.keep(source)
    return facts


_Written: TypeAlias = tuple[str, tuple[Decision, ...], tuple[tuple[QualifiedName, tuple[float, float]], ...]]


def _written(state: State) -> _Written:
    """What a session's state is made of, as the cache keeps it."""
    return state.text, tuple(state.decisions.values()), tuple(state.layout.items())


def _resume(session: Session, known: cache.Outcome, origin: str) -> None:
    """Bring a session to the state that the same inference led to before."""
    if (known.text, known.decisions, known.layout) == _written(session.state):
        return
    document = Document.of(known.text)
    after = State(document.model, document, dict(known.layout), Decisions(known.decisions))
    with session.batch(f"infer from {origin}"):
        session.resume(after)


def is_sure(finding: Finding, accept_above: float | Literal["default"] | None = "default") -> bool:
    """Whether a finding about new data is accepted unasked."""
    if accept_above == "default":
        accept_above = ACCEPT_REFERENCES_ABOVE if finding.code.startswith("REF") else ACCEPT_ABOVE
    return finding.acceptable and accept_above is not None and (finding.confidence or 0.0) >= accept_above


def _without_repeats(findings: list[Finding]) -> list[Finding]:
    """Take out edits that an earlier finding of the same batch makes already: two columns may share a new enum."""
    done: set[object] = set()
    result = []
    for finding in findings:
        edits = tuple(edit for edit in finding.edits if edit not in done)
        done.update(finding.edits)
        result.append(finding if edits == finding.edits else replace(finding, edits=edits))
    return result
