"""Names of references: how much a column's name says that it names a row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.advise._naming import ColumnName, ParentName
from workbench.advise._words import JOINTS, PERSON_ROLES, SELF_WORDS, STAFF_TABLES, likeness

STANDS_ABOVE = "is a word for a row that stands above or before"


@dataclass(frozen=True)
class NameMatch:
    """How well a name fits (0..1), and why."""

    score: float
    reason: str


def match(child: ColumnName, parent: ParentName, *, same_table: bool = False) -> NameMatch:
    """Compare the name of a column with those of a table and its key.

    Parameters
    ----------
    child
        Column that may hold a reference.
    parent
        Table that it may refer to, and its key.
    same_table
        Whether both are columns of one table.

    Examples
    --------
    >>> from workbench.advise._naming import Naming
    >>> shop = Naming([("orders", ["order_id", "customer_id", "billing_address_id", "line_no"])])
    >>> def score(column, table, key):
    ...     return match(shop.column("orders", column), shop.parent(table, key)).score
    >>> score("customer_id", "customers", "customer_id"), score("billing_address_id", "addresses", "id")
    (1.0, 0.95)
    >>> score("line_no", "categories", "category_id"), score("cust_no", "customers", "id")
    (0.0, 0.9)
    """
    found = _match(child, parent)
    if not same_table:
        return found
    if found.score < 0.9 and set(child.whole) & SELF_WORDS:
        # The manager of an employee is an employee; the account manager of a customer need not be a customer.
        own = SELF_WORDS | JOINTS | set(parent.table) | set(parent.key.body)
        if set(child.body) <= own:
            return NameMatch(0.8, STANDS_ABOVE)
        if not set(child.body[-1:]) & PERSON_ROLES or set(parent.table) & STAFF_TABLES:
            return NameMatch(0.55, STANDS_ABOVE)
    if child.body[:1] and child.body[0].endswith("ed") and child.body[0] not in parent.table and child.body[1:2]:
        return NO_MATCH  # a hire that is hired_from somewhere is hired from no other hire
    if not found.score and child.whole[-1:] == ("of",):
        return NameMatch(0.55, STANDS_ABOVE)  # variant_of, sequel_of
    return found if found.score >= 0.7 and len(child.body) > len(parent.key.body or parent.table) else NO_MATCH


NO_MATCH = NameMatch(0.0, "has another name")


@lru_cache(maxsize=1 << 18)
def _match(child: ColumnName, parent: ParentName) -> NameMatch:
    key = parent.key
    if key.body and child.whole == key.whole:
        own = key.body == parent.table or "".join(key.body) == "".join(parent.table)
        return NameMatch(1.0 if own else 0.97, "has the name of the key")
    if not child.body:
        return NO_MATCH
    best = NO_MATCH
    for words, what in ((parent.table, "the table"), (key.body, "the key")):
        if words and (found := _like(child, words, what)).score > best.score:
            best = found
    return best


def _like(child: ColumnName, words: tuple[str, ...], what: str) -> NameMatch:
    body = child.body
    bare = 0.0 if child.refers else 0.08  # a name without a key word may be of something that only looks so
    size = len(words)
    if len(body) >= size:
        end = _all_like(body[-size:], words)
        if end and len(body) == size:
            return NameMatch(round(end - bare, 3), f"{_verb(end)} {what}")
        if end:
            return NameMatch(round(end * 0.95 - bare, 3), f"names {what} in the role {' '.join(body[:-size])}")
        if start := _all_like(body[:size], words):
            joint = body[size] in JOINTS
            return NameMatch(round(start * (0.85 if joint else 0.7) - bare, 3), f"begins with {what}")
    joined, own = "".join(body), "".join(words)
    if len(own) >= 4 and joined.endswith(own):
        return NameMatch(round((1.0 if joined == own else 0.9) - bare, 3), f"ends with {what}")
    if size > 1 and len(body) <= 2:
        initials = "".join(word[0] for word in words)
        if joined == initials and size >= 2:
            return NameMatch(0.75 - bare, f"are the initials of {what}")
        if likeness(body[-1], words[-1]) >= 0.85:
            return NameMatch(0.65 - bare, f"names the last word of {what}")
        if likeness(body[-1], words[0]) >= 0.85:
            return NameMatch(0.5 - bare, f"names the first word of {what}")
    if len(joined) >= 3 and len(own) >= 4 and (likeness(joined, own) >= 0.75):
        return NameMatch(0.7 - bare, f"shortens {what}")
    if size == 1 and (near := max((likeness(word, own) for word in body), default=0.0)) >= 0.6:
        return NameMatch(round(near * 0.8 - bare, 3), f"holds a word for {what}")
    return NO_MATCH


def _all_like(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Product of the likeness of words in the same places; 0 where two are unlike."""
    product = 1.0
    for a, b in zip(ours, theirs, strict=True):
        product *= likeness(a, b)
        if product < 0.35:
            return 0.0
    return product


def _verb(likeness: float) -> str:
    return "names" if likeness == 1.0 else "shortens" if likeness > 0.6 else "is another word for"
