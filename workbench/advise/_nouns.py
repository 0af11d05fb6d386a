"""Nouns: what common English nouns are of, and which mean the same or something wider.

The list comes from WordNet 3.1 of Princeton University (``words.txt``, its licence beside it; ``scripts/make_words.py``
makes it). It is read when a word is first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

_KINDS = {"p": "person", "l": "place", "o": "organisation"}
_NOTHING: frozenset[str] = frozenset()


def kinds(word: str) -> frozenset[str]:
    """What a noun is of: of a person, a place or an organisation; nothing where the word is not known.

    Examples
    --------
    >>> sorted(kinds("photographer")), sorted(kinds("airport")), sorted(kinds("status"))
    (['person'], ['place'], [])
    """
    lines = _lines()
    # Some are plural by nature: headquarters, premises.
    said = lines.get(word) or lines.get(f"{word}s", "-")
    return _kinds(said.split(" ", 1)[0])


def known(word: str) -> bool:
    """Whether a word is in the list."""
    return word in _lines()


@lru_cache(maxsize=16)
def _kinds(letters: str) -> frozenset[str]:
    return frozenset(_KINDS[letter] for letter in letters if letter in _KINDS)


@lru_cache(maxsize=4096)
def related(word: str) -> frozenset[str]:
    """Nouns that mean the same as one, something wider or something narrower.

    Examples
    --------
    >>> "doctor" in related("physician"), "courier" in related("messenger"), "city" in related("stadium")
    (True, True, False)
    """
    said = _lines().get(word, "")
    return frozenset(said.split(" ")[1:]) | _narrower().get(word, _NOTHING)


@lru_cache(maxsize=1)
def _lines() -> Mapping[str, str]:
    text = resources.files("workbench.advise").joinpath("words.txt").read_text(encoding="utf-8")
    return {word: said for word, _, said in (line.partition(" ") for line in text.splitlines())}


@lru_cache(maxsize=1)
def _narrower() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word, said in _lines().items():
        for other in said.split(" ")[1:]:
            found[other].add(word)
    return {word: frozenset(others) for word, others in found.items()}
