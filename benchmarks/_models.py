"""Large models: as many tables as one likes, shaped as those of real applications."""

from __future__ import annotations

import random

from workbench.model import (
    Attribute,
    Cardinality,
    Check,
    Default,
    Entity,
    Index,
    IndexPart,
    Key,
    Model,
    QualifiedName,
    Reference,
    parse_type,
)

_KINDS = ("text(80)", "int32", "decimal(12,2)", "timestamp", "boolean", "text", "int64", "date")


def large(tables: int, columns: int = 20, references: int | None = None) -> Model:
    """Model of so many tables; the references (1.5 a table unless told) each have a column of their own."""
    draw = random.Random(20)
    names = [QualifiedName(f"table_{number}") for number in range(tables)]
    wanted = references if references is not None else tables * 3 // 2
    parents = [draw.randrange(tables) for _ in range(wanted)]
    held: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        held.setdefault(number % tables, []).append(parent)
    entities, links = [], []
    for number, name in enumerate(names):
        attributes = [Attribute(name="id", type=parse_type("int64"), nullable=False, identity=True)]
        for place, parent in enumerate(held.get(number, [])):
            column = f"parent_{place}_id"
            attributes.append(Attribute(name=column, type=parse_type("int64"), nullable=False))
            links.append(
                Reference(
                    child=name,
                    child_attributes=(column,),
                    parent=names[parent],
                    parent_attributes=("id",),
                    child_cardinality=Cardinality.ZERO_OR_MORE,
                )
            )
        while len(attributes) < columns:
            place = len(attributes)
            attributes.append(
                Attribute(
                    name=f"column_{place}",
                    type=parse_type(_KINDS[place % len(_KINDS)]),
                    nullable=place % 3 != 0,
                    default=Default("0", "number") if place % 7 == 1 else None,
                    note=f"What column {place} says of its row." if place % 5 == 0 else None,
                )
            )
        entities.append(
            Entity(
                name=name,
                attributes=tuple(attributes),
                primary_key=Key(attributes=("id",)),
                indexes=(Index(parts=(IndexPart(attribute=attributes[-1].name),), name=f"ix_{name.name}"),),
                checks=(Check(expression=f"{attributes[-1].name} IS NOT NULL"),) if number % 4 == 0 else (),
                note=f"Rows of table {number}.",
            )
        )
    return Model(name="large", entities=tuple(entities), references=tuple(links))
