"""Extras: the homes, inside DBML, of what DBML has no word for.

All of it is valid DBML for the official parser: custom settings of tables and columns, ``Metadata Table``, and free
fields of ``Project``, every key with the prefix ``wb_``. :data:`HOMES` says for every field of every node where it
stands; a test fails when a field has no home.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from workbench.model.properties import NO_PROPERTIES, Properties
from workbench.naming import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

PREFIX = "wb_"
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
# Settings with a meaning of their own, which a property of the same name must not take.
_TAKEN = frozenset(
    [
        "pk",
        "primary",
        "null",
        "not",
        "unique",
        "increment",
        "default",
        "check",
        "note",
        "ref",
        "dep",
        "headercolor",
        "color",
        "name",
        "type",
        "delete",
        "update",
        "inactive",
        "table",
        "column",
        "project",
    ]
)


def slugs(labels: Iterable[str]) -> list[str]:
    """Give each label a short word that no other has, in order.

    Examples
    --------
    >>> slugs(["by date", "by-date", "x"])
    ['by_date', 'by_date_2', 'x']
    """
    taken: set[str] = set()
    result = []
    for label in labels:
        word = base = slug(label)[:40]
        number = 2
        while word in taken:
            word = f"{base}_{number}"
            number += 1
        taken.add(word)
        result.append(word)
    return result


def join_words(values: tuple[str, ...]) -> str:
    """Write several short texts as one: ``NA | -``, or a JSON list where that could be misread."""
    plain = all(v and v == v.strip() and "|" not in v for v in values) and not values[0].startswith("[")
    return " | ".join(values) if plain else json.dumps(values, ensure_ascii=False)


def split_words(text: str) -> tuple[str, ...]:
    """Read what :func:`join_words` wrote.

    Examples
    --------
    >>> split_words("NA | -"), split_words('["", "x"]')
    (('NA', '-'), ('', 'x'))
    """
    if text.startswith("["):
        try:
            return tuple(str(value) for value in json.loads(text))
        except ValueError:
            pass
    return tuple(part.strip() for part in text.split("|"))


def free_settings(properties: Properties, said: Collection[str] = ()) -> tuple[dict[str, str], str | None]:
    """Split properties into those that can be settings of their own, or are `said` so, and the rest as JSON."""
    plain = {k: v for k, v in properties.items() if is_free(k) or k in said}
    odd = {k: v for k, v in properties.items() if k not in plain}
    return plain, json.dumps(odd, ensure_ascii=False) if odd else None


def is_free(key: str) -> bool:
    """Whether a property's key can stand as a setting without being taken for something else."""
    return bool(_KEY.match(key)) and key.lower() not in _TAKEN and not key.startswith(PREFIX)


def to_json(value: Any) -> str:
    """Write plain data as one line of JSON."""
    return json.dumps(value, ensure_ascii=False)


