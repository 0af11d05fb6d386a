"""Outcome: what came of looking at data, kept beside the facts that it rests on.

On a model of hundreds of tables most of the time goes into judging, not into measuring. The judges say the same of
the same facts and the same model, so what they said is kept too, under a name for all that it depends on.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.cache._codec import pack
from workbench.cache._entries import Lazy
from workbench.cache._memory import DAMAGED
from workbench.cache._source import CachedSource
from workbench.decisions import Decision
from workbench.facts import Facts
from workbench.findings import Finding
from workbench.model.names import QualifiedName
from workbench.sources import Source


@dataclass(frozen=True)
class Asked:
    """All that an outcome depends on besides the data: the state of the session, and what was asked for.

    Parameters
    ----------
    text
        The model as DBML.
    decisions, layout
        Of the session.
    accept_above, stages
        Of the inference.
    """

    text: str
    decisions: tuple[Decision, ...]
    layout: tuple[tuple[QualifiedName, tuple[float, float]], ...]
    accept_above: float | str | None
    stages: tuple[str, ...] | None

    def __str__(self) -> str:
        decisions = sorted(self.decisions, key=lambda d: (d.code, str(d.subject)))
        layout = sorted(self.layout, key=lambda item: str(item[0]))
        return pack((self.text, decisions, layout, self.accept_above, self.stages))


@dataclass(frozen=True)
class Outcome:
    """What came of it: the state of the session afterwards, the facts, and the findings."""

    text: str
    decisions: tuple[Decision, ...]
    layout: tuple[tuple[QualifiedName, tuple[float, float]], ...]
    facts: Facts
    accepted: tuple[Finding, ...]
    open: tuple[Finding, ...]


def recall(source: Source, asked: Asked) -> Outcome | None:
    """Outcome that is kept, with the facts that it rests on; None when all must be looked at again."""
    if not isinstance(source, CachedSource):
        return None
    memory = source.memory
    try:
        found = memory.result(str(asked))
        if found is None:
            return None
        text, decisions, layout, accepted, open_, answers = found
        tables = {table.name: memory.table(table) for table in source}
        if None in tables.values() or not memory.entries.has((), answers):
            return None
    except DAMAGED:
        return None
    memory.save(was_open=source.is_open)  # touched files are known by their new time from now on
    entries = memory.entries
    facts = Facts(
        {name: table for name, table in tables.items() if table is not None}, Lazy(lambda: entries.answers(answers))
    )
    return Outcome(text, decisions, layout, facts, accepted, open_)


def keep(source: Source, asked: Asked | None = None, outcome: Outcome | None = None) -> None:
    """Write the facts to the cache that were measured now, and what came of them."""
    if not isinstance(source, CachedSource):
        return
    if not source.memory.save(was_open=source.is_open) or asked is None or outcome is None:
        return
    answers = source.memory.names_of(outcome.facts.answers)
    if answers is not None:
        state = outcome.text, outcome.decisions, outcome.layout
        source.memory.add_result(str(asked), (*state, outcome.accepted, outcome.open, answers))
