"""Shared: tables whose keys hold the same values, of which each refers to one and none goes in a circle.

`users`, `user_profiles` and `user_settings` with one row for each user fit each other in every direction. One is the
whole, the others are its parts: it is the one after which the key is named, to which the others refer by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from workbench.advise.keys._names import identity_score

if TYPE_CHECKING:
    from workbench.advise.references._candidates import Candidate
    from workbench.model.model import Model
    from workbench.model.names import QualifiedName

_ALL = 0.99  # of the values of the largest
_NEARLY = 0.9  # of a key's values: such a part says no more of a row than the whole
Table: TypeAlias = "QualifiedName"


def key_references(model: Model) -> Iterator[tuple[Table, Table]]:
    """Tables whose key the model refers to that of another one, each with the other: employees with people."""
    for reference in model.references:
        child = model.entity(reference.child)
        if child.primary_key and child.primary_key.attributes == reference.child_attributes:
            yield reference.child, reference.parent


def below(pairs: Iterable[tuple[Table, Table]]) -> dict[Table, set[Table]]:
    """Of each whole the tables that are parts of it, or parts of those."""
    direct: dict[Table, set[Table]] = {}
    for part, whole in pairs:
        direct.setdefault(whole, set()).add(part)
    result = {}
    for whole, parts in direct.items():
        found, waiting = set[Table](), list(parts)
        while waiting:
            part = waiting.pop()
            if part not in found:
                found.add(part)
                waiting += direct.get(part, ())
        result[whole] = found
    return result


def roots(options: Iterable[Iterable[Candidate]]) -> dict[Table, Table]:
    """Whole of each table that shares its key's values with others; the whole is its own.

    Parameters
    ----------
    options
        Candidates that the data do not refute, one list per attribute.
    """
    fits: dict[Table, dict[Table, Candidate]] = {}
    named: Counter[Table] = Counter()
    for found in options:
        for candidate in found:
            parent = candidate.parent.entity.name
            if candidate.identifies and parent != candidate.child.name:
                fits.setdefault(candidate.child.name, {})[parent] = candidate
            elif candidate.name.score >= 0.85:
                named[parent] += 1
    result: dict[Table, Table] = {}
    for group in _groups(fits):
        root = max(group, key=lambda table: (*_rank(table, group, fits, named), str(table)))
        result |= dict.fromkeys(group, root)
    return result


def _groups(fits: Mapping[Table, Mapping[Table, Candidate]]) -> Iterator[set[Table]]:
    """Tables whose keys hold the same values, or one nearly all values of another's."""
    same: dict[Table, set[Table]] = {}
    for child, into in fits.items():
        for parent, candidate in into.items():
            nearly = candidate.domain.distinct >= _NEARLY * candidate.parent.domain.distinct
            if nearly or child in fits.get(parent, {}):
                same.setdefault(child, set()).add(parent)
                same.setdefault(parent, set()).add(child)
    done: set[Table] = set()
    for table in same:
        if table in done:
            continue
        group, waiting = set(), [table]
        while waiting:
            here = waiting.pop()
            if here not in group:
                group.add(here)
                waiting += same[here]
        done |= group
        yield group


def _rank(
    table: Table, group: set[Table], fits: Mapping[Table, Mapping[Table, Candidate]], named: Counter[Table]
) -> tuple[float, ...]:
    """How much a table is the whole: others lie in it, its key bears its name, theirs begin with it, it is named."""
    into = [fits[other][table] for other in group if table in fits.get(other, {})]
    if not into:
        return (0.0,) * 6
    own = into[0].parent.name
    words = set(own.table)
    # A few rows more may be faults, of which a part has some too.
    most = max(fit.domain.distinct for other in group for fit in fits.get(other, {}).values())
    largest = into[0].parent.domain.distinct >= _ALL * most
    inside = sum(words < set(fits[table][other].parent.name.table) for other in group & fits.get(table, {}).keys())
    return (len(into), largest, round(identity_score(own.table, own.key), 2), inside, named[table], -len(own.table))
