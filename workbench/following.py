"""Following: findings about entities and attributes that have been renamed since."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace

from workbench.decisions import followed
from workbench.errors import ModelError
from workbench.findings import Finding
from workbench.model.diff import diff
from workbench.model.edits import Batch, Edit, Rename
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity
from workbench.model.subjects import Subject


class Following:
    """Findings about a model, under the names that what they are about has in another one.

    Parameters
    ----------
    findings
        What was found.
    model
        What it is about.
    """

    def __init__(self, findings: Iterable[Finding] = (), model: Model | None = None) -> None:
        self._first = tuple(findings)
        self._model = model or Model()
        self._last = self._model, self._first

    def now(self, model: Model) -> dict[int, tuple[Finding, Finding]]:
        """Findings as they are in a later model, each with what it was at first, by their `id`."""
        if self._last[0] is not model:
            renames = renames_between(self._model, model)
            self._last = model, tuple(follow(self._first, self._model, renames)) if renames else self._first
        return {id(found): (found, first) for found, first in zip(self._last[1], self._first, strict=True)}


def renames_between(before: Model, after: Model) -> list[Rename]:
    """Renames that lead from one model to another, as far as entities and attributes still name the same data.

    Examples
    --------
    >>> from workbench.model.nodes import Attribute
    >>> orders = Entity(name=QualifiedName("orders"), attributes=(Attribute(name="id"),))
    >>> before = Model(entities=(orders,))
    >>> after = Rename(Subject.entity("orders"), "sales").apply(before)
    >>> [str(rename) for rename in renames_between(before, after)]
    ['rename entity orders to sales']
    """
    if before.entities is after.entities:
        return []
    there = _once(before.entities)
    found = []
    for source, now in _once(after.entities).items():
        was = there.get(source)
        if was is None or was is now:
            continue
        columns = {attribute.column: attribute.name for attribute in was.attributes}
        for attribute in now.attributes:
            old = columns.get(attribute.column, attribute.name)
            if old != attribute.name and now.attribute(old) is None and was.attribute(attribute.name) is None:
                found.append(Rename(Subject.attribute(was.name, old), attribute.name))
        if was.name != now.name and now.name not in before.entities_by_name:
            found.append(Rename(Subject.entity(was.name), str(now.name)))
    return found


def _once(entities: Iterable[Entity]) -> dict[str, Entity]:
    """Entities by the table of the data; without those that share one."""
    entities = tuple(entities)
    many = Counter(entity.source for entity in entities)
    return {entity.source: entity for entity in entities if many[entity.source] == 1}


def follow(findings: Iterable[Finding], before: Model, renames: list[Rename]) -> Iterator[Finding]:
    """Findings about a model, as they are after renames: of the same subjects, and with the same changes.

    Their SELECTs stay as they were: the data have their old names.
    """
    model = before
    for rename in renames:
        model = rename.apply(model)
    owners = {rename.subject.name for rename in renames}
    for finding in findings:
        if not (_mentions(finding.subject, owners) or _mentions(finding.edits, owners)):
            yield finding
            continue
        subject = finding.subject
        for rename in renames:
            subject = followed(subject, rename)
        edits = _followed(finding, before, model, renames)
        yield replace(finding, subject=subject, message=_said(finding.message, renames), edits=edits)


# Names that are words of the messages themselves.
_WORDS = frozenset(
    "row rows key keys value values table tables column columns check index type date name names".split()
)


def _said(message: str, renames: Iterable[Rename]) -> str:
    """Message with the new names."""
    for rename in renames:
        old = rename.subject.attributes[0] if rename.subject.attributes else str(rename.subject.name)
        new = rename.renamed.attributes[0] if rename.subject.attributes else str(rename.renamed.name)
        if old.lower() not in _WORDS:
            message = re.sub(rf"(?<![\w'\"]){re.escape(old)}(?![\w'\"])", new.replace("\\", r"\\"), message)
    return message


def _followed(finding: Finding, before: Model, after: Model, renames: Iterable[Rename]) -> tuple[Edit, ...]:
    """Edits that do to the renamed model what the finding's do to the model before."""
    if not finding.edits:
        return ()
    try:
        wanted = Batch(finding.edits).apply(before)
        for rename in renames:
            if wanted.find(rename.subject) is not None:
                wanted = rename.apply(wanted)
    except ModelError:
        return finding.edits
    return diff(after, wanted).edits


def _mentions(value: object, names: AbstractSet[QualifiedName | None]) -> bool:
    if isinstance(value, QualifiedName):
        return value in names
    if isinstance(value, tuple | list | frozenset):
        return any(_mentions(item, names) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return any(_mentions(getattr(value, field.name), names) for field in fields(value))
    return False
