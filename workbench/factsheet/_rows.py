"""Rows: what a sheet shows of each column, worked out from the facts; values of people are left out here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.advise.structure.grain import grain_sentence, proposed_keys
from workbench.facts import QUANTILES
from workbench.model.types import family
from workbench.webpage import clip, plural, share

if TYPE_CHECKING:
    from workbench.facts import ColumnFacts, Facts, FitFact, SpreadFact
    from workbench.findings import Finding
    from workbench.model.model import Model
    from workbench.model.nodes import Attribute, Entity

_FREQUENT: Final = 8
_BESIDE: Final = 3  # frequent values that stand beside the column itself
_WORDS: Final = 50
_LEAST_SHARE: Final = 0.02  # a value that fewer rows have is not called frequent
_NUMBERS: Final = frozenset({"integer", "decimal", "float"})


@dataclass(frozen=True)
class Bar:
    """A value or pattern with its share of the rows (0..1)."""

    label: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """One column as the sheet shows it.

    Parameters
    ----------
    refers
        Columns of other tables whose values these are.
    missing, nulls, tokens, distinct
        Share (0..1) and number of rows without a value; texts that count as none; number of values.
    estimated
        Whether the number of distinct values is an estimate.
    empty
        Whether no row of the table has a value.
    masked
        Whether its values are not shown.
    bins
        Heights of the histogram's bars; `low` and `high` are written below it.
    of_lengths
        Whether it is of the lengths of texts.
    bars
        Most frequent values, where some value is frequent.
    order
        Ranks of this row by name, type, share missing and number of distinct values.
    """

    name: str
    type: str
    reason: str
    personal: str | None
    refers: tuple[str, ...]
    missing: float
    nulls: int
    tokens: tuple[str, ...]
    distinct: int
    estimated: bool
    unique: bool
    empty: bool
    masked: bool
    bins: tuple[int, ...]
    low: str
    high: str
    of_lengths: bool
    bars: tuple[Bar, ...]
    details: tuple[tuple[str, str], ...]
    patterns: tuple[Bar, ...]
    more: tuple[Bar, ...]
    order: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table as the sheet shows it; `grain` says what a row stands for, and is empty where no model tells."""

    name: str
    anchor: str
    rows: int
    size_bytes: int | None
    origin: str
    columns: tuple[Row, ...]
    grain: str
    key: tuple[str, ...]
    sampled: int | None
    findings: tuple[str, ...]

    @property
    def missing(self) -> float:
        """Share (0..1) of the cells without a value."""
        cells = self.rows * len(self.columns)
        return sum(column.nulls for column in self.columns) / cells if cells else 0.0


def tables(facts: Facts, model: Model, reasons: Mapping[tuple[str, str], str], hidden: Iterable[tuple[str, str]],
           told: Mapping[str, Sequence[str]], *, findings: Iterable[Finding] = ()) -> tuple[Table, ...]:  # fmt: skip
    """Work out all tables.

    Parameters
    ----------
    facts
        What was measured.
    model
        How it is read.
    reasons
        Why columns (table, column) have their type.
    hidden
        Columns whose values are not shown.
    told
        What was found about tables and their columns, by table.
    findings
        May propose keys for tables without one.
    """
    masked = frozenset(hidden)
    proposed = proposed_keys(findings)
    refers = _refers(model)
    entities = {entity.source: entity for entity in model.entities}
    result = []
    for number, table in enumerate(facts.tables.values(), 1):
        entity = entities.get(table.table)
        attributes = {a.column: a for a in entity.attributes} if entity else {}
        rows = [
            _row(facts, column, attributes.get(column.column), reasons.get((table.table, column.column), ""),
                 refers.get((table.table, column.column), ()), masked=(table.table, column.column) in masked)
            for column in table.columns
        ]  # fmt: skip
        spread = [s for c in table.columns if (s := facts.spreads.get((table.table, c.column))) and s.sampled]
        result.append(
            Table(
                name=table.table,
                anchor=f"t{number}",
                rows=table.rows,
                size_bytes=table.size_bytes,
                origin=table.origin,
                columns=tuple(_ranked(rows)),
                grain=grain_sentence(model, entity, facts, proposed=proposed) if entity else "",
                key=_key(entity),
                sampled=spread[0].rows if spread else None,
                findings=tuple(told.get(table.table, ())),
            )
        )
    return tuple(result)


def _key(entity: Entity | None) -> tuple[str, ...]:
    if entity is None or entity.primary_key is None:
        return ()
    return tuple(a.column if (a := entity.attribute(name)) else name for name in entity.primary_key.attributes)


def _refers(model: Model) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What columns (table, column) refer to, in the source's own names."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for reference in model.ordered_references:
        child, parent = (model.entities_by_name.get(name) for name in (reference.child, reference.parent))
        if child is None or parent is None:
            continue  # a text may name what is not there
        for here, there in zip(reference.child_attributes, reference.parent_attributes, strict=False):
            place = child.source, a.column if (a := child.attribute(here)) else here
            to = f"{parent.source}.{a.column if (a := parent.attribute(there)) else there}"
            found[place] = (*found.get(place, ()), to)
    return found


