"""Wrong: for each rule one made-up row that breaks it, and nothing else if that can be had; the engine must refuse it.

A wrong row is a copy of a right one with as little changed as possible. Each try is a transaction of its own that is
rolled back, and counts only when the engine's error names the kind of rule that was broken.
"""

from __future__ import annotations

from itertools import chain, islice, pairwise, product
from typing import TYPE_CHECKING, Any

from workbench.errors import EngineError
from workbench.prove._copies import Changes, Copies
from workbench.prove._proof import WrongRow
from workbench.prove._values import constants, literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.relational._schema import Rule

_EXPECTED: Mapping[str, frozenset[str]] = {
    "key": frozenset({"unique"}),
    "index": frozenset({"unique"}),
    "reference": frozenset({"reference"}),
    "check": frozenset({"check"}),
    "enum": frozenset({"check", "type"}),
    "required": frozenset({"not_null"}),
}
_MOST_TRIES = 1_000


class WrongRows(Copies):
    """Tries a wrong row for each rule of a schema whose tables hold at least one row each."""

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
        implied = passed = ""
        for _ in range(2):
            for statements in islice(tries[rule.kind](rule), _MOST_TRIES):
                kind, text = self._attempt(statements)
                breaks = (
                    self._breaks(rule, statements) if rule.kind == "check" and kind in ("check", "accepted") else None
                )
                if kind in _EXPECTED[rule.kind] and breaks is not False and self._blamed(rule, text):
                    return WrongRow(rule.kind, rule.subject, refused=True, answer=text)
                if breaks and kind == "check":
                    implied = implied or text
                elif breaks:
                    passed = text
                answer = text
            if implied or passed or not self._make_room(rule):
                break
        if implied and not passed:
            return WrongRow(rule.kind, rule.subject, refused=True, answer=implied, implied=True)
        if rule.kind == "check" and not passed:
            answer = f"no row was found that breaks {rule.expression}: it may be true of every row"
        return WrongRow(rule.kind, rule.subject, refused=False, answer=passed or answer)

    def _breaks(self, rule: Rule, statements: list[str]) -> bool | None:
        """Whether the row that an INSERT would have added breaks a check; None where that cannot be asked."""
        row = "SELECT " + statements[-1].partition(") SELECT ")[2]
        try:
            return bool(self._database.value(f"SELECT count(*) FROM ({row}) v WHERE NOT ({rule.expression})"))
        except EngineError:  # it mentions what the engine computes
            return None

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

    def _doubles(self, rule: Rule) -> Iterator[list[str]]:
        """A second row with the same key."""
        quote = self._schema.quote
        there = [f"t.{quote(column)} IS NOT NULL" for column in rule.columns]
        where = " AND ".join([*there, *([f"({rule.expression})"] if rule.expression else [])])
        kept = self._over(rule)
        if self._count(rule, where):
            for changes in self._room(rule, kept=kept):
                for varied in self._varied(rule):
                    yield [self._copy(rule, {**changes, **varied}, where)]
                yield [self._copy(rule, changes, where)]
        # No row has such a key yet: make one, and then another.
        for first, second in pairwise(self._room(rule, kept=kept)):
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
        expression = self._schema.expanded(rule)
        columns = self._mentioned(rule, expression)
        rooms = list(self._room(rule, columns))
        for changes in self._combinations(rule, columns, expression):
            for room in rooms:
                yield [self._copy(rule, {**room, **changes})]

    def _combinations(self, rule: Rule, columns: list[str], expression: str) -> Iterator[Changes]:
        """Values for one column after the other, then for two at once."""
        entity = self._entities[rule.entity]
        bounds = constants(expression)

        def values(column: str) -> tuple[str, ...]:
            attribute = self._attributes(rule)[column]
            limit = self._schema.column(entity, attribute).info["stored"].limit
            usual = islice(
                chain(
                    self._candidates(rule, column, []),
                    literals(attribute.type, length=limit, binary=self._ground.binary),
                ),
                12,
            )
            return tuple(dict.fromkeys((*bounds, *usual)))

        known = {column: values(column) for column in columns if column in self._attributes(rule)}
        for column, listed in known.items():
            yield from ({column: value} for value in listed)
        if len(known) > 1:
            for picked in product(*known.values()):
                yield dict(zip(known, picked, strict=True))
