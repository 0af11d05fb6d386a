"""Codec: the values of a model as plain data (dict, list, str, …) and back, worked out from their field types."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum as _Enum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from workbench.errors import TextError, WorkbenchError
from workbench.model import bindings, nodes
from workbench.model import types as logical
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.properties import NO_PROPERTIES, Properties
from workbench.model.types import parse_type

_T = TypeVar("_T")


def encode(value: Any) -> Any:
    """Turn a node, or anything inside one, into plain data; what has its default is left out.

    Examples
    --------
    >>> encode(nodes.Key(attributes=("id",)))
    {'attributes': ['id']}
    """
    if isinstance(value, QualifiedName | logical.LogicalType):
        return str(value)
    if isinstance(value, _Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if is_dataclass(value):
        given = ((item, getattr(value, item.name)) for item in fields(value))
        return {item.name: encode(v) for item, v in given if v != _default(item)}
    return value


def decode(cls: type[_T], data: Any, place: str = "") -> _T:
    """Turn plain data back into a node of a class.

    Raises
    ------
    TextError
        When a field is missing, unknown or of the wrong kind; names it.

    Examples
    --------
    >>> decode(nodes.Key, {"attributes": ["id"]}).attributes
    ('id',)
    """
    if not isinstance(data, Mapping):
        raise TextError(f"Expected an object, found {data!r}.", place=place or cls.__name__)
    node: Any = cls
    known = hints(node)
    if unknown := set(data) - set(known):
        raise TextError(f"There is no field {min(unknown)!r} in {cls.__name__}.", place=place or None)
    needed = (item.name for item in fields(node) if _default(item) is MISSING)
    if missing := next((name for name in needed if name not in data), None):
        raise TextError(f"{cls.__name__} needs the field {missing!r}.", place=place or None)
    return cls(**{name: _decode(known[name], value, f"{place}.{name}".lstrip(".")) for name, value in data.items()})


def decode_field(cls: type[Any], name: str, data: Any) -> Any:
    """Turn plain data into the value of one field of a node.

    Raises
    ------
    TextError
        When there is no such field, or the data do not fit it.

    Examples
    --------
    >>> str(decode_field(nodes.Attribute, "type", "varchar(20)"))
    'text(20)'
    """
    node: Any = cls
    known = hints(node)
    if name not in known:
        raise TextError(f"There is no field {name!r} in {cls.__name__}.")
    return _decode(known[name], data, name)


def _default(item: Any) -> Any:
    if item.default is not MISSING:
        return item.default
    return item.default_factory() if item.default_factory is not MISSING else MISSING


@cache
def hints(cls: type) -> dict[str, Any]:
    """Types of the fields of a node by name, forward references resolved."""
    names = {**vars(nodes), **vars(bindings), **vars(logical), "QualifiedName": QualifiedName, "Properties": Properties}
    return get_type_hints(cls, globalns={**vars(typing), **names, "Model": Model})


def _decode(hint: Any, value: Any, place: str) -> Any:
    origin = get_origin(hint)
    if hint == logical.LogicalType:
        return _read(parse_type, value, place)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _decode(next(arg for arg in get_args(hint) if arg is not type(None)), value, place)
    if hint is QualifiedName:
        return _read(QualifiedName.of, value, place)
    if hint is Properties:
        pairs = _checked(value, dict, place)
        return Properties({k: _checked(v, str, f"{place}.{k}") for k, v in pairs.items()}) if pairs else NO_PROPERTIES
    if origin is Literal:
        if value not in get_args(hint):
            raise TextError(f"{value!r} is none of {', '.join(map(str, get_args(hint)))}.", place=place)
        return value
    if origin is tuple:
        inner = get_args(hint)
        items = _checked(value, list, place)
        if inner[-1] is Ellipsis:
            return tuple(_decode(inner[0], item, f"{place}[{i}]") for i, item in enumerate(items))
        if len(items) != len(inner):
            raise TextError(f"Expected {len(inner)} values, found {value!r}.", place=place)
        kinds = enumerate(zip(inner, items, strict=True))
        return tuple(_decode(kind, item, f"{place}[{i}]") for i, (kind, item) in kinds)
    if isinstance(hint, type) and issubclass(hint, _Enum):
        try:
            return hint(value)
        except ValueError:
            raise TextError(f"{value!r} is none of {', '.join(str(v.value) for v in hint)}.", place=place) from None
    if is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, value, place)
    return _checked(value, hint, place)


def _read(read: Callable[[str], Any], value: Any, place: str) -> Any:
    """Read a text inside the data; what is wrong with it is told with its place."""
    try:
        return read(_checked(value, str, place))
    except WorkbenchError as error:
        raise TextError(error.message, place=place, hint=error.hint) from None


def _checked(value: Any, kind: type, place: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TextError(f"Expected {kind.__name__}, found {value!r}.", place=place)
    return value
