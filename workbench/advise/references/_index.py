"""Index: which of many tables the name of a column may mention, without comparing it with each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from workbench.advise._naming import ColumnName, ParentName
from workbench.advise._words import ABBREVIATIONS, likeness, same_meaning

_SHORTENED: Mapping[str, tuple[str, ...]] = {
    whole: tuple(short for short, long in ABBREVIATIONS.items() if long == whole) for whole in ABBREVIATIONS.values()
}


class _Words:
    """Words with the places where they stand, looked up by words that are like them."""

    def __init__(self) -> None:
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        self._alike: dict[str, tuple[str, ...]] = {}

    def add(self, word: str, place: int) -> None:
        if word not in self._places:
            self._by_letter[word[:1]].append(word)
        self._places[word].append(place)

    def same(self, word: str) -> Iterable[int]:
        return self._places.get(word, ())

    def alike(self, word: str) -> Iterable[int]:
        """Places of all words that :func:`~workbench.advise._words.likeness` takes for this one."""
        if word not in self._alike:
            # Words that are alike begin with the same letter, or are listed as a short form or of the same meaning.
            listed = {ABBREVIATIONS.get(word, word), *_SHORTENED.get(word, ()), *same_meaning(word)}
            near = {*self._by_letter.get(word[:1], ()), *(other for other in listed if other in self._places)}
            self._alike[word] = tuple(other for other in near if likeness(word, other) > 0.0)
        return (place for other in self._alike[word] for place in self._places[other])


class NameIndex:
    """Names of tables and their keys, looked up by the name of a column that may mention them.

    Parameters
    ----------
    parents
        The names; a place is a position in them.

    Examples
    --------
    >>> from workbench.advise._naming import Naming
    >>> shop = Naming([("customers", ["id"]), ("orders", ["id", "cust_id"])])
    >>> index = NameIndex([shop.parent("customers", "id"), shop.parent("orders", "id")])
    >>> index.places(shop.column("orders", "cust_id"))
    [0]
    """

    def __init__(self, parents: Sequence[ParentName]) -> None:
        self._keys: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._first, self._last, self._joined, self._initials = _Words(), _Words(), _Words(), _Words()
        for place, parent in enumerate(parents):
            self._keys[parent.key.whole].append(place)
            for words in {parent.table, parent.key.body}:
                if words:
                    self._first.add(words[0], place)
                    self._last.add(words[-1], place)
                    self._joined.add("".join(words), place)
                    self._initials.add("".join(word[:1] for word in words), place)

    def places(self, column: ColumnName) -> list[int]:
        """Places, in order, of all parents that :func:`~workbench.advise.references._names.match` gives a score.

        There may be some among them to which it gives none. A column and a parent of the same table are compared in
        other ways too, and are not looked for here.
        """
        body = column.body
        found = set(self._keys.get(column.whole, ()))
        if body:
            # Each way in which a name is matched needs one of these (see `_names`): the last words alike, a word like
            # the first one, the initials, the joined words alike, or ended by all of them.
            found.update(self._last.alike(body[-1]))
            for word in set(body):
                found.update(self._first.alike(word))
            joined = "".join(body)
            found.update(self._initials.same(joined))
            found.update(self._joined.alike(joined))
            for start in range(len(joined) - 3):
                found.update(self._joined.same(joined[start:]))
        return sorted(found)
