"""Groups: a column is grouped once, and dropped where others need its place."""

from __future__ import annotations

import duckdb
import pytest

from tests.advise.tables import entity
from workbench.model import Model
from workbench.profile import _groups
from workbench.profile._groups import Groups
from workbench.reading import Reading
from workbench.sources import Source


@pytest.fixture
def shop():
    with Source("tests") as source:
        source.load_rows("t", ["a", "b"], [("x", "1"), ("x", "2"), (None, "1"), ("y", "1")], "t")
        yield source, entity("t", "a text?", "b text?")


def test_values_are_counted_with_null_as_a_value_of_its_own(shop):
    source, table = shop
    con = source.cursor()
    groups = Groups(con, Reading(source, Model(entities=(table,))))
    found = con.execute(f"SELECT * FROM {groups.of(table, ['a'])} ORDER BY ALL").fetchall()
    assert found == [("x", 2), ("y", 1), (None, 1)]
    pairs = con.execute(f"SELECT * FROM {groups.of(table, ['b', 'a'])} ORDER BY ALL").fetchall()
    assert pairs == [("1", "x", 1), ("1", "y", 1), ("1", None, 1), ("2", "x", 1)]


def test_a_column_asked_for_again_is_not_grouped_again(shop):
    source, table = shop
    groups = Groups(source.cursor(), Reading(source, Model(entities=(table,))))
    assert groups.of(table, ["a"]) == groups.of(table, ["a"])
    assert groups.of(table, ["b"]) != groups.of(table, ["a"])


def test_the_column_not_used_for_longest_makes_room(shop, monkeypatch):
    monkeypatch.setattr(_groups, "_MOST_VALUES", 5)
    source, table = shop
    con = source.cursor()
    groups = Groups(con, Reading(source, Model(entities=(table,))))
    first, second = groups.of(table, ["a"]), groups.of(table, ["b"])  # three values and two
    groups.of(table, ["a"])
    third = groups.of(table, ["a", "a"])  # three again: b goes, and a as well
    assert con.execute(f"SELECT count(*) FROM {third}").fetchone() == (3,)
    for gone in (first, second):
        with pytest.raises(duckdb.CatalogException):
            con.execute(f"SELECT * FROM {gone}")
    groups.clear()
    with pytest.raises(duckdb.CatalogException):
        con.execute(f"SELECT * FROM {third}")
