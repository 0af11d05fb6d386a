"""Indexes: which of them an engine can hold, and what they become there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.errors import TextError
from workbench.model import Subject
from workbench.model.types import BINARY, JSON
from workbench.relational._names import template
from workbench.relational._schema import Rule
from workbench.relational._sql import Sql
from workbench.relational._types import is_text

if TYPE_CHECKING:
    from workbench.model import Entity, Index
    from workbench.relational._build import Builder

_LENGTH = re.compile(r"\((\d+)\)")
# Methods that an ordinary index can stand in for; the others answer questions that it cannot.
_REPLACEABLE = frozenset({"btree", "hash", "brin"})


class IndexBuilder:
    """Makes the indexes of one entity."""

    def __init__(self, builder: Builder, entity: Entity) -> None:
        self._builder = builder
        self._entity = entity
        self._table = builder.tables[entity.name]

    def build(self) -> None:
        """Make them all; each that the engine cannot hold becomes a finding."""
        for index in self._entity.indexes:
            self._make(index, Subject.index(self._entity.name, index.label))

    def _make(self, index: Index, subject: Subject) -> None:
        builder, engine = self._builder, self._builder.engine
        names = (*index.attributes, *index.include)
        if missing := next((name for name in names if self._entity.attribute(name) is None), None):
            self._leave_out("DDL-035", subject, f"{self._entity.name} has no attribute {missing!r}")
            return
        method = index.method
        if method is not None and method not in engine.index_methods:
            if method not in _REPLACEABLE:
                self._leave_out("DDL-032", subject, f"{engine.title} has no {method} indexes")
                return
            if method != "btree":
                builder.gaps.add("DDL-032", subject, f"{engine.title} has no {method} index: its usual one is made.")
            method = None
        if any(part.expression is not None for part in index.parts) and not engine.expression_indexes:
            self._leave_out("DDL-031", subject, f"{engine.title} has no indexes on expressions")
            return
        where: Any = None
        if index.where is not None and not engine.partial_indexes:
            if index.unique:
                self._leave_out("DDL-030", subject, f"{engine.title} cannot keep only some rows unique")
                return
            builder.gaps.add("DDL-030", subject, f"{engine.title} has no partial indexes: all rows are indexed.")
        try:
            if index.where is not None and engine.partial_indexes:
                where = Sql(builder.carry(index.where, self._entity))
            parts = [self._part(part.attribute, part.expression, part.descending) for part in index.parts]
        except TextError as error:
            self._leave_out("DDL-031", subject, str(error).rstrip("."))
            return
        self._write(index, subject, parts, method, where)

    def _part(self, attribute: str | None, expression: str | None, descending: bool) -> Any:
        part: Any
        if attribute is not None:
            part = self._table.c[attribute]
        else:
            # Double brackets are what all engines take around an expression here.
            part = Sql(f"({self._builder.carry(expression or '', self._entity)})")
        return part.desc() if descending and self._builder.engine.descending_indexes else part

    def _write(self, index: Index, subject: Subject, parts: list[Any], method: str | None, where: Any) -> None:
        builder, engine, entity = self._builder, self._builder.engine, self._entity
        if index.include and not engine.covering_indexes:
            builder.gaps.add(
                "DDL-033", subject, f"{engine.title} has no covering indexes: {', '.join(index.include)} is left out."
            )
        include = list(index.include) if engine.covering_indexes else []
        labels = [part.attribute or part.text for part in index.parts]
        wanted = template("ux" if index.unique else "ix", entity.name.name, *labels)
        name = builder.constraint_name(index.name, "index", wanted, entity, subject)
        options = builder.target.index_options(method and engine.index_methods[method], where, include)
        for position, text in self._prefixes(index, method, subject).items():
            # SQLAlchemy's own option for this fails beside a descending order.
            order = " DESC" if index.parts[position].descending and engine.descending_indexes else ""
            parts[position] = Sql(text + order)
        made = sa.Index(name, *parts, unique=index.unique, info={"note": index.note}, **options)
        if made.table is None:  # an index over nothing but expressions does not know its table
            made._set_parent_with_dispatch(self._table)  # noqa: SLF001
        columns = tuple(self._table.c[part.attribute].name for part in index.parts if part.attribute is not None)
        texts = [
            builder.quote(self._table.c[part.attribute].name)
            if part.attribute is not None
            else builder.carry(part.expression or "", entity)
            for part in index.parts
        ]
        builder.rules.append(
            Rule(
                "index",
                subject,
                entity.name,
                builder.path(entity),
                name,
                columns if len(columns) == len(index.parts) else (),
                tuple(texts),
                unique=index.unique,
                expression="" if where is None else str(where),
            )
        )

    def _prefixes(self, index: Index, method: str | None, subject: Subject) -> dict[int, str]:
        """Parts whose texts are cut in an index that is not unique, where the engine limits its entries."""
        engine = self._builder.engine
        limit, most = engine.key_limit_bytes, engine.key_text_length
        if limit is None or most is None or index.unique or method == "fulltext":
            return {}
        texts: list[tuple[int, sa.Column[Any], int | None]] = []
        for position, part in enumerate(index.parts):
            attribute = self._entity.attribute(part.attribute or "")
            if attribute is not None and (is_text(attribute.type) or attribute.type in (BINARY, JSON)):
                # One that is VARCHAR already, because it stands in a key, may be short enough as it is.
                kept = _LENGTH.search(self._builder.storage[self._entity.name, attribute.name].sql)
                texts.append((position, self._table.c[attribute.name], int(kept[1]) if kept else None))
        share = (limit - 16 * (len(index.parts) - len(texts))) // engine.bytes_per_character // max(1, len(texts))
        cut = {
            position: f"{self._builder.quote(column.name)}({min(most, share)})"
            for position, column, length in texts
            if length is None or length > share
        }
        if cut:
            shown = ", ".join(cut.values())
            self._builder.gaps.add("DDL-033", subject, f"{engine.title} indexes the first characters only: {shown}.")
        return cut

    def _leave_out(self, code: str, subject: Subject, why: str) -> None:
        self._builder.lacking["index"] += 1
        self._builder.gaps.add(code, subject, f"The index is left out: {why}.")
