"""Measures: single numbers with their units."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workbench.model.subjects import Subject


@dataclass(frozen=True)
class Fact:
    """One measured number, as a row of a table of facts."""

    subject: Subject
    measure: str
    value: Any
    unit: str
    source: str


def measured(unit: str, **kwargs: Any) -> Any:
    """Declare a field of a fact that is a measurement in some unit."""
    return field(metadata={"unit": unit}, **kwargs)
