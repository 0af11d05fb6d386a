"""Codec: facts, findings and edits as one line of JSON and back, whatever fields they have.

A value names its class and those of its fields that differ from their defaults, by their places. Reading builds values
of the classes listed here and nothing else, so that no file can make anything run.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from workbench import decisions, findings, questions
from workbench.cache import _fingerprint
from workbench.facts import entities, facts, readings, tables
from workbench.model import bindings, edits, names, nodes, subjects, types
from workbench.model.properties import NO_PROPERTIES, Properties
from workbench.sources import _source

_MODULES = (
    _fingerprint, decisions, entities, facts, readings, tables, findings, questions, bindings, edits, names, nodes,
    subjects, types, _source,
)  # fmt: skip


def pack(value: Any) -> str:
    r"""Write a value as one line of ASCII, without tabs or line ends.

    Raises
    ------
    TypeError
        When something in it is of no class that can be read back.

    Examples
    --------
    >>> pack((types.Decimal(5, 2), "a\tb"))
    '[{"Decimal":[0,5,1,2]},"a\\tb"]'
    """
    return json.dumps(value, separators=(",", ":"), default=_encoded)


def unpack(text: str | bytes) -> Any:
    """Read what :func:`pack` wrote.

    Raises
    ------
    ValueError, TypeError, KeyError
        When it is something else.

    Examples
    --------
    >>> unpack(pack(types.Decimal(5, 2)))
    Decimal(precision=5, scale=2)
    """
    return _tuples(json.loads(text, object_hook=_decoded))


def _encoded(value: Any) -> Any:
    cls = type(value)
    name = cls.__name__
    if _classes().get(name) is not cls:
        raise TypeError(f"A {name} cannot be kept.")
    if isinstance(value, Enum):
        return {name: value.value}
    if isinstance(value, Properties):
        return {name: list(value.items())}
    content: list[Any] = []
    for number, (field, default) in enumerate(_fields(name)):
        item = getattr(value, field)
        if item is default or (type(item) is type(default) and item == default):
            continue
        content += (number, item)
    return {name: content}


def _decoded(item: dict[str, Any]) -> Any:
    ((name, content),) = item.items()
    cls = _classes()[name]
    if issubclass(cls, Enum):
        return cls(content)
    if cls is Properties:
        return Properties([(key, value) for key, value in content]) if content else NO_PROPERTIES
    known = _fields(name)
    pairs = zip(content[::2], content[1::2], strict=True)
    return cls(**{known[number][0]: _tuples(value) if type(value) is list else value for number, value in pairs})


def _tuples(value: Any) -> Any:
    """Make lists tuples, all the way down: the values of this package hold no lists."""
    if type(value) is list:
        return tuple([_tuples(item) if type(item) is list else item for item in value])
    return value


@cache
def _classes() -> dict[str, type]:
    """Classes that can be kept, by name."""
    found: dict[str, type] = {"Properties": Properties}
    for module in _MODULES:
        for name, cls in vars(module).items():
            own = isinstance(cls, type) and cls.__module__ == module.__name__
            if not own or not (is_dataclass(cls) or issubclass(cls, Enum)):
                continue
            if found.setdefault(name, cls) is not cls:  # the name alone says which class is meant
                raise AssertionError(f"There are two classes {name!r}.")
    return found


@cache
def _fields(name: str) -> tuple[tuple[str, Any], ...]:
    """Names and defaults of the fields of a class."""
    cls: Any = _classes()[name]
    return tuple((field.name, field.default) for field in fields(cls) if field.init)
