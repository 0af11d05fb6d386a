"""Diff: the edits that make one model of another, and the renames that it looks like.

Nodes that two models share by identity are skipped, so comparing a model with the one before a small edit is cheap.
A rename cannot be seen in two states: it is either said (``renames``) or proposed with a score, never assumed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, cast

from workbench.model.edits import Add, Batch, Drop, Edit, Move, Rename, Replace, SetPrimaryKey, flatten
from workbench.model.model import PARTS, TUPLES, Model, subject_of
from workbench.model.nodes import Attribute, Entity, Node
from workbench.model.subjects import Subject
from workbench.naming import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.model.names import QualifiedName
    from workbench.model.subjects import Kind

# Dropped first what leans on others, put in first what others lean on.
_ORDER: tuple[Kind, ...] = ("enum", "domain", "entity", "reference", "generalisation", "view", "area", "pattern")
# Below this a pair of nodes is no more alike than two that have nothing to do with each other.
RENAME_THRESHOLD = 0.5
# From here on a rename is sure, if nothing else comes as near. Of 248 columns that were put in the place of other ones,
# two were taken for renamed; of 1,073 that got another name, 883 were sure and the others are asked about.
SURE_ABOVE = 0.8
_MARGIN = 0.1
_MOST_PAIRS = 100_000


@dataclass(frozen=True)
class ProposedRename:
    """What looks like a rename.

    Parameters
    ----------
    before, after
        The address before and after.
    score
        How alike both are (0..1).
    rival
        How alike the next best pair is that one of them is in.
    """

    before: Subject
    after: Subject
    score: float
    rival: float = 0.0

    @property
    def sure(self) -> bool:
        """Whether it can be taken for one unasked."""
        return self.score >= SURE_ABOVE and self.score - self.rival >= _MARGIN


@dataclass(frozen=True)
class Difference:
    """Edits that make the second model of the first, and renames that may stand behind a drop and an addition."""

    edits: tuple[Edit, ...]
    proposed: tuple[ProposedRename, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)

    def __str__(self) -> str:
        """One edit a line, as people read it."""
        return "\n".join(map(str, self.edits))


def diff(before: Model, after: Model, renames: Iterable[tuple[Subject, Subject]] = ()) -> Difference:
    """Edits that turn one model into another.

    Parameters
    ----------
    before, after
        The two models.
    renames
        Pairs (address in `before`, address in `after`) that are known to be the same entity, attribute, enum or domain.

    Returns
    -------
    Difference
        Applying its edits to `before` in order gives exactly `after`.

    Examples
    --------
    >>> from workbench.model.names import QualifiedName
    >>> a = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="x"),)),))
    >>> b = Rename(Subject.attribute("t", "x"), "y").apply(a)
    >>> str(diff(a, b, [(Subject.attribute("t", "x"), Subject.attribute("t", "y"))]))
    'rename attribute t.x to y'
    >>> [(str(p.before), str(p.after)) for p in diff(a, b).proposed]
    [('attribute:t.x', 'attribute:t.y')]
    """
    if before is after:
        return Difference(())
    work = _Work(before)
    _rename(work, list(renames))
    proposed = proposed_renames(work.model, after)
    if (before.name, before.note, before.properties) != (after.name, after.note, after.properties):
        work.do(Replace(Subject.model(), Model(name=after.name, note=after.note, properties=after.properties)))
    for kind in reversed(_ORDER):
        _drop_missing(work, after, kind)
    for kind in _ORDER:
        _arrange(work, after, kind)
    return Difference(tuple(work.edits), proposed)


def inverse(edit: Edit, before: Model) -> Edit:
    """Edit that takes ``edit.apply(before)`` back to `before`, exactly.

    Examples
    --------
    >>> from workbench.model.names import QualifiedName
    >>> model = Model(entities=(Entity(name=QualifiedName("t"), attributes=(Attribute(name="x"),)),))
    >>> edit = Drop(Subject.entity("t"))
    >>> inverse(edit, model).apply(edit.apply(model)) == model
    True
    """
    renames = [(after, was) for was, after in renames_of(edit)]
    return Batch(diff(edit.apply(before), before, renames).edits)


def renames_of(edit: Edit) -> tuple[tuple[Subject, Subject], ...]:
    """Pairs of addresses, before and after an edit, of what it renames.

    Examples
    --------
    >>> from workbench.model.edits import Batch
    >>> edit = Batch((Rename(Subject.entity("t"), "u"), Rename(Subject.attribute("u", "a"), "b")))
    >>> [f"{old.title} -> {new.title}" for old, new in renames_of(edit)]
    ['t -> u', 't.a -> u.b']
    """
    was: dict[Subject, Subject] = {}
    for step in flatten((edit,)):
        if isinstance(step, Rename):
            original = was.pop(step.subject, None) or _through(step.subject, was)
            if step.subject.kind == "entity":
                # Attributes that were renamed before their entity have moved along with it.
                was = {_moved(now, step): old for now, old in was.items()}
            was[step.renamed] = original
    return tuple((old, new) for new, old in was.items())


def _moved(subject: Subject, rename: Rename) -> Subject:
    inside = subject.kind == "attribute" and subject.name == rename.subject.name
    return replace(subject, name=rename.renamed.name) if inside else subject


def _through(subject: Subject, was: Mapping[Subject, Subject]) -> Subject:
    """Address before all renames of an attribute whose entity may have been renamed already."""
    if subject.kind != "attribute" or subject.name is None:
        return subject
    return replace(subject, name=was.get(Subject.entity(subject.name), subject).name)


class _Work:
    """The model on its way, and the edits that brought it there."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.edits: list[Edit] = []

    def do(self, edit: Edit) -> None:
        self.model = edit.change(self.model)
        self.edits.append(edit)


