"""Moments: dates and times that a text may say, in the form of ISO 8601.

The official parser reads any form of ISO 8601, three forms of days as people write them, and the hour 24 as the
beginning of the next day. Days are counted in the proleptic Gregorian calendar, which has a year 0 and years before it.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CYCLE: Final = 400  # years after which the calendar is the same, and their days
_CYCLE_DAYS: Final = 146_097

_FRACTION = r"(?:[.,](?P<f>\d{1,30}))?"
_OFFSET = r"(?P<offset>[+-]\d{1,2}(?::\d{2})?)?"
_OFFSET_PARTS = re.compile(r"[+-](\d{1,2}):?(\d{2})?$")
_CLOCK = re.compile(r"(?P<h>\d{2}):(?P<m>\d{2}):(?P<s>\d{2})(?:\.(?P<f>\d{3}))?" + _OFFSET)
_DAY = re.compile(r"(?P<y>\d{4})-(?P<mo>\d{2})-(?P<d>\d{2})")
_SLASHED = re.compile(r"(?P<mo>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")
_WORDED = re.compile(r"(?P<d>\d{1,2}) (?P<name>[A-Za-z]{3}) (?P<y>\d{4})")
_NAMED = re.compile(r"(?P<name>[A-Za-z]{3}) (?P<d>\d{1,2}), (?P<y>\d{4})")
_BLANK = re.compile(_DAY.pattern + " " + _CLOCK.pattern)
_ISO_CLOCK = (
    rf"(?:T(?P<h>\d{{2}})(?::?(?P<m>\d{{2}})(?::?(?P<s>\d{{2}}){_FRACTION})?)?"
    r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?(?:\[(?P<zone>[A-Za-z_+-]{1,256}(?:/?[A-Za-z0-9_+-]{1,256}(?:/?[A-Za-z0-9_+-]{1,256})?)?)\])?)?"
)
_ISO_DAYS = (
    r"(?P<y>[+-]\d{6}|\d{4})(?:-?(?P<mo>\d{2})(?:-?(?P<d>\d{2}))?)?",
    r"(?P<y>\d{4})-?W(?P<w>\d{2})(?:-?(?P<wd>\d))?",
    r"(?P<y>\d{4})-?(?P<yd>\d{3})",
)
_ISO = [re.compile(day + _ISO_CLOCK, re.IGNORECASE) for day in _ISO_DAYS]


def moment(text: str) -> str | None:
    """Date, time or both that a text says, in the form of ISO 8601; None where it says none.

    Examples
    --------
    >>> moment("1/2/2024"), moment("2024-01-02 03:04:05"), moment("03:04:05"), moment("soon")
    ('2024-01-02', '2024-01-02T03:04:05', '03:04:05', None)
    >>> moment("2024-W01-2"), moment("2024-12-31T24:00")
    ('2024-01-02T00:00:00', '2025-01-01T00:00:00')
    """
    if match := _CLOCK.fullmatch(text):
        found = _clock(match)
        return None if found is None else found[0]
    for pattern in (_DAY, _SLASHED, _WORDED, _NAMED):
        if (match := pattern.fullmatch(text)) and (day := _day(match)) is not None:
            return _written(day)
    for pattern in (_BLANK, *_ISO):
        if match := pattern.fullmatch(text):
            day, found = _day(match), _clock(match)
            zone = _zone(match, day) if day is not None else None
            return (
                None if day is None or found is None or zone is None else f"{_written(day + found[1])}T{found[0]}{zone}"
            )
    return None


# -- days -------------------------------------------------------------------------------------------------------


def _number(year: int, month: int, day: int) -> int:
    """Number of a day; ValueError where there is none."""
    cycles, year = divmod(year, _CYCLE)
    return cycles * _CYCLE_DAYS + dt.date(year + _CYCLE, month, day).toordinal()


def _written(number: int) -> str:
    """Day of a number; years of more than four digits have a sign and six."""
    first = dt.date(_CYCLE, 1, 1).toordinal()
    cycles, rest = divmod(number - first, _CYCLE_DAYS)
    date = dt.date.fromordinal(first + rest)
    year = date.year - _CYCLE + cycles * _CYCLE
    shown = f"{year:04}" if 0 <= year <= 9999 else f"{year:+07}"
    return f"{shown}-{date.month:02}-{date.day:02}"


def _day(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    year = int(found["y"])
    try:
        if found.get("w"):
            return _of_week(year, int(found["w"]), int(found["wd"] or 1))
        if found.get("yd"):
            last = _number(year, 12, 31)
            day = _number(year, 1, 1) + int(found["yd"]) - 1
            return day if _number(year, 1, 1) <= day <= last else None
        month = _MONTHS.index(found["name"].lower()) + 1 if "name" in found else int(found["mo"] or 1)
        return _number(year, month, int(found["d"] or 1))
    except ValueError:
        return None


def _of_week(year: int, week: int, weekday: int) -> int:
    """Number of a day of a week; ValueError where the year has no such week."""
    cycles, year = divmod(year, _CYCLE)
    return cycles * _CYCLE_DAYS + dt.date.fromisocalendar(year + _CYCLE, week, weekday).toordinal()


# -- times ------------------------------------------------------------------------------------------------------


def _clock(match: re.Match[str]) -> tuple[str, int] | None:
    """Time of day, and how many days later it is."""
    hour, minute, second = (int(match[key] or 0) for key in "hms")
    part = (match["f"] or "")[:3].ljust(3, "0")
    later = int((hour, minute, second, part) == (24, 0, 0, "000"))
    if minute > 59 or second > 59 or hour > 23 + later:
        return None
    clock = f"{0 if later else hour:02}:{minute:02}:{second:02}" + (f".{part}" if part != "000" else "")
    offset = match["offset"]
    if not offset or match.groupdict().get("zone"):
        return clock, later
    if offset in ("Z", "z"):
        return clock + "Z", later
    hours, minutes = _OFFSET_PARTS.findall(offset)[0]
    plain = int(hours), int(minutes or 0)
    return clock + ("Z" if plain == (0, 0) else f"{offset[0]}{plain[0]:02}:{plain[1]:02}"), later


def _zone(match: re.Match[str], day: int) -> str | None:
    """Offset of a named zone at a moment, which goes before one that is said as a number; None for no such zone."""
    name = match.groupdict().get("zone")
    if not name:
        return ""
    try:
        date = dt.datetime.fromordinal(day).replace(hour=min(23, int(match["h"])), tzinfo=zoneinfo.ZoneInfo(name))
        away = date.utcoffset() or dt.timedelta()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OverflowError):
        return None
    minutes = round(away.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
