"""CachedSource: a source that is opened when something is asked that is not known of it already."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import profile, sources
from workbench.cache._memory import Memory
from workbench.errors import SourceError, UsageError
from workbench.facts import Answer, Facts, Question
from workbench.model.model import Model
from workbench.progress import Progress
from workbench.sources import Source

if TYPE_CHECKING:
    import duckdb

    Data = str | PathLike[str] | Mapping[str, Any]


class CachedSource(Source):
    """Tables of which facts are kept; the files are read, and DuckDB started, when they are first needed.

    Parameters
    ----------
    memory
        What is kept.
    opening
        Opens the data.
    """

    def __init__(self, memory: Memory, opening: Callable[[], Source]) -> None:
        # The connection of the base comes with the source that is opened.
        self.memory = memory
        self.origin = memory.given
        self._opening = opening
        self._opened: Source | None = None
        if memory.tables is None:
            opened = self.opened
            memory.settle(opened.tables)
            memory.findings = opened.findings
        self.tables = dict(memory.tables or {})
        self.findings = list(memory.findings)

    @property
    def opened(self) -> Source:
        """The source itself.

        Raises
        ------
        SourceError
            When the files are no longer those that the facts were kept of.
        """
        if self._opened is None:
            opened = self._opening()
            if self.memory.tables is not None and not self.memory.is_current():
                opened.close()
                raise SourceError(
                    "The data have changed since they were looked at.", place=self.origin, hint="Open them again."
                )
            self._opened = opened
        return self._opened

    @property
    def is_open(self) -> bool:
        """Whether the files had to be read."""
        return self._opened is not None

    @property
    def folder(self) -> Path:  # type: ignore[override]  # an attribute of the base
        """Folder for temporary files."""
        return self.opened.folder

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Connection to the tables for one thread."""
        return self.opened.cursor()

    def close(self) -> None:
        """Give the memory and the temporary files back, if there are any."""
        if self._opened is not None:
            self._opened.close()

    def notice(self) -> str:
        """One sentence about what came from the cache; empty when nothing did."""
        memory = self.memory
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(memory.measured_at))
        if not memory.reused:
            return ""
        if memory.measured:
            reused, all_ = len(memory.reused), len(self.tables)
            return f"Facts of {reused} of {all_} tables are from the cache; --no-cache measures anew."
        if memory.verified:
            return f"Facts measured {when}, from the cache: all of the data is the same. --no-cache measures anew."
        return f"Facts measured {when}, from the cache. --verify compares all of the data, --no-cache measures anew."


def open_source(
    data: Data,
    *,
    progress: Progress | None = None,
    memory_limit: str | None = None,
    cache: bool = True,
    verify: bool = False,
) -> Source:
    """Open data as tables, with what was measured of them before.

    Parameters
    ----------
    data, progress, memory_limit
        As :func:`workbench.sources.open_source` takes them.
    cache
        Whether facts are kept, and taken from where they are kept. Those of data frames never are.
    verify
        Read all of the data to see whether they are the same, not only size, time and samples.

    Raises
    ------
    SourceError
        When the path does not exist, or nothing in it can be read; a `MemoryLimitError` when the limit is none.
    UsageError
        When the data are to be compared with what is kept of them, and nothing is kept.
    """
    if memory_limit is not None:
        sources.check_limit(memory_limit)  # also where everything is known already
    if verify and not cache:
        raise UsageError("Without the cache there is nothing to verify.", hint="Leave out one of the two.")

    def opening() -> Source:
        return sources.open_source(data, progress=progress, memory_limit=memory_limit)

    memory = None
    if cache and isinstance(data, str | PathLike):
        memory = Memory.of(data, progress or Progress(), verify=verify)
    return opening() if memory is None else CachedSource(memory, opening)


def measure(source: Source, *, progress: Progress | None = None) -> Facts:
    """Facts of all tables: what is kept, and the rest as :func:`workbench.profile.measure` does it."""
    if not isinstance(source, CachedSource):
        return source.surviving(lambda: profile.measure(source, progress=progress))
    memory = source.memory
    found = {table.name: memory.table(table) for table in source}
    if missing := [name for name, facts in found.items() if facts is None]:
        opened = source.opened

        def measured() -> Facts:
            rest = copy.copy(opened)
            rest.tables = {name: opened.tables[name] for name in missing if name in opened.tables}
            return profile.measure(rest, progress=progress)

        fresh = opened.surviving(measured)
        if len(opened.tables) < len(source.tables):  # some could not be read after all
            source.tables, source.findings = dict(opened.tables), list(opened.findings)
            memory.settle(opened.tables)
            memory.findings = list(opened.findings)
            found = {name: facts for name, facts in found.items() if name in opened.tables}
        for name, facts in fresh.tables.items():
            found[name] = facts
            memory.add_table(facts)
    return Facts({name: facts for name, facts in found.items() if facts is not None})


def answer(
    source: Source,
    model: Model,
    questions: Iterable[Question],
    *,
    facts: Facts | None = None,
    progress: Progress | None = None,
) -> Mapping[Question, Answer]:
    """Answers to questions: what is kept, and the rest as :func:`workbench.profile.answer` measures it."""
    if not isinstance(source, CachedSource):
        return profile.answer(source, model, questions, facts=facts, progress=progress)
    memory = source.memory
    names = memory.names(model, questions)
    found = {question: memory.answer(question, kept) for question, kept in names.items()}
    if missing := [question for question, known in found.items() if known is None]:
        for question, measured in profile.answer(source, model, missing, facts=facts, progress=progress).items():
            found[question] = measured
            memory.add_answer(measured, names[question])
    return {question: known for question, known in found.items() if known is not None}
