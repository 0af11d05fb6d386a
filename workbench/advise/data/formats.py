"""Formats: which codes are all written by one pattern, and the rows in which they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from workbench.advise._bound import measurable
from workbench.advise._checks import checked
from workbench.advise._words import KEY_WORDS, stems
from workbench.facts import Facts, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.edits import Add
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Check, Entity
from workbench.model.subjects import Subject
from workbench.model.types import Char, Text
from workbench.naming import sql_name
from workbench.questions import Holds, HoldsFact

# Rows written in another way are faults up to this share.
FAULTY_SHARE = 0.005
_LEAST_DISTINCT = 20
_LONGEST = 40
_MOST_RUNS = 8
_CODES = KEY_WORDS | frozenset(
    "sku isbn issn ean gtin upc barcode serial plate vin iban bic swift reference ref token hash tag version".split()
)
# Signs that mean something in a pattern stand in brackets, which all engines read alike, and some not at all.
_SPECIAL = re.compile(r"[.$*+?(){}|]")
_REFUSED = frozenset("'\"`;^[]\\")
# Classes of characters, from the narrowest.
_CLASSES = "0-9 A-Z a-z 0-9a-f 0-9A-F 0-9a-z 0-9A-Z A-Za-z 0-9A-Za-z".split()
_MATCHES = tuple((f"[{inner}]", re.compile(f"[{inner}]*\\Z")) for inner in _CLASSES)

# Classes of digits and letters, and those that lie in them.
_MIXED = {
    "[0-9a-f]": {"[0-9]"}, "[0-9A-F]": {"[0-9]"}, "[0-9a-z]": {"[0-9]", "[a-z]", "[0-9a-f]"},
    "[0-9A-Z]": {"[0-9]", "[A-Z]", "[0-9A-F]"},
}  # fmt: skip


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Propose a check of the pattern that all values of a code follow, where the code does not name another row."""
    for entity in model.entities:
        if entity.source not in facts.tables:
            continue
        refers = {name for r in model.references_from(entity.name) for name in r.child_attributes}
        for attribute in entity.attributes:
            if attribute.name in refers or (found := _pattern_of(facts, entity, attribute)) is None:
                continue
            condition = f"{sql_name(attribute.name)} ~ '^{found}$'"
            question = Holds(str(entity.name), (attribute.name,), (condition,))
            fact = facts.get(question)
            if not isinstance(fact, HoldsFact):
                yield question
            else:
                yield from _findings(entity, attribute, found, condition, fact)


def _pattern_of(facts: Facts, entity: Entity, attribute: Attribute) -> str | None:
    column = facts.column(entity.source, attribute.column)
    if column is None or attribute.personal is not None or attribute.generated is not None:
        return None
    if not isinstance(attribute.type, Text | Char) or column.distinct < _LEAST_DISTINCT:
        return None
    keyed = entity.key_of((attribute.name,)) is not None
    if not (keyed or set(stems(attribute.name)[-1:]) & _CODES) or checked(entity, attribute.name):
        return None
    if not measurable(facts, entity, (attribute.name,)):
        return None
    return pattern([v for v, _ in column.values if v and v.strip() not in attribute.binding.null_tokens])


def pattern(values: Sequence[str]) -> str | None:
    """Regular expression that all values follow, or None where they have no common form worth a rule.

    Digits that are the same everywhere today may be others tomorrow; letters and signs that are belong to the form.

    Examples
    --------
    >>> pattern([f"ORD-{n}" for n in range(100100, 100150)])
    'ORD-[0-9]{6}'
    >>> pattern([f"{n:04}x{n}" for n in range(30)]), pattern(["red", "blue", "green"] * 9)
    ('[0-9]{4}x[0-9]{1,2}', None)
    """
    if len(set(values)) < _LEAST_DISTINCT or max(map(len, values)) > _LONGEST:
        return None
    runs: list[tuple[str, int, int]] | None
    if len({len(value) for value in values}) == 1:
        parts = [_class({value[i] for value in values}) for i in range(len(values[0]))]
        counted = [(part, len(list(same))) for part, same in groupby(_widened(parts))]
        runs = None if None in parts else [(part or "", count, count) for part, count in counted]
    else:
        runs = _runs(values)
    if not runs or len(runs) > _MOST_RUNS:
        return None
    names = [name for name, _ in _MATCHES]
    classes = [part for part, _, _ in runs if part in names]
    fixed = all(least == most for _, least, most in runs)
    # Numbers of any length, and words, are no form.
    if not classes or (not fixed and len(runs) == 1) or (not fixed and not any(p == "[0-9]" for p in classes)):
        return None
    return "".join(part + _times(least, most) for part, least, most in runs)


