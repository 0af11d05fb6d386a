"""Reports: results as JSON-able data and as text for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.advise.structure.grain import grain, grain_sentence, proposed_keys
from workbench.facts import QUANTILES, ColumnFacts, Facts, FitFact, SpreadFact
from workbench.findings import SEVERITIES, Evidence, Finding, Findings
from workbench.inference import Inference
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.names import QualifiedName
from workbench.model.nodes import Attribute, Entity, Reference
from workbench.model.types import family
from workbench.webpage.wording import clip, count, plural, share


def inference_data(inference: Inference, model: Model) -> dict[str, Any]:
    """Result of ``infer --format json``: tables, references, findings, in the source's own names."""
    return {
        "tables": {entity.source: _table(model, entity, inference) for entity in model.entities},
        "references": _references(inference, model),
        "accepted": inference.accepted.rows(),
        "findings": inference.open.rows(),
        "elapsed_s": round(inference.elapsed_s, 3),
    }


def _table(model: Model, entity: Entity, inference: Inference) -> dict[str, Any]:
    facts = inference.facts.tables.get(entity.source)
    column = {a.name: a.column for a in entity.attributes}
    proposed = [
        edit.node.attributes
        for finding in inference.open.where(code="KEY")
        if finding.subject.name == entity.name
        for edit in finding.edits
        if isinstance(edit, Add) and hasattr(edit.node, "attributes")
    ]
    known = [key.attributes for key in entity.all_keys]
    return {
        "rows": facts.rows if facts else None,
        "columns": {
            a.column: {"type": str(a.type), "nullable": a.nullable, "attribute": a.name, "personal": a.personal}
            for a in entity.attributes
        },
        "primary_key": [column[n] for n in entity.primary_key.attributes] if entity.primary_key else None,
        "grain": grain(model, entity),
        "candidate_keys": [[column.get(n, n) for n in names] for names in [*known, *proposed]],
    }


def _references(inference: Inference, model: Model) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    told = {f.subject: f for f in (*inference.open.where(code="REF"), *inference.accepted.where(code="REF"))}
    for reference in model.ordered_references:
        finding = next((f for f in told.values() if _adds(f) is not None and _adds(f).ends == reference.ends), None)  # type: ignore[union-attr]  # asked just before
        rows.append(_reference(reference, model, finding, accepted=True))
    for finding in inference.open.where(code="REF"):
        reference_ = _adds(finding)
        if reference_ is not None and all(r.ends != reference_.ends for r in model.references):
            rows.append(_reference(reference_, model, finding, accepted=False))
    return rows


def _adds(finding: Finding) -> Reference | None:
    return next((e.node for e in finding.edits if isinstance(e, Add) and isinstance(e.node, Reference)), None)


def _reference(reference: Reference, model: Model, finding: Finding | None, *, accepted: bool) -> dict[str, Any]:
    child, parent = model.entity(reference.child), model.entity(reference.parent)

    def columns(entity: Entity, names: Sequence[str]) -> list[str]:
        return [(a.column if (a := entity.attribute(name)) else name) for name in names]

    return {
        "table": child.source,
        "columns": columns(child, reference.child_attributes),
        "references": parent.source,
        "referenced_columns": columns(parent, reference.parent_attributes),
        "cardinality": {
            "parent": reference.parent_cardinality.value,
            "child": reference.child_cardinality.value,
        },
        "confidence": finding.confidence if finding else None,
        "accepted": accepted,
        "evidence": evidence_data(finding.evidence) if finding else None,
    }


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """Evidence as data."""
    return {
        "status": evidence.status,
        "figures": {figure.name: figure.value for figure in evidence.figures},
        "sql": evidence.sql,
        "reason": evidence.reason,
    }


def inference_text(inference: Inference, model: Model) -> str:
    """Result of ``infer`` for people: a line for each table and reference, then what waits."""
    keys = {e.name: ", ".join(e.primary_key.attributes) if e.primary_key else "none found" for e in model.entities}
    wide = min(40, max(map(len, keys.values()), default=0))
    lines = [f"{'table':<28} {'rows':>10} {'columns':>8}  {'primary key':<{wide}}  one row per"]
    for entity in model.entities:
        facts = inference.facts.tables.get(entity.source)
        rows = f"{facts.rows:,}" if facts else "-"
        lines.append(
            f"{str(entity.name)[:28]:<28} {rows:>10} {len(entity.attributes):>8}  {keys[entity.name]:<{wide}}  "
            f"{grain(model, entity) or 'no key: rows may repeat'}"
        )
    lines += ["", f"{'reference':<72} sure"] if model.references else []
    sure = {str(f.subject): f.confidence for f in (*inference.open, *inference.accepted) if f.code.startswith("REF")}
    for reference in model.ordered_references:
        confidence = sure.get(f"reference:{str(reference).replace(' → ', '->')}")
        lines.append(f"{str(reference)[:72]:<72} {'' if confidence is None else f'{confidence:.2f}'}")
    return "\n".join([*lines, "", *_accepted(inference.accepted), findings_text(inference.open)])


