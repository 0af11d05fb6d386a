"""Tokens: DBML text in pieces that say where they stand, with the gaps between them as far as they matter.

White space and comments are no tokens. What the grammar asks of them is kept beside each token: whether a line ended
before it, and whether blanks stood behind the token before it on the same line. Tokens are lists beside each other
rather than objects, since a text of 10,000 tables has a million of them.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Final

# Kinds of tokens; punctuation is its own kind.
WORD: Final = "word"
QUOTED: Final = "quoted"
STRING: Final = "string"
NUMBER: Final = "number"
CODE: Final = "code"
COLOUR: Final = "colour"
OPERATOR: Final = "operator"
BAD: Final = "bad"
END: Final = "end"
PUNCTUATION: Final = "{}[](),:;*"

_PATTERN: Final = r"""[ \t\r]*(?:
        (?P<word>[A]+)
      | (?P<line>\n)
      | (?P<punct>[{}\[\](),:;*])
      | (?P<text>'''(?:[^'\\]|\\.|'(?!''))*''')
      | (?P<string>(?!''')'(?:[^'\\\n]|\\(?:\r\n|.))*')
      | (?P<quoted>"(?:[^"\\\n]|\\(?:\r\n|.))*")
      | (?P<code>`[^`]*`)
      | (?P<colour>\#[AD]*)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<operator><(?:=|>\??|\?|-)?|>[=?]?|-[>?]?|\?(?:-\??|<>?\??|>\??)?|==?|!=?|[+%.&|~]|/(?!\*))
      | (?P<last>[D]+(?:\.[D]*)?[^.eE]\Z)
      | (?P<number>[D]+(?:\.[D]*)?[eE][+-]?[D]+(?![AD])|[D]+(?:\.[D]+|\.(?=[^AD.]))?(?![AD.]))
      | (?P<cut>[D]+\.[AD.]*)
      | (?P<mixed>[AD]+)
      | (?P<end>\Z)
      | (?P<bad>'{1,3}[^\n]*|"[^\n]*|`.*|/\*.*|.))"""


@cache
def _expression(*, plain: bool) -> re.Pattern[str]:
    """Regular expression of a token; words hold letters, marks, underscores and, behind the first, 0 to 9."""
    letters = r"A-Za-z_" + ("" if plain else _beyond_ascii())
    pattern = _PATTERN.replace("[A]+", f"[{letters}][{letters}0-9]*")
    pattern = re.sub(r"\[\^?AD\.?\]", lambda m: m[0].replace("AD", f"{letters}0-9"), pattern)
    return re.compile(pattern.replace("[D]", "[0-9]"), re.VERBOSE | re.DOTALL)


def _beyond_ascii() -> str:
    """Letters and marks of the Basic Multilingual Plane beyond ASCII, as ranges for a class of characters."""
    ranges: list[list[int]] = []
    for code in range(128, 0x10000):
        if unicodedata.category(chr(code))[0] in "LM":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in ranges)


@dataclass(slots=True)
class Tokens:
    """Tokens of a text in order; the last one is of kind ``end``.

    Parameters
    ----------
    text
        The text.
    kinds, starts, ends
        Of each token its kind, and where it starts and ends.
    lines
        Whether a line ended before it.
    gaps
        Whether blanks stand behind the token before it, on that token's line.
    wrong
        What is no token: message, start and end.
    """

    text: str
    kinds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: list[bool] = field(default_factory=list)
    gaps: list[bool] = field(default_factory=list)
    wrong: list[tuple[str, int, int]] = field(default_factory=list)

    def value(self, at: int) -> str:
        """Text of a token, without its quotes and with its escapes resolved."""
        start, end, kind = self.starts[at], self.ends[at], self.kinds[at]
        if kind == STRING:
            quotes = 3 if self.text.startswith("'''", start) else 1
            return unescaped(self.text[start + quotes : end - quotes])
        if kind == QUOTED:
            return unescaped(self.text[start + 1 : end - 1])
        return self.text[start + 1 : end - 1] if kind == CODE else self.text[start:end]


def tokenize(text: str) -> Tokens:
    """Split a text into tokens.

    Examples
    --------
    >>> tokens = tokenize("id int // key")
    >>> tokens.kinds, [tokens.value(at) for at in range(2)]
    (['word', 'word', 'end'], ['id', 'int'])
    """
    tokens = Tokens(text)
    add_kind, add_start, add_end = tokens.kinds.append, tokens.starts.append, tokens.ends.append
    add_line, add_gap = tokens.lines.append, tokens.gaps.append
    line = gap = False
    begin = 1 if text.startswith("\ufeff") else 0
    for match in _expression(plain=text.isascii()).finditer(text, begin):
        kind = match.lastgroup or BAD
        start, end = match.span(kind)
        # Behind the end of a line, blanks stand before the next token and behind none.
        if not line and not gap and match.start() < start:
            gap = text[start - 1] != "\r" or _blank(text, match.start(), start)
        if kind == "line":
            line = True
            continue
        if kind == "comment":
            continue
        if kind == "punct":
            kind = text[start]
        elif kind == "text":
            kind = STRING
        elif kind == "mixed":
            kind = WORD
        elif kind == "last":
            kind = NUMBER  # the official parser takes the very last character of a text into a number before it
        elif kind in ("bad", "cut"):
            _complain(tokens, start, end)
            kind = BAD
        add_kind(sys.intern(kind))
        add_start(start)
        add_end(end)
        add_line(line)
        add_gap(gap)
        line = gap = False
        if kind == END:
            break
    if "\\u" in text:
        _complain_of_escapes(tokens)
    return tokens


def _blank(text: str, start: int, end: int) -> bool:
    return any(text[at] != "\r" for at in range(start, end))


def _complain(tokens: Tokens, start: int, end: int) -> None:
    found = tokens.text[start:end]
    mark = next((m for m in ("'''", "'", '"', "`", "/*") if found.startswith(m)), None)
    if mark is not None:
        line = found.partition("\n")[0]
        tokens.wrong.append((f"This {line[:40]!r} is not closed.", start, start + len(line)))
    elif found[0].isdigit():
        tokens.wrong.append((f"{found[:40]!r} is no number.", start, end))
    else:
        tokens.wrong.append((f"The character {found!r} has no place here.", start, end))


_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "0": "\0", "b": "\b", "v": "\v", "f": "\f", " ": "\\ "}
_ESCAPE = re.compile(r"\\(u[^\W]{4}|\r\n|.)", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_CUT_ESCAPE = re.compile(r"\\(?:u(?!\w{4})|.)", re.DOTALL)


def _complain_of_escapes(tokens: Tokens) -> None:
    for at, kind in enumerate(tokens.kinds):
        if kind in (STRING, QUOTED):
            start, end = tokens.starts[at], tokens.ends[at]
            for match in _CUT_ESCAPE.finditer(tokens.text, start, end - 1):
                if match[0] == "\\u" and not re.match(r"\w{4}", tokens.text[match.end() : match.end() + 4]):
                    said = "An escape '\\u' needs four hexadecimal digits behind it."
                    tokens.wrong.append((said, match.start(), match.end()))


def unescaped(body: str) -> str:
    r"""Resolve the escapes of a text between quotes.

    Examples
    --------
    >>> unescaped(r"it\'s\u0020so")
    "it's so"
    """
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_resolved, body)
    # Two escapes may stand for one character beyond the BMP; half of such a pair is no character (Unicode 16, 3.9).
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _HALF.search(text) else text


def _resolved(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] == "u" and len(code) == 5:
        digits = re.match("[0-9A-Fa-f]*", code[1:])
        return chr(int(digits[0], 16)) if digits and digits[0] else "\0"
    return "" if code in ("\n", "\r\n", "\r") else _ESCAPES.get(code, code)
