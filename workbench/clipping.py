"""Clipping: a part of a model as DBML, to be put into another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.errors import UsageError
from workbench.formats.dbml import read_dbml, write_dbml
from workbench.model.drafts import free_name
from workbench.model.edits import Add, Batch, Edit, Rename
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.subjects import Subject
from workbench.model.types import enums_in


def clip(model: Model, names: Iterable[QualifiedName]) -> str:
    r"""Entities as DBML, with the enums and domains that they need and the references among them.

    Raises
    ------
    UnknownNameError
        When there is no such entity.

    Examples
    --------
    >>> model = read_dbml("Table a { id int [pk] }\nTable b { a_id int [ref: > a.id] }")
    >>> print(clip(model, [QualifiedName("a")]), end="")
    Table a {
      id int32 [pk]
    }
    """
    wanted = {model.entity(name).name for name in names}
    entities = tuple(entity for entity in model.entities if entity.name in wanted)
    used = {name for entity in entities for attribute in entity.attributes for name in enums_in(attribute.type)}
    domains = {attribute.domain for entity in entities for attribute in entity.attributes}
    kept = tuple(domain for domain in model.domains if domain.name in domains)
    used |= {name for domain in kept for name in enums_in(domain.type)}
    return write_dbml(
        Model(
            entities=entities,
            references=tuple(r for r in model.references if r.child in wanted and r.parent in wanted),
            enums=tuple(enum for enum in model.enums if enum.name in used),
            domains=kept,
        )
    )


def paste(model: Model, text: str) -> Edit:
    """Put the tables of a text into a model; a name that is taken gets a number, and what mentions it follows.

    Enums and domains that are there already, and the same, are used as they are.

    Raises
    ------
    DbmlError
        When the text cannot be read; says the line.
    UsageError
        When it holds no table and no enum.

    Examples
    --------
    >>> model = read_dbml("Table a { id int [pk] }")
    >>> print(paste(model, "Table a { id int [pk] }"))
    paste a_2
    """
    part = read_dbml(text)
    if not part.entities and not part.enums:
        raise UsageError("There is no table in what was copied.", hint="Copy tables, or their DBML, first.")
    part = _with_free_enums(part, model)
    taken = [entity.name.name for entity in model.entities]
    names: dict[QualifiedName, QualifiedName] = {}
    for entity in part.entities:
        free = entity.name
        if free.name.casefold() in map(str.casefold, taken):
            free = QualifiedName(free_name(free.name, taken), free.schema)
        taken.append(free.name)
        names[entity.name] = free
    aliases = {entity.alias for entity in model.entities}
    entities = [
        replace(entity, name=names[entity.name], alias=None if entity.alias in aliases else entity.alias)
        for entity in part.entities
    ]
    here = {enum.name for enum in model.enums}
    edits = [
        *(Add(enum) for enum in part.enums if enum.name not in here),
        *(Add(domain) for domain in part.domains if domain.name not in {known.name for known in model.domains}),
        *map(Add, entities),
        *(Add(replace(r, child=names[r.child], parent=names[r.parent])) for r in part.references),
    ]
    return Batch(tuple(edits), f"paste {', '.join(map(str, names.values())) or 'enums'}")


def _with_free_enums(part: Model, model: Model) -> Model:
    """Give other names to the enums whose names stand for something else in the model."""
    taken = [enum.name.name for enum in (*model.enums, *part.enums)]
    for enum in part.enums:
        old = model.enums_by_name.get(enum.name)
        if old is not None and [value.name for value in old.values] != [value.name for value in enum.values]:
            free = QualifiedName(free_name(enum.name.name, taken), enum.name.schema)
            taken.append(free.name)
            part = Rename(Subject.named("enum", enum.name), str(free)).apply(part)
    return part
