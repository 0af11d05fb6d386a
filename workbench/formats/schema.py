"""Schema: the JSON Schema of a model's data, worked out from the same field types that :mod:`codec` reads."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from workbench.formats.codec import hints
from workbench.formats.json import VERSION
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.properties import Properties
from workbench.model.types import LogicalType

_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema(name: str = "model.schema.json") -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what ``workbench import … -o NAME.json`` writes.

    Examples
    --------
    >>> schema()["$defs"]["Key"]["required"]
    ['attributes']
    """
    found: dict[str, Any] = {}
    body = _object(Model, found)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": name,
        "title": "A model as data",
        "description": "What has its default is left out. Version 1 where no version is said.",
        **body,
        "properties": {"version": {"const": VERSION}, **body["properties"]},
        "$defs": dict(sorted(found.items())),
    }


def _object(cls: type, found: dict[str, Any]) -> dict[str, Any]:
    kinds = hints(cls)
    given = fields(cls)
    required = [f.name for f in given if f.default is MISSING and f.default_factory is MISSING]
    return {
        "type": "object",
        "properties": {f.name: _of(kinds[f.name], found) for f in given},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _of(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if hint == LogicalType:
        return {"type": "string", "description": "a logical type, such as decimal(10,2)"}
    if origin in (Union, types.UnionType):
        inner = _of(next(arg for arg in get_args(hint) if arg is not type(None)), found)
        return {"anyOf": [inner, {"type": "null"}]}
    if hint is QualifiedName:
        return {"type": "string", "description": "a name, quoted where it must be, such as sales.orders"}
    if hint is Properties:
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        kinds = get_args(hint)
        if kinds[-1] is Ellipsis:
            return {"type": "array", "items": _of(kinds[0], found)}
        parts = [_of(kind, found) for kind in kinds]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in found:
            found[hint.__name__] = {}  # a node may hold nodes of its own kind
            found[hint.__name__] = _object(hint, found)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": _PLAIN[hint]}
