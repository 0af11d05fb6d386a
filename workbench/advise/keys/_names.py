"""Names of keys: how much a column's name says that it identifies the rows of its table."""

from __future__ import annotations

from workbench.advise._naming import ColumnName
from workbench.advise._words import likeness

# What replication and the like number rows with, beside their key.
_TECHNICAL = frozenset({"rowguid", "rowid", "rowuuid", "rowversion", "rowhash", "recordguid", "recorduuid"})
# Keys of somewhere else, kept for the record.
_FORMER = frozenset("legacy old former previous external ext sort display row".split())


def identity_score(table: tuple[str, ...], column: ColumnName) -> float:
    """How much a column's name says that it identifies rows of its own table (0..1).

    Parameters
    ----------
    table
        Words of the table's name.
    column
        Words of the column's name.

    Examples
    --------
    >>> from workbench.advise._naming import Naming
    >>> names = Naming([("orders", ["order_id", "customer_id"])])
    >>> [identity_score(("order",), names.column("orders", c)) for c in ("order_id", "id", "ord_no", "customer_id")]
    [1.0, 0.95, 0.9, 0.3]
    """
    body, tail = column.body, column.tail
    if "".join(column.whole) in _TECHNICAL:
        return 0.05
    if not body:
        return 0.95 if tail and column.whole[-1] == "id" else 0.85 if tail else 0.0
    if set(body) & _FORMER and set(body) != set(table):
        return 0.1 if tail else 0.0
    joined, own = "".join(body), "".join(table)
    if joined == own or body in (table[-len(body) :], table[: len(body)]):
        full = len(body) == len(table) or joined == own
        return (1.0 if full else 0.85) if tail else 0.6
    if not tail:
        return 0.0
    if len(body) == len(table) and all(likeness(a, b) >= 0.75 for a, b in zip(body, table, strict=True)):
        return 0.9
    if len(table) > 1 and joined == "".join(word[0] for word in table):
        return 0.85
    if len(joined) >= 3 and (own.startswith(joined) or own.endswith(joined) or joined.endswith(own)):
        return 0.85
    return 0.3
