"""Models for the tests of diagrams: two real ones with their known keys, and made-up ones with every oddity."""

import json
import random

from workbench.model import (
    Attribute,
    Cardinality,
    Entity,
    Key,
    Model,
    QualifiedName,
    Reference,
    parse_type,
)

TYPES = {"integer": "int32", "text": "text(40)", "decimal": "decimal(10,2)", "timestamp": "timestamp"}
REQUIRED = ("id", "name", "title", "date", "quantity", "price")


def real(shared_data, name):
    """Chinook or Northwind as truth.json knows it."""
    truth = json.loads((shared_data / name / "truth.json").read_text(encoding="utf-8"))
    entities = []
    for table, columns in truth["declared_types"].items():
        attributes = tuple(
            Attribute(
                name=column, type=parse_type(TYPES.get(kind, kind)), nullable=not column.lower().endswith(REQUIRED)
            )
            for column, kind in columns.items()
        )
        key = Key(attributes=tuple(truth["primary_keys"][table]))
        entities.append(Entity(name=QualifiedName(table), attributes=attributes, primary_key=key))
    by_name = {entity.name.name: entity for entity in entities}
    references = []
    for found in truth["foreign_keys"]:
        optional = any(by_name[found["table"]].attribute(column).nullable for column in found["columns"])
        references.append(
            Reference(
                child=QualifiedName(found["table"]),
                child_attributes=tuple(found["columns"]),
                parent=QualifiedName(found["references"]),
                parent_attributes=tuple(found["referenced_columns"]),
                parent_cardinality=Cardinality.ZERO_OR_ONE if optional or found["table"] == found["references"] else Cardinality.ONE,
            )
        )
    return Model(name=name.title(), entities=tuple(entities), references=tuple(references))


def generated(count, seed=1):
    """A model like those of businesses: areas of about twelve tables, hubs, self references, double references."""
    rnd = random.Random(seed)
    words = "order customer invoice product item account price stock event region store staff claim policy ticket".split()
    kinds = ["int64", "text", "text(80)", "date", "timestamp", "decimal(12,2)", "boolean", "uuid", "json"]
    areas = max(1, count // 12)
    entities, references = [], []
    names = [f"{words[n % len(words)]}_{words[(n * 7 + 3) % len(words)]}_{n}" for n in range(count)]
    for n in range(count):
        area = n * areas // count
        columns = {"id": "int64"}
        parents = [p for p in range(n) if p * areas // count == area]
        chosen = []
        for _ in range(rnd.choice([0, 1, 1, 1, 2, 2]) if parents else 0):
            chosen.append(rnd.choice(parents[:3] + parents))
        if n and (rnd.random() < 0.12 or not parents):
            chosen.append(0)
        if rnd.random() < 0.06:
            chosen.append(n)
        for k, p in enumerate(chosen):
            columns[f"{names[p]}_{k}_id"] = "int64"
        for k in range(rnd.choice([1, 2, 3, 4, 5, 6, 8, 12])):
            columns[f"{rnd.choice(words)}_{k}"] = rnd.choice(kinds)
        attributes = tuple(
            Attribute(name=column, type=parse_type(kind), nullable=rnd.random() < 0.4) for column, kind in columns.items()
        )
        entities.append(Entity(name=QualifiedName(names[n]), attributes=attributes, primary_key=Key(attributes=("id",))))
        for k, p in enumerate(chosen):
            references.append(
                Reference(
                    child=QualifiedName(names[n]), child_attributes=(f"{names[p]}_{k}_id",),
                    parent=QualifiedName(names[p]), parent_attributes=("id",),
                )
            )  # fmt: skip
    return Model(name=f"Generated {count}", entities=tuple(entities), references=tuple(references))
