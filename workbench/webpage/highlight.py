"""Source text in colour: SQL and DBML as HTML with a class for each kind of token."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

from workbench.errors import UnknownNameError
from workbench.webpage.wording import visible

# The words that give DDL its shape. What is not here stays plain: colour helps reading, it does not validate.
_SQL_WORDS: Final = """
    add after all alter always and as asc auto_increment begin between by cascade case cast charset check collate column
    comment commit constraint create cross current_date current_timestamp database default deferrable deferred delete
    desc distinct drop else end engine enum exists extension false first for foreign from full function generated group
    having identity if immediate in include index initially inner insert interval into is join key left like limit not
    null nulls off offset on only or order outer over partition pragma primary range references rename replace restrict
    returning right row rows schema select sequence set stored strict table temporary then to transaction trigger true
    type union unique update using values view virtual when where with without
"""
_SQL_TYPES: Final = """
    array bigint bigserial binary bit blob bool boolean bytea char character clob date datetime decimal double float
    float4 float8 inet int int2 int4 int8 integer json jsonb longblob longtext mediumint mediumtext numeric precision
    real serial smallint struct text time timestamp timestamptz timetz tinyint uuid varbinary varchar varying zone
"""
_DBML_WORDS: Final = """
    as check checks composite cascade database_type default delete enum enum: expression false headercolor increment
    indexes key name no action not note null partial pk primary project properties records ref restrict set table
    tablegroup tablepartial true type unique update
"""

_STRING: Final = r"'''.*?'''|'(?:[^'\\]|''|\\.)*'"
_SQL_STRING: Final = r"'(?:[^']|'')*'"
_PATTERNS: Final[dict[str, tuple[str, str, str, str]]] = {
    # language: comment, string, quoted name or expression, words
    "sql": (r"--[^\n]*|/\*.*?\*/", _SQL_STRING, r'"(?:[^"]|"")*"|`[^`\n]*`', _SQL_WORDS),
    "dbml": (r"//[^\n]*|/\*.*?\*/", _STRING, r'"(?:[^"\\]|\\.)*"|`[^`]*`', _DBML_WORDS),
}
_CLASSES: Final = {"comment": "c", "string": "s", "quoted": "q", "number": "n"}


def _compile(language: str) -> tuple[re.Pattern[str], frozenset[str]]:
    comment, string, quoted, words = _PATTERNS[language]
    token = (
        rf"(?P<comment>{comment})|(?P<string>{string})|(?P<quoted>{quoted})"
        r"|(?P<number>\b\d+(?:\.\d+)?\b)|(?P<word>[^\W\d]\w*)"
    )
    return re.compile(token, re.DOTALL), frozenset(words.split())


_LANGUAGES: Final = {language: _compile(language) for language in _PATTERNS}
_TYPES: Final = frozenset(_SQL_TYPES.split()) | {"int16", "int32", "int64", "float32", "float64", "list", "native"}


def highlight(text: str, language: str) -> Markup:
    """Colour a source text; every character of it is kept and escaped.

    Parameters
    ----------
    text
        The source.
    language
        ``"sql"`` or ``"dbml"``.

    Returns
    -------
    Markup
        HTML with ``<span>`` of the classes c (comment), s (string), q (quoted name), n (number), k (keyword), t (type).

    Raises
    ------
    UnknownNameError
        When the language is not among these.

    Examples
    --------
    >>> print(highlight("id int -- a<b", "sql"))
    id <span class="t">int</span> <span class="c">-- a&lt;b</span>
    """
    if language not in _LANGUAGES:
        raise UnknownNameError("language to colour", language, _LANGUAGES)
    pattern, words = _LANGUAGES[language]
    text = visible(text)
    out: list[Markup] = []
    position = 0
    for match in pattern.finditer(text):
        kind = str(match.lastgroup)
        mark = _CLASSES.get(kind) or _word_class(match[0].casefold(), words)
        if mark is None:
            continue
        out.append(escape(text[position : match.start()]))
        out.append(Markup('<span class="{}">{}</span>').format(mark, match[0]))
        position = match.end()
    out.append(escape(text[position:]))
    return Markup("").join(out)


def _word_class(word: str, words: frozenset[str]) -> str | None:
    if word in _TYPES:
        return "t"
    return "k" if word in words else None
