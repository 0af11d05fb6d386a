"""Mixed: columns of texts most of which are numbers or dates, with the rows that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.advise.types._written import NULL_TOKENS, share
from workbench.facts import ColumnFacts, Facts, Matches, MatchFact, Question
from workbench.findings import Evidence, Figure, Finding
from workbench.model.model import Model
from workbench.model.nodes import Attribute, Entity
from workbench.model.subjects import Subject
from workbench.model.types import family
from workbench.naming import sql_quote, text_literal, words

_DATE = (
    r"(?:[1-9]\d{3}|0[1-9]\d{2}|00[1-9]\d|000[1-9])-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
    r"|(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])[./]\d{4}"
)
_KINDS = (("numbers", r"[+-]?(?:0|[1-9]\d*)(?:[.,]\d+)?"), ("dates", _DATE))
# What is written like a date and may be none: of the year 0, or of the 31st of a month 13.
_LIKE_A_DATE = re.compile(r"\d{4,}-\d{1,2}-\d{1,2}.*|\d{1,2}[./]\d{1,2}[./]\d{4}")
# From this share of the values on a column is of one kind with some of another, rather than of no kind.
_LEAST = 0.5
# Names of what is written with digits without being a number.
_CODES = frozenset(
    "code number no nr num zip postal postcode plz phone telephone tel fax mobile sku isbn ean serial reference ref "
    "key id uuid hash version model part address street house room flat licence license plate account".split()
)


def judge(facts: Facts, model: Model) -> Iterator[Finding | Question]:
    """Tell of each column that would be of a better type were it not for some of its rows."""
    for entity in model.entities:
        for attribute in entity.attributes:
            column = facts.column(entity.source, attribute.column)
            if column is None or column.raw_type != "VARCHAR" or family(attribute.type) != "text":
                continue
            if attribute.binding.expression is None and not _CODES & set(words(attribute.column)):
                yield from _column(facts, entity, attribute, column)


def _column(facts: Facts, entity: Entity, attribute: Attribute, column: ColumnFacts) -> Iterator[Finding | Question]:
    tokens = attribute.binding.null_tokens
    kept = tuple((value.strip(), count) for value, count in column.values if value.strip() not in NULL_TOKENS)
    for title, pattern in _KINDS:
        fits = re.compile(pattern).fullmatch
        if not _LEAST <= share(kept, fits) < 1:
            continue
        others = [value for value, _ in kept if not fits(value)]
        # Codes, some of which happen to be digits only, are codes.
        digits = [value for value in others if any(c.isdigit() for c in value)]
        if len(digits) > len(others) / 2 and not (title == "dates" and all(map(_LIKE_A_DATE.fullmatch, digits))):
            continue
        question = Matches(column.table, column.column, pattern, tokens)
        fact = facts.get(question)
        if not isinstance(fact, MatchFact):
            yield question
        elif fact.values > fact.matching >= _LEAST * fact.values:
            yield _mixed(entity, attribute, title, fact, others)
        return


def _mixed(entity: Entity, attribute: Attribute, title: str, fact: MatchFact, others: list[str]) -> Finding:
    rest = fact.values - fact.matching
    shown = "" if attribute.personal else ": " + ", ".join(repr(value[:30]) for value in sorted(others)[:5])
    none = f"is no {title.removesuffix('s')}" if rest == 1 else f"are no {title}"
    text = f"trim({sql_quote(attribute.column)})"
    listed = ", ".join(text_literal(token) for token in ("", *fact.question.null_tokens))
    return Finding(
        "TYPE-006-mixed",
        "warning",
        Subject.attribute(entity.name, attribute.name),
        f"Holds {title} and other texts: {rest:,} of {fact.values:,} values {none}{shown}. "
        "Split it in two columns, or mend them at their source.",
        Evidence(
            figures=(Figure(title, fact.matching, "rows"), Figure("others", rest, "rows")),
            sql=f"SELECT * FROM {sql_quote(entity.source)} WHERE {text} NOT IN ({listed}) "
            f"AND NOT regexp_full_match({text}, {text_literal(fact.question.pattern)})",
            personal=attribute.personal is not None,
        ),
    )
