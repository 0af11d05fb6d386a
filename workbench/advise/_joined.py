"""Joined: names whose words are written together without a mark, taken apart by known words.

``policyholderno`` is ``policyholder no`` where there are policyholders. Only the names of a database that writes all of
them so are taken apart: elsewhere a word is what its author wrote as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.advise import _nouns
from workbench.advise import _words as lexicon
from workbench.naming import singular, words

# From this share of names of one word on a database is taken to write all its words together.
_JOINED = 0.95
_LEAST_COLUMNS = 12
_LISTED = frozenset().union(
    lexicon.PERSON_ROLES, lexicon.ORGANISATION_ROLES, lexicon.PLACE_ROLES, lexicon.SELF_WORDS, lexicon.PERSON_TABLES,
    lexicon.PLACE_TABLES, lexicon.ORGANISATION_TABLES, lexicon.MEASURE_WORDS, lexicon.LINE_WORDS,
    lexicon.ABBREVIATIONS.values(), *lexicon.SYNONYMS,
)  # fmt: skip
_ENDS = frozenset({"id", "key", "code", "no", "nr", "number"})


class Joined:
    """Names of a database with their words apart, as ``word_word``.

    Parameters
    ----------
    tables
        Name of each table with the names of its columns.

    Examples
    --------
    >>> names = Joined([("appclaims", ["claclaimno", "claamount"]), ("apppolicies", ["polpolicyno", "polsoldby"])] * 4)
    >>> names.table("appclaims"), names.column("apppolicies", "polsoldby")
    ('claims', 'sold_by')
    """

    def __init__(self, tables: Iterable[tuple[str, Sequence[str]]]) -> None:
        held = list(tables)
        columns = [column for _, found in held for column in found]
        alone = sum(len(words(column)) == 1 for column in columns)
        self.applies = len(columns) >= _LEAST_COLUMNS and alone >= _JOINED * len(columns)
        if not self.applies:
            return
        names = [name for name, _ in held]
        front = _front(names) if len(names) > 4 else ""
        self._front = front if len(front) > 1 or front == "t" else ""
        whole = {singular(name.casefold()[len(self._front) :]) for name in names}
        # A table whose name holds that of another is of two words: `coursesession` beside `course`.
        self._own = {name: [name] for name in whole if len(name) > 2}
        self._own |= {name: self._apart(name, name) for name in self._own}
        self._prefix = {name: self._shared(name, found) for name, found in held}

    def table(self, name: str) -> str:
        """Words of a table's name."""
        rest = name.casefold()[len(self._front) :]
        return "_".join(self._apart(rest, singular(rest)))

    def column(self, table: str, name: str) -> str:
        """Words of a column's name."""
        return "_".join(self._apart(name.casefold().removeprefix(self._prefix.get(table, ""))))

    def _shared(self, table: str, columns: Sequence[str]) -> str:
        """Letters in front of all columns of a table that stand for it."""
        if len(columns) < 2:
            return ""
        front = _front(columns)
        said = self.table(table).split("_")
        for letters in ("".join(word[0] for word in said) if len(said) > 1 else "", said[0][:3], said[0][:4]):
            if len(letters) > 1 and front.startswith(letters):
                return letters
        return ""

    def _apart(self, name: str, but: str = "") -> list[str]:
        """Cheapest way to take a name apart: known words cost little, others by their letters."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(name) + 1):
            best.append(
                min((best[start][0] + self._cost(name[start:end], name, end, but), start) for start in range(end))
            )
        found, at = [], len(name)
        while at:
            start = best[at][1]
            word = name[start:at]
            single = singular(word)
            found += self._own[single][::-1] if single in self._own and single != but else [word]
            at = start
        return found[::-1]

    def _cost(self, word: str, name: str, end: int, but: str) -> float:
        size, single = len(word), singular(word)
        if single in self._own and single != but:
            return 0.9
        if word in _ENDS or (word in lexicon.JOINTS and len(name) > end - size > 0):
            return 1.2 if end == len(name) else 1.6
        if size > 2 and single in _LISTED:
            return 1.0
        if size > 3 and _nouns.known(single):
            return 1.1
        # What stands before a joint at the end is what was done: approved by, sold to.
        return (1.5 if size > 2 else 2.5) + (0.12 if name[end:] in lexicon.JOINTS else 0.3) * size


def _front(names: Sequence[str]) -> str:
    """Letters that all names begin with."""
    least, most = min(map(str.casefold, names)), max(map(str.casefold, names))
    same = 0
    while same < min(len(least), len(most)) and least[same] == most[same]:
        same += 1
    return least[:same]
