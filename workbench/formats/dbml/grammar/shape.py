"""Shape: what elements of DBML have in common: names, settings, and bodies in braces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workbench.formats.dbml.grammar.nodes import Element, Index, Line
from workbench.formats.dbml.grammar.settings import Fault
from workbench.formats.dbml.grammar.values import dotted, is_name

_TITLES: Final = {
    "table": "A table", "tablepartial": "A table partial", "enum": "An enum", "ref": "A reference",
    "dep": "A dependency", "note": "A note", "project": "A project", "tablegroup": "A table group",
    "diagramview": "A diagram view", "records": "A block of records", "metadata": "Metadata", "indexes": "Indexes",
    "checks": "A block of checks",
}  # fmt: skip


def title(element: Element) -> str:
    """What an element is called in a sentence."""
    return _TITLES.get(element.kind, f"{element.word!r}")


def name_faults(element: Element, *, single: bool, needed: bool = True) -> Iterator[Fault]:
    """Faults of the name of an element; `single` where it has no schema."""
    name = element.name
    if name is None:
        if needed:
            yield f"{title(element)} needs a name.", element.at
        return
    if isinstance(name, Index):
        yield "Put a blank between the name and the settings.", name.indexer.at
    elif single and not is_name(name):
        yield f"{title(element)} has one name, without a schema.", name.at
    elif dotted(name) is None:
        yield f"{title(element)} has a name such as name or schema.name.", name.at


def no_name(element: Element) -> Iterator[Fault]:
    """Fault of a name where none may be."""
    if element.name is not None:
        yield f"{title(element)} has no name here.", element.name.at


def no_settings(element: Element) -> Iterator[Fault]:
    """Fault of settings where none may be."""
    if element.settings is not None:
        yield f"{title(element)} has no settings here.", element.settings.at


def in_braces(element: Element) -> Iterator[Fault]:
    """Fault of a body behind a colon."""
    if isinstance(element.body, Line):
        yield f"What {title(element).lower()} holds stands in braces.", element.body.at


def one_note(element: Element) -> Iterator[Fault]:
    """Fault of a second note."""
    notes = [inner for inner in element.elements if inner.kind == "note"]
    if len(notes) > 1:
        yield "There is a note already.", notes[1].at
