"""Grain: what one row of an entity stands for, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.advise._listing import listed
from workbench.advise.structure.junctions import cover
from workbench.facts import Unique, UniqueFact
from workbench.model.edits import SetPrimaryKey
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity, Key
from workbench.naming import singular, words

if TYPE_CHECKING:
    from workbench.facts import Facts
    from workbench.findings import Finding

# Short for "number" at the end of a name; alone, `no` may be the answer to a question.
_NUMBER: Final = frozenset({"no", "nr", "nbr", "num"})


def grain(model: Model, entity: Entity) -> str | None:
    """What there is one row for, told by the primary key and what its parts refer to; None without a key.

    Examples
    --------
    >>> from workbench.model.nodes import Attribute, Key, Reference
    >>> orders = Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),))
    >>> lines = Entity(
    ...     name=QualifiedName("order_lines"),
    ...     attributes=(Attribute(name="order_id"), Attribute(name="line_no")),
    ...     primary_key=Key(attributes=("order_id", "line_no")),
    ... )
    >>> of = Reference(
    ...     child=lines.name, child_attributes=("order_id",), parent=orders.name, parent_attributes=("id",)
    ... )
    >>> shop = Model(entities=(orders, lines), references=(of,))
    >>> grain(shop, lines)
    'order and line number'
    >>> grain_sentence(shop, lines), grain_sentence(shop, orders)
    ('One row per order and line number', 'No key: rows may repeat')
    """
    if entity.primary_key is None:
        return None
    whole = _whole(model, entity)
    return f"{whole}, where there is one" if whole else _parts(model, entity, entity.primary_key)


def grain_sentence(
    model: Model, entity: Entity, facts: Facts | None = None, *, proposed: Mapping[QualifiedName, Key] | None = None
) -> str:
    """What one row stands for as a sentence without its full stop, with the rows that break it.

    Parameters
    ----------
    facts
        Tell whether rows repeat the key, and whether there are rows.
    proposed
        Keys that wait for a decision (:func:`proposed_keys`), for entities without a primary key.
    """
    table = facts.tables.get(entity.source) if facts is not None else None
    if entity.primary_key is not None:
        whole = _whole(model, entity)
        said = f"At most one row per {whole}" if whole else f"One row per {_parts(model, entity, entity.primary_key)}"
        known = facts.get(Unique(str(entity.name), entity.primary_key.attributes)) if facts is not None else None
        if isinstance(known, UniqueFact) and known.surplus:
            verb = "repeats" if known.surplus == 1 else "repeat"
            said += f", but {known.surplus:,} of {known.rows:,} {verb} another"
        return said
    if proposed and (key := proposed.get(entity.name)) is not None:
        return f"Probably one row per {_parts(model, entity, key)}"
    return "No key known: there are no rows" if table is not None and not table.rows else "No key: rows may repeat"


def proposed_keys(findings: Iterable[Finding]) -> dict[QualifiedName, Key]:
    """Primary keys that findings propose, the surest for each entity."""
    keys: dict[QualifiedName, Key] = {}
    for finding in sorted(findings, key=lambda f: -(f.confidence or 0.0)):
        for edit in finding.edits:
            if isinstance(edit, SetPrimaryKey) and edit.key is not None:
                keys.setdefault(edit.entity, edit.key)
    return keys


def _whole(model: Model, entity: Entity) -> str | None:
    """Parent that the whole key names a row of; there may be parents without a row here."""
    if entity.primary_key is None:
        return None
    key = frozenset(entity.primary_key.attributes)
    parents = (r.parent for r in model.references_from(entity.name) if frozenset(r.child_attributes) == key)
    return next((_noun(parent) for parent in parents if parent != entity.name), None)


def _parts(model: Model, entity: Entity, key: Key) -> str:
    parts = cover(model, replace(entity, primary_key=key))
    if not parts and len(key.attributes) == 1:
        return _noun(entity.name)
    said: dict[str, None] = {}
    nouns = [_noun(reference.parent) for reference in parts]
    for name in key.attributes:
        at = next((i for i, reference in enumerate(parts) if name in reference.child_attributes), None)
        if at is None:
            said[_plain(name)] = None
        else:  # of two roles of one entity the names of the attributes tell
            twice = nouns.count(nouns[at]) > 1
            said[_plain(name) if twice else nouns[at]] = None
    return listed(list(said))


def _plain(name: str) -> str:
    """Name of an attribute in words: ``line_no`` gives ``line number``."""
    *first, last = words(name) or (name,)
    return " ".join([*first, "number" if first and last in _NUMBER else last])


def _noun(name: QualifiedName) -> str:
    """Name of an entity for one of its rows: ``order_lines`` gives ``order line``."""
    *first, last = words(name.name) or (name.name,)
    return " ".join([*first, singular(last)])
