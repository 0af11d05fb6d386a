"""Needs: what a model and its options ask of a format; what the format does not support becomes a finding.

A format declares the features that it ``supports``; whatever else the model needs is said, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, get_args

from workbench.diagram._build import dangling, rows_left_out
from workbench.findings import Evidence, Figure, Finding, Findings
from workbench.model import Subject, subject_of

if TYPE_CHECKING:
    from workbench.artefact import Artefact
    from workbench.diagram._options import Options
    from workbench.model import Model

Feature = Literal[
    "areas", "cardinality", "colors", "composite", "enums", "identifying", "names", "notes", "nulls", "positions",
    "row ends", "subtypes", "theme", "types", "unique",
]  # fmt: skip
ALL: Final[frozenset[Feature]] = frozenset(get_args(Feature))


class Format(Protocol):
    """What the module of a format ends with, as ``TARGET``.

    Parameters
    ----------
    name
        Name of the module.
    suffixes
        Endings of its files, the usual one first; a longer one wins over a shorter.
    media_type
        IANA media type of its first suffix.
    supports
        Features that the format can say.
    """

    @property
    def name(self) -> str: ...
    @property
    def suffixes(self) -> tuple[str, ...]: ...
    @property
    def media_type(self) -> str: ...
    @property
    def supports(self) -> frozenset[Feature]: ...
    def draw(self, model: Model, options: Options) -> Artefact:
        """Draw a model."""
        ...


@dataclass(frozen=True)
class _Rule:
    code: str
    unit: str
    message: str


# Codes never change their meaning. {} is the name of the format.
RULES: Final[dict[Feature, _Rule]] = {
    "notes": _Rule("DIA-001-notes", "notes", "{} has no place for notes; they are left out."),
    "enums": _Rule("DIA-002-enums", "enums", "{} does not show the values of enums; only their names stand as types."),
    "areas": _Rule("DIA-003-areas", "areas", "{} does not show subject areas."),
    "subtypes": _Rule("DIA-004-subtypes", "generalisations", "{} does not tell subtypes from other references."),
    "positions": _Rule(
        "DIA-005-positions", "positions", "{} lays the diagram out itself; given positions are not kept."
    ),
    "theme": _Rule(
        "DIA-006-theme", "themes", "{} takes its colours from the program that shows it, not from the theme."
    ),
    "nulls": _Rule("DIA-007-nulls", "attributes", "{} does not show which attributes may be empty."),
    "composite": _Rule(
        "DIA-008-composite", "references", "{} does not show which attributes a reference over several joins."
    ),
    "row ends": _Rule(
        "DIA-009-row-ends", "references", "Lines of {} join entities, not the attributes that they are of."
    ),
    "identifying": _Rule("DIA-010-identifying", "references", "{} does not tell identifying references from others."),
    "names": _Rule("DIA-011-names", "names", "{} allows fewer characters in names; some are shown changed."),
    "colors": _Rule("DIA-012-colors", "colours", "{} does not show the colours that were given."),
    "unique": _Rule("DIA-013-unique", "keys", "{} does not show unique attributes."),
    "cardinality": _Rule("DIA-014-cardinality", "references", "{} does not show how many rows each end has."),
    "types": _Rule("DIA-015-types", "attributes", "{} does not show types."),
}


def unmet(model: Model, options: Options, target: Format) -> Findings:
    """Findings for what a format cannot say of this model, and for what no diagram shows."""
    found = [
        Finding(rule.code, "advice", Subject.model(), rule.message.format(target.name), _counted(rule.unit, count))
        for feature, rule in RULES.items()
        if feature not in target.supports and (count := _count(feature, model, options))
    ]
    return Findings([*found, *_everywhere(model, options)])


def _everywhere(model: Model, options: Options) -> Iterator[Finding]:
    for reference in dangling(model):
        message = "One of its ends is not in the model, so that it is not drawn. Mend or drop it."
        yield Finding("DIA-020-dangling", "warning", subject_of(reference), message)
    if model.views:
        message = "Views are not drawn."
        yield Finding("DIA-021-views", "advice", Subject.model(), message, _counted("views", len(model.views)))
    if options.detail == "all":
        for name, count in rows_left_out(model).items():
            message = f"{count:,} attributes are left out of its box. Draw keys only, or split the entity."
            yield Finding("DIA-022-rows", "advice", Subject.entity(name), message, _counted("attributes", count))


def _counted(unit: str, count: int) -> Evidence:
    return Evidence(figures=(Figure("concerned", count, unit),), reason="Counted in the model.")


def _count(feature: Feature, model: Model, options: Options) -> int:
    """How many nodes of a model need a feature."""
    attributes = [attribute for entity in model.entities for attribute in entity.attributes]
    shown = attributes if options.detail == "all" else []
    match feature:
        case "notes":
            nodes: tuple[Any, ...] = (*model.entities, *shown, *model.references)
            return sum(bool(node.note) for node in nodes)
        case "enums":
            return len(model.enums) if options.enums and options.detail == "all" else 0
        case "areas":
            return len(model.areas) if options.areas else 0
        case "subtypes":
            return len(model.generalisations)
        case "positions":
            return len(options.positions)
        case "theme":
            return int(options.theme != "light")
        case "nulls":
            return sum(attribute.nullable for attribute in shown) if options.nulls else 0
        case "composite":
            return sum(len(reference.child_attributes) > 1 for reference in model.references)
        case "row ends":
            return len(model.references) if options.detail != "names" else 0
        case "identifying" | "cardinality":
            return len(model.references)
        case "names":
            names = [part for e in model.entities for part in (e.name.name, *(a.name for a in e.attributes))]
            return sum(not (name.isascii() and name.isidentifier()) for name in names)
        case "colors":
            colored: tuple[Any, ...] = (*model.entities, *model.references, *model.areas)
            return sum(bool(node.color) for node in colored)
        case "unique":
            return sum(len(key.attributes) == 1 for entity in model.entities for key in entity.keys)
        case "types":
            return len(shown) if options.types else 0
