"""Names of references: how much a column's name says that it names a row of a table."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.advise.keys._names import KEY_WORDS, stems, table_words

# What people call a row of the same table that stands above: reports_to, parent_id, manager_id.
SELF_WORDS = frozenset(
    ["parent", "reports", "report", "manager", "supervisor", "boss", "lead", "leader", "superior", "predecessor",
     "previous", "prev", "next", "successor", "replaces", "replaced", "original", "root", "ancestor", "mentor"]
)  # fmt: skip
# What people call somebody for what they do; the tables that such a somebody stands in.
ROLE_WORDS = frozenset(
    ["rep", "representative", "agent", "clerk", "manager", "supervisor", "assistant", "seller", "salesperson", "buyer",
     "author", "owner", "creator", "editor", "approver", "reviewer", "assignee", "reporter", "operator", "handler",
     "contact", "advisor", "consultant", "technician", "driver", "head", "leader", "coach", "teacher", "instructor"]
)  # fmt: skip
PERSON_TABLES = frozenset(
    ["employee", "staff", "person", "user", "member", "personnel", "worker", "people", "contact", "account", "agent",
     "salesperson", "associate", "colleague", "instructor", "teacher", "professor"]
)  # fmt: skip


@dataclass(frozen=True)
class NameMatch:
    """How well a name fits (0..1), and why."""

    score: float
    reason: str


def match(child: str, column: str, parent: str, key: str, *, identifies: bool = False) -> NameMatch:
    """Compare the name of a column with those of a table and its key.

    Parameters
    ----------
    child, column
        Table that may hold a reference, and the column.
    parent, key
        Table that it may refer to, and the attribute of its key.
    identifies
        Whether the column is the key of its own table, so that it names another only where it has that key's name.

    Examples
    --------
    >>> match("orders", "customer_id", "customers", "customer_id").score
    1.0
    >>> match("orders", "billing_address_id", "addresses", "address_id").score
    0.95
    >>> match("employees", "reports_to", "employees", "employee_id").score
    0.8
    >>> match("order_lines", "line_no", "categories", "category_id").score
    0.0
    """
    ours, theirs, table = _plain(child, column), _plain(parent, key), table_words(parent)
    same_table = child == parent
    body, tail = _split(ours)
    key_body, _ = _split(theirs)
    if same_table:
        return _within(ours, body, key_body or table, table)
    if ours == theirs and key_body:
        return NameMatch(1.0, f"has the name of the key {key}")
    if identifies and body not in (key_body, table):
        return NameMatch(0.0, "is the key of its own table")
    own = "".join(key_body) or "".join(table)
    for words, what in ((key_body, f"the key {key}"), (table, f"the table {parent}")):
        if not words:
            continue
        if body == words or "".join(body) == "".join(words):
            return NameMatch(1.0 if tail or not key_body else 0.9, f"names {what}")
        if len(body) > len(words) and body[-len(words) :] == words:
            return NameMatch(0.95, f"names {what} in the role {' '.join(body[: -len(words)])}")
        if len(body) > len(words) and body[: len(words)] == words:
            return NameMatch(0.8, f"begins with {what}")
    if body and table and len(table) > 1 and body[-1] == table[-1]:
        return NameMatch(0.75, f"names the last word of the table {parent}")
    if set(ours) & ROLE_WORDS and set(table) & PERSON_TABLES:
        return NameMatch(0.65, f"is a role that a row of {parent} may have")
    joined = "".join(body)
    if len(joined) >= 3 and (own.startswith(joined) or joined.startswith(own)) and len(own) >= 3:
        return NameMatch(0.7, f"shortens {parent}")
    if body and any(
        len(word) >= 4 and (own.startswith(word) or word.startswith(own)) for word in body if len(own) >= 4
    ):
        return NameMatch(0.5, f"holds a part of {parent}")
    return NameMatch(0.0, "has another name")


def _within(
    ours: tuple[str, ...], body: tuple[str, ...], key_body: tuple[str, ...], table: tuple[str, ...]
) -> NameMatch:
    """Names of a reference from a table to itself."""
    if len(body) > len(key_body) and (body[-len(key_body) :] == key_body or body[-len(table) :] == table):
        return NameMatch(0.95, "names its own key in another role")
    if set(ours) & SELF_WORDS:
        return NameMatch(0.8, "is a word for a row that stands above")
    return NameMatch(0.0, "has another name")


def _plain(table: str, column: str) -> tuple[str, ...]:
    """Words of a column without the letters that stand for its table: ``l_orderkey`` of ``lineitem``."""
    found = stems(column)
    initials = "".join(word[0] for word in table_words(table)) or "?"
    if (
        len(found) > 1
        and len(found[0]) <= 2
        and (table.lower().startswith(found[0]) or found[0] == initials or _initial(found[0], table))
    ):
        return found[1:]
    return found


def _initial(prefix: str, table: str) -> bool:
    """Whether letters occur in a table's name in that order, from its first letter on: ``ps`` in ``partsupp``."""
    lower = table.lower()
    if not lower.startswith(prefix[0]):
        return False
    at = 0
    for letter in prefix:
        at = lower.find(letter, at) + 1
        if not at:
            return False
    return True


def _split(parts: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Words without the key word at their end, and whether there was one."""
    if len(parts) > 1 and parts[-1] in KEY_WORDS:
        return parts[:-1], True
    return (() if parts and parts[-1] in KEY_WORDS else parts), bool(parts) and parts[-1] in KEY_WORDS
