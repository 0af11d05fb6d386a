"""Memory: what is kept of one source, and whether it still holds."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

from workbench import sources
from workbench.cache._codec import pack, unpack
from workbench.cache._entries import Entries
from workbench.cache._fingerprint import Mark, digest, is_unchanged, mark
from workbench.cache._folder import NAME, Folder, folder_for
from workbench.cache._through import Kept, Through
from workbench.errors import SourceError
from workbench.facts import Answer, Question, TableFacts
from workbench.findings import Finding
from workbench.model.model import Model
from workbench.progress import Progress
from workbench.sources import FileKind, SourceTable

# What a file that fits its line in length, and in nothing else, leads to.
DAMAGED: Final = (ValueError, TypeError, KeyError, AttributeError, IndexError)


@dataclass(frozen=True)
class _File:
    """A file of the source with those that belong to it, such as the log of a database."""

    path: Path
    marks: tuple[tuple[Path, Mark], ...]

    @property
    def content(self) -> str:
        """Name of what it holds; the ending of its name decides how it is read."""
        return digest(self.path.name, *(part for _, seen in self.marks for part in (seen.name, seen.content)))


class Memory:
    """Facts of one source: those that were kept, and those measured now.

    Attributes
    ----------
    tables, findings
        As the source gave them when it was last opened; None where it must be opened.
    measured_at
        When the facts that are kept were measured (seconds since 1970).
    """

    def __init__(self, folder: Folder, name: str, given: str, verified: bool) -> None:
        self.given = given
        self.verified = verified
        self.tables: dict[str, SourceTable] | None = None
        self.findings: list[Finding] = []
        self.measured_at = 0
        self._folder = folder
        self._name = name
        self._files: list[_File] = []
        self._passed: tuple[tuple[str, str], ...] = ()
        self._source: bytes | None = None  # as it stands on the disk
        self._entries: Entries | None = None
        self._names: dict[str, str] = {}  # of what each table holds
        self._whole = ""
        self._asked: dict[Question, str] = {}
        self.reused: set[str] = set()  # tables
        self.measured = 0  # tables and answers

    @classmethod
    def of(cls, data: str | PathLike[str], progress: Progress, *, verify: bool) -> Memory | None:
        """Look for what is kept of some data; None where nothing can be, or is to be.

        Raises
        ------
        SourceError
            When the path does not exist, or nothing in it can be read.
        """
        files = sources.files_of(data)
        path = Path(data).expanduser()
        beside = path if path.is_dir() else files[0][0].parent
        folder = folder_for(beside)
        if folder is None:
            return None
        inside = folder.path == beside / NAME
        # A folder that is moved or copied takes its cache along.
        label = str(path.absolute()) if not inside else "." if path.is_dir() else path.name
        memory = cls(folder, digest(label), str(data), verify)
        return memory if memory._look(files, sources.left_out(data), progress) else None

    def _look(
        self, files: Iterable[tuple[Path, FileKind]], passed: Iterable[tuple[str, str]], progress: Progress
    ) -> bool:
        marks_, listing, tables, findings, measured_at = self._stored()
        known = {seen.name: seen for seen in marks_}
        self.measured_at = measured_at
        self._passed = tuple(passed)
        for path, kind in progress.each(files, "Fingerprinting"):
            marks = []
            for each in (path, *_companions(path, kind)):
                seen = mark(each, known.get(each.name), verify=self.verified)
                if seen is None:  # whoever opens it says what is wrong
                    return False
                marks.append((each, seen))
            self._files.append(_File(path, tuple(marks)))
        if listing == self.listing:
            self.findings = list(findings)
            self.settle({table.name: table for table in tables})
        return True

    def _stored(self) -> tuple[Sequence[Mark], str, Sequence[SourceTable], Sequence[Finding], int]:
        """What is kept of the source as it was opened last: marks, name of the listing, tables, findings, time."""
        for line in self._folder.read(f"{self._name}.source") or ():
            with contextlib.suppress(*DAMAGED):
                marks, listing, tables, findings, measured_at = unpack(line)
                self._source = line
                return marks, listing, tables, findings, measured_at
        return (), "", (), (), 0

    @property
    def listing(self) -> str:
        """Name of what the source was when it was opened: where it lies, what its files hold, what was left out."""
        files = [file.content for file in self._files]
        return digest(self.given, str(len(files)), *files, *(part for pair in self._passed for part in pair))

    def settle(self, tables: Mapping[str, SourceTable]) -> None:
        """Take note of the tables of the source."""
        self.tables = dict(tables)
        by_path = {str(file.path): file for file in self._files}
        self._names = {}
        for table in self.tables.values():
            file, inner = by_path.get(table.origin), ""
            if file is None:  # a table of a database: FILE:TABLE
                fitting = [f for f in self._files if table.origin.startswith(f"{f.path.name}:")]
                file = fitting[0] if len(fitting) == 1 else None
                inner = table.origin
            held = [each.content for each in (self._files if file is None else [file])]
            self._names[table.name] = digest(table.name, inner, pack((table.columns, table.loaded)), *held)
        self._whole = digest(*self._names.values())

    def is_current(self) -> bool:
        """Whether all files look as they did when this was made."""
        there = all(is_unchanged(path, seen) for file in self._files for path, seen in file.marks)
        paths = {path for file in self._files for path, _ in file.marks}
        return there and self.files_now() == paths

    def files_now(self) -> set[Path]:
        """Files that belong to the source now."""
        found: set[Path] = set()
        try:
            files = sources.files_of(self.given)
        except SourceError:
            return found
        for path, kind in files:
            found |= {path, *_companions(path, kind)}
        return found

    # -- facts ----------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> Entries:
        """What is kept, read when it is first needed."""
        if self._entries is None:
            try:
                self._entries = Entries(self._folder.read(f"{self._name}.facts") or ())
            except DAMAGED:
                self._entries = Entries()
        return self._entries

    def table(self, table: SourceTable) -> TableFacts | None:
        """Facts of a table, or None where they must be measured."""
        try:
            found = self.entries.table(self._names[table.name], table.origin)
        except DAMAGED:
            return None
        if found is not None:
            self.reused.add(table.name)
        return found

    def add_table(self, facts: TableFacts) -> None:
        """Take note of what was measured of a table."""
        self.entries.add_table(self._names[facts.table], facts)
        self.measured += 1

    def names(self, model: Model, questions: Iterable[Question]) -> dict[Question, Kept | None]:
        """Names that the answers to questions are kept under."""
        through = Through(model, self._names, self._whole)
        return {question: through.name(question) for question in questions}

    def answer(self, question: Question, kept: Kept | None) -> Answer | None:
        """Answer to a question, or None where it must be measured."""
        if kept is None:
            self._asked.pop(question, None)
            return None
        self._asked[question] = kept[0]
        try:
            return self.entries.answer(kept[0])
        except DAMAGED:
            return None

    def add_answer(self, answer: Answer, kept: Kept | None) -> None:
        """Take note of an answer."""
        self.measured += 1
        if kept is not None:
            self.entries.add_answer(*kept, answer)

    def names_of(self, questions: Iterable[Question]) -> tuple[str, ...] | None:
        """Names under which answers are kept; None when one of them is not."""
        found = [self._asked.get(question) for question in questions]
        names = tuple(name for name in found if name is not None)
        return names if len(names) == len(found) else None

    # -- results --------------------------------------------------------------------------------------------------

    def result(self, asked: str) -> tuple[Any, ...] | None:
        """What was worked out from the facts before, by a name for all that it depends on besides them."""
        for line in self._folder.read(self._result(asked)) or ():
            try:
                found: tuple[Any, ...] = unpack(line)
            except DAMAGED:
                return None
            return found
        return None

    def add_result(self, asked: str, result: tuple[Any, ...]) -> None:
        """Keep what was worked out."""
        self._folder.write(self._result(asked), [pack(result).encode()])

    def _result(self, asked: str) -> str:
        return f"{self._name}-{digest(self.listing, asked)}.result"

    # -- the disk -------------------------------------------------------------------------------------------------

    def save(self, *, was_open: bool) -> bool:
        """Write what is new; whether what is kept holds for the files as they are now.

        Parameters
        ----------
        was_open
            Whether the files were read: then they may have changed while they were.
        """
        if self.tables is None or (was_open and not self.is_current()):
            return False
        if self.entries.changed:
            self.measured_at = int(time.time())
            current = [*self._names.values(), self._whole]
            if not self._folder.write(f"{self._name}.facts", self.entries.lines(self._asked.values(), current)):
                return False
            self.entries.changed = False
        marks = tuple(seen for file in self._files for _, seen in file.marks)
        tables = tuple(self.tables.values())
        line = pack((marks, self.listing, tables, tuple(self.findings), self.measured_at)).encode()
        if line != self._source:
            self._source = line
            return self._folder.write(f"{self._name}.source", [line])
        return True


def _companions(path: Path, kind: FileKind) -> list[Path]:
    """Files beside a file that hold a part of its rows; an empty log holds none, and comes and goes with readers."""
    beside = (path.with_name(path.name + ending) for ending in kind.companions)
    return [each for each in beside if each.is_file() and each.stat().st_size]
