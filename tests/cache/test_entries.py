"""Entries: lines of text until they are asked for; what no longer holds is left out."""

from __future__ import annotations

import copy
from dataclasses import fields, replace

import pytest

from workbench.cache import _entries
from workbench.cache._entries import Entries, StoredTable
from workbench.facts import ColumnFacts, TableFacts, Unique, UniqueFact

COLUMN = ColumnFacts(table="t", column="a", position=0, raw_type="VARCHAR", rows=2, nulls=0, distinct=2,
                     values=(("x", 1), ("y\t\n", 1)))  # fmt: skip
TABLE = TableFacts(table="t", origin="t.csv", rows=2, columns=(COLUMN,), size_bytes=9)


def answer(number):
    return UniqueFact(question=Unique("t", (f"a{number}",)), rows=number, distinct=1, nulls=0)


@pytest.fixture
def entries():
    made = Entries()
    made.add_table("T", TABLE)
    for number in range(4):
        made.add_answer(f"A{number}", ("T",) if number else ("T", "gone"), answer(number))
    return made


def test_a_table_is_read_when_its_columns_are_asked_for(entries, monkeypatch):
    table = entries.table("T", "t.csv")
    monkeypatch.setattr(_entries, "unpack", None)
    assert (table.rows, table.size_bytes) == (2, 9)
    with pytest.raises(TypeError):
        table.columns  # noqa: B018 - reading it is what is tested
    monkeypatch.undo()
    assert table.columns == (COLUMN,)
    assert table.column("a") is table.columns[0]


def test_a_stored_table_is_a_table_like_any_other(entries):
    table = entries.table("T", "t.csv")
    assert isinstance(table, StoredTable)
    assert table == TABLE
    assert [TABLE].index(table) == 0  # the other way round
    assert hash(table) == hash(TABLE)
    assert copy.deepcopy(table) == TABLE
    assert replace(table, rows=3) == replace(TABLE, rows=3) != table
    assert table != replace(TABLE, columns=())
    assert {field.name: getattr(table, field.name) for field in fields(table)} == vars(TABLE)


def test_a_table_lies_where_it_is_now(entries):
    assert entries.table("T", "elsewhere/t.csv") == replace(TABLE, origin="elsewhere/t.csv")
    assert entries.table("T", "t.csv") == TABLE


def test_lines_give_the_same_entries(entries):
    again = Entries(entries.lines((), ("T", "gone")))
    assert again.table("T", "t.csv") == TABLE
    assert [again.answer(f"A{number}") for number in range(4)] == [answer(number) for number in range(4)]
    assert dict(again.answers(["A1"])) == {answer(1).question: answer(1)}
    assert again.has(("T",), ("A0", "A3"))
    assert not again.has(("T",), ("A4",))
    assert again.answer("A4") is again.table("U", "") is None


def test_what_rests_on_what_is_gone_goes(entries):
    again = Entries(entries.lines((), ("T",)))
    assert again.answer("A0") is None
    assert again.answer("A1") == answer(1)
    assert Entries(entries.lines((), ("U",))).table("T", "t.csv") is None


def test_of_too_many_answers_those_used_last_stay(entries, monkeypatch):
    monkeypatch.setattr(_entries, "MOST_ANSWERS", 2)
    again = Entries(entries.lines(("A1",), ("T", "gone")))
    assert [again.answer(f"A{number}") for number in range(4)] == [None, answer(1), None, answer(3)]
