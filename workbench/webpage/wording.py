"""Numbers and foreign text as people read them: thousands, shares, sizes, and characters that would hide."""

from __future__ import annotations

import re
from typing import Final

# NUL and other control characters, lone surrogates, bidirectional embeddings, overrides and isolates: they would make
# a text read differently from what it is (Unicode TR 36, section 2.5), and some must not stand in HTML at all.
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    r"""Put ``�`` for each character that acts without being seen; line breaks become ``\n``.

    Examples
    --------
    >>> visible("a\x00b\r\nc\u202ed")
    'a�b\nc�d'
    """
    return _HIDDEN.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


def clip(value: str, longest: int = 40) -> str:
    """Cut a value to what a table has room for; a cut value ends in a single "…".

    Examples
    --------
    >>> clip("abcdef", 4), clip("abcd", 4), clip("to be… continued", 7)
    ('abc…', 'abcd', 'to be…')
    """
    return value if len(value) <= longest else value[: longest - 1].rstrip(" .…") + "…"


def count(number: float) -> str:
    """Group the digits of a whole number in threes; a fraction keeps at most four digits.

    Examples
    --------
    >>> count(1234567), count(12.34567)
    ('1,234,567', '12.35')
    """
    return f"{number:,}" if isinstance(number, int) else f"{number:,.4g}"


def plural(number: int, noun: str, many: str | None = None) -> str:
    """Say how many of something there are.

    Examples
    --------
    >>> plural(1, "row"), plural(2000, "row"), plural(3, "entity", "entities")
    ('1 row', '2,000 rows', '3 entities')
    """
    return f"{count(number)} {noun if number == 1 else many or noun + 's'}"


def share(part: float, *, places: int = 0) -> str:
    """Write a share (0..1) in percent, never rounding a few to none nor almost all to all.

    Examples
    --------
    >>> share(0.5), share(0), share(1), share(0.0004), share(0.9999)
    ('50 %', '0 %', '100 %', '<1 %', '>99 %')
    """
    step = 10**-places
    percent = part * 100
    if 0 < percent < step:
        return f"<{step:g} %"
    if 100 - step < percent < 100:
        return f">{100 - step:g} %"
    return f"{percent:.{places}f} %"


def size(size_bytes: int) -> str:
    """Write a size in the largest decimal unit that fits (IEC 80000-13).

    Examples
    --------
    >>> size(0), size(999), size(15_600), size(3_250_000)
    ('0 B', '999 B', '15.6 kB', '3.2 MB')
    """
    amount = float(size_bytes)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 999.95:
            return f"{amount:.0f} B" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
