"""Shapes: what DuckDB counts of conditions, periods, snapshots, subtypes and copies, counted by hand beside it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.advise.tables import entity
from workbench.model import Model
from workbench.profile import answer
from workbench.questions import Copies, Holds, Periods, Snapshot, Subtyped
from workbench.sources import open_source


def asked(question, *entities, **tables):
    with open_source({name: pd.DataFrame(columns, dtype=object) for name, columns in tables.items()}) as source:
        fact = answer(source, Model(entities=entities), [question])[question]
        listed = source.cursor().execute(fact.sql).fetchall() if isinstance(getattr(fact, "sql", None), str) else None
    return fact, listed


# Names that the SQL of the answers uses itself.
NAMES = ("t", "a", "b", "k0", "n", "before")


@pytest.mark.parametrize("name", NAMES)
def test_conditions(name):
    one = entity(name, f"{name} int32?", "other int32?")
    question = Holds(name, (name, "other"), (f'"{name}" > 2', f'"{name}" = other', "other / 0 > nonsense"))
    fact, _ = asked(question, one, **{name: {name: [1, 2, 3, 4, None], "other": [1, 0, 3, 9, 5]}})
    assert (fact.rows, fact.met, fact.broken) == (5, (2, 2, 0), (2, 2, 5))


@pytest.mark.parametrize("name", NAMES)
def test_copies(name):
    one = entity(name, f"{name} int32?", "other text?")
    rows = {name: [1, 1, 1, 2, None, None], "other": ["x", "x", "y", "x", "z", "z"]}
    fact, listed = asked(Copies(name), one, **{name: rows})
    assert (fact.rows, fact.surplus, fact.listed) == (6, 2, 4)
    assert len(listed) == 4


def day(month, number):
    return date(2024, month, number)


@pytest.mark.parametrize("key", NAMES)
def test_periods(key):
    one = entity("prices", f"{key} int32", "start date", "end date?")
    rows = [
        (1, day(1, 1), day(1, 31)),
        (1, day(2, 1), day(2, 29)),  # the day after
        (1, day(4, 1), None),  # a gap, and open
        (2, day(1, 1), day(1, 31)),
        (2, day(1, 31), day(3, 1)),  # on the very end
        (2, day(2, 10), day(2, 20)),  # within the one before
        (3, day(5, 5), date(9999, 12, 31)),
        (4, day(6, 6), day(6, 5)),  # ends before it starts
    ]
    columns = dict(zip((key, "start", "end"), map(list, zip(*rows, strict=True)), strict=True))
    fact, listed = asked(Periods("prices", (key,), "start", "end"), one, prices=columns)
    assert (fact.rows, fact.keys, fact.repeated, fact.reversed) == (8, 4, 2, 1)
    assert (fact.overlaps, fact.touching, fact.following, fact.gaps) == (1, 1, 1, 1)
    assert (fact.open_null, fact.open_far) == (1, 1)
    assert [row[:3] for row in listed] == [(2, day(2, 10), day(2, 20))]


@pytest.mark.parametrize("key", NAMES)
def test_snapshots(key):
    one = entity("stock", f"{key} int32", "taken date", "level int32")
    pairs = [(k, day(m, 1)) for m in (1, 2, 3) for k in range(4) if (k, m) != (3, 2)]
    columns = {key: [k for k, _ in pairs], "taken": [d for _, d in pairs], "level": [0] * len(pairs)}
    fact, _ = asked(Snapshot("stock", (key,), "taken"), one, stock=columns)
    # Of the 4 rows of January 3 are there in February, all 3 of February in March.
    assert (fact.rows, fact.distinct, fact.dates, fact.keys, fact.kept, fact.followed) == (11, 11, 3, 4, 6, 7)


@pytest.mark.parametrize("key", NAMES)
def test_subtypes(key):
    parent = entity("parent", f"{key} int32", "kind text?", "colour text?")
    children = [entity(name, f"{key} int32") for name in ("one", "two")]
    question = Subtyped("parent", (key,), ("kind", "colour"), (("one", (key,)), ("two", (key,))))
    fact, _ = asked(
        question,
        parent,
        *children,
        parent={key: [1, 2, 3, 4, 4], "kind": ["x", "x", "y", None, None], "colour": ["r", "g", "r", "g", "g"]},
        one={key: [1, 2]},
        two={key: [2, 3, 99]},
    )
    assert (fact.parents, fact.members(0), fact.members(1), fact.most) == (4, 2, 2, 2)
    assert dict(fact.together) == {(True, False): 1, (True, True): 1, (False, True): 1, (False, False): 1}
    kinds, colours = ({(value, there): n for value, there, n in one} for one in fact.told)
    assert kinds == {
        ("x", (True, False)): 1, ("x", (True, True)): 1, ("y", (False, True)): 1, (None, (False, False)): 1,
    }  # fmt: skip
    assert colours[("r", (True, False))] == 1
