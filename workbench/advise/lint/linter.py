"""Linter: all rules of lint on a model, and again on the next one without looking at what is the same."""

from __future__ import annotations

from workbench.advise.lint import identity, mentions, names, references
from workbench.advise.lint.circles import circles
from workbench.facts import Facts
from workbench.findings import Finding, Findings
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Entity

RULES = (identity.rule, mentions.rule, references.rule)
_NOTHING = Facts()


class Linter:
    """Remembers what it said of each entity; an entity is looked at again when it, or what it refers to, is another.

    Examples
    --------
    >>> from workbench.model.names import QualifiedName
    >>> model = Model(entities=(Entity(name=QualifiedName("t")),))
    >>> [finding.code for finding in Linter().lint(model)]
    ['LINT-001-no-attributes']
    """

    def __init__(self) -> None:
        self._known: dict[QualifiedName, tuple[tuple[object, ...], tuple[Finding, ...]]] = {}

    def lint(self, model: Model) -> Findings:
        """Findings on a model, errors first."""
        known: dict[QualifiedName, tuple[tuple[object, ...], tuple[Finding, ...]]] = {}
        found: list[Finding] = []
        for entity in model.entities:
            looked_at = _looked_at(model, entity)
            before = self._known.get(entity.name)
            if before is not None and len(before[0]) == len(looked_at) and all(map(_same, before[0], looked_at)):
                known[entity.name] = before
            else:
                said = tuple(finding for rule in RULES for finding in rule(model, entity))
                known[entity.name] = (looked_at, said)
            found.extend(known[entity.name][1])
        self._known = known
        found.extend(item for item in names.judge(_NOTHING, model) if isinstance(item, Finding))
        found.extend(mentions.missing_in_areas(model))
        found.extend(circles(model))
        return Findings(found)


def _looked_at(model: Model, entity: Entity) -> tuple[object, ...]:
    """Objects that the rules look at for an entity; they are the same objects where nothing has changed."""
    held = model.references_from(entity.name)
    return (entity, *held, *(model.entities_by_name.get(r.parent) for r in held), *model.enums)


def _same(a: object, b: object) -> bool:
    return a is b