def _row(
    facts: Facts,
    column: ColumnFacts,
    attribute: Attribute | None,
    reason: str,
    refers: tuple[str, ...],
    *,
    masked: bool,
) -> Row:
    read = facts.reading_as(column, attribute.type, attribute.binding) if attribute else facts.reading(column)
    spread = facts.spreads.get((column.table, column.column))
    nulls = column.nulls if read is None else column.rows - read.values
    distinct = column.distinct if read is None else read.distinct
    exact = column.distinct_exact if read is None else read.distinct_exact
    filled = column.rows - nulls
    unique = exact and 1 < distinct == filled
    frequent = () if masked else _frequent(column, attribute)
    kind = family(attribute.type) if attribute else ""
    lengths = kind == "text"
    low, high = _limits(column, read, spread, lengths=lengths, masked=masked)
    return Row(
        name=column.column,
        type=str(attribute.type) if attribute else facts.type_of(column),
        reason=reason,
        personal=attribute.personal if attribute else None,
        refers=refers,
        missing=nulls / column.rows if column.rows else 0.0,
        nulls=nulls,
        tokens=tuple(repr(token) for token in (read.question.binding.null_tokens if read else ()) if token),
        distinct=distinct,
        estimated=not exact,
        unique=unique,
        empty=bool(column.rows) and not filled,
        masked=masked,
        # How long a few words are is of no use beside the words.
        bins=() if spread is None or (lengths and frequent and distinct <= _WORDS) else spread.bins,
        low=low,
        high=high,
        of_lengths=lengths,
        bars=frequent[:_BESIDE] if not unique and kind not in ("decimal", "float") else (),
        details=tuple(_details(column, read, spread, masked=masked, lengths=lengths)),
        patterns=_patterns(spread) if spread else (),
        more=frequent,
    )


def _limits(
    column: ColumnFacts, read: FitFact | None, spread: SpreadFact | None, *, lengths: bool, masked: bool
) -> tuple[str, str]:
    """Ends of the histogram."""
    if lengths:
        return (spread.low or "", spread.high or "") if spread else ("", "")
    if masked:
        return "", ""
    found = (read or column).minimum, (read or column).maximum
    if spread is not None and spread.sampled and spread.bins:
        found = spread.low, spread.high  # where the bars begin and end; the details tell the limits of all rows
    return _ends(found[0] or "", found[1] or "", family(spread.question.type) if spread else "")


def _ends(low: str, high: str, kind: str) -> tuple[str, str]:
    """Limits as short as they tell something: days without the time of day, six digits of a measurement."""
    if kind == "timestamp" and low[:10] != high[:10]:
        return low.partition(" ")[0], high.partition(" ")[0]
    if kind == "float":
        return _short(low), _short(high)
    return clip(low), clip(high)


def _short(number: str) -> str:
    try:
        return f"{float(number):.6g}"
    except ValueError:
        return number


def _frequent(column: ColumnFacts, attribute: Attribute | None) -> tuple[Bar, ...]:
    looked_at = column.sample_rows or column.rows
    tokens = attribute.binding.null_tokens if attribute else ()
    words = [(value, n) for value, n in column.values if value.strip() not in (*tokens, "")]
    often = [Bar(clip(v), n / looked_at) for v, n in words if n > 1 and n >= _LEAST_SHARE * looked_at]
    return tuple(often[:_FREQUENT])


def _patterns(spread: SpreadFact) -> tuple[Bar, ...]:
    return tuple(Bar(pattern, n / spread.values) for pattern, n in spread.patterns if n > 1 and spread.values)


def _details(
    column: ColumnFacts, read: FitFact | None, spread: SpreadFact | None, *, masked: bool, lengths: bool
) -> Iterable[tuple[str, str]]:
    """Further figures, as pairs of a title and a text."""
    least, most = ((read or column).minimum, (read or column).maximum)
    if not masked and least is not None and most is not None:
        yield "Smallest to largest value", clip(least) if least == most else f"{clip(least)} to {clip(most)}"
    if read is not None and read.misfits:
        yield f"Not to be read as {read.question.type}", plural(read.misfits, "row")
    if spread is None:
        return
    about = " (in a sample)" if spread.sampled else ""
    of = " of the length" if lengths else ""
    if spread.quantiles and spread.bins and (lengths or not masked):
        names = ("median" if q == 0.5 else share(q).replace(" ", "\N{NO-BREAK SPACE}") for q in QUANTILES)
        found = (
            f"{name}:\N{NO-BREAK SPACE}{clip(value)}" for name, value in zip(names, spread.quantiles, strict=False)
        )
        yield f"Quantiles{of}{about}", " · ".join(found)
    if spread.mean is not None and spread.bins and (lengths or not masked):
        spreading = "" if spread.deviation is None else f" ± {spread.deviation:.4g}"
        yield f"Mean{of} and standard deviation{about}", f"{spread.mean:.6g}{spreading}"
    if spread.order:
        yield f"From each row to the next{about}", spread.order
    if spread.outliers:
        where = "" if masked else f": below {spread.outliers_below} or above {spread.outliers_above}"
        rows = plural(spread.outliers, "row")
        yield f"Far from all others{about}", f"{rows} ({share(spread.outliers / spread.rows)}){where}"


def _ranked(rows: Sequence[Row]) -> Iterable[Row]:
    """Give each row its places, by which a style sheet sorts them."""
    from dataclasses import replace

    def places(keys: Sequence[object]) -> list[int]:
        order = sorted(range(len(keys)), key=lambda i: (keys[i], i))
        return [place for _, place in sorted((i, place) for place, i in enumerate(order))]

    names = places([row.name.casefold() for row in rows])
    types = places([row.type for row in rows])
    missing = places([row.missing for row in rows])
    distinct = places([row.distinct for row in rows])
    for row, *order in zip(rows, names, types, missing, distinct, strict=True):
        yield replace(row, order=(order[0], order[1], order[2], order[3]))
