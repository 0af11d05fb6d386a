"""Blueprint: what a business is made of, read from a short text; how it is named and stored is decided elsewhere.

A line of a domain file is ``name ROWS: items``, ``name < parent ROWS: items`` (a subtype that shares its parent's key),
``name of owner N: items`` (weak: about N for each row of the owner) or ``name x a b ROWS: items`` (a junction). An item
is ``attribute:kind`` or ``role -> entity``; ``!`` means unique, ``?`` optional. A kind without a name is its own name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

DOMAINS = Path(__file__).with_name("domains")


@dataclass(frozen=True)
class Field:
    """An attribute that is no reference."""

    name: str
    kind: str
    unique: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Link:
    """A reference of an entity in some role."""

    role: str
    entity: str
    optional: bool = False


@dataclass(frozen=True)
class Concept:
    """An entity as people think of it."""

    name: str
    rows: int
    fields: tuple[Field, ...] = ()
    links: tuple[Link, ...] = ()
    parent: str | None = None
    owner: str | None = None
    joins: tuple[str, ...] = ()


_HEAD = re.compile(r"(\w+)(?: < (\w+)| of (\w+)| x (\w+) (\w+(?: \w+)*?))? (\d+)(?:: (.*))?")


def read(text: str) -> list[Concept]:
    """Read a domain file."""
    return [_concept(line) for line in text.splitlines() if line.strip()]


def domains(half: str) -> dict[str, list[Concept]]:
    """Domains of one half, ``"tuned"`` or ``"held"``, by name."""
    return {path.stem: read(path.read_text()) for path in sorted((DOMAINS / half).glob("*.txt"))}


def _concept(line: str) -> Concept:
    match = _HEAD.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"not a line of a domain: {line!r}")
    name, parent, owner, first, others, rows, items = match.groups()
    fields: list[Field] = []
    links: list[Link] = []
    for item in re.split(r",\s*(?![^(]*\))", items or ""):
        text = item.strip()
        if not text:
            continue
        optional, unique = text.endswith("?"), text.endswith("!")
        text = text.rstrip("?!")
        if "->" in text:
            role, entity = (part.strip() for part in text.split("->"))
            links.append(Link(role or entity, entity, optional))
        else:
            attribute, _, kind = text.partition(":")
            fields.append(Field(attribute, kind or attribute, unique, optional))
    joins = (first, *others.split()) if first else ()
    return Concept(name, int(rows), tuple(fields), tuple(links), parent, owner, joins)
