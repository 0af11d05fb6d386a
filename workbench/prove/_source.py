"""Source: how many rows an entity has, which of them cannot be read, and the SELECT of the others for an engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from workbench.model import Subject
from workbench.model.types import Char, Text
from workbench.naming import sql_quote
from workbench.prove._proof import Violation
from workbench.prove._staging import MISREAD, ROW

if TYPE_CHECKING:
    import duckdb

    from workbench.model import Attribute, Entity
    from workbench.prove._proof import RowSource
    from workbench.prove._staging import Stage, Staging

MISFIT: Final = "__misfit"


@dataclass(frozen=True)
class Taken:
    """What was loaded of an entity: rows of the source, those that cannot be read, and why."""

    rows: int
    misread: int
    violations: tuple[Violation, ...] = ()


class Loading:
    """Loads the rows of entities into their staging tables."""

    def __init__(self, rows: RowSource, staging: Staging, *, samples: int, show_personal: bool) -> None:
        self._rows = rows
        self._staging = staging
        self._cursor: duckdb.DuckDBPyConnection = rows.cursor()
        self._samples = samples
        self._show_personal = show_personal

    def count(self, entity: Entity) -> int:
        """Rows of an entity in the source."""
        row = self._cursor.execute(f"SELECT count(*) FROM ({self._rows.relation(entity)}) AS r").fetchone()
        return int(row[0]) if row else 0

    def load(self, stage: Stage, load: Any) -> Taken:
        """Load one entity; `load` takes a SELECT and its connection to the engine."""
        relation = self._rows.relation(stage.entity)
        long = {attribute: self._too_long(stage, attribute) for attribute in self._limits(stage)}
        refused = " OR ".join([sql_quote(MISFIT), *long.values()])
        rows, misfits, too_long = self._figures(relation, refused)
        # A text that the engine's column does not take goes in as nothing; the row is refused anyhow.
        cut = ", ".join(
            f"CASE WHEN NOT {condition} THEN {sql_quote(attribute.name)} END AS {sql_quote(attribute.name)}"
            for attribute, condition in long.items()
        )
        marks = f"row_number() OVER () AS {ROW}, CAST({refused} AS SMALLINT) AS {MISREAD}"
        source = f"SELECT *{f' REPLACE ({cut})' if cut else ''}, {marks} FROM ({relation}) AS r"
        values = (f"{self._staging.ground.export(a)} AS {sql_quote(a.name)}" for a in stage.attributes)
        load(f"SELECT {', '.join([ROW, MISREAD, *values])} FROM ({source}) AS n", self._cursor)
        violations = self._misread(stage.entity, relation, misfits)
        if too_long:
            for attribute, condition in long.items():
                sql = f"SELECT * FROM ({relation}) AS r WHERE {condition}"
                violations += self._listed(stage.entity, attribute, sql)
        return Taken(rows, misfits + too_long, tuple(violations))

    def _figures(self, relation: str, refused: str) -> tuple[int, int, int]:
        """Rows, rows with a value that cannot be read, and further rows with a value that is too long."""
        misfit = sql_quote(MISFIT)
        row = self._cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE {misfit}), count(*) FILTER (WHERE NOT {misfit} AND ({refused})) "
            f"FROM ({relation}) AS r"
        ).fetchone()
        return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)

    def _limits(self, stage: Stage) -> list[Attribute]:
        """Attributes whose text may be longer than what the engine takes."""
        return [a for a in stage.attributes if self._limit(stage, a) is not None]

    def _limit(self, stage: Stage, attribute: Attribute) -> int | None:
        if not isinstance(attribute.type, Text | Char):
            return None
        limit: int | None = self._staging.schema.column(stage.entity, attribute).info["stored"].limit
        return limit

    def _too_long(self, stage: Stage, attribute: Attribute) -> str:
        return f"coalesce(length({sql_quote(attribute.name)}) > {self._limit(stage, attribute)}, false)"

    def _misread(self, entity: Entity, relation: str, misfits: int) -> list[Violation]:
        if not misfits:
            return []
        by_attribute = getattr(self._rows, "misfits", None)
        if by_attribute is None:
            sql = f"SELECT * FROM ({relation}) AS r WHERE {sql_quote(MISFIT)}"
            return self._listed(entity, None, sql)
        found: list[Violation] = []
        for attribute in entity.attributes:
            if attribute.generated is None:
                found += self._listed(entity, attribute, by_attribute(entity, attribute))
        return found

    def _listed(self, entity: Entity, attribute: Attribute | None, sql: str) -> list[Violation]:
        row = self._cursor.execute(f"SELECT count(*) FROM ({sql}) AS v").fetchone()
        if not row or not row[0]:
            return []
        # As text: a TIMESTAMPTZ would need pytz to become a Python value.
        found = self._cursor.execute(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql}) AS v LIMIT {self._samples}")
        names = [column[0] for column in found.description or ()]
        rows = tuple(dict(zip(names, values, strict=True)) for values in found.fetchall())
        subject = Subject.attribute(entity.name, attribute.name) if attribute else Subject.entity(entity.name)
        shown = tuple(masked(entity, row, by_column=True) for row in rows) if not self._show_personal else rows
        return [Violation("type", subject, int(row[0]), sql, "source", shown)]


def masked(entity: Entity, row: dict[str, Any], *, by_column: bool = False) -> dict[str, Any]:
    """A row with personal values left out.

    Parameters
    ----------
    by_column
        Whether the row has the names of the source's columns.
    """
    personal = {attribute.name for attribute in entity.attributes if attribute.personal}
    if by_column:
        personal |= {attribute.column for attribute in entity.attributes if attribute.personal}
    return {name: "***" if name in personal and value is not None else value for name, value in row.items()}
