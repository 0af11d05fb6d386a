"""Tallies: in memory as by SQL, for each type that they take; others are left to SQL."""

from __future__ import annotations

import pytest

from tests.advise.tables import entity
from workbench.facts import Facts, Included
from workbench.model import Model
from workbench.profile import _tally, answer
from workbench.profile._tally import Tallies
from workbench.profile._texts import Texts
from workbench.reading import Reading
from workbench.sources import open_source

FILES = {
    "child.csv": "i,t,d,n\n" + "".join(f"{k % 7},v{k % 5},2024-01-{k % 9 + 1:02},{k % 4}.50\n" for k in range(100)),
    "parent.csv": "i,t,d,n\n" + "".join(f"{k},v{k},2024-01-{k + 1:02},{k}.5\n" for k in range(4)),
}


@pytest.fixture
def shop(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    columns = ("i int32", "t text", "d date", "n decimal(4,2)")
    with open_source(tmp_path) as source:
        yield source, Model(entities=(entity("child", *columns), entity("parent", *columns)))


@pytest.mark.parametrize("column", ["i", "t", "d", "n"])
def test_a_tally_answers_as_sql_does(shop, column, monkeypatch):
    source, model = shop
    question = Included("child", (column,), "parent", (column,))
    (held,) = answer(source, model, [question]).values()
    monkeypatch.setattr(_tally, "_MOST_ROWS", -1)
    (asked,) = answer(source, model, [question]).values()
    assert held == asked
    assert held.orphans > 0 or column == "n"


def test_what_texts_would_compare_wrongly_is_left_to_sql(shop):
    source, model = shop
    tallies = Tallies(source.cursor(), Reading(source, model), Texts(source.cursor(), Facts()))
    child, parent = model.entities
    assert tallies.included(Included("child", ("n",), "parent", ("n",)), child, parent) is None
    assert tallies.included(Included("child", ("i", "t"), "parent", ("i", "t")), child, parent) is None
    assert tallies.included(Included("child", ("i",), "parent", ("i",)), child, parent) is not None


def test_no_more_values_are_held_than_there_is_room_for(shop, monkeypatch):
    source, model = shop
    monkeypatch.setattr(_tally, "_MOST_VALUES", 12)
    questions = [Included("child", (a,), "parent", (a,)) for a in "itditd"]
    assert len(answer(source, model, questions)) == 3
