"""Sample data: an outdoor retailer with stores and a web shop, made from a seed, with all that real data hold.

`generate` writes it, `load_truth` reads what is true of it.
"""

from workbench.samples.generator import SEED, artefacts, generate
from workbench.samples.schema import TABLES
from workbench.samples.truth import (
    ColumnTruth,
    DependencyTruth,
    EnumTruth,
    Fault,
    ReferenceTruth,
    SubtypeTruth,
    TableTruth,
    Truth,
    load_truth,
)

__all__ = [
    "SEED",
    "TABLES",
    "ColumnTruth",
    "DependencyTruth",
    "EnumTruth",
    "Fault",
    "ReferenceTruth",
    "SubtypeTruth",
    "TableTruth",
    "Truth",
    "artefacts",
    "generate",
    "load_truth",
]
