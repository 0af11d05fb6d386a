"""Names as text: which are allowed, the words in them, short unique forms, and renaming inside SQL expressions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.errors import InvalidNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

# PostgreSQL drivers cut a name at NUL in silence, and control characters (Unicode Cc), bidirectional overrides and
# line separators make a name that reads differently from what it is; none of them has a place in a schema.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Over the cases of the letters: U upper, L lower or without case (and what combines with them), D digit.
_WORD = re.compile(r"U+(?=UL)|UL+|L+|U+|D+")


def _case(char: str) -> str:
    if char.isupper() or char.istitle():
        return "U"
    if char.isalpha() or unicodedata.combining(char):
        return "L"
    return "D" if char.isdigit() else "_"


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
    given: object = name
    if not isinstance(given, str):
        raise InvalidNameError(f"{given!r} is no {what}.", hint="Give it as text.")
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
    name = name.replace("IDs", "Ids")
    cases = "".join(map(_case, name))
    return tuple(name[match.start() : match.end()].casefold() for match in _WORD.finditer(cases))


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "people:person children:child men:man women:woman feet:foot mice:mouse movies:movie cookies:cookie "
        "calories:calorie pies:pie ties:tie caches:cache headaches:headache axes:axis shoes:shoe toes:toe "
        "analyses:analysis diagnoses:diagnosis crises:crisis criteria:criterion indices:index matrices:matrix "
        "vertices:vertex quizzes:quiz leaves:leaf shelves:shelf halves:half lives:life knives:knife wolves:wolf"
    ).split()
)
# Singulars that end in s.
_SAME = frozenset(
    (
        "address alias analysis atlas basis bias bonus bus campus canvas census diagnosis focus gas lens news plus pos "
        "radius series species status surplus virus"
    ).split()
)


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
    if word in _SAME or len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "tzes", "oes")) or word[:-2] in _SAME:
        return word[:-2]
    return word[:-1]


def article(word: str) -> str:
    """Indefinite article of an English word, well enough for the nouns of this package.

    Examples
    --------
    >>> article("attribute"), article("key")
    ('an', 'a')
    """
    return "an" if word[:1].lower() in "aeio" else "a"


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
      | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
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
    return frozenset(_names(sql_tokens(expression)))


def sql_columns(expression: str) -> frozenset[str]:
    """Names in an SQL expression that may be of columns: not those of functions, types and fields of a date.

    Examples
    --------
    >>> sorted(sql_columns("length(code) > 2 OR extract(year from paid) = 0"))
    ['OR', 'code', 'from', 'paid']
    """
    tokens = list(sql_tokens(expression))
    return frozenset(_names(token for place, token in enumerate(tokens) if not _is_other(tokens, place)))


def _names(tokens: Iterable[tuple[str, str]]) -> Iterator[str]:
    for kind, text in tokens:
        if kind == "word":
            yield text
        elif kind == "quoted":
            yield text[1:-1].replace('""', '"')


def sql_quote(name: str) -> str:
    """Quote an identifier the standard way.

    Examples
    --------
    >>> sql_quote('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Write a text as a literal of SQL, the standard way.

    Examples
    --------
    >>> text_literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
# PostgreSQL 18, appendix C: the words marked reserved; a column of such a name stands in quotes.
_RESERVED = frozenset(
    (
        "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate "
        "collation column concurrently constraint create cross current_catalog current_date current_role "
        "current_schema current_time current_timestamp current_user default deferrable desc distinct do else end "
        "except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into "
        "is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on "
        "only or order outer overlaps placing primary references returning right select session_user similar some "
        "symmetric system_user table tablesample then to trailing true union unique user using variadic verbose "
        "when where window with"
    ).split()
)

# What DuckDB 2.0 reserves besides.
_RESERVED_BESIDES = frozenset("at by describe lambda pivot qualify show summarize tablesample unpivot".split())


def sql_name(name: str) -> str:
    """Name as it stands in an expression of the model: in quotes only where it needs them.

    Examples
    --------
    >>> sql_name("quantity"), sql_name("UnitPrice"), sql_name("order")
    ('quantity', '"UnitPrice"', '"order"')
    """
    free = _PLAIN.match(name) is not None and name not in _RESERVED | _RESERVED_BESIDES
    return name if free else sql_quote(name)


def rename_in_sql(expression: str, old: str, new: str) -> str:
    """Rename an identifier inside an SQL expression; strings, comments, function names and types stay.

    Examples
    --------
    >>> print(rename_in_sql("price > 0 AND kind <> 'price'", "price", "unit price"))
    "unit price" > 0 AND kind <> 'price'
    """
    tokens = list(sql_tokens(expression))
    replacement = _as_identifier(new)
    return "".join(
        replacement if _is_named(token, old) and not _is_other(tokens, position) else token[1]
        for position, token in enumerate(tokens)
    )


def rename_table_in_sql(statement: str, old: str, new: str) -> str:
    """Rename a table inside an SQL statement: where it is read or written and before a dot, but not a column so named.

    Examples
    --------
    >>> rename_table_in_sql("SELECT status, status.id FROM status", "status", "state")
    'SELECT status, state.id FROM state'
    """
    tokens = list(sql_tokens(statement))
    replacement = _as_identifier(new)
    out: list[str] = []
    # For each open bracket: whether a SELECT stands in it, and whether its list of tables is being read.
    levels = [(True, False)]
    expected = False  # the name of a table comes next
    for position, token in enumerate(tokens):
        kind, text = token
        word = text.casefold() if kind == "word" else ""
        dotted = _beside(tokens, position, 1)[1] == "."
        if _is_named(token, old) and ((expected and not dotted) or (dotted and not expected)):
            text = replacement
        out.append(text)
        selects, lists = levels[-1]
        if kind in {"space", "comment"}:
            continue
        if text == "(":
            levels.append((False, False))
        elif text == ")" and len(levels) > 1:
            levels.pop()
        elif word in _BEFORE_TABLE and selects:
            expected, levels[-1] = True, (selects, True)
            continue
        elif word in _AFTER_TABLES:
            levels[-1] = (selects or word == "select", False)
        elif text == "," and lists:
            expected = True
            continue
        elif expected and (dotted or text == "."):
            continue  # the schema of the table
        expected = False
    return "".join(out)


_BEFORE_TABLE = frozenset(["from", "into", "join", "update"])
_AFTER_TABLES = frozenset(
    "select where group order having limit union intersect except on using set values window qualify returning".split()
)


def _as_identifier(name: str) -> str:
    return name if _PLAIN.match(name) and name not in _RESERVED else sql_quote(name)


def _is_named(token: tuple[str, str], name: str) -> bool:
    kind, text = token
    if kind == "word":
        return text.casefold() == name.casefold()
    return kind == "quoted" and text[1:-1].replace('""', '"') == name


def _is_other(tokens: Sequence[tuple[str, str]], position: int) -> bool:
    """Whether a name is that of a function, or a bare word that of a type, an alias or a field of a date."""
    kind, text = _beside(tokens, position, 1)
    if text == "(":
        return True
    if tokens[position][0] == "quoted":
        return False
    _, before = _beside(tokens, position, -1)
    if before.casefold() == "as" or (before == ":" and _beside(tokens, position, -2)[1] == ":"):
        return True  # CAST(x AS date), x::date, SELECT x AS price
    typed = kind == "string"  # DATE '2026-01-31'
    return typed or (
        text.casefold() == "from" and before == "(" and _beside(tokens, position, -2)[1].casefold() == "extract"
    )


def _beside(tokens: Sequence[tuple[str, str]], position: int, steps: int) -> tuple[str, str]:
    """Token so many places on, or back, white space and comments not counted; two empty texts past the end."""
    step = 1 if steps > 0 else -1
    left = abs(steps)
    while left:
        position += step
        if not 0 <= position < len(tokens):
            return "", ""
        left -= tokens[position][0] not in {"space", "comment"}
    return tokens[position]
