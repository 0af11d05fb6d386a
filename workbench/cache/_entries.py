"""Entries: the facts that are kept of a source, each under the name of what it was measured from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Final, TypeVar

from workbench.cache._codec import pack, unpack
from workbench.facts import Answer, ColumnFacts, Question, TableFacts

_K = TypeVar("_K")
_V = TypeVar("_V")
# Answers to models that are no longer asked about go, the oldest first, when there are more than this.
MOST_ANSWERS: Final = 50_000


class StoredTable(TableFacts):
    """Facts of a table whose columns are read when they are first asked for: a summary needs none of them."""

    @classmethod
    def of(cls, head: bytes, columns: bytes) -> StoredTable:
        """Facts from the two texts that they are kept as."""
        made = cls(**dict(unpack(head)))
        del made.__dict__["columns"]
        made.__dict__["stored_columns"] = columns
        return made

    @cached_property
    def columns(self) -> tuple[ColumnFacts, ...]:
        """Facts of the columns in order."""
        found: tuple[ColumnFacts, ...] = unpack(self.__dict__["stored_columns"])
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TableFacts) and _plain(self) == _plain(other)

    def __hash__(self) -> int:
        return hash(_plain(self))


def _plain(facts: TableFacts) -> TableFacts:
    return TableFacts(**{name: getattr(facts, name) for name in TableFacts.__dataclass_fields__})


class Lazy(Mapping[_K, _V]):
    """A mapping that is made when something in it is first asked for."""

    def __init__(self, make: Callable[[], Mapping[_K, _V]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[_K, _V]:
        return self._make()

    def __getitem__(self, key: _K) -> _V:
        return self._made[key]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class Entries:
    """Facts by name, as lines of text until they are asked for.

    Parameters
    ----------
    lines
        What :meth:`lines` gave.
    """

    def __init__(self, lines: Collection[bytes] = ()) -> None:
        self._tables: dict[str, tuple[bytes, bytes]] = {}
        self._answers: dict[str, tuple[bytes, bytes]] = {}  # (what it rests on, the answer)
        for line in lines:
            kind, name, first, second = line.split(b"\t")
            (self._tables if kind == b"T" else self._answers)[name.decode()] = first, second
        self.changed = False

    def has(self, tables: Collection[str], answers: Collection[str]) -> bool:
        """Whether all of these are known."""
        return self._tables.keys() >= set(tables) and self._answers.keys() >= set(answers)

    def table(self, name: str, origin: str) -> TableFacts | None:
        """Facts of a table, where it lies now; None when it was not measured."""
        known = self._tables.get(name)
        if known is None:
            return None
        facts = StoredTable.of(*known)
        if facts.origin != origin:
            facts.__dict__["origin"] = origin
        return facts

    def add_table(self, name: str, facts: TableFacts) -> None:
        """Take note of a table; raises :class:`TypeError` when it holds what cannot be kept."""
        head = tuple((key, getattr(facts, key)) for key in facts.__dataclass_fields__ if key != "columns")
        self._tables[name] = pack(head).encode(), pack(facts.columns).encode()
        self.changed = True

    def answer(self, name: str) -> Answer | None:
        """One answer; None when it is not known."""
        known = self._answers.get(name)
        if known is None:
            return None
        found: Answer = unpack(known[1])
        return found

    def add_answer(self, name: str, rests: Collection[str], answer: Answer) -> None:
        """Take note of an answer and of what it rests on."""
        self._answers[name] = ",".join(rests).encode(), pack(answer).encode()
        self.changed = True

    def answers(self, names: Collection[str]) -> Mapping[Question, Answer]:
        """Answers by their questions, in that order."""
        found = (self.answer(name) for name in names)
        return {answer.question: answer for answer in found if answer is not None}

    def lines(self, used: Collection[str], current: Collection[str]) -> list[bytes]:
        """Lines for the file: tables and answers that still hold, and of too many answers those used last.

        Parameters
        ----------
        used
            Names that were asked for now.
        current
            Names of what the tables hold now, and of the source as a whole.
        """
        now = {name.encode() for name in current}
        holding = {k: v for k, v in self._answers.items() if all(rest in now for rest in v[0].split(b","))}
        for name in used:
            if name in holding:
                holding[name] = holding.pop(name)  # to the end
        kept = list(holding.items())[-MOST_ANSWERS:]
        tables = [(name, self._tables[name]) for name in current if name in self._tables]
        return [
            *(b"\t".join((b"T", name.encode(), *parts)) for name, parts in tables),
            *(b"\t".join((b"A", name.encode(), *parts)) for name, parts in kept),
        ]
