"""Facts: measured numbers with units, a subject and a source; and the questions that facts answer.

A fact is never an opinion. An advisor that lacks one returns a :class:`Question` instead of a finding; whoever can
measures it (``profile/`` on the data, ``prove/`` on an engine) and the advisor judges again with the answer.
"""

from workbench.facts.entities import (
    Breaking,
    BreakingFact,
    Included,
    InclusionFact,
    Ordered,
    OrderFact,
    Unique,
    UniqueFact,
    Values,
    ValuesFact,
)
from workbench.facts.facts import Answer, Facts, Question
from workbench.facts.measures import Fact, measured
from workbench.facts.readings import QUANTILES, FitFact, Fits, Matches, MatchFact, Spread, SpreadFact
from workbench.facts.tables import ColumnFacts, TableFacts
from workbench.questions import (
    Copies,
    CopiesFact,
    Holds,
    HoldsFact,
    Periods,
    PeriodsFact,
    Snapshot,
    SnapshotFact,
    Subtyped,
    SubtypedFact,
)

__all__ = [
    "QUANTILES",
    "Answer",
    "Breaking",
    "BreakingFact",
    "ColumnFacts",
    "Copies",
    "CopiesFact",
    "Fact",
    "Facts",
    "FitFact",
    "Fits",
    "Holds",
    "HoldsFact",
    "Included",
    "InclusionFact",
    "MatchFact",
    "Matches",
    "OrderFact",
    "Ordered",
    "Periods",
    "PeriodsFact",
    "Question",
    "Snapshot",
    "SnapshotFact",
    "Spread",
    "SpreadFact",
    "Subtyped",
    "SubtypedFact",
    "TableFacts",
    "Unique",
    "UniqueFact",
    "Values",
    "ValuesFact",
    "measured",
]
