"""Database: the tables, keys, references and rows of one made-up database."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks._hard.blueprint import Concept, Field, Link
from benchmarks._hard.style import Style
from benchmarks._hard.values import value_of

_MOST_ROWS = 2500


@dataclass
class Table:
    """A table: its columns with their values, its key, and the references it holds."""

    name: str
    rows: int
    columns: dict[str, list[Any]] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)  # column → the words it is named by
    references: list[tuple[tuple[str, ...], str, tuple[str, ...]]] = field(default_factory=list)


class Database:
    """One made-up database.

    Parameters
    ----------
    concepts
        What it is about.
    seed
        Draws style and rows; the same seed gives the same database.
    """

    def __init__(self, concepts: list[Concept], seed: str) -> None:
        self.rng = random.Random(seed)
        self.style = Style.draw(self.rng)
        self.concepts = {concept.name: concept for concept in concepts}
        self.tables: dict[str, Table] = {}
        self._next_id = self.style.first_id
        self._pending: list[tuple[Concept, Link]] = []
        empty = {name for name in self.concepts if self.rng.random() < self.style.empty and self._leaf(name)}
        for name in self.concepts:
            self._make(name, empty)
        for concept, link in self._pending:
            self._link(self.tables[concept.name], concept, link)
        for concept in concepts:
            self._extras(self.tables[concept.name])

    # -- building -----------------------------------------------------------------------------------------------

    def _make(self, name: str, empty: set[str]) -> Table:
        if name in self.tables:
            return self.tables[name]
        concept = self.concepts[name]
        needed = [concept.parent, concept.owner, *concept.joins]
        needed += [link.entity for link in concept.links if not link.optional and link.entity != name]
        for other in needed:
            if other is not None and other != name:
                self._make(other, empty)
        rows = 0 if name in empty else self._count(concept)
        for other in needed:
            if other is not None and not self.tables[other].rows:
                rows = 0
        table = self.tables[name] = Table(self.style.table(name), rows)
        self._key(table, concept)
        for link in concept.links:
            if link.entity in self.tables:
                self._link(table, concept, link)
            else:
                self._pending.append((concept, link))
        for item in concept.fields:
            self._field(table, name, item)
        return table

    def _leaf(self, name: str) -> bool:
        """Whether at most one other entity must be empty when this one is."""
        needing = [
            c for c in self.concepts.values()
            if name in (c.parent, c.owner, *c.joins) or any(k.entity == name and not k.optional for k in c.links)
        ]  # fmt: skip
        return len(needing) <= 1

    def _count(self, concept: Concept) -> int:
        wanted = concept.rows if concept.rows < 30 else max(5, int(concept.rows * self.style.scale))
        if concept.owner is not None:
            wanted = self.tables[concept.owner].rows * concept.rows
        if concept.parent is not None:
            share = concept.rows / self.concepts[concept.parent].rows
            wanted = max(1, int(self.tables[concept.parent].rows * share))
        if self.rng.random() < 0.03:
            wanted = 1
        return min(wanted, _MOST_ROWS)

    def _ids(self, rows: int) -> list[int]:
        start = self._next_id if self.style.global_ids else self.style.first_id
        step = 3 if self.style.gaps else 1
        found, at = [], start
        for _ in range(rows):
            found.append(at)
            at += self.rng.randint(1, step)
        if self.style.global_ids:
            self._next_id = at
        return found

    def _key(self, table: Table, concept: Concept) -> None:
        style, name = self.style, concept.name
        if concept.parent is not None:
            parent = self.tables[concept.parent]
            if style.subtype_keys == "shared" or len(parent.key) > 1:
                self._shared_key(table, concept, parent)
                return
            self._surrogate(table, name)
            self._refer(table, name, Link(concept.parent, concept.parent), unique=True)
        elif concept.joins and style.keys != "surrogate":
            self._junction(table, concept)
        elif concept.owner is not None and style.keys != "surrogate":
            self._weak(table, concept)
        elif style.keys == "natural" and (
            code := next((f for f in concept.fields if f.kind == "code" and f.unique), None)
        ):
            self._field(table, name, code)
            table.key = (next(iter(table.columns)),)
        else:
            self._surrogate(table, name)
            for other in (*concept.joins, *([concept.owner] if concept.owner else [])):
                self._refer(table, name, Link(other, other))

    def _surrogate(self, table: Table, name: str) -> None:
        words = self.style.key(name)
        column = self._add(table, name, words, self._ids(table.rows))
        table.key = (column,)

    def _shared_key(self, table: Table, concept: Concept, parent: Table) -> None:
        picked = sorted(self.rng.sample(range(parent.rows), min(table.rows, parent.rows)))
        table.rows = len(picked)
        columns = []
        for part in parent.key:
            words = parent.words[part]
            if not self.style.shared_name and len(parent.key) == 1 and "_" in words:
                words = self.style.key(concept.name)
            columns.append(self._add(table, concept.name, words, [parent.columns[part][i] for i in picked]))
        table.key = tuple(columns)
        table.references.append((table.key, parent.name, parent.key))

    def _weak(self, table: Table, concept: Concept) -> None:
        owner = self.tables[concept.owner or ""]
        each = max(1, self.concepts[concept.name].rows)
        places: list[tuple[int, int]] = []
        for i in range(owner.rows):
            many = self.rng.randint(1, 2 * each)
            places += [(i, n + 1) for n in range(many)]
        places = places[:_MOST_ROWS] if table.rows else []
        table.rows = len(places)
        columns = []
        for part in owner.key:
            words = owner.words[part]
            if words in ("id", "code"):
                words = f"{self.style.short(concept.owner or '')}_{words}"
            columns.append(self._add(table, concept.name, words, [owner.columns[part][i] for i, _ in places]))
        table.references.append((tuple(columns), owner.name, owner.key))
        ending = self.rng.choice(["no", "line", "seq", "nr", "position"])
        words = self.rng.choice([f"{self.style.short(concept.name)}_{ending}", f"{ending}_no"])
        number = self._add(table, concept.name, words, [n for _, n in places])
        table.key = (*columns, number)

    def _junction(self, table: Table, concept: Concept) -> None:
        sides = [self.tables[name] for name in concept.joins]
        seen: dict[tuple[int, ...], None] = {}
        for _ in range(table.rows * 3):
            seen.setdefault(tuple(min(int(self.rng.random() ** 1.5 * s.rows), s.rows - 1) for s in sides))
            if len(seen) >= table.rows:
                break
        table.rows = len(seen)
        key: list[str] = []
        for at, (name, side) in enumerate(zip(concept.joins, sides, strict=True)):
            columns = []
            for part in side.key:
                words = self.style.link(name, name, side.words[part])
                columns.append(
                    self._add(table, concept.name, words, [side.columns[part][places[at]] for places in seen])
                )
            table.references.append((tuple(columns), side.name, side.key))
            key += columns
        table.key = tuple(key)

    # -- columns ------------------------------------------------------------------------------------------------

    def _add(self, table: Table, entity: str, words: str, values: list[Any]) -> str:
        column = self.style.column(entity, words)
        number = 2
        while column.casefold() in {known.casefold() for known in table.columns}:
            column = self.style.column(entity, f"{words}_{number}")
            number += 1
        table.columns[column] = values
        table.words[column] = words
        return column

    def _field(self, table: Table, entity: str, item: Field) -> None:
        if item.name in table.words.values():
            return
        values = value_of(item.kind, table.rows, self.rng, unique=item.unique)
        if item.optional:
            values = [None if self.rng.random() < 0.3 else value for value in values]
        words = item.name
        if item.kind == "name" and item.name == "name" and self.rng.random() < 0.2:
            words = f"{entity}_name"
        self._add(table, entity, words, values)

    def _link(self, table: Table, concept: Concept, link: Link) -> None:
        self._refer(table, concept.name, link)
        parent = self.tables[link.entity]
        if self.rng.random() < self.style.copies and link.entity != concept.name:
            named = next((c for c in parent.columns if parent.words[c].endswith("name")), None)
            columns, _, key = table.references[-1]
            if named is not None and parent.rows:
                at = {values: i for i, values in enumerate(zip(*(parent.columns[k] for k in key), strict=True))}
                rows = zip(*(table.columns[c] for c in columns), strict=True)
                copied = [parent.columns[named][at[values]] if values in at else None for values in rows]
                self._add(table, concept.name, f"{self.style.short(link.role)}_name", copied)

    def _refer(self, table: Table, entity: str, link: Link, *, unique: bool = False) -> None:
        parent = self.tables[link.entity]
        rng, own = self.rng, parent is table
        picked: list[int | None] = []
        if unique:
            picked = list(rng.sample(range(parent.rows), min(table.rows, parent.rows)))
            table.rows = len(picked)
            for column in table.columns:
                table.columns[column] = table.columns[column][: table.rows]
        else:
            reach = rng.choices([1.0, 0.7, 0.25], [70, 20, 10])[0]
            skew = rng.choices([1.0, 1.6, 3.0], [45, 35, 20])[0]
            order = list(range(parent.rows))
            rng.shuffle(order)
            order = order[: max(1, int(parent.rows * reach))] if parent.rows else []
            nulls = rng.choice([0.1, 0.5, 0.9]) if link.optional else 0.0
            for i in range(table.rows):
                if not order or (link.optional and rng.random() < nulls) or (own and i == 0):
                    picked.append(None)
                elif own:
                    picked.append(rng.randrange(max(1, i)))
                else:
                    picked.append(order[int(rng.random() ** skew * len(order))])
        columns = []
        for part in parent.key:
            words = self.style.link(link.role, link.entity, parent.words[part])
            if len(parent.key) > 1 and link.role != link.entity:
                words = f"{self.style.short(link.role)}_{parent.words[part]}"
            if words in table.words.values():
                words = f"{self.style.short(link.role)}_{parent.words[part]}"
            values = [None if i is None else parent.columns[part][i] for i in picked]
            columns.append(self._add(table, entity, words, values))
        if self.style.orphans and rng.random() < 0.3 and len(columns) == 1 and not unique:
            values = table.columns[columns[0]]
            for i, value in enumerate(values):
                if value is not None and rng.random() < self.style.orphans:
                    values[i] = value + 100_000 if isinstance(value, int) else f"{value}X"
        table.references.append((tuple(columns), parent.name, parent.key))

    def _extras(self, table: Table) -> None:
        entity = next(name for name, other in self.tables.items() if other is table)
        for word in self.style.extras:
            if self.rng.random() < 0.6:
                self._add(
                    table, entity, word, value_of(word, table.rows, self.rng, unique=word in ("rowguid", "legacy_no"))
                )

    # -- what comes out -----------------------------------------------------------------------------------------

    def write(self, folder: Path) -> None:
        """Write each table as CSV; columns keep their order."""
        folder.mkdir(parents=True, exist_ok=True)
        for table in self.tables.values():
            with (folder / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(table.columns)
                writer.writerows(zip(*table.columns.values(), strict=True))

    def keys(self) -> dict[str, tuple[str, ...]]:
        """True primary keys by table."""
        return {table.name: table.key for table in self.tables.values()}

    def references(self) -> Iterator[tuple[str, tuple[str, ...], str, tuple[str, ...]]]:
        """True references: child, its columns, parent, its columns."""
        for table in self.tables.values():
            for columns, parent, key in table.references:
                yield table.name, columns, parent, key
