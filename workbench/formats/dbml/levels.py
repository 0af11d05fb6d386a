"""Levels: what an older DBML can say of a model, and what is lost.

Viewers and editors that carry an older parser refuse newer syntax. The levels are those of the official parser's
major versions; what each of them accepts was found by asking it, which the tests do anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.errors import UsageError
from workbench.formats.dbml import writer
from workbench.formats.dbml.references import loosened
from workbench.model.bindings import PLAIN_ATTRIBUTE, PLAIN_ENTITY
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Check, Default, Entity, Index, Key, Reference, SubjectArea
from workbench.model.properties import NO_PROPERTIES

LEVELS = (3, 5, 8, 10)
# The only methods of an index that readers before DBML 10 know.
_METHODS = frozenset(["btree", "hash"])


@dataclass(frozen=True)
class Loss:
    """What a level cannot say.

    Parameters
    ----------
    thing
        Of which part of the model: ``orders.total``.
    what
        What is left out, or said in another way.
    """

    thing: str
    what: str

    def __str__(self) -> str:
        return f"{self.thing}: {self.what}"


def write_at(model: Model, level: int) -> tuple[str, tuple[Loss, ...]]:
    """Write a model for readers of an older DBML.

    Parameters
    ----------
    model
        What to write.
    level
        One of `LEVELS`.

    Returns
    -------
    text, losses
        The text, which says :func:`at_level` of the model, and what it does not say, in the order of the model.

    Raises
    ------
    UsageError
        There is no such level.

    Examples
    --------
    >>> from workbench.formats.dbml import read_dbml
    >>> text, losses = write_at(read_dbml("Table t { total int32 [wb_unit: 'EUR'] }"), 5)
    >>> print(text, *losses, sep="")
    Table t {
      total int
    }
    t.total: the unit EUR is left out
    """
    reduced, losses = at_level(model, level)
    style = writer.TableStyle(sql_types=True)  # other programs know no int32
    return writer.write(reduced, strict=level >= max(LEVELS), style=style), losses


def at_level(model: Model, level: int) -> tuple[Model, tuple[Loss, ...]]:
    """As much of a model as a level can say, and what is lost."""
    if level not in LEVELS:
        known = ", ".join(map(str, LEVELS))
        raise UsageError(f"There is no level {level} of DBML to write.", hint=f"The levels are {known}.")
    if level >= max(LEVELS):
        return model, ()
    reducer = _Reducer(level)
    entities = tuple(reducer.entity(entity) for entity in model.entities)
    by_name = {entity.name: entity for entity in entities}
    references = tuple(reducer.reference(reference, by_name.get(reference.child)) for reference in model.references)
    plain = {area.name for area in model.areas if area.name.schema is None}
    areas = []
    for area in model.areas:
        areas.append(reducer.area(area, plain))
        plain.add(areas[-1].name)
    return replace(model, entities=entities, references=references, areas=tuple(areas)), tuple(reducer.losses)


class _Reducer:
    """Takes out of nodes what a level below the newest cannot say."""

    def __init__(self, level: int) -> None:
        self.level = level
        self.losses: list[Loss] = []

    def lose(self, thing: object, *whats: str | bool) -> None:
        self.losses += [Loss(str(thing), what) for what in whats if isinstance(what, str)]

    def entity(self, entity: Entity) -> Entity:
        self.lose(
            entity.name,
            entity.binding != PLAIN_ENTITY and "where its data are is left out",
            entity.partitioning is not None and "the partitioning is left out",
            *_properties(entity.properties),
        )
        attributes = tuple(self.attribute(a, f"{entity.name}.{a.name}") for a in entity.attributes)
        primary = None if entity.primary_key is None else self.key(entity.primary_key, entity)
        keys = [self.key(key, entity) for key in entity.keys]
        indexes = []
        for index in entity.indexes:
            plain = self.index(index, entity)
            if isinstance(plain, Index):
                indexes.append(plain)
            elif plain.attributes not in {key.attributes for key in (*keys, primary) if key is not None}:
                keys.append(plain)
        return replace(
            entity,
            attributes=attributes,
            primary_key=primary,
            keys=tuple(keys),
            indexes=tuple(indexes),
            checks=tuple(self.checks(entity.checks, entity)),
            binding=PLAIN_ENTITY,
            partitioning=None,
            properties=NO_PROPERTIES,
        )

    def attribute(self, attribute: Attribute, thing: str) -> Attribute:
        self.lose(
            thing,
            attribute.generated is not None and f"that it is generated as {attribute.generated.expression} is left out",
            attribute.domain is not None and f"the domain {attribute.domain} is left out, its type stays",
            attribute.unit is not None and f"the unit {attribute.unit} is left out",
            attribute.personal is not None and f"that it is personal ({attribute.personal}) is left out",
            attribute.binding != PLAIN_ATTRIBUTE and "how its data are read is left out",
            *_properties(attribute.properties),
        )
        return replace(
            attribute,
            generated=None,
            domain=None,
            unit=None,
            personal=None,
            binding=PLAIN_ATTRIBUTE,
            properties=NO_PROPERTIES,
            default=None if attribute.default is None else self.default(attribute.default, thing),
        )

    def default(self, default: Default, thing: str) -> Default:
        if default.kind == "enum" and self.level < 5:
            self.lose(thing, f"the default {default.value} is written as a text")
            return replace(default, kind="text")
        if default.kind == "number" and self.level < 8 and "e" in default.value.lower():
            self.lose(thing, f"the default {default.value} is written as an expression")
            return replace(default, kind="expression")
        return default

    def key(self, key: Key, entity: Entity) -> Key:
        thing = f"{entity.name}({', '.join(key.attributes)})"
        self.lose(
            thing,
            not key.nulls_distinct and "that nulls are alike to the key is left out",
            *_properties(key.properties),
        )
        return replace(key, nulls_distinct=True, properties=NO_PROPERTIES)

    def index(self, index: Index, entity: Entity) -> Index | Key:
        """Index, or the key that its line would be read as."""
        thing = f"{entity.name}, index {index.name or ', '.join(part.text for part in index.parts)}"
        method = index.method if index.method in _METHODS else None
        self.lose(
            thing,
            any(part.descending for part in index.parts) and "that it is descending is left out",
            index.where is not None and f"the condition {index.where} is left out",
            bool(index.include) and f"the columns {', '.join(index.include)} are not included",
            index.method != method and f"the method {index.method} is left out",
            *_properties(index.properties),
        )
        parts = tuple(replace(part, descending=False) for part in index.parts)
        names = tuple(part.attribute for part in parts if part.attribute is not None)
        # A partial index says nothing of the rows that it leaves out.
        unique = index.unique and index.where is None
        if index.unique and not unique:
            self.lose(thing, "that it is unique is left out with its condition")
        if unique and method is None and len(names) == len(parts):
            self.lose(thing, "it is written as a key")
            return Key(attributes=names, name=index.name, note=index.note)
        return replace(
            index, parts=parts, unique=unique, method=method, where=None, include=(), properties=NO_PROPERTIES
        )

    def checks(self, checks: Sequence[Check], entity: Entity) -> Iterator[Check]:
        for check in checks:
            thing = f"{entity.name}, check {check.label}"
            if self.level < 5:
                self.lose(thing, "it is left out")
                continue
            self.lose(thing, check.note is not None and "the note is left out", *_properties(check.properties))
            yield replace(check, note=None, properties=NO_PROPERTIES)

    def reference(self, reference: Reference, child: Entity | None) -> Reference:
        plain = loosened(reference, [child.attribute(n) if child else None for n in reference.child_attributes])
        enforced = reference.enforced or self.level < 8
        self.lose(
            reference,
            reference.child_cardinality != plain.child_cardinality and "that each parent has a child is left out",
            reference.parent_cardinality != plain.parent_cardinality
            and "whether there is a parent follows the columns",
            reference.deferrable and "that it is deferrable is left out",
            enforced != reference.enforced and "that it is not enforced is left out",
            reference.note is not None and "the note is left out",
            *_properties(reference.properties),
        )
        return replace(plain, deferrable=False, enforced=enforced, note=None, properties=NO_PROPERTIES)

    def area(self, area: SubjectArea, taken: Collection[QualifiedName]) -> SubjectArea:
        self.lose(area.name, *_properties(area.properties))
        name = area.name
        if name.schema is not None:
            name = QualifiedName(name.name)
            if name in taken:
                name = QualifiedName(str(area.name))
            self.lose(area.name, f"the group is called {name}: groups have no schema")
        return replace(area, name=name, properties=NO_PROPERTIES)


def _properties(properties: object) -> Iterator[str]:
    if properties:
        yield "its own settings are left out"
