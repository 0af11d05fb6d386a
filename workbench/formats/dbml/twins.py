"""Twins: references that join the same columns as another one, which DBML cannot say beside it.

To the official parser a reference is the set of its two ends, each a set of columns: two tables that refer to each
other by their keys, or one key that refers twice to another with its columns in another order, are "the same". The
first of them is a ``Ref``; each other one stands in ``Project { wb_reference_… }`` as JSON, and what ``Metadata``
says of references holds for it as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from workbench.errors import WorkbenchError
from workbench.formats.codec import decode, encode
from workbench.formats.dbml import extras, syntax
from workbench.model.model import Model
from workbench.model.nodes import Ends, Reference
from workbench.model.properties import NO_PROPERTIES

PREFIX = "wb_reference_"
Join: TypeAlias = frozenset[tuple[object, frozenset[str]]]


def twins(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """References that DBML cannot say beside those before them, in order.

    Examples
    --------
    >>> from workbench.model import QualifiedName, Reference
    >>> a, b = QualifiedName("a"), QualifiedName("b")
    >>> one = Reference(child=a, child_attributes=("x",), parent=b, parent_attributes=("x",))
    >>> other = Reference(child=b, child_attributes=("x",), parent=a, parent_attributes=("x",))
    >>> [str(twin) for twin in twins([one, other])]
    ['b(x) → a(x)']
    """
    found = []
    taken: set[Join] = set()
    for reference in references:
        join = _join(reference)
        if join in taken or len(join) == 1:
            found.append(reference)
        taken.add(join)
    return tuple(found)


def twins_after(model: Model, changed: Iterable[Reference], said: Collection[Ends]) -> tuple[Reference, ...]:
    """Twins of a model most of whose references are known to be none.

    Parameters
    ----------
    model
        The model.
    changed
        References that may join what others join already.
    said
        Ends of the references that are twins so far: they stay what they are if they must be some.
    """
    held = [r for r in model.references if r.ends in said] if said else []
    suspects = [r for r in changed if r.ends not in said] + held
    if not suspects:
        return ()
    ends = {reference.ends for reference in suspects}
    near = (r for s in suspects for r in (*model.references_from(s.child), *model.references_from(s.parent)))
    others = {r.ends: r for r in near if r.ends not in ends}
    return twins([*others.values(), *suspects])


def fields_of(references: Iterable[Reference]) -> dict[str, str]:
    """Fields of ``Project`` for some twins, without what ``Metadata`` says."""
    twins = tuple(references)
    words = extras.slugs(reference.name or str(reference) for reference in twins)
    plain = (replace(r, deferrable=False, note=None, properties=NO_PROPERTIES) for r in twins)
    return {f"{PREFIX}{word}": extras.to_json(encode(r)) for word, r in zip(words, plain, strict=True)}


def said_by(fields: Mapping[str, str]) -> Iterator[Ends]:
    """Ends of the twins that fields of ``Project`` say; what cannot be read is left out."""
    for key, text in fields.items():
        if key.startswith(PREFIX):
            try:
                yield decode(Reference, extras.from_json(text)).ends
            except (WorkbenchError, TypeError, AttributeError):
                continue


def said_in(elements: Iterable[syntax.Element | None]) -> frozenset[Ends]:
    """Ends of the twins that a text says."""
    projects = (e for e in elements if isinstance(e, syntax.Pairs) and e.keyword == "project")
    items = (item for project in projects for item in project.items if item.value is not None)
    return frozenset(said_by({item.name: item.value.text for item in items if item.value is not None}))


def _join(reference: Reference) -> Join:
    return frozenset(
        [
            (reference.child, frozenset(reference.child_attributes)),
            (reference.parent, frozenset(reference.parent_attributes)),
        ]
    )