def from_json(text: str) -> Any:
    """Read JSON; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def properties_of(extras: Mapping[str, str], taken: Iterable[str] = ()) -> Properties:
    """Properties among settings: the free keys, and those that were written as JSON."""
    known = frozenset(taken)
    found = {k: v for k, v in extras.items() if k not in known and not k.startswith(PREFIX)}
    if "wb_properties" in extras:
        found |= node_properties(extras, "wb")
    return Properties(found) if found else NO_PROPERTIES


def node_properties(extras: Mapping[str, str], prefix: str) -> Properties:
    """Properties of a node that an owner's settings hold as JSON, under the node's own prefix."""
    text = extras.get(f"{prefix}_properties")
    found = from_json(text) if text is not None else None
    return Properties({str(k): str(v) for k, v in found.items()}) if isinstance(found, dict) else NO_PROPERTIES


# (node, field) → where it stands in a DBML text. ARCHITECTURE's table is made of this.
HOMES: dict[tuple[str, str], str] = {
    ("Model", "name"): "`Project NAME`",
    ("Model", "note"): "`Project { Note }`",
    ("Model", "properties"): "free field of `Project`",
    ("Model", "entities"): "`Table`",
    ("Model", "references"): "`Ref`, or `ref:` of a column",
    ("Model", "enums"): "`Enum`",
    ("Model", "domains"): "`Project { wb_domain_… }` (JSON)",
    ("Model", "generalisations"): "`Project { wb_generalisation_… }` (JSON)",
    ("Model", "views"): "`Project { wb_view_… }` (JSON)",
    ("Model", "areas"): "`TableGroup`",
    ("Model", "patterns"): "`Project { wb_pattern_… }` (JSON)",
    ("Entity", "name"): "`Table NAME`",
    ("Entity", "attributes"): "columns",
    ("Entity", "primary_key"): "`[pk]` of columns, or a line of `indexes`",
    ("Entity", "keys"): "`[unique]` of a column, or a line of `indexes`",
    ("Entity", "indexes"): "`indexes`",
    ("Entity", "checks"): "`checks`",
    ("Entity", "partitioning"): "table setting `wb_partitioning` (JSON)",
    ("Entity", "alias"): "`as ALIAS`",
    ("Entity", "color"): "`[headercolor]`",
    ("Entity", "binding"): "table settings `wb_source`, `wb_select`",
    ("Entity", "note"): "`Note` of the table",
    ("Entity", "properties"): "custom settings of the table",
    ("Attribute", "name"): "name of the column",
    ("Attribute", "type"): "type of the column",
    ("Attribute", "nullable"): "`not null` where it is not",
    ("Attribute", "default"): "`default:`",
    ("Attribute", "generated"): "`wb_generated`, `wb_generated_stored: 'false'`",
    ("Attribute", "identity"): "`increment`",
    ("Attribute", "domain"): "`wb_domain`",
    ("Attribute", "unit"): "`wb_unit`",
    ("Attribute", "personal"): "`wb_personal`",
    ("Attribute", "binding"): "`wb_source`, `wb_expression`, `wb_null`, `wb_formats`, `wb_decimal`, `wb_thousands`, "
    "`wb_true`, `wb_false`",
    ("Attribute", "note"): "`note:` of the column",
    ("Attribute", "properties"): "custom settings of the column",
    ("Key", "attributes"): "the columns of the line",
    ("Key", "name"): "`name:` of the line in `indexes`",
    ("Key", "nulls_distinct"): "`Metadata Table { wb_key_…_nulls: 'not distinct' }`",
    ("Key", "note"): "`note:` of the line in `indexes`",
    ("Key", "properties"): "`Metadata Table { wb_key_…_properties }` (JSON)",
    ("Index", "parts"): "the columns and expressions of the line; `Metadata Table { wb_index_…_descending }`",
    ("Index", "name"): "`name:`",
    ("Index", "unique"): "`unique` (with `Metadata Table { wb_index_…_unique }` where it could be a key)",
    ("Index", "method"): "`type:`",
    ("Index", "where"): "`Metadata Table { wb_index_…_where }`",
    ("Index", "include"): "`Metadata Table { wb_index_…_include }`",
    ("Index", "note"): "`note:`",
    ("Index", "properties"): "`Metadata Table { wb_index_…_properties }` (JSON)",
    ("Check", "expression"): "line of `checks`",
    ("Check", "name"): "`name:`",
    ("Check", "note"): "`Metadata Table { wb_check_…_note }`",
    ("Check", "properties"): "`Metadata Table { wb_check_…_properties }` (JSON)",
    ("Reference", "child"): "left end of `Ref`",
    ("Reference", "child_attributes"): "left end of `Ref`",
    ("Reference", "parent"): "right end of `Ref`",
    ("Reference", "parent_attributes"): "right end of `Ref`",
    ("Reference", "name"): "`Ref NAME`",
    ("Reference", "child_cardinality"): "operator of `Ref`",
    ("Reference", "parent_cardinality"): "operator of `Ref`",
    ("Reference", "on_delete"): "`delete:`",
    ("Reference", "on_update"): "`update:`",
    ("Reference", "deferrable"): "`Metadata Table { wb_ref_…_deferrable: 'true' }` of the child",
    ("Reference", "enforced"): "`inactive` where it is not",
    ("Reference", "color"): "`color:`",
    ("Reference", "note"): "`Metadata Table { wb_ref_…_note }` of the child",
    ("Reference", "properties"): "`Metadata Table { wb_ref_…_properties }` (JSON) of the child",
    ("Enum", "name"): "`Enum NAME`",
    ("Enum", "values"): "values of the enum",
    ("Enum", "note"): "`Project { wb_enum_…_note }`",
    ("Enum", "properties"): "`Project { wb_enum_…_properties }` (JSON)",
    ("EnumValue", "name"): "the value",
    ("EnumValue", "note"): "`note:` of the value",
    ("EnumValue", "properties"): "`Project { wb_enum_…_values }` (JSON)",
    ("SubjectArea", "name"): "`TableGroup NAME`",
    ("SubjectArea", "entities"): "tables of the group",
    ("SubjectArea", "color"): "`[color]`",
    ("SubjectArea", "note"): "`[note]` or `Note` of the group",
    ("SubjectArea", "properties"): "custom settings of the group",
    **{
        (node, field): "inside its JSON"
        for node, names in {
            "Domain": "name type nullable default checks note properties",
            "Generalisation": "parent children disjoint total discriminator note properties",
            "View": "name sql note properties",
            "AccessPattern": "name sql per_day budget_ms note properties",
            "Partitioning": "method attributes partitions note properties",
        }.items()
        for field in names.split()
    },
}
