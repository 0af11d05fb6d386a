"""Values of columns that are no references; several count from one, as keys do."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any

_SYLLABLES = (
    "ba be bo ca co da de di fa fi ga go ha ka la le li lo ma mi mo na ne no pa pe ra re ri ro sa se so ta te to va ve"
).split()
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DAY = dt.date(2015, 1, 1)


def value_of(kind: str, rows: int, rng: random.Random, *, unique: bool = False) -> list[Any]:
    """Draw the values of one column."""
    if kind.startswith("enum("):
        words = kind[5:-1].split("|")
        return [rng.choice(words) for _ in range(rows)]
    make = _MAKERS.get(kind, _name)
    values = [make(rng, i, rows) for i in range(rows)]
    if unique:
        seen: set[Any] = set()
        for i, drawn in enumerate(values):
            value = drawn
            while value in seen:
                value = f"{value} {rng.choice(_SYLLABLES)}" if isinstance(value, str) else value + rows
            values[i] = value
            seen.add(value)
    return values


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).title()


def _name(rng: random.Random, at: int, rows: int) -> str:
    return _word(rng)


def _count(rng: random.Random, at: int, rows: int) -> int:
    return int(rng.expovariate(1 / 120)) + 1


def _date(rng: random.Random, at: int, rows: int) -> str:
    return str(_DAY + dt.timedelta(days=rng.randrange(3600)))


_MAKERS: dict[str, Any] = {
    "title": lambda rng, at, rows: " ".join(_word(rng) for _ in range(rng.randint(1, 4))),
    "street": lambda rng, at, rows: f"{_word(rng)} St {rng.randint(1, 200)}",
    "phone": lambda rng, at, rows: f"+{rng.randint(10, 99)} {rng.randint(100, 999)} {rng.randint(10000, 99999)}",
    "email": lambda rng, at, rows: f"{_word(rng).lower()}{at}@example.org",
    "country": lambda rng, at, rows: rng.choice(_LETTERS) + rng.choice(_LETTERS),
    "code": lambda rng, at, rows: f"{rng.choice('ABCDEFGH')}{rng.randint(1000, 99999)}",
    "birth_date": _date,
    "date": _date,
    "time": lambda rng, at, rows: f"{_date(rng, at, rows)} {rng.randrange(24):02}:{rng.randrange(60):02}:00",
    "money": lambda rng, at, rows: f"{rng.lognormvariate(5, 1):.2f}",
    "measure": lambda rng, at, rows: f"{rng.lognormvariate(2, 0.7):.3f}",
    "pct": lambda rng, at, rows: f"{rng.random():.3f}",
    "lat": lambda rng, at, rows: f"{rng.uniform(-60, 70):.5f}",
    "lon": lambda rng, at, rows: f"{rng.uniform(-180, 180):.5f}",
    "count": _count,
    "qty": lambda rng, at, rows: min(60, int(rng.expovariate(0.25)) + 1),
    "year": lambda rng, at, rows: rng.randint(1950, 2024),
    "rating": lambda rng, at, rows: rng.randint(1, 5),
    "level": lambda rng, at, rows: rng.randint(1, 12),
    "sort": lambda rng, at, rows: rng.randint(1, 34),
    "bool": lambda rng, at, rows: rng.choice(("Y", "N")),
    "rowguid": lambda rng, at, rows: str(uuid.UUID(int=rng.getrandbits(128), version=4)),
    "modified_at": lambda rng, at, rows: f"{_date(rng, at, rows)} 00:00:00",
    "version_no": lambda rng, at, rows: min(9, int(rng.expovariate(1)) + 1),
    "sort_order": lambda rng, at, rows: at + 1,
    "legacy_no": lambda rng, at, rows: rng.randint(1, rows * 2),
    "is_active": lambda rng, at, rows: rng.choice((0, 1)),
}  # fmt: skip
