"""Names as text: which are allowed, the words in them, short unique forms, and renaming inside SQL expressions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.errors import InvalidNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# PostgreSQL drivers cut a name at NUL in silence, and control characters (Unicode Cc), bidirectional overrides and
# line separators make a name that reads differently from what it is; none of them has a place in a schema.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_]+")


def check_name(name: str, what: str = "name") -> str:
    r"""Return the name unchanged when an engine could hold it.

    Raises
    ------
    InvalidNameError
        When it is empty or holds NUL, a control character, a bidirectional override or a lone surrogate.

    Examples
    --------
    >>> check_name("order line")
    'order line'
    >>> check_name("x\x00y", "column name")
    Traceback (most recent call last):
    workbench.errors.InvalidNameError: The column name 'x\x00y' holds the character U+0000. Take it out.
    """
    if not name or not name.strip():
        raise InvalidNameError(f"A {what} is empty.", hint="Give it a name.")
    if found := _FORBIDDEN.search(name):
        raise InvalidNameError(
            f"The {what} {shown(name)} holds the character U+{ord(found[0]):04X}.", hint="Take it out."
        )
    return name


def clean_name(name: str) -> str:
    r"""Return the name without the characters that :func:`check_name` refuses.

    Examples
    --------
    >>> clean_name("a\x00b\n")
    'ab'
    """
    return _FORBIDDEN.sub("", name).strip()


def shown(name: str, limit: int = 60) -> str:
    """Quote a name for a message, control characters escaped and the middle of a long one left out.

    Examples
    --------
    >>> shown("a" * 200, limit=11)
    "'aaaaa…aaaaa'"
    """
    return repr(name if len(name) <= limit else f"{name[: limit // 2]}…{name[-(limit // 2) :]}")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Split a name into its lower-case words, whatever the style.

    Examples
    --------
    >>> words("CustomerID"), words("l_orderkey"), words("HTTPServer2")
    (('customer', 'id'), ('l', 'orderkey'), ('http', 'server', '2'))
    """
    return tuple(word.casefold() for word in _WORD.findall(name.replace("IDs", "Ids")))


_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot", "mice": "mouse"}
_SAME = frozenset({"status", "address", "news", "series", "species", "bus", "basis", "analysis", "gas", "lens"})


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Reduce an English plural to its singular, well enough to compare table and column names.

    Examples
    --------
    >>> [singular(word) for word in ("orders", "categories", "boxes", "status", "people", "addresses")]
    ['order', 'category', 'box', 'status', 'person', 'address']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SAME or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def shorten(name: str, limit: int, *, size: Callable[[str], int] = len) -> str:
    """Cut a name to a limit so that different names stay different: the tail becomes a hash of the whole.

    Parameters
    ----------
    name
        The full name.
    limit
        The most that `size` may give: characters, or bytes with ``size=byte_size``.

    Examples
    --------
    >>> shorten("short", 12), len(shorten("fk_customers_orders", 12))
    ('short', 12)
    >>> shorten("fk_customers_orders", 12) == shorten("fk_customers_others", 12)
    False
    """
    if size(name) <= limit:
        return name
    tail = "_" + hashlib.blake2b(name.encode(), digest_size=2).hexdigest()
    head = name
    while head and size(head + tail) > limit:
        head = head[:-1]
    return head.rstrip("_") + tail


def byte_size(name: str) -> int:
    """Length in bytes as UTF-8.

    Examples
    --------
    >>> byte_size("é")
    2
    """
    return len(name.encode("utf-8", "surrogatepass"))


def slug(text: str) -> str:
    """Make a lower-case ASCII word from any text, for constraint names, anchors and file names.

    Examples
    --------
    >>> slug("Order Détails"), slug("日本")
    ('order_details', 'u65e5_u672c')
    """
    flat = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in flat if not unicodedata.combining(c))
    parts = (word if word.isascii() else "_".join(f"u{ord(c):x}" for c in word) for word in words(kept))
    return "_".join(parts) or "x"


# A lexer for SQL expressions, just fine enough to tell names from strings and comments (ISO/IEC 9075-2, 5.2-5.3).
_SQL_TOKEN = re.compile(
    r"""(?P<string>'(?:[^']|'')*')
      | (?P<comment>--[^\n]*|/\*.*?\*/)
      | (?P<quoted>"(?:[^"]|"")*")
      | (?P<word>[^\W\d]\w*)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<space>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def sql_tokens(expression: str) -> Iterator[tuple[str, str]]:
    """Split an SQL expression into (kind, text); joining the texts gives the expression again.

    Kinds are ``string``, ``comment``, ``quoted``, ``word``, ``number``, ``space`` and ``other``.
    """
    for match in _SQL_TOKEN.finditer(expression):
        yield str(match.lastgroup), match[0]


def sql_names(expression: str) -> frozenset[str]:
    """Names that an SQL expression may mention: words, and quoted identifiers without their quotes.

    Examples
    --------
    >>> sorted(sql_names('price > 0 AND "unit cost" <> 1'))
    ['AND', 'price', 'unit cost']
    """
    found = set()
    for kind, text in sql_tokens(expression):
        if kind == "word":
            found.add(text)
        elif kind == "quoted":
            found.add(text[1:-1].replace('""', '"'))
    return frozenset(found)


def sql_quote(name: str) -> str:
    """Quote an identifier the standard way.

    Examples
    --------
    >>> sql_quote('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")


def rename_in_sql(expression: str, old: str, new: str) -> str:
    """Rename an identifier inside an SQL expression; strings, comments and function names stay.

    Examples
    --------
    >>> print(rename_in_sql("price > 0 AND kind <> 'price'", "price", "unit price"))
    "unit price" > 0 AND kind <> 'price'
    """
    tokens = list(sql_tokens(expression))
    replacement = new if _PLAIN.match(new) else sql_quote(new)
    out: list[str] = []
    for position, (kind, text) in enumerate(tokens):
        named = text if kind == "word" else text[1:-1].replace('""', '"') if kind == "quoted" else None
        same = named == old or (kind == "word" and text.casefold() == old.casefold())
        called = kind == "word" and _next_is(tokens, position, "(")
        out.append(replacement if same and not called else text)
    return "".join(out)


def _next_is(tokens: Sequence[tuple[str, str]], position: int, text: str) -> bool:
    for kind, following in tokens[position + 1 :]:
        if kind != "space":
            return following == text
    return False
