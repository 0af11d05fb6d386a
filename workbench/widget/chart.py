"""Chart: the figures of a finding, or the values that it is about, as bars to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.facts import ColumnFacts, Facts
    from workbench.findings import Finding
    from workbench.model import Model

MASKED = "***"
_BARS = 8  # of values; more are told as one bar


def chart(finding: Finding, facts: Facts | None, model: Model) -> dict[str, Any] | None:
    """Bars of what a finding rests on.

    Returns
    -------
    dict or None
        ``unit``, and ``bars`` of a label, a value and whether it speaks against; None where there are not two numbers
        of one unit to compare, and no values.

    Examples
    --------
    >>> from workbench.findings import Evidence, Figure, Finding
    >>> from workbench.model import Model, Subject
    >>> figures = (Figure("rows", 100, "rows"), Figure("orphans", 3, "rows"))
    >>> finding = Finding("REF-001-x", "advice", Subject.model(), "…", Evidence(figures=figures))
    >>> chart(finding, None, Model())
    {'unit': 'rows', 'bars': [['rows', 100, False], ['orphans', 3, True]]}
    """
    column = _column(finding, facts, model)
    if column is not None and column.values and finding.code.startswith(("ENUM", "DATA-00", "VAL", "TYPE")):
        return _of_values(column, _is_personal(finding, model))
    by_unit: dict[str, list[list[Any]]] = {}
    for figure in finding.evidence.figures:
        if isinstance(figure.value, int | float) and not isinstance(figure.value, bool) and figure.value >= 0:
            by_unit.setdefault(figure.unit, []).append([figure.name, figure.value, figure.name in _AGAINST])
    unit, bars = max(by_unit.items(), key=lambda item: len(item[1]), default=("", []))
    return {"unit": unit, "bars": bars} if len(bars) > 1 and any(value for _, value, _ in bars) else None


# Figures that count what should not be.
_AGAINST = frozenset({"orphans", "violations", "misfits", "surplus", "outside", "overlaps", "gaps", "of none", "nulls"})


def _of_values(column: ColumnFacts, personal: bool) -> dict[str, Any]:
    shown = [[MASKED if personal else value, count, False] for value, count in column.values[:_BARS]]
    rest = sum(count for _, count in column.values[_BARS:])
    if rest:
        shown.append([f"{len(column.values) - _BARS} others", rest, False])
    return {"unit": "rows" if column.sample_rows == column.rows else "rows of the sample", "bars": shown}


def _column(finding: Finding, facts: Facts | None, model: Model) -> ColumnFacts | None:
    subject = finding.subject
    if facts is None or subject.kind != "attribute" or subject.name is None:
        return None
    entity = model.entities_by_name.get(subject.name)
    if entity is None:
        return None
    attribute = entity.attribute(subject.attributes[0])
    measured = facts.tables.get(entity.source)
    if attribute is None or measured is None:
        return None
    return next((column for column in measured.columns if column.column == attribute.column), None)


def _is_personal(finding: Finding, model: Model) -> bool:
    subject = finding.subject
    if finding.evidence.personal or subject.name is None:
        return True
    attribute = model.entity(subject.name).attribute(subject.attributes[0])
    return attribute is None or attribute.personal is not None
