"""Holding: whether a model still holds for the data, and what breaks it."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import UsageError
from workbench.findings import Finding, Findings
from workbench.model.model import Model
from workbench.naming import shown
from workbench.reading import Reading
from workbench.reports import findings_text
from workbench.sources import Source
from workbench.webpage.wording import plural

# Findings that say that the data break a rule of the model: repeated keys, orphans, values that are missing, unlisted,
# against a check or unreadable, tables and columns that are not there. Other warnings leave the model as it is.
_BREAK = (
    "DATA-001", "DATA-002", "DATA-005", "DATA-006", "DATA-007", "DATA-008", "TYPE-002", "DAT-003", "DAT-004",
)  # fmt: skip


def breaks(finding: Finding) -> bool:
    """Whether a model does not hold because of this.

    A file in another encoding still holds; rows that were left out (an error of a source) do not.
    """
    return finding.severity == "error" or (finding.severity != "advice" and finding.code.startswith(_BREAK))


def check_mates(source: Source, model: Model) -> None:
    """Refuse data that are not those of a model.

    Raises
    ------
    UsageError
        When the data hold none of its tables.
    """
    reading = Reading(source, model)
    if model.entities and not any(reading.has(entity) for entity in model.entities):
        first = shown(str(model.entities[0].name))
        raise UsageError(
            f"The data hold none of the {plural(len(model.entities), 'table')} of the model, such as {first}.",
            hint="Name the data of this model, or say in the text where a table's rows are, [wb_source: 'TABLE'].",
        )


def verdict_text(model: Model, findings: Findings, *, data: str | None = None, places: Sequence[str] = ()) -> str:
    """What breaks a model, then everything else, and the verdict as the last line.

    Parameters
    ----------
    data
        What it was compared with; None when only the model itself was looked at.
    places
        Names in the text that stand for nothing, each with its place.
    """
    broken, others = Findings(filter(breaks, findings)), Findings(f for f in findings if not breaks(f))
    size = f"{plural(len(model.entities), 'table')}, {plural(len(model.references), 'reference')}"
    if broken or places:
        names = f"{plural(len(places), 'name')} stand{'s' if len(places) == 1 else ''} for nothing"
        breaking = f"{plural(len(broken), 'finding')} break{'s' if len(broken) == 1 else ''} it"
        why = " and ".join(said for said, is_so in ((names, places), (breaking, broken)) if is_so)
        verdict = f"The model does not hold{f' for {data}' if data else ''}: {why} ({size})."
    elif not model.entities:
        verdict = "The model is empty: there is nothing to check."
    elif data:
        verdict = f"The model holds for {data} ({size})."
    else:
        verdict = f"The model is sound ({size}); --data DATA tells whether data hold it."
    parts = ["\n".join(["Names that stand for nothing", *(f"  {place}" for place in places), ""])] if places else []
    parts += [f"What breaks it\n{findings_text(broken)}\n"] if broken else []
    if others:
        parts.append(f"{'Besides' if broken else 'What could be better'}\n{findings_text(others)}\n")
    return "\n".join([*parts, verdict])
