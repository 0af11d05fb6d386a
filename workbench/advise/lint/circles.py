"""Circles: entities that identify each other, so that none of them can have a first row."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.findings import Evidence, Finding
from workbench.model.circles import circle_through
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject


def circles(model: Model) -> Iterator[Finding]:
    """Report each circle of identifying references once, on the first of them."""
    told: set[frozenset[QualifiedName]] = set()
    for reference in model.references:
        around = circle_through(model, reference)
        if around and frozenset(around) not in told:
            told.add(frozenset(around))
            names = " → ".join(map(str, (reference.child, *around)))
            text = (
                f"{names} is a circle of identifying references: none of these can have a first row. "
                "Take one out of a primary key, or drop it."
            )
            evidence = Evidence("measured", reason="read from the model")
            yield Finding("LINT-016-identifying-circle", "error", Subject.reference(reference), text, evidence)
