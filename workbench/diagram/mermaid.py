"""Mermaid: an ``erDiagram`` that GitHub, GitLab and many note-taking programs draw (https://mermaid.js.org/syntax/entityRelationshipDiagram.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workbench.artefact import Artefact
from workbench.diagram._build import dangling, marks_of, type_text
from workbench.diagram._needs import Feature
from workbench.model import Attribute, Entity, Model, QualifiedName, Reference
from workbench.naming import clean_name, slug

if TYPE_CHECKING:
    from workbench.diagram._options import Options

# Left of the two dashes stands the parent, right of them the child.
_PARENT: Final = {"1": "||", "0..1": "|o", "1..*": "}|", "0..*": "}o"}
_CHILD: Final = {"1": "||", "0..1": "o|", "1..*": "|{", "0..*": "o{"}
_KEYS: Final = {"PK": "PK", "FK": "FK", "U": "UK"}
_LONGEST_COMMENT: Final = 120

# Words of the language, which an entity cannot be called.
_WORDS: Final = frozenset(
    "erdiagram title acctitle accdescr direction style classdef class one only zero many more or to optionally "
    "tb bt lr rl default end subgraph call click href linkstyle".split()
)
# Mermaid reads #code; as a character. Those with a meaning in its texts, in HTML, or in its directives are written so.
_CODED: Final = {character: f"#{ord(character)};" for character in '#"<>&%;{}`\\'}


def coded(text: str) -> str:
    """Text for between double quotes: one line, nothing in it that means something to Mermaid or HTML.

    Examples
    --------
    >>> coded('say "hi" <b>')
    'say #34;hi#34; #60;b#62;'
    """
    flat = " ".join(clean_name(re.sub(r"\s+", " ", text)).split())
    return "".join(_CODED.get(character, character) for character in flat)


def word(text: str) -> str:
    """Word that Mermaid takes for the name or the type of an attribute.

    Examples
    --------
    >>> word("unit price"), word("decimal(10,2)"), word("2nd")
    ('unit_price', 'decimal(10-2)', '_2nd')
    """
    kept = re.sub(r"[^\w()\[\]-]+", "_", re.sub(r"\s*,\s*", "-", text)).rstrip("_") or "_"
    kept = kept if kept.isascii() else slug(kept)
    return kept if re.match(r"[A-Za-z_]", kept) else f"_{kept}"


def aliases(model: Model) -> dict[QualifiedName, str]:
    """Plain word for each entity, different for each; what it is called stands beside it."""
    found: dict[QualifiedName, str] = {}
    taken: set[str] = set()
    for entity in model.entities:
        name = entity.name.name if entity.name.schema is None else f"{entity.name.schema}_{entity.name.name}"
        base = name if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) else slug(name)
        base = f"{base}_" if base.casefold() in _WORDS or not re.match(r"[A-Za-z_]", base) else base
        base = base if re.match(r"[A-Za-z_]", base) else f"e_{base}"
        alias, number = base, 2
        while alias.casefold() in taken:
            alias, number = f"{base}_{number}", number + 1
        taken.add(alias.casefold())
        found[entity.name] = alias
    return found


class _Mermaid:
    """Crow's feet on both ends; the program that shows it lays it out."""

    name: Final = "mermaid"
    suffixes: Final = (".mmd", ".mermaid")
    media_type: Final = "text/vnd.mermaid"
    supports: Final[frozenset[Feature]] = frozenset(
        {"cardinality", "composite", "identifying", "notes", "nulls", "types", "unique"}
    )

    def draw(self, model: Model, options: Options) -> Artefact:
        """Write a model as Mermaid."""
        return Artefact("diagram.mmd", self.media_type, "\n".join(_lines(model, options)) + "\n")


def _lines(model: Model, options: Options) -> Iterator[str]:
    title = clean_name((model.name or "") if options.title is None else options.title)
    if title:
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        yield from ("---", f'title: "{quoted}"', "---")
    yield "erDiagram"
    names = aliases(model)
    lost = set(map(id, dangling(model)))
    references = [reference for reference in model.references if id(reference) not in lost]
    for entity in model.entities:
        yield from _entity(entity, names[entity.name], [r for r in references if r.child == entity.name], options)
    for reference in references:
        yield f"    {_reference(model, reference, names)}"


def _entity(entity: Entity, alias: str, references: list[Reference], options: Options) -> Iterator[str]:
    shown = str(entity.name).replace('"', "") if entity.name.schema else entity.name.name
    label = "" if alias == shown else f'["{coded(shown)}"]'
    marks = marks_of(entity, references)
    attributes = [a for a in entity.attributes if options.detail == "all" or marks[a.name]]
    if options.detail == "names" or not attributes:
        yield f"    {alias}{label}"
        return
    yield f"    {alias}{label} {{"
    for attribute in attributes:
        yield f"        {_attribute(attribute, marks[attribute.name], options)}"
    yield "    }"


def _attribute(attribute: Attribute, marks: tuple[str, ...], options: Options) -> str:
    kind = word(type_text(attribute.type)) if options.types else "_"
    name = word(attribute.name)
    keys = f" {', '.join(_KEYS[mark] for mark in marks)}" if marks else ""
    said = [attribute.name] if name != attribute.name else []
    said += ["may be empty"] if attribute.nullable and options.nulls else []
    said += [attribute.note] if attribute.note else []
    comment = ": ".join(said)
    if len(comment) > _LONGEST_COMMENT:
        comment = f"{comment[: _LONGEST_COMMENT - 1]}…"
    return f"{kind} {name}{keys}" + (f' "{coded(comment)}"' if comment else "")


def _reference(model: Model, reference: Reference, names: dict[QualifiedName, str]) -> str:
    child = model.entity(reference.child)
    key = frozenset(child.primary_key.attributes if child.primary_key else ())
    line = "--" if key and frozenset(reference.child_attributes) <= key else ".."
    left, right = _PARENT[reference.parent_cardinality.value], _CHILD[reference.child_cardinality.value]
    label = coded(", ".join(reference.child_attributes))
    return f'{names[reference.parent]} {left}{line}{right} {names[reference.child]} : "{label}"'


TARGET: Final = _Mermaid()