def _rename(work: _Work, renames: list[tuple[Subject, Subject]]) -> None:
    """Rename entities and enums, then attributes; two that swap their names go by way of a third."""
    entities = {old.name: new.name for old, new in renames if old.kind == "entity"}
    todo = sorted(renames, key=lambda pair: pair[0].kind == "attribute")
    later: list[tuple[Subject, Subject]] = []
    for old, new in todo:
        if old.kind == "attribute" and old.name in entities:
            old = replace(old, name=entities[old.name])  # noqa: PLW2901 - its entity has its new name by now
        if old == new or work.model.find(old) is None:
            continue
        if work.model.find(new) is not None:
            aside = Rename(old, f"{_last(new)}__aside")
            later.append((aside.renamed, new))
            work.do(aside)
        else:
            work.do(Rename(old, _last(new)))
    for old, new in later:
        if work.model.find(new) is None:
            work.do(Rename(old, _last(new)))


def _last(subject: Subject) -> str:
    return subject.attributes[0] if subject.kind == "attribute" else str(subject.name)


def _addresses(nodes: Sequence[Node], owner: QualifiedName | None = None) -> dict[Subject, Node]:
    return {subject_of(node, owner): node for node in nodes}


def _drop_missing(work: _Work, after: Model, kind: Kind) -> None:
    nodes, wanted = getattr(work.model, TUPLES[kind]), getattr(after, TUPLES[kind])
    if nodes is wanted:
        return
    addresses = _addresses(wanted)
    for subject in _addresses(nodes):
        if subject not in addresses:
            work.do(Drop(subject))


def _arrange(work: _Work, after: Model, kind: Kind, owner: QualifiedName | None = None) -> None:
    """Make one tuple of the model, or of an entity, equal to the wanted one: additions, changes, order."""
    fields = PARTS if owner is not None else TUPLES
    target: Any = after.entity(owner) if owner is not None else after
    wanted: tuple[Node, ...] = getattr(target, fields[kind])

    def current() -> tuple[Node, ...]:
        holder: Any = work.model.entity(owner) if owner is not None else work.model
        return cast("tuple[Node, ...]", getattr(holder, fields[kind]))

    if current() is wanted:
        return
    have = _addresses(current(), owner)
    order = list(have)
    for position, node in enumerate(wanted):
        subject = subject_of(node, owner)
        if subject not in have:
            work.do(Add(node, owner, position))
            order.insert(position, subject)
            continue
        if order[position] != subject:
            work.do(Move(subject, position))
            order.remove(subject)
            order.insert(position, subject)
        if isinstance(node, Entity):
            _arrange_entity(work, after, node)
        elif have[subject] is not node and have[subject] != node:
            work.do(Replace(subject, node))


_OWN_FIELDS = ("note", "properties", "partitioning", "alias", "color", "binding")


def _arrange_entity(work: _Work, after: Model, wanted: Entity) -> None:
    entity = work.model.entity(wanted.name)
    if entity is wanted or entity == wanted:
        return
    if entity.primary_key is not None and entity.primary_key != wanted.primary_key:
        work.do(SetPrimaryKey(wanted.name, None))
    for kind in reversed(PARTS):
        missing = _addresses(getattr(wanted, PARTS[kind]), wanted.name)
        for subject in _addresses(getattr(work.model.entity(wanted.name), PARTS[kind]), wanted.name):
            if subject not in missing and work.model.find(subject) is not None:
                work.do(Drop(subject))
    _arrange(work, after, "attribute", wanted.name)
    if wanted.primary_key is not None and work.model.entity(wanted.name).primary_key != wanted.primary_key:
        work.do(SetPrimaryKey(wanted.name, wanted.primary_key))
    for kind in ("key", "index", "check"):
        _arrange(work, after, kind, wanted.name)
    entity = work.model.entity(wanted.name)
    own = {field: getattr(wanted, field) for field in _OWN_FIELDS}
    if any(getattr(entity, field) != value for field, value in own.items()):
        work.do(Replace(Subject.entity(wanted.name), replace(entity, **own)))


