"""What was measured of each attribute, without the values of those that are personal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workbench.dictionary._pages import Measures
from workbench.webpage import clip

if TYPE_CHECKING:
    from workbench.facts import ColumnFacts, Facts
    from workbench.model import Attribute, Entity, Model, QualifiedName

MOST_FREQUENT: Final = 5
"""How many frequent values are shown; more would make the rows of a table too tall to read."""

LEAST_SHARE: Final = 0.02
"""Share of the rows (0..1) below which a value is not called frequent."""


def personal_attributes(model: Model) -> frozenset[tuple[QualifiedName, str]]:
    """Attributes whose values must be masked: those classed as personal, and all that hold the same values.

    A reference holds the values of the key that it points to, and two attributes may read the same source column; a
    value masked in one of them would be seen in the other.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Model, QualifiedName, Reference
    >>> people, notes = QualifiedName("people"), QualifiedName("notes")
    >>> model = Model(
    ...     entities=(
    ...         Entity(name=people, attributes=(Attribute(name="email", personal="email"),)),
    ...         Entity(name=notes, attributes=(Attribute(name="writer"), Attribute(name="text"))),
    ...     ),
    ...     references=(
    ...         Reference(child=notes, child_attributes=("writer",), parent=people, parent_attributes=("email",)),
    ...     ),
    ... )
    >>> sorted(f"{entity}.{attribute}" for entity, attribute in personal_attributes(model))
    ['notes.writer', 'people.email']
    """
    # Everything that holds the same values hangs together; one personal attribute makes all of its group personal.
    neighbours: dict[object, list[object]] = {}

    def join(one: object, other: object) -> None:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)

    for entity in model.entities:
        for attribute in entity.attributes:
            if (column := source_column(entity, attribute)) is not None:
                join((entity.name, attribute.name), ("source", *column))
    for reference in model.references:
        for child, parent in zip(reference.child_attributes, reference.parent_attributes, strict=False):
            join((reference.child, child), (reference.parent, parent))
    waiting: list[object] = [(e.name, a.name) for e in model.entities for a in e.attributes if a.personal]
    reached: set[object] = set()
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(neighbours.get(one, ()))
    return frozenset((e.name, a.name) for e in model.entities for a in e.attributes if (e.name, a.name) in reached)


def source_column(entity: Entity, attribute: Attribute) -> tuple[str, str] | None:
    """Table and column of the source that the values are, or None when they are computed from others."""
    if entity.binding.select is not None or attribute.binding.expression is not None:
        return None
    return entity.source, attribute.column


def measure(entity: Entity, attribute: Attribute, facts: Facts, *, masked: bool) -> Measures | None:
    """Measures of one attribute; None where nothing was measured.

    Where the column was also read as the attribute's type, nulls and extremes are those of the reading: ``NA`` counts
    as null then, and 9 comes before 10.
    """
    if (column := source_column(entity, attribute)) is None:
        return None
    if (raw := facts.column(*column)) is None:
        return None
    read = facts.reading_as(raw, attribute.type, attribute.binding)
    nulls = raw.nulls if read is None else max(raw.rows - read.values, 0)
    distinct = raw.distinct if read is None else read.distinct
    exact = raw.distinct_exact if read is None else read.distinct_exact
    extremes = (raw.minimum, raw.maximum) if read is None else (read.minimum, read.maximum)
    minimum, maximum = (None if masked or value is None else clip(value) for value in extremes)
    return Measures(
        rows=raw.rows,
        nulls=nulls,
        distinct=distinct,
        distinct_exact=exact,
        unique=exact and 1 < distinct == raw.rows - nulls,
        minimum=minimum,
        maximum=maximum,
        frequent=() if masked else _frequent(raw, attribute),
        masked=masked,
    )


def _frequent(raw: ColumnFacts, attribute: Attribute) -> tuple[tuple[str, float], ...]:
    """Return the most frequent values with their shares; none when no value stands out."""
    looked_at = raw.sample_rows or raw.rows
    if not looked_at:
        return ()
    words = [(value, times) for value, times in raw.values if value not in attribute.binding.null_tokens and value]
    often = [(clip(v), times / looked_at) for v, times in words if times > 1 and times >= LEAST_SHARE * looked_at]
    return tuple(often[:MOST_FREQUENT])
