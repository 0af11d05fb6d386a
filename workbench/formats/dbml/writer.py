"""Writer: a model to DBML in the one style of this package, element by element."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.formats.codec import encode
from workbench.formats.dbml import extras, twins
from workbench.formats.dbml.columns import write_settings, write_type
from workbench.formats.dbml.reader import index_slugs, key_slugs
from workbench.formats.dbml.references import reference_slugs, reference_text
from workbench.formats.dbml.strings import (
    PLACEHOLDER,
    quote_colour,
    quote_expression,
    quote_name,
    quote_note,
    quote_qualified,
    quote_text,
)

if TYPE_CHECKING:
    from workbench.model.model import Model
    from workbench.model.names import QualifiedName
    from workbench.model.nodes import Attribute, Check, Entity, Enum, EnumValue, Index, Key, Reference, SubjectArea

INDENT = "  "


@dataclass(frozen=True)
class TableStyle:
    """Choices that a text has made for a table, which its writer keeps.

    Parameters
    ----------
    lined_keys
        Keys (their attributes) that stand in ``indexes`` though a column could say them.
    inline_checks
        Checks (their expressions) by the column that says them.
    inline_references
        Operators and far ends by the column that says them: ``> customers.id``.
    sql_types
        Whether types are written in words of SQL, ``varchar(20)``, not in those of this package, ``text(20)``.
    """

    lined_keys: frozenset[tuple[str, ...]] = frozenset()
    inline_checks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inline_references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sql_types: bool = False


PLAIN_STYLE = TableStyle()


def write(model: Model, *, strict: bool = True, style: TableStyle = PLAIN_STYLE) -> str:
    """Write a whole model.

    Parameters
    ----------
    model
        What to write.
    strict
        Whether operators say the minima, as DBML has it since level 9.
    style
        How tables are written.

    Examples
    --------
    >>> from workbench.model import Attribute, Entity, Key, Model, QualifiedName, parse_type
    >>> id = Attribute(name="id", type=parse_type("int32"))
    >>> t = Entity(name=QualifiedName("t"), attributes=(id,), primary_key=Key(attributes=("id",)))
    >>> print(write(Model(entities=(t,))))
    Table t {
      id int32 [pk]
    }
    <BLANKLINE>
    """
    blocks = [project_text(model, strict=strict), *(enum_text(enum) for enum in model.enums)]
    for entity in model.entities:
        blocks += [table_text(entity, model, style), metadata_text(entity, model)]
    apart = {reference.ends for reference in twins.twins(model.references)}
    references = [reference_text(r, strict=strict) for r in model.references if r.ends not in apart]
    blocks.append("\n".join(references) if references else None)
    blocks += [area_text(area) for area in model.areas]
    return "".join(f"{block}\n\n" for block in blocks if block).removesuffix("\n")


# -- project ----------------------------------------------------------------------------------------------------


def project_text(model: Model, *, strict: bool = True) -> str | None:
    """``Project`` block, or None when the model has nothing for it."""
    fields = project_fields(model, strict=strict)
    if not fields and model.name is None and model.note is None:
        return None
    return project_block(model, fields)


def project_block(model: Model, fields: Mapping[str, str]) -> str:
    """``Project`` block with these free fields."""
    head = f"Project {quote_name(model.name)} {{" if model.name is not None else "Project {"
    lines = [f"{INDENT}{key}: {quote_text(value)}" for key, value in fields.items()]
    if model.note is not None:
        lines.append(f"{INDENT}Note: {quote_note(model.note, INDENT)}")
    return "\n".join([head, *lines, "}"])


def project_fields(
    model: Model, said: Collection[str] = (), apart: Iterable[Reference] | None = None, *, strict: bool = True
) -> dict[str, str]:
    """Free fields of ``Project``: properties, the level, and the nodes that DBML has no word for.

    Properties that need quotes stand in a field of their own only where they are `said` so already; the references
    that stand `apart` are those that DBML cannot say beside others.
    """
    fields: dict[str, str] = {"wb_dbml": "10"} if strict and model.references else {}
    plain, odd = extras.free_settings(model.properties, said)
    fields |= plain
    if odd is not None:
        fields["wb_properties"] = odd
    for enum, word in zip(model.enums, extras.slugs(str(enum.name) for enum in model.enums), strict=True):
        if enum.note is not None:
            fields[f"wb_enum_{word}_note"] = enum.note
        if enum.properties:
            fields[f"wb_enum_{word}_properties"] = extras.to_json(dict(enum.properties))
        if values := {value.name: dict(value.properties) for value in enum.values if value.properties}:
            fields[f"wb_enum_{word}_values"] = extras.to_json(values)
    others = (
        ("domain", model.domains, [str(d.name) for d in model.domains]),
        ("generalisation", model.generalisations, [f"{g.parent} {g.discriminator}" for g in model.generalisations]),
        ("view", model.views, [str(v.name) for v in model.views]),
        ("pattern", model.patterns, [str(p.name) for p in model.patterns]),
    )
    for kind, nodes, labels in others:
        for node, word in zip(nodes, extras.slugs(labels), strict=True):
            fields[f"wb_{kind}_{word}"] = extras.to_json(encode(node))
    return fields | twins.fields_of(twins.twins(model.references) if apart is None else apart)


# -- tables -----------------------------------------------------------------------------------------------------


def table_text(
    entity: Entity, model: Model, style: TableStyle = PLAIN_STYLE, elsewhere: Collection[str] = frozenset()
) -> str:
    """``Table`` block of an entity; its references stand apart, as do settings that are said `elsewhere`."""
    columns = [column_text(attribute, entity, model.enums_by_name, style) for attribute in entity.attributes]
    columns = columns or [f"{PLACEHOLDER} int"]
    blocks: list[str] = []
    if index_block := [f"{INDENT * 2}{line}" for line in index_lines(entity, style)]:
        blocks += ["", f"{INDENT}indexes {{", *index_block, f"{INDENT}}}"]
    if check_block := [f"{INDENT * 2}{check_line(check)}" for check in entity.checks]:
        blocks += ["", f"{INDENT}checks {{", *check_block, f"{INDENT}}}"]
    if entity.note is not None:
        blocks += ["", f"{INDENT}Note: {quote_note(entity.note, INDENT)}"]
    return "\n".join([head_text(entity, elsewhere), *(INDENT + column for column in columns), *blocks, "}"])


def head_text(entity: Entity, elsewhere: Collection[str] = frozenset()) -> str:
    """First line of a table: name, alias, and the settings that are not said elsewhere."""
    alias = f" as {quote_name(entity.alias)}" if entity.alias is not None else ""
    given = table_settings(entity).items()
    settings = ", ".join(f"{key}: {value}" for key, value in given if key not in elsewhere)
    return f"Table {quote_qualified(entity.name)}{alias}{f' [{settings}]' if settings else ''} {{"


def table_settings(entity: Entity) -> dict[str, str]:
    """Settings of a table, values as they are written."""
    settings: dict[str, str] = {}
    if entity.color is not None:
        settings["headercolor"] = quote_colour(entity.color)
    if entity.binding.source is not None:
        settings["wb_source"] = quote_text(entity.binding.source)
    if entity.binding.select is not None:
        settings["wb_select"] = quote_text(entity.binding.select)
    if entity.partitioning is not None:
        settings["wb_partitioning"] = quote_text(extras.to_json(encode(entity.partitioning)))
    plain, odd = extras.free_settings(entity.properties)
    settings |= {key: quote_text(value) for key, value in plain.items()}
    if odd is not None:
        settings["wb_properties"] = quote_text(odd)
    return settings


def column_text(
    attribute: Attribute, entity: Entity, enums: Collection[QualifiedName], style: TableStyle = PLAIN_STYLE
) -> str:
    """One line of a table."""
    settings = ", ".join(column_settings(attribute, entity, style))
    kind = write_type(attribute.type, enums, sql=style.sql_types)
    return f"{quote_name(attribute.name)} {kind}{f' [{settings}]' if settings else ''}"


def column_settings(attribute: Attribute, entity: Entity, style: TableStyle = PLAIN_STYLE) -> list[str]:
    """Settings of a column, the keys included that it says itself."""
    key = entity.primary_key
    return write_settings(
        attribute,
        primary=key is not None and attribute.name in key.attributes and is_inline_primary(entity, style),
        unique=(attribute.name,) in {k.attributes for k in inline_keys(entity, style)},
        references=style.inline_references.get(attribute.name, ()),
        checks=style.inline_checks.get(attribute.name, ()),
    )


def is_inline_primary(entity: Entity, style: TableStyle = PLAIN_STYLE) -> bool:
    """Whether the columns say the primary key: it has no name or note, and the order of the columns."""
    key = entity.primary_key
    if key is None or key.name is not None or key.note is not None or key.attributes in style.lined_keys:
        return False
    return key.attributes == tuple(a.name for a in entity.attributes if a.name in key.attributes)


def inline_keys(entity: Entity, style: TableStyle = PLAIN_STYLE) -> tuple[Key, ...]:
    """Alternate keys that columns say: the first ones, as long as they follow the order of the columns."""
    if not entity.keys:
        return ()
    places = {attribute.name: place for place, attribute in enumerate(entity.attributes)}
    found: list[Key] = []
    last = -1
    for key in entity.keys:
        single = len(key.attributes) == 1 and key.name is None and key.note is None
        # `[pk, unique]` says one key.
        single = single and (entity.primary_key is None or key.attributes != entity.primary_key.attributes)
        if not single or key.attributes in style.lined_keys or places.get(key.attributes[0], -1) <= last:
            break
        last = places[key.attributes[0]]
        found.append(key)
    return tuple(found)


def index_lines(entity: Entity, style: TableStyle = PLAIN_STYLE) -> list[str]:
    """Lines of ``indexes``: the keys that no column says, then the indexes."""
    lines = []
    if entity.primary_key is not None and not is_inline_primary(entity, style):
        lines.append(key_line(entity.primary_key, "pk"))
    inline = inline_keys(entity, style)
    lines += [key_line(key, "unique") for key in entity.keys[len(inline) :]]
    return lines + [index_line(index) for index in entity.indexes]


def key_line(key: Key, word: str) -> str:
    """Line of ``indexes`` for a key."""
    return index_text([quote_name(name) for name in key.attributes], [word], key.name, key.note)


def index_line(index: Index) -> str:
    """Line of ``indexes`` for an index."""
    parts = [
        quote_name(part.attribute) if part.attribute is not None else quote_expression(part.expression or "")
        for part in index.parts
    ]
    settings = ["unique"] if index.unique and not _reads_as_key(index) else []
    if index.method is not None:
        settings.append(f"type: {quote_name(index.method)}")
    return index_text(parts, settings, index.name, index.note)


def index_text(parts: list[str], settings: list[str], name: str | None, note: str | None) -> str:
    """Line of ``indexes``, its parts and first settings as they are written."""
    if name is not None:
        settings.append(f"name: {quote_text(name)}")
    if note is not None:
        settings.append(f"note: {quote_text(note)}")
    body = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
    return f"{body} [{', '.join(settings)}]" if settings else body


def _reads_as_key(index: Index) -> bool:
    return index.method is None and all(part.attribute is not None for part in index.parts)


def check_line(check: Check) -> str:
    """Line of ``checks``."""
    name = f" [name: {quote_text(check.name)}]" if check.name is not None else ""
    return f"{quote_expression(check.expression)}{name}"


def metadata_text(entity: Entity, model: Model) -> str | None:
    """``Metadata Table`` block for what its parts have no other place for, or None."""
    items = metadata_items(entity, model)
    if not items:
        return None
    lines = [f"{INDENT}{key}: {quote_text(value)}" for key, value in items.items()]
    return "\n".join([f"Metadata Table {quote_qualified(entity.name)} {{", *lines, "}"])


def metadata_items(entity: Entity, model: Model) -> dict[str, str]:
    """What keys, indexes, checks and references of an entity say beyond DBML."""
    items: dict[str, str] = {}
    keys = list(entity.all_keys)
    for key, word in zip(keys, key_slugs(keys), strict=True):
        if not key.nulls_distinct:
            items[f"wb_key_{word}_nulls"] = "not distinct"
        if key.properties:
            items[f"wb_key_{word}_properties"] = extras.to_json(dict(key.properties))
    for index, word in zip(entity.indexes, index_slugs(entity.indexes), strict=True):
        prefix = f"wb_index_{word}"
        if down := tuple(str(i + 1) for i, part in enumerate(index.parts) if part.descending):
            items[f"{prefix}_descending"] = extras.join_words(down)
        if index.unique and _reads_as_key(index):
            items[f"{prefix}_unique"] = "true"
        if index.where is not None:
            items[f"{prefix}_where"] = index.where
        if index.include:
            items[f"{prefix}_include"] = extras.join_words(index.include)
        if index.properties:
            items[f"{prefix}_properties"] = extras.to_json(dict(index.properties))
    for check, word in zip(entity.checks, extras.slugs(check.label for check in entity.checks), strict=True):
        if check.note is not None:
            items[f"wb_check_{word}_note"] = check.note
        if check.properties:
            items[f"wb_check_{word}_properties"] = extras.to_json(dict(check.properties))
    references = model.references_from(entity.name)
    for reference, word in zip(references, reference_slugs(references), strict=True):
        if reference.deferrable:
            items[f"wb_ref_{word}_deferrable"] = "true"
        if reference.note is not None:
            items[f"wb_ref_{word}_note"] = reference.note
        if reference.properties:
            items[f"wb_ref_{word}_properties"] = extras.to_json(dict(reference.properties))
    return items


# -- enums, areas -----------------------------------------------------------------------------------------------


def enum_text(enum: Enum) -> str:
    """``Enum`` block."""
    lines = [INDENT + line for line in enum_lines(enum)]
    return "\n".join([f"Enum {quote_qualified(enum.name)} {{", *lines, "}"])


def enum_lines(enum: Enum) -> list[str]:
    """Lines of an enum, at least one."""
    return [enum_value_text(value) for value in enum.values] or [PLACEHOLDER]


def enum_value_text(value: EnumValue) -> str:
    """Line of an enum."""
    note = f" [note: {quote_text(value.note)}]" if value.note is not None else ""
    return f"{quote_name(value.name)}{note}"


def area_text(area: SubjectArea) -> str:
    """``TableGroup`` block."""
    settings = ", ".join(area_settings(area).values())
    head = f"TableGroup {quote_name(area.name.name)}{f' [{settings}]' if settings else ''} {{"
    lines = [f"{INDENT}{quote_qualified(name)}" for name in area.entities]
    if area.note is not None:
        lines.append(f"{INDENT}Note: {quote_note(area.note, INDENT)}")
    return "\n".join([head, *lines, "}"])


def area_settings(area: SubjectArea) -> dict[str, str]:
    """Settings of a group by their keys, each as it is written."""
    plain, odd = extras.free_settings(area.properties)
    settings = {"color": quote_colour(area.color)} if area.color is not None else {}
    if area.name.schema is not None:  # the name of a group has no schema for other readers of DBML
        settings["wb_schema"] = quote_text(area.name.schema)
    settings |= {key: quote_text(value) for key, value in plain.items()}
    if odd is not None:
        settings["wb_properties"] = quote_text(odd)
    return {key: f"{key}: {value}" for key, value in settings.items()}
