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
    from workbench.model.names import QualifiedName

_NEARLY = 0.9  # of a key's values: such a part says no more of a row than the whole
Table: TypeAlias = "QualifiedName"


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
        ranks = {table: _rank(table, group, fits, named) for table in group}
        root = max(group, key=lambda table: (*ranks[table], str(table)))
        result |= dict.fromkeys(group, root)
    return result


def _groups(fits: Mapping[Table, Mapping[Table, Candidate]]) -> Iterator[list[Table]]:
    """Tables that fit each other both ways."""
    done: set[Table] = set()
    for table in fits:
        if table in done:
            continue
        group, waiting = [], [table]
        while waiting:
            here = waiting.pop()
            if here in done:
                continue
            done.add(here)
            group.append(here)
            waiting += [other for other in fits if _same(here, other, fits)]
        if len(group) > 1:
            yield group


def _same(here: Table, other: Table, fits: Mapping[Table, Mapping[Table, Candidate]]) -> bool:
    """Whether two keys hold the same values, or one nearly all values of the other."""
    into, back = fits.get(here, {}).get(other), fits.get(other, {}).get(here)
    if into is not None and back is not None:
        return True
    one = into or back
    return one is not None and one.domain.distinct >= _NEARLY * one.parent.domain.distinct


def _rank(
    table: Table, group: list[Table], fits: Mapping[Table, Mapping[Table, Candidate]], named: Counter[Table]
) -> tuple[float, ...]:
    """How much a table is the whole: its key bears its name, others begin with it, others refer to it, it is short."""
    parents = {name: candidate.parent.name for other in fits.values() for name, candidate in other.items()}
    own = parents[table]
    inside = sum(set(own.table) < set(parents[other].table) for other in group)
    return (round(identity_score(own.table, own.key), 2), inside, named[table], -len(own.table))