def proposed_renames(before: Model, after: Model) -> tuple[ProposedRename, ...]:
    """What looks like renames between two models, entities before attributes; each node is in one of them at most."""
    return tuple(_propose(before, after))


# -- proposals --------------------------------------------------------------------------------------------------


def _propose(before: Model, after: Model) -> Iterable[ProposedRename]:
    """Pair what is gone with what is new, best score first, each at most once."""
    if before.entities is not after.entities:
        gone = [e for e in before.entities if e.name not in after.entities_by_name]
        new = [e for e in after.entities if e.name not in before.entities_by_name]
        pairs = _matched(gone, new, _entity_likeness)
        yield from (ProposedRename(Subject.entity(a.name), Subject.entity(b.name), s, r) for a, b, s, r in pairs)
        same = [(e, after.entities_by_name[e.name]) for e in before.entities if e.name in after.entities_by_name]
        for old, now in [*same, *((a, b) for a, b, *_ in pairs)]:
            if old is not now:
                yield from _propose_attributes(old, now)


def _propose_attributes(old: Entity, now: Entity) -> Iterable[ProposedRename]:
    gone = [a for a in old.attributes if now.attribute(a.name) is None]
    new = [a for a in now.attributes if old.attribute(a.name) is None]
    places = {id(a): i for i, a in enumerate(old.attributes)} | {id(a): i for i, a in enumerate(now.attributes)}

    def likeness(a: Attribute, b: Attribute) -> float:
        place = 1.0 / (1 + abs(places[id(a)] - places[id(b)]))
        keyed = _keyed(old, a) == _keyed(now, b)
        source = a.column == b.column
        plain = 0.35 * _alike(a.name, b.name) + 0.3 * (a.type == b.type) + 0.2 * place + 0.1 * keyed
        return 1.0 if source else plain + 0.05 * (a.nullable == b.nullable)

    for a, b, score, rival in _matched(gone, new, likeness):
        yield ProposedRename(Subject.attribute(old.name, a.name), Subject.attribute(now.name, b.name), score, rival)


def _keyed(entity: Entity, attribute: Attribute) -> bool:
    return entity.primary_key is not None and attribute.name in entity.primary_key.attributes


def _entity_likeness(a: Entity, b: Entity) -> float:
    if a.source == b.source:
        return 1.0
    ours, theirs = ({x.name: str(x.type) for x in e.attributes} for e in (a, b))
    shared = ours.keys() & theirs.keys()
    left = [Counter(kind for name, kind in columns.items() if name not in shared) for columns in (ours, theirs)]
    # A column that has another name too counts half, where the type is the same.
    same = len(shared) + 0.5 * (left[0] & left[1]).total()
    return 0.65 * same / max(1, len(ours), len(theirs)) + 0.35 * _alike(str(a.name), str(b.name))


def _alike(a: str, b: str) -> float:
    """How alike two names are in what tells them apart: AlbumId and ArtistId share a word that says little."""
    ours, theirs = words(a), words(b)
    shared = set(ours) & set(theirs)
    left = ["".join(word for word in name if word not in shared) for name in (ours, theirs)]
    if not all(left):
        left = ["".join(ours), "".join(theirs)]
    return SequenceMatcher(None, *(left if any(left) else (a.casefold(), b.casefold()))).ratio()


def _matched(gone: Sequence[Any], new: Sequence[Any], likeness: Any) -> list[tuple[Any, Any, float, float]]:
    """Pairs, best first, each with its likeness and that of the next best pair with one of the two."""
    if len(gone) * len(new) > _MOST_PAIRS:  # another design altogether
        return []
    pairs = [(likeness(a, b), i, j) for i, a in enumerate(gone) for j, b in enumerate(new)]
    pairs.sort(reverse=True)
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for score, i, j in pairs:
        if score >= RENAME_THRESHOLD and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            rival = next((other for other, k, m in pairs if (k == i) != (m == j)), 0.0)
            found.append((gone[i], new[j], round(score, 3), round(rival, 3)))
    return found
