"""The dictionary as a value: what all formats show, worked out once, with personal values already left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Link:
    """A name, and the anchor of its place in the dictionary; no anchor when the model lacks what is named.

    Parameters
    ----------
    table
        For a column, the anchor of its table: where formats without anchors for columns lead to.
    """

    text: str
    anchor: str | None = None
    table: str | None = None


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What was measured of an attribute.

    Parameters
    ----------
    rows, nulls, distinct
        Counts; `distinct` is an estimate when `distinct_exact` is false.
    unique
        Whether no two values are the same, so far as it was counted exactly.
    minimum, maximum
        Smallest and largest value, shortened; None when unknown or masked.
    frequent
        Frequent values, shortened, with the share (0..1) of the rows that hold them.
    masked
        Whether values were left out because they are personal.
    """

    rows: int
    nulls: int
    distinct: int
    distinct_exact: bool
    unique: bool = False
    minimum: str | None = None
    maximum: str | None = None
    frequent: tuple[tuple[str, float], ...] = ()
    masked: bool = False

    @property
    def null_share(self) -> float:
        """Share of rows without a value (0..1)."""
        return self.nulls / self.rows if self.rows else 0.0


@dataclass(frozen=True, kw_only=True)
class ReferencePage:
    """A reference, as both of its entities show it.

    Parameters
    ----------
    identifying
        Whether the child is known only together with its parent: the reference is part of its primary key.
    parents_per_child, children_per_parent
        Cardinalities in words: ``exactly one parent``, ``any number of children``.
    rules
        What else holds: actions, not enforced, deferrable.
    """

    child: Link
    child_attributes: tuple[str, ...]
    parent: Link
    parent_attributes: tuple[str, ...]
    name: str | None
    parents_per_child: str
    children_per_parent: str
    identifying: bool
    rules: tuple[str, ...]
    note: str | None
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class AttributePage:
    """A column, as a line of its table.

    Parameters
    ----------
    marks
        ``PK``, ``FK``, ``UK``: the keys and references that it is part of.
    parents
        Where it points to, a link for each reference.
    remarks
        Default, generation, domain, unit in words.
    """

    name: str
    anchor: str
    type: Link
    nullable: bool
    marks: tuple[str, ...]
    parents: tuple[Link, ...]
    personal: str | None
    remarks: tuple[str, ...]
    note: str | None
    properties: tuple[tuple[str, str], ...]
    measures: Measures | None


@dataclass(frozen=True, kw_only=True)
class KeyPage:
    """A primary or alternate key."""

    kind: str
    attributes: tuple[str, ...]
    name: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class IndexPage:
    """An index: its parts in order, and what is special about it."""

    name: str | None
    parts: tuple[str, ...]
    traits: tuple[str, ...]
    where: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """A condition that every row meets, as SQL."""

    expression: str
    name: str | None
    note: str | None


@dataclass(frozen=True, kw_only=True)
class FindingPage:
    """A finding, with a link to the place that it is about."""

    severity: str
    code: str
    subject: Link
    message: str
    evidence: str
    confidence: float | None


@dataclass(frozen=True, kw_only=True)
class EntityPage:
    """A table: everything that belongs to it.

    Parameters
    ----------
    source
        Where its rows come from, in words.
    rows
        Rows counted there; None when not measured.
    grain
        What one row stands for, as a sentence without its full stop.
    kinships
        Its place among subtypes, each as a sentence in parts: text and links.
    """

    name: str
    anchor: str
    note: str | None
    source: str | None
    rows: int | None
    grain: str
    attributes: tuple[AttributePage, ...]
    keys: tuple[KeyPage, ...]
    references: tuple[ReferencePage, ...]
    referenced_by: tuple[ReferencePage, ...]
    indexes: tuple[IndexPage, ...]
    checks: tuple[CheckPage, ...]
    partitioning: str | None
    kinships: tuple[tuple[Link, ...], ...]
    properties: tuple[tuple[str, str], ...]
    findings: tuple[FindingPage, ...]

    @property
    def measured(self) -> bool:
        """Whether any of its columns was measured."""
        return any(attribute.measures is not None for attribute in self.attributes)


@dataclass(frozen=True, kw_only=True)
class AreaPage:
    """A chapter: the tables of a subject area; without a name where the model has no areas."""

    name: str | None
    anchor: str
    note: str | None
    entities: tuple[EntityPage, ...]


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A named list of values or rules that attributes share: an enum or a domain."""

    name: str
    anchor: str
    note: str | None
    items: tuple[tuple[str, str | None], ...]
    used_by: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class SqlPage:
    """A named SELECT: a view or an access pattern."""

    name: str
    anchor: str
    note: str | None
    sql: str
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dictionary:
    """The whole dictionary.

    Parameters
    ----------
    figures
        Short summary: what is counted, and how many.
    masked
        Whether values were left out because they are personal.
    diagram_svg, diagram_svg_dark
        The ER diagram in the colours of either theme, where it was given.
    """

    title: str
    note: str | None
    figures: tuple[tuple[str, str], ...]
    areas: tuple[AreaPage, ...]
    enums: tuple[ListPage, ...]
    domains: tuple[ListPage, ...]
    views: tuple[SqlPage, ...]
    patterns: tuple[SqlPage, ...]
    findings: tuple[FindingPage, ...]
    properties: tuple[tuple[str, str], ...] = ()
    masked: bool = False
    diagram_svg: str | None = None
    diagram_svg_dark: str | None = None

    @property
    def entities(self) -> Iterator[EntityPage]:
        """All tables, chapter after chapter."""
        for area in self.areas:
            yield from area.entities
