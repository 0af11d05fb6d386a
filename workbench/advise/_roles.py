"""Roles: what the words of a column say of what it names, and what the rows of a table are: people, places, firms."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from workbench.advise import _nouns
from workbench.advise import _words as lexicon
from workbench.advise._naming import ColumnName

_NOTHING: frozenset[str] = frozenset()
_ANY = frozenset({"person", "doer", "organisation", "place"})
_PLACE, _ORGANISATION = frozenset({"place"}), frozenset({"organisation"})
_OPEN = frozenset({"to", "from"})
# What only people have, beside first and last names.
_OF_PEOPLE = lexicon.PERSON_COLUMNS | frozenset("birth birthdate birthday born sex gender".split())
# What a table of people has, where its name alone might be of something else: a ward, a record.
_OF_SOMEBODY = frozenset("name fullname email mail phone mobile initial".split())
# How a firm is reached, and what it has.
_REACHED = frozenset("phone telephone city street website url fax headquarters founded".split())
_DOING = ("er", "or")
_LISTED = lexicon.PERSON_TABLES | lexicon.PLACE_TABLES | lexicon.ORGANISATION_TABLES


def kinds(table: tuple[str, ...], columns: AbstractSet[str]) -> frozenset[str]:
    """What the rows of a table may be: ``person``, ``organisation``, ``place``; ``doer`` may be a person or a firm.

    Parameters
    ----------
    table
        Words of its name.
    columns
        Words of its columns, alone and joined.

    Examples
    --------
    >>> sorted(kinds(("photographer",), {"id", "birthday"})), sorted(kinds(("depot",), {"id", "label"}))
    (['person'], ['place'])
    """
    said = set(table[-1:])
    found = set()
    if columns & lexicon.PERSON_COLUMNS or said & lexicon.PERSON_TABLES:
        found.add("person")
    if columns & lexicon.PLACE_COLUMNS or said & lexicon.PLACE_TABLES:
        found.add("place")
    if said & lexicon.ORGANISATION_TABLES:
        found.add("organisation")
    for word in said - _LISTED:
        meant = _nouns.kinds(word)
        found |= meant - {"person"}
        if "person" in meant and columns & _OF_PEOPLE:
            found.add("person")
        elif "person" in meant and columns & _OF_SOMEBODY:
            # Advertisers, merchants and sponsors without a first name are as often firms.
            found |= {"doer", "organisation"}
    if "person" not in found and "name" in columns and columns & _REACHED:
        found.add("organisation")
    return frozenset(found)


@dataclass(frozen=True)
class Wanted:
    """What the name of a column asks its parent's rows to be, and what they may be at a pinch."""

    kinds: frozenset[str]
    second: frozenset[str] = _NOTHING

    @property
    def any(self) -> frozenset[str]:
        """What fits well or at a pinch."""
        return self.kinds | self.second


@lru_cache(maxsize=1 << 16)
def wanted(column: ColumnName) -> Wanted:
    """What the name of a column asks its parent's rows to be.

    Examples
    --------
    >>> from workbench.advise._naming import Naming
    >>> names = Naming([("films", ["photographer_id", "airport_id", "status_id"])])
    >>> [sorted(wanted(names.column("films", c)).kinds) for c in ("photographer_id", "airport_id", "status_id")]
    [['person'], ['place'], []]
    """
    # What is done to or from something may concern anybody and any place; by somebody, at some place.
    said = set(column.whole) - _OPEN
    found = set()
    if said & lexicon.PERSON_ROLES:
        found.add("person")
    if said & lexicon.ORGANISATION_ROLES:
        found.add("organisation")
    if said & lexicon.PLACE_ROLES:
        found.add("place")
    if found:
        second = {"doer"} if "person" in found else set()
        # Boards approve, firms deliver.
        return Wanted(frozenset(found), frozenset(second | {"organisation"} if column.whole[-1] == "by" else second))
    if column.body[-1:] == ("in",):
        return Wanted(_PLACE, _ORGANISATION)  # born in, registered in
    if column.body and column.body[-1] in _OPEN:
        return Wanted(_NOTHING, _ANY)
    if not column.body:
        return Wanted(_NOTHING)
    meant = _nouns.kinds(column.body[-1])
    # Who makes, sells or issues something is a person in a dictionary, and as often a firm in a database.
    doing = column.body[-1].endswith(_DOING)
    return Wanted(meant, frozenset({"doer", "organisation"} if doing else {"doer"}) if "person" in meant else _NOTHING)


def role(column: ColumnName, kinds: frozenset[str]) -> float:
    """How the role that a name speaks of fits what the parent's rows are: 1 well, 0.5 at a pinch, 0 unknown, -1 badly.

    Parameters
    ----------
    column
        Words of the name.
    kinds
        What the parent's rows are, as :func:`kinds` says.
    """
    asked = wanted(column)
    if asked.kinds & kinds:
        return 1.0
    if asked.second & kinds:
        return 0.5
    return -1.0 if asked.kinds else 0.0


def speaks(column: ColumnName) -> bool:
    """Whether a name is of somebody or some place in a role."""
    return bool(wanted(column).any) or bool(set(column.whole) & lexicon.SELF_WORDS)


def names_somebody(column: ColumnName) -> bool:
    """Whether a word for what stands above is one for somebody: manager, but not parent."""
    return column.whole[-1] == "by" or bool(set(column.body[-1:]) & lexicon.SELF_WORDS & lexicon.PERSON_ROLES)
