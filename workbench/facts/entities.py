"""Entities: questions about the rows of entities, as the model reads them, and the facts that answer them."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.facts.measures import measured


@dataclass(frozen=True)
class Unique:
    """Question: how many different values these attributes of an entity have together.

    Parameters
    ----------
    part
        Look at the rows with one of so many values of the first attribute only: all that are alike are among them or
        none, so that one that repeats refutes a key; 1 looks at all rows.
    """

    entity: str
    attributes: tuple[str, ...]
    part: int = 1


@dataclass(frozen=True, kw_only=True)
class UniqueFact:
    """Answer to :class:`Unique`, exact over all rows that are looked at and whose values are all present."""

    question: Unique
    rows: int = measured("rows")
    distinct: int = measured("values")
    nulls: int = measured("rows")

    @property
    def surplus(self) -> int:
        """Rows too many for these attributes to be a key."""
        return self.rows - self.nulls - self.distinct


@dataclass(frozen=True)
class Included:
    """Question: which share of the rows of one entity have, in these attributes, the values of a row of another."""

    child: str
    child_attributes: tuple[str, ...]
    parent: str
    parent_attributes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InclusionFact:
    """Answer to :class:`Included`, exact over all rows.

    Parameters
    ----------
    rows
        Child rows with a value in each of the attributes; the others count as `child_nulls`.
    orphans
        Child rows whose value no parent has.
    child_distinct, parent_distinct
        Different values at either end.
    orphan_values
        Different child values that no parent has.
    parents_with_child
        Different parent values that some child has.
    max_children, min_children, median_children, p95_children
        Most and fewest children of one parent that has any; half of these parents, and 19 of 20, have at most so many.
    examples
        Some of the values that no parent has, as text; the parts of composite values are joined by ``, ``.
    """

    question: Included
    rows: int = measured("rows")
    orphans: int = measured("rows")
    child_distinct: int = measured("values")
    parent_distinct: int = measured("values")
    orphan_values: int = measured("values")
    parents_with_child: int = measured("values")
    max_children: int = measured("rows")
    min_children: int = measured("rows", default=0)
    median_children: float = measured("rows", default=0.0)
    p95_children: float = measured("rows", default=0.0)
    child_nulls: int = measured("rows", default=0)
    examples: tuple[str, ...] = ()

    @property
    def coverage(self) -> float:
        """Share of child rows whose value a parent has (0..1)."""
        return 1.0 - self.orphans / self.rows if self.rows else 0.0


@dataclass(frozen=True)
class Values:
    """Question: which different values an attribute has, most frequent first, if there are not more than `limit`."""

    entity: str
    attribute: str
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class ValuesFact:
    """Answer to :class:`Values`, exact over all rows; `values` is empty where there are more than the limit."""

    question: Values
    rows: int = measured("rows")
    distinct: int = measured("values")
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Ordered:
    """Question: in how many rows one attribute is not greater than another."""

    entity: str
    lower: str
    upper: str


@dataclass(frozen=True, kw_only=True)
class OrderFact:
    """Answer to :class:`Ordered`, exact over the rows that have both values.

    Parameters
    ----------
    sql
        SELECT (DuckDB, over the source) of the rows in which the lower one is greater, read as they were compared.
    """

    question: Ordered
    rows: int = measured("rows")
    violations: int = measured("rows")
    equal: int = measured("rows")
    sql: str | None = None


@dataclass(frozen=True)
class Breaking:
    """Question: in how many rows of an entity each of some conditions (SQL over its attributes) is true."""

    entity: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BreakingFact:
    """Answer to :class:`Breaking`, exact over the rows whose values can all be read.

    Parameters
    ----------
    counts
        Rows, one number for each condition.
    errors
        What DuckDB says of a condition that cannot be tried; empty for the others.
    relation
        SELECT (DuckDB) of the rows that were looked at.
    """

    question: Breaking
    counts: tuple[int, ...] = measured("rows")
    errors: tuple[str, ...]
    relation: str

    def sql(self, condition: str) -> str:
        """SELECT of the rows in which a condition is true."""
        return f"SELECT * FROM ({self.relation}) WHERE {condition}"