# What findings are about, by the first letters of their codes; those of the second line are seen in the model and in
# the tables above, and are counted only.
_ABOUT = {
    "DAT": ("table", "tables"),
    "TYPE": ("type", "types"),
    "KEY": ("key", "keys"),
    "REF": ("reference", "references"),
    "IDX": ("index", "indexes"),
    "ENUM": ("enum", "enums"),
    "CHK": ("check", "checks"),
    "GEN": ("computed column", "computed columns"),
    "PII": ("column of personal data", "columns of personal data"),
}
_COUNTED_ONLY = ("DAT", "TYPE", "KEY", "REF", "IDX", "PII")


def _accepted(findings: Findings, *, most: int = 20) -> list[str]:
    """Lines that say what was taken unasked."""
    if not findings:
        return []
    kinds = [finding.code.partition("-")[0] for finding in findings]
    counts = Counter(_ABOUT.get(kind, ("other", "others")) for kind in kinds)
    lines = ["accepted: " + ", ".join(f"{n} {many if n > 1 else one}" for (one, many), n in counts.items())]
    personal = [finding.subject.title for kind, finding in zip(kinds, findings, strict=True) if kind == "PII"]
    if personal:
        more = f" and {len(personal) - most} more" if len(personal) > most else ""
        lines.append(f"  personal data, masked where values are shown: {', '.join(personal[:most])}{more}")
    told = [finding for kind, finding in zip(kinds, findings, strict=True) if kind not in _COUNTED_ONLY]
    lines += [f"  {_line(finding)}" for finding in told[:most]]
    if len(told) > most:
        lines.append(f"  … and {len(told) - most} more; --format json lists them all")
    return [*lines, ""]


def findings_text(findings: Findings, *, most: int = 60) -> str:
    """Findings for people, by severity."""
    if not findings:
        return "No findings."
    lines = []
    for severity in SEVERITIES:
        group = findings.where(severity=severity)
        if group:
            lines.append(f"{len(group)} {severity if len(group) == 1 or severity == 'advice' else severity + 's'}")
            lines += [f"  {_line(finding)}" for finding in group[:most]]
            if len(group) > most:
                lines.append(f"  … and {len(group) - most} more; --format json lists them all")
    return "\n".join(lines)


def _line(finding: Finding) -> str:
    sure = "" if finding.confidence is None else f" ({finding.confidence:.2f})"
    return f"{finding.subject.title}: {finding.message}{sure} [{finding.code}]"


def facts_data(
    facts: Facts, hidden: frozenset[tuple[str, str]] = frozenset(), model: Model | None = None
) -> dict[str, Any]:
    """Result of ``profile --format json``: columns as the model reads them; values of hidden columns are masked."""
    known = _attributes(model)
    entities = {entity.source: entity for entity in model.entities} if model is not None else {}
    return {
        "tables": {
            table.table: {
                "origin": table.origin,
                "rows": table.rows,
                "size_bytes": table.size_bytes,
                "grain": grain(model, entity) if model and (entity := entities.get(table.table)) else None,
                "columns": {
                    c.column: _column(c, facts, known.get((c.table, c.column)), masked=(c.table, c.column) in hidden)
                    for c in table.columns
                },
            }
            for table in facts.tables.values()
        }
    }


def _attributes(model: Model | None) -> dict[tuple[str, str], Attribute]:
    return {(e.source, a.column): a for e in model.entities for a in e.attributes} if model is not None else {}


def _read(facts: Facts, column: ColumnFacts, attribute: Attribute | None) -> tuple[FitFact | None, ColumnFacts, str]:
    """Reading of a column, its facts as they are read, and the type."""
    found = facts.reading_as(column, attribute.type, attribute.binding) if attribute is not None else None
    kind = facts.type_of(column) if attribute is None else str(attribute.type)
    return found or facts.reading(column), facts.as_read(column, found), kind


