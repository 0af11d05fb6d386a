"""Wording: nodes, and the values of their fields, as people read them in a list of changes."""

from __future__ import annotations

from typing import Any

from workbench.model.nodes import Cardinality, Check, Default, Index, Key, Node
from workbench.model.properties import Properties
from workbench.model.subjects import Subject


def called(subject: Subject) -> str:
    """Node as people name it: ``attribute orders.status``.

    Examples
    --------
    >>> called(Subject.entity("orders")), called(Subject.model())
    ('entity orders', 'the model')
    """
    return subject.title if subject.kind == "model" else f"{subject.kind} {subject.title}"


def shown_value(value: Any) -> str:
    """Value of a field as people read it, on one line.

    Examples
    --------
    >>> shown_value(Default("0", "number")), shown_value(False), shown_value(None)
    ('0', 'no', 'none')
    """
    match value:
        case bool():
            return "yes" if value else "no"
        case None | ():
            return "none"
        case tuple():
            return ", ".join(map(shown_value, value))
        case Default() | Cardinality():
            return value.value
        case Check() | Index():
            return value.label
        case Key():
            return f"({', '.join(value.attributes)})"
        case Properties():
            return ", ".join(f"{name} {shown_value(text)}" for name, text in value.items()) or "none"
        case Node():
            return str(getattr(value, "name", type(value).__name__.lower()))
        case _:
            line = " ".join(str(value).split())
            return line if len(line) <= 60 else f"{line[:59]}…"
