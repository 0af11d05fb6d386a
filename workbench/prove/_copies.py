"""Copies: right rows copied with fresh values where a key asks for them, so that the copy breaks no key by chance."""

from __future__ import annotations

import contextlib
from itertools import islice
from typing import TYPE_CHECKING, Any

from workbench.errors import EngineError
from workbench.model.types import BOOLEAN, Char, EnumOf, Text
from workbench.prove._values import literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.connect import Database
    from workbench.model import Attribute
    from workbench.prove._ground import Ground
    from workbench.relational._schema import Rule, Schema

Changes = dict[str, str]
"""Column → SQL of its new value."""

_ROOM = 4  # fresh values to try


class Copies:
    """Copies of the rows of a schema whose tables hold at least one row each."""

    def __init__(self, database: Database, schema: Schema, ground: Ground) -> None:
        self._database = database
        self._schema = schema
        self._ground = ground
        self._entities = {entity.name: entity for entity in schema.order}

    def _over(self, rule: Rule) -> tuple[str, ...]:
        """Columns that a key or a unique index is over, those inside expressions too."""
        return rule.columns or tuple(self._mentioned(rule, " ".join(rule.parts)))

    def _table(self, rule: Rule) -> str:
        return self._schema.quoted_path(rule.table)

    def _attributes(self, rule: Rule) -> dict[str, Attribute]:
        """Attributes of the rule's entity that take a value, by column."""
        entity = self._entities[rule.entity]
        return {self._schema.column(entity, a).name: a for a in entity.attributes if a.generated is None}

    def _copy(self, rule: Rule, changes: Changes, where: str = "") -> str:
        """Insert a copy of some row with changes."""
        quote = self._schema.quote
        columns = list(self._attributes(rule))
        values = [f"{changes.get(column, f't.{quote(column)}')} AS {quote(column)}" for column in columns]
        table = self._table(rule)
        return (
            f"INSERT INTO {table} ({', '.join(map(quote, columns))}) "
            f"SELECT {', '.join(values)} FROM {table} t{where and f' WHERE {where}'} LIMIT 1"
        )

    @staticmethod
    def _sql(value: Any) -> str:
        if isinstance(value, bool | int | float):
            return str(value)
        text = value.hex() if isinstance(value, bytes) else str(value)
        return "'" + text.replace("'", "''") + "'"

    def _count(self, rule: Rule, where: str) -> int:
        return int(self._database.value(f"SELECT count(*) FROM {self._table(rule)} t{where and f' WHERE {where}'}"))

    def _fresh(self, rule: Rule, column: str, *, beside: Rule | None = None) -> Iterator[str]:
        """Values that stand neither in a column nor, for a reference, in the column of its parent."""
        places = [(self._table(rule), column)]
        if beside is not None and beside.parent_table is not None:
            at = beside.columns.index(column)
            places.append((self._schema.quoted_path(beside.parent_table), beside.parent_columns[at]))
        for literal in self._candidates(rule, column, places):
            if not any(self._stands(table, name, literal) for table, name in places):
                yield literal

    def _stands(self, table: str, column: str, literal: str) -> bool:
        name = self._schema.quote(column)
        try:
            return bool(self._database.value(f"SELECT count(*) FROM {table} WHERE {name} = {literal}"))
        except EngineError:  # a literal that the type does not take is no value to try
            return True

    def _candidates(self, rule: Rule, column: str, places: list[tuple[str, str]]) -> Iterator[str]:
        entity = self._entities[rule.entity]
        attribute = self._attributes(rule)[column]
        limit = self._schema.column(entity, attribute).info["stored"].limit
        quoted = self._schema.quote(column)
        if str(attribute.type) in ("int16", "int32", "int64"):
            for table, name in places:
                of = self._schema.quote(name)
                highest, lowest = self._database.rows(f"SELECT max({of}), min({of}) FROM {table}")[0]
                if highest is not None:
                    yield from (str(int(highest) + 1), str(int(highest) + 2), str(int(lowest) - 1))
        elif isinstance(attribute.type, Text | Char) and places:
            # A text like those that are there is likely to pass the checks.
            for (text,) in self._database.rows(
                f"SELECT {quoted} FROM {places[0][0]} WHERE {quoted} IS NOT NULL LIMIT 3"
            ):
                yield from map(self._sql, _alike(str(text), limit))
        if isinstance(attribute.type, EnumOf):
            enum = self._schema.model.enums_by_name.get(attribute.type.enum)
            yield from (self._sql(value.name) for value in (enum.values if enum else ()))
        yield from islice(literals(attribute.type, length=limit, binary=self._ground.binary), 200)

    def _unhooked(self, rule: Rule, changed: Iterable[str], kept: Iterable[str], nth: int) -> Changes:
        """Changes that keep a copy from breaking the other keys.

        Parameters
        ----------
        changed
            Columns that get another value anyhow: a key with one of them is not repeated.
        kept
            Columns whose value must stay.
        nth
            Which of the fresh values: a second copy needs others.
        """
        done, fixed = set(changed), set(kept)
        changes: Changes = {}
        bound = {c for r in self._schema.rules_of("reference", "enum") if r.entity == rule.entity for c in r.columns}
        for other in self._schema.rules_of("key", "index"):
            if other.entity != rule.entity or other is rule or not other.unique:
                continue
            columns = self._over(other)
            if done & set(columns):
                continue
            together = {} if fixed & set(columns) else self._others(rule, columns, nth)
            if together:
                changes |= together
                done |= together.keys()
                continue
            for column in sorted(columns, key=lambda c: c in bound):
                value = None if column in fixed else self._other(rule, column, nth, bound=column in bound)
                if value is not None:
                    changes[column] = value
                    done.add(column)
                    break
        return changes

    def _other(self, rule: Rule, column: str, nth: int, *, bound: bool) -> str | None:
        """SQL of a value that a column can have and that no row has there; None where there is none."""
        attribute = self._attributes(rule).get(column)
        if attribute is None:
            return None
        if attribute.type == BOOLEAN:
            return f"NOT t.{self._schema.quote(column)}"
        if not bound:
            fresh = list(islice(self._fresh(rule, column), nth + 1))
            return fresh[nth] if len(fresh) > nth else None
        for reference in self._bound_by(rule, column):
            parent, key = self._parent(reference)
            taken = f"SELECT 1 FROM {self._table(rule)} x WHERE x.{self._schema.quote(column)} = p.{key}"
            free = f"SELECT p.{key} FROM {parent} p WHERE NOT EXISTS ({taken}) ORDER BY p.{key} LIMIT 1 OFFSET {nth}"
            if self._database.rows(free):
                return f"({free})"
        return "NULL" if attribute.nullable else None

    def _others(self, rule: Rule, columns: tuple[str, ...], nth: int) -> Changes:
        """Values for several columns of a key that together name a row of another table which no row names yet."""
        quote = self._schema.quote
        for reference in self._schema.rules_of("reference"):
            own = reference.entity == rule.entity and set(reference.columns) <= set(columns)
            if not own or len(reference.columns) < 2 or reference.parent_table in (None, reference.table):
                continue
            parent, _ = self._parent(reference)
            pairs = list(zip(reference.columns, reference.parent_columns, strict=True))
            same = " AND ".join(f"x.{quote(column)} = p.{quote(key)}" for column, key in pairs)
            order = ", ".join(f"p.{quote(key)}" for _, key in pairs)
            free = (
                f"FROM {parent} p WHERE NOT EXISTS (SELECT 1 FROM {self._table(rule)} x WHERE {same}) "
                f"ORDER BY {order} LIMIT 1 OFFSET {nth}"
            )
            if self._database.rows(f"SELECT 1 {free}"):
                return {column: f"(SELECT p.{quote(key)} {free})" for column, key in pairs}
        return {}

    def _parent(self, reference: Rule) -> tuple[str, str]:
        assert reference.parent_table is not None  # noqa: S101  # `_bound_by` gives no others
        return self._schema.quoted_path(reference.parent_table), self._schema.quote(reference.parent_columns[0])

    def _bound_by(self, rule: Rule, column: str) -> list[Rule]:
        """References of a column alone to another table."""
        return [
            reference
            for reference in self._schema.rules_of("reference")
            if reference.entity == rule.entity
            and reference.columns == (column,)
            and reference.parent_table not in (None, reference.table)
        ]

    def _make_room(self, rule: Rule, seen: frozenset[str] = frozenset()) -> bool:
        """Put further rows into the tables that the keys of a rule's table are taken from, and first into theirs.

        They stay: each parent may have no more than one child.
        """
        made = False
        seen |= {self._table(rule)}
        keys = [r for r in self._schema.rules_of("key", "index") if r.entity == rule.entity and r.unique]
        for column in sorted({c for key in keys for c in self._over(key)} & set(self._attributes(rule))):
            for reference in self._bound_by(rule, column):
                key = self._key_of(reference)
                if key is None or self._table(key) in seen:
                    continue
                made = self._make_room(key, seen) or made
                for fresh in islice(self._fresh(key, key.columns[0]), _ROOM):
                    changes = {**next(self._room(key, key.columns)), key.columns[0]: fresh}
                    with contextlib.suppress(EngineError):
                        self._database.execute(self._copy(key, changes))
                        made = True
        return made

    def _key_of(self, reference: Rule) -> Rule | None:
        """The key that a reference leads to, where it can be given a value."""
        for key in self._schema.rules_of("key"):
            if (key.table, key.columns) == (reference.parent_table, reference.parent_columns):
                return key if key.columns[0] in self._attributes(key) else None
        return None

    def _room(self, rule: Rule, changed: Iterable[str] = (), kept: Iterable[str] = ()) -> Iterator[Changes]:
        """Several ways to keep a copy from breaking other keys, should the first break a check; last, none."""
        changed, kept = tuple(changed), tuple(kept)
        seen: list[Changes] = []
        for nth in range(_ROOM):
            changes = self._unhooked(rule, changed, kept, nth)
            if changes not in seen:
                seen.append(changes)
                yield changes
        if {} not in seen:
            yield {}

    def _mentioned(self, rule: Rule, expression: str) -> list[str]:
        text = expression.casefold()
        return [column for column in self._attributes(rule) if column.casefold() in text]


def _alike(text: str, limit: int | None) -> Iterator[str]:
    """Texts that differ from one by a character at the end."""
    for char in dict.fromkeys((*text[-1:], "1", "2", "a", "b", "A", "B", "0", "9", "z")):
        if limit is None or len(text) < limit:
            yield text + char
        elif text:
            yield text[:-1] + char
