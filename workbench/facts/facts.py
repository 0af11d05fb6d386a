"""Facts: all that was measured of a source, looked up by tables, columns and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

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
from workbench.facts.measures import Fact
from workbench.facts.readings import FitFact, Fits, Matches, MatchFact, Spread, SpreadFact
from workbench.facts.tables import ColumnFacts, TableFacts
from workbench.model.bindings import AttributeBinding
from workbench.model.subjects import Subject
from workbench.model.types import LogicalType, family
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

if TYPE_CHECKING:
    from collections.abc import Iterator


Question: TypeAlias = (
    Fits | Spread | Matches | Unique | Included | Values | Ordered | Breaking
    | Holds | Subtyped | Periods | Snapshot | Copies
)  # fmt: skip

Answer: TypeAlias = (
    FitFact | SpreadFact | MatchFact | UniqueFact | InclusionFact | ValuesFact | OrderFact | BreakingFact
    | HoldsFact | SubtypedFact | PeriodsFact | SnapshotFact | CopiesFact
)  # fmt: skip


@dataclass(frozen=True)
class Facts(Mapping[Question, Answer]):
    """All that was measured: tables with their columns, and the answers to questions.

    Looks up answers like a dict: ``facts.get(Included(…))``.
    """

    tables: Mapping[str, TableFacts] = field(default_factory=dict)
    answers: Mapping[Question, Answer] = field(default_factory=dict)

    def __getitem__(self, question: Question) -> Answer:
        return self.answers[question]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def answered(self, answers: Mapping[Question, Answer]) -> Facts:
        """Facts with more questions answered."""
        return Facts(self.tables, {**self.answers, **answers})

    def column(self, table: str, column: str) -> ColumnFacts | None:
        """Facts of one column of the source, or None."""
        found = self.tables.get(table)
        return None if found is None else found.column(column)

    @cached_property
    def fits(self) -> Mapping[tuple[str, str], tuple[FitFact, ...]]:
        """Readings that were tried of each column (table, column), in the order in which they were tried."""
        found: dict[tuple[str, str], list[FitFact]] = {}
        for answer in self.answers.values():
            if isinstance(answer, FitFact):
                found.setdefault((answer.question.table, answer.question.column), []).append(answer)
        return {column: tuple(answers) for column, answers in found.items()}

    @cached_property
    def spreads(self) -> Mapping[tuple[str, str], SpreadFact]:
        """How the values of each column (table, column) lie, as it was read last."""
        answers = (answer for answer in self.answers.values() if isinstance(answer, SpreadFact))
        return {(answer.question.table, answer.question.column): answer for answer in answers}

    def reading_as(self, column: ColumnFacts, kind: LogicalType, binding: AttributeBinding) -> FitFact | None:
        """Reading of a column as a kind of type; the exact one, or that from which the type was refined; or None."""
        fits = [f for f in self.fits.get((column.table, column.column), ()) if family(f.question.type) == family(kind)]
        # The question was asked before a rename wrote the column's name into the binding, or after.
        known = (binding, replace(binding, column=None), replace(binding, column=column.column))
        exact = [f for f in fits if f.question.type == kind and f.question.binding in known]
        return min(exact or fits, key=lambda fit: fit.misfits, default=None)

    def reading(self, column: ColumnFacts) -> FitFact | None:
        """Reading of a column of texts that every value has: the first that was tried, or None.

        A column that is text at last was tried as text where words in it mean nothing.
        """
        fits = self.fits.get((column.table, column.column), ())
        return next((f for f in fits if f.values and not f.misfits), None)

    def as_read(self, column: ColumnFacts, found: FitFact | None = None) -> ColumnFacts:
        """Facts of a column as its values are read: 9 comes before 10, and ``N/A`` counts as no value.

        Parameters
        ----------
        column
            Facts of the raw values.
        found
            Reading to take; the first that every value has where it is left out.
        """
        found = found or self.reading(column)
        if found is not None:
            column = replace(
                column,
                nulls=column.rows - found.values,
                distinct=found.distinct,
                distinct_exact=found.distinct_exact,
                minimum=found.minimum,
                maximum=found.maximum,
            )
        exact = None if column.distinct_exact else self._counted.get((column.table, column.column))
        return column if exact is None else replace(column, distinct=exact, distinct_exact=True)

    @cached_property
    def _counted(self) -> Mapping[tuple[str, str], int]:
        """Different values that were counted for a key, a reference or a list, by entity and attribute."""
        found = {}
        for answer in self.answers.values():
            if isinstance(answer, UniqueFact) and len(answer.question.attributes) == 1:
                found[answer.question.entity.strip('"'), answer.question.attributes[0]] = answer.distinct
            elif isinstance(answer, InclusionFact) and len(answer.question.child_attributes) == 1:
                found[answer.question.child.strip('"'), answer.question.child_attributes[0]] = answer.child_distinct
            elif isinstance(answer, ValuesFact):
                found[answer.question.entity.strip('"'), answer.question.attribute] = answer.distinct
        return found

    def type_of(self, column: ColumnFacts) -> str:
        """Type that a column is read as: the source's own, or that of its reading."""
        found = self.reading(column)
        return column.raw_type.lower() if found is None else str(found.question.type)

    def rows(self) -> Iterator[Fact]:
        """Each measurement as a :class:`Fact`, for a data frame."""
        for table in self.tables.values():
            yield from _rows_of(table, table.subject, table.origin)
            for column in table.columns:
                yield from _rows_of(self.as_read(column), column.subject, table.origin)


def _rows_of(facts: TableFacts | ColumnFacts, subject: Subject, source: str) -> Iterator[Fact]:
    for item in fields(facts):
        if "unit" in item.metadata and (value := getattr(facts, item.name)) is not None:
            yield Fact(subject, item.name, value, item.metadata["unit"], source)
