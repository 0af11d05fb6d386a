"""Score: what inference makes of hard schemas, beside what is true of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from benchmarks._hard.blueprint import domains
from benchmarks._hard.database import Database
from workbench.findings import Finding
from workbench.inference import infer
from workbench.model.edits import Add
from workbench.model.nodes import Reference
from workbench.session import Session
from workbench.sources import open_source

Ends: TypeAlias = tuple[str, tuple[str, ...], str, tuple[str, ...]]
SEEDS = 14


@dataclass(frozen=True)
class Score:
    """One database: its references and keys, and each proposed reference with its confidence and whether it is true."""

    name: str
    true: frozenset[Ends]
    accepted: frozenset[Ends]
    proposed: tuple[tuple[Ends, float, bool], ...]
    keys: int
    wrong_keys: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    implied: frozenset[Ends] = frozenset()

    @property
    def hits(self) -> int:
        """Accepted references that are true."""
        return len(self.true & self.accepted)

    @property
    def precision(self) -> float:
        """Share of the accepted references that are true (0..1)."""
        return self.hits / len(self.accepted) if self.accepted else 1.0

    @property
    def recall(self) -> float:
        """Share of the true references that are accepted (0..1)."""
        return self.hits / len(self.true) if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both (0..1)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def key_share(self) -> float:
        """Share of the tables whose primary key is right (0..1)."""
        return 1 - len(self.wrong_keys) / self.keys if self.keys else 1.0


def names(half: str, seeds: Iterable[int] = range(SEEDS)) -> list[str]:
    """Databases of one half: each domain in each seed."""
    return [f"{half}/{domain}/{seed}" for domain in domains(half) for seed in seeds]


def database(name: str) -> Database:
    """Database of that name."""
    half, domain, seed = name.split("/")
    return Database(domains(half)[domain], f"{domain} {seed}")


def score(name: str) -> Score:
    """Write a database as CSV, infer its model and compare."""
    made = database(name)
    with tempfile.TemporaryDirectory(prefix="workbench-hard-") as folder:
        made.write(Path(folder))
        session = Session()
        with open_source(folder) as source:
            result = infer(session, source)
    return compare(name, session, [*result.accepted, *result.open], made.keys(), frozenset(made.references()))


def compare(
    name: str, session: Session, findings: Sequence[Finding], keys: dict[str, tuple[str, ...]], true: frozenset[Ends]
) -> Score:
    """Compare a model with the truth; the parts of a composite reference or key may stand in any order."""
    truth = frozenset(map(ordered, true))
    accepted = frozenset(ordered(ends(reference)) for reference in session.model.references)
    proposed = []
    for finding in findings:
        for edit in finding.edits:
            if isinstance(edit, Add) and isinstance(edit.node, Reference) and finding.confidence is not None:
                found = ordered(ends(edit.node))
                proposed.append((found, finding.confidence, found in truth))
    wrong = []
    for entity in session.model.entities:
        key = entity.primary_key.attributes if entity.primary_key else ()
        if frozenset(key) != frozenset(keys[entity.source]):
            wrong.append((entity.source, keys[entity.source], key))
    return Score(name, truth, accepted, tuple(proposed), len(keys), tuple(wrong))


def ends(reference: Reference) -> Ends:
    """Both ends of a reference."""
    return str(reference.child), reference.child_attributes, str(reference.parent), reference.parent_attributes


def ordered(found: Ends) -> Ends:
    """Ends with their pairs in the order of the names."""
    child, columns, parent, others = found
    pairs = sorted(zip(columns, others, strict=True))
    return child.strip('"'), tuple(a for a, _ in pairs), parent.strip('"'), tuple(b for _, b in pairs)


def scores(wanted: Sequence[str]) -> Iterator[Score]:
    """Score many, on all processors."""
    context = get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        yield from pool.map(score, wanted)


def summary(found: Sequence[Score]) -> dict[str, float]:
    """Macro averages, the worst F1, and the Brier score of the confidences."""
    many = len(found)
    marks = [(p, t) for s in found for _, p, t in s.proposed]
    return {
        "F1": sum(s.f1 for s in found) / many,
        "least F1": min(s.f1 for s in found),
        "precision": sum(s.precision for s in found) / many,
        "recall": sum(s.recall for s in found) / many,
        "primary keys": sum(s.key_share for s in found) / many,
        "Brier": sum((p - t) ** 2 for p, t in marks) / max(1, len(marks)),
    }
