"""Extras: the homes, inside DBML, of what DBML has no word for.

All of it is valid DBML for the official parser: custom settings of tables and columns, ``Metadata Table``, and free
fields of ``Project``, every key with the prefix ``wb_``. Which field stands where, ``homes.py`` says.
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
    plain: dict[str, str] = {}
    taken: set[str] = set()  # the official parser takes no two that differ in case only
    for key, value in properties.items():
        if (is_free(key) and key.lower() not in taken) or key in said:
            plain[key] = value
            taken.add(key.lower())
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
    if not extras:
        return NO_PROPERTIES
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
