"""Naming: names of tables and columns taken apart, without what a house style puts around all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.advise._joined import Joined
from workbench.advise._words import JOINTS, KEY_WORDS, LINE_WORDS, MEASURE_WORDS, stems, table_words
from workbench.model.model import Model
from workbench.naming import singular, words

# Words in front of every table or reference of some house styles, which say nothing of one of them.
_TABLE_MARKS = frozenset("tbl tb tab t dim fact stg vw mst trn".split())
_COLUMN_MARKS = frozenset("fk fkey ref xref idx ptr".split())

# Words that count, written together with what says so.
_NUMBERED = frozenset((f"{word}{ending}",) for word in LINE_WORDS for ending in ("no", "nr", "num"))


@dataclass(frozen=True)
class ColumnName:
    """Words of a column's name, taken apart.

    Parameters
    ----------
    body
        Words in the singular without what only says that it is a key.
    tail
        Whether a word said so: ``id``, ``key``, ``no``.
    whole
        All words, but for marks of a house style.
    many
        Whether it is in the plural and says no key: ``attendees``, of which there are so many.
    """

    body: tuple[str, ...]
    tail: bool
    whole: tuple[str, ...]
    many: bool = False

    @property
    def refers(self) -> bool:
        """Whether the name has the form of one that names something else: ``customer_id``, ``approved_by``."""
        return bool(self.body) and (self.tail or self.body[-1] in JOINTS)

    @property
    def measures(self) -> bool:
        """Whether the name is of something counted, measured or put in order."""
        return self.many or (bool(set(self.whole) & MEASURE_WORDS) and "id" not in self.whole[-1:])

    @property
    def counts(self) -> bool:
        """Whether the name is of a number inside something else: ``line_no``."""
        return bool(set(self.whole) & LINE_WORDS) or self.whole[-1:] in _NUMBERED


@dataclass(frozen=True)
class ParentName:
    """Words of a table and of its key, as a reference may mention them."""

    table: tuple[str, ...]
    key: ColumnName


class Naming:
    """The names of one model, with what its tables and columns share taken off.

    Parameters
    ----------
    tables
        Name of each table with the names of its columns.
    """

    def __init__(self, tables: Iterable[tuple[str, Sequence[str]]]) -> None:
        held = list(tables)
        self._joined = Joined(held)
        first = Counter(found[0] for name, _ in held if len(found := self._table(name)) > 1)
        # What more than half of the tables begin with tells none from another.
        self._shared = {word for word, count in first.items() if count > max(2, len(held) * 0.5)} | _TABLE_MARKS
        self._prefix = {name: _shared_prefix(name, columns) for name, columns in held}
        self._words: dict[str, tuple[str, ...]] = {}
        self._columns: dict[tuple[str, str], ColumnName] = {}
        self._tables = frozenset("".join(self.table(name)) for name, _ in held)

    def table(self, name: str) -> tuple[str, ...]:
        """Words of a table's name in the singular."""
        if name not in self._words:
            found = self._table(name)
            while len(found) > 1 and (found[0] in self._shared or found[0].isdigit()):
                found = found[1:]
            self._words[name] = found
        return self._words[name]

    def _table(self, name: str) -> tuple[str, ...]:
        return table_words(self._joined.table(name) if self._joined.applies else name)

    def column(self, table: str, name: str) -> ColumnName:
        """Words of a column's name."""
        key = table, name
        if key not in self._columns:
            self._columns[key] = self._column(table, name)
        return self._columns[key]

    def _column(self, table: str, name: str) -> ColumnName:
        if self._joined.applies:
            return _taken_apart(self._joined.column(table, name), "", ())
        found = _taken_apart(name, self._prefix.get(table, ""), self.table(table))
        if not found.tail and len(found.body) == 1:
            # Written as one word: coursecode, where there are courses.
            word = found.body[0]
            ending = next((k for k in KEY_WORDS if word.endswith(k) and word[: -len(k)] in self._tables), None)
            if ending is not None:
                body = word[: -len(ending)]
                return ColumnName((body,), tail=True, whole=(body, ending))
        return found

    def parent(self, table: str, key: str) -> ParentName:
        """Words of a table and its key."""
        return ParentName(self.table(table), self.column(table, key))


def naming(model: Model) -> Naming:
    """Names of a model's tables and columns, as the data have them."""
    return Naming((entity.source, [a.column for a in entity.attributes]) for entity in model.entities)


@lru_cache(maxsize=1 << 16)
def _taken_apart(name: str, prefix: str, table: tuple[str, ...]) -> ColumnName:
    found = list(stems(name))
    # Letters in front that stand for the table: con_date, l_orderkey.
    shared = bool(prefix) and found[:1] == [prefix]
    short = found[0] if found and len(found[0]) <= 2 and found[0] not in JOINTS else ""
    if len(found) > 1 and (shared or (short and _stands_for(short, "".join(table)))):
        found = found[1:]
    marked = False  # fk_winner refers to something as winner_id does
    while len(found) > 1 and found[0] in _COLUMN_MARKS:
        found, marked = found[1:], True
    if len(found) > 1 and found[-1] in _COLUMN_MARKS:
        found, marked = found[:-1], True
    if found and found[0].startswith("fk") and len(found[0]) > 4:
        found[0], marked = found[0][2:], True
    whole = tuple(found)
    tail = False
    if len(found) > 2 and "id" in found[1:-1]:
        at = found.index("id", 1)
        found, tail = [*found[:at], *found[at + 1 :]], True  # parent_id_cost_center is the id of a cost center
    elif len(found) > 2 and found[0] == "id":
        found, tail = found[1:], True  # id_tariff_code is the id of a tariff code
    elif len(found) > 1 and found[-1] in KEY_WORDS:
        found, tail = found[:-1], True
    elif len(found) > 1 and found[0] in ("id", "key", "code", "no"):
        found, tail = found[1:], True
    elif found and found[-1] in KEY_WORDS:
        found, tail = [], True
    last = words(name)[-1:]
    tail = tail or (marked and bool(found))
    return ColumnName(tuple(found), tail, whole, not tail and bool(last) and singular(last[0]) != last[0])


def _shared_prefix(table: str, columns: Sequence[str]) -> str:
    """First word of nearly all columns of a table, where it is short for the table: ``con_id``, ``con_date``."""
    first = Counter(found[0] for name in columns if len(found := stems(name)) > 1)
    if not first or len(columns) < 3:
        return ""
    word, count = first.most_common(1)[0]
    return word if count >= len(columns) * 0.75 and len(word) <= 5 else ""


def _stands_for(prefix: str, table: str) -> bool:
    """Whether letters occur in a table's name in that order, from its first letter on: ``ps`` in ``partsupp``."""
    if not table.startswith(prefix[0]):
        return False
    at = 0
    for letter in prefix:
        at = table.find(letter, at) + 1
        if not at:
            return False
    return True
