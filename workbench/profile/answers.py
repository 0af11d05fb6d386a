"""Answers: exact measurements for the questions that advisors ask, read through the model's bindings."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from typing import Any, ClassVar

from workbench.facts import (
    Answer,
    Breaking,
    BreakingFact,
    ColumnFacts,
    Facts,
    FitFact,
    Fits,
    Included,
    InclusionFact,
    Matches,
    MatchFact,
    Ordered,
    OrderFact,
    Question,
    Spread,
    SpreadFact,
    Unique,
    UniqueFact,
    Values,
    ValuesFact,
)
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.types import Decimal, LogicalType, family
from workbench.naming import sql_quote, text_literal
from workbench.profile import _stored as stored
from workbench.profile._bits import counted
from workbench.profile._groups import Groups
from workbench.profile._tally import Tallies
from workbench.profile._texts import INCOMPARABLE, Texts, digits_of, fraction_sql, shortest
from workbench.profile.columns import COLUMNS_AT_ONCE, EXACT_ROWS
from workbench.profile.shapes import Shapes
from workbench.profile.spreads import spreads
from workbench.progress import Progress
from workbench.reading import MISFIT, Reading, value_sql
from workbench.sources import Source


def answer(
    source: Source,
    model: Model,
    questions: Iterable[Question],
    *,
    facts: Facts | None = None,
    progress: Progress | None = None,
) -> Mapping[Question, Answer]:
    """Measure what is asked.

    Parameters
    ----------
    source
        Where the rows are.
    model
        Whose bindings say how values are read; questions about entities name those of this model.
    questions
        Questions about the readings of columns of one table are answered by one scan.
    facts
        What :func:`~workbench.profile.measure` found of this source: a column whose values it has kept whole is not
        looked at again.
    progress
        Can be cancelled between questions.
    """
    return _Answers(source, model, Facts() if facts is None else facts, progress or Progress()).all(list(questions))


class _Answers:
    def __init__(self, source: Source, model: Model, facts: Facts, progress: Progress) -> None:
        self.source = source
        self.model = model
        self.reading = Reading(source, model, stored=True)
        self.shown = Reading(source, model)  # for SQL that people see
        self.con = source.cursor()
        self.progress = progress
        self.facts = facts
        self.groups = Groups(self.con, self.reading)
        self.texts = Texts(self.con, facts)
        self.tallies = Tallies(self.con, self.reading, self.texts)
        self.entities = {str(entity.name): entity for entity in model.entities}

    def all(self, questions: list[Question]) -> dict[Question, Answer]:
        found: dict[Question, Answer] = {}
        # Questions about the columns of one table are answered together.
        by_table: dict[tuple[str, type], list[Any]] = {}
        known: list[Fits] = []
        others = []
        for question in questions:
            if isinstance(question, Fits) and (fact := self.stored(question)) is not None:
                found[question] = fact
            elif isinstance(question, Fits) and self.texts.able(question):
                known.append(question)
            elif isinstance(question, Fits | Spread | Matches):
                by_table.setdefault((question.table, type(question)), []).append(question)
            else:
                others.append(question)
        with self.progress.step("Verifying", len(by_table) + len(others)) as step:
            found.update(self.texts.fits(known))
            self.texts.prepare(self.single(others))
            for (table, kind), asked in by_table.items():
                with self.source.explaining(table):
                    for begin in range(0, len(asked), COLUMNS_AT_ONCE):
                        found.update(self.of_table[kind](self, table, asked[begin : begin + COLUMNS_AT_ONCE]))
                step.advance(table)
            for question in others:
                about = next(name for kind in ("entity", "child", "parent") if (name := getattr(question, kind, "")))
                with self.source.explaining(self.entity(about).source):
                    found[question] = self.one(question)
                step.advance(about)
        self.groups.clear()
        return found

    def single(self, questions: Iterable[Question]) -> Iterator[tuple[Attribute, ColumnFacts]]:
        """Attributes that are asked about alone, whose columns are known whole."""
        for question in questions:
            ends: list[tuple[str, tuple[str, ...]]] = []
            match question:
                case Included(child, ours, parent, theirs):
                    ends = [(child, ours), (parent, theirs)]
                case Unique(entity, names):
                    ends = [(entity, names)]
                case Values(entity, name, _):
                    ends = [(entity, (name,))]
            for name, names in ends:
                attribute = self.entity(name).attribute(names[0]) if len(names) == 1 else None
                column = None if attribute is None else self.texts.column(self.entity(name), attribute)
                if attribute is not None and column is not None:
                    yield attribute, column

    def row(self, sql: str) -> tuple[Any, ...]:
        found = self.con.execute(sql).fetchone()
        assert found is not None  # noqa: S101 - every statement here is an aggregate, which gives one row
        return tuple(found)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.con.execute(sql).fetchall()]

    # -- readings -----------------------------------------------------------------------------------------------

    def stored(self, question: Fits) -> FitFact | None:
        """What the first scan says of a column that stands in a narrower type; None where a scan must tell."""
        column = self.facts.column(question.table, question.column)
        kind = dict(self.source.table(question.table).stored).get(question.column)
        return None if column is None or kind is None else stored.fit(question, column, kind)

    def fits(self, table: str, questions: list[Fits]) -> Iterable[tuple[Fits, FitFact]]:
        source = self.source.table(table)
        narrow = dict(source.stored)
        inner, outer = [], ["count(*)"]
        few = self.row(f"SELECT count(*) FROM {sql_quote(table)}")[0] <= EXACT_ROWS
        for i, question in enumerate(questions):
            attribute = Attribute(name=question.column, type=question.type, binding=question.binding)
            raw, stored = sql_quote(question.column), narrow.get(question.column)
            value, misfit = value_sql(raw, source.types[question.column], attribute, stored)
            inner += [
                f"{value} AS v{i}",
                f"{misfit} AS m{i}",
                f"{fraction_sql(raw, question.type, question.binding, stored)} AS f{i}",
                f"{raw} AS r{i}",
            ]
            length = f"max(length(v{i}))" if family(question.type) == "text" else "NULL"
            # JSON has no order and no equality there; its text has both.
            counted = f"CAST(v{i} AS VARCHAR)" if family(question.type) == "json" else f"v{i}"
            comparable = family(question.type) not in INCOMPARABLE
            outer += [
                f"count(v{i})", f"count(*) FILTER (WHERE m{i})",
                f"count(DISTINCT {counted})" if few else f"approx_count_distinct({counted})",
                *([f"CAST({which}(v{i}) AS VARCHAR)" for which in ("min", "max")] if comparable else ["NULL", "NULL"]),
                f"max(f{i})", length, f"list(DISTINCT r{i} ORDER BY r{i}) FILTER (WHERE m{i})[:5]",
            ]  # fmt: skip
        row = self.row(f"SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM {source.relation})")
        for i, question in enumerate(questions):
            values, misfits, distinct, least, most, scale, length, examples = row[1 + i * 8 : 9 + i * 8]
            yield (
                question,
                FitFact(
                    question=question,
                    values=values + misfits,
                    misfits=misfits,
                    nulls=row[0] - values - misfits,
                    distinct=min(distinct, values, _between(least, most, question.type)),
                    distinct_exact=few,
                    minimum=shortest(least, question.type),
                    maximum=shortest(most, question.type),
                    digits=digits_of(least, most) if isinstance(question.type, Decimal) else None,
                    scale=scale,
                    max_length=length,
                    examples=tuple(str(example) for example in examples or ()),
                ),
            )

    def spreads(self, table: str, questions: list[Spread]) -> Iterable[tuple[Spread, SpreadFact]]:
        rows = int(self.row(f"SELECT count(*) FROM {sql_quote(table)}")[0])
        facts = spreads(self.con, self.source.table(table), rows, questions)
        return zip(questions, facts, strict=True)

    def matches(self, table: str, questions: list[Matches]) -> Iterable[tuple[Matches, MatchFact]]:
        inner, outer = [], []
        for i, question in enumerate(questions):
            text = f"trim(CAST({sql_quote(question.column)} AS VARCHAR))"
            listed = ", ".join(text_literal(token) for token in ("", *question.null_tokens))
            inner.append(f"CASE WHEN {text} NOT IN ({listed}) THEN {text} END AS v{i}")
            pattern = text_literal(question.pattern)
            outer += [f"count(v{i})", f"count(*) FILTER (WHERE regexp_full_match(v{i}, {pattern}))"]
        row = self.row(f"SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM {sql_quote(table)})")
        for i, question in enumerate(questions):
            yield question, MatchFact(question=question, values=row[2 * i], matching=row[2 * i + 1])

    of_table: ClassVar[dict[type, Callable[..., Any]]] = {Fits: fits, Spread: spreads, Matches: matches}

    # -- questions about entities -------------------------------------------------------------------------------

    @singledispatchmethod
    def one(self, question: Any) -> Answer:
        return Shapes(self.reading, self.shown, self.rows, self.entity).answer(question)

    def entity(self, name: str) -> Entity:
        return self.entities.get(name) or self.model.entity(name)

    def values_of(self, entity: Entity, names: Sequence[str]) -> list[str]:
        known = self.reading.values(entity, names)
        return [known[name][0] for name in names]

    @one.register
    def _unique(self, question: Unique) -> UniqueFact:
        entity = self.entity(question.entity)
        if question.part == 1 and (known := self.tallies.unique(question, entity)) is not None:
            return known
        values = self.values_of(entity, question.attributes)
        attributes = [a for name in question.attributes if (a := entity.attribute(name)) is not None]
        if (
            question.part == 1
            and (bits := counted(self.con, self.reading.from_sql(entity), attributes, values)) is not None
        ):
            return UniqueFact(question=question, rows=bits.rows, distinct=bits.distinct, nulls=bits.rows - bits.present)
        names = [f"k{i}" for i in range(len(values))]
        inner = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
        filled = " AND ".join(f"{name} IS NOT NULL" for name in names)
        looked = f" WHERE hash(k0) % {question.part} = 0" if question.part > 1 else ""
        rows, present, distinct = self.row(
            f"SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE {filled}), 0), "
            f"count(*) FILTER (WHERE {filled}) FROM (SELECT {', '.join(names)}, count(*) AS n "
            f"FROM (SELECT {inner} FROM {self.reading.from_sql(entity)}){looked} GROUP BY {', '.join(names)})"
        )
        return UniqueFact(question=question, rows=int(rows), distinct=int(distinct), nulls=int(rows) - int(present))

    @one.register
    def _included(self, question: Included) -> InclusionFact:
        child, parent = self.entity(question.child), self.entity(question.parent)
        if (known := self.tallies.included(question, child, parent)) is not None:
            return known
        names = [f"k{i}" for i in range(len(question.child_attributes))]
        filled = " AND ".join(f"c.{name} IS NOT NULL" for name in names)
        matched = " AND ".join(f"c.{name} = p.{name}" for name in names)
        together = ", ".join(f"{name}: c.{name}" for name in names)
        texts = ", ".join(f"CAST(x.{name} AS VARCHAR)" for name in names)
        missing = f"{filled} AND p.{names[0]} IS NULL"
        found = f"p.{names[0]} IS NOT NULL"
        row = self.row(
            # A name that no table of a source has, and places instead of names: a column may be called k.
            f"WITH __workbench_parent AS ({self.different(parent, question.parent_attributes)}) "
            f"SELECT coalesce(sum(n) FILTER (WHERE {filled}), 0), coalesce(sum(n) FILTER (WHERE {missing}), 0), "
            f"count(*) FILTER (WHERE {filled}), count(*) FILTER (WHERE {missing}), count(*) FILTER (WHERE {found}), "
            f"coalesce(max(n) FILTER (WHERE {found}), 0), coalesce(sum(n) FILTER (WHERE NOT ({filled})), 0), "
            "(SELECT count(*) FROM __workbench_parent), "
            f"list_transform(min({{{together}}}, 5) FILTER (WHERE {missing}), lambda x: concat_ws(', ', {texts})), "
            f"coalesce(quantile_cont(n, [0.5, 0.95]) FILTER (WHERE {found}), [0, 0]), "
            f"coalesce(min(n) FILTER (WHERE {found}), 0) "
            f"FROM {self.groups.of(child, question.child_attributes)} AS c "
            f"LEFT JOIN __workbench_parent AS p ON {matched}"
        )
        return InclusionFact(
            question=question,
            rows=int(row[0]),
            orphans=int(row[1]),
            child_distinct=row[2],
            orphan_values=row[3],
            parents_with_child=row[4],
            max_children=int(row[5]),
            child_nulls=int(row[6]),
            parent_distinct=row[7],
            examples=tuple(row[8] or ()),
            min_children=int(row[10]),
            median_children=round(float(row[9][0]), 6),
            p95_children=round(float(row[9][1]), 6),
        )

    def different(self, entity: Entity, names: Sequence[str]) -> str:
        """SELECT of the different values of some attributes, without null, as ``k0``, ``k1`` and so on."""
        columns = ", ".join(f"k{i}" for i in range(len(names)))
        present = " AND ".join(f"k{i} IS NOT NULL" for i in range(len(names)))
        values = ", ".join(f"{value} AS k{i}" for i, value in enumerate(self.values_of(entity, names)))
        unique = self.facts.get(Unique(str(entity.name), tuple(names)))
        once = isinstance(unique, UniqueFact) and unique.distinct == unique.rows - unique.nulls
        return (
            f"SELECT {'' if once else 'DISTINCT '}{columns} FROM "
            f"(SELECT {values} FROM {self.reading.from_sql(entity)}) WHERE {present}"
        )

    @one.register
    def _values(self, question: Values) -> ValuesFact:
        entity = self.entity(question.entity)
        if (known := self.tallies.values(question, entity)) is not None:
            return known
        value = self.values_of(entity, [question.attribute])[0]
        rows, distinct = self.row(
            f"SELECT count(v), count(DISTINCT v) FROM (SELECT {value} AS v FROM {self.reading.from_sql(entity)})"
        )
        values: tuple[tuple[str, int], ...] = ()
        if distinct <= question.limit:
            found = self.con.execute(
                f"SELECT CAST(v AS VARCHAR), count(*) AS n FROM (SELECT {value} AS v FROM "
                f"{self.reading.from_sql(entity)}) WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v"
            ).fetchall()
            values = tuple((str(text), int(count)) for text, count in found)
        return ValuesFact(question=question, rows=rows, distinct=distinct, values=values)

    @one.register
    def _ordered(self, question: Ordered) -> OrderFact:
        entity = self.entity(question.entity)
        lower, upper = self.values_of(entity, [question.lower, question.upper])
        rows, violations, equal = self.row(
            "SELECT count(*), count(*) FILTER (WHERE a > b), count(*) FILTER (WHERE a = b) FROM "
            f"(SELECT {lower} AS a, {upper} AS b FROM {self.reading.from_sql(entity)}) "
            "WHERE a IS NOT NULL AND b IS NOT NULL"
        )
        lower, upper = (self.shown.values(entity, [name])[name][0] for name in (question.lower, question.upper))
        sql = f"SELECT * FROM {self.shown.from_sql(entity)} WHERE {lower} > {upper}" if violations else None
        return OrderFact(question=question, rows=rows, violations=violations, equal=equal, sql=sql)

    @one.register
    def _breaking(self, question: Breaking) -> BreakingFact:
        measured, relation = (
            f"SELECT * FROM ({reading.relation(self.entity(question.entity))}) WHERE NOT {sql_quote(MISFIT)}"
            for reading in (self.reading, self.shown)
        )
        tries = self._counts(measured, question.conditions)
        return BreakingFact(
            question=question,
            counts=tuple(count for count, _ in tries),
            errors=tuple(error for _, error in tries),
            relation=relation,
        )

    def _counts(self, relation: str, conditions: Sequence[str]) -> list[tuple[int, str]]:
        """Rows of each condition by one scan; where one cannot be tried, each by its own."""
        import duckdb

        wanted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in conditions)
        try:
            return [(int(count), "") for count in self.row(f"SELECT {wanted} FROM ({relation})")]
        except (
            duckdb.BinderException,
            duckdb.ParserException,
            duckdb.CatalogException,
            duckdb.ConversionException,
        ) as e:
            if len(conditions) == 1:
                return [(0, str(e).splitlines()[0].rstrip("."))]
        return [self._counts(relation, (condition,))[0] for condition in conditions]


def _between(least: str | None, most: str | None, kind: LogicalType) -> int:
    """How many different whole numbers, or days, there are from one to another: no estimate may be more."""
    if least is None or most is None or family(kind) not in ("integer", "date"):
        return sys.maxsize
    try:
        if family(kind) == "integer":
            return int(most) - int(least) + 1
        return (dt.date.fromisoformat(most) - dt.date.fromisoformat(least)).days + 1
    except ValueError:
        return sys.maxsize  # a year before 1 or after 9999
