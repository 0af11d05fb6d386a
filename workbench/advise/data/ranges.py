"""Ranges: which numbers stay within the bounds that their names set, and the rows that are outside of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.advise._bound import measurable
from workbench.advise._checks import checked
from workbench.advise._listing import listed
from workbench.advise._words import stems
from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Check, Entity
from workbench.model.subjects import Subject
from workbench.model.types import Decimal, family
from workbench.naming import sql_name, words
from workbench.questions import Holds, HoldsFact

# Rows outside are faults up to this share, of enough rows; above it the bound is none.
FAULTY_SHARE = 0.005
_LEAST_ROWS = 10
_LEAST_FOR_FAULTS = 200

# What has bounds by nature or by its unit, by the last word of its name (a plural is a duration: hours).
_NATURAL: dict[str, tuple[float, float]] = {
    "latitude": (-90, 90), "lat": (-90, 90), "longitude": (-180, 180), "lon": (-180, 180), "lng": (-180, 180),
    "month": (1, 12), "quarter": (1, 4), "hour": (0, 23), "minute": (0, 59), "second": (0, 59), "age": (0, 150),
    "percent": (0, 100), "percentage": (0, 100), "pct": (0, 100),
}  # fmt: skip
_SHARES = frozenset("share ratio discount probability".split())
_RATINGS = frozenset("rating star".split())
# What is counted, so that a row of nothing says nothing; and what cannot be less than nothing.
_COUNTED = frozenset("quantity qty".split())
_AMOUNTS = frozenset(
    "quantity qty price amount cost total subtotal fee tax salary wage freight weight length width height area volume "
    "distance duration population stock unit limit capacity day hour minute second byte millisecond size age budget "
    "revenue rent count number_of kg gram litre liter mile km meter metre score point page seat bed room level".split()
)
# Words of what may well be below nothing, whatever else the name says.
_SIGNED = frozenset(
    "balance profit margin difference diff change delta adjustment correction temperature offset movement variance "
    "deviation gain loss growth return refund credit longitude latitude x y z altitude elevation depth result".split()
)


@dataclass(frozen=True)
class _Bound:
    attribute: Attribute
    condition: str
    says: str


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose checks for numbers whose names set bounds that the data keep; one finding for each entity."""
    for entity in model.entities:
        table = facts.tables.get(entity.source)
        if table is None or table.rows < _LEAST_ROWS:
            continue
        refers = {name for r in model.references_from(entity.name) for name in r.child_attributes}
        bounds = [
            bound
            for attribute in entity.attributes
            if attribute.name not in refers and (bound := _bound(facts, entity, attribute)) is not None
        ]
        if not bounds:
            continue
        names = tuple(dict.fromkeys(bound.attribute.name for bound in bounds))
        question = Holds(str(entity.name), names, tuple(bound.condition for bound in bounds))
        fact = facts.get(question)
        if not isinstance(fact, HoldsFact):
            yield question
        else:
            yield from _findings(entity, bounds, fact)


def _bound(facts: Facts, entity: Entity, attribute: Attribute) -> _Bound | None:
    """The bound that a name sets, where the smallest and largest value seen so far do not speak against it."""
    if family(attribute.type) not in ("integer", "decimal", "float") or attribute.generated is not None:
        return None
    column = facts.column(entity.source, attribute.column)
    keyed = entity.key_of((attribute.name,)) is not None
    if column is None or keyed or checked(entity, attribute.name) or not measurable(facts, entity, (attribute.name,)):
        return None
    read = facts.as_read(column)
    least, most = _number(read.minimum), _number(read.maximum)
    if least is None or most is None:
        return None
    low, high = _limits(attribute, least, most)
    if low is None or not _can_break(attribute, low, high):
        return None
    name = sql_name(attribute.name)
    if high is None:
        return _Bound(attribute, f"{name} >= {low:g}", f"{attribute.name} is {low:g} or more")
    text = f"{name} BETWEEN {low:g} AND {high:g}"
    return _Bound(attribute, text, f"{attribute.name} lies between {low:g} and {high:g}")


def _limits(attribute: Attribute, least: float, most: float) -> tuple[float | None, float | None]:
    last = words(attribute.name)[-1:]
    said = set(stems(attribute.name))
    fractions = family(attribute.type) != "integer"
    if last and last[0] in _NATURAL:
        return _NATURAL[last[0]]
    if said & _SHARES and fractions and least >= 0 and most <= 1:
        return 0, 1
    if said & _RATINGS and least >= 0:
        high = next((h for h in (5, 10, 100) if most <= h), None)
        return (None, None) if high is None else (1 if least >= 1 else 0, high)
    if (said & _SIGNED and "limit" not in said) or not said & (_AMOUNTS | _COUNTED):
        return None, None
    return (1 if said & _COUNTED and least >= 1 and not fractions else 0), None


def _can_break(attribute: Attribute, low: float, high: float | None) -> bool:
    """Whether the type holds a value outside: a rule that no row could break says nothing."""
    match attribute.type:
        case Decimal(int(precision), scale):
            limit = 10.0 ** (precision - (scale or 0))
            return low > -limit or (high is not None and high < limit)
        case _:
            return True


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None


def _findings(entity: Entity, bounds: list[_Bound], fact: HoldsFact) -> Iterator[Finding]:
    kept: list[tuple[_Bound, int]] = []
    for bound, met, broken in zip(bounds, fact.met, fact.broken, strict=True):
        rows = met + broken
        allowed = rows * FAULTY_SHARE if rows >= _LEAST_FOR_FAULTS else 0
        if met >= _LEAST_ROWS and broken <= allowed:
            kept.append((bound, broken))
    if not kept:
        return
    faults = {bound.attribute.name: broken for bound, broken in kept if broken}
    counts = [f"{n:,} row{'s' if n > 1 else ''} in {name}" for name, n in faults.items()]
    but = f", but for {listed(counts)}" if counts else ""
    yield Finding(
        "CHK-002-range",
        "advice",
        Subject.entity(entity.name),
        f"In all rows {listed([bound.says for bound, _ in kept])}{but}. "
        f"Make {'them checks' if len(kept) > 1 else 'it a check'}.",
        Evidence(
            figures=(
                Figure("rows", fact.rows, "rows"),
                *(Figure(f"violations of {b.condition}", broken, "rows") for b, broken in kept),
            ),
            reason="the names set these bounds, and the rows keep them",
        ),
        tuple(Add(Check(expression=bound.condition), entity.name) for bound, _ in kept),
        0.75,
    )
    for bound, broken in kept:
        if broken:
            yield Finding(
                "DATA-012-out-of-range",
                "warning",
                Subject.attribute(entity.name, bound.attribute.name),
                f"{broken:,} of {fact.rows:,} rows {'are' if broken > 1 else 'is'} outside of {bound.condition}. "
                f"Mend {'them' if broken > 1 else 'it'} at the source.",
                Evidence(
                    figures=(Figure("violations", broken, "rows"),),
                    sql=fact.sql(bound.condition),
                    personal=any(b.attribute.personal is not None for b in bounds),
                ),
            )
