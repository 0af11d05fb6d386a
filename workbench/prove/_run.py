"""Run: the five steps of a proof, one after the other, on one scratch database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import EngineError, SourceError, interrupted
from workbench.findings import Findings
from workbench.naming import shown
from workbench.prove._insert import Insertion
from workbench.prove._made_up import fill_empty
from workbench.prove._proof import Count, Proof, Step, TableRows, Violation
from workbench.prove._source import Loading, Taken, masked
from workbench.prove._staging import ROW, Stage, Staging
from workbench.prove._staging import Count as StagedCount
from workbench.prove._wrong import WrongRows
from workbench.relational._gaps import unfounded

if TYPE_CHECKING:
    import duckdb

    from workbench.artefact import Artefact
    from workbench.connect import Database
    from workbench.model import Entity, Subject
    from workbench.progress import Progress
    from workbench.prove._ground import Ground
    from workbench.prove._proof import RowSource, ViolationKind, WrongRow
    from workbench.relational._catalogue import Catalogue
    from workbench.relational._schema import Rule, RuleKind, Schema

TITLES = (
    "1 the script runs as it is written",
    "2 the catalogue holds every rule",
    "3 the rows are counted in staging",
    "4 the rows that fit are accepted",
    "5 a wrong row for each rule is refused",
)
_KINDS: dict[str, tuple[RuleKind, ...]] = {
    "keys": ("key",),
    "references": ("reference",),
    "checks": ("check", "enum"),
    "indexes": ("index",),
    "required": ("required",),
}
_AT_ONCE = 100  # conditions in one SELECT: SQLite allows 2,000 columns, MariaDB 4,096


class Run:
    """One proof under way; used once."""

    def __init__(
        self,
        schema: Schema,
        script: Artefact,
        ground: Ground,
        database: Database,
        rows: RowSource | None,
        *,
        progress: Progress,
        samples: int = 5,
        show_personal: bool = False,
    ) -> None:
        self._schema = schema
        self._script = script
        self._ground = ground
        self._database = database
        self._rows = rows
        self._progress = progress
        self._samples = samples
        self._show_personal = show_personal
        self._steps: list[Step] = []
        self._counts: dict[str, Count] = {}
        self._tables: list[TableRows] = []
        self._violations: list[Violation] = []
        self._answers: list[WrongRow] = []
        self._taken: dict[Any, Taken] = {}

    def proof(self, read: Any) -> Proof:
        """Go through the steps until one fails; `read` gives the engine's catalogue."""
        entities = self._entities()
        total = 2 + 3 * len(entities) + len(self._schema.rules)
        reason = ""
        with self._progress.step(f"Proving on {self._schema.engine.title}", total) as bar:
            self._bar = bar
            for title, step in zip(TITLES, self._plan(read, entities), strict=True):
                try:
                    passed, detail = step() if not reason else (None, "")
                except EngineError as error:
                    passed, detail = False, error.message
                self._steps.append(Step(title, passed, detail))
                if passed is False:
                    reason = f"step {title[0]}: {detail}"
        return self._result(reason)

    def _plan(self, read: Any, entities: tuple[Entity, ...]) -> list[Any]:
        return [
            self._run_script,
            lambda: self._check_catalogue(read()),
            lambda: self._count_rows(entities),
            lambda: self._load_rows(entities),
            self._try_wrong_rows,
        ]

    def _entities(self) -> tuple[Entity, ...]:
        rows = self._rows
        return () if rows is None else tuple(entity for entity in self._schema.order if rows.has(entity))

    def _result(self, reason: str) -> Proof:
        tried = [answer for answer in self._answers if answer.kind != "required"]
        required = [answer for answer in self._answers if answer.kind == "required"]
        return Proof(
            engine=self._schema.engine.title,
            version=self._database.version,
            script=self._script,
            status="refuted" if reason else "proven",
            reason=reason,
            steps=tuple(self._steps),
            counts=self._counts,
            tables=tuple(self._tables),
            wrong_rows=Count(len(tried), sum(answer.refused for answer in tried)),
            required=Count(len(required), sum(answer.refused for answer in required)),
            answers=tuple(self._answers),
            violations=tuple(self._violations),
            findings=Findings(self._schema.findings),
        )

    # -- the steps ----------------------------------------------------------------------------------------------

    def _run_script(self) -> tuple[bool, str]:
        self._ground.run(self._database, self._script.text)
        self._bar.advance("script")
        return True, _many(len(self._schema.tables), "tables")

    def _check_catalogue(self, catalogue: Catalogue) -> tuple[bool, str]:
        missing = catalogue.missing(self._schema)
        for name, kinds in _KINDS.items():
            written = len(self._schema.rules_of(*kinds))
            lost = sum(rule.kind in kinds for rule in missing)
            lacking = sum(self._schema.lacking.get(kind, 0) for kind in kinds)
            self._counts[name] = Count(written + lacking, written - lost, lacking)
        self._bar.advance("catalogue")
        if missing:
            return False, f"{len(missing)} not found, first {missing[0].subject.title}"
        words = ", ".join(_counted(name, count) for name, count in self._counts.items() if count.expected)
        # What an engine lacks is counted and has a finding; what none could have is for the model to mend.
        wrong = unfounded(self._schema.findings)
        if wrong:
            more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
            return False, f"{words}; {wrong[0].subject.title}: {wrong[0].message.rstrip('.')}{more}"
        return True, words

    def _count_rows(self, entities: tuple[Entity, ...]) -> tuple[bool | None, str]:
        if self._rows is None:
            return None, "no data were given"
        with_rows = {entity.name for entity in entities}
        without = [str(entity.name) for entity in self._schema.order if entity.name not in with_rows]
        if without and not entities:
            raise SourceError(
                f"The data hold none of the {len(without)} tables of the model, such as {shown(without[0])}.",
                hint="Name the data of this model, or say in the text where a table's rows are, [wb_source: 'TABLE'].",
            )
        staging = self._staging = Staging(self._schema, self._ground, entities)
        for statement in staging.create():
            self._database.execute(statement)
        loading = Loading(self._rows, staging, samples=self._samples, show_personal=self._show_personal)
        for stage in staging.stages.values():
            self._load_stage(loading, stage)
        for statement in staging.indexes():
            self._database.execute(statement)
        counts = list(staging.counts())
        clean = self._clean(counts)
        for count in counts:
            stage = count.stage
            if count not in clean and self._report(count.kind, count.subject, count.sql, stage):
                self._database.execute(staging.refuse(stage, count.sql))
            self._bar.advance(str(count.subject))
        self._strand()
        rows = sum(taken.rows for taken in self._taken.values())
        told = f"; no data for {', '.join(without[:5])}{' …' if len(without) > 5 else ''}" if without else ""
        return True, f"{_many(rows, 'rows')}, {_many(len(self._violations), 'rules')} broken{told}"

    def _clean(self, counts: list[StagedCount]) -> set[StagedCount]:
        """Rules that no row breaks, as far as one look at each row tells."""
        clean: set[StagedCount] = set()
        for stage in self._staging.stages.values():
            alone = [count for count in counts if count.condition and count.stage is stage]
            for start in range(0, len(alone), _AT_ONCE):
                asked = alone[start : start + _AT_ONCE]
                found = self._database.rows(self._staging.at_once(stage, asked))[0]
                clean |= {count for count, number in zip(asked, found, strict=True) if not number}
        return clean

    def _load_stage(self, loading: Loading, stage: Stage) -> None:
        def load(sql: str, cursor: duckdb.DuckDBPyConnection) -> None:
            self._load(stage, sql, cursor)

        taken = self._taken[stage.entity.name] = loading.load(stage, load)
        self._violations += taken.violations
        found = self._size(stage.table)
        if found != taken.rows:
            raise EngineError(f"{taken.rows:,} rows of {stage.entity.name} were sent and {found:,} arrived.")
        if taken.misread:
            self._database.execute(self._staging.refuse_misread(stage))
        self._bar.advance(str(stage.entity.name))

    def _load(self, stage: Stage, sql: str, cursor: duckdb.DuckDBPyConnection) -> None:
        try:
            self._ground.load(self._database, stage.table, sql, cursor)
        except EngineError:
            raise
        except Exception as error:
            if interrupted(error):
                raise KeyboardInterrupt from error
            text = self._database.words(error)
            raise EngineError(f"The rows of {stage.entity.name} cannot be loaded: {text}.") from error

    def _strand(self) -> None:
        """Refuse rows whose parent was refused, until nothing changes."""
        found: dict[Subject, tuple[int, str, tuple[Any, ...]]] = {}
        changed = True
        while changed:
            changed = False
            for rule in self._schema.rules_of("reference"):
                stage = self._staging.stages.get(rule.entity)
                parent = self._staging.parent_of(rule) if stage is not None else None
                if stage is None or parent is None or not self._size(parent.refused):
                    continue
                listing = self._staging.stranded(rule)
                count = self._size(f"({listing}) v") if listing is not None else 0
                if listing is None or not count:
                    continue
                changed = True
                before = found.get(rule.subject, (0, listing, ()))
                rows = before[2] or self._sample(stage, listing)
                found[rule.subject] = (before[0] + count, listing, rows)
                self._database.execute(self._staging.refuse(stage, listing))
        for subject, (count, listing, rows) in found.items():
            self._violations.append(
                Violation("parent refused", subject, count, listing, self._database.engine.name, rows)
            )

    def _load_rows(self, entities: tuple[Entity, ...]) -> tuple[bool | None, str]:
        if self._rows is None:
            return None, "no data were given"
        insertion = Insertion(self._database, self._staging, self._blocked)
        accepted: dict[Any, int] = {}
        self._ground.defer(self._database)
        try:
            for entity in entities:
                stage = self._staging.stages[entity.name]
                before = len(self._violations)
                accepted[entity.name] = self._insert(insertion, stage)
                if len(self._violations) > before:
                    self._strand()
                self._bar.advance(str(entity.name))
            insertion.fill_in()
            self._database.execute("COMMIT")
        except EngineError:
            self._database.execute("ROLLBACK")
            raise
        return self._add_up(accepted)

    def _insert(self, insertion: Insertion, stage: Stage) -> int:
        try:
            return insertion.insert(stage)
        except EngineError as error:
            raise EngineError(f"{stage.entity.name}: {error.message}") from error

    def _add_up(self, accepted: dict[Any, int]) -> tuple[bool, str]:
        for name, stage in self._staging.stages.items():
            taken = self._taken[name]
            refused = self._size(stage.refused)
            self._tables.append(TableRows(name, taken.rows, accepted[name], refused))
            if accepted[name] + refused != taken.rows:
                raise EngineError(
                    f"{name}: {taken.rows:,} rows are not {accepted[name]:,} accepted and {refused:,} refused."
                )
        rows_in = sum(table.accepted for table in self._tables)
        return True, f"{_many(rows_in, 'rows')} in, {sum(table.refused for table in self._tables):,} refused"

    def _try_wrong_rows(self) -> tuple[bool, str]:
        fill_empty(self._database, self._schema, self._ground)
        wrong = WrongRows(self._database, self._schema, self._ground)
        for rule in wrong.rules():
            self._answers.append(wrong.try_rule(rule))
            self._bar.advance(str(rule.subject))
        tried = [answer for answer in self._answers if answer.kind != "required"]
        required = [answer for answer in self._answers if answer.kind == "required"]
        text = f"{sum(a.refused for a in tried)} of {len(tried)}"
        if required:
            text += f", and {sum(a.refused for a in required)} of {len(required)} without a required value"
        if implied := sum(answer.implied for answer in tried):
            text += f" ({implied} by another check, which such rows break as well)"
        accepted = next((answer for answer in self._answers if not answer.refused), None)
        if accepted is not None:
            return False, f"{text}; {accepted.subject.title}: {accepted.answer}"
        return True, text

    # -- rows that break a rule ---------------------------------------------------------------------------------

    def _size(self, relation: str) -> int:
        return int(self._database.value(f"SELECT count(*) FROM {relation}"))

    def _sample(self, stage: Stage, listing: str) -> tuple[dict[str, Any], ...]:
        names = [attribute.name for attribute in stage.attributes]
        values = ", ".join(self._ground.show(a, self._staging.column(stage, a)) for a in stage.attributes)
        found = self._database.rows(f"SELECT {values} FROM ({listing}) v ORDER BY {ROW} LIMIT {self._samples}")
        rows = (dict(zip(names, row, strict=True)) for row in found)
        return tuple(row if self._show_personal else masked(stage.entity, row) for row in rows)

    def _report(self, kind: ViolationKind, subject: Subject, listing: str, stage: Stage) -> bool:
        count = self._size(f"({listing}) v")
        if count:
            rows = self._sample(stage, listing)
            self._violations.append(Violation(kind, subject, count, listing, self._database.engine.name, rows))
        return bool(count)

    def _blocked(self, rule: Rule, listing: str) -> None:
        self._report("engine", rule.subject, listing, self._staging.stages[rule.entity])


def _counted(name: str, count: Count) -> str:
    return f"{count.found} of {_many(count.expected, name)}" if count.lacking else _many(count.found, name)


def _many(number: int, name: str) -> str:
    """Number with a noun, which is given in the plural: ``1 index``, ``2 indexes``."""
    if number == 1:
        name = "index" if name == "indexes" else name.removesuffix("s")
    return f"{number:,} {name}"