def _times(least: int, most: int) -> str:
    return "" if least == most == 1 else f"{{{least}}}" if least == most else f"{{{least},{most}}}"


def _class(characters: set[str]) -> str | None:
    """What stands at one place of all values: a sign, or the narrowest class of characters."""
    text = "".join(characters)
    if len(characters) == 1 and not text.isdigit():
        return _literal(text)
    return next((name for name, match in _MATCHES if match.match(text)), None)


def _widened(parts: Sequence[str | None]) -> list[str | None]:
    """Digits beside digits and letters are of the same kind: the sample had few values that begin so."""
    found = list(parts)
    for _ in found:
        for one, other in ((i, j) for i in range(len(found)) for j in (i - 1, i + 1) if 0 <= j < len(found)):
            wide, narrow = found[one], found[other]
            if wide in _MIXED and narrow in _MIXED[wide]:
                found[other] = wide
    return found


def _literal(text: str) -> str | None:
    return _SPECIAL.sub(r"[\g<0>]", text) if text.isascii() and not set(text) & _REFUSED else None


# Where so many values have no form, all have none.
_FEW = 30


def _runs(values: Sequence[str]) -> list[tuple[str, int, int]] | None:
    """Runs of digits, letters and signs, where all values have the same ones and only their lengths differ."""
    if len(values) > _FEW and _runs(values[:_FEW]) is None:
        return None
    split = [[(kind, "".join(run)) for kind, run in groupby(value, _kind)] for value in values]
    if len({tuple(kind for kind, _ in one) for one in split}) != 1:
        return None
    found: list[tuple[str, int, int]] = []
    for place, (kind, _) in enumerate(split[0]):
        texts = {one[place][1] for one in split}
        lengths = {len(text) for text in texts}
        if kind == "?" or (kind not in [name for name, _ in _MATCHES] and len(texts) > 1):
            return None
        if len(texts) == 1 and kind != "[0-9]":
            text = texts.pop()
            literal = _literal(text)
            if literal is None:
                return None
            found.append((literal, 1, 1))
        else:
            found.append((kind, min(lengths), max(lengths)))
    return found


@lru_cache(maxsize=1024)
def _kind(character: str) -> str:
    if not character.isascii():
        return "?"
    return next((name for name, match in _MATCHES[:3] if match.match(character)), character)


def _findings(entity: Entity, attribute: Attribute, found: str, condition: str, fact: HoldsFact) -> Iterator[Finding]:
    rows, broken = fact.met[0] + fact.broken[0], fact.broken[0]
    if rows < _LEAST_DISTINCT or broken > rows * FAULTY_SHARE:
        return
    subject = Subject.attribute(entity.name, attribute.name)
    figures = (Figure("rows", rows, "rows"), Figure("violations", broken, "rows"))
    where = f"in {rows:,} rows" if not broken else f"in all but {broken:,} of {rows:,} rows"
    yield Finding(
        "CHK-003-format",
        "advice",
        subject,
        f"Is written as {found} {where}. Make it a check; SQLite has no regular expressions and goes without.",
        Evidence(figures=figures, reason="one pattern of a code"),
        (Add(Check(expression=condition), entity.name),),
        0.65,
    )
    if broken:
        yield Finding(
            "DATA-013-format",
            "warning",
            subject,
            f"{broken:,} row{'s are' if broken > 1 else ' is'} not written as {found}. "
            f"Mend {'them' if broken > 1 else 'it'} at the source.",
            Evidence(figures=(Figure("violations", broken, "rows"),), sql=fact.sql(condition)),
        )
