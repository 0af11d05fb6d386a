"""Proof: what came of running a script on a real engine with the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from workbench.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingType

    import duckdb

    from workbench.artefact import Artefact
    from workbench.model import Entity, QualifiedName, Subject

Status = Literal["proven", "refuted", "not proven"]
"""``proven``: all five steps went as they must; ``refuted``: one did not; ``not proven``: it could not be tried."""

ViolationKind = Literal["key", "reference", "parent refused", "check", "not_null", "type", "index", "engine"]
"""Which rule rows break. ``parent refused``: the row is right, but the parent that it names was refused; ``engine``:
the row is right, but the engine has no way to take it."""


class RowSource(Protocol):
    """Where the rows of the entities come from."""

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Connection on which the SELECTs run."""

    def has(self, entity: Entity) -> bool:
        """Whether there are rows for an entity."""

    def relation(self, entity: Entity) -> str:
        """SELECT (DuckDB) of the attributes of an entity, and last ``__misfit``: whether a value cannot be read.

        Generated attributes may be left out.
        """


@dataclass(frozen=True)
class Count:
    """How many there should be, and how many there are.

    Parameters
    ----------
    expected
        As many as the model has.
    found
        As many as the engine showed.
    lacking
        As many as the engine is known not to have; each has a finding.
    """

    expected: int
    found: int
    lacking: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing that has no finding."""
        return self.found + self.lacking == self.expected

    def __str__(self) -> str:
        lacking = f" ({self.lacking} not in this engine)" if self.lacking else ""
        return f"{self.found:,} of {self.expected:,}{lacking}"


@dataclass(frozen=True)
class Step:
    """One of the five steps: what was done, whether it went as it must (None: it was not reached), and the figures."""

    title: str
    passed: bool | None
    detail: str = ""


@dataclass(frozen=True)
class Violation:
    """Rows of the data that break a rule of the model.

    Parameters
    ----------
    kind
        Which kind of rule.
    subject
        The rule.
    count
        Number of rows. For a key: rows more than distinct keys, and rows without a value in a primary key. For a
        reference: rows that name a parent which is not there.
    sql
        SELECT that lists the rows.
    on
        Where it runs: the engine that holds the staging tables, or ``source`` for DuckDB over the source.
    rows
        The first of them, column → value; personal values are masked.
    """

    kind: ViolationKind
    subject: Subject
    count: int
    sql: str
    on: str
    rows: tuple[MappingType[str, Any], ...] = ()

    def __str__(self) -> str:
        rows = "row" if self.count == 1 else "rows"
        return f"{self.subject.title}: {self.count:,} {rows} ({self.kind})"


@dataclass(frozen=True)
class TableRows:
    """Rows of one entity: in the source, accepted, refused; ``rows == accepted + refused`` always holds."""

    entity: QualifiedName
    rows: int
    accepted: int
    refused: int


@dataclass(frozen=True)
class WrongRow:
    """A made-up row that breaks one rule, and what the engine did with it.

    Parameters
    ----------
    implied
        Whether the engine named another check, which every row that was tried breaks as well.
    """

    kind: str
    subject: Subject
    refused: bool
    answer: str
    implied: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Proof:
    """What came of running a script on a real engine with the data.

    Parameters
    ----------
    engine, version
        Engine, and its version in its own words.
    script
        What was run.
    reason
        Why it could not be tried, or which step failed.
    steps
        The five steps.
    counts
        ``keys``, ``references``, ``checks`` (enums among them) and ``indexes`` in the engine's catalogue.
    tables
        Rows of each entity; entities without data are not there.
    wrong_rows
        Made-up rows, one for each key, reference, check, enum and unique index: refused for the right reason.
    required
        The same for each attribute that must have a value and stands in no primary key.
    answers
        What the engine did with each of them.
    violations
        Rows of the data that break the model's rules; each rule that is broken once.
    findings
        What the engine lacks.
    """

    engine: str
    version: str
    script: Artefact
    status: Status
    reason: str = ""
    steps: tuple[Step, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)
    tables: tuple[TableRows, ...] = ()
    wrong_rows: Count = Count(0, 0)
    required: Count = Count(0, 0)
    answers: tuple[WrongRow, ...] = ()
    violations: tuple[Violation, ...] = ()
    findings: Findings = field(default_factory=Findings)

    @property
    def rows(self) -> int:
        """Rows of the source."""
        return sum(table.rows for table in self.tables)

    @property
    def rows_in(self) -> int:
        """Rows that the engine holds."""
        return sum(table.accepted for table in self.tables)

    @property
    def rows_refused(self) -> int:
        """Rows that do not fit; each is counted once, however many rules it breaks."""
        return sum(table.refused for table in self.tables)

    @property
    def wrong_rows_refused(self) -> int:
        """Made-up wrong rows that the engine refused."""
        return self.wrong_rows.found

    @property
    def proven(self) -> bool:
        """Whether the script does on the engine what the model says."""
        return self.status == "proven"

    @property
    def holds(self) -> bool:
        """Whether the script is proven and all rows of the data fit it."""
        return self.proven and not self.rows_refused and not self.violations

    def to_dict(self) -> dict[str, Any]:
        """As JSON: numbers, texts, lists and objects only."""
        return {
            "engine": self.engine,
            "version": self.version,
            "status": self.status,
            "reason": self.reason,
            "holds": self.holds,
            "script": self.script.path,
            "steps": [{"title": s.title, "passed": s.passed, "detail": s.detail} for s in self.steps],
            "catalogue": {name: _count(count) for name, count in self.counts.items()},
            "rows": self.rows,
            "rows_in": self.rows_in,
            "rows_refused": self.rows_refused,
            "tables": [
                {"entity": str(t.entity), "rows": t.rows, "accepted": t.accepted, "refused": t.refused}
                for t in self.tables
            ],
            "wrong_rows": _count(self.wrong_rows),
            "required": _count(self.required),
            "answers": [
                {
                    "kind": a.kind,
                    "subject": str(a.subject),
                    "refused": a.refused,
                    "answer": a.answer,
                    "implied": a.implied,
                }
                for a in self.answers
            ],
            "violations": [
                {
                    "kind": v.kind,
                    "subject": str(v.subject),
                    "count": v.count,
                    "sql": v.sql,
                    "on": v.on,
                    "rows": [{name: _plain(value) for name, value in row.items()} for row in v.rows],
                }
                for v in self.violations
            ],
            "findings": self.findings.rows(),
        }

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """A short table for people."""
        head = f"{self.engine} {self.version}".strip()
        lines = [f"{head}: {self.status}" + (f": {self.reason}" if self.reason else "")]
        marks = {True: "yes", False: "NO", None: "-"}
        lines += [f"  {step.title:<44} {marks[step.passed]:<4} {step.detail}".rstrip() for step in self.steps]
        lines += [f"  {violation}" for violation in self.violations[:20]]
        if len(self.violations) > 20:
            lines.append(f"  and {len(self.violations) - 20} more rules that rows break")
        return "\n".join(lines)


def _count(count: Count) -> dict[str, int]:
    return {"expected": count.expected, "found": count.found, "lacking": count.lacking}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.hex() if isinstance(value, bytes | bytearray | memoryview) else str(value)
