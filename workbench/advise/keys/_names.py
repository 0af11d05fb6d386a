"""Names of keys: how much a column's name says that it identifies the rows of its table."""

from __future__ import annotations

from functools import lru_cache

from workbench.naming import singular, words

# Words that end the name of what identifies something.
KEY_WORDS = frozenset(
    {"id", "key", "code", "no", "nr", "num", "number", "pk", "uuid", "guid", "sk", "ident", "identifier"}
)
# Words that count rows inside something else: good for a composite key, not alone.
LINE_WORDS = frozenset({"line", "seq", "sequence", "position", "pos", "item", "ordinal", "index", "linenumber", "step"})


@lru_cache(maxsize=65536)
def stems(name: str) -> tuple[str, ...]:
    """Words of a name in the singular, with a key word split off its end: ``orderkey`` gives ``order key``.

    Examples
    --------
    >>> stems("l_orderkey"), stems("CustomerIDs"), stems("Categories")
    (('l', 'order', 'key'), ('customer', 'id'), ('category',))
    """
    found: list[str] = []
    for word in words(name):
        single = singular(word)
        ending = next(
            (k for k in ("key", "id", "code", "number") if single.endswith(k) and len(single) > len(k) + 2), None
        )
        if ending in ("key", "number") or (ending == "id" and single[:-2] not in _NOT_SPLIT):
            found += [singular(single[: -len(ending)]), ending]
        else:
            found.append(single)
    return tuple(found)


# Words that end in "id" by nature.
_NOT_SPLIT = frozenset(
    {"pa", "va", "gr", "flu", "liqu", "sol", "hybr", "bas", "rap", "unpa", "prepa", "inval", "android"}
)


def table_words(table: str) -> tuple[str, ...]:
    """Words of a table's name in the singular."""
    return tuple(singular(word) for word in words(table))


def identity_score(table: str, column: str) -> float:
    """How much a column's name says that it identifies rows of its own table (0..1).

    Examples
    --------
    >>> identity_score("orders", "order_id"), identity_score("orders", "id"), identity_score("orders", "customer_id")
    (1.0, 0.95, 0.3)
    """
    owner, parts = table_words(table), stems(column)
    if not parts:
        return 0.0
    tail = parts[-1] in KEY_WORDS
    body = parts[:-1] if tail else parts
    # One or two letters in front that all columns share: l_orderkey, c_custkey.
    if len(body) > 1 and len(body[0]) <= 2 and not "".join(owner[:1]).startswith(body[0] + body[1][:1]):
        body = body[1:]
    if tail and not body:
        return 0.95
    joined, own = "".join(body), "".join(owner)
    if joined and (joined == own or body == owner[-len(body) :] or body == owner[: len(body)]):
        return 1.0 if tail else 0.6
    if tail and joined and own and (own.startswith(joined) or own.endswith(joined) or joined.endswith(own)):
        return 0.85
    return 0.3 if tail else 0.0
