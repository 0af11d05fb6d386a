"""Names and strings as DBML writes them: quoting, escapes, and the indentation of multi-line texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.model.names import QualifiedName

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
# Words that begin something else where a name may stand; quoting them is always right.
_KEYWORDS = frozenset(
    [
        "project",
        "table",
        "tablepartial",
        "enum",
        "ref",
        "dep",
        "note",
        "tablegroup",
        "diagramview",
        "records",
        "metadata",
        "indexes",
        "checks",
        "use",
        "reuse",
        "from",
        "as",
        "true",
        "false",
        "null",
    ]
)
# DBML has no table without a column and no enum without a value; this is what stands there while a design has them.
PLACEHOLDER = "wb_placeholder"


def quote_name(name: str) -> str:
    """Write one part of a name; quotes only where it needs them.

    Examples
    --------
    >>> quote_name("orders"), quote_name("order lines"), quote_name("note")
    ('orders', '"order lines"', '"note"')
    """
    if _PLAIN.match(name) and name.lower() not in _KEYWORDS:
        return name
    return quoted_name(name)


def quoted_name(name: str) -> str:
    """Write one part of a name, or a value of an enum, in double quotes."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return '"' + escaped.replace("\t", "\\t") + '"'


def quote_qualified(name: QualifiedName) -> str:
    """Write a name with its schema."""
    return quote_name(name.name) if name.schema is None else f"{quote_name(name.schema)}.{quote_name(name.name)}"


def quote_text(text: str) -> str:
    r"""Write a text on one line in single quotes.

    Examples
    --------
    >>> print(quote_text("it's\nso"))
    'it\'s\nso'
    """
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return "'" + escaped.replace("\t", "\\t") + "'"


_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z|none\Z")


def quote_colour(colour: str) -> str:
    """Write a colour; one that DBML does not know becomes a text, so that it is read again all the same.

    Examples
    --------
    >>> quote_colour("#aabbcc"), quote_colour("dark red")
    ('#aabbcc', "'dark red'")
    """
    return colour if _COLOUR.match(colour) else quote_text(colour)


_NEEDS_ESCAPE = re.compile(r"\\|'''|\r|\t|(?m:^[ ]|[ ]$)|'\Z")


def quote_note(text: str, indent: str) -> str:
    """Write a note: on one line, or between triple quotes where it has lines that survive being indented."""
    if "\n" not in text or _NEEDS_ESCAPE.search(text) or text.startswith("\n") or text.endswith("\n"):
        return quote_text(text)
    lines = [f"{indent}  {line}" if line else "" for line in text.split("\n")]
    return "'''\n" + "\n".join(lines) + f"\n{indent}'''"


_BACKTICK = r"\u0060"
_SPELLED = re.compile(r"\\u00(60|5[cC])")


def quote_expression(expression: str) -> str:
    r"""Write an SQL expression between backticks, which have no escape for one of their own: it is spelled out.

    Examples
    --------
    >>> print(quote_expression("a > 'x'"), quote_expression("`a` > 1"))
    `a > 'x'` `\u0060a\u0060 > 1`
    """
    spelled = _SPELLED.sub(r"\\u005cu00\1", expression)
    return "`" + spelled.replace("`", _BACKTICK) + "`"


def unescape_expression(body: str) -> str:
    """Resolve the backticks that :func:`quote_expression` has spelled out."""
    return _SPELLED.sub(lambda match: "`" if match[1] == "60" else "\\", body) if "\\" in body else body


def dedent(body: str) -> str:
    r"""Take the common indentation and the empty first and last line off a text between triple quotes.

    Examples
    --------
    >>> dedent("\n    a\n      b\n  ")
    'a\n  b'
    """
    lines = body.replace("\r\n", "\n").split("\n")
    depths = [len(line) - len(line.lstrip(" \t")) for line in lines[1:] if line.strip()]
    depth = min(depths, default=0)
    kept = [lines[0], *(line[depth:] for line in lines[1:])]
    if len(kept) > 1 and not kept[0].strip():
        kept = kept[1:]
    if len(kept) > 1 and not kept[-1].strip():
        kept = kept[:-1]
    return "\n".join(kept)