def _column(column: ColumnFacts, facts: Facts, attribute: Attribute | None, *, masked: bool) -> dict[str, Any]:
    read, column, kind = _read(facts, column, attribute)
    least, most = column.minimum, column.maximum
    return {
        "raw_type": column.raw_type,
        "type": kind,
        "null_tokens": list(read.question.binding.null_tokens) if read else [],
        "nulls": column.nulls,
        "null_share": round(column.null_share, 6),
        "distinct": column.distinct,
        "distinct_exact": column.distinct_exact,
        "minimum": MASK if masked and least is not None else least,
        "maximum": MASK if masked and most is not None else most,
        "min_length": column.min_length,
        "max_length": column.max_length,
        "frequent": [] if masked else [{"value": value, "count": count} for value, count in column.values[:10]],
        "sample_rows": column.sample_rows,
        "spread": _spread(facts.spreads.get((column.table, column.column)), masked=masked),
    }


def _spread(fact: SpreadFact | None, *, masked: bool) -> dict[str, Any] | None:
    """How values lie; of people's values only what tells none of them."""
    if fact is None:
        return None
    lengths = family(fact.question.type) == "text"

    def told(value: object) -> object:
        """The value, or that there is one."""
        return MASK if masked and not lengths and value not in (None, {}) else value

    return {
        "of": "lengths" if lengths else "values",
        "rows": fact.rows,
        "sampled": fact.sampled,
        "minimum": told(fact.low),
        "maximum": told(fact.high),
        "quantiles": told(dict(zip(map(str, QUANTILES), fact.quantiles, strict=False))),
        "mean": told(fact.mean),
        "standard_deviation": told(fact.deviation),
        "histogram": list(fact.bins),
        "order": fact.order or None,
        "outliers": fact.outliers,
        "outliers_below": told(fact.outliers_below),
        "outliers_above": told(fact.outliers_above),
        "patterns": [{"pattern": pattern, "count": count} for pattern, count in fact.patterns],
    }


MASK = "(masked)"
# So many texts are all shown.
_FEW = 4


def facts_text(
    facts: Facts,
    hidden: frozenset[tuple[str, str]] = frozenset(),
    model: Model | None = None,
    findings: Iterable[Finding] = (),
) -> str:
    """Result of ``profile`` for people: columns as the model reads them, what a row stands for, and references.

    Parameters
    ----------
    findings
        May propose keys for tables without one.
    """
    lines = []
    known = _attributes(model)
    entities = {entity.source: entity for entity in model.entities} if model is not None else {}
    references: dict[QualifiedName, list[Reference]] = {}
    for reference in model.ordered_references if model is not None else ():
        references.setdefault(reference.child, []).append(reference)
    proposed = proposed_keys(findings)
    for table in facts.tables.values():
        entity = entities.get(table.table)
        about = f"{plural(table.rows, 'row')}, {plural(len(table.columns), 'column')}"
        if model is not None and entity is not None:
            about += f". {grain_sentence(model, entity, facts, proposed=proposed)}."
        lines.append(f"{table.table}: {about}")
        for raw in table.columns:
            _, column, kind = _read(facts, raw, known.get((raw.table, raw.column)))
            masked = (column.table, column.column) in hidden
            said = f"  {clip(column.column, 30):<30} {clip(kind, 14):<14}"
            if column.rows:
                about = "" if column.distinct_exact else "about "
                said += f" {_missing(column):<15} {about}{count(column.distinct)} distinct  "
                said += _values(column, kind, masked=masked)
            lines.append(said.rstrip())
        if model is not None and entity is not None:
            lines += [
                f"  {', '.join(r.child_attributes)} → {r.parent}({', '.join(r.parent_attributes)})"
                for r in references.get(entity.name, ())
            ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _missing(column: ColumnFacts) -> str:
    if not 0 < column.nulls < column.rows:
        return "all missing" if column.nulls else "none missing"
    return f"{share(column.null_share, places=1)} missing"


def _values(column: ColumnFacts, kind: str, *, masked: bool) -> str:
    """The values, where they are a few words, else the smallest and the largest; nothing is masked where nothing is."""
    least, most = column.minimum, column.maximum
    if least is None or most is None:
        return "" if column.nulls < column.rows else "empty"
    if masked:
        return MASK
    if kind.startswith(("text", "char")) and 1 < column.distinct == len(column.values) <= _FEW:
        return ", ".join(sorted(clip(" ".join(value.split()), 20) for value, _ in column.values))
    shown = [clip(" ".join(value.split()), 28) for value in (least, most)]
    return shown[0] if least == most else " to ".join(shown)


def text_table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Short table for a terminal, columns as wide as they need.

    Examples
    --------
    >>> print(text_table(["engine", "rows"], [["sqlite", 12]]))
    engine  rows
    sqlite  12
    """
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells)
