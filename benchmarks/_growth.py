"""Growth data: as many tables as one likes, the hardest for finding references by looking at each pair of tables.

Every key counts from one in as many rows, so that the values of each foreign key are among those of every table; the
foreign keys are named after the tables, and the tables after two words each of which many of them share.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

ROWS, COLUMNS, REFERENCES = 200, 20, 3

_FIRST = (
    "account asset branch budget campaign cargo claim client contract customer delivery device employee event "
    "facility fleet invoice item lease loan machine member order parcel patient payment project quote route sample "
    "shipment supplier"
).split()
_SECOND = (
    "address approval audit batch check comment contact cost detail document entry grade group history issue journal "
    "kind limit line log note period plan price range request review schedule status step team zone"
).split()
_Value: TypeAlias = Callable[[random.Random, int], str]


def _day(draw: random.Random, _: int) -> str:
    return (date(2020, 1, 1) + timedelta(days=draw.randrange(1500))).isoformat()


def _text(draw: random.Random, _: int) -> str:
    return " ".join(draw.choice(_FIRST) for _ in range(3))


# Names that most tables of an application have; the whole numbers among them fit the keys too.
_FIELDS: tuple[tuple[str, _Value], ...] = (
    ("name", lambda draw, row: f"{draw.choice(_SECOND)} {row}"),
    ("description", _text),
    ("state", lambda draw, _: draw.choice(("open", "closed", "lost"))),
    ("quantity", lambda draw, _: str(draw.randint(1, 90))),
    ("amount", lambda draw, _: f"{draw.random() * 1000:.2f}"),
    ("created_on", _day),
    ("updated_on", _day),
    ("priority", lambda draw, _: str(draw.randint(1, 5))),
    ("active", lambda draw, _: draw.choice(("true", "false"))),
    ("reference_number", lambda draw, row: f"R-{row:05d}-{draw.randrange(100)}"),
    ("weight", lambda draw, _: f"{draw.random() * 50:.3f}"),
    ("color", lambda draw, _: draw.choice(("red", "green", "blue", ""))),
    ("duration", lambda draw, _: str(draw.randint(1, 180))),
    ("remark", lambda draw, row: "" if row % 3 else _text(draw, row)),
    ("level", lambda draw, _: str(draw.randint(1, 12))),
    ("rate", lambda draw, _: f"{draw.random():.4f}"),
)


def names(tables: int) -> list[str]:
    """Names of so many tables: two words each, every word in many of them."""
    both = [f"{first}_{second}" for first in _FIRST for second in _SECOND]
    random.Random(7).shuffle(both)
    if tables > len(both):
        raise ValueError(f"There are names for {len(both)} tables, not for {tables}.")
    return both[:tables]


def write(folder: Path, tables: int) -> set[tuple[str, str, str]]:
    """Write tables as CSV.

    Returns
    -------
    set
        The references: table, column, table that it names.
    """
    draw = random.Random(tables)
    known = names(tables)
    true = set()
    for name in known:
        parents = draw.sample(known, REFERENCES)
        true |= {(name, f"{parent}_id", parent) for parent in parents}
        fields = _FIELDS[: COLUMNS - 1 - REFERENCES]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["id", *(f"{parent}_id" for parent in parents), *(field for field, _ in fields)])
            for row in range(1, ROWS + 1):
                links = [str(draw.randint(1, ROWS)) for _ in parents]
                rows.writerow([str(row), *links, *(value(draw, row) for _, value in fields)])
    return true
