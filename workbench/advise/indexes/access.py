"""Access: which indexes references, and large tables in order of time, need."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.nodes import Entity, Index, IndexPart
from workbench.model.subjects import Subject
from workbench.model.types import family

# From this many rows on, reading a table for a span of time is worth an index.
LARGE_ROWS = 100_000


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose indexes on references that no key or index begins with, and on the time of large tables."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        proposed: set[tuple[str, ...]] = set()
        for reference in model.references_from(entity.name):
            names = reference.child_attributes
            if _served(entity, names) or names in proposed:
                continue
            proposed.add(names)
            yield _finding(
                entity,
                names,
                "IDX-001-reference",
                f"Deleting or joining a row of {reference.parent} looks for its rows here.",
                table.rows if table else None,
            )
        if table is None or table.rows < LARGE_ROWS:
            continue
        for attribute in entity.attributes:
            names = (attribute.name,)
            if family(attribute.type) in ("timestamp", "date") and not _served(entity, names) and names not in proposed:
                proposed.add(names)
                why = f"{table.rows:,} rows are read by their time."
                yield _finding(entity, names, "IDX-002-time", why, table.rows)
                break


def _served(entity: Entity, names: tuple[str, ...]) -> bool:
    """Whether a key or an index begins with these attributes."""
    paths = [key.attributes for key in entity.all_keys] + [i.attributes for i in entity.indexes if i.where is None]
    return any(frozenset(path[: len(names)]) == frozenset(names) for path in paths)


def _finding(entity: Entity, names: tuple[str, ...], code: str, why: str, rows: int | None) -> Finding:
    index = Index(parts=tuple(IndexPart(attribute=name) for name in names))
    figures = (Figure("rows", rows, "rows"),) if rows is not None else ()
    return Finding(
        code,
        "advice",
        Subject.index(entity.name, index.label),
        f"Needs an index on {', '.join(names)}: {why}",
        Evidence(status="not tried: no workload is known", figures=figures, reason=why),
        (Add(index, entity.name),),
        0.95 if code == "IDX-001-reference" else 0.9,
    )
