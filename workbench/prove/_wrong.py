"""Wrong: for each rule one made-up row that breaks it, and nothing else if that can be had; the engine must refuse it.

A wrong row is a copy of a right one with as little changed as possible. Each try is a transaction of its own that is
rolled back, and counts only when the engine's error names the kind of rule that was broken.
"""

from __future__ import annotations

from itertools import chain, islice, pairwise, product
from typing import TYPE_CHECKING, Any

from workbench.errors import EngineError
from workbench.model.types import BOOLEAN, Char, EnumOf, Text
from workbench.prove._proof import WrongRow
from workbench.prove._values import constants, literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.connect import Database
    from workbench.model import Attribute
    from workbench.prove._ground import Ground
    from workbench.relational._schema import Rule, Schema

Changes = dict[str, str]
"""Column → SQL of its new value."""

_EXPECTED: Mapping[str, frozenset[str]] = {
    "key": frozenset({"unique"}),
    "index": frozenset({"unique"}),
    "reference": frozenset({"reference"}),
    "check": frozenset({"check"}),
    "enum": frozenset({"check", "type"}),
    "required": frozenset({"not_null"}),
}
_MOST_TRIES = 1_000
_ROOM = 4


class WrongRows:
    """Tries a wrong row for each rule of a schema whose tables hold at least one row each."""

    def __init__(self, database: Database, schema: Schema, ground: Ground) -> None:
        self._database = database
        self._schema = schema
        self._ground = ground
        self._entities = {entity.name: entity for entity in schema.order}

    def rules(self) -> tuple[Rule, ...]:
        """Rules that are tried: all but plain indexes, and required attributes that a primary key covers anyhow."""
        primary = {(r.entity, column) for r in self._schema.rules_of("key") if r.primary for column in r.columns}
        return tuple(
            rule
            for rule in self._schema.rules
            if (rule.kind != "index" or rule.unique)
            and not (rule.kind == "required" and ((rule.entity, rule.columns[0]) in primary or self._made(rule)))
        )

    def _made(self, rule: Rule) -> bool:
        """Whether the engine computes the value itself."""
        entity = self._entities[rule.entity]
        return any(
            attribute.generated is not None and self._schema.column(entity, attribute).name == rule.columns[0]
            for attribute in entity.attributes
        )

    def try_rule(self, rule: Rule) -> WrongRow:
        """Try rows that break a rule until the engine refuses one for the right reason."""
        if not self._count(rule, ""):
            return WrongRow(
                rule.kind, rule.subject, refused=False, answer="no row could be made up that fits the table"
            )
        answer = "no row was found that would break it"
        tries: dict[str, Any] = {
            "key": self._doubles,
            "index": self._doubles,
            "reference": self._orphans,
            "check": self._breaking,
            "enum": self._unlisted,
            "required": self._missing,
        }
        for statements in islice(tries[rule.kind](rule), _MOST_TRIES):
            kind, text = self._attempt(statements)
            if kind in _EXPECTED[rule.kind] and self._blamed(rule, text):
                return WrongRow(rule.kind, rule.subject, refused=True, answer=text)
            answer = text
        return WrongRow(rule.kind, rule.subject, refused=False, answer=answer)

    def _attempt(self, statements: Iterable[str]) -> tuple[str, str]:
        self._database.execute("BEGIN")
        try:
            for statement in statements:
                self._database.execute(statement)
        except EngineError as error:
            cause = error.__cause__
            return self._ground.refusal(cause if cause is not None else error), error.message
        finally:
            self._database.execute("ROLLBACK")
        return "accepted", "the row was accepted"

    def _blamed(self, rule: Rule, answer: str) -> bool:
        """Whether the answer is about this rule, or about a key that every row with this key breaks as well."""
        if self._ground.blames(rule, answer):
            return True
        if not rule.unique:
            return False
        kept = set(self._over(rule))
        others = (r for r in self._schema.rules_of("key", "index") if r.entity == rule.entity and r is not rule)
        implied = (r for r in others if r.unique and not r.expression and set(self._over(r)) <= kept)
        return bool(rule.columns) and any(self._ground.blames(other, answer) for other in implied)

    def _over(self, rule: Rule) -> tuple[str, ...]:
        """Columns that a key or a unique index is over, those inside expressions too."""
        return rule.columns or tuple(self._mentioned(rule, " ".join(rule.parts)))

    # -- statements ---------------------------------------------------------------------------------------------

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
        values = [changes.get(column, f"t.{quote(column)}") for column in columns]
        table = self._table(rule)
        return (
            f"INSERT INTO {table} ({', '.join(map(quote, columns))}) "
            f"SELECT {', '.join(values)} FROM {table} t{where and f' WHERE {where}'} LIMIT 1"
        )

    def _change(self, rule: Rule, changes: Changes) -> str:
        """Change a row that is there, for tables whose keys leave no room for another one."""
        quote = self._schema.quote
        key = next((r for r in self._schema.rules_of("key") if r.primary and r.entity == rule.entity), None)
        sets = ", ".join(f"{quote(column)} = {value}" for column, value in changes.items())
        if key is None:
            return f"UPDATE {self._table(rule)} SET {sets}"
        table = self._table(rule)
        same = " AND ".join(f"{quote(c)} = {self._sql(v)}" for c, v in zip(key.columns, self._first(key), strict=True))
        return f"UPDATE {table} SET {sets} WHERE {same}"

    def _first(self, key: Rule) -> tuple[Any, ...]:
        attributes, quote = self._attributes(key), self._schema.quote
        columns = ", ".join(
            self._ground.show(attributes[c], quote(c)) if c in attributes else quote(c) for c in key.columns
        )
        return self._database.rows(f"SELECT {columns} FROM {self._table(key)} LIMIT 1")[0]

    @staticmethod
    def _sql(value: Any) -> str:
        if isinstance(value, bool | int | float):
            return str(value)
        text = value.hex() if isinstance(value, bytes) else str(value)
        return "'" + text.replace("'", "''") + "'"

    def _count(self, rule: Rule, where: str) -> int:
        return int(self._database.value(f"SELECT count(*) FROM {self._table(rule)} t{where and f' WHERE {where}'}"))

    # -- fresh values -------------------------------------------------------------------------------------------

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
        yield from islice(literals(attribute.type, length=limit), 200)

    def _unhooked(self, rule: Rule, changed: Iterable[str], *, nth: int = 0) -> Changes:
        """Changes that keep a copy from breaking the other keys: fresh values where nothing refers elsewhere.

        Parameters
        ----------
        nth
            Which of the fresh values: a second copy needs others.
        """
        done = set(changed)
        changes: Changes = {}
        bound = {c for r in self._schema.rules_of("reference", "enum") if r.entity == rule.entity for c in r.columns}
        attributes = self._attributes(rule)
        for other in self._schema.rules_of("key", "index"):
            if other.entity != rule.entity or other is rule or not other.unique:
                continue
            columns = self._over(other)
            if done & set(columns):
                continue
            for column in columns:
                free = column in attributes and column not in bound and attributes[column].type != BOOLEAN
                fresh = list(islice(self._fresh(rule, column), nth + 1)) if free else []
                if len(fresh) > nth:
                    changes[column] = fresh[nth]
                    done.add(column)
                    break
        return changes

    def _room(self, rule: Rule, changed: Iterable[str]) -> Iterator[Changes]:
        """Several ways to keep a copy from breaking other keys, should the first break a check; last, none."""
        kept = tuple(changed)
        seen: list[Changes] = []
        for nth in range(_ROOM):
            changes = self._unhooked(rule, kept, nth=nth)
            if changes not in seen:
                seen.append(changes)
                yield changes
        if {} not in seen:
            yield {}

    # -- tries --------------------------------------------------------------------------------------------------

    def _doubles(self, rule: Rule) -> Iterator[list[str]]:
        """A second row with the same key."""
        quote = self._schema.quote
        there = [f"t.{quote(column)} IS NOT NULL" for column in rule.columns]
        where = " AND ".join([*there, *([f"({rule.expression})"] if rule.expression else [])])
        kept = self._over(rule)
        if self._count(rule, where):
            for changes in self._room(rule, kept):
                for varied in self._varied(rule):
                    yield [self._copy(rule, {**changes, **varied}, where)]
                yield [self._copy(rule, changes, where)]
        # No row has such a key yet: make one, and then another.
        for first, second in pairwise(self._room(rule, kept)):
            for values in self._combinations(rule, [*kept, *self._mentioned(rule, rule.expression)], rule.expression):
                yield [self._copy(rule, {**first, **values}), self._copy(rule, {**second, **values})]

    def _varied(self, rule: Rule) -> Iterator[Changes]:
        """Other values that an expression makes the same: ``lower(email)`` of another spelling."""
        for column in self._over(rule) if not rule.columns else ():
            quoted = self._schema.quote(column)
            for change in ("upper", "lower"):
                yield {column: f"{change}(t.{quoted})"}

    def _orphans(self, rule: Rule) -> Iterator[list[str]]:
        """A row whose parent is not there."""
        beside = (r for r in self._schema.rules_of("reference") if r.entity == rule.entity and r is not rule)
        others = {column for other in beside for column in other.columns}
        for column in sorted(rule.columns, key=lambda c: c in others):
            for fresh in islice(self._fresh(rule, column, beside=rule), 5):
                changes = {column: fresh}
                for other in rule.columns:
                    if other != column and (value := next(self._fresh(rule, other), None)):
                        changes[other] = f"coalesce(t.{self._schema.quote(other)}, {value})"
                for room in self._room(rule, changes):
                    yield [self._copy(rule, {**room, **changes})]
                yield [self._change(rule, {column: fresh})]

    def _missing(self, rule: Rule) -> Iterator[list[str]]:
        """A row without a value."""
        changes = {rule.columns[0]: "NULL"}
        for room in self._room(rule, changes):
            yield [self._copy(rule, {**room, **changes})]
        yield [self._change(rule, changes)]

    def _unlisted(self, rule: Rule) -> Iterator[list[str]]:
        """A row with a value that the enum does not have."""
        for text in ("workbench", "~", ""):
            if text not in rule.values:
                changes = {rule.columns[0]: f"'{text}'"}
                for room in self._room(rule, changes):
                    yield [self._copy(rule, {**room, **changes})]

    def _breaking(self, rule: Rule) -> Iterator[list[str]]:
        """Rows with other values in what a condition mentions, until one breaks it."""
        columns = self._mentioned(rule, rule.expression)
        rooms = list(self._room(rule, columns))
        for changes in self._combinations(rule, columns, rule.expression):
            for room in rooms:
                yield [self._copy(rule, {**room, **changes})]

    def _mentioned(self, rule: Rule, expression: str) -> list[str]:
        text = expression.casefold()
        return [column for column in self._attributes(rule) if column.casefold() in text]

    def _combinations(self, rule: Rule, columns: list[str], expression: str) -> Iterator[Changes]:
        """Values for one column after the other, then for two at once."""
        entity = self._entities[rule.entity]
        bounds = constants(expression)

        def values(column: str) -> tuple[str, ...]:
            attribute = self._attributes(rule)[column]
            limit = self._schema.column(entity, attribute).info["stored"].limit
            usual = islice(chain(self._candidates(rule, column, []), literals(attribute.type, length=limit)), 12)
            return tuple(dict.fromkeys((*bounds, *usual)))

        known = {column: values(column) for column in columns if column in self._attributes(rule)}
        for column, listed in known.items():
            yield from ({column: value} for value in listed)
        if len(known) > 1:
            for picked in product(*known.values()):
                yield dict(zip(known, picked, strict=True))


def _alike(text: str, limit: int | None) -> Iterator[str]:
    """Texts that differ from one by a character at the end."""
    for char in dict.fromkeys((*text[-1:], "1", "2", "a", "b", "A", "B", "0", "9", "z")):
        if limit is None or len(text) < limit:
            yield text + char
        elif text:
            yield text[:-1] + char
